package pdf

import (
	"bytes"
	"fmt"
	"strconv"

	"codeberg.org/go-pdf/fpdf"

	"publish/pipeline/layout"
)

// contain puts deflated page streams into an fpdf document and takes them out of the file that it writes. What fpdf writes
// around them (an RGB transparency group on every page, a Names tree, no structure) fits no standard: the finisher replaces it.
func contain(media layout.Rect, streams [][]byte) ([][]byte, error) {
	doc := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: fpdf.SizeType{Wd: media.X1, Ht: media.Y1}})
	doc.SetAutoPageBreak(false, 0)
	doc.SetCompression(false) // the streams are deflated already
	for _, s := range streams {
		doc.AddPage()
		doc.RawWriteStr(string(s))
	}
	var out bytes.Buffer
	if err := doc.Output(&out); err != nil {
		return nil, fmt.Errorf("writing the pages: %w", err)
	}
	return contents(out.Bytes(), streams)
}

// contents finds the page streams of an fpdf file by its cross-reference table. Each ends with the bytes that were handed in,
// and a line end; before them stand fpdf's settings of line ends, which nothing here needs.
func contents(b []byte, streams [][]byte) ([][]byte, error) {
	offsets, err := offsetsOf(b)
	if err != nil {
		return nil, err
	}
	out := make([][]byte, 0, len(streams))
	for _, at := range offsets {
		head := b[at:min(at+64, len(b))]
		if !bytes.Contains(head, []byte(" obj\n<</Length ")) || len(out) == len(streams) {
			continue
		}
		data, ok := streamAt(b, at)
		want := streams[len(out)]
		if !ok || len(data) <= len(want) {
			continue
		}
		if data = data[len(data)-1-len(want) : len(data)-1]; bytes.Equal(data, want) {
			out = append(out, data)
		}
	}
	if len(out) != len(streams) {
		return nil, fmt.Errorf("of %d pages handed to fpdf, %d are in its file; this release of fpdf writes pages another way", len(streams), len(out))
	}
	return out, nil
}

// offsetsOf reads a classic cross-reference table, in the order of object numbers.
func offsetsOf(b []byte) ([]int, error) {
	bad := fmt.Errorf("fpdf's file has no cross-reference table where it says")
	i := bytes.LastIndex(b, []byte("startxref\n"))
	if i < 0 {
		return nil, bad
	}
	digits, _, _ := bytes.Cut(b[i+len("startxref\n"):], []byte("\n"))
	at, err := strconv.Atoi(string(digits))
	if err != nil || at < 0 || at >= len(b) || !bytes.HasPrefix(b[at:], []byte("xref\n0 ")) {
		return nil, bad
	}
	digits, rows, _ := bytes.Cut(b[at+len("xref\n0 "):], []byte("\n"))
	n, err := strconv.Atoi(string(digits))
	if err != nil || n < 1 || len(rows) < 20*n {
		return nil, bad
	}
	offsets := make([]int, 0, n-1)
	for k := 1; k < n; k++ {
		v, err := strconv.Atoi(string(rows[20*k : 20*k+10]))
		if err != nil || v < 0 || v >= len(b) {
			return nil, bad
		}
		offsets = append(offsets, v)
	}
	return offsets, nil
}

// streamAt is the data of the stream object at an offset.
func streamAt(b []byte, at int) ([]byte, bool) {
	o := b[at:]
	i := bytes.Index(o, []byte("/Length "))
	if i < 0 {
		return nil, false
	}
	j := i + len("/Length ")
	k := j
	for k < len(o) && o[k] >= '0' && o[k] <= '9' {
		k++
	}
	n, err := strconv.Atoi(string(o[j:k]))
	start := bytes.Index(o[:min(len(o), 200)], []byte("stream\n"))
	if err != nil || start < 0 || n < 0 || n > len(o)-start-len("stream\n") {
		return nil, false
	}
	start += len("stream\n")
	return o[start : start+n], true
}
