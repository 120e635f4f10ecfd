package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// commands are what a script can do beside running publish.
var commands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"replace": replaceText,
	"fill":    fillIn,
	"tree":    tree,
	"strip":   strip,
	"keys":    keys,
	"added":   added,
	"append":  appendTo,
	"garble":  garble,
	"settle":  settle,
	"correct": correct,
	"bounce":  bounce,

	"smtpd":    smtpd,
	"fault":    fault,
	"received": received,
	"cut":      cut,
}

// replaceText replaces a text in a file, which must hold it exactly once: replace FILE OLD NEW. "\n" is a line end.
func replaceText(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	from, to := unescape.Replace(args[1]), unescape.Replace(args[2])
	data, err := os.ReadFile(name)
	ts.Check(err)
	if n := bytes.Count(data, []byte(from)); n != 1 {
		ts.Fatalf("%s holds %q %d times, not once", args[0], from, n)
	}
	ts.Check(os.WriteFile(name, bytes.Replace(data, []byte(from), []byte(to), 1), 0o666))
}

// unescape turns the escapes of a script's arguments into the characters.
var unescape = strings.NewReplacer(`\n`, "\n", `\r`, "\r", `\t`, "\t")

// fillIn translates every empty entry below a folder, as a translator in a hurry: fill FOLDER PREFIX. The translation is the
// prefix and the English, so that it differs from it and keeps its {date}.
func fillIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: fill FOLDER PREFIX")
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*.toml"))
	ts.Check(err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		ts.Check(err)
		ts.Check(os.WriteFile(name, fillFile(data, args[1]), 0o666))
	}
}

func fillFile(data []byte, prefix string) []byte {
	lines := strings.SplitAfter(string(data), "\n")
	description := ""
	for i, line := range lines {
		if text, ok := strings.CutPrefix(line, `description = "`); ok {
			description = strings.TrimRight(text, "\r\n")
		}
		for _, form := range []string{"zero", "one", "two", "few", "many", "other"} {
			if strings.TrimRight(line, "\r\n") == form+` = ""` {
				lines[i] = form + ` = "` + prefix + " " + description + strings.TrimPrefix(line, form+` = ""`)
			}
		}
	}
	return []byte(strings.Join(lines, ""))
}

// tree writes the hash of every file below folders to a file, so that two trees can be compared: tree TO FOLDER…
func tree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: tree TO FOLDER…")
	}
	var out []string
	for _, dir := range args[1:] {
		root := ts.MkAbs(dir)
		ts.Check(filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".lock") || strings.Contains(path, ".cache") {
				return err
			}
			data, err := os.ReadFile(path)
			rel, _ := filepath.Rel(root, path)
			out = append(out, fmt.Sprintf("%x %s/%s\n", sha256.Sum256(data), dir, filepath.ToSlash(rel)))
			return err
		}))
	}
	slices.Sort(out)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(out, "")), 0o666))
}

// strip takes all comments out of a file, as a tool does that does not know them: strip FILE.
func strip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: strip FILE")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	kept := slices.DeleteFunc(strings.SplitAfter(string(data), "\n"), func(line string) bool { return strings.HasPrefix(line, "#") })
	ts.Check(os.WriteFile(name, []byte(strings.Join(kept, "")), 0o666))
}

// keys writes the keys of a locale file to another file, sorted, a line each: keys FILE TO.
func keys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keys FILE TO")
	}
	var found []string
	for line := range strings.SplitSeq(ts.ReadFile(args[0]), "\n") {
		if strings.HasPrefix(line, "[") {
			found = append(found, line)
		}
	}
	slices.Sort(found)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(strings.Join(found, "\n")+"\n"), 0o666))
}

// added fails unless all keys of the first file are in the second, and so many more: added BEFORE NOW COUNT.
func added(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: added BEFORE NOW COUNT")
	}
	before, now := strings.Fields(ts.ReadFile(args[0])), strings.Fields(ts.ReadFile(args[1]))
	for _, key := range before {
		if !slices.Contains(now, key) {
			ts.Fatalf("the key %s is gone", key)
		}
	}
	if fmt.Sprint(len(now)-len(before)) != args[2] {
		ts.Fatalf("%d keys more, not %s", len(now)-len(before), args[2])
	}
}

// appendTo adds text to a file: append FILE TEXT.
func appendTo(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: append FILE TEXT")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+unescape.Replace(args[1])), 0o666))
}

// garble turns every byte of every file of a folder over: garble FOLDER.
func garble(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: garble FOLDER")
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*"))
	ts.Check(err)
	for _, name := range files {
		data, err := os.ReadFile(name)
		ts.Check(err)
		for i := range data {
			data[i] ^= 0x5a
		}
		ts.Check(os.WriteFile(name, data, 0o666))
	}
}

// settle makes the files of a folder an hour old, so that their times are trusted: settle FOLDER.
func settle(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: settle FOLDER")
	}
	files, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*"))
	ts.Check(err)
	for _, name := range files {
		ts.Check(os.Chtimes(name, time.Time{}, time.Now().Add(-time.Hour)))
	}
}

// correct is replace, but the file keeps its time: correct FILE OLD NEW.
func correct(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: correct FILE OLD NEW")
	}
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	replaceText(ts, neg, args)
	ts.Check(os.Chtimes(ts.MkAbs(args[0]), time.Time{}, info.ModTime()))
}
