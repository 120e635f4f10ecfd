package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// A Carried is a number or date of an earlier translation that was replaced by the present one, as the two are written.
type Carried struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// maxPlaceables is the number of numbers and dates past which a text is a table, where words beside one say nothing.
const maxPlaceables = 64

// carry puts the numbers and dates of the present source into the translation of an earlier one, where that is safe. One is
// carried over only if everything speaks for it: both sources have as many numbers and dates, and the words and signs
// beside this one are the same in both; it stands once in the earlier source and once in its translation; no noun or ending hangs on it
// (the language's plural category is the same for both, nothing is joined to it, and the word before it stays as it is); and how to write it shows in the
// translation (a number) or is known of the language (a date).
func carry(before, target, present string, l language.Language) (string, []Carried) {
	if before == present || !strings.ContainsAny(before, "0123456789") {
		return target, nil
	}
	old, now := placeables(before), placeables(present)
	if len(old) != len(now) || len(old) == 0 || len(old) > maxPlaceables {
		return target, nil
	}
	var edits []edit
	for i := range old {
		if o, n := old[i], now[i]; !o.is(n) && o.before == n.before && o.after == n.after && o.signs == n.signs && once(old, o) {
			if e, ok := carryOne(o, n, target, l); ok && agrees(target[:e.start], target[e.start:e.end], e.text, l) {
				edits = append(edits, e)
			}
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	var carried []Carried
	last := 0
	for _, e := range edits {
		if e.start < last { // a number within a date that was carried as a whole
			continue
		}
		b.WriteString(target[last:e.start] + e.text)
		carried = append(carried, Carried{target[e.start:e.end], e.text})
		last = e.end
	}
	return b.String() + target[last:], carried
}

// An edit puts text in the place of target[start:end].
type edit struct {
	start, end int
	text       string
}

func carryOne(o, n placeable, target string, l language.Language) (edit, bool) {
	switch isDate := o.date != (language.Date{}); {
	case isDate != (n.date != (language.Date{})):
		return edit{}, false
	case isDate:
		return carryDate(o.date, n.date, target, l)
	}
	return carryNumber(o, n, target, l)
}

// carryDate finds the earlier date in the language's long form, whatever blanks it has, and writes the present one so.
func carryDate(from, to language.Date, target string, l language.Language) (edit, bool) {
	was, known := l.Date(from)
	is, ok := l.Date(to)
	if !known || !ok || !alikeDays(from.Day, to.Day, l) || (from.Day == 0) != (to.Day == 0) || (from.Month == 0) != (to.Month == 0) {
		return edit{}, false
	}
	for _, ending := range []string{"", "г.", "р."} { // "2016 г." is often written out: "2016 года"
		short, cut := strings.CutSuffix(was, ending)
		brief, same := strings.CutSuffix(is, ending)
		if !cut || !same {
			continue
		}
		if start, end, ok := only(target, strings.TrimSpace(short)); ok && !joinedTo(target, start, end) {
			return edit{start, end, reblank(strings.TrimSpace(brief), target[start:end])}, true
		}
	}
	return edit{}, false
}

// alikeDays tells whether what stands before one day of a month may stand before the other, and both are written alike.
func alikeDays(from, to int, l language.Language) bool {
	base, _, _ := strings.Cut(l.String(), "-")
	first := ordinalFirst[base] && (from == 1) != (to == 1)
	return !first && !(elides[base] && (beginsWithVowel(from) || beginsWithVowel(to)))
}

func beginsWithVowel(day int) bool { return day == 1 || day == 8 || day == 11 }

// ordinalFirst are languages that write the first of a month as an ordinal: "1er juin".
var ordinalFirst = map[string]bool{"fr": true, "pt": true, "es": true, "gl": true, "ro": true, "oc": true, "ca": true, "it": true, "eo": true, "cy": true, "br": true}

// only is where sought stands in text if it stands there once; any blank is as good as another, and so are capitals.
func only(text, sought string) (start, end int, ok bool) {
	for i := range text {
		n := prefixLength(text[i:], sought)
		if n == 0 {
			continue
		}
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); unicode.IsDigit(before) {
			continue
		}
		if ok {
			return 0, 0, false
		}
		start, end, ok = i, i+n, true
	}
	return start, end, ok
}

func prefixLength(text, sought string) int {
	n := 0
	for _, want := range sought {
		r, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || r != want && unicode.ToLower(r) != unicode.ToLower(want) && !(unicode.IsSpace(r) && unicode.IsSpace(want)) {
			return 0
		}
		n += size
	}
	return n
}

// reblank gives a text the first blank of another one in place of its own: dates are often tied.
func reblank(text, like string) string {
	i := strings.IndexFunc(like, unicode.IsSpace)
	if i < 0 {
		return text
	}
	blank, _ := utf8.DecodeRuneInString(like[i:])
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return blank
		}
		return r
	}, text)
}

// elides are languages whose articles and prepositions before some numbers are others: "il 4", "l’8"; "el 4", "l’11".
var elides = map[string]bool{"it": true, "ca": true, "oc": true, "co": true, "sc": true}

func carryNumber(o, n placeable, target string, l language.Language) (edit, bool) {
	if o.after == "p" || o.after == "p.m" || o.after == "pm" { // 6 p.m. is 18 h elsewhere: a 6 there is another one
		return edit{}, false
	}
	var at []number
	for _, found := range numbersIn(target) {
		if slices.Contains(found.values(), o.value) {
			at = append(at, found)
		}
	}
	if len(at) != 1 || joinedTo(target, at[0].start, at[0].end) || !alikeNumbers(o, n, l) || particle(target[at[0].end:]) {
		return edit{}, false
	}
	found := at[0]
	if found.value() != o.value { // the mark that seemed to group was a decimal point
		found.point, found.group = found.group, 0
		found.whole, found.decimals, _ = strings.Cut(o.value, ".")
	}
	if whole, _, _ := strings.Cut(n.value, "."); len(whole) > 5 && found.group != 0 && byLakhs(l) {
		return edit{}, false
	}
	text, ok := found.like(n.value)
	return edit{found.start, found.end, text}, ok && (!strings.HasPrefix(n.value, "0") || strings.HasPrefix(n.value, "0."))
}

// alikeNumbers tells whether the words around one number are right around the other. Years and days of a month have no plural;
// the first of a month is written otherwise in many languages.
func alikeNumbers(o, n placeable, l language.Language) bool {
	base, _, _ := strings.Cut(l.String(), "-")
	if elides[base] && (o.vowel() || n.vowel()) {
		return false
	}
	if months[o.before] || months[o.after] {
		return o.value != "1" && n.value != "1" && len(o.value) <= 4 && len(n.value) <= 4
	}
	if o.year() && n.year() {
		return true
	}
	was, known := l.PluralOf(o.value)
	is, also := l.PluralOf(n.value)
	return known && also && was == is
}

// vowel tells of a number that Italian and Catalan begin with a vowel.
func (p placeable) vowel() bool {
	return p.value == "1" || strings.HasPrefix(p.value, "8") || strings.HasPrefix(p.value, "11")
}

// year tells of a number that is a year by what stands before it.
func (p placeable) year() bool {
	return len(p.value) == 4 && !p.grouped && (p.value[0] == '1' || p.value[0] == '2') && !strings.Contains(p.value, ".") && beforeYears[p.before]
}

var beforeYears = map[string]bool{"in": true, "since": true, "of": true, "from": true, "until": true, "till": true, "by": true, "before": true, "after": true,
	"year": true, "during": true, "summer": true, "spring": true, "autumn": true, "winter": true, "early": true, "late": true, "mid": true}

var months = map[string]bool{"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true,
	"september": true, "october": true, "november": true, "december": true}

// particle tells of a Korean particle, whose form hangs on how the number before it is read.
func particle(after string) bool {
	r, size := utf8.DecodeRuneInString(after)
	next, _ := utf8.DecodeRuneInString(after[size:])
	return strings.ContainsRune("은는이가을를과와로으", r) && !unicode.Is(unicode.Hangul, next)
}
