package pipeline

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/exchange"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/memory"
)

// memoryDir holds imported translation memories.
const memoryDir = "memory"

// An imported is what the files under memory/ hold for the languages of a run, and what there was to say of them.
type imported struct {
	pairs    map[language.Language][]memory.Pair
	findings []finding.Finding
	failures []error // a file that cannot be read gives nothing; the others count all the same
}

// readMemories reads memory/*.tmx, each file once for all languages. They may be of any length, so they are never held as a
// whole.
func (p *Project) readMemories(languages []language.Language) imported {
	all := imported{pairs: map[language.Language][]memory.Pair{}}
	if !slices.ContainsFunc(languages, func(l language.Language) bool { return l != source }) {
		return all
	}
	files, err := p.Files(memoryDir)
	if err != nil {
		all.failures = append(all.failures, err)
	}
	for _, base := range files {
		name := path.Join(memoryDir, base)
		if !strings.EqualFold(path.Ext(base), ".tmx") {
			all.findings = append(all.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: name}, Rule: "not-a-memory",
				What: "not a .tmx, so it is not read", Do: "save it as TMX, or move it elsewhere"})
			continue
		}
		pairs, found, err := p.readMemory(name, languages)
		all.findings = append(all.findings, found...)
		if err != nil {
			all.failures = append(all.failures, err)
			continue
		}
		for l, more := range pairs {
			all.pairs[l] = append(all.pairs[l], more...)
		}
	}
	return all
}

func (p *Project) readMemory(name string, languages []language.Language) (map[language.Language][]memory.Pair, []finding.Finding, error) {
	f, err := p.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, plain(err))
	}
	defer f.Close()
	pairs := map[language.Language][]memory.Pair{}
	origin := originName(name)
	found, err := exchange.ReadTMX(f, name, func(u exchange.TMXUnit) error {
		for _, l := range languages {
			if l != source {
				pairs[l] = append(pairs[l], u.Pairs(source, l, origin)...)
			}
		}
		return nil
	})
	if syntax := (*exchange.SyntaxError)(nil); err != nil && !errors.As(err, &syntax) {
		err = fmt.Errorf("%s: %w", name, plain(err))
	}
	return pairs, found, err
}

// originName is how comments in locale files name a file: on one line, without the comma that would end a flag.
func originName(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ',' || unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
}
