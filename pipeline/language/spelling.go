package language

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

// A Spelling is how a language spells numbers out and names months and days, with all the forms that CLDR has: cases,
// genders, ordinals, abbreviated months. It never changes and may be shared. What CLDR does not have is empty.
type Spelling struct {
	Numbers map[int][]string // 0 to 100, hundreds, some thousands
	Months  [13][]string     // from 1
	Days    [8][]string      // of the week, from 1, Monday (ISO 8601)
}

// spellings is the file that internal/gen makes.
//
//go:embed spelling/words.bin
var spellings string

var (
	spellingText = sync.OnceValue(func() map[string]string { return sections(inflate(spellings)) })
	spelt        sync.Map // tag -> *Spelling
)

// sections cuts the file by languages. Those of numbers and of names stand apart in it.
func sections(text string) map[string]string {
	all := map[string]string{}
	for text != "" {
		tag, _, _ := strings.Cut(text, "\t")
		end := 0
		for strings.HasPrefix(text[end:], tag+"\t") {
			line := strings.IndexByte(text[end:], '\n')
			if line < 0 {
				end = len(text)
				break
			}
			end += line + 1
		}
		all[tag] += text[:end]
		text = text[end:]
	}
	return all
}

// Spelling is the language's; the script of the tag is heeded, its region is not.
func (l Language) Spelling() *Spelling {
	if s, ok := spelt.Load(l.tag); ok {
		return s.(*Spelling)
	}
	kept, _ := spelt.LoadOrStore(l.tag, readSpelling(l.spellingSection()))
	return kept.(*Spelling)
}

// spellingSection is what the file has for the language in its script.
func (l Language) spellingSection() string {
	p, all, script := l.parts(), spellingText(), l.Script()
	section := all[p.base+"-"+script]
	if (Language{p.base}).Script() == script {
		section += all[p.base]
	}
	if p.base == "nb" {
		section += all["no"] // as CLDR files it
	}
	if main, ok := p.alias(); ok && section == "" {
		section = all[main.base]
	}
	return section
}

func readSpelling(section string) *Spelling {
	s := &Spelling{Numbers: map[int][]string{}}
	for line := range strings.Lines(section) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) < 4 {
			continue
		}
		value, _ := strconv.Atoi(f[2]) // the file is part of the program, and tests read it
		switch f[1] {
		case "number":
			s.Numbers[value] = f[3:]
		case "month":
			s.Months[value] = f[3:]
		case "day":
			s.Days[value] = f[3:]
		}
	}
	return s
}
