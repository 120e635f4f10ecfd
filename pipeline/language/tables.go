package language

import (
	"compress/flate"
	_ "embed"
	"encoding/binary"
	"io"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run ./internal/gen

// tables is CLDR's data as internal/gen packs it: nothing of it is read before a language asks, and then only its blocks.
//
//go:embed cldr/tables.bin
var tables string

// A block is where a table lies in the file, and the name of the table that it is based on.
type block struct {
	parent        string
	offset, bytes int
}

// The package's only state: tables that were unpacked once. They are never changed afterwards, and what a table holds
// depends on its name alone, so it does not matter who asks first. Safe for concurrent use.
var (
	index    = sync.OnceValue(readIndex)
	unpacked sync.Map // name of a table -> map[string]string

	supplement = func(name string) func() map[string]string {
		return sync.OnceValue(func() map[string]string { return unpack(name) })
	}
	pluralRules   = supplement("=plurals")
	likelyScripts = supplement("=likely")
	aliases       = supplement("=aliases")
	digitSystems  = supplement("=digits")
	englishNames  = supplement("=english")
	scriptNames   = supplement("=scripts")
	rtlScripts    = supplement("=rtl")
)

// CLDRVersion is the version of the npm packages that the tables were made of.
func CLDRVersion() string { return index().version }

type fileIndex struct {
	version string
	start   int // of the first block
	blocks  map[string]block
}

func readIndex() fileIndex {
	length := int(binary.BigEndian.Uint32([]byte(tables[:4])))
	version, rest, _ := strings.Cut(inflate(tables[4:4+length]), "\n")
	x := fileIndex{version, 4 + length, make(map[string]block, 800)}
	for line := range strings.Lines(rest) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		offset, _ := strconv.Atoi(f[2]) // a damaged file is found by the tests: it is part of the program
		bytes, _ := strconv.Atoi(f[3])
		x.blocks[f[0]] = block{f[1], offset, bytes}
	}
	return x
}

// table is the table of a name, that of its parent included; nil if there is none.
func table(name string) map[string]string {
	if t, ok := unpacked.Load(name); ok {
		return t.(map[string]string)
	}
	if _, ok := index().blocks[name]; !ok {
		return nil
	}
	t, _ := unpacked.LoadOrStore(name, unpack(name))
	return t.(map[string]string)
}

func unpack(name string) map[string]string {
	x := index()
	b := x.blocks[name]
	t := make(map[string]string, 300)
	if b.parent != "" {
		for k, v := range table(b.parent) {
			t[k] = v
		}
	}
	for line := range strings.Lines(inflate(tables[x.start+b.offset:][:b.bytes])) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		t[key] = value
	}
	return t
}

func inflate(packed string) string {
	if packed == "" {
		return ""
	}
	var text strings.Builder
	if _, err := io.Copy(&text, flate.NewReader(strings.NewReader(packed))); err != nil {
		panic("the embedded CLDR tables are damaged: " + err.Error()) // the program itself is broken, not an input
	}
	return text.String()
}
