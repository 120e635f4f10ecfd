// Package layout sets an edition: lines, then pages, of positioned clusters that know what they mean. pdf only writes them.
//
// It may import edition, typeface and language. It touches no file: the same edition, template and fonts give the same
// pages.
package layout

// To be written by the press room:
//   ParseTemplate(file string, data []byte) (Template, error)     templates/page.toml; DefaultTemplate() []byte is what init writes
//   Lay(e edition.Edition, t Template, s *typeface.Shaper) (Document, []finding.Finding, error)
