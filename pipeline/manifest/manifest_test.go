package manifest

import (
	"bytes"
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func example() Manifest {
	inputs := map[string]string{"edition": Hash([]byte("text")), "fonts": Hash([]byte("fonts")), "program": "0.1.0"}
	return Manifest{Schema: Schema, Name: "ten-years", Language: "fr", Status: "final", Edition: EditionHash(inputs), Forms: []string{"print"}, Pages: 3, Inputs: inputs,
		Units: []Unit{{Key: "ten-years.p-7k2mq", Class: "exact", From: "mills.p-aaaaa", SHA256: Hash([]byte("La traduction."))}},
		Outputs: []Output{
			{Name: "ten-years.fr.pdf", SHA256: Hash([]byte("%PDF")), Size: 4},
			{Name: "ten-years.fr.txt", SHA256: Hash([]byte("Dix ans\n")), Size: 8}}}
}

// If it fails, manifests of equal editions differ, and every run commits files that did not change.
func TestBytes(t *testing.T) {
	got, err := example().Bytes()
	if err != nil {
		t.Fatal(err)
	}
	const head = `{
  "schema": 1,
  "name": "ten-years",
  "language": "fr",
  "status": "final",
  "edition": "`
	if !strings.HasPrefix(string(got), head) || !bytes.HasSuffix(got, []byte("\n}\n")) {
		t.Errorf("%s", got)
	}
	again, err := Parse("x.json", got)
	if err != nil || !reflect.DeepEqual(again, example()) {
		t.Errorf("%+v, %v", again, err)
	}
}

// If it fails, a printer prints a file that nobody approved, and verify says that all is well.
func TestVerify(t *testing.T) {
	files := map[string]string{"ten-years.fr.pdf": "%PDF", "ten-years.fr.txt": "Dix ans\n"}
	read := func(name string) ([]byte, error) {
		if text, there := files[name]; there {
			return []byte(text), nil
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if found := Verify(example(), read); len(found) > 0 {
		t.Errorf("untouched: %v", found)
	}
	for _, c := range []struct{ pdf, want string }{
		{"%PDf", "ten-years.fr.pdf: error: the file's hash is "},
		{"%PDF-", "ten-years.fr.pdf: error: the file has 5 bytes; when it was made it had 4; do not send it out"},
	} {
		files["ten-years.fr.pdf"] = c.pdf
		if found := Verify(example(), read); len(found) != 1 || !strings.HasPrefix(found[0].String(), c.want) {
			t.Errorf("%s: %v", c.pdf, found)
		}
	}
	delete(files, "ten-years.fr.pdf")
	if found := Verify(example(), read); len(found) != 1 || found[0].Rule != "output-missing" {
		t.Errorf("missing: %v", found)
	}
	files["ten-years.fr.pdf"] = "%PDF"
	m := example()
	m.Inputs["fonts"] = Hash([]byte("other fonts"))
	if found := Verify(m, read); len(found) != 1 || found[0].Rule != "manifest-hash" {
		t.Errorf("edited: %v", found)
	}
}

// If it fails, a damaged manifest ends a run, reaches outside its folder, or is believed.
func TestParseRefuses(t *testing.T) {
	good, _ := example().Bytes()
	for from, c := range map[string]struct{ to, want string }{
		`"schema": 1`:        {`"schema": 9`, "a manifest of format 9; this program reads format 1"},
		`"ten-years.fr.pdf"`: {`"../ten-years.fr.pdf"`, "no name of a file beside the manifest"},
		`"ten-years.fr.txt"`: {`"ten-years.fr.pdf"`, "stands twice"},
		`"size": 4`:          {`"size": -4`, "has no SHA-256 or no size"},
		`"pages": 3,`:        {`"pages": "3",`, "not a manifest (line "},
		`"units": [`:         {`"units": `, "not a manifest (line "},
		`"status": "final"`:  {`"statu": "final"`, `unknown field "statu"`},
		`"edition": "`:       {`"edition": "Z`, "is no SHA-256"},
		"\n}\n":              {"\n}\n{}", "not a manifest"},
		`"class": "exact"`:   {`"class": "translated"`, "it was edited or damaged"},
		`mills.p-aaaaa`:      {`mills.p-aaaab`, "it was edited or damaged"},
	} {
		broken := strings.Replace(string(good), from, c.to, 1)
		if broken == string(good) {
			t.Fatalf("%q is not in the manifest", from)
		}
		_, err := Parse("output/x/x.fr.json", []byte(broken))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "output/x/x.fr.json: ") || !strings.Contains(err.Error(), "makes the edition anew") {
			t.Errorf("%s: %v", from, err)
		}
	}
	if _, err := Parse("x", make([]byte, MaxBytes+1)); err == nil {
		t.Error("a manifest past the limit was read")
	}
}

// If it fails, two editions of different inputs share a hash, and one is taken for the other.
func TestEditionHashTellsInputsApart(t *testing.T) {
	inputs := rapid.MapOfN(rapid.StringN(0, 3, -1), rapid.StringN(0, 3, -1), 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		a, b := inputs.Draw(t, "a"), inputs.Draw(t, "b")
		if same := reflect.DeepEqual(a, b); same != (EditionHash(a) == EditionHash(b)) {
			t.Fatalf("%v and %v: equal %v, hashes otherwise", a, b, same)
		}
	})
	if EditionHash(map[string]string{"ab": "c"}) == EditionHash(map[string]string{"a": "bc"}) {
		t.Error("names and values run together")
	}
}

// If it fails, a manifest from anywhere can panic a run, or what was read is written otherwise.
func FuzzParse(f *testing.F) {
	good, _ := example().Bytes()
	f.Add(good)
	f.Add([]byte(`{"schema":1}`))
	f.Add([]byte(`[]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Parse("x.json", data)
		if err != nil {
			return
		}
		out, err := m.Bytes()
		if err != nil {
			t.Fatalf("read, but not written: %v", err)
		}
		again, err := Parse("x.json", out)
		if err != nil {
			t.Fatal(err)
		}
		if second, _ := again.Bytes(); !bytes.Equal(out, second) {
			t.Fatal("written twice, not the same")
		}
	})
}

func BenchmarkBytes(b *testing.B) {
	m := example()
	for range 6 {
		m.Units = append(m.Units, m.Units...)
	}
	for b.Loop() {
		if _, err := m.Bytes(); err != nil {
			b.Fatal(err)
		}
	}
}
