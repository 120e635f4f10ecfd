package exchange

import (
	"slices"
	"strings"

	"publish/pipeline/language"
	"publish/pipeline/memory"
)

// Pairs are what a unit holds for the memory of one language: each of its texts in the source language with each one in the
// target language, whichever of the two the unit was translated from. A variant counts for a language of the same base and
// script (FR-ca for fr, pt-PT for pt-BR); where one has the very tag of target, it alone does. origin is the file's name.
func (u TMXUnit) Pairs(source, target language.Language, origin string) []memory.Pair {
	var pairs []memory.Pair
	targets := u.in(target)
	if len(targets) == 0 {
		return nil
	}
	for _, s := range u.in(source) {
		for _, t := range targets {
			pairs = append(pairs, memory.Pair{Source: s.Text, Target: t.Text, Origin: origin, Context: strings.Join(u.Notes, " "), Date: u.Date})
		}
	}
	return pairs
}

// in are the variants with a text in a language.
func (u TMXUnit) in(l language.Language) []TMXVariant {
	var near []TMXVariant
	for _, v := range u.Variants {
		if v.Text != "" && Alike(v.Language, l) {
			near = append(near, v)
		}
	}
	if exact := slices.Collect(func(yield func(TMXVariant) bool) {
		for _, v := range near {
			if v.Language == l && !yield(v) {
				return
			}
		}
	}); len(exact) > 0 {
		return exact
	}
	return near
}

// Alike tells whether a text in one language serves readers of the other: the same base, in the same script.
func Alike(a, b language.Language) bool {
	if a == b {
		return !a.IsZero()
	}
	base := func(l language.Language) string { base, _, _ := strings.Cut(l.String(), "-"); return base }
	return base(a) == base(b) && !a.IsZero() && a.Script() == b.Script()
}
