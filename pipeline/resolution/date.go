package resolution

import "publish/pipeline/language"

// dateSpans are the dates of a text, ranges of days among them as a whole ("4–6 May 2018", with its last day).
func dateSpans(text string) []language.DateSpan {
	if !hasYear(text) {
		return nil
	}
	dates := language.FindDates(text)
	for _, r := range language.FindRanges(text) {
		at := 0
		for at < len(dates) && dates[at].End <= r.Start {
			at++
		}
		rest := dates[at:]
		for len(rest) > 0 && rest[0].Start < r.End {
			rest = rest[1:] // the range's last day
		}
		dates = append(append(append([]language.DateSpan{}, dates[:at]...), r), rest...)
	}
	return dates
}

// hasYear says whether a text has four digits in a row, as every date has.
func hasYear(text string) bool {
	run := 0
	for i := range len(text) {
		if run++; text[i] < '0' || text[i] > '9' {
			run = 0
		}
		if run == 4 {
			return true
		}
	}
	return false
}

var unclearDate = lazily(`(?:^|[\s,(])\d{1,2}[/-]\d{1,2}[/-]\d{4}(?:$|[\s,.)])`)

// unclearDates are dates of which nobody can say what is day and what is month: "12/6/2016". They have no Date.
func unclearDates(text string) []language.DateSpan {
	var spans []language.DateSpan
	for _, m := range unclearDate.FindAllStringIndex(text, -1) {
		spans = append(spans, language.DateSpan{Start: m[0], End: m[1]})
	}
	return spans
}

// setDate finds the date of a dateline: the last, if it has several. Of a range of days the date is the last day; the text
// is a translator's then, since no single date can be set in the range's place.
func (b *Block) setDate() {
	dates := dateSpans(b.Text)
	if len(dates) == 0 {
		return
	}
	last := dates[len(dates)-1]
	b.Date = last.Date
	for _, d := range language.FindDates(b.Text) {
		if d == last {
			b.DateStart, b.DateEnd = d.Start, d.End
		}
	}
}
