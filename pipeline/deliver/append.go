package deliver

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"publish/pipeline/finding"
)

// membersHead stands at the begin of a new members.toml.
const membersHead = `# Who receives what. A row for each member organization:
#
#   organization  its id in organizations.toml
#   languages     in order of preference: it gets the first that there is an edition in
#   to            its addresses; without one it has no mail, and publish bundle makes an archive for it
#   attach        "screen" (without this line), "print", both, or "none"
#   paused        true: it gets nothing for the time being
#
# These are personal data: keep the file out of git, and readable for yourself alone (chmod 600).
`

// Append is a members.toml with further rows at its end, in its own line ends; what stands in it stays as it is. A member
// that has a row already keeps it, with a finding where the two differ. An error says that the file cannot be read, or has a
// layout that no row can be added to.
func Append(file string, data []byte, more []Member) ([]byte, []Member, []finding.Finding, error) {
	if data == nil {
		data = []byte(membersHead)
	}
	before, _, err := ParseMembers(file, data)
	if err != nil {
		return nil, nil, nil, err
	}
	var added []Member
	var found []finding.Finding
	for _, m := range more {
		old, there := before.Of(m.Organization)
		if !there {
			added = append(added, m)
		} else if !m.equal(old) {
			found = append(found, finding.Finding{Level: finding.Warning, Place: finding.Place{File: file, Line: old.Line}, Rule: "member-there",
				What: fmt.Sprintf("%s has a row already, which differs from the one to import (line %d): it stays as it is", cut(m.Organization), m.Line), Do: "change the row by hand if the new one is right"})
		}
	}
	if len(added) == 0 {
		return data, nil, found, nil
	}
	after := appended(string(data), added)
	now, _, err := ParseMembers(file, []byte(after))
	if err != nil || !same(before.All, now.All[:min(len(before.All), len(now.All))]) || len(now.All) != len(before.All)+len(added) {
		return nil, nil, nil, fmt.Errorf("%s: no row can be added to the end of the file as it is laid out; write its rows as [[member]]", file)
	}
	return []byte(after), added, found, nil
}

// equal tells whether two rows mean the same.
func (m Member) equal(o Member) bool {
	m.Line, o.Line = 0, 0
	return reflect.DeepEqual(m, o)
}

func same(a, b []Member) bool { return slices.EqualFunc(a, b, Member.equal) }

func appended(text string, rows []Member) string {
	newline := "\n"
	if strings.Contains(text, "\r\n") {
		newline = "\r\n"
	}
	var b strings.Builder
	b.WriteString(text)
	if text != "" && !strings.HasSuffix(text, "\n") {
		b.WriteString(newline)
	}
	for _, m := range rows {
		b.WriteString(newline + strings.ReplaceAll(m.toml(), "\n", newline))
	}
	return b.String()
}

// toml is a row of members.toml; what is as it would be without a line has none.
func (m Member) toml() string {
	var b strings.Builder
	fmt.Fprintf(&b, "[[member]]\norganization = %s\n", tomlString(m.Organization))
	var languages, to []string
	for _, l := range m.Languages {
		languages = append(languages, l.String())
	}
	for _, a := range m.To {
		to = append(to, a.Written())
	}
	fmt.Fprintf(&b, "languages = %s\nto = %s\n", tomlList(languages), tomlList(to))
	switch {
	case len(m.Attach) == 0:
		b.WriteString("attach = [\"none\"]\n")
	case !slices.Equal(m.Attach, []Form{Screen}):
		var names []string
		for _, f := range m.Attach {
			names = append(names, string(f))
		}
		fmt.Fprintf(&b, "attach = %s\n", tomlList(names))
	}
	if m.Paused {
		b.WriteString("paused = true\n")
	}
	return b.String()
}

func tomlList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, s := range texts {
		quoted[i] = tomlString(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// tomlString is a basic string of TOML 1.0.
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
