package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rivo/uniseg"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"publish/pipeline"
	"publish/pipeline/finding"
)

// terminal tells whether w is a terminal that a person looks at.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalIn tells whether a person types into f.
func terminalIn(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// colour puts text into an SGR colour, on a terminal only and never with NO_COLOR.
func colour(w io.Writer, code, text string) string {
	if os.Getenv("NO_COLOR") != "" || !terminal(w) {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (a *app) printJSON(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// levelColours are yellow for a warning, red for an error.
var levelColours = map[finding.Level]string{finding.Info: "2", finding.Warning: "33", finding.Error: "31"}

func (a *app) printFindings(fs []finding.Finding, verbose bool) {
	quiet := 0
	for _, f := range fs {
		if f.Level == finding.Info && !verbose {
			quiet++
			continue
		}
		fmt.Fprintln(a.errs, colour(a.errs, levelColours[f.Level], visible(f.String())))
	}
	if quiet > 0 && terminal(a.errs) {
		fmt.Fprintf(a.errs, "%d findings of level info; see them with --verbose\n", quiet)
	}
}

// printFailures prints what could not be done; a message may have several lines.
func (a *app) printFailures(failures []string) {
	for _, f := range failures {
		for i, line := range strings.Split(f, "\n") {
			if i == 0 {
				line = "publish: " + line
			}
			fmt.Fprintln(a.errs, visible(line))
		}
	}
}

// visible keeps a text from moving the cursor: control characters are replaced.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return '\ufffd'
		}
		return r
	}, s)
}

// printEditions prints the closing table.
func (a *app) printEditions(r pipeline.Report) {
	if len(r.Editions) == 0 {
		return
	}
	rows := [][]string{{"resolution", "language", "status", "translated", "changed", "missing", "pages", "file"}}
	for _, e := range r.Editions {
		pages, file := "", "–"
		if e.Pages > 0 {
			pages = strconv.Itoa(e.Pages)
		}
		if len(e.Files) > 0 {
			file = e.Files[0]
		}
		s := e.Statistics
		rows = append(rows, []string{e.Name, e.Language, e.Status, fmt.Sprintf("%d/%d", s.Translated+s.Exact, s.Units), strconv.Itoa(s.Changed),
			strconv.Itoa(s.Missing + s.Fuzzy + s.Draft + s.Publication), pages, file})
	}
	a.printTable(rows)
}

// printTable sets rows in columns; numbers stand at the right. The first row is the head.
func (a *app) printTable(rows [][]string) {
	widths, right := make([]int, len(rows[0])), make([]bool, len(rows[0]))
	for i := range widths {
		right[i] = numeric(rows, i)
		for _, row := range rows {
			widths[i] = max(widths[i], uniseg.StringWidth(row[i]))
		}
	}
	for n, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell))
			if i > 0 {
				line.WriteString("  ")
			}
			if right[i] {
				line.WriteString(pad + a.status1(cell))
			} else {
				line.WriteString(a.status1(cell) + pad)
			}
		}
		text := strings.TrimRight(line.String(), " ")
		if n == 0 {
			text = colour(a.out, "1", text)
		}
		fmt.Fprintln(a.out, text)
	}
}

// statusColours make an edition's status green, yellow or red.
var statusColours = map[string]string{"final": "32", "provisional": "33", "refused": "31"}

func (a *app) status1(cell string) string {
	if c, ok := statusColours[cell]; ok {
		return colour(a.out, c, cell)
	}
	return cell
}

// numeric tells whether all cells of a column below its head are numbers, shares or empty.
func numeric(rows [][]string, column int) bool {
	for _, row := range rows[1:] {
		if strings.Trim(row[column], "0123456789/%.") != "" {
			return false
		}
	}
	return len(rows) > 1
}

// A progressBar shows itself when a run takes longer than a second, on a terminal alone.
type progressBar struct {
	w     io.Writer
	what  string // that it counts
	start time.Time
	mu    sync.Mutex
	pool  *mpb.Progress
	bar   *mpb.Bar
}

func (a *app) progress() *progressBar {
	return &progressBar{w: a.errs, what: "editions", start: time.Now()}
}

func (b *progressBar) step(done, total int) {
	if !terminal(b.w) || time.Since(b.start) < time.Second {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar == nil {
		b.pool = mpb.New(mpb.WithOutput(b.w), mpb.WithWidth(48))
		b.bar = b.pool.AddBar(int64(total), mpb.PrependDecorators(decor.Name(b.what+" "), decor.CountersNoUnit("%d/%d")), mpb.BarRemoveOnComplete())
	}
	b.bar.SetTotal(int64(total), false)
	b.bar.SetCurrent(int64(done))
}

func (b *progressBar) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		b.bar.SetTotal(-1, true)
		b.pool.Wait()
		b.bar = nil
	}
}
