// Package pdftest reads a PDF back for tests, by other code than wrote it: objects, marked content, and the text of the structure
// tree. It knows as much of PDF as the writer uses, and fails the test on anything else.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
)

// A Reader is a file that was read back.
type Reader struct {
	Objects map[int]string // dictionary or other body, by number
	Streams map[int][]byte // inflated
	Trailer string
	Pages   []int  // objects
	Also    string // operators of marks and the accent, where the file may have them
	t       testing.TB
}

var (
	refPattern = regexp.MustCompile(`(\d+) 0 R`)
	lengthOf   = regexp.MustCompile(`/Length (\d+)>>\nstream\n`)
)

// Read reads a file; t fails where its cross-references are wrong.
func Read(t testing.TB, b []byte) *Reader {
	t.Helper()
	r := &Reader{t: t, Objects: map[int]string{}, Streams: map[int][]byte{}}
	at, err := strconv.Atoi(strings.Fields(string(b[bytes.LastIndex(b, []byte("startxref"))+len("startxref"):]))[0])
	if err != nil {
		t.Fatal(err)
	}
	self, _, _ := strings.Cut(string(b[at:at+20]), " ")
	table, _ := strconv.Atoi(self)
	r.object(table, b[at:])
	r.Trailer = r.Objects[table]
	r.table(b, r.Streams[table])
	delete(r.Objects, table)
	r.Pages = r.Refs(r.Value(r.Objects[r.Ref(r.Root(), "/Pages")], "/Kids"))
	return r
}

// table reads all objects that a cross-reference stream names, those in object streams last.
func (r *Reader) table(b, rows []byte) {
	packed := map[int][]int{} // object stream: its objects in order
	for n := 1; 7*n+7 <= len(rows); n++ {
		row := rows[7*n:]
		at, place := int(binary.BigEndian.Uint32(row[1:])), int(binary.BigEndian.Uint16(row[5:]))
		switch row[0] {
		case 1:
			r.object(n, b[at:])
		case 2:
			packed[at] = append(packed[at], make([]int, max(0, place+1-len(packed[at])))...)
			packed[at][place] = n
		default:
			r.t.Fatalf("object %d is free", n)
		}
	}
	for stream, objects := range packed {
		r.unpack(stream, objects)
	}
}

// unpack reads an object stream, which must hold the objects that the table says.
func (r *Reader) unpack(stream int, objects []int) {
	dict, data := r.Objects[stream], string(r.Streams[stream])
	m := regexp.MustCompile(`/Type/ObjStm/N (\d+)/First (\d+)/`).FindStringSubmatch(dict)
	if m == nil {
		r.t.Fatalf("object %d is no object stream: %s", stream, dict)
	}
	count, _ := strconv.Atoi(m[1])
	first, _ := strconv.Atoi(m[2])
	index := strings.Fields(data[:first])
	if count != len(objects) || len(index) != 2*count {
		r.t.Fatalf("object stream %d has %d objects, the table names %d", stream, count, len(objects))
	}
	for i, n := range objects {
		number, _ := strconv.Atoi(index[2*i])
		start, _ := strconv.Atoi(index[2*i+1])
		end := len(data) - first
		if i+1 < count {
			end, _ = strconv.Atoi(index[2*i+3])
		}
		if number != n {
			r.t.Fatalf("object stream %d has object %d where the table has %d", stream, number, n)
		}
		r.Objects[n] = strings.TrimSpace(data[first+start : first+end])
	}
	delete(r.Objects, stream)
}

func (r *Reader) object(n int, b []byte) {
	head := strconv.Itoa(n) + " 0 obj\n"
	if !bytes.HasPrefix(b, []byte(head)) {
		r.t.Fatalf("the cross-reference table is wrong for object %d", n)
	}
	b = b[len(head):]
	end := bytes.Index(b, []byte("endobj"))
	m := lengthOf.FindSubmatchIndex(b)
	if m == nil || m[0] > end {
		r.Objects[n] = string(bytes.TrimSpace(b[:end]))
		return
	}
	length, _ := strconv.Atoi(string(b[m[2]:m[3]]))
	r.Objects[n] = string(b[:m[0]]) + ">>"
	data := b[m[1] : m[1]+length]
	if strings.Contains(r.Objects[n], "/FlateDecode") {
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			r.t.Fatal(err)
		}
		if data, err = io.ReadAll(z); err != nil {
			r.t.Fatal(err)
		}
	}
	r.Streams[n] = data
}

// Root is the catalog.
func (r *Reader) Root() string { return r.Objects[r.Ref(r.Trailer, "/Root")] }

// Value is what follows a key, up to the end of its array or dictionary.
func (r *Reader) Value(dict, key string) string {
	i := strings.Index(dict, key)
	if i < 0 {
		return ""
	}
	v := dict[i+len(key):]
	depth := 0
	for k := range v {
		switch v[k] {
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return v[:k+1]
			}
		}
	}
	return v
}

// Ref is the object that a key of a dictionary refers to.
func (r *Reader) Ref(dict, key string) int {
	i := strings.Index(dict, key+" ")
	if i < 0 {
		r.t.Fatalf("no %s in %.200s", key, dict)
	}
	m := refPattern.FindStringSubmatch(dict[i:])
	n, _ := strconv.Atoi(m[1])
	return n
}

// Refs are all objects that a text refers to.
func (r *Reader) Refs(s string) (out []int) {
	for _, m := range refPattern.FindAllStringSubmatch(s, -1) {
		n, _ := strconv.Atoi(m[1])
		out = append(out, n)
	}
	return out
}

// fonts maps resource names to their texts by code.
func (r *Reader) fonts() map[string]map[uint16]string {
	out := map[string]map[uint16]string{}
	dict := r.Objects[r.Ref(r.Objects[r.Pages[0]], "/Resources")]
	for _, m := range regexp.MustCompile(`/(F\d+) (\d+) 0 R`).FindAllStringSubmatch(dict, -1) {
		n, _ := strconv.Atoi(m[2])
		out[m[1]] = Unicode(string(r.Streams[r.Ref(r.Objects[n], "/ToUnicode")]))
	}
	return out
}

// Unicode is the texts of the codes of a ToUnicode map.
func Unicode(cmap string) map[uint16]string {
	out := map[uint16]string{}
	for _, m := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]+)>\n`).FindAllStringSubmatch(cmap, -1) {
		code, _ := strconv.ParseUint(m[1], 16, 16)
		raw, _ := hex.DecodeString(m[2])
		units := make([]uint16, len(raw)/2)
		for i := range units {
			units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
		}
		if code > 0 { // not the codespace range
			out[uint16(code)] = string(utf16.Decode(units))
		}
	}
	return out
}

// A run is what one marked-content sequence shows.
type shownRun struct {
	tag  string
	mcid int // -1: an artifact
	text string
}

var token = regexp.MustCompile(`/[A-Za-z0-9]+<<[^B]*?>>BDC|/Artifact<<.*?>>BDC|/F\d+|<[0-9A-F]*>|\[|\]|[-+.0-9]+|[A-Za-z*]+`)

// page reads a content stream: every operator must be known, and every text stand inside marked content.
func (r *Reader) page(n int, fonts map[string]map[uint16]string) (runs []shownRun) {
	known := map[string]bool{"g": true, "BT": true, "ET": true, "EMC": true, "Tf": true, "Tm": true, "TJ": true, "Tz": true, "Tc": true, "re": true, "f": true, "BDC": true}
	for _, operator := range strings.Fields(r.Also) {
		known[operator] = true
	}
	var open *shownRun
	font := ""
	for _, t := range token.FindAllString(string(r.Streams[r.Ref(r.Objects[n], "/Contents")]), -1) {
		switch {
		case strings.HasSuffix(t, ">>BDC"):
			if open != nil {
				r.t.Fatalf("marked content is nested: %s", t)
			}
			tag, rest, _ := strings.Cut(t[1:], "<<")
			open = &shownRun{tag: tag, mcid: -1}
			if id, ok := strings.CutPrefix(rest, "/MCID "); ok {
				open.mcid, _ = strconv.Atoi(strings.TrimSuffix(id, ">>BDC"))
			}
		case t == "EMC":
			runs, open = append(runs, *open), nil
		case strings.HasPrefix(t, "/F"):
			font = t[1:]
		case t[0] == '<':
			if open == nil {
				r.t.Fatal("text is shown outside marked content")
			}
			open.show(r.t, t[1:len(t)-1], fonts[font])
		case unicode.IsLetter(rune(t[0])) && !known[t]:
			r.t.Fatalf("operator %q: only black text and rules may be painted", t)
		}
	}
	if open != nil {
		r.t.Fatal("marked content is not closed")
	}
	return runs
}

func (run *shownRun) show(t testing.TB, codes string, font map[uint16]string) {
	for i := 0; i+4 <= len(codes); i += 4 {
		code, err := strconv.ParseUint(codes[i:i+4], 16, 16)
		text, ok := font[uint16(code)]
		if err != nil || !ok || code == 0 || text == "" {
			t.Fatalf("code %s has no text", codes[i:i+4])
		}
		if run.tag == "ReversedChars" {
			run.text = text + run.text // one word a sequence, or the words are parted below
			continue
		}
		run.text += text
	}
}
