package language

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed hyphenation/patterns.bin
var patternFile string

// An automaton accepts the hyphenation patterns of a language (Liang, "Word Hy-phen-a-tion by Com-put-er", 1983). It is read
// in place: nothing is unpacked but the alphabet. internal/gen/patterns/pack.go has the format. Addresses that point nowhere lead
// nowhere: damaged data can give wrong points, but no panic.
type automaton struct {
	left, right int
	letters     map[rune]byte // codes from 1; 0 is the word's end
	common      [0x530]byte   // the same of Latin, Greek and Cyrillic letters
	levels      string
	nodes       string
	root        int
	words       map[string][]int // exceptions of the patterns' authors
}

// patternIndex is where each language's block lies.
var patternIndex = sync.OnceValue(func() map[string]string {
	length := number(patternFile[:4])
	data := patternFile[4+length:]
	index := map[string]string{}
	for line := range strings.Lines(patternFile[4 : 4+length]) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		offset, _ := strconv.Atoi(f[1]) // a damaged file is found by the tests: it is part of the program
		bytes, _ := strconv.Atoi(f[2])
		index[f[0]] = data[offset : offset+bytes]
	}
	return index
})

// automata were asked for once; what one holds depends on its name alone.
var automata sync.Map // name in patternIndex -> *automaton

func automatonOf(name string) *automaton {
	if a, ok := automata.Load(name); ok {
		return a.(*automaton)
	}
	block, ok := patternIndex()[name]
	if !ok {
		return nil
	}
	a, _ := automata.LoadOrStore(name, readAutomaton(block))
	return a.(*automaton)
}

func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n<<8 | int(digits[i])
	}
	return n
}

// readAutomaton reads a block; nil if it ends too soon.
func readAutomaton(block string) *automaton {
	ok := true
	take := func(n int) string {
		if n > len(block) {
			ok = false
			return strings.Repeat("\x00", min(n, 4))
		}
		part := block[:n]
		block = block[n:]
		return part
	}
	a := &automaton{left: number(take(1)), right: number(take(1))}
	count := number(take(1))
	a.letters = make(map[rune]byte, count)
	for i := range a.common {
		a.common[i] = unknown
	}
	for i := range count {
		r := number(take(3))
		if a.letters[rune(r)] = byte(i + 1); r < len(a.common) {
			a.common[r] = byte(i + 1)
		}
	}
	a.levels = take(number(take(2)))
	a.nodes = take(number(take(3)))
	a.root = number(take(3))
	if !ok {
		return nil
	}
	a.words = map[string][]int{}
	for word := range strings.FieldsSeq(block) {
		key, points := divided(word)
		a.words[key] = points
	}
	return a
}

// divided is a word written with hyphens: without them, and where they stood.
func divided(written string) (word string, points []int) {
	var b strings.Builder
	for i, part := range strings.Split(written, "-") {
		if i > 0 {
			points = append(points, b.Len())
		}
		b.WriteString(part)
	}
	return b.String(), points
}

// A place is a node of an automaton, as addresses in its nodes.
type place struct {
	at      int
	levels  int // where its levels begin; -1: none
	letters int
	count   int
	size    int // of a distance
}

// place reads the node at an address; false where there is none.
func (a *automaton) place(at int) (p place, ok bool) {
	if at < 0 || at >= len(a.nodes) {
		return p, false
	}
	head := a.nodes[at]
	p = place{at: at, levels: -1, letters: at + 1, count: int(head & 63), size: 2}
	if head&64 != 0 {
		p.size = 3
	}
	if p.count == 63 && at+1 < len(a.nodes) {
		p.count, p.letters = int(a.nodes[at+1]), at+2
	}
	if head&128 != 0 && p.letters+2 <= len(a.nodes) {
		p.levels = int(a.nodes[p.letters])<<8 | int(a.nodes[p.letters+1])
		p.letters += 2
	}
	return p, p.letters+p.count*(1+p.size) <= len(a.nodes)
}

func (a *automaton) next(p place, letter byte) (place, bool) {
	i := strings.IndexByte(a.nodes[p.letters:p.letters+p.count], letter)
	if i < 0 {
		return place{}, false
	}
	at := p.letters + p.count + i*p.size
	back := int(a.nodes[at])<<8 | int(a.nodes[at+1])
	if p.size == 3 {
		back = back<<8 | int(a.nodes[at+2])
	}
	if back == 0 { // nodes lead backwards only: so every walk ends
		return place{}, false
	}
	return a.place(p.at - back)
}

// unknown is the code of a letter that no pattern has.
const unknown = 255

// values raises, for each place before a letter of ".word.", its value to the greatest of the patterns that match there.
func (a *automaton) values(values, codes []byte) {
	root, ok := a.place(a.root)
	if !ok {
		return
	}
	for i := range codes {
		p, ok := a.next(root, codes[i])
		for j := i + 1; ok; j++ {
			if p.levels >= 0 {
				a.raise(values[i:], p.levels)
			}
			if j == len(codes) {
				break
			}
			p, ok = a.next(p, codes[j])
		}
	}
}

func (a *automaton) raise(values []byte, list int) {
	for ; list < len(a.levels) && a.levels[list] != 255; list++ {
		l := a.levels[list]
		if at := int(l / 10); at < len(values) {
			values[at] = max(values[at], l%10)
		}
	}
}

// code is a letter's.
func (a *automaton) code(r rune) byte {
	if r >= 0 && int(r) < len(a.common) {
		return a.common[r]
	}
	if c, ok := a.letters[r]; ok {
		return c
	}
	return unknown
}

// points appends the bytes of a word in lower case, letters and marks only, before which the patterns divide it.
func (a *automaton) points(dst []int, word string) []int {
	var room [2][48]byte
	codes, values := append(room[0][:0], 0), append(room[1][:0], 0, 0, 0)
	for _, r := range word {
		codes, values = append(codes, a.code(r)), append(values, 0)
	}
	a.values(values, append(codes, 0))
	i := 1
	for at := range word {
		if at > 0 && values[i]&1 == 1 {
			dst = append(dst, at)
		}
		i++
	}
	return dst
}

// letterCount counts the letters of a text without the marks on them.
func letterCount(text string) int { return utf8.RuneCountInString(text) - markCount(text) }
