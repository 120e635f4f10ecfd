// Package exchange reads and writes what translators' tools exchange: TMX 1.4b, XLIFF 1.2 and 2.1, PO, and CSV or TSV for
// spreadsheets. It knows the formats, and what of an entry they can carry; it decides nothing about a project.
//
// Readers take the bytes of others: of any size, truncated, in another encoding than they say, with declared entities. They
// state a limit for everything they hold, read no file but the one they are given, and end with an error that has its place.
//
// It may import match, catalog, memory, segment and language; it touches no file, clock, network or goroutine.
package exchange

import (
	"fmt"

	"publish/pipeline/finding"
)

// A SyntaxError says why a file cannot be read, and where. Nothing has been written.
type SyntaxError struct {
	finding.Place // column in bytes of the text as UTF-8
	What          string
	Do            string
}

// Error is the place, what is wrong and what to do.
func (e *SyntaxError) Error() string { return fmt.Sprintf("%s: %s; %s", e.Place, e.What, e.Do) }
