package segment

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// table is the full table of edits (R. Wagner, M. Fischer 1974), and of common subsequences.
func table(a, b []uint32) (edits, common int) {
	e, c := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range e {
		e[j] = j
	}
	for i, x := range a {
		diagonal, above := e[0], 0
		e[0] = i + 1
		for j, y := range b {
			replace, match := diagonal, above
			diagonal, above = e[j+1], c[j+1]
			if x == y {
				e[j+1], c[j+1] = replace, match+1
				continue
			}
			e[j+1] = 1 + min(replace, e[j], e[j+1])
			c[j+1] = max(c[j], c[j+1])
		}
	}
	return e[len(b)], c[len(b)]
}

// If it fails, suggestions are ranked by a wrong likeness, and an edited paragraph may lose its key.
func TestDistanceIsThatOfTheFullTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.SampledFrom([]int{5, 70, 200}).Draw(t, "most")
		words := rapid.SliceOfN(rapid.Uint32Range(0, uint32(rapid.IntRange(1, 30).Draw(t, "kinds"))), 0, most)
		a, b := words.Draw(t, "a"), words.Draw(t, "b")
		edits, common := table(a, b)
		p := NewPattern(a)
		for range 2 { // a pattern serves again
			if got := p.Distance(b, max(len(a), len(b))); got != edits {
				t.Fatalf("distance %d, want %d", got, edits)
			}
			if got := p.Common(b); got != common {
				t.Fatalf("common %d, want %d", got, common)
			}
		}
		limit := rapid.IntRange(0, most).Draw(t, "limit")
		if got := p.Distance(b, limit); got != min(edits, limit+1) {
			t.Fatalf("distance up to %d: %d, want %d", limit, got, min(edits, limit+1))
		}
	})
}

// If it fails, equal texts are not a full match, or unrelated ones are.
func TestSimilarity(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"a b c d", "a b x d", .75}, {"", "", 1}, {"a", "", 0}, {"A, b!", "a b", 1}, {"a b c d e f g h i j", "a b c d e f g", .7}} {
		if got := Similarity(Tokens(c.a), Tokens(c.b)); got != c.want {
			t.Errorf("%q and %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func BenchmarkDistance(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []struct {
		name string
		n    int
	}{{"20words", 20}, {"60words", 60}, {"1000words", 1000}} {
		x, y := make([]uint32, size.n), make([]uint32, size.n)
		for i := range x {
			x[i], y[i] = r.Uint32N(500), r.Uint32N(500)
		}
		p := NewPattern(x)
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				p.Distance(y, size.n)
			}
		})
	}
}
