package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"publish/pipeline/catalog"
	"publish/pipeline/language"
	"publish/pipeline/layout"
	"publish/pipeline/mail"
)

// A Starter is what `publish init` begins a project with: a sample resolution and the catalogs that hold its translation.
type Starter struct {
	Files      fs.FS  // resolutions/, locales/ and organizations.toml, as in a project
	Resolution string // the sample's file below resolutions/
	Language   string // the language of its catalog
}

// starterConfig is the config.toml of a new project.
const starterConfig = `# The settings of this project. Only [publisher] must be here. A key that publish does not know is an error.

# Languages of a run without --lang. Without this line: every folder under locales/ but en.
# languages = ["fr", "es", "de"]

# Who answers for the editions: at the head and on the last page, and in the mail. Put your own name and address here.
[publisher]
name = "Example Federation"
email = "secretariat@federation.example"
imprint = """
Example Federation
1 Example Street, Example Town
secretariat@federation.example"""

# The imprint can differ by language: then write, instead of the one above,
# [publisher.imprint]
# en = "…"
# fr = "…"

# What a resolution's dateline does not say. A corrected edition has revision = 2, 3, …
# [resolution.some-name]
# date = 2026-05-09
# revision = 1

# When an edition is final. These are the defaults.
# [edition]
# final = 1.0          # least share of translated source words of a final edition
# minimum = 0.5        # an edition with less is refused
# required = "all"     # or a list of what must be translated: ["title", "paragraph", "item", "slogan"]
# exact = true         # a translation of the same text elsewhere counts as translated

# The translation memory: least likeness of a suggestion, from 0.5 to 1.
# [memory]
# threshold = 0.7

# Rules that you do not want to hear of, by the name that stands in brackets behind a message.
# [rules]
# web-chrome = false

# How mail is handed over. The password never stands here: it is in PUBLISH_SMTP_PASSWORD, or in password_file (mode 600).
# [smtp]
# host = "mail.federation.example"
# port = 587
# tls = "starttls"     # or "implicit"; "none" on this machine alone
# user = "secretariat"
# password_file = "../smtp-password"
# per_minute = 60
# connections = 2

# To whom editions are sent.
# [deliver]
# members = "../members.toml"
# languages = "first"  # of a member's languages the first that there is an edition in; or "all"
`

const starterIgnore = "/output/\n/members.toml\n/deliveries/\n.publish-tmp-*\n"

// starterAttributes keeps git from changing line ends: they are part of every file's hash.
const starterAttributes = "* -text\n"

// Init makes a new project in dir, which must not be there or be empty. It returns the files that it made.
func Init(dir string, s Starter) ([]string, error) {
	if err := emptyOrAbsent(dir); err != nil {
		return nil, err
	}
	files := map[string][]byte{configFile: []byte(starterConfig), ".gitignore": []byte(starterIgnore), ".gitattributes": []byte(starterAttributes),
		pageTemplate: layout.DefaultTemplate(), mailTemplate: mail.DefaultTemplate()}
	if err := s.add(files); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	p := &Project{dir: dir, root: root, writes: snapshot{}}
	defer p.Close()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if err := p.Write(name, files[name]); err != nil {
			return nil, err
		}
	}
	return names, p.settle(s)
}

// emptyOrAbsent says what is wrong with a folder for a new project. A repository without a file in it is as good as empty.
func emptyOrAbsent(dir string) error {
	entries, err := os.ReadDir(dir)
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".git" })
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", dir, plain(err))
	}
	return fmt.Errorf("%s: there are files in it already; name a new folder, or an empty one", dir)
}

// add puts the sample, the register and the catalogs among the files.
func (s Starter) add(files map[string][]byte) error {
	stem := strings.TrimSuffix(s.Resolution, path.Ext(s.Resolution))
	names := []string{path.Join(resolutions, s.Resolution), registerFile}
	for _, tag := range []string{source.String(), s.Language} {
		for _, name := range []string{stem, slogansFile, organizationsFile, publicationFile} {
			names = append(names, path.Join(locales, tag, name+"."+tag+".toml"))
		}
	}
	names = append(names, path.Join(locales, s.Language, termsFile+"."+s.Language+".toml"))
	for _, name := range names {
		data, err := fs.ReadFile(s.Files, name)
		if err != nil {
			return err
		}
		files[name] = data
	}
	return nil
}

// settle takes out of the shared catalogs what the sample does not need, so that the first run finds nothing to change.
func (p *Project) settle(s Starter) error {
	l, err := language.Parse(s.Language)
	if err != nil {
		return err
	}
	if _, err := Extract(p, Options{Languages: []language.Language{l}}); err != nil {
		return err
	}
	for _, tag := range []language.Language{source, l} {
		for _, name := range []string{slogansFile, organizationsFile} {
			if err := p.dropRetired(localeName(tag, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *Project) dropRetired(name string) error {
	f, err := p.loadLocale(name, catalog.New)
	if err != nil {
		return err
	}
	if _, err := f.file.Tidy(catalog.New(name)); err != nil || !f.changed() {
		return err
	}
	return p.Write(name, f.file.Bytes())
}
