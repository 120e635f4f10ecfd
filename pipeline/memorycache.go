package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/memory"
)

// memoryCacheDir holds the indexes of imported memories, each named by what it was made of, and a manifest.
//
// An index is written to a temporary file, flushed, and renamed, so one that is there under its name is whole. Nothing but its
// name says what it is; so the cache is right whatever runs write it at the same time, and may be deleted at any time. The
// manifest spares work: it remembers the hash of each memory by the file's size and times, and which indexes have proved
// themselves. Without it files are hashed again.
const memoryCacheDir = cacheDir + "/memory"

const memoryManifest = memoryCacheDir + "/manifest"

// A memoryCache is the cache during one reading of memory/.
type memoryCache struct {
	*Project
	known, now remembrance
}

// A remembrance is the manifest's content.
type remembrance struct {
	Program string                     `json:"program"`
	Files   map[string]rememberedFile  `json:"files"`   // by name, of memories
	Indexes map[string]rememberedIndex `json:"indexes"` // by name
}

// A rememberedFile is a memory as it was when it was read.
type rememberedFile struct {
	Stat     stat              `json:"stat"`
	At       int64             `json:"at"` // when that was
	Hash     string            `json:"hash"`
	Findings []finding.Finding `json:"findings"`
}

// A rememberedIndex is an index that has proved itself.
type rememberedIndex struct {
	Stat stat   `json:"stat"`
	At   int64  `json:"at"`
	File string `json:"file"` // the memory that it was made of
	Hash string `json:"hash"` // of that
}

// trusted tells whether a file with this stat is still what it was at a time: nobody can have written it in the same tick of the
// clock.
func (s stat) trusted(now stat, at int64) bool { return s == now && s.Modified+int64(racy) < at }

func (p *Project) openMemoryCache() *memoryCache {
	c := &memoryCache{Project: p, known: remembrance{}, now: remembrance{Program: program(), Files: map[string]rememberedFile{}, Indexes: map[string]rememberedIndex{}}}
	data, err := p.Read(memoryManifest)
	if err != nil {
		return c
	}
	sum, rest, _ := strings.Cut(string(data), "\n")
	if proof := sha256.Sum256([]byte(rest)); sum != hex.EncodeToString(proof[:]) {
		return c
	}
	if json.Unmarshal([]byte(rest), &c.known) != nil || c.known.Program != c.now.Program {
		c.known = remembrance{}
	}
	return c
}

// close writes the manifest, if it has changed, and removes what no memory needs any more. A cache that cannot be written is
// no failure.
func (c *memoryCache) close() {
	for name, x := range c.known.Indexes { // of languages that this run has not asked for
		if _, there := c.now.Indexes[name]; !there && c.now.Files[x.File].Hash == x.Hash && c.Exists(memoryCacheDir+"/"+name) {
			c.now.Indexes[name] = x
		}
	}
	data, err := json.Marshal(c.now)
	before, _ := json.Marshal(c.known)
	if err != nil || string(data) == string(before) {
		return
	}
	sum := sha256.Sum256(data)
	_ = c.writeAside(memoryManifest, false, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s\n%s", hex.EncodeToString(sum[:]), data)
		return err
	})
	if c.alone {
		c.removeOthers()
	}
}

// removeOthers removes what the manifest does not name: indexes of memories that have changed or gone, what killed runs have
// left. Only a run that holds the lock does it; a command that is just making an index then keeps it to itself.
func (c *memoryCache) removeOthers() {
	entries, err := fs.ReadDir(c.root.FS(), memoryCacheDir)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := memoryCacheDir + "/" + e.Name()
		if _, needed := c.now.Indexes[e.Name()]; !needed && name != memoryManifest && e.Type().IsRegular() {
			_ = c.Remove(name)
		}
	}
}

// file opens the layers of one memory, for each language. It reads the file only if an index is missing.
func (c *memoryCache) file(name string, languages []language.Language) (map[language.Language]layers, []finding.Finding, error) {
	hash, found, err := c.hash(name)
	if err != nil {
		return nil, nil, err
	}
	all := map[language.Language]layers{}
	var missing []language.Language
	for _, l := range languages {
		if one, ok := c.open(hash, name, l); ok {
			all[l] = one
		} else {
			missing = append(missing, l)
		}
	}
	if len(missing) == 0 && found != nil {
		return all, *found, nil
	}
	made, findings, err := c.make(name, hash, missing)
	for l, one := range made {
		all[l] = one
	}
	return all, findings, err
}

// hash is the hash of a memory's bytes, and the findings about it if they are remembered.
func (c *memoryCache) hash(name string) (string, *[]finding.Finding, error) {
	f, now, err := c.openLarge(name)
	if err != nil {
		return "", nil, err
	}
	defer f.Close()
	at := time.Now().UnixNano()
	known, ok := c.known.Files[name]
	if ok && known.Stat.trusted(now, known.At) {
		c.now.Files[name] = known
		return known.Hash, &known.Findings, nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", nil, fmt.Errorf("%s: %w", name, plain(err))
	}
	hash := hex.EncodeToString(sum.Sum(nil))
	if ok && known.Hash == hash {
		c.now.Files[name] = rememberedFile{now, at, hash, known.Findings}
		return hash, &known.Findings, nil
	}
	return hash, nil, nil
}

// indexName is the name of an index by all that it depends on: the memory's bytes and name, the language, and the program.
func (c *memoryCache) indexName(of rememberedIndex, l language.Language, layer string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %q", c.now.Program, of.Hash, of.File, l, source))
	return hex.EncodeToString(sum[:16]) + "." + layer
}

// The layers of an index. Where they are one, the file of sentences is not there and the units' name says so.
const (
	unitsLayer     = "units"
	sentencesLayer = "sentences"
	bothLayers     = "both"
)

// open opens the layers of one language, if they are there.
func (c *memoryCache) open(hash, name string, l language.Language) (layers, bool) {
	of := rememberedIndex{File: name, Hash: hash}
	if both, ok := c.index(c.indexName(of, l, bothLayers), of); ok {
		return layers{both, both}, true
	}
	units, ok1 := c.index(c.indexName(of, l, unitsLayer), of)
	sentences, ok2 := c.index(c.indexName(of, l, sentencesLayer), of)
	return layers{units, sentences}, ok1 && ok2
}

// index opens an index that has proved itself, now or before.
func (c *memoryCache) index(name string, of rememberedIndex) (*memory.Memory, bool) {
	f, err := c.root.Open(filepath.FromSlash(memoryCacheDir + "/" + name))
	if err != nil {
		return nil, false
	}
	x, err := c.proved(f, name, of)
	if err != nil {
		f.Close()
		return nil, false
	}
	c.keep(f)
	return memory.Of(x), true
}

func (c *memoryCache) proved(f *os.File, name string, of rememberedIndex) (*memory.Index, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	at, now := time.Now().UnixNano(), statOf(info)
	known, ok := c.known.Indexes[name]
	if !ok || !known.Stat.trusted(now, known.At) {
		if err := memory.Verify(f, now.Size); err != nil {
			return nil, err
		}
		known = rememberedIndex{now, at, of.File, of.Hash}
	}
	data, err := mapped(f, now.Size)
	if err != nil {
		return nil, err
	}
	x, err := memory.OpenIndex(data, f)
	if err == nil {
		c.now.Indexes[name] = known
	}
	return x, err
}

// make reads a memory, makes the indexes of some languages and writes them. If they can be written, they are used from
// there: so they take no memory.
func (c *memoryCache) make(name, hash string, languages []language.Language) (map[language.Language]layers, []finding.Finding, error) {
	made, found, err := map[language.Language]layers(nil), []finding.Finding(nil), errSpill
	if c.root.MkdirAll(filepath.FromSlash(memoryCacheDir), 0o777) == nil {
		made, found, err = c.makeWith(&spills{project: c.Project}, name, hash, languages)
	}
	if errors.Is(err, errSpill) {
		made, found, err = c.makeWith(nil, name, hash, languages)
	}
	return made, found, err
}

func (c *memoryCache) makeWith(s *spills, name, hash string, languages []language.Language) (map[language.Language]layers, []finding.Finding, error) {
	defer s.close()
	f, now, err := c.openLarge(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	at := time.Now().UnixNano()
	var all []*builders
	for _, l := range languages {
		all = append(all, newBuilders(l, s.open))
	}
	sum := sha256.New()
	read := io.TeeReader(f, sum)
	found, err := readTMX(read, name, all)
	if err != nil {
		return nil, found, err
	}
	_, err = io.Copy(sum, f)
	if again := hex.EncodeToString(sum.Sum(nil)); err == nil && again == hash {
		c.now.Files[name] = rememberedFile{now, at, hash, slices.Clip(append([]finding.Finding{}, found...))}
	} else {
		hash = again // somebody has saved it meanwhile: what was read is what counts
	}
	made := map[language.Language]layers{}
	for i, b := range all {
		if made[b.language], err = c.write(b, rememberedIndex{File: name, Hash: hash}); err != nil {
			return nil, found, err
		}
		all[i] = nil
	}
	return made, found, nil
}

// write makes the indexes of one language.
func (c *memoryCache) write(b *builders, of rememberedIndex) (layers, error) {
	layer := bothLayers
	if b.sentences != nil {
		layer = unitsLayer
	}
	units, err := c.store(b.units, of, b, layer)
	if err != nil || b.sentences == nil {
		return layers{units, units}, err
	}
	b.units = nil
	sentences, err := c.store(b.sentences, of, b, sentencesLayer)
	return layers{units, sentences}, err
}

func (c *memoryCache) store(b *memory.Builder, of rememberedIndex, one *builders, layer string) (*memory.Memory, error) {
	name := c.indexName(of, one.language, layer)
	x, err := b.Index()
	if err != nil {
		return nil, err
	}
	err = c.writeAside(memoryCacheDir+"/"+name, true, func(w io.Writer) error {
		_, err := x.WriteTo(w)
		return err
	})
	if err == nil {
		if m, ok := c.index(name, of); ok {
			return m, nil
		}
	}
	if one.spilled {
		return nil, errSpill // which is dropped: the index cannot be used without
	}
	return memory.Of(x), nil
}

// writeAside writes a file of the cache: to a temporary one of a name of its own, for other runs may do the same, and then
// renamed.
func (c *memoryCache) writeAside(name string, durable bool, write func(io.Writer) error) error {
	if err := c.root.MkdirAll(filepath.FromSlash(memoryCacheDir), 0o777); err != nil {
		return err
	}
	base := filepath.Base(filepath.FromSlash(name))
	temp := filepath.FromSlash(fmt.Sprintf("%s/%s%d-%s", memoryCacheDir, tempPrefix, os.Getpid(), base))
	f, err := c.root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil && durable {
		err = f.Sync()
	}
	err = cmp.Or(err, f.Close())
	if err == nil {
		err = c.root.Rename(temp, filepath.FromSlash(name))
	}
	if err != nil {
		err = errors.Join(err, c.root.Remove(temp))
	}
	return err
}
