package resolution

// Resolutions in the manner of assemblies begin with clauses that each open with a participle and end with a comma or a
// semicolon ("Noting with concern that …;"), or that open with "Whereas". Such a clause is a paragraph, however short.

var (
	clauseOpener  = lazily(`^(?:(?:Also|Further|Deeply|Fully|Strongly|Gravely|Firmly|Keenly|Noting|Further|Equally|Still|Again) )*(?:Acknowledging|Affirming|Alarmed|Anxious|Appalled|Appreciating|Approving|Aware|Bearing in mind|Believing|Cognizant|Commending|Concerned|Condemning|Confident|Confirming|Conscious|Considering|Contemplating|Convinced|Declaring|Deploring|Desiring|Desirous|Determined|Disturbed|Emphasi[sz]ing|Encouraged|Endorsing|Expecting|Expressing|Fulfilling|Guided by|Having|Hoping|Inspired|Keeping in mind|Mindful|Noting|Observing|Outraged|Persuaded|Pursuant to|Reaffirming|Reali[sz]ing|Recalling|Recogni[sz]ing|Referring to|Regretting|Reiterating|Reminding|Resolved|Saluting|Seeking|Shocked|Stressing|Taking (?:into account|note)|Underlining|Underscoring|Viewing|Welcoming|Whereas|WHEREAS|Wishing)\b`)
	shoutedOpener = lazily(`^(?:FURTHER |ALSO |DEEPLY )?(?:ACKNOWLEDGING|AFFIRMING|AWARE|BEARING IN MIND|CONCERNED|CONSCIOUS|CONSIDERING|CONVINCED|EMPHASI[SZ]ING|HAVING|MINDFUL|NOTING|REAFFIRMING|RECALLING|RECOGNI[SZ]ING|STRESSING|TAKING NOTE|WELCOMING)\b`)
)

// opensClause says whether a text begins as a clause of a preamble does.
func opensClause(text string) bool {
	return clauseOpener.MatchString(text) || shoutedOpener.MatchString(text)
}
