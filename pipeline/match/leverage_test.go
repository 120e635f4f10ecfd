package match

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/memory"
	"publish/pipeline/segment"
)

// If it fails, an office pays for words twice, or a quotation leaves some out.
func TestLeverageBands(t *testing.T) {
	pairs := []memory.Pair{{Key: "a.p-1", Source: "One two three four five six seven eight nine ten.", Target: "T"},
		{Key: "a.p-2", Source: "Water is a right.", Target: "T"}}
	places := map[string]Place{"a.p-1": {"paragraph", ""}, "a.p-2": {"paragraph", "before"}, "b.p-2": {"paragraph", "before"}, "b.p-3": {"item", "before"}}
	l := NewLeverage(memory.New(pairs), Options{Places: func(key string) (Place, bool) { p, ok := places[key]; return p, ok }})
	unit := func(key, text string) segment.Unit {
		return segment.Unit{Key: key, Text: text, Words: segment.Words(text)}
	}
	for _, c := range []struct {
		match Match
		want  Band
	}{
		{Match{Unit: unit("b.p-1", "Anything"), Class: Translated}, Done},
		{Match{Unit: unit("b.p-2", "Water is a right."), Class: Exact, From: "a.p-2"}, InContext},
		{Match{Unit: unit("b.p-3", "Water is a right."), Class: Exact, From: "a.p-2"}, Identical},
		{Match{Unit: unit("b.p-13", "Water is a right."), Class: Exact, From: "memory/x.tmx"}, Identical},
		{Match{Unit: unit("b.p-4", "Water is a right."), Class: Fuzzy}, Identical},  // where the publisher trusts no exact match
		{Match{Unit: unit("b.p-4", "Water is a right."), Class: Fuzzy}, Repetition}, // an entry that resolutions share
		{Match{Unit: unit("b.p-14", "Water is a right!"), Class: Fuzzy}, From95},
		{Match{Unit: unit("b.p-5", "One two three four five six seven eight nine."), Class: Fuzzy}, From85},
		{Match{Unit: unit("b.p-6", "One two three four five six seven eight."), Class: Fuzzy}, From75},
		{Match{Unit: unit("b.p-7", "One two three four five."), Class: Missing}, From50},
		{Match{Unit: unit("b.p-8", "One two three four five."), Class: Missing}, Repetition},
		{Match{Unit: unit("b.p-9", "Nothing of all this."), Class: Draft}, None},
		{Match{Unit: unit("b.p-9", "Nothing of all this."), Class: Draft}, Repetition},
		{Match{Unit: unit("b.p-10", "Frogs sing at the weir now."), Class: Changed, Source: "Frogs sang at the weir now."}, From75},
	} {
		counts := l.Count([]Match{c.match})
		if counts[c.want].Units != 1 || counts[c.want].Words != c.match.Unit.Words {
			t.Errorf("%s %q: %v, wanted %s", c.match.Class, c.match.Unit.Text, counts, c.want)
		}
	}
}

// If it fails, the classes of a quotation do not sum up to the text.
func TestLeverageCountsEveryWordOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pairs []memory.Pair
		for i := range rapid.IntRange(0, 8).Draw(t, "pairs") {
			pairs = append(pairs, memory.Pair{Key: fmt.Sprint("a.p-", i), Source: sentence(6).Draw(t, "source"), Target: "T"})
		}
		l := NewLeverage(memory.New(pairs), Options{Places: func(string) (Place, bool) { return Place{}, false }})
		words, all := 0, []Match(nil)
		for i := range rapid.IntRange(0, 12).Draw(t, "units") {
			m := Match{Class: rapid.SampledFrom([]Class{Translated, Exact, Changed, Draft, Fuzzy, Missing}).Draw(t, "class"), Source: sentence(6).Draw(t, "before")}
			m.Unit = segment.Unit{Key: fmt.Sprint("b.p-", i), Text: sentence(6).Draw(t, "text")}
			m.Unit.Words = segment.Words(m.Unit.Text)
			words += m.Unit.Words
			all = append(all, m)
		}
		if units, sum := l.Count(all).Sum(); units != len(all) || sum != words {
			t.Fatalf("%d of %d units, %d of %d words", units, len(all), sum, words)
		}
	})
	names := ""
	for _, b := range Bands() {
		names += b.String() + " "
	}
	if strings.TrimSpace(names) != "translated 101 100 repetitions 95-99 85-94 75-84 50-74 none" {
		t.Error(names)
	}
}
