package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"publish/pipeline/pattern"
)

// lostCode stands for an inline code whose text a tool has lost, in noncharacters that no text of people holds.
func lostCode(kind partKind, id string) string {
	return "\uFDD0" + strconv.Itoa(int(kind)) + id + "\uFDD1"
}

var lostCodes = pattern.New("\uFDD0[^\uFDD0\uFDD1]*\uFDD1")

// restore puts the codes of an entry into a translation whose tool has lost what they stand for: each has the id there that it
// was exported with. false: one of them is none of the entry's.
func (t *Translation) restore(p Present) bool {
	if t.Lost == "" && !strings.Contains(t.Source, "\uFDD0") {
		return true
	}
	source, target := pairOf(row{source: p.Text, target: p.Entry.Other}, Unit{Markup: p.Markup, Placeholder: p.Placeholder})
	t.Source, _ = restored(t.Source, source)
	whole := true
	put := func(text string) string {
		text, all := restored(text, append(slices.Clone(source), target...))
		whole = whole && all
		return text
	}
	t.Target, t.Forms = put(t.Target), maps.Clone(t.Forms)
	for category, text := range t.Forms {
		t.Forms[category] = put(text)
	}
	return whole
}

// restored puts codes into a text; of two with one id the later. false: one of its codes is none of them.
func restored(text string, parts []part) (string, bool) {
	known := map[string]string{}
	for _, p := range parts {
		if p.kind != words {
			known[lostCode(p.kind, strconv.Itoa(p.id))] = p.text
		}
	}
	whole := true
	text = lostCodes.ReplaceAllStringFunc(text, func(code string) string {
		is, ok := known[code]
		whole = whole && ok
		return is
	})
	return text, whole
}

// lostWhy says why a translation is not taken.
func (t Translation) lostWhy() string {
	return fmt.Sprintf("nothing says what the inline code %s stands for; use the codes of the source, with their data", t.Lost)
}
