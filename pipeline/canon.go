package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"publish/pipeline/finding"
	"publish/pipeline/resolution"
	"publish/pipeline/segment"
)

// A reading is one resolution as it was read.
type reading struct {
	name     string
	file     string
	doc      resolution.Document
	units    []segment.Unit // own and shared ones, in reading order; keyed once the source catalogs are reconciled
	findings []finding.Finding
	hash     string // sha256 of the file's bytes
}

// A canon is everything that a run reads before it looks at any translation.
type canon struct {
	config   Config
	register resolution.Register
	readings []reading // sorted by name
	findings []finding.Finding
	failures []error
	whole    bool // every resolution that has a source catalog is there and readable
}

// Config reads config.toml.
func (p *Project) Config() (Config, error) {
	data, err := p.Read(configFile)
	if err != nil {
		return Config{}, err
	}
	return ParseConfig(configFile, data)
}

// Register reads organizations.toml; a project without one has an empty register.
func (p *Project) Register() (resolution.Register, error) {
	r, _, err := p.register()
	return r, err
}

func (p *Project) register() (resolution.Register, []finding.Finding, error) {
	if !p.Exists(registerFile) {
		return resolution.Register{}, nil, nil
	}
	data, err := p.Read(registerFile)
	if err != nil {
		return resolution.Register{}, nil, err
	}
	return resolution.ParseRegister(registerFile, data)
}

// readCanon reads settings, register and all resolutions. A resolution that cannot be read is a failure of its own; the
// others are there all the same.
func (p *Project) readCanon() (*canon, error) {
	config, err := p.Config()
	if err != nil {
		return nil, err
	}
	register, found, err := p.register()
	if err != nil {
		return nil, err
	}
	c := &canon{config: config, register: register, findings: found}
	if config.Publisher.Email == "" {
		c.findings = append(c.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: configFile}, Rule: "publisher-email",
			What: "[publisher] has no email, so nobody can answer the messages", Do: "write email = \"secretariat@federation.example\" under [publisher]"})
	}
	sources, err := p.sources()
	if err != nil {
		return nil, err
	}
	c.findings = append(c.findings, sources.findings...)
	c.failures = append(c.failures, sources.failures...)
	c.findings = append(c.findings, config.strangers(sources.names)...)
	c.readings = make([]reading, len(sources.files))
	failed := make([]error, len(sources.files))
	parallel(len(sources.files), func(i int) {
		c.readings[i], failed[i] = p.readResolution(sources.names[i], sources.files[i], register)
	})
	for i := len(failed) - 1; i >= 0; i-- {
		if failed[i] != nil {
			c.failures = append(c.failures, failed[i])
			c.readings = slices.Delete(c.readings, i, i+1)
		}
	}
	for i := range c.readings {
		c.findings = append(c.findings, c.readings[i].findings...)
	}
	if len(sources.names)+len(sources.failures) == 0 {
		c.findings = append(c.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: resolutions}, Rule: "no-resolution",
			What: "there is no text to publish", Do: "put one there, as a .txt or .md file"})
	}
	if c.whole = len(c.failures) == 0; len(sources.failures) > 0 {
		return c, nil
	}
	absent, err := p.absent(sources.names)
	c.findings = append(c.findings, absent...)
	c.whole = c.whole && len(absent) == 0
	return c, err
}

// strangers reports settings for resolutions that are not there: most are misspelled, and would have no effect.
func (c Config) strangers(names []string) []finding.Finding {
	var found []finding.Finding
	for name := range c.Resolution {
		if !slices.Contains(names, name) {
			do := "take the section out, or bring the text back"
			if meant, slip := finding.Slip(name, names); slip {
				do = fmt.Sprintf("write [resolution.%s] if that is meant", meant)
			}
			found = append(found, finding.Finding{Level: finding.Warning, Place: finding.Place{File: configFile}, Rule: "no-such-resolution",
				What: fmt.Sprintf("[resolution.%s] is for no text in %s/", name, resolutions), Do: do})
		}
	}
	finding.Sort(found)
	return found
}

func (p *Project) readResolution(name, file string, register resolution.Register) (reading, error) {
	data, err := p.Read(file)
	if err != nil {
		return reading{}, err
	}
	doc, found, err := resolution.Parse(file, data, register)
	if err != nil {
		return reading{}, err
	}
	doc.Name = name
	sum := sha256.Sum256(data)
	return reading{name: name, file: file, doc: doc, units: segment.Units(doc), findings: found, hash: hex.EncodeToString(sum[:])}, nil
}

// sourceFiles are the canonical texts of a project and the names they have.
type sourceFiles struct {
	names, files []string // sorted by name
	findings     []finding.Finding
	failures     []error
}

// sources lists resolutions/: the name of each text, and what is wrong with the names.
func (p *Project) sources() (sourceFiles, error) {
	var s sourceFiles
	all, err := p.Files(resolutions)
	if err != nil {
		return s, err
	}
	byName := map[string]string{}
	for _, base := range all {
		file := path.Join(resolutions, base)
		if ext := strings.ToLower(path.Ext(base)); ext != ".txt" && ext != ".md" {
			s.findings = append(s.findings, finding.Finding{Level: finding.Warning, Place: finding.Place{File: file}, Rule: "not-a-resolution",
				What: "neither .txt nor .md, so it is not read", Do: "save it as .txt or .md, or move it elsewhere"})
			continue
		}
		name, derived := resolution.Stem(base)
		if other, twice := byName[name]; twice {
			s.failures = append(s.failures, fmt.Errorf("%s: has the same name %q as %s, so neither is read; rename one of them", file, name, other))
			s.drop(name)
			continue
		}
		byName[name] = file
		if derived {
			s.findings = append(s.findings, finding.Finding{Level: finding.Info, Place: finding.Place{File: file}, Rule: "derived-name",
				What: fmt.Sprintf("its catalogs and editions are named %q", name), Do: fmt.Sprintf("rename the file to %s%s to have it so everywhere", name, path.Ext(base))})
		}
		s.add(name, file)
	}
	return s, nil
}

func (s *sourceFiles) add(name, file string) {
	i, _ := slices.BinarySearch(s.names, name)
	s.names, s.files = slices.Insert(s.names, i, name), slices.Insert(s.files, i, file)
}

func (s *sourceFiles) drop(name string) {
	if i, found := slices.BinarySearch(s.names, name); found {
		s.names, s.files = slices.Delete(s.names, i, i+1), slices.Delete(s.files, i, i+1)
	}
}

// absent reports the resolutions that have a source catalog but no text among those of these names. While one is absent,
// nothing may be retired from the shared files: it may still need it.
func (p *Project) absent(there []string) ([]finding.Finding, error) {
	dir := path.Join(locales, source.String())
	files, err := p.Files(dir)
	if err != nil {
		return nil, err
	}
	var absent []finding.Finding
	for _, base := range files {
		name, ok := strings.CutSuffix(base, "."+source.String()+".toml")
		if ok && !sharedFile(name) && !slices.Contains(there, name) {
			absent = append(absent, finding.Finding{Level: finding.Warning, Place: finding.Place{File: path.Join(dir, base)}, Rule: "absent-resolution",
				What: fmt.Sprintf("there is no text %s in %s/ any more, so nothing is retired from the shared files: it may need them", name, resolutions),
				Do:   fmt.Sprintf("if it has another name now, publish rename %s NAME brings its translations along; if it has gone for good, delete this file (the translations stay)", name)})
		}
	}
	return absent, nil
}

// find is the index of a resolution by its name, or -1.
func (c *canon) find(name string) int {
	i, found := slices.BinarySearchFunc(c.readings, name, func(r reading, n string) int { return strings.Compare(r.name, n) })
	if !found {
		return -1
	}
	return i
}

// asked returns the indexes of the resolutions that a run is for: those named, or all. A name that is none is an error.
func (c *canon) asked(names []string) ([]int, error) {
	if len(names) == 0 {
		all := make([]int, len(c.readings))
		for i := range all {
			all[i] = i
		}
		return all, nil
	}
	var is []int
	var errs []error
	for _, n := range names {
		i := c.find(n)
		if i < 0 { // the file may be named, as a shell completes it, or as it is without its ending
			name, _ := resolution.Stem(path.Base(strings.ReplaceAll(n, `\`, "/")))
			i = c.find(name)
		}
		switch {
		case i >= 0 && !slices.Contains(is, i):
			is = append(is, i)
		case i < 0:
			errs = append(errs, c.unknown(n))
		}
	}
	slices.Sort(is)
	return is, errors.Join(errs...)
}

// unknown is the error of a name that no resolution has. It names the nearest one, or some that there are.
func (c *canon) unknown(name string) error {
	names := c.names()
	if meant, slip := finding.Slip(name, names); slip {
		return fmt.Errorf("no resolution %q in %s/; did you mean %s?", name, resolutions, meant)
	}
	const some = 12
	if more := len(names) - some; more > 0 {
		names = append(names[:some], fmt.Sprintf("and %d more", more))
	}
	return fmt.Errorf("no resolution %q in %s/; there are: %s", name, resolutions, strings.Join(names, ", "))
}

func (c *canon) names() []string {
	names := make([]string, len(c.readings))
	for i, r := range c.readings {
		names[i] = r.name
	}
	return names
}
