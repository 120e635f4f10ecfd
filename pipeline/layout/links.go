package layout

import (
	"fmt"
	"net/url"
	"strings"

	"publish/pipeline/finding"
)

// MaxURL is the most bytes of a link's address; viewers and mail programs cut longer ones.
const MaxURL = 2000

// link is an element for text that leads to an address, inside a parent. An address that no reader could follow, or that would
// make a program run, leaves the text as it is, with a finding.
func (c *composer) link(address string, parent int32) int32 {
	target, why := linkTarget(address)
	if why != "" {
		shown := []rune(address)
		c.findings = append(c.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: c.name}, Rule: "link",
			What: fmt.Sprintf("the link to %q %s; its text is printed without it", string(shown[:min(len(shown), 80)]), why),
			Do:   "write an address that begins with https://, http:// or mailto:"})
		return parent
	}
	e := c.element(TagLink, parent)
	c.elements[e].URL = target
	return e
}

// linkTarget is an address as a file holds it: absolute, in ASCII; or what is wrong with it.
func linkTarget(address string) (target, why string) {
	if len(address) > MaxURL {
		return "", fmt.Sprintf("is longer than %d bytes", MaxURL)
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return "", "is no address"
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return "", "names no host"
		}
	case "mailto":
		if u.Opaque == "" {
			return "", "names no mailbox"
		}
	default:
		return "", "is neither of the web nor of a mailbox"
	}
	return escaped(u.String()), ""
}

// escaped writes bytes outside ASCII, blanks and controls in percent notation (RFC 3987, 3.1).
func escaped(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < 0x7F {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", s[i])
	}
	return b.String()
}
