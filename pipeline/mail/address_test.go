package mail

import (
	"strings"
	"testing"
)

// addresses are the golden cases: what is written, and what it is; "!" begins a part of the error.
var addresses = []struct{ text, want string }{
	{"office@example.org", "office@example.org"},
	{"Secretariat <secretariat@nkr.example>", "Secretariat <secretariat@nkr.example>"},
	{`"Office, Nairobi" <office@example.org>`, `"Office, Nairobi" <office@example.org>`},
	{`"a b"@example.org`, `"a b"@example.org`},
	{`"a\"b\\c"@example.org`, `"a\"b\\c"@example.org`},
	{`"plain"@example.org`, "plain@example.org"},
	{"office@example.org (the (inner) office)", "\"the (inner) office\" <office@example.org>"},
	{"(before) Office <office@example.org>", "Office <office@example.org>"},
	{"office(here)@(there)example.org", "there <office@example.org>"},
	{"Office <(x)office@example.org(y)> (z)", "Office <office@example.org>"},
	{`"Of (fice" <office@example.org>`, `"Of (fice" <office@example.org>`},
	{"Müller  <mueller@bücher.example>", "Müller <mueller@bücher.example>"},
	{"用户@例え.example", "用户@例え.example"},
	{"a@xn--bcher-kva.example", "a@bücher.example"},
	{"a@BÜCHER.example", "a@bücher.example"},
	{"Office@EXAMPLE.org", "Office@example.org"},
	{"=?UTF-8?Q?B=C3=BCro?= <a@example.org>", "Büro <a@example.org>"},
	{`"=?UTF-8?Q?x?=" <a@example.org>`, `"=?UTF-8?Q?x?=" <a@example.org>`},
	{"a+b=c@example.org", "a+b=c@example.org"},
	{strings.Repeat("a", 64) + "@example.org", strings.Repeat("a", 64) + "@example.org"},
	{`"very.(),:;<>[]\".VERY.\"very@\\ \"very\".unusual"@strange.example.com`, `"very.(),:;<>[]\".VERY.\"very@\\ \"very\".unusual"@strange.example.com`},
	{"Joe Q. Public <john.q.public@example.com>", `"Joe Q. Public" <john.q.public@example.com>`},
	{"a@fußball.example", "a@fußball.example"},
	{"<a@example.org>", "a@example.org"},
	{"a@192.0.2.1", "!it ends with a number"},
	{"office@example.org.", "!a dot stands at an end"},
	{"a..b@example.org", "!a dot stands at an end"},
	{"a.@example.org", "!a dot stands at an end"},
	{"a@[IPv6:::1]", "!write the server's name"},
	{"Müller, Hans <h@example.org>", "!the name holds signs"},
	{"a b@example.org", "!a blank stands in it"},
	{"a@example.org;", "!a sign stands behind it"},
	{"Mary <@relay.example:mary@example.net>", "!is no mail address"},
	{"a@ex\u200dample.org", "!is no domain"},
	{"a@אb.example", "!is no domain"},
	{"", "!is no mail address (there is no \"@\")"},
	{"office", "!is no mail address"},
	{"office@", "!is no mail address"},
	{"@example.org", "!is no mail address"},
	{`""@example.org`, "!is no mail address"},
	{"a@b@example.org", "!is no mail address"},
	{"a@example.org, b@example.org", "!it holds several"},
	{"Friends: a@example.org, b@example.org;", "!is no mail address"},
	{"a@[192.0.2.1]", "!write the server's name"},
	{"a@exa_mple.org", "!is no domain"},
	{"a@-example.org", "!is no domain"},
	{"a@" + strings.Repeat("b", 64) + ".org", "!is no domain"},
	{"a@" + strings.Repeat("b.", 130) + "org", "!is no domain"},
	{strings.Repeat("a", 65) + "@example.org", "!at most 64"},
	{strings.Repeat("ä", 33) + "@example.org", "!at most 64"},
	{"a@example.org\r\nBcc: all@example.org", "!holds a control character"},
	{"A\nB <a@example.org>", "!holds a control character"},
	{"a\u2028b@example.org", "!holds a control character"},
	{"=?UTF-8?Q?x=0D=0ABcc=3A_all=40example.org?= <a@example.org>", "!its encoded name holds a control character"},
	{"a\xff@example.org", "!holds a control character"},
	{strings.Repeat("x", 10<<20) + "@example.org", "!at most 1000"},
	{strings.Repeat("(", 900) + "a@example.org", "!is never closed"},
}

// If it fails, a mail goes to nobody or to somebody else, or an address ends a header's line.
func TestParseAddress(t *testing.T) {
	for _, c := range addresses {
		got, err := ParseAddress(c.text)
		if want, wrong := strings.CutPrefix(c.want, "!"); wrong {
			if err == nil || !strings.Contains(err.Error(), want) || len(err.Error()) > 400 {
				t.Errorf("%.60q: %v %v, want %s", c.text, got, err, want)
			}
			continue
		}
		if err != nil || got.Written() != c.want {
			t.Errorf("%q: %q, %v; want %q", c.text, got.Written(), err, c.want)
		}
	}
	for text, want := range map[string]bool{"用户@例え.example": true, "office@bücher.example": false, "Ü <a@example.org>": false} {
		if a, _ := ParseAddress(text); a.NeedsUTF8() != want || strings.ContainsFunc(a.Domain, func(r rune) bool { return r > '~' }) {
			t.Errorf("%s: needs SMTPUTF8: %v", text, !want)
		}
	}
}

// An address that was read is read again as the same one, and no part of it can end a line.
func FuzzParseAddress(f *testing.F) {
	for _, c := range addresses {
		f.Add(c.text[:min(len(c.text), 2000)])
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ParseAddress(text)
		if err != nil {
			return
		}
		for _, s := range []string{a.Written(), a.String(), a.header(), a.Same()} {
			if strings.ContainsFunc(s, isControl) {
				t.Fatalf("%q: %q holds a control character", text, s)
			}
		}
		for _, s := range []string{a.Written(), a.String(), a.header()} {
			again, err := ParseAddress(s)
			if err != nil && len(s) <= MaxAddress {
				t.Fatalf("%q: %q is not read again: %v", text, s, err)
			}
			if err == nil && (again.Local != a.Local || again.Domain != a.Domain || s == a.Written() && again.Name != a.Name) {
				t.Fatalf("%q: %q is read as %+v, not %+v", text, s, again, a)
			}
		}
	})
}
