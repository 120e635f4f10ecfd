package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An ending is how a text ends, whatever its script writes for it.
type ending int

const (
	open ending = iota // no punctuation
	stop
	question
	exclamation
	ellipsis
	colon
	semicolon
	comma
	dash
)

var endingNames = [...]string{"no punctuation", "a full stop", "a question mark", "an exclamation mark", "an ellipsis", "a colon", "a semicolon", "a comma", "a dash"}

var endings = map[rune]ending{
	'.': stop, '。': stop, '．': stop, '｡': stop, '।': stop, '॥': stop, '۔': stop, '።': stop, '។': stop, '៕': stop, '။': stop, '։': stop, '།': stop, '܀': stop, '᠃': stop, '᙮': stop,
	'?': question, '？': question, '؟': question, '፧': question, '\u037e': question, '՞': question, '⁇': question, '⁈': question, '⁉': question, '‽': question,
	'!': exclamation, '！': exclamation, '՜': exclamation, '¡': open,
	'…': ellipsis, '⋯': ellipsis, ':': colon, '：': colon, '፦': colon, '፥': colon,
	';': semicolon, '；': semicolon, '؛': semicolon, '፤': semicolon, '·': semicolon, '\u0387': semicolon,
	',': comma, '，': comma, '、': comma, '،': comma, '፣': comma, '၊': comma, '–': dash, '—': dash,
}

// closing marks may stand behind the punctuation that ends a text, or before it.
func closing(r rune) bool {
	return strings.ContainsRune("\"'”“’‘»«›‹)）]］}」』】》〉〕〞〟″*_~`", r) || r == '״' || unicode.IsSpace(r) || r >= 0x200b && r <= 0x200f || r == '\u2060' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// endOf is how a side ends, and the prose before it. Tags at the end are looked through.
func endOf(s *side) (ending, string) {
	text := s.prose
	parts := len(s.parts)
	for text != "" {
		r, size := utf8.DecodeLastRuneInString(text)
		if r == object && parts > 0 && s.parts[parts-1].kind == tag {
			parts--
		} else if !closing(r) {
			break
		}
		text = text[:len(text)-size]
	}
	rest := strings.TrimRightFunc(text, func(r rune) bool {
		_, is := endings[r]
		return is && r != '-' || closing(r) && r != '*' && r != '_' || r == '|'
	})
	return classify(text[len(rest):], s, rest), rest
}

// classify reads the marks at the end of a text: a question is one even with other marks beside it.
func classify(marks string, s *side, rest string) ending {
	has := func(e ending) bool {
		return strings.ContainsFunc(marks, func(r rune) bool { return endings[r] == e && e != open })
	}
	last := strings.TrimRightFunc(marks, closing)
	final, _ := utf8.DecodeLastRuneInString(last)
	script := s.language.Script()
	switch {
	case last == "":
		if script == "Armn" && armenian(rest) != open {
			return armenian(rest)
		}
		return open
	case base(s.language) == "el" && strings.HasSuffix(last, ";"), endings[final] == question, has(question) && endings[final] == exclamation:
		return question
	case script == "Armn" && (final == '։' || final == ':' || final == '.' || final == '․'):
		if e := armenian(rest); e != open {
			return e
		}
		return stop
	case final == '|' && (script == "Deva" || script == "Beng" || script == "Guru" || script == "Gujr" || script == "Orya"):
		return stop
	case strings.HasSuffix(last, "...") || strings.HasSuffix(last, "。。") || strings.HasSuffix(last, "・・・") || strings.HasSuffix(last, ".."):
		return ellipsis
	}
	for _, within := range []ending{question, exclamation, ellipsis} { // «¿Yo?».
		if endings[final] == stop && has(within) {
			return within
		}
	}
	return endings[final]
}

// armenian looks for the marks that Armenian puts above the last vowel of the word that is asked or called.
func armenian(rest string) ending {
	tail := rest[max(0, len(rest)-120):]
	switch {
	case strings.ContainsRune(tail, '՞'):
		return question
	case strings.ContainsRune(tail, '՜'):
		return exclamation
	}
	return open
}

// finals compares how source and target end.
func finals(p *pair) string {
	a, sourceRest := endOf(p.source)
	b, targetRest := endOf(p.target)
	if a == b || strings.TrimSpace(p.Target) == "" || excused(p, a, b, sourceRest, targetRest) {
		return ""
	}
	return "the source ends with " + endingNames[a] + ", the translation with " + endingNames[b]
}

func excused(p *pair, a, b ending, source, target string) bool {
	switch {
	case a == comma || a == semicolon || a == dash:
		return b != open || unpointed(p) || a == dash || a == comma
	case b == dash || b == semicolon && a == colon:
		return true
	case a == stop && b == open:
		return unpointed(p) || p.usage.stopsOpen() || abbreviated(source) || onlyAddress(p.target, target)
	case a == open:
		return b != stop && b != question || b == stop && (len(p.source.words) > 14 || len(p.source.prose) <= 5) || abbreviated(target) || shortened(target) || p.usage.openStops()
	case a == question:
		return asks(p, target) || b == ellipsis
	case a == exclamation:
		return b == stop || unpointed(p) || b == ellipsis
	case a == ellipsis:
		return b != open || unpointed(p)
	case a == colon:
		return b == stop || unpointed(p) || b == comma
	case a == stop:
		return b == ellipsis || b == exclamation || b == colon && p.Language.Script() == "Armn" ||
			b == semicolon && base(p.Language) == "zh" // between clauses that English puts into sentences
	}
	return false
}

// onlyAddress tells whether a text ends with an address, behind which a full stop may be left out.
func onlyAddress(s *side, rest string) bool {
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(rest, closing)); r != object || len(s.parts) == 0 {
		return false
	}
	for _, p := range slices.Backward(s.parts) {
		if p.kind != tag {
			return p.kind == address || p.kind == mailbox
		}
	}
	return false
}

// unpointed are languages that need no punctuation at the end.
func unpointed(p *pair) bool {
	switch p.Language.Script() {
	case "Thai", "Laoo", "Tibt":
		return true
	}
	return false
}

// asks tells whether a text asks by a particle, so that its language needs no question mark; and Thai needs none at all.
func asks(p *pair, rest string) bool {
	if unpointed(p) {
		return true
	}
	switch base(p.Language) {
	case "ja":
		return slices.ContainsFunc([]string{"か", "の", "かな", "だろう", "でしょう", "かしら", "ない"}, func(t string) bool { return strings.HasSuffix(rest, t) })
	case "ko":
		return slices.ContainsFunc([]string{"까", "나", "요", "가", "니", "지"}, func(t string) bool { return strings.HasSuffix(rest, t) })
	case "my":
		return strings.HasSuffix(rest, "လား") || strings.HasSuffix(rest, "လဲ") || strings.HasSuffix(rest, "နည်း")
	case "km":
		return true
	}
	return false
}

// abbreviated tells whether a text ends with an abbreviation or an initial, whose full stop is its own: "Inc.", "p.m.", "J."
func abbreviated(rest string) bool {
	if !strings.ContainsFunc(rest, unicode.IsSpace) && len(rest) <= 5 {
		return true
	}
	at := strings.LastIndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == '\u00a0' })
	last := rest[at+1:]
	if at >= 0 {
		_, size := utf8.DecodeRuneInString(rest[at:])
		last = rest[at+size:]
	}
	letters := len([]rune(last))
	if strings.Contains(last, ".") || letters == 1 && !strings.ContainsFunc(last, isDigit) {
		return true
	}
	return slices.Contains([]string{"inc", "ltd", "co", "corp", "jr", "sr", "etc", "bros", "st", "no", "vol", "ed", "pp", "al", "llc", "dr", "mr", "mrs", "vs", "dept", "approx"}, strings.ToLower(last))
}

// shortened tells whether the last word of a target can be an abbreviation or an ordinal, whose full stop ends no sentence.
func shortened(rest string) bool {
	last := rest[strings.LastIndexFunc(rest, unicode.IsSpace)+1:]
	return len([]rune(last)) <= 4 || strings.ContainsFunc(last, isDigit)
}
