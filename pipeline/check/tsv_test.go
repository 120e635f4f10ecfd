package check

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"publish/pipeline/language"
)

const head = "id\tsource\ttarget\tlang\n"

// If it fails, somebody's table is read otherwise than it was written.
func TestReadTSV(t *testing.T) {
	texts, wrong, err := ReadTSV("t.tsv", strings.NewReader("\ufeffTarget\tnote\tLANG\tid\tSource\r\n \"Oui\" \tx\tpt_BR\t7\tYes\r\n\r\nsó\tx\txx-invalid-tag-9\t8\tonly\nlast\tx\tde\t9\ta\\tb"))
	if err != nil {
		t.Fatal(err)
	}
	if len(texts) != 2 || texts[0].Target != ` "Oui" ` || texts[0].Language.String() != "pt-BR" || texts[0].ID != "7" || texts[0].Place.Line != 2 || texts[1].Source != `a\tb` {
		t.Errorf("texts: %+v", texts)
	}
	if len(wrong) != 1 || !strings.HasPrefix(wrong[0].Error(), "t.tsv:4: ") {
		t.Errorf("wrong rows: %v", wrong)
	}
}

// If it fails, a bad table ends in a message that says neither where nor what to do, or eats the memory of the machine.
func TestReadTSVRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "t.tsv: the table is empty"},
		{"id\tsource\ttarget\n", `t.tsv:1: no column is named "lang"`},
		{"id\tsource\ttarget\tlang\tid\n", `t.tsv:1: two columns are named "id"`},
		{head + "1\ta\t" + strings.Repeat("x", MaxLine) + "\tfr\n", "t.tsv:2: the line has more than 1048576 bytes"},
		{strings.Repeat("x", MaxLine+1), "t.tsv:1: the line has more than 1048576 bytes"},
	} {
		if _, _, err := ReadTSV("t.tsv", strings.NewReader(c.text)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.40q: %v, wanted %s", c.text, err, c.want)
		}
	}
	row := []byte("1\ta\tb\tfr\n")
	table := append([]byte(head), bytes.Repeat(row, MaxRows)...)
	if texts, _, err := ReadTSV("t.tsv", bytes.NewReader(table)); err != nil || len(texts) != MaxRows {
		t.Errorf("a table as long as may be: %d rows, %v", len(texts), err)
	}
	if _, _, err := ReadTSV("t.tsv", bytes.NewReader(append(table, row...))); err == nil || !strings.HasPrefix(err.Error(), "t.tsv:500002: more than 500000 rows") {
		t.Errorf("one row too many: %v", err)
	}
	long := "1\ta\t" + strings.Repeat("b", 1<<19) + "\tfr\n"
	if _, _, err := ReadTSV("t.tsv", strings.NewReader(head+strings.Repeat(long, MaxTable/len(long)+1))); err == nil || !strings.Contains(err.Error(), "more than 268435456 bytes") {
		t.Errorf("too many bytes: %v", err)
	}
	_, wrong, err := ReadTSV("t.tsv", strings.NewReader(head+strings.Repeat("1\ta\n", 500)))
	if err != nil || len(wrong) != maxWrong+1 || !strings.Contains(wrong[0].Error(), "t.tsv:2: the row has 2 fields, so it lacks its target") {
		t.Errorf("short rows: %v, %d of them told: %v", err, len(wrong), wrong[:1])
	}
}

// FuzzReadTSV holds a table to what was in it: a text has the fields of its line, and no line is lost.
func FuzzReadTSV(f *testing.F) {
	f.Add(head + "1\tYes\tOui\tfr\n\n2\tNo\tNon\tfr")
	f.Add("\ufefflang\tTARGET\tx\tid\tsource\r\nfr\tOui\t\t1\tYes\r\n")
	f.Add(head + "1\t\x80\t\"\"\tpt_BR\n1\n")
	f.Fuzz(func(t *testing.T, text string) {
		texts, wrong, err := ReadTSV("t.tsv", strings.NewReader(text))
		if err != nil {
			if len(texts) > 0 {
				t.Fatal("texts beside an error")
			}
			return
		}
		lines := strings.Split(text, "\n")
		rows := 0
		for _, l := range lines[1:] {
			if strings.TrimRight(strings.TrimSuffix(l, "\r"), " ") != "" {
				rows++
			}
		}
		if len(wrong) < maxWrong && rows != len(texts)+len(wrong) {
			t.Fatalf("%d rows, %d texts and %d wrong ones", rows, len(texts), len(wrong))
		}
		for _, x := range texts {
			fields := strings.Split(strings.TrimSuffix(lines[x.Place.Line-1], "\r"), "\t")
			if !slices.Contains(fields, x.ID) || !slices.Contains(fields, x.Source) || !slices.Contains(fields, x.Target) {
				t.Fatalf("line %d is %q, and its text %+v", x.Place.Line, fields, x)
			}
		}
	})
}

// FuzzTexts holds the rules to ending, to saying the same twice, and to naming a text that is there.
func FuzzTexts(f *testing.F) {
	for i, s := range samples(f) {
		if i%3 == 0 {
			f.Add(s.Source, s.Target, s.Language.String())
		}
	}
	f.Add("a\x00b", "\x80\ufffd\u202e", "ar")
	f.Add(strings.Repeat("one hundred thousand ", 20), strings.Repeat("一億", 40), "ja")
	f.Add(strings.Repeat("(", 50)+"1,1.1'1:1", strings.Repeat("“«", 50), "he")
	f.Fuzz(func(t *testing.T, source, target, tag string) {
		l, err := language.Parse(tag)
		if err != nil {
			l = language.MustParse("fr")
		}
		texts := []Text{{ID: "1", Source: source, Target: target, Language: l}, {ID: "2", Source: target, Target: source, Language: l}, {ID: "3", Source: source, Target: target + ".", Language: l}}
		faults := Texts(texts, Options{Names: []string{"IFRK"}})
		for i, f := range faults {
			if f.Text < 0 || f.Text >= len(texts) || i > 0 && f.Text < faults[i-1].Text || f.What == "" || f.Do == "" {
				t.Fatalf("%+v", f)
			}
		}
		if again := Texts(texts, Options{Names: []string{"IFRK"}}); !slices.Equal(faults, again) {
			t.Fatalf("%v, then %v", faults, again)
		}
	})
}

// If it fails, a text that somebody made to stop the program does: each of these is as long as a text may be, and must be
// looked at in a time that grows with its length (the whole takes a second or two).
func TestLongTexts(t *testing.T) {
	l := language.MustParse("fr")
	for _, piece := range []string{"a! b", `1" `, "7 ", "1,", "((", "“«", "Ã©", "é", "the of and ", "nous nous ", "<b>", "%s {a} ", "一億", "two hundred and ", "AB ", "a.B", "\u202e", "x", ":a ", "1:1 ", "& ", "**", "oο", "janvier 1 ", "{", "{a, plural, other {", "'{", "<a b=\"", "two ", "Oui oui. ", "一", "`a' "} {
		long := strings.Repeat(piece, MaxText/len(piece))
		Texts([]Text{{Source: long, Target: "Oui", Language: l}, {Source: "Yes", Target: long, Language: l}, {Source: long + ".", Target: long, Language: l}}, Options{Names: []string{"IFRK"}})
	}
}
