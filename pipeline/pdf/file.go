package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"strconv"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib" // a page a fifth faster than compress/zlib, for one percent more bytes: BENCHMARKS.md
)

// A file is a PDF that is written object by object into memory. Objects without data of their own are packed into object
// streams, and the cross-reference table is a stream (ISO 32000-1, 7.5.7 and 7.5.8): a structure tree takes a quarter of the room.
type file struct {
	b       []byte
	entries []entry // by object number; 0 is unused
	packed  []int   // objects of the open object stream
	starts  []int   // of their bodies
	bodies  []byte
	z       *deflater
}

// An entry says where an object is: an offset in the file, or a place in an object stream.
type entry struct{ offset, stream, place int }

// packCount is how many objects an object stream holds: readers inflate one whole for any of its objects.
const packCount = 200

// newFile begins a file of a version of PDF, "1.6".
func newFile(version string, size int, z *deflater) *file {
	f := &file{b: make([]byte, 0, size), entries: make([]entry, 1, 256), z: z}
	f.b = append(append(append(f.b, "%PDF-"...), version...), "\n%\xe2\xe3\xcf\xd3\n"...)
	return f
}

// reserve gives an object number, which set must fill.
func (f *file) reserve() int {
	f.entries = append(f.entries, entry{})
	return len(f.entries) - 1
}

// set writes object n.
func (f *file) set(n int, body []byte) {
	f.packed, f.starts = append(f.packed, n), append(f.starts, len(f.bodies))
	f.bodies = append(append(f.bodies, body...), '\n')
	if len(f.packed) == packCount {
		f.pack()
	}
}

func (f *file) add(body []byte) int {
	n := f.reserve()
	f.set(n, body)
	return n
}

// pack writes the open object stream.
func (f *file) pack() {
	if len(f.packed) == 0 {
		return
	}
	stream := f.reserve()
	var index []byte
	for place, n := range f.packed {
		f.entries[n] = entry{stream: stream, place: place}
		index = append(strconv.AppendInt(index, int64(n), 10), ' ')
		index = append(strconv.AppendInt(index, int64(f.starts[place]), 10), ' ')
	}
	d := strconv.AppendInt([]byte("/Type/ObjStm/N "), int64(len(f.packed)), 10)
	d = strconv.AppendInt(append(d, "/First "...), int64(len(index)), 10)
	f.put(stream, string(append(d, "/Filter/FlateDecode"...)), f.z.deflate(append(index, f.bodies...)))
	f.packed, f.starts, f.bodies = f.packed[:0], f.starts[:0], f.bodies[:0]
}

// stream adds a stream with the given entries of its dictionary, without Length.
func (f *file) stream(entries string, data []byte) int {
	n := f.reserve()
	f.put(n, entries, data)
	return n
}

func (f *file) put(n int, entries string, data []byte) {
	f.entries[n] = entry{offset: len(f.b)}
	f.b = append(strconv.AppendInt(f.b, int64(n), 10), " 0 obj\n<<"...)
	f.b = append(f.b, entries...)
	f.b = strconv.AppendInt(append(f.b, "/Length "...), int64(len(data)), 10)
	f.b = append(f.b, ">>\nstream\n"...)
	f.b = append(append(f.b, data...), "\nendstream\nendobj\n"...)
}

// close writes the cross-reference stream, which is the trailer, too; info is 0 for none. The file's ID is the hash of all bytes
// before it.
func (f *file) close(root, info int) []byte {
	f.pack()
	id := sha256.Sum256(f.b)
	at, self := len(f.b), f.reserve()
	f.entries[self].offset = at
	d := strconv.AppendInt([]byte("/Type/XRef/W[1 4 2]/Size "), int64(len(f.entries)), 10)
	d = reference(append(d, "/Root "...), root)
	if info != 0 {
		d = reference(append(d, "/Info "...), info)
	}
	d = append(d, "/ID["...)
	for range 2 {
		d = append(appendHex(append(d, '<'), id[:16]), '>')
	}
	f.put(self, string(append(d, "]/Filter/FlateDecode"...)), f.z.deflate(f.table()))
	b := strconv.AppendInt(append(f.b, "startxref\n"...), int64(at), 10)
	return append(b, "\n%%EOF\n"...)
}

// table is the rows of the cross-reference stream: kind, offset or object stream, place in it.
func (f *file) table() []byte {
	be := binary.BigEndian
	rows := []byte{0, 0, 0, 0, 0, 0xFF, 0xFF}
	for _, e := range f.entries[1:] {
		if e.stream != 0 {
			rows = be.AppendUint16(be.AppendUint32(append(rows, 2), uint32(e.stream)), uint16(e.place))
			continue
		}
		rows = be.AppendUint16(be.AppendUint32(append(rows, 1), uint32(e.offset)), 0)
	}
	return rows
}

const hexDigits = "0123456789ABCDEF"

func appendHex(b, data []byte) []byte {
	for _, v := range data {
		b = append(b, hexDigits[v>>4], hexDigits[v&15])
	}
	return b
}

func appendHex16(b []byte, v uint16) []byte {
	return append(b, hexDigits[v>>12], hexDigits[v>>8&15], hexDigits[v>>4&15], hexDigits[v&15])
}

func appendUTF16(b []byte, s string) []byte {
	for _, r := range s {
		if r1, r2 := utf16.EncodeRune(r); r1 != 0xFFFD {
			b = appendHex16(appendHex16(b, uint16(r1)), uint16(r2))
			continue
		}
		b = appendHex16(b, uint16(r))
	}
	return b
}

// textString writes a text string in hexadecimal UTF-16BE: nothing in it needs an escape.
func textString(b []byte, s string) []byte {
	return append(appendUTF16(append(b, "<FEFF"...), s), '>')
}

// asciiString writes a string of an own constant or a language tag: letters, digits, hyphens and the like.
func asciiString(b []byte, s string) []byte {
	return append(appendHex(append(b, '<'), []byte(s)), '>')
}

// name writes a name; every byte that is not a letter or digit is escaped (ISO 32000-1, 7.3.5).
func name(b []byte, s string) []byte {
	b = append(b, '/')
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' || c == '+' || c == '_' {
			b = append(b, c)
			continue
		}
		b = append(b, '#', hexDigits[c>>4], hexDigits[c&15])
	}
	return b
}

func reference(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), " 0 R"...) }

// number writes v with at most three decimals.
func number(b []byte, v float64) []byte {
	n := int64(v*1000 + 0.5)
	if v < 0 {
		n = int64(v*1000 - 0.5)
	}
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/1000, 10)
	if f := n % 1000; f != 0 {
		b = append(b, '.', byte('0'+f/100), byte('0'+f/10%10), byte('0'+f%10))
		for b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
	}
	return b
}

func rectangle(b []byte, r [4]float64) []byte {
	b = append(b, '[')
	for i, v := range r {
		if i > 0 {
			b = append(b, ' ')
		}
		b = number(b, v)
	}
	return append(b, ']')
}

// A deflater compresses streams, one after the other. The zero value is ready.
type deflater struct {
	b    bytes.Buffer
	z    *zlib.Writer
	kept map[*byte]kept
}

// kept is what came of data that other files have, too. It holds the data, so that no others can take their place.
type kept struct{ data, deflated []byte }

// mostKept is how many a deflater remembers.
const mostKept = 64

// deflateShared is deflate for data that nobody changes, and that may be those of an earlier file, in the same memory. Nobody may change
// the result.
func (d *deflater) deflateShared(data []byte) []byte {
	if len(data) == 0 {
		return d.deflate(data)
	}
	if old, ok := d.kept[&data[0]]; ok && len(old.data) == len(data) {
		return old.deflated
	}
	out := d.deflate(data)
	if d.kept == nil || len(d.kept) == mostKept {
		d.kept = map[*byte]kept{}
	}
	d.kept[&data[0]] = kept{data, out}
	return out
}

func (d *deflater) deflate(data []byte) []byte {
	d.b.Reset()
	if d.z == nil {
		d.z = zlib.NewWriter(&d.b)
	}
	d.z.Reset(&d.b)
	_, _ = d.z.Write(data) // a bytes.Buffer takes all
	_ = d.z.Close()
	return bytes.Clone(d.b.Bytes())
}
