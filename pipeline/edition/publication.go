package edition

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"publish/pipeline/language"
	"publish/pipeline/segment"
)

// shipped has the publication's own words as go-i18n message files, one a language. en.toml is their source.
//
//go:embed publication/*.toml
var shipped embed.FS

// PublicationLanguage is the language of the units that PublicationUnits gives.
const PublicationLanguage = "en"

// keyPrefix begins the key of each of the publication's words.
const keyPrefix = "publication."

// english are the source's words and the order of their keys: read once, then never changed.
var english = sync.OnceValue(func() (w struct {
	words map[string]Message
	order []string
}) {
	data, err := shipped.ReadFile(fileName(PublicationLanguage))
	if err == nil {
		w.words, w.order, err = parseMessages(fileName(PublicationLanguage), data)
	}
	if err != nil {
		panic(err) // embedded, and tested
	}
	return w
})

// PublicationUnits are the publication's own words as units, with their plural forms, in the order of their source file.
func PublicationUnits() []segment.Unit {
	words := english().words
	units := make([]segment.Unit, len(words))
	for i, key := range english().order {
		units[i] = segment.Unit{Key: key, Role: segment.Publication, Text: words[key].Other, Forms: words[key].Forms}
	}
	return units
}

// Shipped are the words that the program brings along for a language, by key; nil where it has none. A language with a
// region has those of the language alone, if both are written in the same script.
func Shipped(l language.Language) map[string]Message {
	return read(fileFor(l))
}

// ShippedLanguages are the languages whose words the program brings along, sorted.
func ShippedLanguages() []language.Language {
	entries, err := shipped.ReadDir("publication")
	if err != nil {
		panic(err) // embedded
	}
	languages := make([]language.Language, len(entries))
	for i, e := range entries {
		languages[i] = language.MustParse(strings.TrimSuffix(e.Name(), ".toml"))
	}
	slices.SortFunc(languages, func(a, b language.Language) int { return strings.Compare(a.String(), b.String()) })
	return languages
}

// fileFor is the tag of the file that has a language's words, "" if none does. Traditional Chinese never takes those of
// Simplified Chinese, nor Serbian in Latin those in Cyrillic.
func fileFor(l language.Language) string {
	for _, tag := range broader(l) {
		if has(tag) {
			return tag
		}
	}
	return ""
}

// broader is the tags whose texts serve a language, its own first: then those without region and variants, if they are
// written in the same script.
func broader(l language.Language) []string {
	base, _, _ := strings.Cut(l.String(), "-")
	tags := []string{l.String()}
	for _, tag := range []string{base + "-" + l.Script(), base} {
		if b, err := language.Parse(tag); err == nil && b.Script() == l.Script() && b != l {
			tags = append(tags, b.String())
		}
	}
	return tags
}

func has(tag string) bool {
	f, err := shipped.Open(fileName(tag))
	if err != nil {
		return false
	}
	f.Close()
	return true
}

func fileName(tag string) string { return "publication/" + tag + ".toml" }

// read gives the words of a shipped file. The files are the program's own, and tested.
func read(tag string) map[string]Message {
	switch tag {
	case "":
		return nil
	case PublicationLanguage:
		return maps.Clone(english().words)
	}
	data, err := shipped.ReadFile(fileName(tag))
	if err != nil {
		panic(err)
	}
	messages, err := i18n.ParseMessageBytes(data, toml.Unmarshal)
	if err != nil {
		panic(fmt.Errorf("%s: %w", fileName(tag), err))
	}
	words := make(map[string]Message, len(messages))
	for _, m := range messages {
		words[m.ID] = messageOf(m)
	}
	return words
}

// MaxMessages is the most bytes of a message file.
const MaxMessages = 1 << 20

// parseMessages reads a go-i18n message file, and the order in which its keys stand.
func parseMessages(name string, data []byte) (map[string]Message, []string, error) {
	if len(data) > MaxMessages {
		return nil, nil, fmt.Errorf("%s: %d bytes; at most %d are read", name, len(data), MaxMessages)
	}
	var raw map[string]any
	meta, err := toml.Decode(string(data), &raw)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	messages, err := i18n.ParseMessageBytes(data, toml.Unmarshal)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	words := make(map[string]Message, len(messages))
	for _, m := range messages {
		words[m.ID] = messageOf(m)
	}
	var order []string
	for _, key := range meta.Keys() {
		id := strings.Join(key, ".")
		if _, is := words[id]; is && !slices.Contains(order, id) {
			order = append(order, id)
		}
	}
	return words, order, nil
}

func messageOf(m *i18n.Message) Message {
	word := Message{Other: m.Other}
	for category, text := range map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many} {
		if text == "" {
			continue
		}
		if word.Forms == nil {
			word.Forms = map[string]string{}
		}
		word.Forms[category] = text
	}
	return word
}
