package check

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/segment"
)

// oneSource finds sources that are there more than once with different translations; the others are held to the most usual one.
// Texts that another rule has something to say about are left out: they are not what the others should be like.
func oneSource(c *checker, report func(i int, what string)) {
	groups := map[string][]int{}
	var order []string
	for i := range c.texts {
		t := &c.texts[i]
		if c.faulty[i] || strings.TrimSpace(t.Target) == "" || t.Language == c.options.Original || segment.Words(t.Source) < 2 { // a word alone means many things
			continue
		}
		key := t.Language.String() + "\x00" + fold(t.Source) + "\x00" + lastMark(t.Source)
		if len(groups[key]) == 0 {
			order = append(order, key)
		}
		groups[key] = append(groups[key], i)
	}
	for _, key := range order {
		group := groups[key]
		if len(group) < 2 {
			continue
		}
		usual := &c.texts[c.usual(group)]
		for _, i := range group {
			if fold(c.texts[i].Target) != fold(usual.Target) {
				report(i, "the same source is translated otherwise at "+where(usual)+": "+quote(usual.Target))
			}
		}
	}
}

// mostCompared is how many translations of one source are compared with each other.
const mostCompared = 40

// usual chooses among translations of one source: the one that most texts have; of several, the one that is most like all
// others; of several that differ by a slip, the one that fits the source best; of several, the first.
func (c *checker) usual(group []int) int {
	count := map[string]int{}
	for _, i := range group {
		count[fold(c.texts[i].Target)]++
	}
	if len(group) > mostCompared {
		group = group[:mostCompared]
	}
	best, most := group[0], -1.0
	for _, i := range group {
		t := fold(c.texts[i].Target)
		like := 2 * float64(count[t]*len(group))
		for _, j := range group {
			like += segment.Similarity(strings.Fields(t), strings.Fields(fold(c.texts[j].Target)))
		}
		if like > most+1e-9 || like > most-1e-9 && c.slipIn(best, i) {
			best, most = i, like
		}
	}
	return best
}

// slipIn tells whether the first of two translations is the second one with a slip: they are much alike, and the second fits the
// source better.
func (c *checker) slipIn(i, j int) bool {
	a, b := c.pair(i), c.pair(j)
	return segment.Similarity(segment.Tokens(a.Target), segment.Tokens(b.Target)) > 0.6 && fitness(b)+care(b) > fitness(a)+care(a)+1e-9
}

// care is less the more words of a target stand there twice in a row, and the fewer of the source's numbers it has.
func care(p *pair) float64 {
	fit := -0.5 * float64(len(doubledIn(p.target)))
	has := findFigures(p.target.prose)
	for _, f := range findFigures(p.source.prose) {
		if slices.ContainsFunc(has, func(g figure) bool { return g.readings[0] == f.readings[0] }) {
			fit += 0.2
		}
	}
	return fit
}

// lastMark is the punctuation at the end of a text.
func lastMark(text string) string {
	t := strings.TrimSpace(text)
	return t[len(strings.TrimRightFunc(t, unicode.IsPunct)):]
}

func where(p *Text) string {
	if p.Place.File == "" {
		return p.ID
	}
	return p.Place.String()
}

// oneTarget finds translations that stand beside two sources that have little in common: one was put in the wrong place.
func oneTarget(c *checker, report func(i int, what string)) {
	first := map[string]int{}
	for i := range c.texts {
		t := &c.texts[i]
		if c.faulty[i] || t.Language == c.options.Original || len(t.Target) < leastLength || strings.TrimSpace(t.Source) == "" {
			continue
		}
		key := t.Language.String() + "\x00" + fold(t.Target)
		j, seen := first[key]
		if !seen {
			first[key] = i
			continue
		}
		p, other := c.pair(i), c.pair(j)
		if !telling(p) || fold(other.Source) == fold(p.Source) || segment.Similarity(segment.Tokens(other.Source), segment.Tokens(p.Source)) > 0.5 {
			continue
		}
		wrong, right := i, other
		if fitness(other) < fitness(p) {
			wrong, right = j, p
		}
		report(wrong, "another source has the same translation, at "+where(&right.Text)+": "+quote(right.Source))
	}
}

// telling tells whether a translation is long enough to be no common phrase.
func telling(p *pair) bool {
	return segment.Words(p.Target) >= 4 && size(p.source) >= leastLength
}

// fitness says how well a target fits its source by its length: from minus infinity to 0.
func fitness(p *pair) float64 {
	mean, _ := p.usage.lengths()
	off := math.Log(max(size(p.target), 1)/max(size(p.source), 1)) - mean
	fit := -max(off, -off)
	a, _ := endOf(p.source)
	if b, _ := endOf(p.target); a == b {
		fit += 0.2
	}
	inSource := p.source.vocabulary()
	for _, w := range p.target.words {
		if len(w.text) > 3 && inSource[w.text] {
			fit += 0.2 // a name
		}
	}
	return fit
}

// forms of address: words that only one form has, in lower case, by language. A word that begins with a capital in the middle
// of a sentence is German's or Italian's formal form: those are marked by a capital here.
var forms = map[string][2]string{ // familiar, polite
	"fr": {"tu te toi ton ta tes tien tienne", "vous votre vos vôtre"},
	"de": {"du dich dir dein deine deinen deinem deiner euch euer eure euren", "Sie Ihnen Ihr Ihre Ihren Ihrem Ihrer"},
	"es": {"tú ti contigo tuyo tuya vosotros vuestro vuestra tienes puedes quieres debes", "usted ustedes"},
	"it": {"tu te tuo tua tuoi tue hai puoi vuoi devi", "Lei Suo Sua Suoi Sue Le"},
	"pt": {"tu ti contigo teu tua teus tuas tens podes queres", "senhor senhora"},
	"ru": {"ты тебя тебе тобой твой твоя твоё твои твоего твоей твоих", "вы вас вам вами ваш ваша ваше ваши вашего вашей ваших"},
	"uk": {"ти тебе тобі тобою твій твоя твоє твої твого твоєї твоїх", "ви вас вам вами ваш ваша ваше ваші вашого вашої ваших"},
	"pl": {"ty ciebie tobie tobą twój twoja twoje twojego twojej twoich", "pan pani państwo państwa panu"},
	"nl": {"je jij jou jouw jullie", "u uw"},
	"cs": {"tebe tobě tebou tvůj tvoje tvého", "vy vás vám vámi váš vaše vašeho vašich"},
	"tr": {"sen seni sana senin senden", "siz sizi size sizin sizden"},
	"el": {"εσύ εσένα σου", "εσείς εσάς"},
	"hu": {"te téged neked veled tiéd", "ön önt önnek önök"},
	"ro": {"tu tine ție tău ta tăi tale", "dumneavoastră dvs"},
	"fi": {"sinä sinun sinua sinulle", "te teidän teitä teille"},
	"hi": {"तुम तुम्हें तुम्हारा तुम्हारी तुम्हारे तू तेरा", "आप आपको आपका आपकी आपके"},
	"bn": {"তুমি তোমার তোমাকে", "আপনি আপনার আপনাকে"},
}

// formsOfAddress finds texts that address the reader in another form than most of the language's do.
func formsOfAddress(c *checker, report func(i int, what string)) {
	kinds := make([]int, len(c.texts)) // 1 familiar, 2 polite
	counts := map[string]*[3]int{}
	for i := range c.texts {
		if !strings.Contains(strings.ToLower(c.texts[i].Source), "you") {
			continue
		}
		p := c.pair(i)
		if p == nil || !addressing(p.source) {
			continue
		}
		kinds[i] = formOf(p.source, p.target)
		tag := p.Language.String()
		if counts[tag] == nil {
			counts[tag] = &[3]int{}
		}
		counts[tag][kinds[i]]++
	}
	for i := range c.texts {
		if kinds[i] == 0 {
			continue
		}
		n := counts[c.texts[i].Language.String()]
		if mine, other := n[kinds[i]], n[3-kinds[i]]; other >= 3 && other >= 4*mine {
			report(i, "it addresses the reader in the "+[]string{"", "familiar", "polite"}[kinds[i]]+" form, the other texts do in the "+[]string{"", "familiar", "polite"}[3-kinds[i]]+" one")
		}
	}
}

// addressing tells whether a source addresses its reader outside of quotations.
func addressing(s *side) bool {
	if strings.ContainsAny(s.prose, "\"“”«»") {
		return false
	}
	return slices.ContainsFunc(s.words, func(w word) bool {
		return w.lower == "you" || w.lower == "your" || w.lower == "yours" || w.lower == "yourself"
	})
}

// third are the words of English that German's and Italian's polite forms may also stand for at the beginning of a sentence.
var third = wordSet("she her they their them it its he his")

// formOf is the form of address of a target: 1 familiar, 2 polite, 0 neither or both.
func formOf(source, s *side) int {
	alone := !slices.ContainsFunc(source.words, func(w word) bool { return third[w.lower] })
	f, ok := forms[base(s.language)]
	if !ok {
		return 0
	}
	familiar, polite := strings.Fields(f[0]), strings.Fields(f[1])
	found := [3]int{}
	for i, w := range s.words {
		switch {
		case slices.Contains(familiar, w.lower):
			found[1]++
		case slices.Contains(polite, w.text) && (strings.ToLower(w.text) == w.text || alone || i > 0 && !sentenceStart(s.prose, w.start)):
			found[2]++
		case slices.Contains(polite, w.lower):
			found[2]++
		}
	}
	switch {
	case found[1] > 0 && found[2] == 0:
		return 1
	case found[2] > 0 && found[1] == 0:
		return 2
	}
	return 0
}

func sentenceStart(text string, at int) bool {
	rest := strings.TrimRightFunc(text[:at], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("«»„“”\"(¿¡", r) })
	r := before(rest, len(rest))
	return r == 0 || strings.ContainsRune(".!?:…", r)
}

// beginnings tells how the target of a source with a capital begins: with one, or with a small letter.
func beginnings(p *pair) (raised, lowered bool) {
	if len(p.source.words) == 0 || len(p.target.words) == 0 || !bicameral(p.Language) {
		return false, false
	}
	a, b := p.source.words[0], p.target.words[0]
	first, second := after(a.text, 0), after(b.text, 0)
	if !unicode.IsUpper(first) || strings.ContainsRune(p.source.prose[:a.start], object) || strings.ContainsRune(p.target.prose[:b.start], object) {
		return false, false
	}
	return unicode.IsUpper(second), unicode.IsLower(second)
}

// capitals finds texts that begin with a small letter where the source begins with a capital, and where the others do not.
func capitals(p *pair) string {
	_, lowered := beginnings(p)
	if !lowered || p.usage.lower*8 > p.usage.capital+8 {
		return ""
	}
	w := p.target.words[0]
	at := p.target.prose[:w.start]
	if strings.ContainsAny(at, "'’‘…-–.") || slices.ContainsFunc(p.source.words, func(s word) bool { return s.text == w.text }) || mixedCase(w.text) || upperIn(w.text) || after(p.target.prose, w.end) == '-' && len(w.text) < 4 {
		return ""
	}
	if a := p.source.words[0]; upperIn(a.text[1:]) || a.text == "I" && len(p.source.words) < 3 {
		return ""
	}
	if e, _ := endOf(p.source); len(p.source.words) < 2 || e == comma || e == semicolon || e == colon || e == open && len(p.source.words) < 4 && !strings.ContainsFunc(p.source.prose, isDigit) || clause(p.source.words[0].lower) {
		return "" // a part of a longer sentence, or a word that English alone writes with a capital: Portuguese
	}
	return "the source begins with a capital, the translation with a small letter: " + quote(w.text)
}

// clauses are the words with which clauses of a resolution begin: each goes on with the sentence that begins with its organ's name.
var clauses = wordSet(`whereas proclaims calls urges requests decides affirms reaffirms recommends condemns declares demands endorses encourages expresses invites notes welcomes
supports emphasizes stresses resolves adopts approves authorizes appeals recognizes reiterates reminds deplores regrets thanks commends considers concludes confirms congratulates
directs designates draws instructs solemnly strongly further also now deeply deploring having determined convinced concerned alarmed aware mindful conscious`)

// clause tells whether a word begins a clause of a resolution: one of those, or a participle, "Recalling".
func clause(lower string) bool {
	return clauses[lower] || len(lower) > 5 && strings.HasSuffix(lower, "ing") && lower != "during" && lower != "nothing" && lower != "everything"
}

func upperIn(w string) bool { return strings.ContainsFunc(w, unicode.IsUpper) }

// glossary finds the first term of the source that the target does not have, or has in a forbidden form.
func glossary(p *pair) string {
	faults := p.options.Terms[p.Language].Faults(p.Source, p.Target)
	if len(faults) == 0 {
		return ""
	}
	if f := faults[0]; f.Wrong != "" {
		return quote(f.Wrong) + " is forbidden; the glossary has " + f.Term.String()
	}
	return "no translation of a term: the glossary has " + faults[0].Term.String()
}
