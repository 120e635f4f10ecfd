package pdf

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"publish/pipeline/layout"
)

// JobSheet is what a printer wants to know of a print edition before opening it: name.fr.job.txt. File is the edition's PDF as
// Write made it, and name its name; the sheet holds its hash, so that printer and publisher can tell that they speak of the
// same file. Lines end with LF.
func JobSheet(d layout.Document, m Meta, name string, file []byte) string {
	var b strings.Builder
	line := func(key, format string, values ...any) {
		fmt.Fprintf(&b, "%-18s%s\n", key+":", fmt.Sprintf(format, values...))
	}
	y, month, day := date(d.Date)
	line("File", "%s", shorten(name))
	line("SHA-256", "%x", sha256.Sum256(file))
	line("Bytes", "%d", len(file))
	line("Title", "%s", shorten(d.Title))
	line("Publisher", "%s", shorten(d.Author))
	line("Language", "%s", d.Language)
	line("Date", "%04d-%02d-%02d", y, month, day)
	line("Pages", "%d, in black%s", len(d.Pages), accented(d.Accent))
	line("Binding", "%s", binding(d.RightToLeft))
	trim, media := d.Boxes.Trim, d.Boxes.Media
	line("Trim size", "%s", millimetres(trim))
	line("Bleed", "%s mm on every side", trimmed((trim.X0-d.Boxes.Bleed.X0)/pointsPerMM))
	line("Media size", "%s", millimetres(media))
	line("Marks", "%s", marked(d.Marks))
	line("Plates", "%s", strings.Join(Plates(d), ", "))
	line("Output condition", "%s", intentOf(&d, m).describe())
	line("Standards", "PDF/X-4, PDF/A-2a, PDF/UA-1 (PDF 1.6)")
	line("Fonts", "all embedded")
	line("Transparency", "none")
	line("Trapping", "none; do not trap")
	return b.String()
}

const pointsPerMM = 72 / 25.4

func millimetres(r layout.Rect) string {
	return trimmed((r.X1-r.X0)/pointsPerMM) + " × " + trimmed((r.Y1-r.Y0)/pointsPerMM) + " mm"
}

// trimmed is a number with at most two decimals.
func trimmed(v float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
}

func accented(a layout.Accent) string {
	switch {
	case a.IsZero():
		return ""
	case a.Name != "":
		return " and the spot colour " + a.Name
	}
	return " and a mixed colour of " + percent(a)
}

func percent(a layout.Accent) string {
	var parts []string
	for i, ink := range processInks {
		if a.CMYK[i] > 0 {
			parts = append(parts, trimmed(a.CMYK[i])+" % "+strings.ToLower(ink))
		}
	}
	return strings.Join(parts, ", ")
}

func binding(rightToLeft bool) string {
	if rightToLeft {
		return "at the right edge (pages run from right to left)"
	}
	return "at the left edge"
}

func marked(m layout.Marks) string {
	if len(m.Crops) == 0 {
		return "none"
	}
	return "crop and register marks on every plate"
}

var processInks = [4]string{"Cyan", "Magenta", "Yellow", "Black"}

// Plates are the plates that a print edition needs, in the order of printing. Text without the accent is on Black alone.
func Plates(d layout.Document) []string {
	if d.Accent.Name != "" {
		return []string{"Black", d.Accent.Name}
	}
	var plates []string
	for i, ink := range processInks {
		if ink == "Black" || d.Accent.CMYK[i] > 0 {
			plates = append(plates, ink)
		}
	}
	return plates
}
