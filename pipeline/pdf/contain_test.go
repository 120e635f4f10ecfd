package pdf

import (
	"bytes"
	"strings"
	"testing"

	"publish/pipeline/layout"
)

// If it fails, a page's content is lost or changed on its way through fpdf.
func TestContainGivesStreamsBack(t *testing.T) {
	streams := [][]byte{[]byte("one"), []byte("two\nendstream\nendobj\nstartxref\n9"), {0, 1, 2, 255}, []byte("one"), {}}
	got, err := contain(layout.Rect{X1: 600, Y1: 500}, streams)
	if err != nil {
		t.Fatal(err)
	}
	for i := range streams {
		if !bytes.Equal(got[i], streams[i]) {
			t.Errorf("stream %d is %q, not %q", i, got[i], streams[i])
		}
	}
}

// Whatever bytes are read, contents gives back the streams that were handed in, or an error.
func FuzzContents(f *testing.F) {
	f.Add([]byte("xref\n0 2\n0000000000 65535 f \n0000000000 00000 n \ntrailer\nstartxref\n0\n"), []byte("x"))
	f.Add([]byte("1 0 obj\n<</Length 9223372036854775807>>\nstream\nx\nxref\n0 2\n0000000000 65535 f \n0000000000 00000 n \nstartxref\n50\n"), []byte("x"))
	f.Fuzz(func(t *testing.T, file, stream []byte) {
		got, err := contents(file, [][]byte{stream})
		if err == nil && (len(got) != 1 || !bytes.Equal(got[0], stream)) {
			t.Fatalf("got %q for %q", got, stream)
		}
		if err != nil && !strings.Contains(err.Error(), "fpdf") {
			t.Fatalf("the error does not say whose file it is: %v", err)
		}
	})
}
