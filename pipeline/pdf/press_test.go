package pdf

import (
	"bytes"
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
