package catalog

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/segment"
)

// If it fails, go-i18n or a TOML library refuses the file, an entry of a translator is not found again, or an edited
// slogan that is taken back leaves a retired entry in the source catalog.
func TestKeysAreBareTwoPartKeys(t *testing.T) {
	own, shared := regexp.MustCompile(`^ten-years\.p-[a-z2-7]{5}$`), regexp.MustCompile(`^slogan\.[a-z2-7]{7}$`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if key := ownKey("ten-years", "paragraph", text, nil); !own.MatchString(key) || !Remintable(key, text) {
			t.Fatalf("own key %q", key)
		}
		if key := SharedKey("slogan", text, nil); !shared.MatchString(key) || !Remintable(key, text) {
			t.Fatalf("shared key %q", key)
		}
	})
}

// If it fails, every key ever minted changes, and no translation is found any more: the hash is a promise.
func TestKeysStayAsTheyAreMinted(t *testing.T) {
	for text, want := range map[string][2]string{
		"Workers of all countries, unite!": {"r.p-j7eo2", "slogan.j7eo2vc"},
	} {
		if own, shared := ownKey("r", "paragraph", text, nil), SharedKey("slogan", text, nil); own != want[0] || shared != want[1] {
			t.Errorf("%q: %s %s, want %s %s", text, own, shared, want[0], want[1])
		}
	}
	if org := SharedKey("gloss", "Red Dawn", nil); org[:4] != "org." {
		t.Errorf("a gloss has the key %s", org)
	}
}

// If it fails, two texts have one key and one of them the other's translation.
func TestTakenKeysAreCountedPast(t *testing.T) {
	first := ownKey("r", "paragraph", "Unite!", nil)
	second := ownKey("r", "paragraph", "Unite!", func(key string) bool { return key == first })
	if second == first || !Remintable(second, "Unite!") || Remintable(second, "Unite") {
		t.Errorf("%s after %s", second, first)
	}
}

// ownKey mints the key of a unit that belongs to the resolution name: <name>.<role letter>-<5 letters>, such as
// ten-years.p-7k2mq. The letters are base32 of the SHA-256 of (text, occurrence); the occurrence counts on until taken
// says that the key is free. A key is a TOML bare key of two parts and never the beginning of another one.
func ownKey(name string, role segment.Role, text string, taken func(key string) bool) string {
	key, _ := mint(name+"."+role.Letter()+"-", text, ownLetters, 0, taken)
	return key
}
