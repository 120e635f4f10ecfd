package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
)

// packet is the XMP packet: what Info says, the standards that the file conforms to, and extension schemas for each property
// that the XMP of 2005 does not define (ISO 19005-2, 6.6.2.3).
func (f *finisher) packet() []byte {
	d := f.document
	y, m, day := date(d.Date)
	at := fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", y, m, day)
	id := f.uuid()
	p := &packet{}
	p.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n")
	p.begin("dc", "http://purl.org/dc/elements/1.1/")
	p.element("dc:format", "application/pdf")
	p.list("dc:title", "Alt", " xml:lang=\"x-default\"", shorten(d.Title))
	if d.Author != "" {
		p.list("dc:creator", "Seq", "", shorten(d.Author))
	}
	p.list("dc:language", "Bag", "", d.Language.String())
	p.end()
	p.group("xmp", "http://ns.adobe.com/xap/1.0/", "xmp:CreatorTool", shorten(f.meta.Creator), "xmp:CreateDate", at, "xmp:ModifyDate", at, "xmp:MetadataDate", at)
	p.group("xmpMM", "http://ns.adobe.com/xap/1.0/mm/", "xmpMM:DocumentID", id, "xmpMM:InstanceID", id, "xmpMM:VersionID", "1", "xmpMM:RenditionClass", "default")
	p.group("pdf", "http://ns.adobe.com/pdf/1.3/", append([]string{"pdf:Producer", shorten(f.meta.Producer)}, f.kind.producer...)...)
	for _, c := range f.kind.claims {
		p.group(c.prefix, c.uri, c.properties...)
	}
	p.declarations(f.kind.declarations)
	p.extensions(f.kind.extensions)
	p.WriteString("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return p.Bytes()
}

// uuid identifies the document by all that was written before its metadata.
func (f *finisher) uuid() string {
	f.file.pack()
	h := sha256.Sum256(f.file.b)
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	return fmt.Sprintf("uuid:%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// A packet is XMP as it is written. Texts are escaped.
type packet struct{ bytes.Buffer }

func (p *packet) begin(prefix, uri string) {
	fmt.Fprintf(p, "<rdf:Description rdf:about=\"\" xmlns:%s=\"%s\">\n", prefix, uri)
}

func (p *packet) end() { p.WriteString("</rdf:Description>\n") }

func (p *packet) text(s string) { _ = xml.EscapeText(p, []byte(s)) } // a Buffer takes all

func (p *packet) element(tag, text string) {
	fmt.Fprintf(p, "<%s>", tag)
	p.text(text)
	fmt.Fprintf(p, "</%s>\n", tag)
}

func (p *packet) list(tag, kind, attribute, text string) {
	fmt.Fprintf(p, "<%s><rdf:%s><rdf:li%s>", tag, kind, attribute)
	p.text(text)
	fmt.Fprintf(p, "</rdf:li></rdf:%s></%s>\n", kind, tag)
}

// group writes one schema's elements: tags and texts by turns.
func (p *packet) group(prefix, uri string, elements ...string) {
	p.begin(prefix, uri)
	for i := 0; i+1 < len(elements); i += 2 {
		p.element(elements[i], elements[i+1])
	}
	p.end()
}

// An extension describes a property of a schema that XMP 2005 does not have.
type extension struct{ schema, uri, prefix, property, kind, description string }

// declarations writes what the file declares to conform to (PDF Declarations, PDF Association 2019).
func (p *packet) declarations(conformsTo []string) {
	if len(conformsTo) == 0 {
		return
	}
	p.begin("pdfd", "http://pdfa.org/declarations/")
	p.WriteString("<pdfd:declarations><rdf:Bag>\n")
	for _, to := range conformsTo {
		p.WriteString("<rdf:li rdf:parseType=\"Resource\">")
		p.element("pdfd:conformsTo", to)
		p.WriteString("</rdf:li>\n")
	}
	p.WriteString("</rdf:Bag></pdfd:declarations>\n")
	p.end()
}

func (p *packet) extensions(extensions []extension) {
	if len(extensions) == 0 {
		return
	}
	p.WriteString("<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n<pdfaExtension:schemas><rdf:Bag>\n")
	for _, e := range extensions {
		fmt.Fprintf(p, "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema><pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI><pdfaSchema:prefix>%s</pdfaSchema:prefix>"+
			"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name><pdfaProperty:valueType>%s</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"+
			"<pdfaProperty:description>%s</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\n", e.schema, e.uri, e.prefix, e.property, e.kind, e.description)
	}
	p.WriteString("</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n")
}
