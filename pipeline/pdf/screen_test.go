package pdf

import (
	"bytes"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/layout"
	"publish/pipeline/pdf/pdftest"
	"publish/pipeline/resolution"
)

// linkedEdition is a sample with links before its text: over two lines, to a mailbox, in another language, and to no good.
func linkedEdition(s sample) edition.Edition {
	e := sampleEdition(s, 1)
	links := edition.Block{Kind: resolution.Paragraph, Language: e.Language, Spans: []edition.Span{
		{Text: "See "}, {Text: "the long report of the federation on its website, which is so long that it needs two lines of the page", URL: "https://example.org/ä b?x=(1)&y=2"},
		{Text: ", "}, {Text: "write", URL: "mailto:office@example.org", Emphasis: true}, {Text: " to "}, {Text: "BRW", URL: "https://example.org/brw"},
		{Text: ", read the "}, {Text: "Bericht", URL: "http://example.org/de", Language: language.MustParse("de")},
		{Text: ", not "}, {Text: "this", URL: "javascript:alert(1)"}, {Text: "."}}}
	e.Blocks = append([]edition.Block{e.Blocks[0], links}, e.Blocks[1:]...)
	return e
}

// onScreen is an edition as a screen edition.
func onScreen(t testing.TB, e edition.Edition, template string) ([]byte, layout.Document) {
	t.Helper()
	d, shaper := laid(t, e, template)
	file, err := new(Press).WriteScreen(d, shaper, Meta{Creator: "publish test"})
	if err != nil {
		t.Fatal(err)
	}
	return file, d
}

// If it fails, the screen edition has other text than the edition, or glued to its links.
func TestScreenHasTheEditionsText(t *testing.T) {
	for _, s := range samples {
		e := linkedEdition(s)
		file, _ := onScreen(t, e, "")
		if again, _ := onScreen(t, e, ""); !bytes.Equal(file, again) { // law 7
			t.Errorf("%s: the same edition gave different bytes", s.tag)
		}
		if got, want := squeezed(pdftest.Read(t, file).Text()), squeezed(textOf(e)); !strings.Contains(got, want) {
			t.Errorf("%s: the structure's text is not the edition's", s.tag)
		}
	}
}

// If it fails, readers and archives do not take the screen edition for what it is: PDF 2.0 without an Info dictionary, each
// element in a namespace, trimmed pages.
func TestScreenIsPDF2(t *testing.T) {
	for _, s := range samples {
		file, d := onScreen(t, linkedEdition(s), "[page]\nmarks = true\n")
		r := pdftest.Read(t, file)
		if !bytes.HasPrefix(file, []byte("%PDF-2.0\n")) || strings.Contains(r.Trailer, "/Info") {
			t.Errorf("%s: the file is no PDF 2.0, or has an Info dictionary", s.tag)
		}
		trim := d.Boxes.Trim
		want := "/MediaBox" + string(rectangle(nil, [4]float64{0, 0, trim.X1 - trim.X0, trim.Y1 - trim.Y0}))
		for _, p := range r.Pages {
			if !strings.Contains(r.Objects[p], want) {
				t.Errorf("%s: a page is not %s: %s", s.tag, want, r.Objects[p])
			}
		}
		packet := string(r.Streams[r.Ref(r.Root(), "/Metadata")])
		for _, claim := range []string{"<pdfaid:part>4<", "<pdfaid:rev>2020<", "<pdfuaid:part>2<", "<pdfuaid:rev>2024<", "wtpdf#accessibility1.0<", "wtpdf#reuse1.0<"} {
			if !strings.Contains(packet, claim) {
				t.Errorf("%s: the metadata does not say %s", s.tag, claim)
			}
		}
		if strings.Contains(packet, "pdfxid") || strings.Contains(packet, "extension") {
			t.Errorf("%s: the metadata claims PDF/X, or has extension schemas", s.tag)
		}
		checkNamespaces(t, s.tag, r)
	}
}

// checkNamespaces holds each element to the namespace that has its type.
func checkNamespaces(t *testing.T, tag string, r *pdftest.Reader) {
	t.Helper()
	uris := map[string]string{hex.EncodeToString([]byte(namespace1)): namespace1, hex.EncodeToString([]byte(namespace2)): namespace2}
	for n, o := range r.Objects {
		m := regexp.MustCompile(`/StructElem/S/(\w+)`).FindStringSubmatch(o)
		if m == nil {
			continue
		}
		want := namespace2
		if m[1] == "BlockQuote" {
			want = namespace1
		}
		space := r.Objects[r.Ref(o, "/NS")]
		name := regexp.MustCompile(`/NS<([0-9A-F]+)>`).FindStringSubmatch(space)
		if name == nil || uris[strings.ToLower(name[1])] != want {
			t.Errorf("%s: element %d, %s, is not in %s", tag, n, m[1], want)
		}
		if m[1] == "Note" || m[1] == "Reference" {
			t.Errorf("%s: %s is no type of PDF 2.0", tag, m[1])
		}
	}
}

// If it fails, a screen reader meets a link that it cannot name or follow, or a link leads elsewhere.
func TestLinksAreTagged(t *testing.T) {
	for _, s := range samples {
		file, d := onScreen(t, linkedEdition(s), "")
		r := pdftest.Read(t, file)
		texts, found := map[int]string{}, map[string]string{}
		all := r.Passages()
		for _, p := range all {
			texts[p.Element] += p.Text
		}
		for _, p := range all {
			if p.Annotation == 0 {
				continue
			}
			url := checkLink(t, s.tag, r, p, d)
			found[url] = texts[p.Element]
		}
		for url, want := range map[string]string{"https://example.org/%C3%A4%20b?x=(1)&y=2": "thelongreport", "mailto:office@example.org": "write", "https://example.org/brw": "", "http://example.org/de": "Bericht"} {
			if got, ok := found[url]; !ok || !strings.HasPrefix(squeezed(got), want) {
				t.Errorf("%s: the link to %s has the text %q (%v)", s.tag, url, got, ok)
			}
		}
		if len(found) != 4 {
			t.Errorf("%s: the links are %v", s.tag, found)
		}
	}
}

// checkLink holds an annotation to its element, its page and its place, and returns where it leads.
func checkLink(t *testing.T, tag string, r *pdftest.Reader, p pdftest.Passage, d layout.Document) string {
	t.Helper()
	annotation := r.Objects[p.Annotation]
	for _, key := range []string{"/Subtype/Link", "/F 4", "/Contents<FEFF", "/QuadPoints[", "/S/URI"} {
		if !strings.Contains(annotation, key) {
			t.Errorf("%s: an annotation has no %s: %s", tag, key, annotation)
		}
	}
	if !strings.Contains(r.Objects[p.Element], "/S/Link") {
		t.Errorf("%s: the annotation's element is no link: %s", tag, r.Objects[p.Element])
	}
	parent := regexp.MustCompile(`/StructParent (\d+)`).FindStringSubmatch(annotation)
	nums := r.Objects[r.Ref(r.Objects[r.Ref(r.Root(), "/StructTreeRoot")], "/ParentTree")]
	if key, _ := strconv.Atoi(parent[1]); key < len(r.Pages) || !strings.Contains(nums, parent[1]+" "+strconv.Itoa(p.Element)+" 0 R") {
		t.Errorf("%s: StructParent %s does not lead to element %d", tag, parent[1], p.Element)
	}
	if page := r.Objects[r.Ref(annotation, "/P")]; !strings.Contains(r.Value(page, "/Annots"), strconv.Itoa(p.Annotation)+" 0 R") {
		t.Errorf("%s: the page does not list its annotation", tag)
	}
	trim := d.Boxes.Trim
	for i, v := range strings.Fields(strings.Trim(r.Value(annotation, "/QuadPoints"), "[]")) {
		f, err := strconv.ParseFloat(v, 64)
		if most := []float64{trim.X1 - trim.X0, trim.Y1 - trim.Y0}[i%2]; err != nil || f < 0 || f > most {
			t.Errorf("%s: a link's place %s is off the page", tag, v)
		}
	}
	raw, _ := hex.DecodeString(regexp.MustCompile(`/URI<([0-9A-F]*)>`).FindStringSubmatch(annotation)[1])
	return string(raw)
}

// If it fails, a print edition has an annotation, which PDF/X-4 forbids on the page, or loses the text of its links.
func TestPrintHasNoLinks(t *testing.T) {
	e := linkedEdition(samples[1])
	file, _, _ := written(t, e)
	r := pdftest.Read(t, file)
	for n, o := range r.Objects {
		if strings.Contains(o, "/Annot") || strings.Contains(o, "/URI") || strings.Contains(o, "/S/Link") {
			t.Errorf("object %d is of a link: %s", n, o)
		}
	}
	if got, want := squeezed(r.Text()), squeezed(textOf(e)); !strings.Contains(got, want) {
		t.Error("the structure's text is not the edition's")
	}
}

// If it fails, a screen reader reads a native name in the voice of another language, or spells out an organization's
// abbreviation.
func TestNamesAndAbbreviationsAreSpoken(t *testing.T) {
	for _, s := range samples {
		e := linkedEdition(s)
		file, _, _ := written(t, e)
		r := pdftest.Read(t, file)
		all := r.Passages()
		for _, m := range members {
			spoken := m.tag == s.tag // within the text around it
			for _, p := range all {
				if p.Lang == m.tag && strings.Contains(squeezed(m.name), squeezed(p.Text)) && squeezed(p.Text) != "" {
					spoken = true
				}
			}
			if !spoken {
				t.Errorf("%s: the name %s is not in %s", s.tag, m.name, m.tag)
			}
			if m.abbreviation != "" {
				checkExpansion(t, s.tag, r, all, m.abbreviation, m.name, m.tag)
			}
		}
	}
}

func checkExpansion(t *testing.T, tag string, r *pdftest.Reader, all []pdftest.Passage, abbreviation, name, lang string) {
	t.Helper()
	count, want := 0, 1
	if abbreviation == "BRW" { // in the text, too
		want = 2
	}
	for _, p := range all {
		if strings.Contains(r.Objects[p.Element], string(textString([]byte("/E"), name))) && strings.HasPrefix(squeezed(abbreviation), squeezed(p.Text)) {
			if count++; p.Lang != lang {
				t.Errorf("%s: the expansion of %s is in %s", tag, abbreviation, p.Lang)
			}
		}
	}
	if count < want {
		t.Errorf("%s: %s is expanded %d times, not %d", tag, abbreviation, count, want)
	}
}
