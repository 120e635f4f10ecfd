package pdf

import (
	"publish/pipeline/layout"
)

// A kind is what the kinds of files differ in: the standards, as data.
type kind struct {
	version      string   // of PDF
	links        bool     // links lead somewhere; else their text is text
	structured   bool     // structure of PDF 2.0: namespaces, destinations that are elements
	intents      []string // output intents, by standard
	info         string   // own entries of the information dictionary; "" for a kind without one
	preferences  string   // own entries of the viewer's preferences
	labels       string   // the catalog's entry of page labels
	producer     []string // own properties beside pdf:Producer: names and values by turns
	claims       []claim
	declarations []string
	extensions   []extension
}

// A claim is a schema of the metadata that says what a file conforms to: names and values by turns.
type claim struct {
	prefix, uri string
	properties  []string
}

const numbered = "/PageLabels<</Nums[0<</S/D>>]>>"

// printKind is PDF/A-2a (ISO 19005-2), PDF/UA-1 (ISO 14289-1) and PDF/X-4 (ISO 15930-7) at once.
var printKind = kind{
	version:  "1.6",
	intents:  []string{"GTS_PDFX", "GTS_PDFA1"},
	info:     "/Trapped/False/GTS_PDFXVersion(PDF/X-4)",
	labels:   numbered,
	producer: []string{"pdf:Trapped", "False"},
	claims: []claim{
		{"pdfaid", "http://www.aiim.org/pdfa/ns/id/", []string{"pdfaid:part", "2", "pdfaid:conformance", "A"}},
		{"pdfuaid", "http://www.aiim.org/pdfua/ns/id/", []string{"pdfuaid:part", "1"}},
		{"pdfxid", "http://www.npes.org/pdfx/ns/id/", []string{"pdfxid:GTS_PDFXVersion", "PDF/X-4"}},
	},
	extensions: []extension{
		{"PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", "part", "Integer", "Part of ISO 14289 the file conforms to"},
		{"PDF/X identification schema", "http://www.npes.org/pdfx/ns/id/", "pdfxid", "GTS_PDFXVersion", "Text", "Version of the PDF/X standard the file conforms to"},
		{"Adobe PDF schema", "http://ns.adobe.com/pdf/1.3/", "pdf", "Trapped", "Text", "Whether the document has been trapped"},
	},
}

// screenKind is PDF/A-4 (ISO 19005-4), PDF/UA-2 (ISO 14289-2) and Well-Tagged PDF 1.0 at once.
var screenKind = kind{
	version:    "2.0",
	links:      true,
	structured: true,
	intents:    []string{"GTS_PDFA1"},
	labels:     numbered,
	claims: []claim{
		{"pdfaid", "http://www.aiim.org/pdfa/ns/id/", []string{"pdfaid:part", "4", "pdfaid:rev", "2020"}},
		{"pdfuaid", "http://www.aiim.org/pdfua/ns/id/", []string{"pdfuaid:part", "2", "pdfuaid:rev", "2024"}},
	},
	declarations: []string{"http://pdfa.org/declarations/wtpdf#accessibility1.0", "http://pdfa.org/declarations/wtpdf#reuse1.0"},
}

// bookletKind claims no standard: its pages are sheets, and printed at once.
var bookletKind = kind{
	version:     "1.7",
	info:        "/Trapped/False",
	preferences: "/Duplex/DuplexFlipShortEdge/PrintScaling/None",
}

// The namespaces of structure types (ISO 32000-2, 14.8.6).
const (
	namespace1 = "http://iso.org/pdf/ssn"
	namespace2 = "http://iso.org/pdf2/ssn"
)

// structureType is the name of a structure type in the kind's namespaces.
func (k *kind) structureType(t layout.Tag) layout.Tag {
	if k.structured && t == layout.TagNote {
		return "FENote" // ISO 14289-2, 8.2.5.14
	}
	return t
}

// spaces writes the namespaces that the tree's elements are of.
func (w *treeWriter) spaces() {
	if !w.kind.structured {
		return
	}
	w.spaceOf = map[string]int{}
	for _, uri := range []string{namespace2, namespace1} {
		w.spaceOf[uri] = w.file.add(append(asciiString([]byte("<</Type/Namespace/NS"), uri), ">>"...))
	}
}

// namespace writes the namespace of a structure type: PDF 2.0 has no block quotations of its own.
func (w *treeWriter) namespace(b []byte, t layout.Tag) []byte {
	if !w.kind.structured {
		return b
	}
	uri := namespace2
	if t == layout.TagBlockQuote {
		uri = namespace1
	}
	return reference(append(b, "/NS "...), w.spaceOf[uri])
}

func (w *treeWriter) namespaces(b []byte) []byte {
	if !w.kind.structured {
		return b
	}
	b = append(reference(append(b, "/Namespaces["...), w.spaceOf[namespace2]), ' ')
	return append(reference(b, w.spaceOf[namespace1]), ']')
}

// destinations says how bookmarks lead to their headings. Of a print edition they do so without an action, which PDF/X forbids;
// of a screen edition by the heading's element (ISO 14289-2, 8.8), and by the page for viewers that know no elements.
func (k *kind) destinations(pages, elements []int) destination {
	place := func(b []byte, object int, m layout.Bookmark) []byte {
		return append(number(append(reference(b, object), "/XYZ 0 "...), m.Top), " null]"...)
	}
	if !k.structured {
		return func(b []byte, m layout.Bookmark) []byte {
			return place(append(b, "/Dest["...), pages[m.Page], m)
		}
	}
	return func(b []byte, m layout.Bookmark) []byte {
		b = place(append(b, "/A<</S/GoTo/D["...), pages[m.Page], m)
		return append(place(append(b, "/SD["...), elements[m.Element], m), ">>"...)
	}
}
