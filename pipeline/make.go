package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
	"sync"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/layout"
	"publish/pipeline/mail"
	"publish/pipeline/manifest"
	"publish/pipeline/match"
	"publish/pipeline/pdf"
	"publish/pipeline/resolution"
	"publish/pipeline/segment"
	"publish/pipeline/typeface"
)

// The outcomes of an edition.
const (
	outcomeMade    = "made"
	outcomeReused  = "reused"
	outcomeRefused = "refused"
)

// A maker has what all editions of a run are made with.
type maker struct {
	fonts    *typeface.Library
	page     layout.Template
	mail     *mail.Template
	meta     pdf.Meta
	presses  sync.Pool // of *pdf.Press
	pageHash string    // of templates/page.toml, and of the files that it names
	mailHash string    // of templates/mailer.txt.tmpl
}

// maker reads templates and further fonts.
func (p *Project) maker() (*maker, error) {
	m := &maker{presses: sync.Pool{New: func() any { return new(pdf.Press) }}}
	page, err := p.template(pageTemplate, layout.DefaultTemplate())
	if err != nil {
		return nil, err
	}
	if m.page, err = layout.ParseTemplate(pageTemplate, page); err != nil {
		return nil, err
	}
	files, err := p.templateFiles(m)
	if err != nil {
		return nil, err
	}
	text, err := p.template(mailTemplate, mail.DefaultTemplate())
	if err != nil {
		return nil, err
	}
	if m.mail, err = mail.ParseTemplate(mailTemplate, text); err != nil {
		return nil, err
	}
	m.pageHash, m.mailHash = hashOf(append(slices.Clone(page), files...)), hashOf(text)
	extra, err := p.extraFonts()
	if err != nil {
		return nil, err
	}
	m.fonts, err = typeface.Open(extra)
	return m, err
}

// warmMaker is a maker whose fonts are at hand that all editions need: to read them takes a tenth of a small run, in which most
// processors have nothing to do.
func (p *Project) warmMaker() (*maker, error) {
	m, err := p.maker()
	if err != nil {
		return nil, err
	}
	s := m.fonts.NewShaper()
	for _, style := range []typeface.Style{{}, {Bold: true}, {Sans: true}, {Sans: true, Bold: true}, {Italic: true}} {
		_, _ = s.Shape("a", source, false, style) // what cannot be read is an error where it is needed
	}
	return m, nil
}

// template is a file of templates/, or what the program has where the project has none.
func (p *Project) template(name string, standard []byte) ([]byte, error) {
	if !p.Exists(name) {
		return standard, nil
	}
	return p.Read(name)
}

func (p *Project) extraFonts() ([]typeface.Extra, error) {
	names, err := p.Files(fontsDir)
	if err != nil {
		return nil, err
	}
	var extra []typeface.Extra
	for _, n := range names {
		if ext := path.Ext(n); ext != ".ttf" && ext != ".otf" {
			continue
		}
		data, err := p.Read(path.Join(fontsDir, n))
		if err != nil {
			return nil, err
		}
		extra = append(extra, typeface.Extra{Name: n, Data: data})
	}
	return extra, nil
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// editions makes the editions of one language, one after the other: languages are done in parallel.
func (r *run) editions(m *maker, loc *localization) {
	shaper := m.fonts.NewShaper
	for n, i := range r.canon.asked {
		report, found, last, err := r.edition(m, loc, n, i, shaper)
		r.find(found...)
		end := func(err error) {
			if err != nil {
				r.fail(err)
			} else {
				r.list(report)
			}
			r.progress()
		}
		if err != nil || last == nil {
			end(err)
			continue
		}
		r.commits.do(func() { end(last()) })
	}
}

func (r *run) list(e EditionReport) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Editions = append(r.report.Editions, e)
}

func (r *run) progress() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	if r.options.Progress != nil {
		r.options.Progress(r.done, len(r.languages)*len(r.canon.asked))
	}
}

// assemble makes the edition's value: what it says, not yet how it looks.
func (r *run) assemble(loc *localization, n, i int) (edition.Edition, []finding.Finding) {
	c, reading := r.canon.config, r.canon.readings[i]
	own := c.Resolution[reading.name]
	e, found := edition.Assemble(edition.Input{
		Document: reading.doc, Matches: loc.matches[n], Phrases: loc.phrases, Language: loc.language, Source: source,
		Settings:  c.Edition.settings(),
		Publisher: edition.PublisherSettings(c.Publisher),
		Date:      own.Date, Revision: own.Revision,
	})
	e.Exceptions = loc.exceptions
	return e, found
}

func (c EditionConfig) settings() edition.Settings {
	s := edition.Settings{Final: c.Final, Minimum: c.Minimum, DistrustExact: !c.Exact}
	if c.Required != nil {
		s.Required = []segment.Role{}
		for _, role := range c.Required {
			s.Required = append(s.Required, segment.Role(role))
		}
	}
	return s
}

func reportOf(e edition.Edition) EditionReport {
	return EditionReport{Name: e.Name, Language: e.Language.String(), Status: string(e.Status), Files: []string{}, Statistics: statisticsOf(e)}
}

// edition makes one edition, or finds it made. What is left to do then, last, waits for the disk and for no processor; nil is nothing.
func (r *run) edition(m *maker, loc *localization, n, i int, shaper func() *typeface.Shaper) (report EditionReport, found []finding.Finding, last func() error, err error) {
	e, found := r.assemble(loc, n, i)
	report = reportOf(e)
	if e.Status == edition.Refused {
		report.Outcome = outcomeRefused
		return report, found, nil, r.withdraw(e, nil)
	}
	inputs := m.inputs(e, r.canon.readings[i].doc, loc.matches[n])
	e.Hash = manifest.EditionHash(inputs)
	report.Hash = e.Hash
	base := baseOf(e)
	old, whole := r.made(base, e.Hash)
	forms := formsOf(r.options.Forms, old.Forms)
	if whole && slices.Equal(forms, old.Forms) {
		report.Outcome, report.Pages, report.Files = outcomeReused, old.Pages, filesOf(base, old)
		return report, append(found, findingsOf(old)...), nil, r.withdraw(e, report.Files)
	}
	made, more, err := m.make(e, forms, shaper())
	if err != nil {
		return report, found, nil, fmt.Errorf("%s: edition %s: %w", r.canon.readings[i].file, e.Language, err)
	}
	record := manifest.Manifest{Name: e.Name, Language: e.Language.String(), Status: string(e.Status), Edition: e.Hash, Forms: forms, Inputs: inputs,
		Units: unitsOf(loc.matches[n]), Pages: made.pages, Findings: recorded(more)}
	if err := r.writeFiles(base, &record, made.files); err != nil {
		return report, found, nil, err
	}
	report.Outcome, report.Pages, report.Files = outcomeMade, made.pages, filesOf(base, record)
	return report, append(found, more...), func() error {
		if err := r.commit(base, record); err != nil {
			return err
		}
		return r.withdraw(e, report.Files)
	}, nil
}

// inputs are the hashes of all that the edition is made of. "edition" is what the text, the entries and the settings come to;
// they stand beside it, so that a reader of two manifests sees what has changed.
func (m *maker) inputs(e edition.Edition, doc resolution.Document, matches []match.Match) map[string]string {
	entries := sha256.New()
	for _, one := range matches {
		fmt.Fprintf(entries, "%s\x00%s\x00%s\n", one.Unit.Key, one.Class, one.Target)
	}
	settings := fmt.Sprintf("%q %s %d", e.Publisher, e.Date, e.Revision)
	return map[string]string{"edition": e.Fingerprint(), "text": textHash(doc), "entries": hex.EncodeToString(entries.Sum(nil)),
		"settings": hashOf([]byte(settings)), "revision": strconv.Itoa(e.Revision), "fonts": m.fonts.Hash(), pageTemplate: m.pageHash, mailTemplate: m.mailHash, "program": Version}
}

// A product is an edition's files, and what the report wants to know of them.
type product struct {
	pages int
	files []output
}

// An output is one file of an edition.
type output struct {
	name string // in the folder of its resolution
	data []byte
}

// creator is what every PDF says of its making.
const creator = "publish " + Version

// make sets, writes and mails an edition in all its forms. It is a function from the edition to bytes.
func (m *maker) make(e edition.Edition, forms []string, s *typeface.Shaper) (product, []finding.Finding, error) {
	laid, found, err := layout.Lay(e, m.page, s)
	if err != nil {
		return product{}, nil, err
	}
	pages := len(laid.Pages)
	sheet, files, most, err := m.print(e, laid, s, forms)
	if err != nil {
		return product{}, nil, err
	}
	// Pages and shaper are garbage from here on: of a long edition they are larger than all that follows.
	text, more, err := mail.Text(e, m.mail)
	if err != nil {
		return product{}, nil, err
	}
	message, err := mail.Message(answerable(e), text, mail.Attachment{Name: mail.AttachmentName(e), Data: sheet})
	if err != nil {
		return product{}, nil, err
	}
	files = append([]output{{fileOf(e, "", ".pdf"), sheet}, {fileOf(e, "", ".txt"), []byte(text.Text)}, {fileOf(e, "", ".eml"), message}}, files...)
	return product{pages: pages, files: files}, slices.Concat(found, more, most), nil
}

// print writes the PDF of an edition, and its other forms.
func (m *maker) print(e edition.Edition, laid layout.Document, s *typeface.Shaper, forms []string) ([]byte, []output, []finding.Finding, error) {
	press := m.presses.Get().(*pdf.Press)
	defer m.presses.Put(press)
	sheet, err := press.Write(laid, s, m.meta)
	if err != nil {
		return nil, nil, nil, err
	}
	files, found, err := m.extraForms(press, e, laid, s, sheet, forms)
	return sheet, files, found, err
}

// noAddress stands where config.toml has no address: a domain that never exists (RFC 2606, 2), so that nobody gets the answers.
const noAddress = "no-address@publisher.invalid"

// answerable gives an edition whose publisher has no address the one that says so: a message without From is none.
func answerable(e edition.Edition) edition.Edition {
	if e.Publisher.Email == "" {
		e.Publisher.Email = noAddress
	}
	return e
}
