package language

import "strings"

// Name is the language's English name ("Brazilian Portuguese", "Serbian (Latin)"), its tag where CLDR has none.
func (l Language) Name() string {
	p := l.parts()
	name, rest := describe(p, englishNames(), "")
	if main, ok := p.alias(); ok && name == "" {
		name, rest = describe(main, englishNames(), "")
	}
	if name == "" {
		return l.tag
	}
	return qualified(name, rest, scriptNames(), table("en"))
}

// Autonym is the language's own name for itself ("português (Brasil)"), its English name where CLDR has none.
func (l Language) Autonym() string {
	if name, ok := l.ownName(); ok {
		return name
	}
	return l.Name()
}

func (l Language) ownName() (string, bool) {
	own := l.habits().values
	p := l.parts()
	name, rest := describe(p, own, "name:")
	if main, ok := p.alias(); ok && name == "" {
		name, rest = describe(main, own, "name:")
	}
	if name == "" {
		return "", false
	}
	return qualified(name, rest, map[string]string{p.script: own["script"]}, own), true
}

// describe is the name of the longest part of a tag that names has, and the parts that the name does not say.
func describe(p parts, names map[string]string, prefix string) (string, parts) {
	for _, try := range []struct {
		tag  string
		rest parts
	}{
		{p.base + "-" + p.script + "-" + p.region, parts{}},
		{p.base + "-" + p.region, parts{script: p.script}},
		{p.base + "-" + p.script, parts{region: p.region}},
		{p.base, parts{script: p.script, region: p.region}},
	} {
		if name := names[prefix+try.tag]; name != "" {
			return name, try.rest
		}
	}
	return "", p
}

// qualified adds script and region in parentheses, as CLDR's locale pattern does; a name already in parentheses gets them
// within. Codes without a name stand for themselves.
func qualified(name string, rest parts, scripts, regions map[string]string) string {
	var add []string
	if rest.script != "" {
		add = append(add, or(scripts[rest.script], rest.script))
	}
	if rest.region != "" {
		add = append(add, or(regions[rest.region], rest.region))
	}
	if len(add) == 0 {
		return name
	}
	within := strings.Join(add, ", ")
	if before, ok := strings.CutSuffix(name, ")"); ok {
		return before + ", " + within + ")"
	}
	return name + " (" + within + ")"
}

func or(name, otherwise string) string {
	if name != "" {
		return name
	}
	return otherwise
}
