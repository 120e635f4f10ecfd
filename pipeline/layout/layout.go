// Package layout sets an edition: lines, then pages, of positioned clusters that know what they mean. pdf only writes them.
//
// It may import edition, resolution (for the kinds of blocks), typeface, language and finding; BurntSushi/toml for the page
// template, go-text's segmenter (UAX 14, 29) and bidi (UAX 9), which typeface's shaping uses, too. It touches no file: the
// same edition, template and fonts give the same pages.
package layout
