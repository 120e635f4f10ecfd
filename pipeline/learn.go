package pipeline

import (
	"errors"
	"sync"
	"time"

	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// A learner is the memory of a reference as it grows, in its two layers, and the journal that keeps what was learned.
type learner struct {
	project   *Project
	units     *memory.Store
	sentences func() *memory.Store // made when the first sentence is asked for, of all that is known by then
	changes   int
	flusher   *flusher // nil before the first change
}

// compactAfter is after how many changes the parts of the memory are put together, beside all else.
const compactAfter = 256

func (p *Project) newLearner(units *memory.Memory, sentences func() *memory.Memory) *learner {
	return &learner{project: p, units: memory.NewStore(units), sentences: sync.OnceValue(func() *memory.Store { return memory.NewStore(sentences()) })}
}

// Learn takes a translation into the memory: all later questions and runs find it, as they would that of an entry. A translation
// of no words takes back all that was learned of the text. It is false where the text has no words. When it returns, the
// change is in the language's journal; Close has it on the disk.
func (r *Reference) Learn(text, target string) (bool, error) {
	now := time.Now()
	p := memory.Pair{Source: segment.UnitText(text), Target: segment.UnitText(target), Origin: originName(learnedName(r.language)),
		Date: language.Date{Year: now.Year(), Month: int(now.Month()), Day: now.Day()}}
	if len(segment.Tokens(p.Source)) == 0 {
		return false, nil
	}
	before := r.learned(p.Source)
	if p.Target == "" && len(before) == 0 {
		return true, nil
	}
	for _, b := range before {
		if b.Target == p.Target {
			return true, nil
		}
	}
	if err := r.project.appendLearned(r.language, p.Source+"\t"+p.Target+"\t"+now.Format(time.DateOnly)); err != nil {
		return true, err
	}
	if p.Target != "" {
		r.learner.add(p, r.language)
	} else {
		r.learner.take(before, r.language)
	}
	r.changed()
	return true, nil
}

// learned are the pairs of a text that were learned, now or before.
func (r *Reference) learned(source string) (pairs []memory.Pair) {
	for _, p := range r.units.Exact(source) {
		if p.Key == "" && p.Origin == originName(learnedName(r.language)) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

func (l *learner) add(p memory.Pair, target language.Language) {
	l.units.Add(p)
	for _, s := range match.Sentences([]memory.Pair{p}, source, target) {
		l.sentences().Add(s)
	}
}

func (l *learner) take(pairs []memory.Pair, target language.Language) {
	for _, p := range pairs {
		l.units.Delete(p)
	}
	for _, s := range match.Sentences(pairs, source, target) {
		l.sentences().Delete(s)
	}
}

// changed has a change kept, and asks the memory as it is now.
func (r *Reference) changed() {
	l := r.learner
	if l.flusher == nil {
		l.flusher = l.project.newFlusher(learnedName(r.language))
	}
	l.flusher.written()
	if l.changes++; l.changes%compactAfter == 0 {
		go func() {
			l.units.Compact()
			l.sentences().Compact()
		}()
	}
	r.renew()
}

// renew asks the memory as it is now.
func (r *Reference) renew() {
	o := r.options
	o.Sentences = func() *memory.Memory { return r.learner.sentences().Memory() }
	r.units = r.learner.units.Memory()
	r.suggester = match.NewSuggester(r.units, o)
}

// Close waits until all that was learned is on the disk. Its error also says if answers may lack something, for the memory's
// cache was damaged meanwhile.
func (r *Reference) Close() error {
	err := errors.Join(r.imported.broken()...)
	if r.learner.flusher != nil {
		err = errors.Join(err, r.learner.flusher.close())
	}
	return err
}
