package check

import "slices"

// cardinals are the number words whose loss is looked for: those that a translator does not put otherwise. One is an article in
// most languages, twenty and more are often round.
var cardinals = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

// numberWords finds a small number that the source spells out and the target has neither in letters nor in digits.
func numberWords(p *pair) string {
	if moreNumbers[base(p.Language)] == nil || len(p.source.words) > 150 {
		return "" // the forms of its number words are not known well enough; or a long text, where much is put otherwise
	}
	var lost, put []word // that nothing says; of these, those that may be put otherwise
	for i, w := range p.source.words {
		n := cardinals[w.lower]
		if n == 0 || n == 2 && dual(p, figure{readings: []string{"2"}}) || saysNumber(p.target, n) {
			continue
		}
		if idiomatic(p.source, i) {
			put = append(put, w)
		} else {
			lost = append(lost, w)
		}
	}
	if len(lost)+len(put) == 0 || len(lost) > 2 {
		return ""
	}
	said := map[string]bool{}
	englishValues(p.source.words, said)
	for n := 2; n <= 12; n++ {
		if said[decimal(n)] || !saysNumber(p.target, n) {
			continue
		}
		if len(lost) > 0 || len(put) == 1 && len(p.source.words) <= shortText && put[0].text == put[0].lower {
			return "the number " + quote(append(lost, put...)[0].text) + " has become " + decimal(n)
		}
	}
	if len(lost) == 0 {
		return ""
	}
	return "the number " + quote(lost[0].text) + " is gone"
}

// shortText is how many words a text has in which hardly another number can be meant.
const shortText = 25

// saysNumber tells whether a text has a number, in digits or spelt out.
func saysNumber(s *side, n int) bool {
	have := map[string]bool{}
	hanValues(s.prose, have)
	for _, f := range findFigures(s.prose) {
		for _, v := range append(slices.Clone(f.readings), f.parts...) {
			have[v] = true
		}
	}
	return have[decimal(n)] || spelt(figure{readings: []string{decimal(n)}}, s)
}

// idiomatic tells whether a number word of English belongs to a name or to a phrase that languages put otherwise: "Connect Four", "one
// or two", "the two of you", "no two players".
func idiomatic(s *side, i int) bool {
	w := s.words[i]
	if w.text != w.lower && !sentenceStart(s.prose, w.start) {
		return true
	}
	joined := func(r rune) bool { return r == '-' || r == '‑' || r == '/' || r == ',' || r == '\'' || r == '’' }
	if joined(before(s.prose, w.start)) || joined(after(s.prose, w.end)) && after(s.prose, w.end) != ',' {
		return true
	}
	last, next := "", ""
	if i > 0 {
		last = s.words[i-1].lower
	}
	if i+1 < len(s.words) {
		next = s.words[i+1].lower
	}
	return last == "or" || next == "or" || last == "to" || next == "to" || englishScale[next] != "" || englishNumbers[last] > 1 || englishNumbers[next] > 1 ||
		w.lower == "two" && wordSet("the no these those any between other all")[last]
}
