package terms

import "strings"

// singulars of English nouns whose plurals no stemmer knows. What may be a verb as well, as "lives", is not among them.
var singulars = map[string]string{
	"calves": "calf", "children": "child", "crises": "crisis", "criteria": "criterion", "feet": "foot", "geese": "goose", "grandchildren": "grandchild",
	"halves": "half", "hypotheses": "hypothesis", "knives": "knife", "lice": "louse", "loaves": "loaf", "men": "man", "mice": "mouse", "oxen": "ox",
	"phenomena": "phenomenon", "schoolchildren": "schoolchild", "shelves": "shelf", "stepchildren": "stepchild", "teeth": "tooth", "theses": "thesis",
	"thieves": "thief", "wives": "wife", "wolves": "wolf", "women": "woman",
}

// inMen are nouns on "men" that are no plurals.
var inMen = map[string]bool{"abdomen": true, "acumen": true, "albumen": true, "bitumen": true, "cyclamen": true, "regimen": true, "specimen": true, "stamen": true}

// singular is an English word in lower case; of a plural that no ending makes, its singular.
func singular(word string) string {
	if s := singulars[word]; s != "" {
		return s
	}
	if rest, ok := strings.CutSuffix(word, "men"); ok && len(rest) > 2 && !inMen[word] {
		return rest + "man"
	}
	return word
}

// extends tells whether an English word is a term's word with an ending, or its plural: "readings" is a form of "reading", and
// "read" is not, though the two have one stem.
func extends(term, of string) bool {
	return strings.HasPrefix(singular(of), strings.TrimRight(singular(term), "esy"))
}
