// Package pattern has regular expressions that are compiled when they are first needed. To compile all that a program has takes
// longer than to make a small edition, and most commands need few of them.
//
// It imports nothing of the project, and touches no file.
package pattern

import (
	"regexp"
	"sync"
)

// A Pattern is a regular expression of package regexp. It is safe for concurrent use.
type Pattern struct{ compiled func() *regexp.Regexp }

// New is a pattern of an expression, a constant: one that is none panics where it is first needed.
func New(expression string) *Pattern {
	return &Pattern{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
}

// The methods are those of regexp.Regexp.

func (p *Pattern) Match(b []byte) bool            { return p.compiled().Match(b) }
func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.compiled().FindSubmatch(b) }
func (p *Pattern) MatchString(s string) bool      { return p.compiled().MatchString(s) }
func (p *Pattern) FindString(s string) string     { return p.compiled().FindString(s) }
func (p *Pattern) Split(s string, n int) []string { return p.compiled().Split(s, n) }

func (p *Pattern) FindStringSubmatch(s string) []string { return p.compiled().FindStringSubmatch(s) }

func (p *Pattern) FindAllString(s string, n int) []string { return p.compiled().FindAllString(s, n) }

func (p *Pattern) FindAllStringIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringIndex(s, n)
}

func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.compiled().FindAllStringSubmatch(s, n)
}

func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.compiled().FindAllStringSubmatchIndex(s, n)
}

func (p *Pattern) ReplaceAllString(s, by string) string { return p.compiled().ReplaceAllString(s, by) }

func (p *Pattern) ReplaceAllStringFunc(s string, by func(string) string) string {
	return p.compiled().ReplaceAllStringFunc(s, by)
}
