// Command patterns writes ../../../hyphenation: patterns.bin, the automata that hyphenate, and beside it LICENCES.txt, the
// notices of the files that they are made of, and README.md, which lists them.
//
// The sources are the TeX files of hyph-utf8, as Debian's packages texlive-lang-* 2022.20230122 have them, and for Czech and
// Slovak (whose files there are under the GPL) the MIT-licensed patterns of the crate hypher 0.1.8. Unpack them outside the
// project, and name them from the root:
//
//	HYPH_UTF8=DIR/tex/generic/hyph-utf8/patterns/tex HYPHER=DIR/hypher-0.1.8 go run ./pipeline/language/internal/gen/patterns
//
// The same sources give the same bytes. A language's automaton accepts all its patterns (Liang, "Word Hy-phen-a-tion by
// Com-put-er", 1983); equal ends are stored once.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const target = "pipeline/language/hyphenation"

func main() {
	if err := generate(os.Getenv("HYPH_UTF8"), os.Getenv("HYPHER")); err != nil {
		fmt.Fprintln(os.Stderr, "patterns:", err)
		os.Exit(1)
	}
}

func generate(texDir, hypherDir string) error {
	var data, index []byte
	var notices, table strings.Builder
	for _, s := range sources {
		p, err := s.read(texDir, hypherDir)
		if err != nil {
			return fmt.Errorf("%s: %w", s.file, err)
		}
		blob, err := p.pack(s.left, s.right)
		if err != nil {
			return fmt.Errorf("%s: %w", s.file, err)
		}
		for _, tag := range strings.Fields(s.tags) {
			index = fmt.Appendf(index, "%s\t%d\t%d\n", tag, len(data), len(blob))
		}
		data = append(data, blob...)
		fmt.Fprintf(&notices, "==== %s\n\n%s\n\n", s.file, p.notice)
		fmt.Fprintf(&table, "| %s | %s | %s | %d, %d | %d |\n", strings.ReplaceAll(s.tags, " ", ", "), s.file, s.licence, s.left, s.right, len(p.patterns))
	}
	file := binary.BigEndian.AppendUint32(nil, uint32(len(index)))
	file = append(append(file, index...), data...)
	for name, content := range map[string][]byte{
		"patterns.bin": file, "LICENCES.txt": []byte(notices.String()), "README.md": []byte(readme + table.String()),
	} {
		if err := os.WriteFile(filepath.Join(target, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

const readme = `# Hyphenation patterns

` + "`patterns.bin`" + ` is generated (see ` + "`../internal/gen/patterns`" + `) from the files below: those named hyph-*.tex are of hyph-utf8 as
packaged in Debian's texlive-lang-* 2022.20230122, cs.bin is of the crate hypher 0.1.8. The files are not changed but for
their form: patterns with apostrophes or hyphens are left out, because words are hyphenated between them. Where a file may be
had under several licences, the one named here was chosen. The notices, whole, are in ` + "`LICENCES.txt`" + `.

Languages whose patterns may be had under the GPL or LGPL alone (Armenian, Indonesian, Latvian, Macedonian, Romanian), or with
patterns that are a TeX program (Esperanto), are not here. Romanian, Latvian and Armenian are divided between syllables, by
the rules of their spelling instead (syllables.go).

| languages | file | licence | least letters left, right | patterns |
|---|---|---|---|---|
`
