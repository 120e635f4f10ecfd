package typeface

import (
	"reflect"
	"strings"
	"sync"
	"testing"

	"publish/pipeline/language"
)

// If it fails, an edition's bytes depend on which editions the same run made before it, or beside it: what a library keeps from one
// document to the next would show.
func TestDocumentsOfOneLibraryAreAsIfAlone(t *testing.T) {
	tags := strings.Fields("ar az bg bn de fa fr he hi ja ko mr nl pl ro ru sr tr ur zh zh-Hant")
	shared := open(t)
	got := make([][]*Shaped, 2*len(tags))
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() { got[i] = document(t, shared, tags[i%len(tags)]) })
	}
	all.Wait()
	for i, tag := range tags {
		want := document(t, open(t), tag)
		for _, own := range [][]*Shaped{got[i], got[i+len(tags)]} {
			for k := range want {
				if !reflect.DeepEqual(plainly(own[k]), plainly(want[k])) {
					t.Errorf("%s: %q is set otherwise by a library that has set other documents", tag, want[k].Text)
				}
			}
		}
	}
}

// If it fails, a word that stands at the beginning and at the end of a long document is drawn with two codes: the file grows, and two
// offices that forget at other words get other bytes.
func TestForgottenWordsKeepTheirCodes(t *testing.T) {
	s, en := open(t).NewShaper(), language.MustParse("en")
	shape := func(i int) *Shaped {
		word := []byte{'a' + byte(i%26), 'a' + byte(i/26%26), 'f', 'a' + byte(i/676%26), 'e'}
		shaped, err := s.Shape(string(word), en, false, Style{})
		if err != nil {
			t.Fatal(err)
		}
		return shaped
	}
	first := shape(0)
	for i := range mostWords + 10 {
		shape(i)
	}
	again := shape(0)
	if first == again {
		t.Errorf("no word was forgotten: %d are remembered", len(s.last.words))
	}
	if !reflect.DeepEqual(first, again) {
		t.Errorf("%q is shaped otherwise when it was forgotten: %v, not %v", first.Text, again, first)
	}
}

// If it fails, a file has the font of another: letters that look alike and read otherwise, or those of another face.
func TestSubsetsOfOneLibraryAreApart(t *testing.T) {
	l, en := open(t), language.MustParse("en")
	subset := func(hyphenated bool, style Style, text string) Subset {
		s := l.NewShaper()
		shape := s.Shape
		if hyphenated {
			shape = s.Hyphenated
		}
		if _, err := shape(text, en, false, style); err != nil {
			t.Fatal(err)
		}
		sub, err := s.Subset(s.Faces()[0])
		if err != nil {
			t.Fatal(err)
		}
		return sub
	}
	if a, b := subset(false, Style{}, "‐"), subset(true, Style{}, ""); a.Text[1] != "‐" || b.Text[1] != "\u00ad" {
		t.Errorf("a hyphen reads %q, that of a divided word %q", a.Text[1], b.Text[1])
	}
	if a, b := subset(false, Style{}, "0"), subset(false, Style{Bold: true}, "0"); a.Name == b.Name || !strings.HasSuffix(b.Name, "Bold") {
		t.Errorf("two faces have the subsets %s and %s", a.Name, b.Name)
	}
	if a, b := subset(false, Style{}, "word"), subset(false, Style{}, "word"); &a.TTF[0] != &b.TTF[0] {
		t.Error("the same subset was made twice")
	}
}

// If it fails, a font of one face is put into a file for another one, of which it has as many glyphs of the same widths.
func TestSubsetsOfTwoFacesAreNeverOne(t *testing.T) {
	l := open(t)
	parts := []drawing{{advance: 500}}
	one, other := &subset{face: l.faces[0], drawings: parts, texts: []string{"0"}}, &subset{face: l.faces[1], drawings: parts, texts: []string{"0"}}
	if one.identity() == other.identity() {
		t.Error("two faces have one subset")
	}
}

// If it fails, small capitals are set as plain letters, or plain letters as small capitals, as the word stood first in a run.
func TestWordsOfOneLibraryKeepTheirFeatures(t *testing.T) {
	styles := []Style{{}, {Features: []string{"smcp"}}, {Features: []string{"onum"}}}
	en := language.MustParse("en")
	shape := func(l *Library, text string, style Style) any {
		shaped, err := l.NewShaper().Shape(text, en, false, style)
		if err != nil {
			t.Fatal(err)
		}
		return plainly(shaped)
	}
	for _, text := range []string{"office", "ҩ", "1234", "Ελλάδα", "שָׁלוֹם"} {
		shared := open(t)
		for _, style := range append(styles, styles...) {
			if got, want := shape(shared, text, style), shape(open(t), text, style); !reflect.DeepEqual(got, want) {
				t.Errorf("%q with %q is %v, alone %v", text, style.Features, got, want)
			}
		}
	}
}

// document shapes the same texts in one language: of its own, and of others.
func document(t *testing.T, l *Library, tag string) (out []*Shaped) {
	s, own := l.NewShaper(), language.MustParse(tag)
	texts := append(countries(own)[:40], "office", "Ştiinţă", "ФРГ", "ব্যাপক", "हिन्दी", "لبنان", "القاهرة", "שָׁלוֹם", "台灣", "한국")
	for _, text := range texts {
		for i, style := range []Style{{}, {}, {Features: []string{"smcp"}}} {
			shaped, err := s.Shape(text, own, i == 1, style)
			if err != nil {
				t.Error(err)
				return nil
			}
			out = append(out, shaped)
		}
	}
	return out
}

// plainly is a text with its faces' names in place of the faces, which no two libraries share.
func plainly(s *Shaped) any {
	type run struct {
		face string
		Run
	}
	var runs []run
	for _, r := range s.Runs {
		name := r.Face.Name()
		r.Face = nil
		runs = append(runs, run{name, r})
	}
	return []any{s.Text, s.Advance, runs}
}
