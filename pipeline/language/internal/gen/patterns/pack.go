package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A node of the trie, and then of the automaton, in which equal nodes are one.
type node struct {
	next   map[byte]*node
	levels []byte // position times ten, and value
	at     int    // address in the automaton, once it is written
}

// pack writes a language's block; ../../../hyphenator.go says how it is read. All numbers are big-endian.
//
//	1 byte   least letters before a hyphen
//	1 byte   least letters after it
//	1 byte   n letters of the alphabet, then n runes of 3 bytes, ascending; a letter's code is its place, from 1; 0 is "."
//	2 bytes  length of the levels, then these: lists of position times ten and value, each ended by 255
//	3 bytes  length of the automaton, then its nodes; the root is the last one
//	         node: 1 byte: 128 has levels, 64 distances of 3 bytes, else 2; the rest the number of letters, 63: in the next byte
//	         2 bytes if it has levels: where they begin
//	         the letters, then for each the distance back to its node
//	3 bytes  address of the root
//	the rest: exceptions, one a line
func (p patterns) pack(left, right int) ([]byte, error) {
	codes, alphabet := p.alphabet()
	if len(alphabet) > 250 {
		return nil, errors.New("too many letters")
	}
	root := &node{next: map[byte]*node{}}
	for _, one := range p.patterns {
		root.add(one, codes)
	}
	w := writer{known: map[string]*node{}, lists: map[string]int{}}
	if err := w.write(root); err != nil {
		return nil, err
	}
	out := []byte{byte(left), byte(right), byte(len(alphabet))}
	for _, r := range alphabet {
		out = append(out, byte(r>>16), byte(r>>8), byte(r))
	}
	out = binary.BigEndian.AppendUint16(out, uint16(len(w.levels)))
	out = append(out, w.levels...)
	out = append(append(out, three(len(w.nodes))...), w.nodes...)
	out = append(out, three(root.at)...)
	return append(out, strings.Join(p.words, "\n")...), nil
}

func three(n int) []byte { return []byte{byte(n >> 16), byte(n >> 8), byte(n)} }

func (p patterns) alphabet() (map[rune]byte, []rune) {
	seen := map[rune]bool{}
	for _, one := range p.patterns {
		for _, r := range one.letters {
			seen[r] = r != '.'
		}
	}
	delete(seen, '.')
	letters := slices.Sorted(maps.Keys(seen))
	codes := map[rune]byte{'.': 0}
	for i, r := range letters {
		codes[r] = byte(i + 1)
	}
	return codes, letters
}

func (n *node) add(p pattern, codes map[rune]byte) {
	for _, r := range p.letters {
		c := codes[r]
		if n.next[c] == nil {
			n.next[c] = &node{next: map[byte]*node{}}
		}
		n = n.next[c]
	}
	n.levels = nil
	for i, v := range p.values {
		if v > 0 && i <= 24 {
			n.levels = append(n.levels, byte(i)*10+v)
		}
	}
}

// A writer writes nodes, each after those it leads to, equal ones once.
type writer struct {
	nodes, levels []byte
	known         map[string]*node
	lists         map[string]int
}

func (w *writer) write(n *node) error {
	letters := slices.Sorted(maps.Keys(n.next))
	for _, c := range letters {
		if err := w.write(n.next[c]); err != nil {
			return err
		}
	}
	var key bytes.Buffer
	fmt.Fprintf(&key, "%q", n.levels)
	for _, c := range letters {
		fmt.Fprintf(&key, " %d:%d", c, n.next[c].at)
	}
	if same := w.known[key.String()]; same != nil {
		n.at = same.at
		return nil
	}
	w.known[key.String()] = n
	n.at = len(w.nodes)
	return w.node(n, letters)
}

func (w *writer) node(n *node, letters []byte) error {
	head, size := byte(min(len(letters), 63)), 2
	for _, c := range letters {
		if n.at-n.next[c].at > 0xFFFF {
			size = 3
		}
	}
	if size == 3 {
		head |= 64
	}
	if len(n.levels) > 0 {
		head |= 128
	}
	w.nodes = append(w.nodes, head)
	if len(letters) >= 63 {
		w.nodes = append(w.nodes, byte(len(letters)))
	}
	if len(n.levels) > 0 {
		w.nodes = binary.BigEndian.AppendUint16(w.nodes, uint16(w.list(n.levels)))
	}
	w.nodes = append(w.nodes, letters...)
	for _, c := range letters {
		w.nodes = append(w.nodes, three(n.at - n.next[c].at)[3-size:]...)
	}
	if len(w.levels) > 0xFFFF || len(w.nodes) > 0xFFFFFF {
		return errors.New("too many patterns")
	}
	return nil
}

// list is where a list of levels begins.
func (w *writer) list(levels []byte) int {
	at, ok := w.lists[string(levels)]
	if !ok {
		at = len(w.levels)
		w.lists[string(levels)] = at
		w.levels = append(append(w.levels, levels...), 255)
	}
	return at
}
