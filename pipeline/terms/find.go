package terms

import "slices"

// A Use is a term as it stands in a source text: text[Start:End].
type Use struct {
	Term       Term
	Start, End int

	term int
}

// In finds the terms of a source text (NFC, as units are), in order. Of two that share a word the longer one counts; the
// first, if they are equally long. Words between hyphens count as apart; a sentence's punctuation parts a term.
func (g *Glossary) In(source string) []Use {
	if g.Len() == 0 {
		return nil
	}
	words := g.source.words(source)
	var uses []Use
	for i := 0; i < len(words); {
		term, length := g.at(source, words[i:])
		if length == 0 {
			i++
			continue
		}
		uses = append(uses, Use{g.terms[term], words[i].Start, words[i+length-1].End, term})
		i += length
	}
	return uses
}

// at is the longest term that words begin with, and its length in words; 0 if there is none.
func (g *Glossary) at(source string, words []word) (term, length int) {
	for _, n := range g.lengths {
		if n > len(words) {
			continue
		}
		for _, c := range g.phrases[stems(words[:n])] {
			if c.phrase.begins(source, words) {
				return c.term, n
			}
		}
	}
	return 0, 0
}

// Distinct are the uses of different terms, in the order of their first ones.
func Distinct(uses []Use) []Use {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(uses), func(u Use) bool {
		twice := seen[u.Term.Key]
		seen[u.Term.Key] = true
		return twice
	})
}

// A Fault is what a translation does against the glossary.
type Fault struct {
	Use          // the term where it first stands in the source
	Wrong string // what stands for it in the target although it is forbidden, as the target writes it; "": nothing, but no translation of the term is there
	At    [2]int // where Wrong stands in the target
}

// Faults compares a translation with the terms of its source: one fault a term at most, in the order of the source. A target
// term counts as there if its words are, in any of their forms and in any order, close to one another; what is forbidden
// counts as there only in full, one word behind the other, and not as a part of an accepted term.
func (g *Glossary) Faults(source, target string) []Fault {
	uses := Distinct(g.In(source))
	if len(uses) == 0 {
		return nil
	}
	t := g.target.text(target)
	accepted := g.accepted(uses, t)
	var faults []Fault
	for _, u := range uses {
		if from, to, ok := t.forbidden(g.forbidden[u.term], accepted); ok {
			faults = append(faults, Fault{u, target[from:to], [2]int{from, to}})
		} else if targets := g.targets[u.term]; len(targets) > 0 && !slices.ContainsFunc(targets, t.has) {
			faults = append(faults, Fault{Use: u})
		}
	}
	return faults
}

// accepted are the places of the target terms of all uses, in full.
func (g *Glossary) accepted(uses []Use, t text) [][2]int {
	var places [][2]int
	for _, u := range uses {
		for _, p := range g.targets[u.term] {
			places = append(places, t.places(p)...)
		}
	}
	return places
}

// forbidden is the first place of one of the phrases that no accepted term covers.
func (t text) forbidden(phrases []phrase, accepted [][2]int) (from, to int, ok bool) {
	for _, p := range phrases {
		for _, at := range t.places(p) {
			if !slices.ContainsFunc(accepted, func(a [2]int) bool { return a[0] <= at[0] && at[1] <= a[1] && a != at }) {
				return at[0], at[1], true
			}
		}
	}
	return 0, 0, false
}
