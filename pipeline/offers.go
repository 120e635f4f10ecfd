package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"publish/pipeline/deliver"
	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/mail"
	"publish/pipeline/manifest"
	"publish/pipeline/resolution"
)

// textHash is the hash of a canonical text as it was read: of every block's kind and words, not of its line breaks.
func textHash(doc resolution.Document) string {
	h := sha256.New()
	for _, b := range doc.Blocks {
		fmt.Fprintf(h, "%s\x00%d\x00%s\x00%s\n", b.Kind, b.Level, b.Label, b.Text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// offers are the editions of one resolution that stand under output/, and whether they may be sent.
type offers struct {
	*Project
	all       map[language.Language]deliver.Offer
	languages []language.Language // sorted by tag
	bases     map[language.Language]string
	manifests map[language.Language]manifest.Manifest
	sender    string    // the publisher's address
	domain    string    // of Message-IDs: the publisher's
	approved  approvals // nil: everything is
}

// offersOf reads the manifests of a resolution's editions and compares their files with them.
func (p *Project) offersOf(r reading, c Config, provisional bool) (*offers, error) {
	_, domain, found := strings.Cut(c.Publisher.Email, "@")
	if !found {
		return nil, fmt.Errorf("%s: the publisher has no address to send from; write email = \"office@example.org\" under [publisher], and run publish", configFile)
	}
	o := &offers{Project: p, all: map[language.Language]deliver.Offer{}, bases: map[language.Language]string{}, manifests: map[language.Language]manifest.Manifest{}, sender: c.Publisher.Email, domain: domain}
	files, err := p.Files(path.Join(outputDir, r.name))
	if err == nil {
		o.approved, err = p.approvals(c)
	}
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if strings.HasSuffix(f, manifestEnding) {
			o.add(r, c, f, provisional)
		}
	}
	slices.SortFunc(o.languages, func(a, b language.Language) int { return strings.Compare(a.String(), b.String()) })
	return o, nil
}

// add adds the edition of one manifest.
func (o *offers) add(r reading, c Config, file string, provisional bool) {
	l, err := language.Parse(tagOf(file))
	if err != nil {
		return // no file of an edition
	}
	if _, twice := o.all[l]; !twice {
		o.languages = append(o.languages, l)
	}
	full := path.Join(outputDir, r.name, file)
	offer := deliver.Offer{Language: l}
	data, err := o.Read(full)
	var m manifest.Manifest
	if err == nil {
		m, err = manifest.Parse(full, data)
	}
	if err != nil {
		offer.Problem = err.Error()
		o.all[l] = offer
		return
	}
	if m.Name != r.name || m.Language != l.String() {
		offer.Problem = fmt.Sprintf("%s is the manifest of %s in %s; run publish to make the edition anew", full, m.Name, m.Language)
		o.all[l] = offer
		return
	}
	offer.Edition, offer.Standing, offer.Text, offer.Revision = m.Edition, m.Status, m.Inputs["text"], revisionOf(m)
	offer.Problem, offer.Absent = o.problem(r, full, m, provisional)
	if before, twice := o.all[l]; twice && before.Problem == "" && m.Status != string(edition.Final) {
		return // a provisional edition that a killed run has left beside the final one
	}
	if own := max(1, c.Resolution[r.name].Revision); offer.Problem == "" && own != offer.Revision {
		offer.Problem = fmt.Sprintf("it is of revision %d, and config.toml says %d; run publish", offer.Revision, own)
	}
	o.all[l], o.bases[l], o.manifests[l] = offer, strings.TrimSuffix(full, manifestEnding), m
}

// revisionOf is the revision that an edition was made as.
func revisionOf(m manifest.Manifest) int {
	n, _ := strconv.Atoi(m.Inputs["revision"])
	return max(1, n)
}

// problem says why an edition is not sent; absent, that a member's next language serves.
func (o *offers) problem(r reading, file string, m manifest.Manifest, provisional bool) (why string, absent bool) {
	if found := manifest.Verify(m, o.beside(file)); len(found) > 0 {
		return fmt.Sprintf("%s: %s; run publish to make the edition anew", found[0].File, found[0].What), false
	}
	switch {
	case m.Inputs["text"] != textHash(r.doc):
		return "the canonical text has changed since the edition was made; run publish", false
	case m.Status != string(edition.Final) && !provisional:
		return "provisional; --provisional sends it", true
	case o.approved != nil:
		return o.approved.covers(m), false
	}
	return "", false
}

// pack makes the package of an edition with the forms that a member wants attached, of files that are as the manifest says.
func (o *offers) pack(l language.Language, forms []deliver.Form) (*mail.Package, error) {
	m, base := o.manifests[l], o.bases[l]
	eml, err := o.whole(m, base, ".eml")
	if err != nil {
		return nil, err
	}
	letter, err := mail.ReadLetter(base+".eml", eml)
	if err != nil {
		return nil, err
	}
	if !strings.EqualFold(letter.From.String(), o.sender) {
		return nil, fmt.Errorf("%s.eml: it is from %s, and config.toml says %s; run publish to make the edition anew", base, letter.From, o.sender)
	}
	var attached []mail.Attachment
	for _, file := range attachments(m, l, forms) {
		data, err := o.output(m, base, file)
		if err != nil {
			return nil, err
		}
		a := mail.Attachment{Data: data}
		if len(attached) > 0 {
			a.Name = strings.TrimSuffix(letter.AttachmentName, ".pdf") + " (2).pdf"
		}
		attached = append(attached, a)
	}
	return letter.Pack(attached...), nil
}

// attachments are the PDFs of an edition for a member: the screen edition where there is one, else the one for print; each
// once.
func attachments(m manifest.Manifest, l language.Language, forms []deliver.Form) []string {
	var files []string
	for _, f := range forms {
		name := ""
		for _, out := range m.Outputs {
			screen := strings.HasSuffix(out.Name, "."+string(Screen)+"."+l.String()+".pdf")
			plain := strings.HasSuffix(out.Name, ".pdf") && !screen && !strings.HasSuffix(out.Name, "."+string(Booklet)+"."+l.String()+".pdf")
			if f == deliver.Screen && screen || plain && name == "" {
				name = out.Name
			}
		}
		if name != "" && !slices.Contains(files, name) {
			files = append(files, name)
		}
	}
	return files
}

// whole is the file of an edition with this ending.
func (o *offers) whole(m manifest.Manifest, base, ending string) ([]byte, error) {
	return o.output(m, base, path.Base(base)+ending)
}

// output reads a file of an edition once, and proves these very bytes.
func (o *offers) output(m manifest.Manifest, base, file string) ([]byte, error) {
	i := slices.IndexFunc(m.Outputs, func(out manifest.Output) bool { return out.Name == file })
	if i < 0 {
		return nil, fmt.Errorf("%s%s: the manifest names no %s; run publish to make the edition anew", base, manifestEnding, file)
	}
	full := path.Join(path.Dir(base), file)
	data, err := o.Read(full)
	if err == nil && manifest.Hash(data) != m.Outputs[i].SHA256 {
		err = fmt.Errorf("%s: the file was changed since it was made; run publish to make the edition anew", full)
	}
	return data, err
}
