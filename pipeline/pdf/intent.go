package pdf

import (
	"encoding/binary"
	"fmt"

	"publish/pipeline/layout"
)

// An intent is the printing condition that a file is made for, with its profile.
type intent struct {
	identifier string // of a registered condition, or Custom
	info       string
	profile    []byte
	channels   int // inks of the process: 1 or 4
}

// custom says that a condition is in no registry (ISO 15930-7, 6.2.2).
const custom = "Custom"

// registry is where the conditions of the International Color Consortium are registered.
const registry = "http://www.color.org"

// intentOf is the condition of the settings, else a generic one: of black ink, or of four inks where an accent is mixed.
func intentOf(d *layout.Document, m Meta) intent {
	if len(m.Profile) > 0 {
		out := intent{m.Condition, m.Condition, m.Profile, channelsOf(m.Profile)}
		if out.identifier == "" {
			out.identifier, out.info = custom, "Printing condition of the embedded profile"
		}
		return out
	}
	if d.Accent.Process() {
		return intent{custom, "Generic printing with four process inks", cmykProfile(), 4}
	}
	return intent{custom, "Generic printing with one black ink, 15 % dot gain", grayProfile(), 1}
}

func (i intent) describe() string {
	if i.identifier == custom {
		return i.info + " (embedded profile; no registered condition)"
	}
	return i.identifier + " (" + registry + "; profile embedded)"
}

// MaxProfile is the most bytes of a printing profile.
const MaxProfile = 8 << 20

// CheckProfile tells what is wrong with an ICC profile as the printing condition of a document; nil for nothing.
func CheckProfile(d layout.Document, profile []byte) error {
	if len(profile) < 132 || len(profile) > MaxProfile || string(profile[36:40]) != "acsp" || int(binary.BigEndian.Uint32(profile)) != len(profile) {
		return fmt.Errorf("the printing profile is no whole ICC profile of at most %d bytes; take the printer's .icc file", MaxProfile)
	}
	if class := string(profile[12:16]); class != "prtr" {
		return fmt.Errorf("the printing profile is of class %q; a printer's has %q", class, "prtr")
	}
	if profile[8] > 4 {
		return fmt.Errorf("the printing profile is of ICC version %d; PDF/X-4 and PDF/A-2 know 2 and 4", profile[8])
	}
	switch channels := channelsOf(profile); {
	case channels == 0:
		return fmt.Errorf("the printing profile is of colour space %q; it must be GRAY or CMYK", profile[16:20])
	case channels == 1 && d.Accent.Process():
		return fmt.Errorf("the printing profile has one ink, but the page template's accent is mixed of four; take a CMYK profile, or give the accent a name and no cmyk")
	}
	return nil
}

func channelsOf(profile []byte) int {
	return map[string]int{"GRAY": 1, "CMYK": 4}[string(profile[16:20])]
}
