package language

import (
	"strings"
	"unicode/utf8"
)

// German compounds. Free data that tell joints from other points of division are not to be had, so what is told here is what
// spelling shows: linking letters after suffixes, the commonest first and last parts, and pairs of letters that no syllable has.

// linked are endings of a first part, with its linking s.
var linked = []string{"ungs", "heits", "keits", "schafts", "ions", "täts", "lings", "tums", "ments"}

// firstParts are common first parts of compounds, with their linking letters.
var firstParts = map[string]bool{
	"abend": true, "arbeiter": true, "arbeits": true, "berufs": true, "bundes": true, "bürger": true, "fach": true,
	"familien": true, "frauen": true, "friedens": true, "gegen": true, "gemein": true, "grund": true, "handels": true,
	"haupt": true, "jugend": true, "kinder": true, "kriegs": true, "landes": true, "lebens": true, "menschen": true,
	"mindest": true, "mitglieds": true, "nieder": true, "ober": true, "orts": true, "rechts": true, "sozial": true,
	"staaten": true, "staats": true, "stadt": true, "tages": true, "unter": true, "volks": true, "wasser": true,
	"welt": true, "wieder": true, "zusammen": true, "zwischen": true, "über": true,
}

// lastParts are common last parts of compounds.
var lastParts = map[string]bool{
	"abkommen": true, "arbeit": true, "beschluss": true, "bewegung": true, "bewegungen": true, "erklärung": true, "freiheit": true,
	"gesellschaft": true, "gesetz": true, "gewerkschaft": true, "gewerkschaften": true, "gruppe": true, "gruppen": true, "hüter": true,
	"kampf": true, "kommission": true, "konferenz": true, "kräfte": true, "länder": true, "leben": true, "lohn": true, "löhne": true,
	"ordnung": true, "organisation": true, "organisationen": true, "politik": true, "recht": true, "rechte": true, "rechten": true,
	"regierung": true, "schutz": true, "sicherheit": true, "staat": true, "staaten": true, "stelle": true, "stellen": true,
	"verband": true, "verbände": true, "vereinbarung": true, "versammlung": true, "vertrag": true, "verträge": true, "wirtschaft": true,
}

// compound tells whether a German word in lower case is a compound whose joint is between the two halves.
func compound(head, tail string) bool {
	if utf8.RuneCountInString(tail) < 3 {
		return false
	}
	for _, ending := range linked {
		if len(head) > len(ending)+1 && strings.HasSuffix(head, ending) {
			return true
		}
	}
	return firstParts[head] || lastParts[tail] && utf8.RuneCountInString(head) > 3
}

// Unjoined appends the bytes of a word before which no ligature may reach back: in German, where two parts of a word meet
// ("Auflage", "Schilfinsel", "strafbar"). That is where patterns divide after f, but not within a doubled or hard consonant.
func (h *Hyphenator) Unjoined(dst []int, word string) []int {
	if h == nil || !h.german || h.patterns == nil || !strings.Contains(word, "f") {
		return dst
	}
	lower, ok := h.lowered(word)
	if !ok || letterCount(lower) > MaxHyphenated {
		return dst
	}
	for _, p := range h.divide(lower) {
		if lower[p-1] == 'f' && meets(lower[:p-1], lower[p:]) {
			dst = append(dst, p)
		}
	}
	return dst
}

// meets tells whether an f between the two halves ends a part of the word.
func meets(before, after string) bool {
	switch {
	case after[0] == 'f': // Hof-feld, Brief-freund, Dorf-fest; not Schif-fe
		r, n := utf8.DecodeLastRuneInString(before)
		q, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
		return !vowel(r) || vowel(q)
	case after[0] == 't': // Auf-trag; not Schrif-ten
		return strings.HasPrefix(after, "tr")
	}
	return true
}

func vowel(r rune) bool { return strings.ContainsRune("aeiouyäöü", r) }
