package typeface

import (
	"fmt"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	ucd "github.com/go-text/typesetting/language"
)

// known is what is known of a face's letters, pairs and words, for all documents of a run that set them alike. What it holds is what
// HarfBuzz says: who asked first never shows.
type known struct {
	tag   ucd.Language // for HarfBuzz; "" where the font has no rules of the language's own, so that all of them share a plan
	mu    sync.Mutex
	signs map[rune]sign
	steps map[[2]rune]step
	words map[string][]placed // by the bytes of their characters
}

func (k *known) sign(r rune, ask func() sign) sign {
	k.mu.Lock()
	own, ok := k.signs[r]
	k.mu.Unlock()
	if !ok {
		own = ask()
		k.mu.Lock()
		k.signs[r] = own
		k.mu.Unlock()
	}
	return own
}

func (k *known) step(a, b rune, ask func() step) step {
	k.mu.Lock()
	own, ok := k.steps[[2]rune{a, b}]
	k.mu.Unlock()
	if !ok {
		own = ask()
		k.mu.Lock()
		k.steps[[2]rune{a, b}] = own
		k.mu.Unlock()
	}
	return own
}

// maxWords bounds the words that are kept of a face, a writing and a system of rules.
const maxWords = 1 << 13

// word is a text as HarfBuzz shapes it; nobody may change it.
func (k *known) word(key []byte) ([]placed, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	w, ok := k.words[string(key)]
	return w, ok
}

func (k *known) keep(key []byte, word []placed) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.words) < maxWords {
		k.words[string(key)] = word
	}
}

// known is what all contexts share that shape texts of a writing alike: in one direction, in the same features, and in languages for
// which the font has no rules of their own.
func (p *parsed) known(c *context, writing string) *known {
	system := p.system(c.language.String())
	key := fmt.Sprintf("%s %s %t %q", writing, system, c.rightToLeft, c.style.Features)
	if k, ok := p.shared.Load(key); ok {
		return k.(*known)
	}
	one := &known{signs: map[rune]sign{}, steps: map[[2]rune]step{}, words: map[string][]placed{}}
	if system != "" {
		one.tag = c.tag
	}
	k, _ := p.shared.LoadOrStore(key, one)
	return k.(*known)
}

// systems are the OpenType tags of languages by their subtags (OpenType 1.9, "Language System Tags"); of those alone that
// often share a font.
var systems = map[string]string{
	"af": "AFK", "be": "BEL", "bg": "BGR", "ca": "CAT", "cs": "CSY", "cy": "WEL", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG",
	"es": "ESP", "et": "ETI", "eu": "EUQ", "fi": "FIN", "fr": "FRA", "gl": "GAL", "hr": "HRV", "hu": "HUN",
	"is": "ISL", "it": "ITA", "ka": "KAT", "lt": "LTH", "lv": "LVI", "nb": "NOR", "nl": "NLD", "pl": "PLK", "pt": "PTG",
	"ru": "RUS", "sk": "SKY", "sl": "SLV", "sq": "SQI", "sv": "SVE", "sw": "SWK", "tr": "TRK", "uk": "UKR", "vi": "VIT",
}

// system names the rules of a font for a language: "" for those of all that have none of their own.
func (p *parsed) system(language string) string {
	tag, ok := systems[language]
	if !ok {
		return language
	}
	want := ot.MustNewTag((tag + " ")[:4])
	own := func(s font.Script) bool {
		return slices.ContainsFunc(s.LangSysRecords, func(r tables.TagOffsetRecord) bool { return r.Tag == want })
	}
	if slices.ContainsFunc(p.font.GSUB.Scripts, own) || slices.ContainsFunc(p.font.GPOS.Scripts, own) {
		return tag
	}
	return ""
}
