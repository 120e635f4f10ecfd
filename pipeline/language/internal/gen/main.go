// Command gen writes ../../cldr/tables.bin, the language room's tables, from CLDR's own JSON, with CLDR's licence beside it, and
// ../../spelling/words.bin, how languages spell numbers and dates out.
//
// The source is version 48.2.0 of six packages of the npm registry. Fetch them into a directory outside the project, and name it from the root:
//
//	npm install --prefix DIR cldr-core@48.2.0 cldr-localenames-full@48.2.0 cldr-dates-full@48.2.0 \
//		cldr-misc-full@48.2.0 cldr-numbers-full@48.2.0 cldr-rbnf@48.2.0
//	CLDR=DIR/node_modules go generate ./pipeline/language
//
// The same packages give the same bytes. A locale's block holds only what differs from its parent locale.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const version = "48.2.0"

func main() {
	src := source{os.Getenv("CLDR")}
	err := src.check()
	if err == nil {
		err = generate(src, "cldr")
	}
	if err == nil {
		err = spell(src, "spelling/words.bin")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func generate(src source, to string) error {
	tables, err := supplements(src)
	if err != nil {
		return err
	}
	locales, err := src.locales()
	if err != nil {
		return err
	}
	if err := addLocales(src, locales, tables); err != nil {
		return err
	}
	packed, err := pack(tables)
	if err != nil {
		return err
	}
	licence, err := os.ReadFile(filepath.Join(src.dir, "cldr-core", "LICENSE"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(to, "LICENSE-UNICODE.txt"), licence, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, "tables.bin"), packed, 0o644)
}

// A table is what the file calls a block: a map from keys to values, with the name of the block that it is based on.
type table struct {
	parent string
	values map[string]string
}

// pack lays the file out: four bytes with the length of the index, the index, the blocks, all of them deflated. A line of
// the index is name, parent, offset and length of the block, the offset counted from the end of the index.
func pack(tables map[string]table) ([]byte, error) {
	var index, blocks bytes.Buffer
	fmt.Fprintf(&index, "%s\n", version)
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		block, err := deflate(lines(tables[name].values))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&index, "%s\t%s\t%d\t%d\n", name, tables[name].parent, blocks.Len(), len(block))
		blocks.Write(block)
	}
	packed, err := deflate(index.String())
	if err != nil {
		return nil, err
	}
	out := binary.BigEndian.AppendUint32(nil, uint32(len(packed)))
	return append(append(out, packed...), blocks.Bytes()...), nil
}

func lines(values map[string]string) string {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if strings.ContainsAny(key+values[key], "\n") || strings.Contains(key, "=") {
			panic("a key or value that a line cannot hold: " + key)
		}
		fmt.Fprintf(&b, "%s=%s\n", key, values[key])
	}
	return b.String()
}

func deflate(text string) ([]byte, error) {
	if text == "" {
		return nil, nil
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write([]byte(text)); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}
