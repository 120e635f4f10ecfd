// Package manifest says what an edition was made of: the hash of every input and output, the origin of each unit.
//
// It imports nothing of the project but findings, and touches no file. A manifest is committed after the files that it
// names, so that whatever it names is there, whole.
package manifest

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Schema is the version of the manifests' format. A manifest of another version is not read: its edition is made anew.
const Schema = 1

// Limits of a manifest that is read.
const (
	MaxBytes   = 64 << 20
	MaxOutputs = 1000
)

// A Manifest is the record of one edition, output/<name>/<name>.<language>.json.
type Manifest struct {
	Schema   int               `json:"schema"`
	Name     string            `json:"name"`               // of the resolution
	Language string            `json:"language"`           // BCP 47
	Status   string            `json:"status"`             // final or provisional
	Edition  string            `json:"edition"`            // EditionHash(Inputs): its first 8 letters stand in the colophon
	Forms    []string          `json:"forms"`              // those made so far: "print", "screen" …; sorted
	Pages    int               `json:"pages"`              // of the print form
	Inputs   map[string]string `json:"inputs"`             // by name: SHA-256 in hex, or a version
	Units    []Unit            `json:"units"`              // in reading order
	Outputs  []Output          `json:"outputs"`            // the PDF first
	Findings json.RawMessage   `json:"findings,omitempty"` // of the making, for runs that reuse the edition
	SHA256   string            `json:"sha256"`             // of the file's bytes with "" here: Bytes sets it, Parse proves it and leaves ""
}

// A Unit says where the translation of one unit comes from.
type Unit struct {
	Key    string `json:"key"`
	Class  string `json:"class"`            // translated, exact, changed …
	From   string `json:"from,omitempty"`   // key that an exact match comes from
	SHA256 string `json:"sha256,omitempty"` // of the translation; "" where there is none
}

// An Output is one file of the edition.
type Output struct {
	Name   string `json:"name"` // in the manifest's own folder
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"` // bytes
}

// Bytes are the manifest as a file: JSON, fields and inputs in a fixed order, an indent of two blanks, LF. They are the
// same for the same manifest, on every system.
func (m Manifest) Bytes() ([]byte, error) {
	m.Schema = Schema
	if len(m.Forms) == 0 {
		m.Forms = []string{"print"}
	}
	if m.Units == nil {
		m.Units = []Unit{}
	}
	if m.Outputs == nil {
		m.Outputs = []Output{}
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("the manifest of %s in %s: %w", m.Name, m.Language, err)
	}
	m.SHA256 = ""
	plain, err := m.encode()
	if err != nil {
		return nil, err
	}
	const end = "\"\n}\n" // what follows the hash, which is the last field
	return append(plain[:len(plain)-len(end)], Hash(plain)+end...), nil
}

func (m Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(m); err != nil {
		return nil, fmt.Errorf("the manifest of %s in %s: %w", m.Name, m.Language, err)
	}
	return b.Bytes(), nil
}

// Parse reads a manifest. Errors name the file, and say that a run makes the edition anew.
func Parse(file string, data []byte) (Manifest, error) {
	m, err := parse(data)
	if err != nil {
		return Manifest{}, fmt.Errorf("%s: %w; delete it, and the next run makes the edition anew", file, err)
	}
	return m, nil
}

func parse(data []byte) (Manifest, error) {
	if len(data) > MaxBytes {
		return Manifest{}, fmt.Errorf("%d bytes; a manifest has at most %d", len(data), MaxBytes)
	}
	var version struct {
		Schema int `json:"schema"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return Manifest{}, fmt.Errorf("not a manifest%s: %w", position(data, err), err)
	}
	if version.Schema != Schema {
		return Manifest{}, fmt.Errorf("a manifest of format %d; this program reads format %d", version.Schema, Schema)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var m Manifest
	if err := d.Decode(&m); err != nil {
		return Manifest{}, fmt.Errorf("not a manifest%s: %w", position(data, err), err)
	}
	if _, err := d.Token(); err != io.EOF {
		return Manifest{}, errors.New("more than one JSON value")
	}
	if err := m.check(); err != nil {
		return Manifest{}, err
	}
	whole, err := m.Bytes()
	if err == nil && !bytes.Equal(whole, data) {
		err = errors.New("not as publish wrote it: it was edited or damaged")
	}
	m.SHA256 = ""
	return m, err
}

// position is the line of a JSON error: " (line 3)", or "".
func position(data []byte, err error) string {
	at := int64(-1)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	}
	if at < 0 || at > int64(len(data)) {
		return ""
	}
	return fmt.Sprintf(" (line %d)", 1+bytes.Count(data[:at], []byte("\n")))
}

// check holds a manifest to what its readers rely on: outputs are plain names in its own folder, with whole hashes.
func (m Manifest) check() error {
	if len(m.Outputs) > MaxOutputs {
		return fmt.Errorf("%d outputs; at most %d", len(m.Outputs), MaxOutputs)
	}
	seen := map[string]bool{}
	for _, o := range m.Outputs {
		switch {
		case o.Name == "" || o.Name == "." || o.Name == ".." || strings.ContainsAny(o.Name, `/\:`) || strings.ContainsFunc(o.Name, isControl):
			return fmt.Errorf("the output %q is no name of a file beside the manifest", o.Name)
		case seen[o.Name]:
			return fmt.Errorf("the output %q stands twice", o.Name)
		case !isHash(o.SHA256) || o.Size < 0:
			return fmt.Errorf("the output %q has no SHA-256 or no size", o.Name)
		}
		seen[o.Name] = true
	}
	if !isHash(m.Edition) {
		return fmt.Errorf("the edition's hash %q is no SHA-256", m.Edition)
	}
	return nil
}

func isControl(r rune) bool { return r < ' ' || r == 0x7F }

func isHash(s string) bool {
	return len(s) == 2*sha256.Size && strings.Trim(s, "0123456789abcdef") == ""
}

// Hash is the SHA-256 of data in hex, as manifests hold it.
func Hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// EditionHash is the hash of all inputs, by name, in hex. Names and values are told apart by their lengths, so that no two
// different sets of inputs have the same serialisation.
func EditionHash(inputs map[string]string) string {
	h := sha256.New()
	h.Write([]byte("publish edition\x00"))
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		for _, s := range []string{name, inputs[name]} {
			h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(s))))
			h.Write([]byte(s))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
