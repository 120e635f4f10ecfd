package language

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// MaxTag is the longest tag in bytes that Parse takes. RFC 5646, 4.4.1 asks for at least 35; every tag of the registry
// with a region, a script and two variants fits, and so do a folder and a file name made of it.
const MaxTag = 64

// Parse returns the Language of a BCP 47 tag in its canonical form: "PT-br" is pt-BR, "iw" is he, "sh" is sr-Latn. A tag
// that is empty, too long, malformed, made of subtags that are not registered, or of no particular language (und, mul, zxx)
// is an error that says what to write. The canonical form is safe as a name of a folder or a file on every system: ASCII
// letters, digits and single hyphens, and never a name that Windows reserves.
func Parse(tag string) (Language, error) {
	if tag == "" {
		return Language{}, fmt.Errorf("the language tag is empty; write a BCP 47 tag such as fr, pt-BR or zh-Hant")
	}
	if len(tag) > MaxTag {
		return Language{}, fmt.Errorf("the language tag %.20q… is %d bytes long; write one of at most %d bytes, such as pt-BR", tag, len(tag), MaxTag)
	}
	if c := strings.IndexFunc(tag, notInTag); c >= 0 {
		return Language{}, unlikeTag(tag)
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return Language{}, explain(tag, err)
	}
	l := Language{parsed.String()}
	if again, err := language.Parse(l.tag); err != nil || again.String() != l.tag { // as with an extension that is there twice (RFC 5646, 2.2.6)
		return Language{}, explain(tag, err)
	}
	if err := l.nameable(tag); err != nil {
		return Language{}, err
	}
	return l, nil
}

// MustParse is Parse for tags that stand in the program; it panics on a wrong one.
func MustParse(tag string) Language {
	l, err := Parse(tag)
	if err != nil {
		panic(err)
	}
	return l
}

// String is the canonical tag, "" for none.
func (l Language) String() string { return l.tag }

// IsZero says whether l is no language.
func (l Language) IsZero() bool { return l.tag == "" }

// MarshalText writes the tag, for JSON and TOML.
func (l Language) MarshalText() ([]byte, error) { return []byte(l.tag), nil }

// UnmarshalText reads a tag as Parse does; an empty text is the zero Language.
func (l *Language) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*l = Language{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err == nil {
		*l = parsed
	}
	return err
}

func notInTag(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-')
}

// unlikeTag is the error for a tag with characters that no tag has; POSIX locale names (pt_BR.UTF-8) are the commonest.
func unlikeTag(tag string) error {
	posix, _, _ := strings.Cut(tag, ".")
	posix, _, _ = strings.Cut(posix, "@")
	if l, err := language.Parse(posix); err == nil && strings.Contains(tag, "_") {
		return fmt.Errorf("%q is not a BCP 47 language tag; write %q", tag, l)
	}
	return fmt.Errorf("%q is not a BCP 47 language tag; write letters, digits and hyphens only, such as fr, pt-BR or zh-Hant", tag)
}

// explain says which subtag of a refused tag is at fault.
func explain(tag string, err error) error {
	if unknown, ok := err.(language.ValueError); ok {
		return fmt.Errorf("the language tag %q has a subtag that is not registered: %q; write a BCP 47 tag such as fr, pt-BR or zh-Hant", tag, unknown.Subtag())
	}
	return fmt.Errorf("%q is not a well-formed BCP 47 language tag; write a language of two or three letters, then script or region: fr, pt-BR, zh-Hant", tag)
}

// nameable refuses what names no language, and what cannot name a folder.
func (l Language) nameable(tag string) error {
	base, _, _ := strings.Cut(l.tag, "-")
	switch base {
	case "und", "mul", "mis", "zxx":
		return fmt.Errorf("the tag %q names no language; write the language of the edition, such as fr or pt-BR", tag)
	}
	switch l.tag {
	case "con", "aux", "nul", "prn": // Cofán, Aurá, Nusa Laut and Prasuni
		return fmt.Errorf("the language tag %q cannot name a folder, because Windows reserves that name; write %q", tag, l.tag+"-Latn")
	}
	return nil
}
