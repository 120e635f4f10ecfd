package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"publish/pipeline/mail"
)

// membersFile is where the members stand unless [deliver] says otherwise.
const membersFile = "members.toml"

// DeliverConfig says to whom editions are sent, and which.
type DeliverConfig struct {
	Members      string // path of members.toml, from the project's folder; it may lead outside
	All          bool   // a member gets all its languages, not the first that there is an edition in
	ApprovedOnly *bool  // only editions that approvals.toml has; nil: where that file is

	ReplyTo     mail.Address // of messages; zero: the publisher
	Bounces     mail.Address // of envelopes, with each message's own mark (VERP); zero: the publisher
	Unsubscribe []string     // List-Unsubscribe (RFC 2369)
}

// DKIMConfig says with which key messages are signed (RFC 6376); the zero value is not signed.
type DKIMConfig struct {
	Domain   string `toml:"domain"`
	Selector string `toml:"selector"`
	Key      string `toml:"key"` // file of mode 600
}

// deliverTOML is [deliver] as the file has it.
type deliverTOML struct {
	Members      string `toml:"members"`
	Languages    string `toml:"languages"`
	ApprovedOnly *bool  `toml:"approved_only"`
	ReplyTo      string `toml:"reply_to"`
	Bounces      string `toml:"bounces"`
	Unsubscribe  any    `toml:"unsubscribe"`
}

// delivery reads [smtp] and [deliver].
func (raw configTOML) delivery(c *Config) error {
	if key, err := raw.SMTP.Check(); err != nil {
		return wrong(err, "smtp", key)
	}
	d := raw.Deliver
	switch d.Languages {
	case "", "first":
	case "all":
		c.Deliver.All = true
	default:
		return wrong(fmt.Errorf("[deliver] languages = %q; write \"first\" (a member gets the first of its languages that there is an edition in) or \"all\"", d.Languages), "deliver", "languages")
	}
	c.Deliver.Members, c.Deliver.ApprovedOnly, c.DKIM = cmp.Or(d.Members, membersFile), d.ApprovedOnly, raw.DKIM
	if k := raw.DKIM; k != (DKIMConfig{}) && (k.Domain == "" || k.Selector == "" || k.Key == "") {
		return wrong(errors.New("[dkim] needs domain, selector and key; write all three, or take the table out"), "dkim")
	}
	return cmp.Or(address("reply_to", d.ReplyTo, &c.Deliver.ReplyTo), address("bounces", d.Bounces, &c.Deliver.Bounces), d.unsubscribe(c))
}

func address(key, text string, to *mail.Address) error {
	if text == "" {
		return nil
	}
	a, err := mail.ParseAddress(text)
	if err == nil && a.NeedsUTF8() {
		err = fmt.Errorf("%q is not ASCII", text)
	}
	if err != nil {
		return wrong(fmt.Errorf("[deliver] %s: %w", key, err), "deliver", key)
	}
	*to = a
	return nil
}

// unsubscribe reads one address of the web or of mail, or several.
func (d deliverTOML) unsubscribe(c *Config) error {
	list, several := d.Unsubscribe.([]any)
	if !several && d.Unsubscribe != nil {
		list = []any{d.Unsubscribe}
	}
	for i, one := range list {
		text, _ := one.(string)
		u, err := url.Parse(text)
		if err != nil || u.Scheme != "https" && u.Scheme != "mailto" || len(text) > 500 || strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>,", r) }) {
			return wrong(fmt.Errorf("[deliver] unsubscribe has %.100q; write an address like \"mailto:office@federation.example?subject=leave\" or \"https://…\", in ASCII", fmt.Sprint(one)), "deliver", "unsubscribe", i)
		}
		c.Deliver.Unsubscribe = append(c.Deliver.Unsubscribe, text)
	}
	return nil
}
