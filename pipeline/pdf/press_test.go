package pdf

import (
	"bytes"
	"compress/zlib"
	"io"
	"testing"

	"publish/pipeline/layout"
	"publish/pipeline/typeface"
)

// If it fails, an edition's file depends on which files the same run wrote before it: a font that is kept was given to a document that
// uses others of its letters.
func TestFilesOfOnePressAreAsIfAlone(t *testing.T) {
	template, err := layout.ParseTemplate("templates/page.toml", nil)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := typeface.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	file := func(l *typeface.Library, p *Press, s sample) []byte {
		shaper := l.NewShaper()
		d, _, err := layout.Lay(sampleEdition(s, 1), template, shaper)
		if err != nil {
			t.Fatal(err)
		}
		data, err := p.Write(d, shaper, Meta{Creator: "publish test"})
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	var press Press
	for range 2 {
		for _, s := range samples {
			own, err := typeface.Open(nil)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(file(shared, &press, s), file(own, new(Press), s)) {
				t.Errorf("%s: on a press that has written other files, the file has other bytes", s.tag)
			}
		}
	}
	if len(press.z.kept) == 0 {
		t.Error("no font was kept")
	}
}

// If it fails, a font, or a page, is in the file that the same run wrote before.
func TestWhatADeflaterKeepsIsThatOfItsData(t *testing.T) {
	var d deflater
	memory := bytes.Repeat([]byte("a font of some kilobytes "), 200)
	data := [][]byte{memory, memory[:len(memory)/2], memory[1:], bytes.Repeat([]byte("b"), len(memory)), nil}
	for range 2 * mostKept {
		data = append(data, bytes.Clone(memory[:len(memory)-len(data)]))
	}
	for range 2 {
		for i, one := range data {
			r, err := zlib.NewReader(bytes.NewReader(d.deflateShared(one)))
			if err != nil {
				t.Fatal(err)
			}
			if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, one) {
				t.Fatalf("%d: %d bytes became %d, %v", i, len(one), len(back), err)
			}
		}
	}
	if again := d.deflateShared(data[len(data)-1]); &again[0] != &d.deflateShared(data[len(data)-1])[0] {
		t.Error("nothing was kept")
	}
}
