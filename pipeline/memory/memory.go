// Package memory is the translation memory: all pairs of source and target that the catalogs hold, with exact and fuzzy
// search. It may import segment and language; it touches no file.
package memory
