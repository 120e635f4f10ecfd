package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// A Span is a part of a text in bytes, without the blanks around it.
type Span struct{ Start, End int }

// Sentences cuts a text of language l into sentences, in order. Between two spans there are only blanks; a text without
// any other character has none. Ends are found by rules in the manner of UAX 29's SB rules, plus what those leave to
// tailoring: abbreviations, initials, Roman and (in languages that write them so) Arabic ordinals.
func Sentences(text string, l language.Language) []Span {
	var spans []Span
	start := skipBlanks(text, 0)
	for i := start; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		kind := terminatorOf(r)
		if kind == noEnd {
			i += size
			continue
		}
		end, strongest := closeSentence(text, i)
		if endsHere(text, i, end, strongest, l) {
			spans = append(spans, Span{start, end})
			start = skipBlanks(text, end)
		}
		i = max(end, i+size)
	}
	if start < len(text) {
		spans = append(spans, Span{start, len(strings.TrimRightFunc(text, unicode.IsSpace))})
	}
	return spans
}

// terminator says how surely a character ends a sentence.
type terminator int

const (
	noEnd    terminator = iota
	fullStop            // may be part of an abbreviation or a number
	strong              // ends a sentence where a blank follows
	alone               // ends a sentence even where no blank follows
)

// terminatorOf is asked for every character of every text: a switch is much faster than a map.
func terminatorOf(r rune) terminator {
	switch r {
	case '.':
		return fullStop
	case '!', '?', '…', '‽', '⁇', '⁈', '⁉',
		'؟', '۔', '։', '።', '፧', '।', '॥', // Arabic, Urdu, Armenian, Ethiopic, Indic
		'។', '៕', '།': // Khmer, Tibetan
		return strong
	case '။', '。', '！', '？', '．', '｡': // Burmese, Chinese and Japanese
		return alone
	}
	return noEnd
}

// closeSentence takes in what belongs to the end that begins at i: more terminators, then closing quotes and brackets.
func closeSentence(text string, i int) (end int, strongest terminator) {
	for end = i; end < len(text); {
		r, size := utf8.DecodeRuneInString(text[end:])
		kind := terminatorOf(r)
		if kind == noEnd {
			break
		}
		strongest = max(strongest, kind)
		end += size
	}
	for end < len(text) {
		rest := strings.TrimLeft(text[end:], " \u00a0\u202f")
		r, size := utf8.DecodeRuneInString(rest)
		if !closes(r, rest[size:], len(rest) < len(text)-end) {
			break
		}
		end = len(text) - len(rest) + size
	}
	return end, strongest
}

// closes says whether r is a closing mark. Behind a blank it is one only if it also stands before one: "« Oui ! »", but
// not "Ja! »Nein«".
func closes(r rune, after string, spaced bool) bool {
	if spaced {
		return unicode.In(r, unicode.Pe, unicode.Pf) && (after == "" || skipBlanks(after, 0) > 0)
	}
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("\"'“‘", r)
}

func skipBlanks(text string, i int) int {
	return len(text) - len(strings.TrimLeftFunc(text[i:], unicode.IsSpace))
}

// endsHere says whether the terminators text[at:end] (and closing marks) end a sentence.
func endsHere(text string, at, end int, kind terminator, l language.Language) bool {
	if end == len(text) || kind == alone {
		return true
	}
	next := skipBlanks(text, end)
	if next == end {
		return false
	}
	first := firstLetter(text[next:])
	if unicode.IsLower(first) && !unicode.Is(unicode.Georgian, first) { // Georgian has no capitals in use
		return false
	}
	return kind != fullStop || !abbreviated(text[:at], text[next:], l)
}

// firstLetter is the first letter or number of a text, past a few quotes and brackets.
func firstLetter(text string) rune {
	for i, r := range text {
		if i > 16 {
			break
		}
		if !unicode.IsPunct(r) && !unicode.IsSpace(r) {
			return r
		}
	}
	return 0
}

// abbreviated says whether the full stop between before and after belongs to the word before it.
func abbreviated(before, after string, l language.Language) bool {
	word := strings.TrimLeftFunc(before[strings.LastIndexFunc(before, unicode.IsSpace)+1:], unicode.IsPunct)
	tag := l.String()
	switch {
	case word == "":
		return false
	case abbreviations[word]:
		return true
	case numberAbbreviations[strings.ToLower(word)]:
		return unicode.IsNumber(firstLetter(after))
	case isInitials(word), isRoman(word):
		return !startsSentence(after)
	case utf8.RuneCountInString(word) == 1 && unicode.IsLower(firstLetter(word)): // "z. B."
		next, _, _ := strings.Cut(after, ".")
		return utf8.RuneCountInString(next) == 1
	case isShortNumber(word):
		base, _, _ := strings.Cut(tag, "-")
		return ordinalPoint[base]
	}
	return false
}

// isInitials: "W", "W.I", "U.S", "А.С".
func isInitials(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		r, size := utf8.DecodeRuneInString(part)
		if size == 0 || size != len(part) || !unicode.IsUpper(r) {
			return false
		}
	}
	return word != "I"
}

func isRoman(word string) bool { return len(word) > 1 && strings.Trim(word, "IVXLC") == "" }

func isShortNumber(word string) bool {
	return len(word) <= 2 && strings.Trim(word, "0123456789") == ""
}

// startsSentence says whether a text begins with a word that opens sentences far oftener than names: after initials,
// "The" shows a new sentence, "Lenin" does not.
func startsSentence(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return starters[strings.Trim(word, ",“‘\"'(")]
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// What stands before a full stop without ending a sentence, in the languages of the samples and their neighbours.
var (
	abbreviations = setOf(`Mr Mrs Ms Dr Prof St Sr Jr Gen Col Capt Lt Sgt Gov Sen Rep Rev Hon Messrs Mt Ft e.g E.g i.e I.e cf Cf vs viz ca approx
		M MM Mme Mlle Mgr p.ex Ste ndlr D Da Dª Ud Uds Sra Srta Dra Excmo p.ej Hr Fr Frl z.B Z.B d.h D.h u.a o.ä bzw vgl Vgl sog evtl ggf inkl
		т.е т.к г ул им напр др σ.σ π.χ δηλ κ Σ sig Sig.ra dott Dott`)
	numberAbbreviations = setOf(`no nos nr art arts p pp vol vols fig figs ch chap sec sect para paras ed par cap tel núm n.º n.o nº abs st § стр № с п ст`)
	ordinalPoint        = setOf(`de da nb no nn fi et lv cs sk hu pl hr sr bs sl tr is fo lb hsb dsb frr nds az`)
	starters            = setOf(`The This That These Those We It In On At As But And Or If When While With For To From By They He She There Our
		Their His Her Its Today Now Let No Not All Each Every A An`)
)
