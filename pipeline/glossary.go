package pipeline

import (
	"publish/pipeline/catalog"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/terms"
)

// glossary reads locales/<language>/terms.<language>.toml, which people write and publish never touches; a language without
// one has an empty glossary.
func (p *Project) glossary(l language.Language) (*terms.Glossary, []finding.Finding, error) {
	name := localeName(l, termsFile)
	if !p.Exists(name) {
		return nil, nil, nil
	}
	data, err := p.readSaved(name)
	if err != nil {
		return nil, nil, err
	}
	f, err := catalog.Parse(name, data)
	if err != nil {
		return nil, nil, err
	}
	g, found := terms.New(f.Entries(), source, l)
	return g, append(f.Findings(), found...), nil
}
