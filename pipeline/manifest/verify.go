package manifest

import (
	"errors"
	"fmt"
	"io/fs"

	"publish/pipeline/finding"
)

// Verify compares an edition's files with its manifest; read gives the bytes of a file in the manifest's folder. There is
// one finding of level error for each file that is missing, unreadable, or not as it was made, and for a manifest whose
// hash is not that of its inputs. None: all is as it was made.
func Verify(m Manifest, read func(name string) ([]byte, error)) []finding.Finding {
	var fs []finding.Finding
	say := func(file, rule, what string) {
		fs = append(fs, finding.Finding{Level: finding.Error, Place: finding.Place{File: file}, Rule: rule, What: what,
			Do: "do not send it out; run publish to make the edition anew"})
	}
	if hash := EditionHash(m.Inputs); hash != m.Edition {
		say(m.Name+"."+m.Language+".json", "manifest-hash", fmt.Sprintf("the manifest's inputs have the hash %.8s, but it says %.8s: it was edited", hash, m.Edition))
	}
	for _, o := range m.Outputs {
		if rule, what := compare(o, read); what != "" {
			say(o.Name, rule, what)
		}
	}
	return fs
}

// compare says what is wrong with a file, "" if nothing.
func compare(o Output, read func(name string) ([]byte, error)) (rule, what string) {
	data, err := read(o.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "output-missing", "the manifest names this file, but it is not there"
	case err != nil:
		return "output-unreadable", "the file cannot be read: " + err.Error()
	case len(data) != o.Size:
		return "output-changed", fmt.Sprintf("the file has %d bytes; when it was made it had %d", len(data), o.Size)
	}
	if hash := Hash(data); hash != o.SHA256 {
		return "output-changed", fmt.Sprintf("the file's hash is %.8s; when it was made it was %.8s", hash, o.SHA256)
	}
	return "", ""
}
