package match

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/language"
	"publish/pipeline/memory"
)

// Articles 25 and 7 of the Universal Declaration of Human Rights.
const (
	motherhood = "Motherhood and childhood are entitled to special care and assistance."
	children   = "All children, whether born in or out of wedlock, shall enjoy the same social protection."
	thaiBoth   = "มารดาและเด็กมีสิทธิที่จะรับการดูแลรักษาและการช่วยเหลือเป็นพิเศษ เด็กทั้งปวงไม่ว่าจะเกิดในหรือนอกสมรส จะต้องได้รับการคุ้มครองทางสังคมเช่นเดียวกัน"
	equality   = "All are equal before the law and are entitled without any discrimination to equal protection of the law. All are entitled to equal protection against any discrimination in violation of this Declaration and against any incitement to such discrimination."
	thaiEqual  = "ทุกคนเสมอกันตามกฏหมายและมีสิทธิที่จะได้รับความคุ้มครองของกฏหมายเท่าทียมกัน โดยปราศจากการเลือกปฏิบัติใด ๆ ทุกคนมีสิทธิที่จะได้รับความคุ้มครองเท่าเทียมกันจากการเลือกปฏิบัติใด ๆ อันเป็นการล่วงละเมิดปฏิญญา และจากการยุยงให้เกิดการเลือกปฏิบัติดังกล่าว"
)

// If it fails, a Thai translator gets nothing for the halves of a paragraph that was split, or the words of the other half.
func TestAThaiParagraphIsTakenApartAtItsBlanksWhereTheEndsAreSure(t *testing.T) {
	thai, err := language.Parse("th")
	if err != nil {
		t.Fatal(err)
	}
	first, second, _ := strings.Cut(thaiBoth, " ")
	pairs := []memory.Pair{{Source: motherhood + " " + children, Target: thaiBoth, Key: "r.p-1"}, {Source: equality, Target: thaiEqual, Key: "r.p-2"}}
	m, o := memory.New(pairs), Options{Source: fromEnglish, Target: thai,
		Sentences: func() *memory.Memory { return memory.New(Sentences(pairs, fromEnglish, thai)) }}
	for text, want := range map[string]string{motherhood: first, children: second} {
		if all := NewSuggester(m, o).Suggest(text, ""); len(all) != 1 || all[0].Target != want || all[0].Score != 1 {
			t.Errorf("%q: %+v, want %q", text, all, want)
		}
	}
	one, _, _ := strings.Cut(equality, ". ")
	if all := NewSuggester(m, o).Suggest(one+".", ""); len(all) != 0 {
		t.Errorf("one phrase more or less is as likely, and yet there is %+v", all)
	}
}

// If it fails, a suggestion has words that are not its sentence's, or numbers of another one.
func TestPhrasesAreRunsOfTheTargetWithTheSourcesNumbers(t *testing.T) {
	thai, _ := language.Parse("th")
	rapid.Check(t, func(t *rapid.T) {
		english := rapid.SliceOfN(rapid.SampledFrom([]string{"All came.", "We counted 35 of them at the weir.", "In the evening nobody was left to count the rest.", "So 12 stayed."}), 2, 6)
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"ทุกคน", "มีสิทธิที่จะได้รับความคุ้มครอง", "35", "12", "และ", "จะต้องได้รับการคุ้มครองทางสังคม", "UN"}), 1, 14)
		p := memory.Pair{Source: strings.Join(english.Draw(t, "source"), " "), Target: strings.Join(words.Draw(t, "target"), " ")}
		source, target := p.Source, p.Target
		for _, s := range Sentences([]memory.Pair{p}, fromEnglish, thai) {
			i, j := strings.Index(source, s.Source), strings.Index(target, s.Target)
			if i < 0 || j < 0 || digits(s.Source) != digits(s.Target) {
				t.Fatalf("%q of %q, %q of %q", s.Source, p.Source, s.Target, p.Target)
			}
			source, target = source[i+len(s.Source):], target[j+len(s.Target):]
		}
	})
}
