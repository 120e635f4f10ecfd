package pipeline

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"publish/pipeline/language"
	"publish/pipeline/manifest"
	"publish/pipeline/pattern"
	"publish/pipeline/resolution"
	"publish/pipeline/tomlfile"
)

// approvalsFile is what has been approved for sending. It is committed: whoever approves signs with the commit.
const approvalsFile = "approvals.toml"

// MaxApprovals is the most bytes that approvals.toml may have.
const MaxApprovals = 8 << 20

// editionKey is the key of an approval that holds the edition's hash; every other key is the name of a file.
const editionKey = "edition"

// An approval is an edition as it was approved: its hash, and the SHA-256 of each file by its name, in hex.
type approval struct {
	edition string
	files   map[string]string
}

// approvals are those of approvals.toml, by resolution, then language.
type approvals map[string]map[string]approval

const approvalsHead = `# Editions that have been approved, each with its hash and the SHA-256 of its files. ` + "`publish approve`" + ` writes them here.
# Commit this file: whoever commits it has approved them. Once it is there, nothing else is delivered.
`

// parseApprovals reads approvals.toml. Its errors name the line.
func parseApprovals(file string, data []byte) (approvals, error) {
	if len(data) > MaxApprovals {
		return nil, fmt.Errorf("%s: %d bytes; at most %d are read", file, len(data), MaxApprovals)
	}
	if i := invalidUTF8(data); i >= 0 {
		return nil, fmt.Errorf("%s: not UTF-8 at byte %d; save it as UTF-8", file, i)
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	var raw map[string]map[string]map[string]string
	at, err := tomlfile.Decode(file, text, &raw)
	if err != nil {
		return nil, err
	}
	all := approvals{}
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		if len(raw[name]) == 0 {
			return nil, fmt.Errorf("%s:%d: %q is no approval; one is [resolution.language], with lines as `publish approve` writes them", file, at.Line(name), name)
		}
		all[name] = map[string]approval{}
		for _, tag := range slices.Sorted(maps.Keys(raw[name])) {
			a, err := readApproval(name, tag, raw[name][tag])
			if err != nil {
				return nil, fmt.Errorf("%s:%d: [%s.%s]: %w; approve it again with `publish approve --lang %[4]s %[3]s`", file, at.Line(name, tag), name, tag, err)
			}
			all[name][tag] = a
		}
	}
	return all, nil
}

func readApproval(name, tag string, keys map[string]string) (approval, error) {
	if stem, derived := resolution.Stem(name + ".txt"); derived || stem != name {
		return approval{}, fmt.Errorf("%q is no name of a resolution", name)
	}
	if l, err := language.Parse(tag); err != nil || l.String() != tag {
		return approval{}, fmt.Errorf("%q is no language tag in canonical form", tag)
	}
	a := approval{edition: keys[editionKey], files: map[string]string{}}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		hash := keys[key]
		if !isSHA256.MatchString(hash) {
			return approval{}, fmt.Errorf("%s is no SHA-256", key)
		}
		if key != editionKey {
			a.files[key] = hash
		}
	}
	if a.edition == "" || len(a.files) == 0 {
		return approval{}, errors.New("no hash of the edition, or no file")
	}
	return a, nil
}

var isSHA256 = pattern.New(`^[0-9a-f]{64}$`)

// approvalOf is an edition's approval as its manifest has it now.
func approvalOf(m manifest.Manifest) approval {
	a := approval{edition: m.Edition, files: map[string]string{}}
	for _, o := range m.Outputs {
		a.files[o.Name] = o.SHA256
	}
	return a
}

// covers says why an edition, with all its files, is not one that was approved; "" if it is.
func (a approvals) covers(m manifest.Manifest) string {
	given, there := a[m.Name][m.Language]
	how := fmt.Sprintf("look at it, and run `publish approve --lang %s %s`", m.Language, m.Name)
	switch {
	case !there:
		return "it is not approved; " + how
	case given.edition != m.Edition:
		return fmt.Sprintf("another edition (%.8s) was approved, and not this one (%.8s); %s", given.edition, m.Edition, how)
	}
	for _, o := range m.Outputs {
		if given.files[o.Name] != o.SHA256 {
			return fmt.Sprintf("%s was made after the approval, or is not the file that was approved; %s", o.Name, how)
		}
	}
	return ""
}

// with is approvals.toml with one approval set. The lines of the approval that must change are changed; order, comments and
// everything else stay.
func (a approval) with(file string, data []byte, name, tag string) ([]byte, error) {
	before, err := parseApprovals(file, data)
	if err != nil {
		return nil, err
	}
	if old, there := before[name][tag]; there && old.equal(a) {
		return data, nil
	}
	text := string(data)
	newline := "\n"
	if strings.Contains(text, "\r\n") {
		newline = "\r\n"
	}
	lines := strings.SplitAfter(text, "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return opensTable(l, name, tag) })
	if at < 0 {
		text = a.appended(text, name, tag, newline)
	} else {
		end := at + 1
		for end < len(lines) && !strings.HasPrefix(strings.TrimLeft(lines[end], " \t"), "[") {
			end++
		}
		text = strings.Join(slices.Concat(lines[:at+1], a.edited(lines[at+1:end], newline), lines[end:]), "")
	}
	after, err := parseApprovals(file, []byte(text))
	if err != nil || !after[name][tag].equal(a) || !before.sameBut(after, name, tag) {
		return nil, fmt.Errorf("%s: the approval of %s in %s cannot be changed as it is laid out; write it as [%[2]s.%[3]s] with a line for each file", file, name, tag)
	}
	return []byte(text), nil
}

func (a approval) equal(b approval) bool {
	return a.edition == b.edition && maps.Equal(a.files, b.files)
}

// sameBut tells whether all approvals but one are the same in both.
func (a approvals) sameBut(b approvals, name, tag string) bool {
	for _, pair := range [][2]approvals{{a, b}, {b, a}} {
		for n, of := range pair[0] {
			for t, one := range of {
				if other := pair[1][n][t]; (n != name || t != tag) && !one.equal(other) {
					return false
				}
			}
		}
	}
	return true
}

// opensTable tells whether a line is the header of an approval, however it is quoted.
func opensTable(line, name, tag string) bool {
	line, _, _ = strings.Cut(line, "#")
	line = strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "").Replace(strings.TrimSpace(line))
	return line == "["+name+"."+tag+"]"
}

// lines are an approval's, the edition's first.
func (a approval) lines(newline string) []string {
	lines := []string{fmt.Sprintf("%s = %q%s", editionKey, a.edition, newline)}
	for _, file := range slices.Sorted(maps.Keys(a.files)) {
		lines = append(lines, fmt.Sprintf("%q = %q%s", file, a.files[file], newline))
	}
	return lines
}

func (a approval) appended(text, name, tag, newline string) string {
	if text == "" {
		text = approvalsHead
	}
	if !strings.HasSuffix(text, "\n") {
		text += newline
	}
	return text + newline + fmt.Sprintf("[%s.%s]%s", name, tag, newline) + strings.Join(a.lines(newline), "")
}

// keyLine is a line that sets a key to a text: indent, key, what is between, value, rest.
var keyLine = pattern.New(`^(\s*)("[^"\\]*"|'[^']*'|[A-Za-z0-9_-]+)(\s*=\s*)("[^"\\]*"|'[^']*')(.*\n?)$`)

// edited are the lines of an approval with its values set: each key keeps its line, what is not wanted any more goes, and what
// is new follows the last key.
func (a approval) edited(lines []string, newline string) []string {
	wanted := maps.Clone(a.files)
	wanted[editionKey] = a.edition
	var out []string
	last := 0
	for _, line := range lines {
		found := keyLine.FindStringSubmatch(line)
		if found == nil {
			out = append(out, line)
			continue
		}
		key := strings.Trim(found[2], `"'`)
		hash, keep := wanted[key]
		if !keep {
			continue
		}
		delete(wanted, key)
		out = append(out, fmt.Sprintf("%s%s%s%q%s", found[1], found[2], found[3], hash, found[5]))
		last = len(out)
	}
	var fresh []string
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		fresh = append(fresh, fmt.Sprintf("%q = %q%s", key, wanted[key], newline))
	}
	if last > 0 && len(fresh) > 0 && !strings.HasSuffix(out[last-1], "\n") {
		out[last-1] += newline
	}
	return slices.Insert(out, last, fresh...)
}
