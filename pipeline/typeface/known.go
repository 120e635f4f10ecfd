package typeface

import (
	"slices"
	"strings"
	"sync"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
	ucd "github.com/go-text/typesetting/language"
)

// known is what is known of a face's letters and pairs, for all documents of a run that set them alike. What it holds is what
// HarfBuzz says: who asked first never shows.
type known struct {
	mu    sync.Mutex
	signs map[rune]sign
	steps map[[2]rune]step
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

// known is what all contexts share that shape letters of a script alike: in the same features, and in languages for which the
// font has no rules of their own.
func (p *parsed) known(c *context, script ucd.Script) *known {
	key := strings.Join(append([]string{script.String(), p.system(c.language.String())}, c.style.Features...), " ")
	if c.romanian {
		key += " ro" // see localized
	}
	k, _ := p.shared.LoadOrStore(key, &known{signs: map[rune]sign{}, steps: map[[2]rune]step{}})
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
