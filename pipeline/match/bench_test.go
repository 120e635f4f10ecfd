package match

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"publish/pipeline/memory"
)

// corpus is a memory of pairs of Zipf's words, and queries of which each is an entry with a word changed.
func corpus(n int) (pairs []memory.Pair, queries []string) {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 2.7, 20_000)
	letters := strings.NewReplacer("0", "a", "1", "e", "2", "n", "3", "r", "4", "s", "5", "t", "6", "i", "7", "o", "8", "l", "9", "d")
	word := func() string { return letters.Replace(fmt.Sprintf("w%d", zipf.Uint64())) }
	for i := range n {
		words := make([]string, 8+r.IntN(20))
		for k := range words {
			words[k] = word()
		}
		source := "The " + strings.Join(words, " ") + "."
		pairs = append(pairs, memory.Pair{Source: source, Target: source, Key: fmt.Sprintf("a.p-%06d", i)})
		if i%100 == 0 {
			words[len(words)/2] = word()
			queries = append(queries, "The "+strings.Join(words, " ")+"!")
		}
	}
	return pairs, queries
}

// What a suggestion costs beside the search in the memory: penalties, sentences, carrying over.
func BenchmarkSuggest(b *testing.B) {
	pairs, queries := corpus(20_000)
	m, sentences := memory.New(pairs), memory.New(Sentences(pairs, fromEnglish, toFrench))
	m.Searcher().Search("w1", memory.Options{}) // the index is built at the first search
	sentences.Searcher().Search("w1", memory.Options{})
	b.Run("search", func(b *testing.B) {
		s := m.Searcher()
		for i := 0; b.Loop(); i++ {
			s.Search(queries[i%len(queries)], memory.Options{})
		}
	})
	b.Run("suggest", func(b *testing.B) {
		s := NewSuggester(m, Options{Sentences: func() *memory.Memory { return sentences }, Source: fromEnglish, Target: toFrench})
		for i := 0; b.Loop(); i++ {
			s.Suggest(queries[i%len(queries)], "")
		}
	})
	b.Run("sentences", func(b *testing.B) {
		for b.Loop() {
			Sentences(pairs, fromEnglish, toFrench)
		}
	})
}
