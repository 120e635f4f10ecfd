package pipeline

import (
	"sync"

	"publish/pipeline/match"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// learnedOrigin is where a suggestion comes from that was learned.
const learnedOrigin = "this session"

// A learner is the memory of a reference as it grows, in its two layers. What it learns is written nowhere.
type learner struct {
	units     *memory.Store
	sentences func() *memory.Store // made when the first sentence is asked for, of all that is known by then
	learned   int
}

// compactAfter is after how many pairs the parts of the memory are put together, beside all else.
const compactAfter = 256

func newLearner(units *memory.Memory, sentences func() *memory.Memory) *learner {
	return &learner{units: memory.NewStore(units), sentences: sync.OnceValue(func() *memory.Store { return memory.NewStore(sentences()) })}
}

// Learn takes a translation into the memory of this reference: it is found by all later questions, as that of an entry would
// be. It is false where one of the two has no words.
func (r *Reference) Learn(text, target string) bool {
	p := memory.Pair{Source: segment.UnitText(text), Target: segment.UnitText(target), Origin: learnedOrigin}
	if len(segment.Tokens(p.Source)) == 0 || p.Target == "" {
		return false
	}
	l := r.learner
	l.units.Add(p)
	for _, s := range match.Sentences([]memory.Pair{p}, source, r.language) {
		l.sentences().Add(s)
	}
	if l.learned++; l.learned%compactAfter == 0 {
		go func() {
			l.units.Compact()
			l.sentences().Compact()
		}()
	}
	r.renew()
	return true
}

// renew asks the memory as it is now.
func (r *Reference) renew() {
	o := r.options
	o.Sentences = func() *memory.Memory { return r.learner.sentences().Memory() }
	r.units = r.learner.units.Memory()
	r.suggester = match.NewSuggester(r.units, o)
}
