package pdf

import (
	"publish/pipeline/pdf/pdftest"

	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// x4 lists what breaks PDF/X-4 (ISO 15930-7) in a file: the rules that a text document can break, a floor and no preflight.
func x4(file []byte, r *pdftest.Reader) (wrong []string) {
	need := func(ok bool, rule string, values ...any) {
		if !ok {
			wrong = append(wrong, fmt.Sprintf(rule, values...))
		}
	}
	need(bytes.HasPrefix(file, []byte("%PDF-1.6\n")), "the header is not of PDF 1.6")
	need(regexp.MustCompile(`/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]`).MatchString(r.Trailer), "the trailer has no ID")
	need(!strings.Contains(r.Trailer, "/Encrypt"), "the file is encrypted")
	for n, o := range r.Objects {
		for _, key := range []string{"/OPI", "/AA", "/Alternates", "/HalftoneName", "/JS", "/TR", "/TR2", "/HalftoneType", "/Filespec", "/EmbeddedFile",
			"/GoTo", "/GoToR", "/URI", "/Launch", "/JavaScript", "/Annot", "/Group", "/UserUnit", "/PresSteps", "/SMask", "/ca", "/CA", "/BM", "/Encrypt"} {
			need(!hasKey(o, key), "object %d has %s", n, key)
		}
		for _, m := range regexp.MustCompile(`/Filter/(\w+)`).FindAllStringSubmatch(o, -1) {
			need(m[1] == "FlateDecode", "object %d is compressed by %s", n, m[1])
		}
	}
	for _, key := range []string{"/OpenAction", "/AcroForm", "/Collection", "/Requirements", "/Names", "/ViewArea", "/PrintArea"} {
		need(!hasKey(r.Root(), key), "the catalog has %s", key)
	}
	space, bad := x4Intent(r)
	wrong = append(wrong, bad...)
	wrong = append(wrong, x4Metadata(r)...)
	for _, p := range r.Pages {
		wrong = append(wrong, x4Page(r, p, space)...)
	}
	return append(wrong, x4Fonts(r)...)
}

// hasKey tells whether a dictionary has a name, and not one that it begins.
func hasKey(o, key string) bool {
	for at := 0; ; {
		i := strings.Index(o[at:], key)
		if i < 0 {
			return false
		}
		at += i + len(key)
		if at == len(o) || strings.IndexByte("/ <[(>]\n", o[at]) >= 0 || o[at] >= '0' && o[at] <= '9' {
			return true
		}
	}
}

// x4Intent checks the output intents and returns the colour space of their profile.
func x4Intent(r *pdftest.Reader) (space string, wrong []string) {
	var profiles []int
	count := 0
	for _, n := range r.Refs(r.Value(r.Root(), "/OutputIntents")) {
		o := r.Objects[n]
		if strings.Contains(o, "/S/GTS_PDFX/") && hasKey(o, "/DestOutputProfile") {
			count++
		}
		if !strings.Contains(o, "/OutputConditionIdentifier<") || !strings.Contains(o, "/Info<") {
			wrong = append(wrong, "an output intent has no condition or no Info")
		}
		if hasKey(o, "/DestOutputProfile") {
			profiles = append(profiles, r.Ref(o, "/DestOutputProfile"))
		}
	}
	if count != 1 || len(profiles) == 0 || len(slices.Compact(profiles)) != 1 {
		return "", append(wrong, fmt.Sprintf("%d output intents are of PDF/X, with the profiles %v", count, profiles))
	}
	icc := r.Streams[profiles[0]]
	if len(icc) < 132 || string(icc[36:40]) != "acsp" || int(binary.BigEndian.Uint32(icc)) != len(icc) || string(icc[12:16]) != "prtr" || icc[8] != 2 && icc[8] != 4 {
		return "", append(wrong, "the profile is no output profile")
	}
	space = string(icc[16:20])
	if n := map[string]string{"GRAY": "/N 1/", "CMYK": "/N 4/"}[space]; n == "" || !strings.Contains(r.Objects[profiles[0]], n) {
		wrong = append(wrong, "the profile's space is "+space)
	}
	return space, wrong
}

// x4Metadata checks that XMP has what it must, and says what Info says.
func x4Metadata(r *pdftest.Reader) (wrong []string) {
	object := r.Ref(r.Root(), "/Metadata")
	packet := string(r.Streams[object])
	if strings.Contains(r.Objects[object], "/Filter") {
		wrong = append(wrong, "the metadata is compressed")
	}
	for _, want := range []string{"<pdfxid:GTS_PDFXVersion>PDF/X-4<", "<pdf:Trapped>False<", "<dc:title><rdf:Alt><rdf:li", "<xmpMM:DocumentID>uuid:", "<xmpMM:VersionID>1<", "<xmpMM:RenditionClass>default<"} {
		if !strings.Contains(packet, want) {
			wrong = append(wrong, "the metadata has no "+want)
		}
	}
	info := r.Objects[r.Ref(r.Trailer, "/Info")]
	if !strings.Contains(info, "/Trapped/False") || !strings.Contains(info, "/GTS_PDFXVersion(PDF/X-4)") {
		wrong = append(wrong, "Info does not say what the metadata says")
	}
	for _, pair := range [][2]string{{"/CreationDate", "CreateDate"}, {"/ModDate", "ModifyDate"}} {
		in := regexp.MustCompile(pair[0] + `<443A([0-9A-F]{28})`).FindStringSubmatch(info)
		out := regexp.MustCompile(`<xmp:` + pair[1] + `>(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z<`).FindStringSubmatch(packet)
		if in == nil || out == nil || in[1] != fmt.Sprintf("%X", strings.Join(out[1:], "")) {
			wrong = append(wrong, pair[0]+" differs from the metadata's")
		}
	}
	return wrong
}

// x4Page checks a page's boxes, and that its colours are of the output intent's process.
func x4Page(r *pdftest.Reader, page int, space string) (wrong []string) {
	boxes := map[string][]float64{}
	for _, key := range []string{"/MediaBox", "/BleedBox", "/TrimBox"} {
		for _, v := range strings.Fields(strings.Trim(r.Value(r.Objects[page], key), "[]")) {
			f, _ := strconv.ParseFloat(v, 64)
			boxes[key] = append(boxes[key], f)
		}
	}
	inside := func(a, b []float64) bool {
		return len(a) == 4 && len(b) == 4 && a[0] < a[2] && a[1] < a[3] && a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3]
	}
	if !inside(boxes["/TrimBox"], boxes["/BleedBox"]) || !inside(boxes["/BleedBox"], boxes["/MediaBox"]) || hasKey(r.Objects[page], "/ArtBox") {
		wrong = append(wrong, fmt.Sprintf("page %d has the boxes %v", page, boxes))
	}
	resources := r.Objects[r.Ref(r.Objects[page], "/Resources")]
	spaces := r.Value(resources, "/ColorSpace")
	process := "/ColorSpace" + strings.Join(strings.Fields(resources), " ")
	for _, n := range r.Refs(spaces + process) {
		if o := r.Objects[n]; strings.HasPrefix(o, "[/Separation") {
			process += o
		}
	}
	stream := string(r.Streams[r.Ref(r.Objects[page], "/Contents")])
	mixed := strings.Contains(process, "/DeviceCMYK") || regexp.MustCompile(`(?m) [kK]$`).MatchString(stream)
	if mixed && space != "CMYK" {
		wrong = append(wrong, "four inks under a profile of "+space)
	}
	if strings.Contains(process, "/DeviceRGB") || regexp.MustCompile(`(?m) (rg|RG)$`).MatchString(stream) {
		wrong = append(wrong, "RGB on a page")
	}
	return wrong
}

// x4Fonts checks that every font is embedded, with the tables that draw it.
func x4Fonts(r *pdftest.Reader) (wrong []string) {
	for n, o := range r.Objects {
		if !strings.Contains(o, "/Subtype/CIDFontType2") {
			continue
		}
		descriptor := r.Objects[r.Ref(o, "/FontDescriptor")]
		if !hasKey(descriptor, "/FontFile2") {
			wrong = append(wrong, fmt.Sprintf("font %d is not embedded", n))
			continue
		}
		program := r.Streams[r.Ref(descriptor, "/FontFile2")]
		for _, table := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
			if !bytes.Contains(program[:min(len(program), 12+16*20)], []byte(table)) {
				wrong = append(wrong, fmt.Sprintf("font %d has no table %s", n, table))
			}
		}
	}
	return wrong
}

// x4Templates are page templates with all that a print edition may have.
var x4Templates = []string{"", accented186, strings.Replace(accented186, "name = \"PANTONE 186 C\"", "cmyk = [0, 90, 80, 10]", 1), "[page]\nbleed = 0\nmarks = true\n"}

// If it fails, a print shop's preflight refuses the edition.
func TestPrintIsX4(t *testing.T) {
	for i, template := range x4Templates {
		d, shaper := laid(t, linkedEdition(samples[i]), template)
		file, err := new(Press).Write(d, shaper, Meta{Creator: "publish test"})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range x4(file, pdftest.Read(t, file)) {
			t.Errorf("template %d: %s", i, w)
		}
	}
}

// broken replaces a text once, in the trailer, an object or a stream that is not drawn, and tells whether it was there.
func broken(r *pdftest.Reader, old, by string) bool {
	if strings.Contains(r.Trailer, old) {
		r.Trailer = strings.Replace(r.Trailer, old, by, 1)
		return true
	}
	for _, n := range slices.Sorted(maps.Keys(r.Objects)) {
		if strings.Contains(r.Objects[n], old) {
			r.Objects[n] = strings.Replace(r.Objects[n], old, by, 1)
			return true
		}
		if strings.Contains(r.Objects[n], "/Metadata/") && bytes.Contains(r.Streams[n], []byte(old)) {
			r.Streams[n] = bytes.Replace(r.Streams[n], []byte(old), []byte(by), 1)
			return true
		}
	}
	return false
}

// If it fails, a rule of PDF/X-4 is checked by nobody: each broken file must be found.
func TestX4RulesBite(t *testing.T) {
	d, shaper := laid(t, sampleEdition(samples[0], 1), "")
	file, err := new(Press).Write(d, shaper, Meta{Creator: "publish test"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{"%PDF-1.6", "%PDF-1.7"}, {"/ID[<", "/IX[<"}, {"/Trapped/False", "/Trapped/Unkno"}, {"PDF/X-4)", "PDF/X-3)"}, {"<pdf:Trapped>False", "<pdf:Trapped>Unkno"},
		{"/S/GTS_PDFX/", "/S/GTS_PDFE/"}, {"/TrimBox[", "/TrumBox["}, {"/BleedBox[0", "/BleedBox[9"}, {"/FontFile2 ", "/FontFilX2 "}, {"/Tabs/S", "/AA<<>>"},
		{"/Dest[", "/GoTo["}, {"/DestOutputProfile ", "/DistOutputProfile "}, {"/CreationDate<443A32", "/CreationDate<443A31"}, {"PDF/X-4<", "PDF/X-1<"}, {"xmpMM:VersionID>1", "xmpMM:VersionID>2"},
		{"/PageMode/UseOutlines", "/OpenAction 1 0 R    "}, {"/N 1/", "/N 4/"}, {"/Tabs/S", "/CA 0.5"},
	} {
		head, r := bytes.Replace(file[:20], []byte(c[0]), []byte(c[1]), 1), pdftest.Read(t, file)
		if !broken(r, c[0], c[1]) && bytes.Equal(head, file[:20]) {
			t.Fatalf("%q is not in the file", c[0])
		}
		if wrong := x4(head, r); len(wrong) == 0 {
			t.Errorf("%s in place of %s is not found", c[1], c[0])
		}
	}
}
