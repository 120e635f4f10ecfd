//go:build linux

package memory

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// If it fails, a cache that somebody empties while it is in use ends the program in the middle of its work.
func TestAMappedIndexThatIsCutOffIsAFailureOfThatIndex(t *testing.T) {
	b := NewBuilder(nil)
	for _, p := range corpus(2000, 3) {
		if err := b.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	whole := fileOf(t, indexOf(t, b))
	source := corpus(2000, 3)[7].Source
	for name, look := range map[string]func(*Memory){
		"search":   func(m *Memory) { m.Searcher().Search(source, Options{}) },
		"exact":    func(m *Memory) { m.Exact(source) },
		"contains": func(m *Memory) { m.Contains("w1 w2", 0) },
		"all": func(m *Memory) {
			for range m.All() {
			}
		},
		"delete": func(m *Memory) { NewStore(m).Delete(Pair{Source: source, Target: "t"}) },
	} {
		file := filepath.Join(t.TempDir(), "index")
		if err := os.WriteFile(file, whole, 0o666); err != nil {
			t.Fatal(err)
		}
		f, data := mapped(t, file)
		x, err := OpenIndex(data, f)
		if err != nil {
			t.Fatal(err)
		}
		other := New([]Pair{{Source: source, Target: "T"}})
		m := Join(other, Of(x))
		if err := os.Truncate(file, 4096); err != nil {
			t.Fatal(err)
		}
		look(m)
		if !errors.Is(m.Err(), ErrDamaged) && !errors.Is(m.Err(), errRecord) {
			t.Errorf("%s: %v", name, m.Err())
		}
		if other.Exact(source) == nil || other.Err() != nil {
			t.Errorf("%s: the other memory is damaged, too", name)
		}
		f.Close()
	}
}

// If it fails, a mistake in the program is taken for a damaged file, and nobody hears of it.
func TestAnyOtherPanicIsOne(t *testing.T) {
	x := indexOf(t, NewBuilder(nil))
	x.data = []byte{0}
	defer func() {
		if recover() == nil {
			t.Error("a nil pointer was survived")
		}
	}()
	m := Of(x)
	defer m.survive(false)
	var none *Pair
	_ = none.Source
}
