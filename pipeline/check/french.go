package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// frenchSpaces finds marks of French that have no no-break space before or behind them where French wants one (Lexique des règles
// typographiques en usage à l'Imprimerie nationale): before ; : ! ? », behind «. Where most texts do without, it is their usage.
func frenchSpaces(p *pair) string {
	if base(p.Language) != "fr" {
		return ""
	}
	good, bad := frenchMarks(p.target.prose, p.Language.String())
	if bad < 0 || !p.usage.noBreak(good, p.target.prose) {
		return ""
	}
	return "no no-break space in " + quote(around(p.target.prose, bad))
}

// frenchMarks counts the marks with a no-break space; bad is the place of the first without, -1 if all have it.
func frenchMarks(text, tag string) (good, bad int) {
	bad = -1
	for at, r := range text {
		fine, asks := false, false
		switch r {
		case ';', '!', '?':
			asks = tag != "fr-CA" && tag != "fr-CH"
			fine = noBreakSpace(before(text, at))
		case ':':
			asks = tag != "fr-CH" && !wordRune(after(text, at+1)) && !strings.ContainsRune("/:-)(", after(text, at+1))
			fine = noBreakSpace(before(text, at))
		case '»':
			asks, fine = tag != "fr-CH", noBreakSpace(before(text, at))
		case '«':
			asks, fine = tag != "fr-CH", noBreakSpace(after(text, at+len("«")))
		}
		if !asks || r != '«' && exempt(text, at) {
			continue
		}
		if fine {
			good++
		} else if bad < 0 {
			bad = at
		}
	}
	return good, bad
}

// exempt marks stand first, behind another mark ("?!"), or alone in brackets.
func exempt(text string, at int) bool {
	b, a := before(text, at), after(text, at+utf8.RuneLen(after(text, at)))
	if b == '-' || wordRune(a) || b == object && a == object || strings.ContainsRune("([", b) && strings.ContainsRune(")]", a) {
		return true // ?123, (!)
	}
	if b == ' ' {
		b, _ = utf8.DecodeLastRuneInString(text[:at-1])
		return !(wordRune(b) || unicode.IsPunct(b) || b == object)
	}
	return b == 0 || strings.ContainsRune("!?:;(=…", b)
}

func noBreakSpace(r rune) bool {
	return r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '\u2007'
}
