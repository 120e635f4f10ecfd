package mail

import (
	"strings"

	"publish/pipeline/edition"
	"publish/pipeline/resolution"
)

// Values are what a template may print: plain texts on one line each.
type Values struct {
	Name, Language, Status, Date, Title string
	Notice                              []string
	Blocks                              []Block
	ImprintTitle                        string
	Imprint                             []string
	Corrected, Edition, Attachment      string
	Provisional                         string // the word, "" for a final edition
	Publisher, Email                    string
}

// A Block is one block of the edition for a template.
type Block struct {
	Kind  string
	Level int
	Label string // what stands before the text: a bullet or number with its indent and the blank after it, or an indent
	Mark  string // of a passage that is not the edition's own; Text begins with it
	Text  string

	Apart     bool   // an empty line goes before it: not between items, notes or signatories in a row
	Underline string // a line of this character goes under it: "=" a title, "-" a heading; else ""
}

// values are an edition as plain texts.
func values(e edition.Edition) Values {
	date, _ := e.Language.Date(e.Date)
	v := Values{
		Name: e.Name, Language: e.Language.String(), Status: string(e.Status), Date: date, Title: plain(e.Title),
		Blocks:       blocks(e.Blocks),
		ImprintTitle: plain(e.Phrases.Imprint().Text),
		Edition:      plain(e.Phrases.EditionHash(e.ShortHash()).Text),
		Attachment:   plain(e.Phrases.Attachment(AttachmentName(e)).Text),
		Publisher:    plain(e.Publisher.Name), Email: plain(e.Publisher.Email),
	}
	for _, span := range e.Notice {
		v.Notice = append(v.Notice, plain(span.Text))
	}
	for _, line := range e.Imprint() {
		v.Imprint = append(v.Imprint, plain(line.Text))
	}
	if e.Revision > 1 {
		v.Corrected = plain(e.Phrases.Corrected(e.Revision).Text)
	}
	if e.Status == edition.Provisional {
		v.Provisional = plain(e.Phrases.Provisional().Text)
	}
	return v
}

func blocks(from []edition.Block) []Block {
	out := make([]Block, len(from))
	for i := range from {
		b := &from[i]
		out[i] = Block{Kind: string(b.Kind), Level: b.Level, Mark: plain(b.Mark), Text: text(b), Label: label(b)}
		if out[i].Mark != "" {
			out[i].Text = out[i].Mark + " " + out[i].Text
		}
		out[i].Apart = i == 0 || b.Kind != from[i-1].Kind || !inRow(b.Kind)
		out[i].Underline = underlines[b.Kind]
	}
	alignNumbers(out)
	return out
}

func inRow(k resolution.Kind) bool {
	switch k {
	case resolution.Item, resolution.Note, resolution.SignatoryOf:
		return true
	}
	return false
}

// maxIndent is the deepest level of items that is indented further; deeper ones stay there.
const maxIndent = 6

var underlines = map[resolution.Kind]string{resolution.Title: "=", resolution.Heading: "-"}

// label is an item's bullet or a signatory's number, with its indent; quotes and slogans have an indent alone.
func label(b *edition.Block) string {
	mark := plain(b.Label)
	if b.Signatory != nil {
		mark = plain(b.Signatory.Number)
	}
	if mark != "" {
		mark += " "
	}
	switch b.Kind {
	case resolution.Quote, resolution.Slogan:
		return "    " + mark
	case resolution.Item:
		return strings.Repeat("  ", min(max(b.Level, 1), maxIndent)) + mark
	}
	return mark
}

// alignNumbers puts the numbers of a list of signatories right-aligned.
func alignNumbers(all []Block) {
	for from := 0; from < len(all); from++ {
		if all[from].Kind != string(resolution.SignatoryOf) {
			continue
		}
		to, widest := from, 0
		for ; to < len(all) && all[to].Kind == string(resolution.SignatoryOf); to++ {
			widest = max(widest, Width(all[to].Label))
		}
		for i := from; i < to && widest <= 12; i++ {
			all[i].Label = strings.Repeat(" ", widest-Width(all[i].Label)) + all[i].Label
		}
		from = to
	}
}

// text is what a block's spans say, each link with its address behind it.
func text(b *edition.Block) string {
	if len(b.Spans) == 1 && b.Spans[0].URL == "" {
		return plain(b.Spans[0].Text)
	}
	var s strings.Builder
	for i, span := range b.Spans {
		s.WriteString(span.Text)
		last := i+1 == len(b.Spans) || b.Spans[i+1].URL != span.URL
		if span.URL != "" && last && !strings.Contains(span.Text, strings.TrimPrefix(span.URL, "mailto:")) {
			s.WriteString(" <" + span.URL + ">")
		}
	}
	return plain(s.String())
}

// plain is a text on one line, without control characters: it can end no line, header or field.
func plain(s string) string {
	control := func(r rune) bool { return r < ' ' || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029 }
	if strings.IndexFunc(s, control) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if control(r) {
			return ' '
		}
		return r
	}, s)
}

// sample is an edition's values for trying a template: each field is there.
func sample() Values {
	b := Block{Kind: "paragraph", Label: "• ", Mark: "[x]", Text: "x", Apart: true, Underline: "-"}
	return Values{Name: "x", Language: "en", Status: "final", Date: "x", Title: "x", Notice: []string{"x"}, Blocks: []Block{b, b},
		ImprintTitle: "x", Imprint: []string{"x"}, Corrected: "x", Edition: "x", Attachment: "x",
		Provisional: "x", Publisher: "x", Email: "x"}
}
