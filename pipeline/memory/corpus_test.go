package memory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// A tongue is invented words, as unevenly common as in a natural one (B. Mandelbrot's form of Zipf's law: the word of rank r
// has a share of (r+2.7)^-1.1, so that the first hundred make half of a text, as in English); common words are short.
type tongue struct {
	r     *rand.Rand
	words []string
	sums  []float64 // of the shares, up to each word
}

const syllables = "ba be bi bo da de di do fa fe ga go ha he ja ka ke ki la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve wa we za zo"

func newTongue(seed uint64, words int) *tongue {
	t := &tongue{r: rand.New(rand.NewPCG(seed, 2))}
	parts := strings.Fields(syllables)
	sum := 0.0
	for rank := range words {
		var b strings.Builder
		for n := rank + 1; n > 0; n /= len(parts) {
			b.WriteString(parts[n%len(parts)])
		}
		t.words = append(t.words, b.String())
		sum += math.Pow(float64(rank)+2.7, -1.1)
		t.sums = append(t.sums, sum)
	}
	return t
}

func (t *tongue) word() string {
	i, _ := slices.BinarySearch(t.sums, t.r.Float64()*t.sums[len(t.sums)-1])
	return t.words[i]
}

// sentence is new words: 3 to 50 of them, half of the sentences 12 or fewer.
func (t *tongue) sentence() []string {
	n := min(max(int(math.Exp(2.5+.45*t.r.NormFloat64())), 3), 50)
	words := make([]string, n)
	for i := range words {
		words[i] = t.word()
	}
	return words
}

// spliced is the head of one sentence and the tail of another, with a word replaced: so texts of one author are alike.
func (t *tongue) spliced(a, b []string) []string {
	words := slices.Concat(a[:t.r.IntN(len(a))+1], b[t.r.IntN(len(b)):])
	words[t.r.IntN(len(words))] = t.word()
	return words[:min(len(words), 50)]
}

// sentences are n of them: one in five, up to 20,000, is new, the others are spliced.
func (t *tongue) sentences(n int) [][]string {
	all := make([][]string, 0, n)
	for len(all) < n {
		if len(all) < 10 || len(all) < 100_000 && len(all)%5 == 0 {
			all = append(all, t.sentence())
			continue
		}
		all = append(all, t.spliced(all[t.r.IntN(len(all))], all[t.r.IntN(len(all))]))
	}
	return all
}

// changed is a sentence with so many words replaced, added or taken out.
func (t *tongue) changed(words []string, changes int) []string {
	words = slices.Clone(words)
	for range changes {
		i := t.r.IntN(len(words))
		switch t.r.IntN(3) {
		case 0:
			words = slices.Insert(words, i, t.word())
		case 1:
			if len(words) > 1 {
				words = slices.Delete(words, i, i+1)
			}
		default:
			words[i] = t.word()
		}
	}
	return words
}

// written is a sentence as it is written.
func written(words []string) string {
	text := strings.Join(words, " ")
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// queries are n texts: 70 % are sentences with one to three words changed, the others are spliced.
func (t *tongue) queries(sentences [][]string, n int) []string {
	all := make([]string, n)
	for i := range all {
		one := sentences[t.r.IntN(len(sentences))]
		if i%10 < 7 {
			all[i] = written(t.changed(one, 1+t.r.IntN(3)))
		} else {
			all[i] = written(t.spliced(one, sentences[t.r.IntN(len(sentences))]))
		}
	}
	return all
}

// template is n sentences of one template with so many words, whose slots hold names.
func (t *tongue) template(n, length, slots, names int) [][]string {
	frame := make([]string, length)
	for i := range frame {
		frame[i] = t.words[i]
	}
	places := t.r.Perm(length)[:slots]
	all := make([][]string, n)
	for i := range all {
		all[i] = slices.Clone(frame)
		for _, place := range places {
			all[i][place] = fmt.Sprintf("name%d", t.r.IntN(names))
		}
	}
	return all
}
