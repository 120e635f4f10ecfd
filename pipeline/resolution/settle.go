package resolution

import "unicode"

// settle fills in a signature that the register knows by its letters: abbreviation and name as they stand in the line, cut
// where the register says. head is the line without its country; core is head without its gloss.
func (g *Register) settle(out *Signatory, head, core, gloss string) bool {
	if len(g.Organizations) == 0 {
		return false
	}
	for _, text := range []struct{ core, gloss string }{{head, ""}, {core, gloss}} {
		i, known := g.whole[letters(text.core)]
		if !known {
			continue
		}
		o := g.Organizations[i]
		abbreviation, name, cut := cutLetters(text.core, letters(o.Abbreviation))
		switch {
		case letters(text.core) == letters(o.Name):
			abbreviation, name = "", cleanName(text.core)
		case !cut || name == "": // one of "also": the line's own signals say where it ends
			found := splitName(text.core, nil)
			abbreviation, name = found.abbreviation, found.name
		}
		if groups, _ := parentheses(name); len(groups) == 1 && groups[0] == [2]int{0, len(name)} {
			name = collapse(inner(name))
		}
		out.Abbreviation, out.Name, out.Gloss = abbreviation, name, text.gloss
		g.identify(out, i)
		return true
	}
	return false
}

// knows says whether a text is an organization's abbreviation and name, as the register has them.
func (g *Register) knows(text string) bool {
	if len(g.Organizations) == 0 {
		return false
	}
	_, known := g.whole[letters(text)]
	return known
}

// cutLetters cuts a text behind the letters that it must begin with; brackets and the like that follow them stay before
// the cut.
func cutLetters(text, prefix string) (before, after string, ok bool) {
	want := []rune(prefix)
	at := 0
	for i, c := range text {
		if !isWordRune(c) {
			if at == len(want) && (unicode.IsSpace(c) || c == '(') {
				return cleanName(text[:i]), cleanName(text[i:]), len(want) > 0
			}
			continue
		}
		if at == len(want) {
			return cleanName(text[:i]), cleanName(text[i:]), len(want) > 0
		}
		if unicode.ToLower(c) != want[at] {
			return "", "", false
		}
		at++
	}
	return cleanName(text), "", at == len(want) && len(want) > 0
}

// recognize finds the organization of a signature whose parts were guessed.
func (g *Register) recognize(out *Signatory) {
	if len(g.Organizations) == 0 {
		return
	}
	both := letters(out.Abbreviation + out.Name)
	for _, find := range []func() (int, bool){
		func() (int, bool) { i, ok := g.whole[both]; return i, ok && both != "" },
		func() (int, bool) { i, ok := g.name[letters(out.Name)]; return i, ok && g.agrees(i, out) },
		func() (int, bool) { i, ok := g.whole[letters(out.Name)]; return i, ok && out.Name != "" },
		func() (int, bool) { i, ok := g.abbreviation[letters(out.Abbreviation)]; return i, ok && out.Name == "" },
	} {
		if i, ok := find(); ok && i >= 0 {
			g.identify(out, i)
			return
		}
	}
}

// agrees says whether a signature's abbreviation, if it has one, is the organization's.
func (g *Register) agrees(i int, out *Signatory) bool {
	return i >= 0 && (out.Abbreviation == "" || letters(out.Abbreviation) == letters(g.Organizations[i].Abbreviation))
}

func (g *Register) identify(out *Signatory, i int) {
	out.Organization = g.Organizations[i].ID
	out.Language = g.languages[i]
}
