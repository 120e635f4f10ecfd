package pipeline

import (
	"cmp"
	"fmt"
)

// membersFile is where the members stand unless [deliver] says otherwise.
const membersFile = "members.toml"

// DeliverConfig says to whom editions are sent, and which.
type DeliverConfig struct {
	Members      string // path of members.toml, from the project's folder; it may lead outside
	All          bool   // a member gets all its languages, not the first that there is an edition in
	ApprovedOnly *bool  // only editions that approvals.toml has; nil: where that file is
}

// deliverTOML is [deliver] as the file has it.
type deliverTOML struct {
	Members      string `toml:"members"`
	Languages    string `toml:"languages"`
	ApprovedOnly *bool  `toml:"approved_only"`
}

// delivery reads [smtp] and [deliver].
func (raw configTOML) delivery(c *Config) error {
	if err := raw.SMTP.Check(); err != nil {
		return err
	}
	d := raw.Deliver
	switch d.Languages {
	case "", "first":
	case "all":
		c.Deliver.All = true
	default:
		return fmt.Errorf("[deliver] languages = %q; write \"first\" (a member gets the first of its languages that there is an edition in) or \"all\"", d.Languages)
	}
	c.Deliver.Members, c.Deliver.ApprovedOnly = cmp.Or(d.Members, membersFile), d.ApprovedOnly
	return nil
}
