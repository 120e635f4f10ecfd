package pdf

import (
	"fmt"
	"strconv"

	"publish/pipeline/layout"
	"publish/pipeline/typeface"
)

// A finisher writes all objects of a file around its page streams.
type finisher struct {
	document *layout.Document
	meta     Meta
	tree     *tree
	file     *file
	z        *deflater
}

// What the output intent says: no registered printing condition, one black ink.
const (
	condition     = "Custom"
	conditionInfo = "Generic printing with one black ink, 15 % dot gain"
)

// finish writes the file.
func (f *finisher) finish(streams [][]byte, s *typeface.Shaper, fonts map[*typeface.Face]string) ([]byte, error) {
	resources, pagesRoot := f.file.reserve(), f.file.reserve()
	pages := make([]int, len(streams))
	for i, data := range streams {
		content := f.file.stream("/Filter/FlateDecode", data)
		pages[i] = f.file.add(f.page(i, content, resources, pagesRoot))
	}
	f.file.set(pagesRoot, f.pages(pages))
	dictionary, err := f.resources(s, fonts)
	if err != nil {
		return nil, err
	}
	f.file.set(resources, dictionary)
	structure := (&treeWriter{tree: f.tree, file: f.file, pages: pages}).write()
	bookmarks := outline(f.file, f.document.Outline, pages)
	intents := f.intents()
	metadata := f.file.stream("/Type/Metadata/Subtype/XML", f.packet())
	b := reference([]byte("<</Type/Catalog/Pages "), pagesRoot)
	b = asciiString(append(b, "/Lang"...), f.document.Language.String())
	b = append(b, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true"...)
	if f.document.RightToLeft {
		b = append(b, "/Direction/R2L"...)
	}
	b = reference(append(b, ">>/StructTreeRoot "...), structure)
	b = reference(append(b, "/Metadata "...), metadata)
	b = append(append(b, "/OutputIntents"...), intents...)
	if bookmarks != 0 {
		b = append(reference(append(b, "/Outlines "...), bookmarks), "/PageMode/UseOutlines"...)
	}
	root := f.file.add(append(b, "/PageLabels<</Nums[0<</S/D>>]>>>>"...))
	return f.file.close(root, f.file.add(f.info())), nil
}

func (f *finisher) page(i, content, resources, parent int) []byte {
	boxes := f.document.Boxes
	b := reference([]byte("<</Type/Page/Parent "), parent)
	for _, box := range []struct {
		key string
		r   layout.Rect
	}{{"/MediaBox", boxes.Media}, {"/BleedBox", boxes.Bleed}, {"/TrimBox", boxes.Trim}} {
		b = rectangle(append(b, box.key...), [4]float64{box.r.X0, box.r.Y0, box.r.X1, box.r.Y1})
	}
	b = reference(append(b, "/Resources "...), resources)
	b = reference(append(b, "/Contents "...), content)
	return append(strconv.AppendInt(append(b, "/StructParents "...), int64(i), 10), "/Tabs/S>>"...)
}

func (f *finisher) pages(pages []int) []byte {
	b := strconv.AppendInt([]byte("<</Type/Pages/Count "), int64(len(pages)), 10)
	b = append(b, "/Kids["...)
	for i, n := range pages {
		if i > 0 {
			b = append(b, ' ')
		}
		b = reference(b, n)
	}
	return append(b, "]>>"...)
}

// resources writes the fonts, in order of their first use.
func (f *finisher) resources(s *typeface.Shaper, fonts map[*typeface.Face]string) ([]byte, error) {
	b := []byte("<</Font<<")
	for _, face := range s.Faces() {
		subset, err := s.Subset(face)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, '/'), fonts[face]...), ' ')
		b = reference(b, f.font(face, subset))
	}
	return append(b, ">>>>"...), nil
}

// intents writes the output intents of PDF/X and PDF/A: two dictionaries, one profile (ISO 19005-2, 6.2.3).
func (f *finisher) intents() []byte {
	profile := f.file.stream("/N 1/Filter/FlateDecode", f.z.deflate(grayProfile()))
	b := []byte{'['}
	for _, standard := range []string{"GTS_PDFX", "GTS_PDFA1"} {
		d := append([]byte("<</Type/OutputIntent/S/"), standard...)
		d = asciiString(append(d, "/OutputConditionIdentifier"...), condition)
		d = asciiString(append(d, "/OutputCondition"...), conditionInfo)
		d = asciiString(append(d, "/Info"...), conditionInfo)
		d = append(reference(append(d, "/DestOutputProfile "...), profile), ">>"...)
		b = append(reference(b, f.file.add(d)), ' ')
	}
	return append(b[:len(b)-1], ']')
}

func (f *finisher) info() []byte {
	y, m, d := date(f.document.Date)
	at := fmt.Sprintf("D:%04d%02d%02d000000+00'00'", y, m, d)
	b := textString([]byte("<</Title"), shorten(f.document.Title))
	if f.document.Author != "" {
		b = textString(append(b, "/Author"...), shorten(f.document.Author))
	}
	b = textString(append(b, "/Creator"...), shorten(f.meta.Creator))
	b = textString(append(b, "/Producer"...), shorten(f.meta.Producer))
	b = asciiString(append(b, "/CreationDate"...), at)
	b = asciiString(append(b, "/ModDate"...), at)
	return append(b, "/Trapped/False/GTS_PDFXVersion(PDF/X-4)>>"...)
}
