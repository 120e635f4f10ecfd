package layout

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/typeface"
)

// weighed is the least demerits of lines with the given ends, over all letter fits of all lines.
func weighed(k *breaker, boxes []box, ends []int, measure float64) float64 {
	var at [fitClasses]float64
	from := 0
	for n, end := range ends {
		var s sums
		for i := from; i < end; i++ {
			if s = s.plus(boxes[i].letters(&k.fit)); i+1 < end {
				s = s.plus(boxes[i].glue(&k.fit))
			}
		}
		l, last := k.between(&sums{}, &s, measure), n+1 == len(ends)
		if last && n > 0 && s.width < shortLastWidth {
			return math.Inf(1)
		}
		var next [fitClasses]float64
		for c := range next {
			r := l.ratio(shareOf(c))
			if last {
				r = min(r, 0)
			}
			next[c] = math.Inf(1)
			if r < -mostShrink || r > k.fit.loosest/k.fit.stretch {
				continue
			}
			for before := range at {
				d := at[before] + k.fit.badness(r) + k.fit.letterCost(shareOf(c))
				if n > 0 {
					d += k.fit.jumped(shareOf(c) - shareOf(before))
				}
				next[c] = min(next[c], d)
			}
		}
		at, from = next, end
	}
	low := math.Inf(1)
	for _, d := range at {
		low = min(low, d)
	}
	return low
}

// leastOf tries every way to end lines at boxes.
func leastOf(k *breaker, boxes []box, ends []int, measure float64) float64 {
	from := 0
	if len(ends) > 0 {
		from = ends[len(ends)-1]
	}
	low := weighed(k, boxes, append(append([]int{}, ends...), len(boxes)), measure)
	width := 0.0
	for end := from + 1; end < len(boxes); end++ {
		if width += boxes[end-1].width + boxes[end-1].space; width < measure/2 || width > 1.5*measure {
			continue // no line that any tolerance lets through
		}
		low = min(low, leastOf(k, boxes, append(append([]int{}, ends...), end), measure))
	}
	return low
}

// No other breaks of a paragraph have fewer demerits, whatever the letter fit of each line: breaks and letter fits are found
// together. If it fails, lines are less even than they could be.
func TestBreaksAreTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := &breaker{fit: fits[rapid.SampledFrom([]Justification{Quiet, Even, Spaces}).Draw(t, "justification")]}
		k.fit.protrude = false
		measure := rapid.Float64Range(9, 12).Draw(t, "measure")
		boxes := make([]box, rapid.IntRange(8, 22).Draw(t, "boxes"))
		for i := range boxes {
			letters := rapid.IntRange(1, 6).Draw(t, "letters")
			boxes[i] = box{clusters: make([]typeface.Cluster, letters), width: 0.45 * float64(letters), space: 0.24, after: allowed, tracked: true, scaled: true}
		}
		want := leastOf(k, boxes, nil, measure)
		if math.IsInf(want, 1) {
			t.Skip("no breaks within the tolerance of the first pass")
		}
		var ends []int
		for _, s := range k.breakLines(boxes, measure, 0) {
			ends = append(ends, s.end)
		}
		if got := weighed(k, boxes, ends, measure); got > want*(1+1e-9) {
			t.Fatalf("lines end at %v with %g demerits; there are breaks with %g", ends, got, want)
		}
	})
}
