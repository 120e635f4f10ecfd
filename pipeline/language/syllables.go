package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Syllables divide words of languages whose spelling shows them, and whose patterns are not to be had under a licence of this
// program: a word is divided between its syllables' vowels, before the last consonants that can begin a syllable. Two vowels
// side by side are never parted: whether they are one syllable, spelling does not show.
type syllables struct {
	vowels string
	single []string // letters that are one consonant, or one vowel, together
	onsets []string // consonants that begin a syllable together
	always bool     // onsets stay together between two vowels, too; else behind a further consonant alone
	late   []string // three consonants of which two end the syllable before
	early  bool     // of three consonants, one ends the syllable before; else all but the last onset
	mute   string   // a vowel that is none at a word's end, behind a consonant
	script string   // that the rules are for
	left   int      // least letters before a hyphen, where more than two
	right  int      // and after it
}

var liquids = strings.Fields("bl br cl cr dr fl fr gl gr hl hr pl pr tl tr vl vr kl kr")

// bySyllables are languages by their rules: Dicționarul ortografic, ortoepic și morfologic al limbii române (2005); the Latvian
// and the Armenian rules of writing; Ejaan Bahasa Indonesia yang Disempurnakan V (2022), II.F. That and Malay part prefixes and
// suffixes from the word as well, which spelling does not show: so many letters are left alone at both ends as these have. In
// the Turkic languages, the last consonant alone begins a syllable; in Swahili, all that stand between two vowels but in words from
// Arabic.
var bySyllables = map[string]syllables{
	"ro": {script: "Latn", vowels: "aăâeiîou", single: []string{"ch", "gh"}, onsets: liquids, always: true, early: true, mute: "i",
		late: strings.Fields("lpt mpt mpț mpţ ncș ncş nct ncț ncţ ndv rct rtf stm")},
	"lv": {script: "Latn", vowels: "aāeēiīoōuū", single: []string{"dz", "dž"}, onsets: liquids},
	"hy": {script: "Armn", vowels: "աեէըիոօև", single: []string{"ու"}, always: true,
		onsets: strings.Fields("բյ գյ դյ զյ թյ լյ կյ հյ ձյ ղյ մյ նյ շյ չյ պյ սյ վյ տյ րյ ցյ փյ քյ ֆյ")},
	"id":  malay,
	"ms":  malay,
	"fil": {script: "Latn", vowels: "aeiou", single: []string{"ng"}, onsets: liquids, left: 3, right: 3},
	"sw": {script: "Latn", vowels: "aeiou", single: strings.Fields("ch dh gh kh sh th ng' ny mb nd ng nj nz mv"), always: true,
		onsets: strings.Fields("bw by chw fw fy gw hw jw kw ky lw mw mbw ndw ngw njw nyw nzw pw py rw shw sw tw thw vy zw")},
	"az": {script: "Latn", vowels: "aeəıioöuü"},
	"kk": {script: "Cyrl", vowels: "аәеёиоөуұүыіэюя"},
	"ky": {script: "Cyrl", vowels: "аеёиоөуүыэюя"},
	"tt": {script: "Cyrl", vowels: "аәеёиоөуүыэюя"},
	"ba": {script: "Cyrl", vowels: "аәеёиоөуүыэюя"},
	"uz": {script: "Latn", vowels: "aeiou", single: []string{"ch", "sh", "ng"}},
}

var malay = syllables{script: "Latn", vowels: "aeiou", single: strings.Fields("kh ng ny sy"), onsets: liquids, left: 5, right: 4}

// A unit is a letter of a word, or several that are one.
type unit struct {
	at    int // byte
	text  string
	vowel bool
}

func (s *syllables) units(word string) (units []unit) {
	for at := 0; at < len(word); {
		size := 0
		for _, one := range s.single {
			if strings.HasPrefix(word[at:], one) {
				size = len(one)
			}
		}
		if size == 0 {
			_, size = utf8.DecodeRuneInString(word[at:])
		}
		text := word[at : at+size]
		r, _ := utf8.DecodeRuneInString(text)
		if unicode.Is(unicode.M, r) && len(units) > 0 {
			units[len(units)-1].text += text
		} else {
			units = append(units, unit{at, text, strings.ContainsRune(s.vowels, r)})
		}
		at += size
	}
	return units
}

// points appends the bytes of a word in lower case before which it is divided.
func (s *syllables) points(dst []int, word string) []int {
	units := s.units(word)
	if n := len(units); n > 1 && s.mute != "" && units[n-1].text == s.mute && !units[n-2].vowel {
		units = units[:n-1]
	}
	before := -1 // the last vowel
	for i, u := range units {
		if !u.vowel {
			continue
		}
		if between := units[before+1 : i]; before >= 0 && len(between) > 0 {
			dst = append(dst, between[s.coda(between)].at)
		}
		before = i
	}
	return dst
}

// coda is how many of the consonants between two vowels end the first one's syllable.
func (s *syllables) coda(between []unit) int {
	n := len(between)
	if n < 2 {
		return 0
	}
	onset := slices.Contains(s.onsets, between[n-2].text+between[n-1].text)
	switch {
	case n == 2 && onset && s.always:
		return 0
	case n == 2:
		return 1
	case s.early && slices.Contains(s.late, between[0].text+between[1].text+between[2].text):
		return 2
	case s.early:
		return 1
	case onset:
		return n - 2
	}
	return n - 1
}
