package pdf

import (
	"fmt"
	"strconv"

	"publish/pipeline/layout"
	"publish/pipeline/typeface"
)

// A finisher writes all objects of a file around its page streams.
type finisher struct {
	kind     *kind
	document *layout.Document
	meta     Meta
	tree     *tree // nil: the file is not tagged
	file     *file
	z        *deflater
}

// finish writes the file of a kind around deflated page streams.
func finish(k *kind, d *layout.Document, t *tree, s *typeface.Shaper, m Meta, streams [][]byte, z *deflater) ([]byte, error) {
	if m.Producer == "" {
		m.Producer = m.Creator
	}
	if len(m.Profile) > 0 {
		if err := CheckProfile(*d, m.Profile); err != nil {
			return nil, err
		}
	}
	streams, err := contain(d.Boxes.Media, streams)
	if err != nil {
		return nil, err
	}
	f := finisher{kind: k, document: d, meta: m, tree: t, file: newFile(k.version, size(streams), z), z: z}
	resources, pagesRoot := f.file.reserve(), f.file.reserve()
	annots := f.reserveLinks()
	pages := make([]int, len(streams))
	for i, data := range streams {
		content := f.file.stream("/Filter/FlateDecode", data)
		pages[i] = f.file.add(f.page(i, content, resources, pagesRoot, annots))
	}
	f.file.set(pagesRoot, f.pages(pages))
	dictionary, err := f.resources(s)
	if err != nil {
		return nil, err
	}
	f.file.set(resources, dictionary)
	f.links(annots, pages)
	root := f.catalog(pagesRoot, pages, annots)
	if k.info == "" {
		return f.file.close(root, 0), nil
	}
	return f.file.close(root, f.file.add(f.info())), nil
}

// catalog writes what is reached from the file's root, and the root.
func (f *finisher) catalog(pagesRoot int, pages, annots []int) int {
	structure, bookmarks := 0, 0
	if f.tree != nil {
		w := treeWriter{tree: f.tree, kind: f.kind, file: f.file, pages: pages, annots: annots}
		structure = w.write()
		bookmarks = outline(f.file, f.document.Outline, f.kind.destinations(pages, w.objects))
	}
	intents := f.intents()
	metadata := f.file.stream("/Type/Metadata/Subtype/XML", f.packet())
	b := reference([]byte("<</Type/Catalog/Pages "), pagesRoot)
	b = asciiString(append(b, "/Lang"...), f.document.Language.String())
	if structure != 0 {
		b = append(b, "/MarkInfo<</Marked true>>"...)
	}
	b = append(append(b, "/ViewerPreferences<</DisplayDocTitle true"...), f.kind.preferences...)
	if f.document.RightToLeft {
		b = append(b, "/Direction/R2L"...)
	}
	b = append(b, ">>"...)
	if structure != 0 {
		b = reference(append(b, "/StructTreeRoot "...), structure)
	}
	b = reference(append(b, "/Metadata "...), metadata)
	b = append(b, intents...)
	if bookmarks != 0 {
		b = append(reference(append(b, "/Outlines "...), bookmarks), "/PageMode/UseOutlines"...)
	}
	return f.file.add(append(append(b, f.kind.labels...), ">>"...))
}

func (f *finisher) page(i, content, resources, parent int, annots []int) []byte {
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
	if f.tree == nil {
		return append(b, ">>"...)
	}
	b = f.pageLinks(b, i, annots)
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

// resources writes the fonts, in order of their first use, and the colorants.
func (f *finisher) resources(s *typeface.Shaper) ([]byte, error) {
	b, fonts := []byte("<</Font<<"), fontTable(s)
	for _, face := range s.Faces() {
		subset, err := s.Subset(face)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, '/'), fonts[face]...), ' ')
		b = reference(b, f.font(face, subset))
	}
	return append(f.colorants(append(b, ">>"...)), ">>"...), nil
}

// intents writes the output intents of the kind: a dictionary for each standard, one profile (ISO 19005-2, 6.2.3).
func (f *finisher) intents() []byte {
	if len(f.kind.intents) == 0 {
		return nil
	}
	in := intentOf(f.document, f.meta)
	profile := f.file.stream("/N "+strconv.Itoa(in.channels)+"/Filter/FlateDecode", f.z.deflate(in.profile))
	b := []byte("/OutputIntents[")
	for _, standard := range f.kind.intents {
		d := append([]byte("<</Type/OutputIntent/S/"), standard...)
		d = asciiString(append(d, "/OutputConditionIdentifier"...), in.identifier)
		d = asciiString(append(d, "/OutputCondition"...), in.info)
		d = asciiString(append(d, "/Info"...), in.info)
		if in.identifier != custom {
			d = asciiString(append(d, "/RegistryName"...), registry)
		}
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
	return append(append(b, f.kind.info...), ">>"...)
}
