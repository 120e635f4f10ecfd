// Package pdf writes laid-out pages into a file: fpdf is the container, a finisher adds what fpdf does not know.
//
// It may import layout, typeface and language. It decides nothing about the look of a page.
package pdf

// To be written by the press room:
//   Write(d layout.Document, s *typeface.Shaper, m Meta) ([]byte, error)
