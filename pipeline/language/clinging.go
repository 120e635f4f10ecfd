package language

import "strings"

// clinging are the words after which no line ends, by language: the typographic norms of Czech, Slovak, Polish and the East
// Slavic languages keep prepositions and conjunctions of one letter with the word that follows.
var clinging = map[string]string{
	"cs": "a i k o s u v z",
	"sk": "a i k o s u v z",
	"pl": "a e i o u w y z",
	"ru": "а в и к о с у я",
	"uk": "а в е є з и і й о у я",
	"be": "а з і й о у ў я",
}

// Clings tells whether no line ends after a word in the language, because it stays with the word that follows.
func (l Language) Clings(word string) bool {
	if len(word) > 2 || word == "" { // one letter, Cyrillic ones of two bytes
		return false
	}
	return strings.Contains(clinging[l.parts().base], strings.ToLower(word))
}
