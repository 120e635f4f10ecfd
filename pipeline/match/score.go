package match

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// What is taken from the similarity of two sources, whose words are compared in lower case and without what stands between
// them. Each is taken once, so at most 0.04 together: what needs a look, not a rewrite. Only the very same text has 1.
const (
	CasePenalty        = 0.01 // a word of both is written in capitals in one of the two alone
	PunctuationPenalty = 0.01 // other marks between the words
	NumberPenalty      = 0.01 // other numbers
	MarkupPenalty      = 0.01 // other marks of emphasis, links, placeholders and tags
)

// A form is a text with what its words in lower case do not show, ready to be compared with many others. It keeps its working
// space, so it is not safe for concurrent use.
type form struct {
	text        string
	tokens      []int // by word: the index of its group
	groups      []group
	known       map[string]int // by the word in lower case: its group
	numbers     []string
	punctuation string
	markup      string
	round       uint32
}

// A group is one word with the ways in which it is written. met has a bit for each way that the other text has, as long as
// round is the form's.
type group struct {
	ways  []string
	met   uint64
	round uint32
}

// maxWays is the number of ways to write a word past which they are not told apart.
const maxWays = 64

// formOf wants a text in NFC.
func formOf(text string) *form {
	f := &form{text: text, known: map[string]int{}}
	var between, marks strings.Builder
	last := 0
	for _, s := range segment.WordSpans(text) {
		apart(text[:s.Start], last, func(r rune) { between.WriteRune(r) }, func(r rune) { marks.WriteRune(r) })
		last = s.End
		word := text[s.Start:s.End]
		if strings.ContainsFunc(word, unicode.IsNumber) {
			f.numbers = append(f.numbers, word)
		}
		f.add(word)
	}
	apart(text, last, func(r rune) { between.WriteRune(r) }, func(r rune) { marks.WriteRune(r) })
	f.punctuation, f.markup = between.String(), marks.String()
	return f
}

func (f *form) add(word string) {
	folded := strings.ToLower(word)
	i, ok := f.known[folded]
	if !ok {
		i = len(f.groups)
		f.known[folded] = i
		f.groups = append(f.groups, group{})
	}
	f.tokens = append(f.tokens, i)
	if g := &f.groups[i]; !slices.Contains(g.ways, word) && len(g.ways) < maxWays {
		g.ways = append(g.ways, word)
	}
}

// apart sorts what stands between two words, from a place to the end of text: punctuation, or markup. Blanks are neither:
// between words there is always one.
func apart(text string, from int, punctuation, markup func(rune)) {
	for i := from; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case strings.ContainsRune(`*{}<>[]\`, r), r == '/' && i > 0 && text[i-1] == '<', r == '(' && i > 0 && text[i-1] == ']':
			markup(r)
		case !unicode.IsSpace(r):
			punctuation(r)
		}
		i += size
	}
}

// A tally compares another text with a form, word by word.
type tally struct {
	*form
	word, number        int    // how many there were
	punctuation, markup string // what is still to come
	differs             struct{ tokens, casing, numbers, punctuation, markup bool }
}

// penalty is what is taken from the similarity of two sources. It is 0 only for equal texts, and for texts whose words
// differ, which are not alike already.
func (f *form) penalty(source string) float64 {
	if f.text == source {
		return 0
	}
	f.round++
	t := tally{form: f, punctuation: f.punctuation, markup: f.markup}
	last := 0
	for _, s := range segment.WordSpans(source) {
		t.between(source[:s.Start], last)
		last = s.End
		t.add(source[s.Start:s.End])
	}
	t.between(source, last)
	return t.penalty()
}

func (t *tally) between(text string, from int) {
	if from < len(text) && text[from:] != " " {
		apart(text, from, func(r rune) { follow(&t.punctuation, r, &t.differs.punctuation) }, func(r rune) { follow(&t.markup, r, &t.differs.markup) })
	}
}

// follow takes a character off what is to come, or says that it is another one.
func follow(rest *string, r rune, differs *bool) {
	next, size := utf8.DecodeRuneInString(*rest)
	*differs = *differs || size == 0 || next != r
	*rest = (*rest)[size:]
}

func (t *tally) add(word string) {
	i, ok := t.known[strings.ToLower(word)]
	if ok {
		t.meet(&t.groups[i], word)
	}
	t.differs.tokens = t.differs.tokens || !ok || t.word >= len(t.tokens) || t.tokens[t.word] != i
	t.word++
	if strings.ContainsFunc(word, unicode.IsNumber) {
		t.differs.numbers = t.differs.numbers || t.number >= len(t.numbers) || t.numbers[t.number] != word
		t.number++
	}
}

func (t *tally) meet(g *group, word string) {
	if g.round != t.round {
		g.round, g.met = t.round, 0
	}
	if way := slices.Index(g.ways, word); way >= 0 {
		g.met |= 1 << way
	} else {
		t.differs.casing = t.differs.casing || len(g.ways) < maxWays
	}
}

// penalty sums up.
func (t *tally) penalty() float64 {
	p := 0.0
	if t.differs.casing || slices.ContainsFunc(t.groups, func(g group) bool { return g.round == t.round && g.met != 1<<len(g.ways)-1 }) {
		p += CasePenalty
	}
	if t.differs.punctuation || t.punctuation != "" {
		p += PunctuationPenalty
	}
	if t.differs.numbers || t.number != len(t.numbers) {
		p += NumberPenalty
	}
	if t.differs.markup || t.markup != "" {
		p += MarkupPenalty
	}
	if p == 0 && !t.differs.tokens && t.word == len(t.tokens) { // other blanks, or where a mark stands
		p = PunctuationPenalty
	}
	return p
}

// penaltyFor compares one text with the sources of pairs.
func penaltyFor(text string) func(memory.Pair) float64 {
	var f *form                // made for the first pair that is like it
	last, penalty := text, 0.0 // copies of a text follow one another
	return func(p memory.Pair) float64 {
		if p.Source == last {
			return penalty
		}
		if f == nil {
			f = formOf(text)
		}
		last, penalty = p.Source, f.penalty(p.Source)
		return penalty
	}
}

// Score is how alike two source texts are, from 0 to 1: segment.Similarity of their words, less the penalties. It is 1 only for
// equal texts.
func Score(a, b string) float64 {
	return max(0, segment.Similarity(segment.Tokens(a), segment.Tokens(b))-formOf(a).penalty(b))
}

// Percent is a score as people read it: rounded down, so that 100 is only what has the very same source.
func Percent(score float64) int { return int(score*100 + 1e-9) }
