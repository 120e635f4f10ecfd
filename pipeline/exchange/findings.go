package exchange

import (
	"fmt"

	"publish/pipeline/finding"
)

// mostFindings is how many findings of one rule a file gets; of a million like ones nobody reads more.
const mostFindings = 20

// findings collects what is wrong with one file.
type findings struct {
	list   []finding.Finding
	counts map[string]int
}

func (f *findings) add(level finding.Level, place finding.Place, rule, what, do string) {
	if f.counts == nil {
		f.counts = map[string]int{}
	}
	if f.counts[rule]++; f.counts[rule] <= mostFindings {
		f.list = append(f.list, finding.Finding{Level: level, Place: place, Rule: rule, What: what, Do: do})
	}
}

// all are the findings; the last one of a rule that is there too often counts those left out.
func (f *findings) all() []finding.Finding {
	seen := map[string]int{}
	for i := range f.list {
		l := &f.list[i]
		if seen[l.Rule]++; seen[l.Rule] == mostFindings && f.counts[l.Rule] > mostFindings {
			l.What += fmt.Sprintf(" (and %d more of this kind in the file)", f.counts[l.Rule]-mostFindings)
		}
	}
	finding.Sort(f.list)
	return f.list
}
