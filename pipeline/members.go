package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"publish/pipeline/deliver"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
)

// readMembers reads the members file. One that others may write is refused: whoever writes it decides who gets what. One
// that others may read is a finding: it holds personal data.
func (p *Project) readMembers(c Config) (deliver.Members, []finding.Finding, error) {
	name := c.Deliver.Members
	data, mode, err := p.readBeyond(name, deliver.MaxMembersFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return deliver.Members{}, nil, fmt.Errorf("%s: there is no such file; make it with `publish members import FILE.csv`, or name another one with members = \"…\" under [deliver] in config.toml", name)
	case err != nil:
		return deliver.Members{}, nil, err
	case modes && mode&0o022 != 0:
		return deliver.Members{}, nil, fmt.Errorf("%s: others may write it (mode %04o), and could have mail sent to anybody; take that from them with `chmod go-w %s`", name, mode, name)
	}
	members, found, err := deliver.ParseMembers(name, data)
	if err == nil && modes && mode&0o044 != 0 {
		found = slices.Insert(found, 0, finding.Finding{Level: finding.Warning, Place: finding.Place{File: name}, Rule: "members-readable",
			What: fmt.Sprintf("others may read the addresses (mode %04o)", mode), Do: "keep them for yourself with `chmod 600 " + name + "`"})
	}
	return members, found, err
}

// A MembersReport says what is wrong with the members file.
type MembersReport struct {
	File        string            `json:"file"`
	Members     int               `json:"members"`
	Paused      int               `json:"paused"`
	WithoutMail int               `json:"without_mail"`
	Addresses   int               `json:"addresses"`
	WithoutRow  []string          `json:"without_row"` // ids of the register that are no members
	Findings    []finding.Finding `json:"findings"`
}

// CheckMembers reads the members file and compares it with the register and the catalogs. It writes nothing.
func CheckMembers(p *Project) (MembersReport, error) {
	c, err := p.Config()
	if err != nil {
		return MembersReport{}, err
	}
	members, found, err := p.readMembers(c)
	if err != nil {
		return MembersReport{}, err
	}
	register, _, err := p.register()
	if err != nil {
		return MembersReport{}, err
	}
	languages, err := p.catalogs()
	if err != nil {
		return MembersReport{}, err
	}
	report := MembersReport{File: members.File, Members: len(members.All)}
	for _, m := range members.All {
		report.Addresses += len(m.To)
		switch {
		case m.Paused:
			report.Paused++
		case len(m.To) == 0:
			report.WithoutMail++
		}
	}
	var absent []finding.Finding
	report.WithoutRow, absent = withoutRow(members, register)
	found = slices.Concat(found, absent, unregistered(members, register))
	found = append(found, unserved(members, languages)...)
	found = c.allowed(found)
	finding.Sort(found)
	report.Findings = found
	return report, nil
}

// withoutRow are the organizations of the register that get nothing, and a finding that tells of them.
func withoutRow(members deliver.Members, register resolution.Register) (ids []string, found []finding.Finding) {
	ids = []string{}
	for _, o := range register.Organizations {
		if _, there := members.Of(o.ID); !there {
			ids = append(ids, o.ID)
		}
	}
	if len(ids) == 0 {
		return ids, nil
	}
	some := strings.Join(ids[:min(len(ids), mostNamed)], ", ")
	if len(ids) > mostNamed {
		some += fmt.Sprintf(" and %d more", len(ids)-mostNamed)
	}
	return ids, []finding.Finding{{Level: finding.Info, Place: finding.Place{File: members.File}, Rule: "organization-without-row",
		What: fmt.Sprintf("%d of %d organizations of the register have no row, and get nothing: %s", len(ids), len(register.Organizations), some), Do: "add a row for each that is to get editions"}}
}

// mostNamed is how many organizations a finding names.
const mostNamed = 20

// unregistered tells of members that the register does not have.
func unregistered(members deliver.Members, register resolution.Register) (found []finding.Finding) {
	if len(register.Organizations) == 0 {
		return []finding.Finding{{Level: finding.Warning, Place: finding.Place{File: members.File}, Rule: "member-unregistered",
			What: "the ids cannot be checked: " + registerFile + " has no organizations", Do: "write the register, so that a slip in an id is noticed"}}
	}
	known, ids := map[string]bool{}, []string{}
	for _, o := range register.Organizations {
		known[o.ID] = true
		ids = append(ids, o.ID)
	}
	compared := 0
	for _, m := range members.All {
		if known[m.Organization] || m.Organization == "" {
			continue
		}
		do := "add it to " + registerFile + ", or mend the id"
		if compared++; compared <= mostCompared {
			do = fmt.Sprintf("write %q if that is meant, or add it to %s", finding.Nearest(m.Organization, ids), registerFile)
		}
		found = append(found, finding.Finding{Level: finding.Error, Place: finding.Place{File: members.File, Line: m.Line}, Rule: "member-unregistered",
			What: fmt.Sprintf("%s is no id of %s", m.Organization, registerFile), Do: do})
	}
	return found
}

// mostCompared is for how many wrong ids it is looked for what was meant: for more, the register itself is wrong.
const mostCompared = 50

// unserved tells of languages that nobody translates into, and of members that get nothing for it.
func unserved(members deliver.Members, catalogs []language.Language) (found []finding.Finding) {
	say := func(m deliver.Member, level finding.Level, rule, what, do string) {
		found = append(found, finding.Finding{Level: level, Place: finding.Place{File: members.File, Line: m.Line}, Rule: rule, What: m.Organization + ": " + what, Do: do})
	}
	for _, m := range members.All {
		has := func(l language.Language) bool { return slices.Contains(catalogs, l) }
		if len(m.Languages) > 0 && !slices.ContainsFunc(m.Languages, has) {
			say(m, finding.Error, "member-unserved", fmt.Sprintf("there is no catalog in any of its languages (%v), so it gets nothing", m.Languages), "add a language that it can read")
			continue
		}
		for _, l := range m.Languages {
			if !has(l) {
				say(m, finding.Warning, "member-language-without-catalog", "there is no catalog in "+l.String()+", so it gets its next language", "make one with `publish --lang "+l.String()+"` if there are translators")
			}
		}
	}
	return found
}

// catalogs are the languages that editions can be in: the source's, and those with a folder under locales/.
func (p *Project) catalogs() ([]language.Language, error) {
	tags, err := p.Folders(locales)
	if err != nil {
		return nil, err
	}
	all := []language.Language{source}
	for _, tag := range tags {
		if l, wrong := folderLanguage(tag); wrong == nil && l != source {
			all = append(all, l)
		}
	}
	return all, nil
}

// An Import says what was read from a table of members.
type Import struct {
	File      string            `json:"file"` // the members file
	Added     []string          `json:"added"`
	Unchanged int               `json:"unchanged"` // rows of the table whose organization has a row already
	Findings  []finding.Finding `json:"findings"`
}

// ImportMembers adds the members of a CSV table to the end of the members file. Rows that stand there stay as they are. If
// any row of the table is wrong, nothing is written.
func ImportMembers(p *Project, o Options, table string, data []byte) (Import, error) {
	return locked(p, o, func() (Import, error) { return p.importMembers(table, data) })
}

func (p *Project) importMembers(table string, data []byte) (Import, error) {
	c, err := p.Config()
	if err != nil {
		return Import{}, err
	}
	name := c.Deliver.Members
	rows, found, err := deliver.ReadCSV(table, data)
	report := Import{File: name, Added: []string{}, Findings: append([]finding.Finding{}, found...)}
	if err != nil || finding.Worst(found) == finding.Error {
		return report, err
	}
	for range 3 {
		var before []byte
		if before, _, err = p.readBeyond(name, deliver.MaxMembersFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return report, err
		}
		after, added, more, err := deliver.Append(name, before, rows)
		if err != nil {
			return report, err
		}
		report.Findings = append(report.Findings[:len(found):len(found)], more...)
		report.Unchanged = len(rows) - len(added)
		if len(added) == 0 {
			return report, nil
		}
		if err := p.reviseBeyond(name, before, after); err == errSaved {
			continue
		} else if err != nil {
			return report, err
		}
		for _, m := range added {
			report.Added = append(report.Added, m.Organization)
		}
		return report, nil
	}
	return report, fmt.Errorf("%s: somebody is saving it again and again; run again when they are done", name)
}
