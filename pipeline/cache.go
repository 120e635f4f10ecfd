package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// A remembered run: with the same options, program and inputs, and with its outputs as it left them, a run would do what
// it did, so its report is given again. Losing or breaking the file costs time, never a result: it proves itself by a hash,
// and what it says of files is compared with the files.
type remembered struct {
	inputs, outputs snapshot
	report          Report
}

// cacheName is the cache's file for runs with these options.
func cacheName(o Options) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %q %v %q", o.Languages, o.Resolutions, o.Frozen, o.Forms)
	sum := sha256.Sum256([]byte(b.String()))
	return cacheDir + "/run-" + hex.EncodeToString(sum[:8])
}

// program identifies the executable: a program built anew trusts no cache of another.
func program() string {
	exe, err := os.Executable()
	if err != nil {
		return Version
	}
	info, err := os.Stat(exe)
	if err != nil {
		return Version
	}
	return fmt.Sprintf("%s %d %d", Version, info.Size(), info.ModTime().UnixNano())
}

// recall is the last run with these options, as far as it is remembered; else it is empty.
func (p *Project) recall(o Options) remembered {
	data, err := p.Read(cacheName(o))
	if err != nil {
		return remembered{}
	}
	r, ok := parseRemembered(data)
	if !ok {
		return remembered{}
	}
	return r
}

// repeat returns the report of a remembered run, if nothing has been touched since.
func (p *Project) repeat(r remembered, now snapshot) (Report, bool) {
	if len(r.inputs) == 0 || !r.inputs.equal(now) || !p.untouched(r.outputs.names(), r.outputs) {
		return Report{}, false
	}
	for i := range r.report.Editions {
		if e := &r.report.Editions[i]; e.Outcome == outcomeMade {
			e.Outcome = outcomeReused
		}
	}
	r.report.Written = []string{}
	return r.report, true
}

// untouched tells whether files are as a snapshot has them.
func (p *Project) untouched(names []string, since snapshot) bool {
	for _, name := range names {
		st, known := since[name]
		if is, ok := p.stat(name); !known || !ok || is != st {
			return false
		}
	}
	return true
}

// remember keeps a run's report, if every input is as it was before the run, or as the run wrote it. A cache that cannot be
// written is no failure.
func (p *Project) remember(o Options, before observation, report Report) {
	after, err := p.inputs()
	if err != nil || len(report.Failures) > 0 || !before.files.settled(before.at) {
		return
	}
	for name, st := range after {
		if own, wrote := p.wrote(name); wrote && !own.same(st) || !wrote && st != before.files[name] {
			return
		}
	}
	made := snapshot{}
	for _, e := range report.Editions {
		for _, name := range e.Files {
			st, ok := p.stat(name)
			if !ok {
				return
			}
			made[name] = st
		}
	}
	data, err := remembered{after, made, report}.bytes()
	if err == nil {
		_ = p.WriteOutput(cacheName(o), data)
	}
}

// bytes is the cache's form: the program, stats of inputs and outputs a line each, the report as JSON, and the hash of all.
func (r remembered) bytes() ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%d %d\n", program(), len(r.inputs), len(r.outputs))
	for _, s := range []snapshot{r.inputs, r.outputs} {
		for _, name := range s.names() {
			fmt.Fprintf(&b, "%d %d %d %s\n", s[name].Size, s[name].Modified, s[name].Changed, name)
		}
	}
	report, err := json.Marshal(r.report)
	if err != nil {
		return nil, err
	}
	b.Write(report)
	sum := sha256.Sum256([]byte(b.String()))
	return append([]byte(hex.EncodeToString(sum[:])+"\n"), b.String()...), nil
}

func parseRemembered(data []byte) (remembered, bool) {
	sum, rest, ok := strings.Cut(string(data), "\n")
	if want := sha256.Sum256([]byte(rest)); !ok || sum != hex.EncodeToString(want[:]) {
		return remembered{}, false
	}
	by, rest, _ := strings.Cut(rest, "\n")
	counts, rest, _ := strings.Cut(rest, "\n")
	var ins, outs int
	if n, _ := fmt.Sscan(counts, &ins, &outs); n != 2 || by != program() {
		return remembered{}, false
	}
	r := remembered{inputs: make(snapshot, ins), outputs: make(snapshot, outs)}
	rest, ok1 := r.inputs.read(rest, ins)
	rest, ok2 := r.outputs.read(rest, outs)
	err := json.Unmarshal([]byte(rest), &r.report)
	return r, ok1 && ok2 && err == nil
}

// read takes n lines of stats off text and returns what follows them.
func (s snapshot) read(text string, n int) (rest string, ok bool) {
	for range n {
		var line string
		if line, text, ok = strings.Cut(text, "\n"); !ok {
			return text, false
		}
		size, line, _ := strings.Cut(line, " ")
		modified, line, _ := strings.Cut(line, " ")
		changed, name, ok := strings.Cut(line, " ")
		bytes, err1 := strconv.ParseInt(size, 10, 64)
		at, err2 := strconv.ParseInt(modified, 10, 64)
		touched, err3 := strconv.ParseInt(changed, 10, 64)
		if !ok || err1 != nil || err2 != nil || err3 != nil {
			return text, false
		}
		s[name] = stat{bytes, at, touched}
	}
	return text, true
}
