package resolution

import (
	"strings"
	"testing"
)

// If it fails, an editor who makes a slip in organizations.toml is not told where it is and what to write.
func TestRegisterErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[[organization]]\nid = \"a\"\nnmae = \"b\"\n", `organizations.toml:3: unknown key "organization.nmae"; did you mean "name"?`},
		{"[[organisation]]\nid = \"a\"\n", `organizations.toml:1: unknown key "organisation"; did you mean "organization"?`},
		{"[[organization]]\nname = \"b\"\n", `organizations.toml:1: the organization "b" has no id`},
		{"[[organization]]\nid = \"a\"\nname = \" \"\n", `organizations.toml:3: the organization "a" has no name`},
		{"[[organization]]\nid = \"a\"\nname = \"b\"\n\n[[organization]]\nid = \"a\"\nname = \"c\"\n", `organizations.toml:6: the id "a" stands at line 2 already`},
		{"[[organization]]\nid = \"a\nname = \"b\"\n", "organizations.toml:2:"},
		{"[[organization]]\nid = 3\nname = \"b\"\n", "organizations.toml:2: organization.id is of the wrong kind; write a text"},
		{"[[organization]]\nid = \"\xe9\"\n", "byte 23 of the file (0xE9) is not UTF-8"},
		{strings.Repeat("#", MaxRegister+1), "the most is"},
	} {
		_, _, err := ParseRegister("organizations.toml", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.60q: %v, want %q", c.text, err, c.want)
		}
	}
}

// If it fails, a wrong language or country in the register is used in silence.
func TestRegisterFindings(t *testing.T) {
	_, findings, err := ParseRegister("organizations.toml", []byte(`[[organization]]
id = "a"
abbreviation = "A"
name = "B"
language = "not a tag"
country = "Atlantis"

[[organization]]
id = "b"
name = "A B"
country = "FR"
`))
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, f := range findings {
		rules = append(rules, f.Rule)
	}
	if got := strings.Join(rules, " "); got != "register-language register-country register-twice" {
		t.Errorf("%s: %v", got, findings)
	}
}

// If it fails, `publish outline --register` writes a register that publish cannot read, or one that changes the reading.
func TestRegisterRowsAreReadAgain(t *testing.T) {
	var docs []Document
	for _, g := range goldens(t) {
		d, _, err := Parse(g.name, unescaped(g.text), Register{})
		if err != nil {
			t.Fatal(err)
		}
		docs = append(docs, d)
	}
	rows := RegisterRows(docs...)
	if rows != RegisterRows(docs...) || strings.Count(rows, "[[organization]]") < 60 {
		t.Fatal("the rows are not the same twice, or not all")
	}
	register, findings, err := ParseRegister("organizations.toml", []byte(rows))
	if err != nil {
		t.Fatalf("%v\n%s", err, rows)
	}
	for _, f := range findings {
		if f.Rule != "register-country" {
			t.Error(f)
		}
	}
	for i, g := range goldens(t) {
		d, _, err := Parse(g.name, unescaped(g.text), register)
		if err != nil || outline(d) != outline(docs[i]) {
			t.Errorf("%s: %v %s", g.name, err, difference(outline(d), outline(docs[i])))
		}
		for _, b := range d.Blocks {
			if b.Signatory != nil && b.Signatory.Organization == "" {
				t.Errorf("%s: %q is not known", g.name, b.Text)
			}
		}
		if left := RegisterRows(d); left != "" {
			t.Errorf("%s: rows that the register has already: %s", g.name, left)
		}
	}
}

// If it fails, one organization has two rows, or two organizations one id.
func TestRegisterRowsMergeAndCount(t *testing.T) {
	text := "T\n\nSignatories:\n\n1. ABC Alpha Beta Club\n2. ABC Asociación Barrio Calle (Street Club), Peru\n3. ABC Alpha Beta Club, Kenya\n4. 川\n5. ქორო, Georgia\n"
	d, _, err := Parse("r.txt", []byte(text), Register{})
	if err != nil {
		t.Fatal(err)
	}
	rows := RegisterRows(d)
	want := `[[organization]]
id = "abc"
abbreviation = "ABC"
name = "Alpha Beta Club"
country = "Kenya"

[[organization]]
id = "abc-2"
abbreviation = "ABC"
name = "Asociación Barrio Calle"
gloss = "Street Club"
country = "Peru"

[[organization]]
id = "org-`
	if !strings.HasPrefix(rows, want) || !strings.Contains(rows, "id = \"koro\"\nname = \"ქორო\"\nlanguage = \"ka\"\n") {
		t.Error(rows)
	}
}
