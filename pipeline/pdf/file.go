package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"strconv"
	"unicode/utf16"
)

// A file is a PDF that is written object by object into memory, with a classic cross-reference table.
type file struct {
	b       []byte
	offsets []int // by object number; 0 is unused
}

// newFile begins a file of a version of PDF, "1.6".
func newFile(version string, size int) *file {
	f := &file{b: make([]byte, 0, size), offsets: make([]int, 1, 256)}
	f.b = append(append(append(f.b, "%PDF-"...), version...), "\n%\xe2\xe3\xcf\xd3\n"...)
	return f
}

// reserve gives an object number, which set must fill.
func (f *file) reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets) - 1
}

func (f *file) open(n int) {
	f.offsets[n] = len(f.b)
	f.b = append(strconv.AppendInt(f.b, int64(n), 10), " 0 obj\n"...)
}

// set writes object n.
func (f *file) set(n int, body []byte) {
	f.open(n)
	f.b = append(append(f.b, body...), "\nendobj\n"...)
}

func (f *file) add(body []byte) int {
	n := f.reserve()
	f.set(n, body)
	return n
}

// stream adds a stream with the given entries of its dictionary, without Length.
func (f *file) stream(entries string, data []byte) int {
	n := f.reserve()
	f.open(n)
	f.b = append(append(f.b, "<<"...), entries...)
	f.b = strconv.AppendInt(append(f.b, "/Length "...), int64(len(data)), 10)
	f.b = append(f.b, ">>\nstream\n"...)
	f.b = append(append(f.b, data...), "\nendstream\nendobj\n"...)
	return n
}

// close writes the cross-reference table and the trailer; info is 0 for none. The file's ID is the hash of all bytes
// before them.
func (f *file) close(root, info int) []byte {
	id := sha256.Sum256(f.b)
	at := len(f.b)
	b := append(f.b, "xref\n0 "...)
	b = strconv.AppendInt(b, int64(len(f.offsets)), 10)
	b = append(b, "\n0000000000 65535 f \n"...)
	for _, v := range f.offsets[1:] {
		digits := strconv.Itoa(v)
		b = append(b, "0000000000"[len(digits):]...)
		b = append(append(b, digits...), " 00000 n \n"...)
	}
	b = strconv.AppendInt(append(b, "trailer\n<</Size "...), int64(len(f.offsets)), 10)
	b = reference(append(b, "/Root "...), root)
	if info != 0 {
		b = reference(append(b, "/Info "...), info)
	}
	b = append(b, "/ID["...)
	for range 2 {
		b = append(b, '<')
		b = appendHex(b, id[:16])
		b = append(b, '>')
	}
	b = strconv.AppendInt(append(b, "]>>\nstartxref\n"...), int64(at), 10)
	return append(b, "\n%%EOF\n"...)
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

// A deflater compresses streams, one after the other.
type deflater struct {
	b bytes.Buffer
	z *zlib.Writer
}

func newDeflater() *deflater {
	d := &deflater{}
	d.z = zlib.NewWriter(&d.b)
	return d
}

func (d *deflater) deflate(data []byte) []byte {
	d.b.Reset()
	d.z.Reset(&d.b)
	_, _ = d.z.Write(data) // a bytes.Buffer takes all
	_ = d.z.Close()
	return bytes.Clone(d.b.Bytes())
}
