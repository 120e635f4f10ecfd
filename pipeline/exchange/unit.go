package exchange

import (
	"crypto/sha1"
	"encoding/hex"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
)

// A Document is what is exported: entries of one language, in reading order.
type Document struct {
	Source, Target language.Language
	Units          []Unit
}

// A Unit is one entry as it is exported.
type Unit struct {
	Key         string
	File        string // name of the resolution, or of the shared file, that it belongs to
	Line        int    // of the canonical text; 0: none
	Role        string // what the text is: "paragraph, under “Our demands”"
	Source      string
	SourceForms map[string]string // plural forms beside Source; publication.* only, nil for most
	Target      string            // "" is missing
	TargetForms map[string]string
	Categories  []string // plural categories beside other that the target language has; only where SourceForms is not nil
	Status      Status
	Same        bool     // like the source on purpose
	Exact       string   // the key that the translation was filled in from; "" for none
	Editorial   []string // reasons of a departure from the source on purpose
	Previous    string   // the English that Target is for, while the status is Changed
	Retired     bool     // the text is gone; its translation serves the memory
	Suggestions []match.Suggestion
	Terms       []string // of the glossary, as the locale file names them
	Markup      bool     // Markdown's inline notation
	Placeholder bool     // {date}, or the fields of publication.*
}

// A Status is how far a translation is.
type Status string

// The statuses.
const (
	Missing    Status = "missing"
	Translated Status = "translated"
	Changed    Status = "changed" // the source has changed since
	Draft      Status = "draft"   // the translator is not sure
)

// An Import is what a file holds that came back.
type Import struct {
	Language     language.Language // of the translations; zero where the file does not say
	Translations []Translation     // in the file's order, each key once
	Findings     []finding.Finding
}

// A Translation is what a file has for one key.
type Translation struct {
	Key      string
	Place    finding.Place
	Source   string // "" where the file has none
	Target   string
	Forms    map[string]string // plural categories beside other; nil for most
	Finished Finished
	Same     bool   // the file says that it is like the source on purpose
	Stamp    Stamp  // zero where a tool has lost it
	Lost     string // the first inline code of which the file does not say what it stands for, and its place; "" for none
}

// Finished is what a file says of a translation's state.
type Finished int8

// The states: a file may not say anything.
const (
	Unsaid Finished = iota
	No
	Yes
)

// A Stamp is how an entry was when it was exported. It travels with the entry, so that an import can tell what has been
// changed since, and where: in the file, or in the project.
type Stamp struct {
	Source, Target string // digests; Target is "-" for none
	Status         Status
	Same           bool
}

// stampOf is the stamp of a unit.
func stampOf(u Unit) Stamp {
	return Stamp{digest(catalog.English(u.Source, u.SourceForms)), targetDigest(u.Target, u.TargetForms), u.Status, u.Same}
}

const stampVersion = "publish-1"

// String is "publish-1 <source> <target> <status>", with " same" behind it.
func (s Stamp) String() string {
	text := stampVersion + " " + s.Source + " " + s.Target + " " + string(s.Status)
	if s.Same {
		text += " same"
	}
	return text
}

// parseStamp reads what String wrote; what tools have made of it otherwise is none.
func parseStamp(text string) Stamp {
	parts := strings.Fields(text)
	if len(parts) < 4 || len(parts) > 5 || parts[0] != stampVersion || len(parts) == 5 && parts[4] != "same" {
		return Stamp{}
	}
	s := Stamp{parts[1], parts[2], Status(parts[3]), len(parts) == 5}
	if !slices.Contains([]Status{Missing, Translated, Changed, Draft}, s.Status) || !isDigest(s.Source) || s.Target != none && !isDigest(s.Target) {
		return Stamp{}
	}
	return s
}

// stampIn finds the last stamp among words.
func stampIn(words []string) Stamp {
	for i := len(words) - 4; i >= 0; i-- {
		if words[i] != stampVersion {
			continue
		}
		if s := parseStamp(strings.Join(words[i:min(i+5, len(words))], " ")); s.known() {
			return s
		}
		if s := parseStamp(strings.Join(words[i:i+4], " ")); s.known() {
			return s
		}
	}
	return Stamp{}
}

// known tells whether there is a stamp.
func (s Stamp) known() bool { return s.Source != "" }

const (
	none         = "-"
	digestLength = 12 // of hexadecimal digits: an accident is one in 10^14
)

func isDigest(s string) bool {
	return len(s) == digestLength && strings.Trim(s, "0123456789abcdef") == ""
}

func digest(text string) string {
	sum := sha1.Sum([]byte(catalog.Clean(text)))
	return hex.EncodeToString(sum[:])[:digestLength]
}

// targetDigest is the digest of a translation with its plural forms, none for an empty one.
func targetDigest(other string, forms map[string]string) string {
	if english := catalog.English(other, withText(forms)); english != "" {
		return digest(english)
	}
	return none
}

// withText are the forms that are not empty, clean; nil if there is none.
func withText(forms map[string]string) map[string]string {
	var kept map[string]string
	for c, text := range forms {
		if text = catalog.Clean(text); text != "" {
			if kept == nil {
				kept = map[string]string{}
			}
			kept[c] = text
		}
	}
	return kept
}
