// Package manifest says what an edition was made of: the hash of every input and output, the origin of each unit.
//
// It imports nothing of the project and touches no file.
package manifest
