package pipeline

import (
	"path"

	"publish/pipeline/language"
)

// hyphenationFile, in a language's folder, has the words that its translators divide in their own way.
const hyphenationFile = "hyphenation.txt"

// exceptions reads the files of exceptions for editions in a language: its own, and the source's, because provisional editions
// have passages in it.
func (p *Project) exceptions(l language.Language) ([]language.Exceptions, error) {
	var all []language.Exceptions
	for _, l := range []language.Language{l, source} {
		name := path.Join(locales, l.String(), hyphenationFile)
		if len(all) > 0 && all[0].Language == l || !p.Exists(name) {
			continue
		}
		data, err := p.Read(name)
		if err != nil {
			return nil, err
		}
		e, err := language.ParseExceptions(name, l, data)
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}
