package typeface

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// MaxExtra is the largest number of files in fonts/ that Open takes.
const MaxExtra = 64

// The fonts that ship with the program: see fonts/README.md for their sources and licences. Those of plain.go are stored as they
// are, the others by Zstandard.
//
//go:embed fonts/*.zst
var files embed.FS

//go:embed fonts/coverage.bin
var covered []byte

// embedded is a row of catalogue.
type embedded struct {
	name, file, scripts string
	marks               bool
	digest              string
}

// Extra is a file of fonts/.
type Extra struct {
	Name string // the file's name, for messages
	Data []byte // kept, and never written to
}

// A Library is the fonts of a run: the embedded ones, then the extra ones in the order of their names. A face is parsed
// when it is first needed. A Library is safe for concurrent use.
type Library struct {
	faces   []*Face
	hash    string
	choices sync.Map // choice -> []*Face, see candidates
	engines engines
	made    made
}

// Open makes the library of the embedded fonts and those of fonts/, which serve for characters that the embedded ones
// lack. An error names the file of fonts/ that cannot serve, and says why and what to do.
func Open(extra []Extra) (*Library, error) {
	if len(extra) > MaxExtra {
		return nil, fmt.Errorf("fonts/ has %d fonts, more than %d; take some out", len(extra), MaxExtra)
	}
	covered := covered
	l := &Library{faces: make([]*Face, 0, len(catalogue)+len(extra))}
	sum := sha256.New()
	for _, row := range catalogue {
		face := shipped(row)
		face.characters, covered = readCoverage(covered)
		l.add(face)
		sum.Write([]byte(row.digest))
	}
	extra = slices.Clone(extra)
	slices.SortStableFunc(extra, func(a, b Extra) int { return cmp.Compare(a.Name, b.Name) })
	for _, e := range extra {
		face, err := further(e)
		if err != nil {
			return nil, fmt.Errorf("fonts/%s %w", e.Name, err)
		}
		l.add(face)
		own := sha256.Sum256(e.Data)
		fmt.Fprintf(sum, "\n%s %x", e.Name, own)
	}
	l.hash = hex.EncodeToString(sum.Sum(nil))
	return l, nil
}

func (l *Library) add(f *Face) {
	f.index = len(l.faces)
	l.faces = append(l.faces, f)
}

// Hash is the SHA-256 of all fonts, in hexadecimal: the same hash, the same glyphs.
func (l *Library) Hash() string { return l.hash }

// shipped is the face of an embedded font.
func shipped(row embedded) *Face {
	family, style, _ := strings.Cut(row.name, "-")
	f := &Face{
		name: row.name, file: row.file, family: family, scripts: strings.Fields(row.scripts), serif: !strings.Contains(family, "Sans"),
		bold: strings.HasPrefix(style, "Bold"), italic: strings.HasSuffix(style, "Italic"),
	}
	f.lazily(row.marks, func() (sfnt, error) {
		data, err := unpacked(row.file)
		if err != nil {
			return nil, err
		}
		return readSfnt(data)
	})
	return f
}

// stored is an embedded font as it is stored; nobody may write to it.
func stored(file string) ([]byte, error) {
	if data := plain(file); data != nil {
		return data, nil
	}
	return files.ReadFile("fonts/" + file)
}

// unpacked is an embedded font; nobody may write to it.
func unpacked(file string) ([]byte, error) {
	data, err := stored(file)
	if err != nil || plain(file) != nil {
		return data, err
	}
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxFontSize))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.DecodeAll(data, nil)
}

// NewShaper makes a shaper, one for a document: it has the caches, and the subsets that the document embeds. A Shaper is
// not safe for concurrent use; several shapers of one library are.
func (l *Library) NewShaper() *Shaper {
	return newShaper(l)
}
