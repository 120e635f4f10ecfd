#!/usr/bin/env python3
"""What a server has taken of a delivery, read by a program that is not ours: Python's email package, strictly.

mailcheck.py members N                                    prints a members.toml of N members
mailcheck.py expected LEDGER                              prints how many addresses the ledger has as sent
mailcheck.py settle REPORT LOG                            prints --arrived and --resend for what is unknown, by the server's log
mailcheck.py compare MAILDIR OUTPUT MEMBERS LEDGER        compares what came with editions, members and ledger
"""
import collections
import email
import email.policy
import email.utils
import hashlib
import json
import pathlib
import re
import sys
import tomllib

LANGUAGES = [["en"], ["fr", "en"], ["ja"], ["ar", "fr"], ["nl", "fr"]]
HARD = ['"a.b c" <"a b"@quoted.example>', "Büro <büro@utf8.example> plain@utf8.example", '"Last, First" <o\'neil+news@plus.example>', "事務局 <office@xn--bcher-kva.example>",
        "gone@refused.example"]
ATTACH = ['["screen"]', '["print"]', '["none"]', '["screen", "print"]']


def quoted(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'


def members(n):
    for i in range(n):
        to = [f"Office {i} <office@m{i}.example>"]
        if i % 3 == 0:
            to.append(f"second@m{i}.example")
        if i < len(HARD):
            to = re.split(r"(?<=>) ", HARD[i])
        print(f'[[member]]\norganization = "m{i}"\nlanguages = {json.dumps(LANGUAGES[i % len(LANGUAGES)])}')
        print(f'to = [{", ".join(map(quoted, to))}]\nattach = {ATTACH[i % len(ATTACH)]}\n')


def records(ledger):
    """The ledger's last word on each Message-ID and address."""
    known = {}
    for line in open(ledger, encoding="utf-8"):
        l = json.loads(line)
        for to in l.get("to", []):
            if l["event"] == "attempt":
                known[l["id"], to] = dict(l, status="unknown")
            elif l["event"] == "settle":
                known[l["id"], to]["status"] = l["status"]
        for r in l.get("results", []):
            known[l["id"], r["to"]]["status"] = r["status"]
    return known


def sent(ledger):
    return {k: r for k, r in records(ledger).items() if r["status"] == "sent"}


def settle(report, log):
    text = open(log, encoding="utf-8", errors="replace").read()
    taken = set(re.findall(r"postfix/qmgr\[\d+\]: (\w+): from=", text))  # cleanup names a message before it has the whole of it
    logged = {id for queue, id in re.findall(r"postfix/cleanup\[\d+\]: (\w+): message-id=<([^>]+)>", text) if queue in taken}
    by = collections.defaultdict(set)
    for r in json.load(open(report, encoding="utf-8"))["results"]:
        if r["status"] == "unknown":
            by["--arrived" if r["message_id"] in logged else "--resend"].add(r["organization"])
    for flag, organizations in sorted(by.items()):
        print(flag, ",".join(sorted(organizations)))


def addresses(m):
    return [a for _, a in email.utils.getaddresses(m)]


def spec(address):
    """An address as the server is told it, from what a person wrote."""
    _, a = email.utils.parseaddr(address)
    return a


def unflowed(part):
    """The text of a format=flowed part (RFC 3676), line by line as it was wrapped."""
    assert part["Content-Type"].params.get("format") == "flowed", part["Content-Type"]
    lines = part.get_content().replace("\r\n", "\n").split("\n")
    lines = [l[1:] if l.startswith(" ") else l for l in lines]
    return "\n".join(l.rstrip(" ") if l != "-- " else l for l in lines)


def compare(maildir, output, members_file, ledger):
    output = pathlib.Path(output)
    rows = {m["organization"]: m for m in tomllib.load(open(members_file, "rb"))["member"]}
    expected, came, bytes_of = sent(ledger), collections.Counter(), {}
    for file in sorted(pathlib.Path(maildir).iterdir()):
        text = file.read_bytes().decode("utf-8")
        m = email.message_from_string(text, policy=email.policy.SMTPUTF8.clone(raise_on_defect=not re.search(r"^To:.*[^\x00-\x7f]", text, re.M)))
        for line in text.split("\n"):
            assert len(line) <= 78, (file, line)
        id, to = m["Message-ID"].strip("<>"), m["Delivered-To"]
        assert (id, to) in expected, f"{id} came to {to}, and the ledger does not have it as sent"
        came[id, to] += 1
        attempt = expected[id, to]
        own = rows[attempt["organization"]]
        named = [spec(a) for a in own["to"] if spec(a).isascii() or not to.isascii()]  # what needs UTF-8 goes by itself
        assert sorted(addresses([str(m["To"])])) == sorted(named), (str(m["To"]), named)
        others = set(re.findall(r"[\w.+-]+@[\w.-]+", text[:text.index("\n\n")])) - {to}
        for a in others:
            assert re.search(r"@(m\d+|utf8|quoted|plus|xn--bcher-kva|refused)\.example$", a) is None or a in "".join(own["to"]), f"{a} is shown to {to}"
        assert m["Return-Path"].strip("<>") == f"bounces+{id.split('@')[0]}@federation.example", m["Return-Path"]
        assert m["List-Unsubscribe"] == "<mailto:leave@federation.example>" and m["Content-Language"] == attempt["language"]
        assert m["Content-Language"] in own["languages"]
        assert abs(email.utils.parsedate_to_datetime(str(m["Date"])).timestamp() - __import__("datetime").datetime.fromisoformat(attempt["time"]).timestamp()) < 1
        parts = list(m.iter_parts()) if m.is_multipart() else [m]
        name = output.name + "." + attempt["language"]
        if own["attach"] != ["none"]:
            assert unflowed(parts[0]) == (output / (name + ".txt")).read_text(encoding="utf-8"), f"{id}: another text than {name}.txt"
        wanted = []
        for form in own["attach"]:
            wanted += {"none": [], "print": [name + ".pdf"], "screen": [f"{output.name}.screen.{attempt['language']}.pdf"]}[form]
        assert [p.get_content() for p in parts[1:]] == [(output / w).read_bytes() for w in wanted], f"{id}: other PDFs than {wanted}"
        for p in parts[1:]:
            assert p.get_content_type() == "application/pdf" and p.get_filename().endswith(".pdf"), p.get_filename()
        digest = bytes_of.setdefault((id, attempt["message"]), hashlib.sha256(strip_trace(text)).hexdigest())
        assert digest == attempt["message"], f"{id}: the message's hash is not the ledger's"
    missing = set(expected) - set(came)
    twice = [k for k, n in came.items() if n > 1]
    assert not missing and not twice, f"missing {sorted(missing)[:5]}, twice {twice[:5]}"
    print(f"   {len(came)} messages read by Python's email package: as the editions, the members and the ledger say")


def strip_trace(text):
    """The message as it was handed over: without the fields that the server has put before it."""
    fields = re.split(r"\n(?![ \t])", text[:text.index("\n\n")])
    trace = ("return-path:", "x-original-to:", "delivered-to:", "received:")
    while fields[0].lower().startswith(trace):
        fields.pop(0)
    return ("\n".join(fields) + text[text.index("\n\n"):]).replace("\n", "\r\n").encode()


if __name__ == "__main__":
    what, *args = sys.argv[1:]
    if what == "members":
        members(int(args[0]))
    elif what == "expected":
        print(len(sent(args[0])))
    elif what == "settle":
        settle(*args)
    elif what == "compare":
        compare(*args)
    else:
        sys.exit(__doc__)
