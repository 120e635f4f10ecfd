package check

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// Limits of a table. A longer line, or one row too many, is an error that names its line.
const (
	MaxLine  = 1 << 20   // bytes
	MaxRows  = 500_000   // without the header
	MaxTable = 256 << 20 // bytes, all lines together
)

// columns are those that a table must have, by the names in its first line; further ones are passed over.
var columns = []string{"id", "source", "target", "lang"}

// ReadTSV reads a table of texts: a line for each, fields parted by tabs, no quoting, so that a quotation mark is text. The
// first line names the columns, in any order and case. Lines end at LF or CRLF; a byte order mark is passed over; empty lines
// say nothing. Bytes that are no UTF-8 stay in the text, where a rule finds them.
//
// wrong are rows that could not be read (too few fields, a language that is none); the others are there all the same. The
// error is about the table as a whole, and then there are no texts.
func ReadTSV(name string, r io.Reader) (texts []Text, wrong []error, err error) {
	lines := bufio.NewReaderSize(r, 1<<16)
	header, err := readLine(lines)
	if err != nil && !(errors.Is(err, io.EOF) && header != "") {
		if errors.Is(err, io.EOF) {
			return nil, nil, fmt.Errorf("%s: the table is empty; its first line must name the columns %s", name, strings.Join(columns, ", "))
		}
		return nil, nil, fmt.Errorf("%s:1: %w", name, err)
	}
	places, err := findColumns(strings.TrimPrefix(header, "\ufeff"))
	if err != nil {
		return nil, nil, fmt.Errorf("%s:1: %w", name, err)
	}
	t := table{name: name, places: places, languages: map[string]language.Language{}}
	for n := 2; ; n++ {
		line, err := readLine(lines)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		if strings.TrimRight(line, " ") != "" {
			if err := t.add(line, n); err != nil {
				return nil, nil, err
			}
		}
		if err != nil {
			return t.texts, t.wrong, nil
		}
	}
}

// A table is a table as far as it is read.
type table struct {
	name      string
	places    [4]int
	texts     []Text
	wrong     []error
	bytes     int
	languages map[string]language.Language
}

// readLine reads a line without its end. At the end of the file the error is io.EOF, beside the last line if that has no end.
func readLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		piece, err := r.ReadSlice('\n')
		if len(line)+len(piece) > MaxLine {
			return "", fmt.Errorf("the line has more than %d bytes; divide the text, or take the row out", MaxLine)
		}
		line = append(line, piece...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		text := strings.TrimSuffix(strings.TrimSuffix(string(line), "\n"), "\r")
		return text, err
	}
}

func findColumns(header string) (places [4]int, err error) {
	names := strings.Split(header, "\t")
	for i, want := range columns {
		places[i] = -1
		for k, name := range names {
			if !strings.EqualFold(strings.TrimSpace(name), want) {
				continue
			}
			if places[i] >= 0 {
				return places, fmt.Errorf("two columns are named %q; leave one", want)
			}
			places[i] = k
		}
		if places[i] < 0 {
			return places, fmt.Errorf("no column is named %q; the first line must name the columns %s, parted by tabs", want, strings.Join(columns, ", "))
		}
	}
	return places, nil
}

func (t *table) add(line string, n int) error {
	if len(t.texts) == MaxRows {
		return fmt.Errorf("%s:%d: more than %d rows; divide the table", t.name, n, MaxRows)
	}
	if t.bytes += len(line); t.bytes > MaxTable {
		return fmt.Errorf("%s:%d: more than %d bytes up to here; divide the table", t.name, n, MaxTable)
	}
	fields := strings.Split(line, "\t")
	var value [4]string
	for i, k := range t.places {
		if k >= len(fields) {
			t.reject(n, fmt.Errorf("the row has %d fields, so it lacks its %s; part the fields by tabs", len(fields), columns[i]))
			return nil
		}
		value[i] = fields[k]
	}
	l, err := t.language(value[3])
	if err != nil {
		t.reject(n, err)
		return nil
	}
	t.texts = append(t.texts, Text{ID: value[0], Source: value[1], Target: value[2], Language: l, Place: finding.Place{File: t.name, Line: n}})
	return nil
}

// maxWrong is how many rows are told to be wrong one by one.
const maxWrong = 100

func (t *table) reject(n int, err error) {
	switch {
	case len(t.wrong) < maxWrong:
		t.wrong = append(t.wrong, fmt.Errorf("%s:%d: %w", t.name, n, err))
	case len(t.wrong) == maxWrong:
		t.wrong = append(t.wrong, fmt.Errorf("%s:%d: and further rows; mend those above first", t.name, n))
	}
}

// language reads a tag; "pt_BR", as systems write it, is pt-BR.
func (t *table) language(tag string) (language.Language, error) {
	if l, ok := t.languages[tag]; ok {
		return l, nil
	}
	l, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"))
	if err == nil && len(t.languages) < 10_000 {
		t.languages[tag] = l
	}
	return l, err
}
