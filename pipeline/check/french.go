package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// frenchSpaces finds marks of French that have no no-break space before or behind them where French wants one (Lexique des règles
// typographiques en usage à l'Imprimerie nationale): before ; : ! ? », behind «. Where most texts have plain blanks there, only marks
// without any are found; where most have none, that is their usage.
func frenchSpaces(p *pair) string {
	if base(p.Language) != "fr" {
		return ""
	}
	m := frenchMarks(p.target.prose, p.Language.String())
	switch {
	case m.tight >= 0 && p.usage.spaced(p.target.prose):
		return "no no-break space in " + quote(around(p.target.prose, m.tight))
	case m.plain >= 0 && p.usage.noBreak(m.good, p.target.prose):
		return "no no-break space in " + quote(around(p.target.prose, m.plain))
	}
	return ""
}

// frenchText is what the marks of a text have beside them: how many a no-break space, and the places of the first with a plain
// blank and of the first close to its word, -1 where there is none.
type frenchText struct{ good, plain, tight int }

func frenchMarks(text, tag string) frenchText {
	m := frenchText{plain: -1, tight: -1}
	for at, r := range text {
		asks, beside := false, before(text, at)
		switch r {
		case ';', '!', '?':
			asks = tag != "fr-CA" && tag != "fr-CH"
		case ':':
			asks = tag != "fr-CH" && !wordRune(after(text, at+1)) && !strings.ContainsRune("/:-)(", after(text, at+1))
		case '»':
			asks = tag != "fr-CH"
		case '«':
			asks, beside = tag != "fr-CH", after(text, at+len("«"))
		}
		if !asks || r != '«' && exempt(text, at) {
			continue
		}
		switch {
		case noBreakSpace(beside):
			m.good++
		case unicode.IsSpace(beside) && m.plain < 0:
			m.plain = at
		case !unicode.IsSpace(beside) && m.tight < 0:
			m.tight = at
		}
	}
	return m
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
