package mail

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/resolution"
	"publish/pipeline/segment"
)

var english = language.MustParse("en")

// phrases are the shipped words of a language.
func phrases(t testing.TB, l language.Language) edition.Phrases {
	t.Helper()
	var ms []match.Match
	for _, u := range edition.PublicationUnits() {
		if w, there := edition.Shipped(l)[u.Key]; there {
			ms = append(ms, match.Match{Unit: u, Class: match.Translated, Target: w.Other, Forms: w.Forms})
		}
	}
	p, fs := edition.NewPhrases(l, english, ms)
	if len(fs) > 0 {
		t.Fatal(fs)
	}
	return p
}

func paragraph(l language.Language, kind resolution.Kind, text string) edition.Block {
	return edition.Block{Kind: kind, Language: l, Spans: []edition.Span{{Text: text}}}
}

// sampleEdition is a short French edition of a federation of mills.
func sampleEdition(t testing.TB) edition.Edition {
	fr := language.MustParse("fr")
	item := paragraph(fr, resolution.Item, "Que chaque moulin ouvre ses portes un dimanche par mois, et que l’eau reste à ceux qui vivent le long de la rivière.")
	item.Label, item.Level = "•", 1
	link := paragraph(fr, resolution.Paragraph, "")
	link.Spans = []edition.Span{{Text: "Le texte se trouve "}, {Text: "sur notre site", URL: "https://example.org/moulins"}, {Text: "."}}
	signatory := edition.Block{Kind: resolution.SignatoryOf, Language: fr, Signatory: &edition.Signatory{Number: "1."},
		Spans: []edition.Span{{Text: "水車連盟", Language: language.MustParse("ja")}, {Text: " (Fédération des moulins), Japon"}}}
	second := signatory
	second.Signatory = &edition.Signatory{Number: "12."}
	outdated := paragraph(fr, resolution.Slogan, "L’eau à tous !")
	outdated.Provenance, outdated.Mark = edition.Outdated, "[version antérieure]"
	return edition.Edition{Name: "mills", Language: fr, Source: english, Status: edition.Provisional,
		Title: "Les moulins d’Europe : résolution", Date: language.Date{Year: 2020, Month: 11, Day: 12}, Revision: 2,
		Publisher: edition.Publisher{Name: "Fédération des moulins", Email: "bureau@example.org", Imprint: []string{"12, quai des Meuniers", "31000 Toulouse"}},
		Notice:    []edition.Span{{Text: "Ceci est une édition provisoire. 1 passage traduit une version antérieure du texte."}, {Text: "This is a provisional edition. 1 passage translates an earlier version of the text."}},
		Blocks: []edition.Block{
			paragraph(fr, resolution.Title, "Les moulins d’Europe : résolution"),
			paragraph(fr, resolution.Dateline, "Toulouse, le 12 novembre 2020"),
			paragraph(fr, resolution.Paragraph, "Les moulins tournent depuis mille ans, et pourtant personne n’a demandé aux meuniers ce qu’ils savent de la rivière."),
			item, item, link, outdated, paragraph(fr, resolution.Signatories, "Signataires :"), signatory, second},
		Phrases: phrases(t, fr), Hash: strings.Repeat("1a2b3c4d", 8)}
}

func standard(t testing.TB) *Template {
	t.Helper()
	parsed, err := ParseTemplate("templates/mailer.txt.tmpl", DefaultTemplate())
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// If it fails, readers get another mail than the one that was looked at.
func TestText(t *testing.T) {
	got, fs, err := Text(sampleEdition(t), standard(t))
	if err != nil || len(fs) > 0 {
		t.Fatal(err, fs)
	}
	want, err := os.ReadFile("testdata/mills.fr.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got.Text != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// If it fails, `init` writes another template than the one the project's own samples are mailed with.
func TestTheProjectsTemplateIsTheProgramsOwn(t *testing.T) {
	data, err := os.ReadFile("../../templates/mailer.txt.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(data, DefaultTemplate()) {
		t.Error("templates/mailer.txt.tmpl differs from pipeline/mail/mailer.txt.tmpl")
	}
}

// If it fails, mails of some script run out of the window, or lose a word at a line's end.
func TestNoLineIsWiderThanColumns(t *testing.T) {
	words := []string{"Wasser", "l’eau", "« eau »", "вода", "νερό", "水車連盟の皆さん", "물레방아", "โรงสีน้ำเป็นของทุกคนในโลก", "រោងម៉ាស៊ីន", "पनचक्की", "طاحونة", "e\u0301\u0301\u0301", "👨‍👩‍👧", "🇫🇷", "✈\ufe0f",
		strings.Repeat("x", 90), strings.Repeat("水", 80), "https://example.org/" + strings.Repeat("y", 80), "\u202eabc\u202c", "\u00a0", "-", "»", "a\u2028b", "\t", "፡፡ቃል፡ቃል"}
	tmpl := standard(t)
	rapid.Check(t, func(t *rapid.T) {
		e := edition.Edition{Name: "x", Language: english, Source: english, Status: edition.Final, Title: "x"}
		for range rapid.IntRange(1, 5).Draw(t, "blocks") {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 40).Draw(t, "words"), rapid.SampledFrom([]string{" ", "", "  "}).Draw(t, "between"))
			b := paragraph(english, rapid.SampledFrom([]resolution.Kind{resolution.Paragraph, resolution.Title, resolution.Item, resolution.Quote}).Draw(t, "kind"), text)
			if b.Kind == resolution.Title || b.Kind == resolution.Quote {
				e.Blocks = append(e.Blocks, b)
				continue
			}
			b.Label = rapid.SampledFrom([]string{"", "•", "(xii)", strings.Repeat("9", 60)}).Draw(t, "label")
			e.Blocks = append(e.Blocks, b)
		}
		m, fs, err := Text(e, tmpl)
		if err != nil {
			t.Fatal(err)
		}
		text, long := m.Text, 0
		for line := range strings.SplitSeq(text, "\n") {
			if Width(line) > Columns || uniseg.StringWidth(line) > Columns {
				if strings.Contains(line, " ") || !isURL(line) {
					t.Fatalf("%d columns: %q", Width(line), line)
				}
				long++
			}
			if strings.TrimRight(line, " ") != line {
				t.Fatalf("blanks at the end of %q", line)
			}
		}
		said := 0
		for _, f := range fs {
			if f.Rule == "mail-long-url" {
				said++
			}
		}
		if said != long {
			t.Fatalf("%d lines with long addresses, %d findings", long, said)
		}
		for _, b := range e.Blocks {
			if !strings.Contains(bare(text), bare(b.Label+b.Text())) {
				t.Fatalf("%q is lost in\n%s", b.Text(), text)
			}
		}
	})
}

// bare is a text without white space and rules.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x2028 || r == '=' || r == '-' {
			return -1
		}
		return r
	}, s)
}

// If it fails, a line that we count as narrow is wide in a terminal.
func TestWidthIsNeverLessThanATerminals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if plain(s) == s && Width(s) < uniseg.StringWidth(s) {
			t.Fatalf("%q has %d columns, not %d", s, uniseg.StringWidth(s), Width(s))
		}
	})
	for s, want := range map[string]int{"é": 1, "e\u0301": 1, "水": 2, "ｱ": 1, "Ａ": 2, "한": 2, "กำ": 2, "กี่": 3, "→": 1, "की": 2, "می\u200cرود": 6, "مُ": 1, "“”": 2, "שלום": 4, "👍": 2} {
		if got := Width(s); got != want {
			t.Errorf("%q has %d columns, not %d", s, got, want)
		}
	}
	for r := rune(0xA0); r < 0x20000; r++ {
		if 0xD800 <= r && r < 0xE000 {
			continue
		}
		if got, want := runeWidth(r), uniseg.StringWidth(string(r)); got < want {
			t.Fatalf("%U has %d columns, not %d", r, want, got)
		}
	}
}

// If it fails, wrapped text reads badly: French punctuation alone at a line's beginning, a bullet's text under the bullet.
func TestWrap(t *testing.T) {
	for _, c := range []struct{ text, first, rest, want string }{
		{"one two three four", "", "", "one two\nthree four"},
		{"one two three", "- ", "  ", "- one two\n  three"},
		{"aa bbb cc ! dd", "", "", "aa bbb\ncc ! dd"},
		{"aaaaaa « mot » b", "", "", "aaaaaa\n« mot » b"},
		{"aaaaaaaaaaaaaaaaaaaaaa bb", "", "", "aaaaaaaaaa\naaaaaaaaaa\naa bb"},
		{"see https://example.org/x for", "", "", "see\nhttps://example.org/x\nfor"},
		{"- see https://example.org/x", "* ", "  ", "* - see\nhttps://example.org/x"},
		{"水車連盟の皆さん", "", "", "水車連盟の\n皆さん"},
		{"水車連盟。水車", "", "", "水車連盟。\n水車"},
		{"เมืองไทยเป็นของทุกคน", "", "", "เมืองไทย\nเป็นของทุก\nคน"},
		{"", "", "", ""},
	} {
		w := wrapper{columns: 10}
		if got := unmarked(w.wrap(c.text, c.first, c.rest)); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// If it fails, a template's author is not told where a template is wrong, or a template can hang or flood a run.
func TestTemplatesAreBounded(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"{{.Titel}}", "templates/mailer.txt.tmpl:1:2: at <.Titel>: can't evaluate field Titel in type the mailer; use the names that the comment"},
		{"a\n{{range .Blocks}}", "templates/mailer.txt.tmpl:2: unexpected EOF; correct it"},
		{"\n\n{{upper .Title}}", `templates/mailer.txt.tmpl:3: function "upper" not defined; correct it`},
		{"\n{{printf \"%9999999s\" .Title}}", `templates/mailer.txt.tmpl:2:2: a mailer has no function "printf"; use wrap, width, rule`},
		{`{{(print .Title | html).X}}`, `no function "print"`},
		{`{{define "a"}}{{template "b"}}{{end}}{{define "b"}}{{template "a"}}{{end}}{{template "a"}}`, `calls itself; write it as a loop`},
		{"{{range 1000000000000}}{{end}}", "does more than a mailer can need"},
		{"{{range 9223372036854775807}}{{range 1000000000000}}{{break}}{{end}}{{end}}", "does more than a mailer can need"},
		{"{{range 1000000000000}}{{if wrap $.Title}}{{end}}{{continue}}{{end}}", "does more than a mailer can need"},
		{"{{range 1000000}}" + strings.Repeat("x", 1000) + "{{end}}", "prints more than 4 MB"},
		{"{{rule .Title 1 2}}", "wrong number of args for rule"},
		{"{{wrap}}", "wrap takes a text"},
		{"a\x00b", "templates/mailer.txt.tmpl:1: a NUL character"},
		{"{{.Title}}\ncaf\xe9", "templates/mailer.txt.tmpl:2: not UTF-8"},
		{strings.Repeat("x", MaxTemplate+1), "at most 65536 are read"},
		{"{{define \"x\"}}a{{end}}", "the template prints nothing"},
	} {
		_, err := ParseTemplate("templates/mailer.txt.tmpl", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "templates/mailer.txt.tmpl") {
			t.Errorf("%.40q: %v\nwant %s", c.text, err, c.want)
		}
	}
	long, err := ParseTemplate("t", []byte("x{{range .Blocks}}{{range $.Blocks}}{{range $.Blocks}}{{range $.Blocks}}{{end}}{{end}}{{end}}{{end}}"))
	if err != nil {
		t.Fatal(err)
	}
	e := sampleEdition(t)
	for range 6 {
		e.Blocks = append(e.Blocks, e.Blocks...)
	}
	if _, _, err := Text(e, long); err == nil || !strings.Contains(err.Error(), "a loop in a loop") {
		t.Error(err)
	}
}

// If it fails, a template syntax in a resolution is interpreted, or a BOM and CRLF in a template reach the mail.
func TestTextsAreData(t *testing.T) {
	e := sampleEdition(t)
	e.Blocks[2].Spans[0].Text = "{{range 5}}x{{end}} <!-- ${HOME} -->"
	tmpl, err := ParseTemplate("t", []byte("\uFEFF{{range .Blocks}}{{wrap .Text}}\r\n{{end}}"))
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := Text(e, tmpl)
	if err != nil || !strings.Contains(m.Text, "{{range 5}}x{{end}} <!-- ${HOME} -->") || strings.ContainsAny(m.Text, "\r\uFEFF") {
		t.Error(m.Text, err)
	}
}

// If it fails, two offices send two different mails for one edition, or verify finds a file changed that is not.
func TestMessageIsDeterministic(t *testing.T) {
	e := sampleEdition(t)
	pdf := Attachment{Data: bytes.Repeat([]byte("%PDF-1.6\x00\xff"), 5000)}
	first, err := Message(e, Mailer{Text: "Texte à lire\n", ends: []end{hard}}, pdf)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := Message(e, Mailer{Text: "Texte à lire\n", ends: []end{hard}}, pdf)
		if err != nil || !bytes.Equal(first, again) {
			t.Fatal("not the same bytes", err)
		}
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(string(first), "\r\n"), "\r\n") {
		if len(line) >= 78 || strings.ContainsAny(line, "\r\n") || strings.ContainsFunc(line, func(r rune) bool { return r > 0x7E }) {
			t.Errorf("%d: %q", len(line), line)
		}
	}
	head, _, _ := strings.Cut(string(first), "\r\n\r\n")
	for _, want := range []string{"Date: Thu, 12 Nov 2020 12:00:00 +0000", "Content-Language: fr", "MIME-Version: 1.0"} {
		if !strings.Contains(head+"\r\n", want+"\r\n") {
			t.Errorf("no %q in\n%s", want, head)
		}
	}
}

// A received message is what another program reads.
type received struct {
	Headers  [][2]string `json:"headers"`
	Defects  []string    `json:"defects"`
	Subject  string      `json:"subject"`
	From     string      `json:"from"`
	Text     string      `json:"text"`
	Name     string      `json:"name"`
	Type     string      `json:"type"`
	PDF      int         `json:"pdf"`
	Multi    string      `json:"multi"`
	Language string      `json:"language"`
	DelSp    bool        `json:"delsp"`
}

const reader = `
import email, email.policy, json, sys
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default.clone(raise_on_defect=True))
parts = list(m.iter_parts())
defects = [str(d) for p in m.walk() for d in p.defects] + [str(d) for p in m.walk() for h in p.values() for d in h.defects]
print(json.dumps(dict(headers=[[k, str(v)] for k, v in m.items()], defects=defects, subject=m["Subject"], multi=m.get_content_type(),
  text=parts[0].get_content(), name=parts[1].get_filename(), type=parts[1].get_content_type(), pdf=len(parts[1].get_content()),
  **{"from": str(m["From"])}, language=m["Content-Language"], delsp=parts[0].get_param("delsp") == "yes")))
`

// read has Python's email package read a message, strictly.
func read(t *testing.T, message []byte) received {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed: the message is not read by another program")
	}
	c := exec.Command(python, "-c", reader)
	c.Stdin = bytes.NewReader(message)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%.2000s", err, &stderr, message)
	}
	var r received
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// If it fails, mail programs show a wrong subject, sender or file name, or cannot open the PDF.
func TestAnotherProgramReadsTheMessage(t *testing.T) {
	for _, title := range []string{"Les moulins d’Europe : résolution", "水車連盟の決議" + strings.Repeat("水", 60), "plain", `a "quoted" title; x=y`,
		"x\r\nBcc: all@example.org\r\n\r\nbody", "../../etc/passwd", "CON", "\u202efdp.exe", strings.Repeat("long title ", 60), "", "=?UTF-8?q?x?=", "a@b.c, d"} {
		e := sampleEdition(t)
		e.Title, e.Status = title, edition.Final
		e.Publisher.Name = "Fédération “des” moulins, <a@b>"
		if strings.HasPrefix(title, "水") {
			e.Blocks[2].Spans[0].Text = strings.Repeat("水車は回る。", 100)
		}
		text, _, err := Text(e, standard(t))
		if err != nil {
			t.Fatal(err)
		}
		data, err := Message(e, text, Attachment{Data: []byte("%PDF-1.6\r\n\n\x00\xff")})
		if err != nil {
			t.Fatal(err)
		}
		r := read(t, data)
		if len(r.Defects) > 0 || r.Multi != "multipart/mixed" || r.Type != "application/pdf" || r.PDF != 13 || r.Language != "fr" {
			t.Errorf("%q: %+v", title, r)
		}
		if len(r.Headers) != 7 {
			t.Errorf("%q: headers %v", title, r.Headers)
		}
		if strings.HasPrefix(title, "水") != strings.Contains(string(data), "delsp=yes\r\nContent-Transfer-Encoding: base64") {
			t.Errorf("%q: the text's encoding", title)
		}
		if r.Subject != Subject(e) || r.Name != AttachmentName(e) || unflowed(strings.ReplaceAll(r.Text, "\r\n", "\n"), r.DelSp).Text != text.Text {
			t.Errorf("%q:\n%q\n%q\n%q", title, r.Subject, r.Name, r.Text)
		}
		if strings.ContainsAny(r.Name, `/\:`) || !strings.HasSuffix(r.Name, ".pdf") || !strings.HasSuffix(r.From, "<bureau@example.org>") {
			t.Errorf("%q: %q from %s", title, r.Name, r.From)
		}
	}
}

// If it fails, a provisional edition looks like a finished one in a mailbox, or a corrected one like the first.
func TestSubjectBeginsWithTheWordsForWhatIsNotFinal(t *testing.T) {
	e := sampleEdition(t)
	if got := Subject(e); got != "Édition provisoire – Édition corrigée (révision 2) – Les moulins d’Europe : résolution" {
		t.Errorf("%q", got)
	}
	if got := AttachmentName(e); got != "Édition provisoire - Édition corrigée (révision 2) - Les moulins d’Europe résolution.pdf" {
		t.Errorf("%q", got)
	}
	e.Status, e.Revision = edition.Final, 1
	if got := Subject(e); got != e.Title {
		t.Errorf("%q", got)
	}
}

// If it fails, a slip in config.toml makes a mail that no server takes.
func TestSenderIsChecked(t *testing.T) {
	for email, want := range map[string]string{"": "has no address to send from", "büro@example.org": "is no plain mail address in ASCII", "a@b\r\nBcc: c@d": "is no plain", "nobody": "is no plain", "a@b@c": "is no plain", "A <a@example.org>": "is no plain"} {
		e := sampleEdition(t)
		e.Publisher.Email = email
		if _, err := Message(e, Mailer{Text: "x\n"}, Attachment{}); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "config.toml: ") {
			t.Errorf("%q: %v", email, err)
		}
	}
}

// If it fails, hostile texts hang a run.
func TestHostileTextsEndInTime(t *testing.T) {
	tmpl := standard(t)
	for name, text := range map[string]string{
		"one word": strings.Repeat("x", 1<<20), "marks": "a" + strings.Repeat("\u0301", 1<<19), "wide": strings.Repeat("水", 1<<18),
		"Thai": strings.Repeat("โรงสีน้ำ", 1<<15), "blanks": strings.Repeat(" ", 1<<20), "quotes": strings.Repeat("« ", 1<<18), "closing": strings.Repeat("» ", 1<<18), "Thai and Latin": strings.Repeat("x", 1<<19) + "ก" + strings.Repeat("x", 1<<19), "Thai marks": "ก" + strings.Repeat("ู", 1<<18), "Thai vowels": strings.Repeat("ๆ", 1<<18), "Thai prefixes": strings.Repeat("เ", 1<<18),
		"words": strings.Repeat(strings.Repeat("y", 80)+" ", 1<<12), "emoji": strings.Repeat("👨\u200d", 1<<16),
	} {
		e := sampleEdition(t)
		e.Blocks[2].Spans[0].Text = text
		start := time.Now()
		got, fs, err := Text(e, tmpl)
		t.Logf("%s: %v, %d findings", name, time.Since(start), len(fs))
		if err != nil || !strings.Contains(bare(got.Text), bare(text)) {
			t.Errorf("%s: %v", name, err)
		}
		if finding.Worst(fs) > finding.Warning {
			t.Errorf("%s: %v", name, fs)
		}
	}
}

// If it fails, a long resolution has no mailer, though the template is the program's own.
func TestManyBlocks(t *testing.T) {
	e := sampleEdition(t)
	signatory := e.Blocks[len(e.Blocks)-1]
	e.Blocks = nil
	for range 60_000 { // 3 MB of text
		e.Blocks = append(e.Blocks, signatory)
	}
	text, _, err := Text(e, standard(t))
	if err != nil || strings.Count(text.Text, "水車連盟") != len(e.Blocks) {
		t.Fatal(err, len(text.Text))
	}
	for range 2 {
		e.Blocks = append(e.Blocks, e.Blocks...)
	}
	if _, _, err := Text(e, standard(t)); err == nil || !strings.Contains(err.Error(), "more than 4 MB") {
		t.Error(err)
	}
}

// If it fails, a template of a project can end the program, or print a line that is too wide.
func FuzzTemplate(f *testing.F) {
	f.Add(defaultTemplate)
	f.Add(`{{range $i, $b := .Blocks}}{{with $b.Mark}}{{wrap . $b.Text}}{{else}}{{slice $b.Text 0 1}}{{end}}{{end}}`)
	f.Add(`{{define "x"}}{{rule "-" (len .)}}{{end}}{{template "x" .Title}}{{range 3}}{{.}}{{break}}{{end}}`)
	e := sampleEdition(f)
	f.Fuzz(func(t *testing.T, text string) {
		tmpl, err := ParseTemplate("t.tmpl", []byte(text))
		if err != nil {
			return
		}
		got, _, err := Text(e, tmpl)
		if err != nil {
			return
		}
		for line := range strings.SplitSeq(got.Text, "\n") {
			if Width(line) > Columns && (!isURL(line) || strings.Contains(line, " ")) {
				t.Fatalf("%d columns: %q", Width(line), line)
			}
		}
	})
}

// BenchmarkEdition is what each edition of a large federation costs beside its pages: assembled, worded and packed, without
// the PDF's bytes. The text is that of a resolution of five pages.
func BenchmarkEdition(b *testing.B) {
	const file = "../../../shared/resolutions/000_e919d86edf1fbca6.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		b.Skip("the real resolutions are not beside the checkout")
	}
	doc, _, err := resolution.Parse("resolutions/ten-years.txt", data, resolution.Register{})
	if err != nil {
		b.Fatal(err)
	}
	fr := language.MustParse("fr")
	in := edition.Input{Document: doc, Phrases: phrases(b, fr), Language: fr, Source: english, Settings: edition.DefaultSettings(),
		Publisher: edition.PublisherSettings{Name: map[string]string{"": "Fédération"}, Email: "bureau@example.org"}}
	for _, u := range segment.Units(doc) {
		in.Matches = append(in.Matches, match.Match{Unit: u, Class: match.Translated, Target: "Été " + u.Text})
	}
	tmpl := standard(b)
	b.ReportAllocs()
	for b.Loop() {
		e, _ := edition.Assemble(in)
		text, _, err := Text(e, tmpl)
		if err != nil || e.Status != edition.Final {
			b.Fatal(err, e.Status)
		}
		if _, err := Message(e, text, Attachment{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	e, tmpl := sampleEdition(b), standard(b)
	for range 3 {
		e.Blocks = append(e.Blocks, e.Blocks...)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Text(e, tmpl); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMessage(b *testing.B) {
	e, tmpl := sampleEdition(b), standard(b)
	text, _, err := Text(e, tmpl)
	if err != nil {
		b.Fatal(err)
	}
	for name, size := range map[string]int{"text alone": 0, "60 kB": 60_000} {
		pdf := Attachment{Data: make([]byte, size)}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Message(e, text, pdf); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
