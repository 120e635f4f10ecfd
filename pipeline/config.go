package pipeline

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"publish/pipeline/deliver"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/resolution"
	"publish/pipeline/tomlfile"
)

// MaxConfig is the most bytes that config.toml may have.
const MaxConfig = 1 << 20

// A Config is what config.toml says; everything but the publisher is optional.
type Config struct {
	Languages  []language.Language // of a run without --lang; nil: every folder under locales/
	Publisher  Publisher
	Resolution map[string]ResolutionConfig // by name
	Edition    EditionConfig
	Memory     MemoryConfig
	SMTP       deliver.Settings
	Deliver    DeliverConfig
	DKIM       DKIMConfig
	Rules      map[string]bool // [rules] <rule> = false switches a rule's findings off
}

// Publisher is who is responsible for the editions.
type Publisher struct {
	Name    map[string]string // by language tag; "" is the one for every other language
	Email   string
	Imprint map[string]string // likewise
}

// ResolutionConfig is what config says of one resolution.
type ResolutionConfig struct {
	Date     language.Date // zero: the dateline's
	Revision int           // 1, or more for a corrected edition
}

// EditionConfig says when an edition is final, provisional or refused.
type EditionConfig struct {
	Final    float64  // least share of translated source words of a final edition
	Minimum  float64  // less is refused
	Required []string // roles that must be translated; nil: all
	Exact    bool     // an exact match counts as translated
}

// MemoryConfig holds the memory's settings.
type MemoryConfig struct {
	Threshold float64 // least score of a suggestion, from 0.5 to 1
}

// configTOML is the file's own shape; Config is what it means.
type configTOML struct {
	Languages []string `toml:"languages"`
	Publisher struct {
		Name    any    `toml:"name"`
		Email   string `toml:"email"`
		Imprint any    `toml:"imprint"`
	} `toml:"publisher"`
	Resolution map[string]struct {
		Date     any `toml:"date"`
		Revision int `toml:"revision"`
	} `toml:"resolution"`
	Edition struct {
		Final    *float64 `toml:"final"`
		Minimum  *float64 `toml:"minimum"`
		Required any      `toml:"required"`
		Exact    *bool    `toml:"exact"`
	} `toml:"edition"`
	Memory struct {
		Threshold *float64 `toml:"threshold"`
	} `toml:"memory"`
	SMTP    deliver.Settings `toml:"smtp"`
	Deliver deliverTOML      `toml:"deliver"`
	DKIM    DKIMConfig       `toml:"dkim"`
	Rules   map[string]bool  `toml:"rules"`
}

// ParseConfig reads config.toml. Its errors name line and key, and what to write instead.
func ParseConfig(file string, data []byte) (Config, error) {
	if len(data) > MaxConfig {
		return Config{}, fmt.Errorf("%s: %d bytes; at most %d are read", file, len(data), MaxConfig)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if i := invalidUTF8(data); i >= 0 {
		return Config{}, fmt.Errorf("%s: not UTF-8 at byte %d; save it as UTF-8", file, i)
	}
	var raw configTOML
	at, err := tomlfile.Decode(file, string(data), &raw)
	if err != nil {
		return Config{}, configError(err)
	}
	c, err := raw.meaning()
	if err != nil {
		return Config{}, fmt.Errorf("%s: %w", placeOf(file, at, err), err)
	}
	return c, nil
}

// A valueError is what is wrong with the value that a path leads to.
type valueError struct {
	path []any
	error
}

// wrong is a valueError, unless there is no error.
func wrong(err error, path ...any) error {
	if err == nil {
		return nil
	}
	return valueError{path, err}
}

func placeOf(file string, at *tomlfile.File, err error) finding.Place {
	var value valueError
	if errors.As(err, &value) {
		return finding.Place{File: file, Line: at.Line(value.path...)}
	}
	return finding.Place{File: file}
}

func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// configError says of a password what to do with it.
func configError(err error) error {
	var unknown *tomlfile.UnknownKey
	if errors.As(err, &unknown) && unknown.Name == "password" {
		return fmt.Errorf("%s:%d: a password never stands in this file, which many read; take the line out, and put it into PUBLISH_SMTP_PASSWORD or into the file of [smtp] password_file", unknown.File, unknown.Line)
	}
	return err
}

func (raw configTOML) meaning() (Config, error) {
	c := Config{Resolution: map[string]ResolutionConfig{}, SMTP: raw.SMTP, Rules: raw.Rules,
		Edition: EditionConfig{Final: 1, Minimum: 0.5, Exact: true}, Memory: MemoryConfig{Threshold: 0.7}}
	steps := []func(*Config) error{raw.languages, raw.publisher, raw.resolutions, raw.edition, raw.memory, raw.delivery}
	for _, step := range steps {
		if err := step(&c); err != nil {
			return Config{}, err
		}
	}
	return c, nil
}

func (raw configTOML) languages(c *Config) error {
	for i, tag := range raw.Languages {
		l, err := language.Parse(tag)
		if err != nil {
			return wrong(fmt.Errorf("languages: %w", err), "languages", i)
		}
		if !slices.Contains(c.Languages, l) {
			c.Languages = append(c.Languages, l)
		}
	}
	return nil
}

func (raw configTOML) publisher(c *Config) error {
	p := raw.Publisher
	c.Publisher = Publisher{Email: strings.TrimSpace(p.Email)}
	var err error
	if c.Publisher.Name, err = byLanguage("name", p.Name); err != nil {
		return err
	}
	if len(c.Publisher.Name) == 0 {
		return wrong(errors.New("[publisher] has no name; write name = \"…\" under [publisher]: it stands at the head of every edition"), "publisher")
	}
	if email := c.Publisher.Email; email != "" && !plainAddress(email) {
		return wrong(fmt.Errorf("[publisher] email %q is no mail address; write one like secretariat@federation.example", p.Email), "publisher", "email")
	}
	c.Publisher.Imprint, err = byLanguage("imprint", p.Imprint)
	return err
}

// plainAddress tells whether a text is an address alone, without a name (RFC 5322, 3.4.1), in ASCII.
func plainAddress(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Name == "" && a.Address == s && strings.IndexFunc(s, func(r rune) bool { return r > 0x7e }) < 0
}

// byLanguage reads a text, or a table of texts by language, in which "default" is for every language without one.
func byLanguage(key string, value any) (map[string]string, error) {
	texts := map[string]string{}
	switch value := value.(type) {
	case nil:
	case string:
		if strings.TrimSpace(value) != "" {
			texts[""] = value
		}
	case map[string]any:
		for _, tag := range slices.Sorted(maps.Keys(value)) { // of several faults the same one is told each time
			s, ok := value[tag].(string)
			if !ok {
				return nil, wrong(fmt.Errorf("[publisher.%s] %s is no text; write %s = \"…\"", key, tag, tag), "publisher", key, tag)
			}
			if tag == "default" {
				texts[""] = s
				continue
			}
			l, err := language.Parse(tag)
			if err != nil {
				return nil, wrong(fmt.Errorf("[publisher.%s]: %w", key, err), "publisher", key, tag)
			}
			texts[l.String()] = s
		}
	default:
		return nil, wrong(fmt.Errorf("[publisher] %s is no text; write %s = \"…\", or a table of texts by language", key, key), "publisher", key)
	}
	return texts, nil
}

func (raw configTOML) resolutions(c *Config) error {
	for _, name := range slices.Sorted(maps.Keys(raw.Resolution)) {
		r := raw.Resolution[name]
		if stem, derived := resolution.Stem(name + ".txt"); derived || stem != name {
			return wrong(fmt.Errorf("[resolution.%s]: a resolution's name is its file's stem, like %q", name, stem), "resolution", name)
		}
		rc := ResolutionConfig{Revision: max(1, r.Revision)}
		if r.Revision < 0 || r.Revision > 999 {
			return wrong(fmt.Errorf("[resolution.%s] revision %d; write a number from 1 to 999", name, r.Revision), "resolution", name, "revision")
		}
		if r.Date != nil {
			d, ok := configDate(r.Date)
			if !ok {
				return wrong(fmt.Errorf("[resolution.%s] date is no date; write it as 2026-11-22", name), "resolution", name, "date")
			}
			rc.Date = d
		}
		c.Resolution[name] = rc
	}
	return nil
}

func (raw configTOML) edition(c *Config) error {
	set := func(name string, from *float64, to *float64) error {
		if from == nil {
			return nil
		}
		if !(*from >= 0 && *from <= 1) {
			return wrong(fmt.Errorf("[edition] %s = %v; write a share from 0.0 to 1.0", name, *from), "edition", name)
		}
		*to = *from
		return nil
	}
	if err := cmp.Or(set("final", raw.Edition.Final, &c.Edition.Final), set("minimum", raw.Edition.Minimum, &c.Edition.Minimum)); err != nil {
		return err
	}
	if c.Edition.Minimum > c.Edition.Final {
		return wrong(fmt.Errorf("[edition] minimum %v is more than final %v; an edition under minimum is refused, so write a smaller one", c.Edition.Minimum, c.Edition.Final), "edition", "minimum")
	}
	if raw.Edition.Exact != nil {
		c.Edition.Exact = *raw.Edition.Exact
	}
	return raw.required(c)
}

// roles are the roles that [edition] required may name.
var roles = []string{"title", "dateline", "heading", "paragraph", "item", "quote", "note", "adopted", "slogan", "signatories", "gloss", "place", "publication"}

func (raw configTOML) required(c *Config) error {
	switch required := raw.Edition.Required.(type) {
	case nil:
	case string:
		if required != "all" {
			return wrong(fmt.Errorf("[edition] required = %q; write \"all\" or a list of roles: %s", required, strings.Join(roles, ", ")), "edition", "required")
		}
	case []any:
		c.Edition.Required = []string{}
		for i, r := range required {
			role, _ := r.(string)
			if !slices.Contains(roles, role) {
				return wrong(fmt.Errorf("[edition] required has %v, which is no role; the roles are %s", r, strings.Join(roles, ", ")), "edition", "required", i)
			}
			c.Edition.Required = append(c.Edition.Required, role)
		}
	default:
		return wrong(fmt.Errorf("[edition] required is no text and no list; write \"all\" or a list of roles: %s", strings.Join(roles, ", ")), "edition", "required")
	}
	return nil
}

func (raw configTOML) memory(c *Config) error {
	if t := raw.Memory.Threshold; t != nil {
		if !(*t >= 0.5 && *t <= 1) {
			return wrong(fmt.Errorf("[memory] threshold = %v; write a score from 0.5 to 1.0", *t), "memory", "threshold")
		}
		c.Memory.Threshold = *t
	}
	return nil
}
