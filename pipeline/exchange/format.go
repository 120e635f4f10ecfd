package exchange

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"publish/pipeline/finding"
	"publish/pipeline/language"
)

// A Format is a file format of exchange.
type Format string

// The formats.
const (
	XLIFF2 Format = "xliff2" // XLIFF 2.1
	XLIFF1 Format = "xliff1" // XLIFF 1.2
	PO     Format = "po"
	TMX    Format = "tmx" // TMX 1.4b
	CSV    Format = "csv"
	TSV    Format = "tsv"
)

// Formats are all formats.
var Formats = []Format{XLIFF2, XLIFF1, PO, TMX, CSV, TSV}

// ParseFormat reads a format's name.
func ParseFormat(name string) (Format, error) {
	if f := Format(strings.ToLower(name)); slices.Contains(Formats, f) {
		return f, nil
	}
	var names []string
	for _, f := range Formats {
		names = append(names, string(f))
	}
	return "", fmt.Errorf("no format %q; write one of %s", name, strings.Join(names, ", "))
}

// Write writes a document. Findings tell of units that the format cannot hold.
func Write(d Document, f Format) ([]byte, []finding.Finding) {
	var found findings
	d.Units = slices.DeleteFunc(slices.Clone(d.Units), func(u Unit) bool { return !holds(f, u, &found) })
	switch f {
	case XLIFF1:
		return writeXLIFF1(d), found.all()
	case PO:
		return writePO(d), found.all()
	case TMX:
		return writeTMX(d), found.all()
	case CSV:
		return writeCSV(d, ','), found.all()
	case TSV:
		return writeCSV(d, '\t'), found.all()
	}
	return writeXLIFF2(d), found.all()
}

// holds tells whether a format can hold a unit. Retired ones have a place in PO and TMX only.
func holds(f Format, u Unit, found *findings) bool {
	if u.Retired && f != PO && f != TMX {
		return false
	}
	for _, r := range u.rows() {
		for _, text := range []string{r.source, r.target} {
			switch {
			case (f == XLIFF1 || f == XLIFF2 || f == TMX) && inXML(text) != text:
				found.add(finding.Warning, finding.Place{File: u.File, Line: u.Line}, "export-character", r.id+" holds U+FFFE or U+FFFF, which XML cannot, and is left out", "take the character out of it")
				return false
			case (f == CSV || f == TSV) && utf8.RuneCountInString(text) > MaxCell:
				found.add(finding.Warning, finding.Place{File: u.File, Line: u.Line}, "export-cell", fmt.Sprintf("%s has more than %d characters, which spreadsheets cut off, and is left out", r.id, MaxCell), "export it in another format")
				return false
			}
		}
	}
	return true
}

// sniffLength is how much of a file is looked at for its format.
const sniffLength = 4096

// FormatOf says what a file is by its content, else by its name. XLIFF of any version is XLIFF2.
func FormatOf(file string, head []byte) (Format, error) {
	text := head[:min(len(head), sniffLength)]
	if e, width := sniffed(text); e != nil {
		text, _ = e.NewDecoder().Bytes(text[width : len(text)-(len(text)-width)%2])
	}
	text = bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\uFEFF")), " \t\r\n")
	ext := strings.ToLower(path.Ext(file))
	xml := bytes.HasPrefix(text, []byte("<"))
	switch {
	case xml && bytes.Contains(text, []byte("<tmx")), ext == ".tmx":
		return TMX, nil
	case xml && bytes.Contains(text, []byte("xliff")), ext == ".xlf", ext == ".xliff":
		return XLIFF2, nil
	case ext == ".po", ext == ".pot", !xml && bytes.Contains(text, []byte("msgid")) && ext != ".csv" && ext != ".tsv":
		return PO, nil
	case ext == ".csv", ext == ".tsv", ext == ".txt", ext == ".tab":
		return CSV, nil
	}
	return "", &SyntaxError{finding.Place{File: file}, "neither TMX, XLIFF, PO nor CSV", "give an exported file, or name it .tmx, .xlf, .po or .csv"}
}

// Reading says how a file is read.
type Reading struct {
	Source   language.Language     // of the project's own texts
	Language language.Language     // of the translations, where the file does not say; may be zero
	IsKey    func(key string) bool // tells which units of a TMX document are entries
}

// Read reads a file that came back, and gives an Import for each language in it; of a TMX document without a unit that is an
// entry none. others is the number of units that are no entry's, of TMX only. The error is a *SyntaxError or one of r.
func Read(r io.Reader, file string, f Format, how Reading) (imports []Import, others int, err error) {
	if f == TMX {
		return importTMX(r, file, how.Source, how.IsKey)
	}
	var one Import
	whole := &limited{r: r, file: file}
	switch f {
	case PO:
		one, err = readPO(whole, file, how.Language)
	case CSV, TSV:
		one, err = readCSV(whole, file, how.Source)
	default:
		one, err = readXLIFF(whole, file)
	}
	if err != nil {
		return nil, 0, err
	}
	return []Import{one}, 0, nil
}

// MaxDocument is the most bytes of an XLIFF, PO or CSV file. TMX may be of any length.
const MaxDocument = 64 << 20

// A limited reader gives at most MaxDocument bytes, and then an error.
type limited struct {
	r    io.Reader
	file string
	n    int
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.n += n; l.n > MaxDocument {
		return 0, &SyntaxError{finding.Place{File: l.file}, fmt.Sprintf("the file has more than %d bytes", MaxDocument), "divide it"}
	}
	return n, err
}
