package pipeline

import (
	"fmt"
	"path"
	"slices"

	"publish/pipeline/artwork"
	"publish/pipeline/layout"
	"publish/pipeline/pdf"
)

// templateFiles reads the files that the page template names, a logo and a printing profile, and returns their bytes, for the hash.
func (p *Project) templateFiles(m *maker) ([]byte, error) {
	m.meta = pdf.Meta{Creator: creator}
	logo, err := p.named("masthead.logo", m.page.Masthead.Logo)
	if err != nil {
		return nil, err
	}
	if logo != nil {
		drawing, err := artwork.Parse(path.Join(path.Dir(pageTemplate), m.page.Masthead.Logo), logo)
		if err != nil {
			return nil, err
		}
		m.page.Masthead.Drawing = &drawing
	}
	profile, err := p.named("printing.profile", m.page.Printing.Profile)
	if err != nil {
		return nil, err
	}
	if profile != nil {
		if err := pdf.CheckProfile(layout.Document{Accent: m.page.Accent}, profile); err != nil {
			return nil, fmt.Errorf("%s: %w", path.Join(path.Dir(pageTemplate), m.page.Printing.Profile), err)
		}
		m.meta.Profile, m.meta.Condition = profile, m.page.Printing.Condition
	}
	return slices.Concat(logo, profile), nil
}

// named reads the file beside the page template that a key names; nil where it names none.
func (p *Project) named(key, name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	file := path.Join(path.Dir(pageTemplate), name)
	if !p.Exists(file) {
		return nil, fmt.Errorf("%s: %s is %q, but there is no file %s; put it there, or take the key out", pageTemplate, key, name, file)
	}
	return p.Read(file)
}
