package pipeline

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"publish/pipeline/edition"
	"publish/pipeline/finding"
	"publish/pipeline/layout"
	"publish/pipeline/pdf"
	"publish/pipeline/typeface"
)

// A Form is what an edition is made for. The print form is always there: text and message come with it.
type Form string

// The forms. With Shop the print form has the printer's job sheet beside it.
const (
	Print   Form = "print"
	Shop    Form = "shop"
	Screen  Form = "screen"
	Booklet Form = "booklet"
)

// ParseForms reads what --for says: "print" asks for the print form with its job sheet.
func ParseForms(names []string) ([]Form, error) {
	known := map[string]Form{"print": Shop, "screen": Screen, "booklet": Booklet}
	forms := []Form{}
	for _, n := range names {
		f, ok := known[n]
		if !ok {
			return nil, fmt.Errorf("--for %q; write print, screen or booklet, with commas between several", n)
		}
		forms = append(forms, f)
	}
	return forms, nil
}

// formsOf are the forms that a run makes of an edition: print, what was asked for, and what is there already of the same
// edition; sorted, each once.
func formsOf(asked []Form, there []string) []string {
	forms := []string{string(Print)}
	for _, f := range asked {
		forms = append(forms, string(f))
	}
	forms = append(forms, there...)
	slices.Sort(forms)
	return slices.Compact(forms)
}

// fileOf is the name of an edition's file, in the folder of its resolution: <name>[.provisional][.<mark>].<language><ending>.
func fileOf(e edition.Edition, mark, ending string) string {
	name := e.Name
	if e.Status == edition.Provisional {
		name += ".provisional"
	}
	if mark != "" {
		name += "." + mark
	}
	return name + "." + e.Language.String() + ending
}

// possibleFiles are all names that the files of an edition with this status can have, the manifest's first.
func possibleFiles(e edition.Edition) []string {
	return []string{fileOf(e, "", manifestEnding), fileOf(e, "", ".pdf"), fileOf(e, "", ".txt"), fileOf(e, "", ".eml"), fileOf(e, "", jobEnding),
		fileOf(e, string(Screen), ".pdf"), fileOf(e, string(Booklet), ".pdf")}
}

// jobEnding is the ending of a job sheet's name.
const jobEnding = ".job.txt"

// withdraw removes, by their exact names, the files that the edition had in another status, or in a form that was not made
// again: no PDF outlives its edition. keep are the files that it has now.
func (r *run) withdraw(e edition.Edition, keep []string) error {
	return r.withdrawFrom(e, keep, r.folder(e.Name))
}

func (p *Project) withdrawFrom(e edition.Edition, keep []string, there map[string]bool) error {
	for _, status := range []edition.Status{edition.Final, edition.Provisional} {
		e.Status = status
		for _, file := range possibleFiles(e) { // the manifest first: it must not name what is gone
			name := path.Join(outputDir, e.Name, file)
			if there[file] && !slices.Contains(keep, name) {
				if err := p.Remove(name); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// folder is what stood in a resolution's output folder when the run first looked: what it has written since is kept anyway.
func (r *run) folder(name string) map[string]bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if there, ok := r.folders[name]; ok {
		return there
	}
	there := r.Project.outputsOf(name)
	r.folders[name] = there
	return there
}

func (p *Project) outputsOf(name string) map[string]bool {
	there := map[string]bool{}
	files, _ := p.Files(path.Join(outputDir, name)) // no folder, no files
	for _, f := range files {
		there[f] = true
	}
	return there
}

// extraForms makes the forms beside print of an edition that is laid out for print.
func (m *maker) extraForms(press *pdf.Press, e edition.Edition, laid layout.Document, s *typeface.Shaper, sheet []byte, forms []string) ([]output, []finding.Finding, error) {
	var files []output
	var found []finding.Finding
	for _, form := range forms {
		switch Form(form) {
		case Shop:
			name := fileOf(e, "", ".pdf")
			files = append(files, output{fileOf(e, "", jobEnding), []byte(pdf.JobSheet(laid, m.meta, name, sheet))})
		case Screen:
			data, err := press.WriteScreen(laid, s, m.meta)
			if err != nil {
				return nil, nil, err
			}
			files = append(files, output{fileOf(e, string(Screen), ".pdf"), data})
		case Booklet:
			data, more, err := m.booklet(press, e)
			if err != nil {
				return nil, nil, err
			}
			files, found = append(files, output{fileOf(e, string(Booklet), ".pdf"), data}), append(found, more...)
		}
	}
	return files, found, nil
}

// booklet sets the edition on small pages and imposes them.
func (m *maker) booklet(press *pdf.Press, e edition.Edition) ([]byte, []finding.Finding, error) {
	s := m.fonts.NewShaper()
	laid, found, err := layout.Lay(e, m.page.Booklet(), s)
	if err != nil {
		return nil, nil, err
	}
	data, err := press.WriteBooklet(laid, s, m.meta)
	if err != nil {
		return nil, nil, err
	}
	name := path.Join(outputDir, e.Name, fileOf(e, string(Booklet), ".pdf"))
	return data, append(found, pdf.CheckBooklet(name, laid)...), nil
}

// tagOf is the language tag in an output's name, between its last points.
func tagOf(file string) string {
	stem := strings.TrimSuffix(file, jobEnding)
	if stem == file {
		stem = strings.TrimSuffix(file, path.Ext(file))
	}
	return stem[strings.LastIndexByte(stem, '.')+1:]
}
