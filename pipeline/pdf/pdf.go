// Package pdf writes laid-out pages into a file: fpdf is the container, a finisher adds what fpdf does not know.
//
// The print edition is PDF/A-2a, PDF/UA-1 and PDF/X-4 at once (PDF 1.6), the screen edition PDF/A-4, PDF/UA-2 and WTPDF 1.0
// (PDF 2.0): tagged, with their fonts embedded and every code mapped to text, black on the black plate alone. A booklet claims
// no standard. Text of an edition reaches a file only as codes of glyphs and as hexadecimal strings, so it can never become an
// operator, a name or the end of a string.
//
// It may import layout, typeface and language. It decides nothing about the look of a page. It touches no file or clock: the
// same document gives the same bytes.
package pdf

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"publish/pipeline/language"
	"publish/pipeline/layout"
	"publish/pipeline/typeface"
)

// Meta is what a file says of itself beside the document's own title, author, language and date.
type Meta struct {
	Creator  string // the program that made the text, "publish 1.0"
	Producer string // the program that wrote the file; "" is Creator

	// Profile is the ICC profile of the printer's condition, as CheckProfile accepts it; nil: a generic one. Condition is the
	// condition's name in the registry of www.color.org, "FOGRA39"; "": the profile speaks for itself.
	Profile   []byte
	Condition string
}

// MaxTitle is how many characters of a title stand in the file's metadata and outline: standards limit strings, and no viewer
// shows more. The page has all of it.
const MaxTitle = 1000

// MaxPages is the most pages of one file.
const MaxPages = 20_000

// A Press writes files one after the other. It keeps its memory from one to the next, which took as long to clear as two pages to
// compress, and the fonts that it has compressed. The zero value is ready. It is not safe for concurrent use.
type Press struct {
	z    deflater
	page []byte
}

// Write makes the print edition: with bleed and marks, without links. The shaper must be the one that the document was laid
// with: it has the fonts' subsets.
func (p *Press) Write(d layout.Document, s *typeface.Shaper, m Meta) ([]byte, error) {
	return p.write(&printKind, &d, s, m)
}

// WriteScreen makes the screen edition of the same document: the pages as they are after the cut, with links.
func (p *Press) WriteScreen(d layout.Document, s *typeface.Shaper, m Meta) ([]byte, error) {
	d = d.Trimmed()
	return p.write(&screenKind, &d, s, m)
}

// write makes a tagged file, page for page.
func (p *Press) write(k *kind, d *layout.Document, s *typeface.Shaper, m Meta) ([]byte, error) {
	if err := countable(d); err != nil {
		return nil, err
	}
	page := painter{document: d, fonts: fontTable(s), tree: newTree(d, k.links), b: p.page}
	streams := make([][]byte, len(d.Pages))
	for i := range d.Pages {
		streams[i] = p.z.deflate(page.paint(i))
	}
	p.page = page.b
	return finish(k, d, page.tree, s, m, streams, &p.z)
}

func countable(d *layout.Document) error {
	if len(d.Pages) == 0 || len(d.Pages) > MaxPages {
		return fmt.Errorf("%q has %d pages; a file has 1 to %d", shorten(d.Title), len(d.Pages), MaxPages)
	}
	return nil
}

func size(streams [][]byte) int {
	n := 1 << 16
	for _, s := range streams {
		n += len(s) + 400
	}
	return n
}

// shorten cuts a text for metadata to MaxTitle characters, and brings control characters to blanks: XML has none.
func shorten(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || r >= 0xFFFE && r <= 0xFFFF || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
	if utf8.RuneCountInString(s) <= MaxTitle {
		return s
	}
	r := []rune(s)
	return string(r[:MaxTitle-1]) + "…"
}

// date is an instant at midnight as a file writes it: zero and partial dates are completed with 1980, January, 1.
func date(d language.Date) (year, month, day int) {
	year, month, day = d.Year, d.Month, d.Day
	if year < 1 || year > 9999 {
		return 1980, 1, 1
	}
	return year, min(max(month, 1), 12), min(max(day, 1), 31)
}
