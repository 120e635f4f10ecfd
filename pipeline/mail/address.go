package mail

import (
	"errors"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Limits of an address. A local part and a domain are as long as RFC 5321, 4.5.3.1, lets them be; a path has 256 octets
// with its brackets.
const (
	MaxAddress   = 1000 // bytes of an address with its display name, as written
	maxLocal     = 64
	maxDomain    = 253
	maxAddrSpec  = 254
	maxShownText = 40 // characters of a wrong address that a message repeats
)

// An Address is one mailbox of RFC 5322, 3.4, with what RFC 6532 adds. No part of it holds a control character, so it can
// end no header line and no command. The zero Address is none.
type Address struct {
	Name   string // display name, decoded, single blanks; "" for none
	Local  string // before the "@", without quoting; case is kept
	Domain string // in ASCII (A-labels of IDNA 2008), lower case
}

// domains turns a domain into the form that DNS knows: UTS 46 in its non-transitional form, with the rules for letters,
// digits and hyphens, for right-to-left labels and for lengths.
var domains = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.StrictDomainName(true), idna.CheckHyphens(true), idna.VerifyDNSLength(true))

// ParseAddress reads one mailbox: "Name <local@domain>" or "local@domain", with quoted strings, comments and letters of all
// scripts. Address literals ([192.0.2.1]), groups and several addresses in one text are refused. Errors say what to write.
func ParseAddress(s string) (Address, error) {
	if len(s) > MaxAddress {
		return Address{}, fmt.Errorf("%q has %d bytes; an address with its name has at most %d", shown(s), len(s), MaxAddress)
	}
	if i := strings.IndexFunc(s, isControl); i >= 0 || !utf8.ValidString(s) {
		return Address{}, fmt.Errorf("%q holds a control character or a line end; write the address on one line", shown(s))
	}
	bare, comment, err := uncommented(s)
	if err != nil {
		return Address{}, fmt.Errorf("%q: %w", shown(s), err)
	}
	parsed, err := netmail.ParseAddress(bare)
	if err != nil {
		return Address{}, fmt.Errorf("%q is no mail address (%s); write one like Secretariat <office@example.org>", shown(s), reason(s, err))
	}
	if parsed.Name == "" { // "office@example.org (The Office)", as names were written before RFC 822
		parsed.Name = comment
	}
	if strings.ContainsFunc(parsed.Name, isControl) {
		return Address{}, fmt.Errorf("%q: its encoded name holds a control character or a line end; write the name as it is", shown(s))
	}
	at := strings.LastIndexByte(parsed.Address, '@')
	a := Address{Name: strings.Join(strings.Fields(parsed.Name), " "), Local: parsed.Address[:at]}
	if a.Domain, err = asciiDomain(parsed.Address[at+1:]); err != nil {
		return Address{}, fmt.Errorf("%q: %w", shown(s), err)
	}
	if err := a.check(); err != nil {
		return Address{}, fmt.Errorf("%q: %w", shown(s), err)
	}
	return a, nil
}

// uncommented is a text with a blank in the place of each comment (RFC 5322, 3.2.2), without blanks around the signs of an
// address, and what the last comment says. The standard library's parser knows comments at the end alone.
func uncommented(s string) (bare, comment string, err error) {
	blank := func(sign string) bool { return strings.Contains(s, sign) }
	if !strings.ContainsAny(s, `("\`) && !slices.ContainsFunc([]string{" @", "@ ", "< ", " >"}, blank) {
		return s, "", nil // as nearly all are
	}
	var u uncommenter
	for _, r := range s {
		u.take(r)
	}
	if u.depth > 0 {
		return "", "", errors.New(`a "(" is never closed; close the comment, or take it out`)
	}
	return string(u.bare), string(u.comment), nil
}

// An uncommenter is the state of that reading.
type uncommenter struct {
	bare, comment   []rune
	depth           int // of comments in comments
	quotes, escaped bool
}

func (u *uncommenter) take(r rune) {
	before := u.depth
	switch {
	case u.escaped:
		u.escaped = false
	case r == '\\':
		u.escaped = u.depth > 0 || u.quotes
	case r == '"' && u.depth == 0:
		u.quotes = !u.quotes
	case r == '(' && !u.quotes:
		u.depth++
	case r == ')' && u.depth > 0:
		u.depth--
	}
	switch {
	case before == 0 && u.depth == 1:
		u.comment = u.comment[:0]
	case before == 1 && u.depth == 0:
		u.plain(' ')
	case u.depth > 0:
		u.comment = append(u.comment, r)
	case u.quotes:
		u.bare = append(u.bare, r)
	default:
		u.plain(r)
	}
}

// plain adds a character that stands in no quotation marks.
func (u *uncommenter) plain(r rune) {
	n := len(u.bare)
	if r == ' ' && n > 0 && (u.bare[n-1] == '@' || u.bare[n-1] == '<') {
		return
	}
	if r == '@' || r == '>' {
		for n > 0 && u.bare[n-1] == ' ' {
			n--
		}
	}
	u.bare = append(u.bare[:n], r)
}

// reason says why a text is no address, in the words of whoever wrote it; of what is rarer, the parser's.
func reason(s string, err error) string {
	name, rest, angle := strings.Cut(s, "<")
	addrSpec := strings.TrimSpace(s)
	if angle {
		addrSpec, _, _ = strings.Cut(rest, ">")
	}
	local, domain, at := strings.Cut(addrSpec, "@")
	list, e := netmail.ParseAddressList(s)
	switch {
	case e == nil && len(list) > 1 || strings.Count(s, "<") > 1:
		return "it holds several; give each quotation marks of its own"
	case !at:
		return `there is no "@"`
	case angle && !strings.Contains(name, `"`) && strings.ContainsAny(name, `,;:@[]\`):
		return `the name holds signs that it may hold in quotation marks alone: \"…\" <…>`
	case !strings.Contains(local, `"`) && strings.Contains(addrSpec, " "):
		return "a blank stands in it"
	case strings.HasPrefix(domain, "["):
		return "an address of the net in brackets is no domain; write the server's name"
	case strings.HasSuffix(strings.TrimSpace(s), ";") || strings.HasSuffix(strings.TrimSpace(s), ","):
		return "a sign stands behind it"
	case !strings.Contains(local, `"`) && strings.Contains("."+addrSpec+".", "..") || strings.Contains(addrSpec, ".@"):
		return "a dot stands at an end of a part, or two beside each other"
	}
	return strings.TrimPrefix(err.Error(), "mail: ")
}

// asciiDomain is a domain as DNS knows it.
func asciiDomain(s string) (string, error) {
	if strings.HasPrefix(s, "[") {
		return "", errors.New("an address of the net in brackets is no domain; write the server's name")
	}
	domain, err := domains.ToASCII(s)
	if err != nil {
		return "", fmt.Errorf("%q is no domain (%s)", shown(s), strings.TrimPrefix(err.Error(), "idna: "))
	}
	if last := domain[strings.LastIndexByte(domain, '.')+1:]; strings.Trim(last, "0123456789") == "" {
		return "", fmt.Errorf("%q is no domain: it ends with a number", shown(s))
	}
	if len(domain) > maxDomain {
		return "", fmt.Errorf("the domain has %d letters; at most %d", len(domain), maxDomain)
	}
	return domain, nil
}

// check holds an address to what its readers rely on.
func (a Address) check() error {
	switch {
	case a.Local == "":
		return errors.New(`nothing stands before the "@"`)
	case len(a.Local) > maxLocal:
		return fmt.Errorf("%d bytes stand before the \"@\"; at most %d", len(a.Local), maxLocal)
	case len(a.String()) > maxAddrSpec:
		return fmt.Errorf("the address has %d letters; at most %d", len(a.String()), maxAddrSpec)
	case strings.ContainsFunc(a.Name+a.Local, isControl) || !utf8.ValidString(a.Name+a.Local):
		return errors.New("its encoded name holds a control character or a line end")
	}
	return nil
}

// isControl also takes the separators that Unicode has for lines and paragraphs: programs end a line there, too.
func isControl(r rune) bool { return unicode.IsControl(r) || r == 0x2028 || r == 0x2029 }

// shown is the beginning of a text for a message.
func shown(s string) string {
	if r := []rune(s[:min(len(s), 4*maxShownText)]); len(r) > maxShownText {
		return string(r[:maxShownText-1]) + "…"
	}
	return s
}

// IsZero says that it is no address.
func (a Address) IsZero() bool { return a == Address{} }

// String is the address without its name, as SMTP wants it between brackets: the local part in quotation marks where it
// needs them (RFC 5321, 4.1.2).
func (a Address) String() string {
	if isDotAtom(a.Local) {
		return a.Local + "@" + a.Domain
	}
	return quoted(a.Local) + "@" + a.Domain
}

// Written is the address with its name, as a person writes it, and as ParseAddress reads it again: the domain is in its own
// letters.
func (a Address) Written() string {
	if own, err := domains.ToUnicode(a.Domain); err == nil {
		if back, err := asciiDomain(own); err == nil && back == a.Domain {
			a.Domain = own
		}
	}
	return a.named(a.String())
}

// named is an address behind its name.
func (a Address) named(address string) string {
	switch {
	case a.Name == "":
		return address
	case isPhrase(a.Name):
		return a.Name + " <" + address + ">"
	}
	return quoted(a.Name) + " <" + address + ">"
}

// Same is equal for addresses that lead to one mailbox as far as anybody but its server can tell: capitals do not count.
func (a Address) Same() string { return strings.ToLower(a.Local) + "@" + a.Domain }

// NeedsUTF8 says that the address can only go through servers that announce SMTPUTF8 (RFC 6531).
func (a Address) NeedsUTF8() bool {
	return strings.ContainsFunc(a.Local, func(r rune) bool { return r >= utf8.RuneSelf })
}

// header is the address in a header: the name as words of RFC 2047 where it is not plain.
func (a Address) header() string {
	if plainWords(a.Name) {
		return a.named(a.String())
	}
	return encodedWords(a.Name) + " <" + a.String() + ">"
}

// quoted is a text as a quoted string of RFC 5322, 3.2.4.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// isAtext says that a character may stand in an atom (RFC 5322, 3.2.3; RFC 6532, 3.2).
func isAtext(r rune) bool {
	return r >= utf8.RuneSelf || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("!#$%&'*+-/=?^_`{|}~", r)
}

func isDotAtom(s string) bool {
	for atom := range strings.SplitSeq(s, ".") {
		if atom == "" || strings.ContainsFunc(atom, func(r rune) bool { return !isAtext(r) }) {
			return false
		}
	}
	return true
}

// isPhrase says that a name needs no quotation marks. One that looks like an encoded word gets them, so that it is not
// decoded.
func isPhrase(s string) bool {
	return !strings.Contains(s, "=?") && !strings.ContainsFunc(s, func(r rune) bool { return !isAtext(r) && r != ' ' })
}
