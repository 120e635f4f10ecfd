package pipeline

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"publish/pipeline/edition"
	"publish/pipeline/manifest"
)

// An Approval is one edition that was approved.
type Approval struct {
	Name     string   `json:"name"`
	Language string   `json:"language"`
	Edition  string   `json:"edition"`
	Files    []string `json:"files"`
	Changed  bool     `json:"changed"` // it was not approved before, or another edition was
}

// ApproveOptions say what is approved.
type ApproveOptions struct {
	Options
	Provisional bool // approve provisional editions, too
}

// Approve writes the hashes of editions and of their files to approvals.toml: of the resolutions of the options, in their
// languages (nil: all that there are final editions in). Editions that are not final, unless they are asked for, or whose
// files are not as they were made, are no editions to approve: then nothing is written.
func Approve(p *Project, o ApproveOptions) ([]Approval, error) {
	return locked(p, o.Options, func() ([]Approval, error) { return p.approve(o) })
}

func (p *Project) approve(o ApproveOptions) ([]Approval, error) {
	if len(o.Resolutions) == 0 {
		return nil, errors.New("nothing to approve is named; write `publish approve --lang fr RESOLUTION`")
	}
	c, err := p.readCanon()
	if err != nil {
		return nil, err
	}
	asked, err := c.asked(o.Resolutions)
	if err != nil {
		return nil, errors.Join(append(c.failures, err)...)
	}
	var manifests []manifest.Manifest
	var wrong []error
	for _, i := range asked {
		found, err := p.approvable(c.readings[i], o)
		manifests, wrong = append(manifests, found...), append(wrong, err)
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	for range 3 {
		done, err := p.writeApprovals(manifests)
		if err != errSaved {
			return done, err
		}
	}
	return nil, fmt.Errorf("%s: somebody is saving it again and again; run again when they are done", approvalsFile)
}

// approvable are the manifests of a resolution's editions that were asked for.
func (p *Project) approvable(r reading, o ApproveOptions) ([]manifest.Manifest, error) {
	name := r.name
	files, err := p.Files(path.Join(outputDir, name))
	if err != nil {
		return nil, err
	}
	var all []manifest.Manifest
	var wrong []error
	for _, f := range files {
		if !strings.HasSuffix(f, manifestEnding) || !ofLanguages(f, o.Options) {
			continue
		}
		m, err := p.wholeEdition(path.Join(outputDir, name, f))
		switch {
		case err != nil:
			wrong = append(wrong, err)
		case m.Inputs["text"] != textHash(r.doc):
			wrong = append(wrong, fmt.Errorf("%s in %s: the canonical text has changed since the edition was made; run publish, and look at it again", name, m.Language))
		case m.Status == string(edition.Final) || o.Provisional:
			all = append(all, m)
		case o.Languages != nil:
			wrong = append(wrong, fmt.Errorf("%s in %s is %s; only final editions are approved, unless you say --provisional", name, m.Language, m.Status))
		}
	}
	for _, l := range o.Languages {
		of := func(f string) bool { return strings.HasSuffix(f, manifestEnding) && tagOf(f) == l.String() }
		if !slices.ContainsFunc(files, of) {
			wrong = append(wrong, fmt.Errorf("%s has no edition in %s; run `publish --lang %[2]s %[1]s` first", name, l))
		}
	}
	if len(all)+len(wrong) == 0 {
		wrong = append(wrong, fmt.Errorf("%s has no final edition; run publish first", name))
	}
	return all, errors.Join(wrong...)
}

// wholeEdition reads a manifest, and proves that the files are as it says.
func (p *Project) wholeEdition(file string) (manifest.Manifest, error) {
	data, err := p.Read(file)
	if err != nil {
		return manifest.Manifest{}, err
	}
	m, err := manifest.Parse(file, data)
	if err != nil {
		return m, err
	}
	if found := manifest.Verify(m, p.beside(file)); len(found) > 0 {
		return m, fmt.Errorf("%s: %s; %s", path.Join(path.Dir(file), found[0].File), found[0].What, found[0].Do)
	}
	if path.Dir(file) != path.Join(outputDir, m.Name) || tagOf(file) != m.Language {
		return m, fmt.Errorf("%s: the manifest is of %s in %s; run publish to make the edition anew", file, m.Name, m.Language)
	}
	return m, nil
}

func (p *Project) writeApprovals(manifests []manifest.Manifest) ([]Approval, error) {
	var before []byte
	if p.Exists(approvalsFile) {
		data, err := p.readSaved(approvalsFile)
		if err != nil {
			return nil, err
		}
		before = data
	}
	after := before
	done := []Approval{}
	for _, m := range manifests {
		next, err := approvalOf(m).with(approvalsFile, after, m.Name, m.Language)
		if err != nil {
			return nil, err
		}
		a := Approval{Name: m.Name, Language: m.Language, Edition: m.Edition, Changed: string(next) != string(after)}
		for _, o := range m.Outputs {
			a.Files = append(a.Files, o.Name)
		}
		done, after = append(done, a), next
	}
	if string(after) == string(before) {
		return done, nil
	}
	old, err := p.revise(approvalsFile, before, after)
	if err != nil {
		return nil, err
	}
	old.close()
	return done, nil
}

// approvals reads approvals.toml; they are nil where everything may be sent: there is no such file and [deliver] does not ask
// for one, or approved_only = false.
func (p *Project) approvals(c Config) (approvals, error) {
	only := c.Deliver.ApprovedOnly
	there := p.Exists(approvalsFile)
	if only != nil && !*only || only == nil && !there {
		return nil, nil
	}
	if !there {
		return approvals{}, nil
	}
	data, err := p.Read(approvalsFile)
	if err != nil {
		return nil, err
	}
	return parseApprovals(approvalsFile, data)
}
