package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/manifest"
	"publish/pipeline/match"
)

// manifestEnding is the ending of a manifest's name.
const manifestEnding = ".json"

// baseOf is the name of an edition's files below the root, without their ending.
func baseOf(e edition.Edition) string { return path.Join(outputDir, e.Name, fileOf(e, "", "")) }

// filesOf are the names of an edition's files, the PDF first, the manifest last.
func filesOf(base string, m manifest.Manifest) []string {
	var names []string
	for _, o := range m.Outputs {
		names = append(names, path.Join(path.Dir(base), o.Name))
	}
	return append(names, base+manifestEnding)
}

// made tells whether the files of this edition are there already: a manifest with its hash, and each file as it says. Files
// that nobody has touched since the last run are not read again.
func (r *run) made(base, hash string) (manifest.Manifest, bool) {
	data, err := r.Read(base + manifestEnding)
	if err != nil || !bytes.Contains(data, []byte(hash)) { // of another edition, whose manifest need not be proved
		return manifest.Manifest{}, false
	}
	m, err := manifest.Parse(base+manifestEnding, data)
	if err != nil || m.Edition != hash {
		return manifest.Manifest{}, false
	}
	return m, r.untouched(filesOf(base, m), r.past.outputs) || len(manifest.Verify(m, r.beside(base))) == 0
}

// beside reads files of the folder that base stands in.
func (p *Project) beside(base string) func(name string) ([]byte, error) {
	return func(name string) ([]byte, error) { return p.Read(path.Join(path.Dir(base), name)) }
}

// writeFiles writes an edition's files, and into its manifest what they are.
func (p *Project) writeFiles(base string, m *manifest.Manifest, files []output) error {
	for _, f := range files {
		if err := p.WriteOutput(path.Join(path.Dir(base), f.name), f.data); err != nil {
			return err
		}
		m.Outputs = append(m.Outputs, manifest.Output{Name: f.name, SHA256: hashOf(f.data), Size: len(f.data)})
	}
	return nil
}

// commit keeps the promise of docs/files.md: whatever a manifest names is there, whole. So the manifest comes last.
func (p *Project) commit(base string, m manifest.Manifest) error {
	data, err := m.Bytes()
	if err != nil {
		return err
	}
	return p.Write(base+manifestEnding, data)
}

// unitsOf says where each unit of an edition comes from.
func unitsOf(matches []match.Match) []manifest.Unit {
	units := make([]manifest.Unit, 0, len(matches))
	for _, m := range matches {
		units = append(units, manifest.Unit{Key: m.Unit.Key, Class: string(m.Class), From: m.From, SHA256: hashOf([]byte(m.Target))})
	}
	return units
}

// recorded are the findings of making an edition as its manifest keeps them.
func recorded(found []finding.Finding) json.RawMessage {
	if len(found) == 0 {
		return nil
	}
	data, err := json.Marshal(found)
	if err != nil {
		return nil
	}
	return data
}

// findingsOf are the findings of making an edition that is reused: a second run says what the first one said.
func findingsOf(m manifest.Manifest) []finding.Finding {
	var found []finding.Finding
	_ = json.Unmarshal(m.Findings, &found) // none is what most have
	return found
}

// A Verification says how the files under output/ compare with their manifests.
type Verification struct {
	Editions int               `json:"editions"`
	Files    int               `json:"files"`
	Findings []finding.Finding `json:"findings"`
}

// Verify compares the files under output/ with their manifests, by their hashes. It writes nothing.
func Verify(p *Project, o Options) (Verification, error) {
	v := Verification{Findings: []finding.Finding{}}
	names, err := p.Folders(outputDir)
	if err != nil {
		return v, err
	}
	for _, name := range names {
		if len(o.Resolutions) > 0 && !slices.Contains(o.Resolutions, name) {
			continue
		}
		if err := p.verifyFolder(&v, name, o); err != nil {
			return v, err
		}
	}
	if v.Editions == 0 && len(v.Findings) == 0 {
		v.find(finding.Warning, outputDir, "nothing-to-verify", "there is no edition here", "run publish first")
	}
	finding.Sort(v.Findings)
	return v, nil
}

func (v *Verification) find(level finding.Level, file, rule, what, do string) {
	v.Findings = append(v.Findings, finding.Finding{Level: level, Place: finding.Place{File: file}, Rule: rule, What: what, Do: do})
}

func (p *Project) verifyFolder(v *Verification, name string, o Options) error {
	dir := path.Join(outputDir, name)
	files, err := p.Files(dir)
	if err != nil {
		return err
	}
	named := map[string]bool{}
	for _, f := range files {
		if !strings.HasSuffix(f, manifestEnding) || !ofLanguages(f, o) {
			continue
		}
		named[f] = true
		full := path.Join(dir, f)
		data, err := p.Read(full)
		if err != nil {
			return err
		}
		m, err := manifest.Parse(full, data)
		if err != nil {
			what := strings.TrimPrefix(err.Error(), full+": ")
			cut := strings.LastIndex(what, "; ") // what to do stands behind it
			v.find(finding.Error, full, "manifest", what[:cut], what[cut+len("; "):])
			continue
		}
		v.Editions++
		for _, out := range m.Outputs {
			named[out.Name] = true
			v.Files++
		}
		for _, f := range manifest.Verify(m, p.beside(full)) {
			f.File = path.Join(dir, f.File)
			v.Findings = append(v.Findings, f)
		}
	}
	for _, f := range files {
		if !named[f] && ofLanguages(f, o) && path.Ext(f) != ".png" && !isProof(name, f) { // pictures and proofs claim nothing
			v.find(finding.Error, path.Join(dir, f), "not-in-a-manifest", "no manifest names this file", "do not send it out; delete it, or run publish to make the edition anew")
		}
	}
	return nil
}

// ofLanguages tells whether an output's name is of one of the languages that were asked for.
func ofLanguages(file string, o Options) bool {
	if len(o.Languages) == 0 {
		return true
	}
	for _, l := range o.Languages {
		if l.String() == tagOf(file) {
			return true
		}
	}
	return false
}

// Sheets are the PDFs under output/, of the resolutions and languages asked for: paths for other
// programs, sorted.
func Sheets(p *Project, o Options) ([]string, error) {
	names, err := p.Folders(outputDir)
	if err != nil {
		return nil, err
	}
	var sheets []string
	for _, name := range names {
		if len(o.Resolutions) > 0 && !slices.Contains(o.Resolutions, name) {
			continue
		}
		files, err := p.Files(path.Join(outputDir, name))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if strings.HasSuffix(f, ".pdf") && ofLanguages(f, o) {
				sheets = append(sheets, filepath.Join(p.dir, outputDir, name, f))
			}
		}
	}
	if len(sheets) == 0 {
		return nil, errors.New("no edition of these under output/; run publish first")
	}
	return sheets, nil
}
