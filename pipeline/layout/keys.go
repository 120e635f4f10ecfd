package layout

import (
	"strings"

	"publish/pipeline/finding"
	"publish/pipeline/tomlfile"
)

// places knows where the keys of a page template stand.
type places struct {
	file string
	at   *tomlfile.File
}

// key is the place of a dotted key; of one that is left out, its table's.
func (p places) key(dotted string) finding.Place {
	var path []any
	for part := range strings.SplitSeq(dotted, ".") {
		path = append(path, part)
	}
	return finding.Place{File: p.file, Line: p.at.Line(path...)}
}
