package catalog

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strings"

	"publish/pipeline/segment"
)

// Letters of a key's last part. Five letters are 33 million keys a resolution, seven are 34 thousand million a namespace:
// collisions are rare, and counted past.
const (
	ownLetters    = 5
	sharedLetters = 7
)

var keyEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// keyHash is the letters for the n-th text of this wording, from 0.
func keyHash(text string, n, letters int) string {
	seed := binary.BigEndian.AppendUint32([]byte(text), uint32(n))
	sum := sha256.Sum256(seed)
	return keyEncoding.EncodeToString(sum[:])[:letters]
}

// SharedKey is the key of a unit that all resolutions share: slogan.<7 letters>, org.<7> of a gloss, place.<7>. The same
// text always has the same key, unless taken says that the key stands for another text.
func SharedKey(role segment.Role, text string, taken func(key string) bool) string {
	key, _ := mint(role.Namespace()+".", text, sharedLetters, 0, taken)
	return key
}

// mint counts from the occurrence first and returns the one it ended at.
func mint(prefix, text string, letters, first int, taken func(string) bool) (string, int) {
	for n := first; ; n++ {
		key := prefix + keyHash(text, n, letters)
		if taken == nil || !taken(key) {
			return key, n
		}
	}
}

// Remintable says whether key would be minted again for text if it were forgotten: then a retired source that nobody
// translated may be dropped, and its paragraph still has the same key when it comes back. The first occurrences are
// looked at.
func Remintable(key, text string) bool { return occurrence(key, text) < remintable }

// occurrence is the number of equal texts that key was minted after; remintable if there is none among the first ones.
func occurrence(key, text string) int {
	letters, ok := keyLetters(key)
	if !ok {
		return remintable
	}
	for n := range remintable {
		if keyHash(text, n, len(letters)) == letters {
			return n
		}
	}
	return remintable
}

// keyLetters are the letters of an own key or of a shared one; a key that a person wrote has none.
func keyLetters(key string) (letters string, ok bool) {
	letters = key[strings.LastIndexAny(key, "-.")+1:]
	return letters, len(letters) == ownLetters || len(letters) == sharedLetters
}

// remintable bounds Remintable: of more equal paragraphs than this, the later ones are kept as retired.
const remintable = 12
