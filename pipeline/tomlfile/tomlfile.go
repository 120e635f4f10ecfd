// Package tomlfile reads the TOML that people write by hand: config.toml, the register, the members, page templates, approvals.
// It knows where each key stands, so that what is wrong is said with its line, of several faults always the same, and what was
// meant. It works on texts and touches no file.
package tomlfile

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"
)

// Decode reads a text into a struct or a map. A key that there is no place for is an *UnknownKey; names of keys are held to the
// letter. Every error begins with the file's name and the line, and says what to write.
func Decode(name, text string, into any) (*File, error) {
	if err := withinLimits(name, text); err != nil {
		return nil, err
	}
	f, located := locate(name, text)
	if err := f.tooMany(name); err != nil {
		return nil, err
	}
	t := reflect.TypeOf(into).Elem()
	if located == nil {
		if err := f.unknownKey(name, t); err != nil {
			return nil, err
		}
	}
	if _, err := toml.Decode(text, into); err != nil {
		if located == nil {
			if misfit := f.misfit(name, text, t); misfit != nil {
				return nil, misfit
			}
		}
		return nil, syntaxError(name, err, located)
	}
	return f, located // what only one of the two parsers reads is no plain TOML 1.0
}

// syntaxError gives an error of the TOML library its place in the project's own form. Where the library has lost the place, as
// of an escape at the end, other is the other parser's error.
func syntaxError(name string, err, other error) error {
	var syntax toml.ParseError
	if !errors.As(err, &syntax) || syntax.Position.Line < 1 {
		return cmp.Or(other, fmt.Errorf("%s:1: %s; mend it and run again", name, brief(strings.TrimPrefix(err.Error(), "toml: "))))
	}
	what := syntax.Message
	if what == "" {
		what = strings.TrimPrefix(syntax.Error(), "toml: ")
	}
	return fmt.Errorf("%s:%d:%d: %s; mend this line and run again", name, syntax.Position.Line, max(1, syntax.Position.Col), brief(strings.TrimSuffix(what, ".")))
}

// brief is a text as a message may show it: without control characters, at most 200 characters.
func brief(text string) string {
	runes := []rune(text[:min(len(text), 1000)])
	if len(runes) > 200 {
		runes = append(runes[:199], '…')
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, string(runes))
}
