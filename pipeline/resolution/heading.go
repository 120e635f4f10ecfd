package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"publish/pipeline/language"
)

// A heading of signatories is known by its words: one of them names signing, and nearly all others are of the few that such
// headings are made of. So "The signatories commit themselves to:" is none.
var (
	signingWords = wordSet(`signatory signatories signatures signature signed signers signees signing cosigned cosignatories cosigners undersigned undersigners endorsed endorsers endorsements
		endorsing supporters supported supporting subscribers subscribed co-signed co-signatories co-signers`)
	headingWords = wordSet(`a all also am an and are as at been being but by call calling co current currently date declaration dated delegations denote
		entities federation federations follow following follows for from further first full far groups group has have here in individuals initial initially international into is it its
		joint known last late later latest list lists local member members more movements names national new no non not of on open or organisation organisations organization organizations original other
		others parties party possible press publication published publishing present provisional read received release released regional resolution since signed so state statement status
		still subsequently supplementary support text than that the their then there these they this those to trade unions union until up update updated us was we welcome were which who will with
		within withdrawn yet additional additionally adhered adherents after afterwards alphabetical alphabetically order adopted adoption appeal affiliates associations committees networks manifesto
		added joined non-members observers guests country countries continent continents region regions invited observer deadline stand by: can be accepted expected followed wishing may sign below above letter petition
		proclamation time writing order language languages sector sectors alphabet category categories city cities town towns donors sponsors allies partners contributors participants initiators)`)
	asOfWords    = lazily(`(?i)\b(?:as of|as at|as on|as per|status|stand|updated?|by|until|on|state|dated?|to date|per)\b`)
	furtherWords = lazily(`(?i)\b(?:(?:further|more|additional|other|new) (?:signatories|signatures|organi[sz]ations|names|signers|supporters)(?: (?:are|is))?(?: (?:still|always))? (?:possible|welcome|invited|expected|can (?:still )?be added)|(?:still )?open for (?:signature|signatures|signing|further signatures|signatories)|signing (?:is )?(?:still )?possible)\b`)
	laterWords   = lazily(`(?i)\b(?:sign(?:ed|atories|atures|ing)?|endorsed|received|added|joined)\b.{0,40}\b(?:after|since|later|subsequently|afterwards)\b|\b(?:later?|subsequent|subsequently|afterwards|belated) (?:sign|endorse|added|joined|support)\w*|^after (?:the )?(?:deadline|release|publication|adoption|date of (?:release|publication|adoption))\b`)
	moreWords    = lazily(`(?i)\b(?:additional|additionally|further|other|more|supplementary|also|non-\p{L}+|supporters|supported|supporting|observers|guests)\b`)
)

const maxHeading = 160 // characters

// isSignatoriesHeading says whether a text is the heading of a signatory list.
func isSignatoriesHeading(text string) bool {
	if len(text) > 4*maxHeading || utf8.RuneCountInString(text) > maxHeading {
		return false
	}
	if !maySign(text) {
		return false
	}
	core := headingCore(text)
	if len(core) <= len("Signatories and signed,") { // "Signed," above the names, as in a letter
		core = strings.TrimSuffix(core, ",")
	}
	last, _ := utf8.DecodeLastRuneInString(core)
	if core == "" || strings.ContainsRune(".!?;,", last) {
		return false
	}
	outer := withoutParentheses(core)
	for _, d := range backward(language.FindDates(outer)) {
		outer = outer[:d.Start] + outer[d.End:]
	}
	return madeOfHeadingWords(outer)
}

// maySign says whether a text has the letters of a word of signing: most lines have none.
func maySign(text string) bool {
	lower := strings.ToLower(text)
	for _, stem := range []string{"sign", "support", "endors", "subscri", "following", "below"} {
		if strings.Contains(lower, stem) {
			return true
		}
	}
	return false
}

func backward(spans []language.DateSpan) []language.DateSpan {
	out := make([]language.DateSpan, 0, len(spans))
	for i := len(spans) - 1; i >= 0; i-- {
		out = append(out, spans[i])
	}
	return out
}

// headingCore is a heading without its final colon and the like.
func headingCore(text string) string {
	return strings.TrimRight(strings.TrimLeft(collapse(text), "*_# –—-=~"), ":：*_ –—-=~#")
}

// madeOfHeadingWords wants a word of signing, and at most two words that are unknown: names in capitals or numbers.
func madeOfHeadingWords(text string) bool {
	signing, unknown := followingSign.MatchString(text), 0
	for i, word := range strings.FieldsFunc(text, func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' && c != '\'' && c != '’'
	}) {
		lower := strings.ToLower(strings.Trim(word, "-'’"))
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case signingWords[lower]:
			signing = signing || i < 6
		case lower == "" || !isLatin(lower) || headingWords[lower] || isNumber(lower) || strings.HasPrefix(lower, "non-"):
		case unicode.IsUpper(first):
			if unknown++; unknown > 2 {
				return false
			}
		default:
			return false
		}
	}
	return signing
}

// followingSign: "The following organizations support this resolution".
var followingSign = lazily(`(?i)^(?:the )?(?:following|undersigned|below)\b.{0,40}\b(?:organi[sz]ations|unions|parties|groups|members|associations|federations|societies|networks|movements)\b.{0,30}\b(?:support|endorse|join|adopt|sign|back|approve|subscribe)\b`)

func isNumber(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return !unicode.IsDigit(c) }) < 0
}

// withoutParentheses leaves out what stands in parentheses or brackets.
func withoutParentheses(text string) string {
	var b strings.Builder
	open := 0
	for _, c := range text {
		switch c {
		case '(', '[', '（':
			open++
		case ')', ']', '）':
			open = max(0, open-1)
		default:
			if open == 0 {
				b.WriteRune(c)
			}
		}
	}
	return b.String()
}

// sectionOf is the part of the list that a heading opens; present is the part before it.
func sectionOf(text string, present Section) Section {
	outer := furtherWords.ReplaceAllString(text, "")
	switch {
	case laterWords.MatchString(outer):
		return Later
	case moreWords.MatchString(outer):
		return Additional
	case isSignatoriesHeading(text):
		return Signed
	}
	return present
}

// The publication's own headings, without dates, parentheses and the words about further signatories.
var (
	ownSigned = lazily(`(?i)^(?:the |list of (?:the )?|current )?(?:signator(?:y|ies)|signatory organi[sz]ations|signing organi[sz]ations|signed by|signed|signatures|undersigned|signers)(?: organi[sz]ations)?(?: of (?:the|this) (?:resolution|statement|call|declaration|appeal))?$`)
	ownLater  = lazily(`(?i)^(?:organi[sz]ations (?:that|which) )?(?:signed|signatories|signatures|signed by)?(?: \(?(?:that|which|who) (?:have )?signed\)?)? ?(?:after|since) (?:the )?(?:date of )?(?:first )?(?:release|publication|publishing)(?: date)?$|^(?:signed later|later? signator(?:y|ies)|later? signatures|signed subsequently|subsequent signatories)$`)
)

// standardOf says whether a heading is one of the publication's own, and where its date is.
func standardOf(text string, dates []language.DateSpan) (Standard, language.DateSpan) {
	if len(dates) > 1 {
		return "", language.DateSpan{}
	}
	core := text
	var date language.DateSpan
	if len(dates) == 1 {
		date = dates[0]
		core = core[:date.Start] + core[date.End:]
	}
	further := furtherWords.MatchString(core)
	core = furtherWords.ReplaceAllString(core, "")
	if date.End > 0 {
		core = asOfWords.ReplaceAllStringFunc(core, func(w string) string { return keepSignedBy(core, w) })
		core = strings.TrimSuffix(strings.TrimRight(collapse(core), " ,;:.()[]–—-"), " the")
	}
	core = strings.Trim(collapse(strings.Map(func(c rune) rune {
		if strings.ContainsRune("()[]（）,;:：–—*_#", c) {
			return ' '
		}
		return c
	}, core)), " -.")
	switch {
	case ownLater.MatchString(core) && date.End == 0 && !further:
		return StandardLater, date
	case !ownSigned.MatchString(core):
		return "", date
	case date.End > 0 && further:
		return StandardAsOfFurther, date
	case date.End > 0:
		return StandardAsOf, date
	case further:
		return StandardFurther, date
	}
	return StandardSigned, date
}

// keepSignedBy keeps the "by" of "signed by".
func keepSignedBy(core, word string) string {
	if strings.EqualFold(word, "by") && strings.Contains(strings.ToLower(core), "signed by") {
		return word
	}
	return ""
}

var adopted = lazily(`^(?:(?:This|The) (?:resolution|statement|declaration|call|motion|text|appeal|document) (?:was|has been) )?(?i:unanimously )?(?i:adopted|passed|approved|carried|agreed|accepted|endorsed|ratified|decided|resolved)(?: and \w+)?,? (?i:unanimously|by|at|on|in|with|without|nem)\b`)

// voting is how a vote went: "Result of the vote: 41 in favour, 3 against", "41 for, none against".
var voting = lazily(`^(?i:(?:result of (?:the )?)?(?:vote|voting|votes|ballot)\s?:\s?.*\d.*\b(?:favou?r|for|against|yes|no|aye|abst).*|(?:\d+|all) (?:votes? |delegates |members )?(?:in favou?r|for|yes|ayes)\b.{0,60}\b(?:against|no|nays?|abst).*|(?:yes|for|in favou?r|ayes): ?\d+.{0,60})$`)

// isAdopted knows "Adopted unanimously by …": how, by whom, when a resolution was adopted.
func isAdopted(text string) bool {
	return len(text) < 600 && (adopted.MatchString(text) || voting.MatchString(text)) && utf8.RuneCountInString(text) <= 300 && !strings.HasSuffix(text, ":") && !isSignatoriesHeading(text)
}

var adoptedAt = lazily(`^(?i:adopted|passed|approved|decided|agreed|accepted|carried|resolved),? (?:at|in|on)\b`)

// isAdoptionDate says whether a note of adoption tells no more than where and when: "Adopted at the 5th Conference, June
// 2015". Above the text it is the dateline.
func isAdoptionDate(text string) bool {
	dates := dateSpans(text)
	return adoptedAt.MatchString(text) && len(dates) > 0 && strings.Trim(text[dates[len(dates)-1].End:], " .)") == "" && utf8.RuneCountInString(text) <= 120
}
