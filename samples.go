// Package publish holds the project's own samples for the program: `publish init` begins a new project with one of them.
package publish

import "embed"

// Samples are the canonical texts, the register, and the catalogs of English and French.
//
//go:embed resolutions organizations.toml locales/en locales/fr
var Samples embed.FS
