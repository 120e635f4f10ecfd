package layout

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An Accent is a second colour of an edition. With a Name it is a spot colour, printed by a plate of its own; CMYK is how it is
// shown then. Without, it is mixed of the process inks. The zero Accent is none.
type Accent struct {
	Name string     `toml:"name"`
	CMYK [4]float64 `toml:"cmyk"` // percent
}

// IsZero tells whether there is no accent colour.
func (a Accent) IsZero() bool { return a == Accent{} }

// Process tells whether the colour has a mixture of process inks.
func (a Accent) Process() bool { return a.CMYK != [4]float64{} }

// MaxColorant is the most bytes of a spot colour's name; PDF/A-2 limits names to 127 bytes.
const MaxColorant = 60

// reserved are colorants that have a meaning of their own (ISO 32000-1, 8.6.6.4): none of them can be a spot colour.
var reserved = [...]string{"All", "None", "Cyan", "Magenta", "Yellow", "Black"}

func (t *Template) checkAccent(at places) error {
	name := t.Accent.Name
	if len(name) > MaxColorant || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("%s: accent.name has %d bytes, or control characters; write the printer's name of the colour in at most %d bytes", at.key("accent.name"), len(name), MaxColorant)
	}
	for _, r := range reserved {
		if strings.EqualFold(strings.TrimSpace(name), r) {
			return fmt.Errorf("%s: accent.name is %q, which is no spot colour; write another name, or leave it out and write accent.cmyk", at.key("accent.name"), name)
		}
	}
	for _, v := range t.Accent.CMYK {
		if !(v >= 0 && v <= 100) { // NaN fails, too
			return fmt.Errorf("%s: accent.cmyk has %v; it must be from 0 to 100 percent", at.key("accent.cmyk"), v)
		}
	}
	for _, s := range t.Style.all() {
		if s.Accent && t.Accent.IsZero() {
			key := "style." + s.name + ".accent"
			return fmt.Errorf("%s: %s is true, but the template has no accent colour; write accent.cmyk or accent.name", at.key(key), key)
		}
	}
	return nil
}
