package pipeline

import (
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/exchange"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/match"
	"publish/pipeline/memory"
)

// memoryDir holds imported translation memories.
const memoryDir = "memory"

// An imported is what imported memories and journals under memory/ hold for the languages of a run, and what there was to say of them.
type imported struct {
	layers   map[language.Language][]layers // in the order of the files
	findings []finding.Finding
	failures []error // a file that cannot be read gives nothing; the others count all the same
}

// layers are the two layers of the memory that one file holds for a language: whole texts, and their sentences.
type layers struct{ units, sentences *memory.Memory }

// of are the imported memories of a language, joined.
func (i imported) of(l language.Language) layers {
	var units, sentences []*memory.Memory
	for _, one := range i.layers[l] {
		units, sentences = append(units, one.units), append(sentences, one.sentences)
	}
	return layers{memory.Join(units...), memory.Join(sentences...)}
}

// broken are the failures to read pairs while they were in use: somebody has damaged an index after it had proved itself.
func (i imported) broken() (errs []error) {
	for _, all := range i.layers {
		for _, one := range all {
			for _, m := range []*memory.Memory{one.units, one.sentences} {
				if err := m.Err(); err != nil {
					errs = append(errs, fmt.Errorf("%s: %w; delete that folder and run again", memoryCacheDir, err))
				}
			}
		}
	}
	return errs
}

// readMemories opens the memories of memory/*.tmx. What was read of a file once is kept under output/.cache as the index that
// searches use, so a file is read again only when it changes, once for all languages.
func (p *Project) readMemories(languages []language.Language) imported {
	all := imported{layers: map[language.Language][]layers{}}
	languages = slices.DeleteFunc(slices.Clone(languages), func(l language.Language) bool { return l == source })
	if len(languages) == 0 {
		return all
	}
	files, err := p.Files(memoryDir)
	if err != nil {
		all.failures = append(all.failures, err)
	}
	if len(files) == 0 {
		return all
	}
	p.addLearned(&all, languages)
	cache := p.openMemoryCache()
	for _, base := range files {
		name := path.Join(memoryDir, base)
		if strings.HasSuffix(base, ".review.tsv") || isLearned(base) { // what align was not sure of, and what addLearned has read
			continue
		}
		if !strings.EqualFold(path.Ext(base), ".tmx") {
			all.findings = append(all.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: name}, Rule: "not-a-memory",
				What: "not a .tmx, so it is not read", Do: "save it as TMX, or move it elsewhere"})
			continue
		}
		byLanguage, found, err := cache.file(name, languages)
		all.findings = append(all.findings, found...)
		if err != nil {
			all.failures = append(all.failures, err)
			continue
		}
		for l, one := range byLanguage {
			all.layers[l] = append(all.layers[l], one)
		}
	}
	cache.close()
	return all
}

// addLearned adds what was learned in each language.
func (p *Project) addLearned(all *imported, languages []language.Language) {
	for _, l := range languages {
		pairs, found, err := p.readLearned(l)
		all.findings = append(all.findings, found...)
		if err != nil {
			all.failures = append(all.failures, err)
		}
		if len(pairs) > 0 {
			all.layers[l] = append(all.layers[l], layers{memory.New(pairs), memory.Later(func() []memory.Pair { return match.Sentences(pairs, source, l) })})
		}
	}
}

// builders make the two layers of one language. sentences is nil as long as every pair is one sentence: the layers are one then.
type builders struct {
	language         language.Language
	spill            func() memory.Spill // for a layer; nil: in memory
	spilled          bool                // a layer is not in memory alone
	units, sentences *memory.Builder
}

func newBuilders(l language.Language, spill func() memory.Spill) *builders {
	b := &builders{language: l, spill: spill}
	b.units = b.layer()
	return b
}

func (b *builders) layer() *memory.Builder {
	s := b.spill()
	b.spilled = b.spilled || s != nil
	return memory.NewBuilder(s)
}

func (b *builders) add(p memory.Pair) error {
	sentences := match.Sentences([]memory.Pair{p}, source, b.language)
	if b.sentences == nil && (len(sentences) != 1 || sentences[0] != p) {
		b.sentences = b.layer()
		if err := b.units.EachPair(b.sentences.Add); err != nil {
			return err
		}
	}
	if b.sentences != nil {
		for _, s := range sentences {
			if err := b.sentences.Add(s); err != nil {
				return err
			}
		}
	}
	return b.units.Add(p)
}

// readTMX gives a file's pairs to the builders of several languages.
func readTMX(r io.Reader, name string, all []*builders) ([]finding.Finding, error) {
	origin := originName(name)
	found, err := exchange.ReadTMX(r, name, func(u exchange.TMXUnit) error {
		for _, b := range all {
			for _, pair := range u.Pairs(source, b.language, origin) {
				if err := b.add(pair); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if syntax := (*exchange.SyntaxError)(nil); err != nil && !errors.As(err, &syntax) {
		err = fmt.Errorf("%s: %w", name, plain(err))
	}
	return found, err
}

// openLarge opens a file below the root that may be of any length.
func (p *Project) openLarge(name string) (io.ReadCloser, stat, error) {
	f, err := p.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, stat{}, fmt.Errorf("%s: %w", name, plain(err))
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a regular file; put a file there")
	}
	if err != nil {
		f.Close()
		return nil, stat{}, fmt.Errorf("%s: %w", name, plain(err))
	}
	return f, statOf(info), nil
}

// originName is how comments in locale files name a file: on one line, without the comma that would end a flag.
func originName(name string) string {
	return strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ',' || unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
}
