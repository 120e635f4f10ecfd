package finding

import (
	"strings"
	"testing"
)

// If it fails, a message proposes a word that the writer cannot have meant.
func TestNearest(t *testing.T) {
	known := []string{"name", "email", "imprint", "größe"}
	for name, want := range map[string]string{"emial": "email", "nmae": "name", "imprnt": "imprint", "grösse": "größe", "name": "name", strings.Repeat("x", 1<<20): "name"} {
		if got := Nearest(name, known); got != want && len(name) < 100 {
			t.Errorf("%s: %s, not %s", name, got, want)
		}
	}
	if got := Nearest("x", nil); got != "" {
		t.Errorf("of no name: %q", got)
	}
}

// If it fails, the same findings are printed in another order when a stage is faster, or a remembered run loses a level.
func TestOrderAndLevels(t *testing.T) {
	fs := []Finding{{Warning, Place{"b", 1, 1}, "r", "x", ""}, {Info, Place{"a", 2, 0}, "r", "x", "do"}, {Error, Place{"a", 1, 3}, "r", "x", ""}}
	Sort(fs)
	if fs[0].String() != "a:1:3: error: x [r]" || fs[1].String() != "a:2: info: x; do [r]" || fs[2].File != "b" || Worst(fs) != Error || Worst(nil) != Info {
		t.Errorf("%v", fs)
	}
	for _, l := range []Level{Info, Warning, Error} {
		text, _ := l.MarshalText()
		back := Level(-1)
		if err := back.UnmarshalText(text); err != nil || back != l {
			t.Errorf("%v became %v: %v", l, back, err)
		}
	}
	if err := new(Level).UnmarshalText([]byte("fatal")); err == nil {
		t.Error("an unknown level is read")
	}
}
