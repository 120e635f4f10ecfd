package deliver

import (
	"fmt"
	"slices"
	"strings"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/mail"
	"publish/pipeline/tomlfile"
)

// Limits of members.toml.
const (
	MaxMembersFile  = 64 << 20 // bytes
	MaxMembers      = 100_000
	maxOfOneMember  = 100 // addresses, or languages
	maxOrganization = 100 // bytes of an id
)

// A Form is a form of an edition that a member can have attached.
type Form string

// The forms. Where there is no screen edition, who wants one gets the print edition.
const (
	Screen Form = "screen"
	Print  Form = "print"
)

// usual is what a member gets that says nothing of it. Nobody changes it.
var usual = []Form{Screen}

// A Member is one organization that receives editions: a row of members.toml.
type Member struct {
	Organization string              // id in organizations.toml
	Languages    []language.Language // in order of preference, each once; at least one
	To           []mail.Address      // each once; none: the member has no mail, and gets a bundle
	Attach       []Form              // each once; empty: the text alone
	Paused       bool                // gets nothing for the time being
	Line         int                 // of its row in the file, from 1; 0: not known
}

// Members are all rows of a members.toml, in the file's order. No organization is there twice.
type Members struct {
	File string
	All  []Member

	at map[string]int // by organization
}

// Of is the member of an organization.
func (m Members) Of(organization string) (Member, bool) {
	i, there := m.at[organization]
	if !there {
		return Member{}, false
	}
	return m.All[i], true
}

// A row is a [[member]] as the file has it.
type row struct {
	Organization string   `toml:"organization"`
	Languages    []string `toml:"languages"`
	To           []string `toml:"to"`
	Attach       []string `toml:"attach"`
	Paused       bool     `toml:"paused"`
}

// A rowReader makes members of rows, and tells what is wrong with them.
type rowReader struct {
	members  Members
	at       *tomlfile.File // of the piece that is read
	before   int            // lines before it
	rows     int            // that have been read
	findings []finding.Finding
	owner    map[string]standing            // by mail.Address.Same
	lists    map[string][]language.Language // those that were read without a finding, by their tags: many members have the same
}

func newRowReader(file string, rows int) *rowReader {
	return &rowReader{members: Members{File: file, All: make([]Member, 0, rows), at: make(map[string]int, rows)},
		owner: make(map[string]standing, rows), lists: map[string][]language.Language{}}
}

// standing is where an address stood first.
type standing struct{ row, line int }

// line is that of row i of the piece, or of what stands in it.
func (r *rowReader) line(i int, path ...any) int {
	return r.before + r.at.Line(append([]any{"member", i}, path...)...)
}

// member reads one row; its findings of level error say that nothing can be sent to it as it stands.
func (r *rowReader) member(i int, raw row) Member {
	m := Member{Organization: strings.TrimSpace(raw.Organization), Paused: raw.Paused, Line: r.line(i)}
	switch {
	case m.Organization == "":
		r.say(finding.Error, m.Line, "member-organization", "the member has no organization", `write the id that it has in organizations.toml: organization = "…"`)
	case len(m.Organization) > maxOrganization || strings.ContainsFunc(m.Organization, isControl):
		r.say(finding.Error, m.Line, "member-organization", fmt.Sprintf("%q is no id", cut(m.Organization)), "write the id that the organization has in organizations.toml")
	}
	m.Languages = r.languages(i, m, raw.Languages)
	m.To = r.addresses(i, m, raw.To)
	m.Attach = r.attach(i, m, raw.Attach)
	return m
}

func (r *rowReader) languages(i int, m Member, tags []string) []language.Language {
	key, before := fmt.Sprintf("%q", tags), len(r.findings)
	if ls, known := r.lists[key]; known {
		return ls
	}
	var ls []language.Language
	for j, tag := range tags[:min(len(tags), maxOfOneMember)] {
		l, err := language.Parse(tag)
		switch {
		case err != nil:
			r.say(finding.Error, r.line(i, "languages", j), "member-language", fmt.Sprintf("%s: %v", cut(m.Organization), err), `write BCP 47 tags in order of preference: languages = ["fr", "en"]`)
		case slices.Contains(ls, l):
			r.say(finding.Warning, r.line(i, "languages", j), "member-language-twice", fmt.Sprintf("%s: the language %s stands twice", cut(m.Organization), l), "take one of them out")
		default:
			ls = append(ls, l)
		}
	}
	if len(tags) == 0 {
		r.say(finding.Error, m.Line, "member-language", cut(m.Organization)+": no language", `write them in order of preference: languages = ["fr", "en"]`)
	}
	r.limit(m, len(tags), "languages")
	if len(r.findings) == before {
		r.lists[key] = slices.Clip(ls)
	}
	return ls
}

func (r *rowReader) addresses(i int, m Member, texts []string) []mail.Address {
	var to []mail.Address
	for j, text := range texts[:min(len(texts), maxOfOneMember)] {
		a, err := mail.ParseAddress(text)
		if err != nil {
			r.say(finding.Error, r.line(i, "to", j), "member-address", fmt.Sprintf("%s: %v", cut(m.Organization), err), "no mail is sent until it is mended")
			continue
		}
		r.advise(r.line(i, "to", j), m, a)
		switch first, taken := r.owner[a.Same()]; {
		case !taken:
			r.owner[a.Same()] = standing{r.rows, r.line(i, "to", j)}
			to = append(to, a)
		case first.row == r.rows:
			r.say(finding.Warning, r.line(i, "to", j), "member-address-twice", fmt.Sprintf("%s: the address %s stands twice", cut(m.Organization), a), "take one of them out; it gets one mail")
		default:
			to = append(to, a)
			r.say(finding.Warning, r.line(i, "to", j), "member-address-shared", fmt.Sprintf("%s: the address %s is that of another member, too (line %d)", cut(m.Organization), a, first.line),
				"it gets a mail for each; take it out of one if that is not meant")
		}
	}
	if len(texts) == 0 && !m.Paused {
		r.say(finding.Info, m.Line, "member-without-mail", cut(m.Organization)+": no address", "`publish bundle --org` makes an archive to hand over")
	}
	r.limit(m, len(texts), "addresses")
	return to
}

// advise tells of addresses that are right, but that not every server can reach.
func (r *rowReader) advise(line int, m Member, a mail.Address) {
	if a.NeedsUTF8() {
		r.say(finding.Info, line, "member-address-utf8", fmt.Sprintf("%s: %s can only be reached by servers that know SMTPUTF8", cut(m.Organization), a), "ask for an address in ASCII if mail to it fails")
	}
	if !strings.Contains(a.Domain, ".") {
		r.say(finding.Warning, line, "member-address-domain", fmt.Sprintf("%s: the domain of %s has no dot", cut(m.Organization), a), "write the whole domain, as in office@federation.example")
	}
}

func (r *rowReader) attach(i int, m Member, names []string) []Form {
	if names == nil {
		return usual
	}
	forms := []Form{}
	for j, name := range names[:min(len(names), maxOfOneMember)] {
		switch f := Form(name); {
		case name == "none":
		case f != Screen && f != Print:
			r.say(finding.Error, r.line(i, "attach", j), "member-attach", fmt.Sprintf("%s: attach has %q", cut(m.Organization), cut(name)), `write "screen", "print", or "none"`)
		case !slices.Contains(forms, f):
			forms = append(forms, f)
		}
	}
	if len(forms) > 0 && slices.Contains(names, "none") {
		r.say(finding.Error, m.Line, "member-attach", cut(m.Organization)+`: attach has "none" beside others`, `write "none" alone, or take it out`)
	}
	return forms
}

func (r *rowReader) limit(m Member, n int, what string) {
	if n > maxOfOneMember {
		r.say(finding.Error, m.Line, "member-too-many", fmt.Sprintf("%s: %d %s; at most %d", cut(m.Organization), n, what, maxOfOneMember), "take some out")
	}
}

func (r *rowReader) say(level finding.Level, line int, rule, what, do string) {
	r.findings = append(r.findings, finding.Finding{Level: level, Place: finding.Place{File: r.members.File, Line: line}, Rule: rule, What: what, Do: do})
}

func isControl(c rune) bool { return c < ' ' || c >= 0x7F && c < 0xA0 || c == 0x2028 || c == 0x2029 }

// cut is the beginning of a text for a message.
func cut(s string) string {
	if r := []rune(s[:min(len(s), 400)]); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
