package resolution

import "testing"

// If it fails, the same name has other letters in a long list than in a short one, and the register misses it.
func TestTableOfLettersAgreesWithTheirTranscription(t *testing.T) {
	for c := rune(0x80); c < plainEnd; c++ {
		for _, beside := range []string{"a", "б", "ά", "\u0301"} {
			for _, word := range []string{string(c) + beside, beside + string(c)} {
				if got, known := plainByTable(word); !known || got != transcribed(word) {
					t.Errorf("%q: %q by the table, %q by its letters", word, got, transcribed(word))
				}
			}
		}
	}
}
