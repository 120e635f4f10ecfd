package layout

import (
	"fmt"

	"publish/pipeline/pattern"
)

// Printing is the condition that print editions are made for.
type Printing struct {
	Profile   string `toml:"profile"`   // the printer's ICC profile, a file beside the template; "": a generic one
	Condition string `toml:"condition"` // its name in the registry of www.color.org, "FOGRA51"; "": the profile speaks for itself
}

// conditions are what names of registered printing conditions look like.
var conditions = pattern.New(`^[A-Za-z0-9][A-Za-z0-9 ._+()/-]{0,59}$`)

func (p *Printing) check(at places) error {
	switch {
	case p.Profile != "" && !besideTemplate(p.Profile, ".icc", ".icm"):
		return fmt.Errorf("%s: printing.profile is %q; write the name of an ICC profile in this folder, such as \"printer.icc\"", at.key("printing.profile"), p.Profile)
	case p.Condition != "" && !conditions.MatchString(p.Condition):
		return fmt.Errorf("%s: printing.condition is %q; write the name that the printer's condition has in the registry of www.color.org, such as \"FOGRA51\"", at.key("printing.condition"), p.Condition)
	case p.Condition != "" && p.Profile == "":
		return fmt.Errorf("%s: printing.condition is %q, but there is no printing.profile; put the profile of the condition into this folder, and name it", at.key("printing.condition"), p.Condition)
	}
	return nil
}
