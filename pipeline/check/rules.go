package check

import "publish/pipeline/finding"

// A rule is one thing that a reviser looks for. one looks at a pair and says what is wrong, "" for nothing; all looks at all
// pairs together. docs/checks.md has the table, and a test holds it to this one.
type rule struct {
	Name  string
	Level finding.Level
	About string // what it finds
	Do    string // what to do about it
	one   func(p *pair) string
	all   func(c *checker, report func(i int, what string))
}

// A Rule is what there is to know of a rule from outside.
type Rule struct {
	Name, About, Do string
	Level           finding.Level
}

// Rules are the rules, in the order in which they are applied.
func Rules() []Rule {
	var all []Rule
	for _, r := range rules {
		all = append(all, Rule{r.Name, r.About, r.Do, r.Level})
	}
	return all
}

var rules = []rule{
	{Name: "empty", Level: finding.Error, About: "no translation at all", Do: "translate it", one: empty},
	{Name: "encoding", Level: finding.Error, About: "text that was read in a wrong encoding", Do: "type it anew, or take it from where it was right", one: mojibake},
	{Name: "control", Level: finding.Error, About: "control characters, and invisible ones that the language has no use for", Do: "take it out", one: controls},
	{Name: "bidi", Level: finding.Error, About: "marks of direction that never end, or turn text round", Do: "end each embedding and isolate, or take it out", one: bidi},
	{Name: "homoglyph", Level: finding.Error, About: "letters of another script that only look right", Do: "type the letter on the keyboard of the language", one: homoglyphs},
	{Name: "placeholder", Level: finding.Error, About: "what a program fills in: gone, changed, new, or in another order", Do: "write it as the source has it", one: placeholders},
	{Name: "tag", Level: finding.Error, About: "tags of HTML and XML: gone, new, or never closed", Do: "write the tags as the source has them", one: tags},
	{Name: "inline-markup", Level: finding.Warning, About: "marks of Markdown, BBCode or a wiki that the source has", Do: "write the marks as the source has them", one: lightMarks},
	{Name: "entity", Level: finding.Warning, About: "entities that are gone, or that nobody would see as characters", Do: "write the character, or the entity of the source", one: entities},
	{Name: "escape", Level: finding.Warning, About: `line ends and tabs written as \n and \t`, Do: "write it as the source has it", one: escapes},
	{Name: "address", Level: finding.Error, About: "addresses of the web: gone or changed", Do: "write the address as the source has it", one: addresses},
	{Name: "mail-address", Level: finding.Error, About: "mail addresses: gone or changed", Do: "write the address as the source has it", one: mailboxes},
	{Name: "number", Level: finding.Error, About: "numbers: gone, changed, or new; digits, groups, words and clocks of the language are right", Do: "compare the numbers with the source's", one: numbers},
	{Name: "month", Level: finding.Error, About: "another month in a date", Do: "compare the date with the source's", one: months},
	{Name: "weekday", Level: finding.Error, About: "another day of the week", Do: "compare the day with the source's", one: weekdays},
	{Name: "untranslated-copy", Level: finding.Error, About: "the source again instead of a translation", Do: `translate it, or write the line "#, same" above the entry if it shall stay`, one: untranslated},
	{Name: "partly-untranslated", Level: finding.Warning, About: "words of the source within the translation", Do: "translate them", one: leftOver},
	{Name: "script", Level: finding.Error, About: "a text in another script than the language's", Do: "put the translation into this language here", one: wrongScript},
	{Name: "language", Level: finding.Warning, About: "a text that reads like another language", Do: "put the translation into this language here", one: wrongLanguage},
	{Name: "bracket", Level: finding.Warning, About: "brackets without their partners, or of another kind", Do: "close it, or take it out", one: brackets},
	{Name: "quote", Level: finding.Warning, About: "quotation marks without their partners, or not the language's", Do: "set the quotation marks as the language does", one: quotes},
	{Name: "final-punctuation", Level: finding.Warning, About: "another end of the sentence than the source's, whatever the script writes for it", Do: "end it as the source ends", one: finals},
	{Name: "inverted-mark", Level: finding.Warning, About: "Spanish questions and exclamations without ¿ or ¡", Do: "put the mark where the question or exclamation begins", one: inverted},
	{Name: "french-space", Level: finding.Warning, About: "French marks without their no-break space", Do: "put U+202F there (U+00A0 before the colon and inside « »)", one: frenchSpaces},
	{Name: "doubled-word", Level: finding.Warning, About: "words that are there twice in a row", Do: "take one out", one: doubledWords},
	{Name: "doubled-space", Level: finding.Warning, About: "blanks in a row", Do: "leave one", one: doubledSpaces},
	{Name: "edge-space", Level: finding.Warning, About: "a blank at an end where the source has none, or none where it has one", Do: "begin and end as the source does", one: edgeSpaces},
	{Name: "mark-space", Level: finding.Warning, About: "blanks on the wrong side of punctuation", Do: "put the blank behind the mark", one: markSpaces},
	{Name: "doubled-mark", Level: finding.Warning, About: "punctuation that is there twice", Do: "leave one", one: doubledMarks},
	{Name: "acronym", Level: finding.Warning, About: "abbreviations that are neither kept nor put into the language's own", Do: "write the abbreviation, or the language's own", one: lostAcronyms},
	{Name: "name", Level: finding.Warning, About: "names of the register, and names of a maker's spelling, that are gone", Do: "write the name as the source has it", one: keptNames},
	{Name: "capital", Level: finding.Warning, About: "a small letter at the beginning where the source has a capital", Do: "begin with a capital", one: capitals},
	{Name: "length", Level: finding.Warning, About: "a length out of proportion for the language", Do: "compare it with the source: is something missing, there twice, or from elsewhere?", one: length},
	{Name: "sentence-count", Level: finding.Warning, About: "a sentence missing or added, as number and length say together", Do: "compare it with the source sentence by sentence", one: sentences},
	{Name: "term", Level: finding.Warning, About: "terms of the glossary that are not used, and forbidden ones", Do: "use the term of the glossary", one: glossary},
	{Name: "one-source", Level: finding.Warning, About: "the same source translated in two ways", Do: "translate both alike, if they mean the same", all: oneSource},
	{Name: "one-target", Level: finding.Warning, About: "the same translation for sources that have little in common", Do: "see which of the two it belongs to", all: oneTarget},
	{Name: "form-of-address", Level: finding.Warning, About: "the familiar form where the other texts have the polite one, or the other way round", Do: "address the reader as the other texts do", all: formsOfAddress},
}
