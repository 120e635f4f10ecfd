package match

import (
	"cmp"
	"slices"
	"strings"

	"publish/pipeline/language"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
	"publish/pipeline/terms"
)

// A Suggestion is an earlier translation of a similar text.
type Suggestion struct {
	Score   float64 // 0 to 1 (see Score); 1 only where Source is the very text
	Context bool    // Source is the very text, and stands in the same context: 101 %
	Key     string  // where it comes from: a key, or the file of an imported memory; of several sentences all, " + " between
	Source  string  // the English that it is for
	Target  string
	Carried []Carried // what of Target was replaced by the numbers and dates of the present English; in order

	// Sentences says how many sentences of the text were put together of the memory's sentences; Target has "[…]" for the others,
	// and Source nothing. 0: Target is the translation of a whole text.
	Sentences int
}

// Percent is the score as people read it: 101 is the very text in the same context, 100 the very text, less is rounded down.
func (s Suggestion) Percent() int {
	if s.Context {
		return 101
	}
	return Percent(s.Score)
}

// Gap stands in an assembled suggestion for sentences that the memory does not have.
const Gap = "[…]"

// A Suggester finds earlier translations of similar texts in both layers of a memory. It is not safe for concurrent use.
type Suggester struct {
	options   Options
	memory    *memory.Memory
	units     *memory.Searcher
	sentences *memory.Searcher // made when it is first needed
}

// NewSuggester makes a suggester of the memory of whole texts, and of that of sentences that o names.
func NewSuggester(m *memory.Memory, o Options) *Suggester {

	return &Suggester{options: o.filled(), memory: m, units: m.Searcher()}

}

func (o Options) filled() Options {
	if o.Threshold <= 0 {
		o.Threshold = 0.7
	}
	if o.Limit <= 0 {
		o.Limit = 3
	}
	return o
}

// Suggest finds the best suggestions for a text: best score first, then the newest, then by key. What the memory of whole
// texts has is what comparing with every pair by Score would give. An assembly of sentences joins them where it is better
// than the best of those; it must cover at least half of the words. own is the key of the text's own entry, whose pair is no
// suggestion, though its sentences are: a paragraph that was split finds those of the whole. "": none.
func (s *Suggester) Suggest(text, own string) []Suggestion {
	var all []Suggestion
	for _, h := range s.units.Search(text, memory.Options{Threshold: s.options.Threshold, Limit: s.options.Limit,
		Skip: func(p memory.Pair) bool { return own != "" && p.Key == own }, Penalty: penaltyFor(text)}) {
		all = append(all, s.suggestion(h, text))
	}
	if len(all) > 0 && all[0].Score >= 1 {
		return s.contextFirst(all, text, own)
	}
	if a, ok := s.assemble(text); ok && (len(all) == 0 || a.Score > all[0].Score) && !slices.ContainsFunc(all, a.says) {
		all = slices.Insert(all, 0, a)
	}
	return all[:min(len(all), s.options.Limit)]
}

// contextFirst puts a translation of the very text that stands in the context of the key own before the others.
func (s *Suggester) contextFirst(all []Suggestion, text, own string) []Suggestion {
	if s.options.Places == nil {
		return all
	}
	for _, p := range s.memory.Exact(text) {
		if !s.options.sameContext(own, p.Key) {
			continue
		}
		first := Suggestion{Score: 1, Context: true, Key: origin(p), Source: p.Source, Target: p.Target}
		all = slices.DeleteFunc(all, func(o Suggestion) bool { return o.Source == p.Source && o.Target == p.Target })
		return slices.Insert(all, 0, first)[:min(len(all)+1, s.options.Limit)]
	}
	return all
}

// says tells whether two suggestions have the same words.
func (s Suggestion) says(o Suggestion) bool { return withoutGaps(s.Target) == withoutGaps(o.Target) }

func (s *Suggester) suggestion(h memory.Hit, text string) Suggestion {
	target, carried := carry(h.Source, h.Target, text, s.options.Target)
	return Suggestion{Score: h.Score, Key: origin(h.Pair), Source: h.Source, Target: target, Carried: carried}
}

// assemble puts a translation together of the memory's sentences.
func (s *Suggester) assemble(text string) (Suggestion, bool) {
	if s.options.Sentences == nil || s.options.Source == (language.Language{}) || len(segment.Tokens(text)) > memory.MaxTokens {
		return Suggestion{}, false
	}
	if s.sentences == nil {
		s.sentences = s.options.Sentences().Searcher()
	}
	a := assembly{space: !unspacedScripts[s.options.Target.Script()]}
	for _, span := range segment.Sentences(text, s.options.Source) {
		sentence := text[span.Start:span.End]
		hits := s.sentences.Search(sentence, memory.Options{Threshold: s.options.Threshold, Limit: 1, Penalty: penaltyFor(sentence)})
		if len(hits) == 0 {
			a.gap(len(segment.Tokens(sentence)))
			continue
		}
		a.add(s.suggestion(hits[0], sentence), len(segment.Tokens(sentence)))
	}
	return a.suggestion()
}

// unspacedScripts are those whose sentences follow one another without a blank.
var unspacedScripts = map[string]bool{"Jpan": true, "Hans": true, "Hant": true, "Hani": true}

// An assembly grows sentence by sentence.
type assembly struct {
	space                 bool // between sentences
	sources, targets      []string
	keys                  []string
	carried               []Carried
	words, covered, found int
	score                 float64 // sum over words
}

func (a *assembly) gap(words int) {
	a.words += words
	if n := len(a.targets); n == 0 || a.targets[n-1] != Gap {
		a.targets = append(a.targets, Gap)
	}
}

func (a *assembly) add(s Suggestion, words int) {
	a.words, a.covered, a.found = a.words+words, a.covered+words, a.found+1
	a.score += s.Score * float64(words)
	a.sources, a.targets, a.carried = append(a.sources, s.Source), append(a.targets, s.Target), append(a.carried, s.Carried...)
	if !slices.Contains(a.keys, s.Key) {
		a.keys = append(a.keys, s.Key)
	}
}

func (a *assembly) suggestion() (Suggestion, bool) {
	if a.found == 0 || 2*a.covered < a.words {
		return Suggestion{}, false
	}
	between := ""
	if a.space {
		between = " "
	}
	return Suggestion{Score: a.score / float64(a.words), Key: strings.Join(a.keys, " + "), Source: strings.Join(a.sources, " "),
		Target: strings.Join(a.targets, between), Carried: a.carried, Sentences: a.found}, true
}

// own suggests a changed entry's own translation with the present numbers and dates, where that is safe.
func (s *Suggester) own(m *Match) (Suggestion, bool) {
	score := Score(m.Source, m.Unit.Text)
	target, carried := carry(m.Source, m.Target, m.Unit.Text, s.options.Target)
	if m.Class != Changed || m.Source == "" || len(carried) == 0 || score < s.options.Threshold {
		return Suggestion{}, false
	}
	return Suggestion{Score: score, Key: m.Unit.Key, Source: m.Source, Target: target, Carried: carried}, true
}

// withoutGaps are the words of an assembled translation.
func withoutGaps(target string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(target, Gap, " ")), " ")
}

// suggest fills in a match's suggestions and terms.
func (s *Suggester) suggest(m *Match) {
	m.Suggestions = s.Suggest(m.Unit.Text, m.Unit.Key)
	own, ok := s.own(m)
	m.Suggestions = slices.DeleteFunc(m.Suggestions, func(s Suggestion) bool { // put together again of its own sentences
		return s.Sentences > 0 && (s.says(Suggestion{Target: m.Target}) || ok && s.says(own))
	})
	if ok {
		at, _ := slices.BinarySearchFunc(m.Suggestions, own, func(a, b Suggestion) int { return cmp.Compare(b.Score, a.Score) })
		m.Suggestions = slices.Insert(m.Suggestions, at, own)
		m.Suggestions = m.Suggestions[:min(len(m.Suggestions), s.options.Limit)]
	}
	if m.Class == Missing && len(m.Suggestions) > 0 {
		m.Class = Fuzzy
	}
	for _, use := range terms.Distinct(s.options.Glossary.In(m.Unit.Text)) {
		m.Terms = append(m.Terms, use.Term)
	}
}
