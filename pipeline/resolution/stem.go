package resolution

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// MaxStem is the length in bytes of the longest name of a resolution.
const MaxStem = 60

var (
	stemForm = lazily(`^[a-z0-9][a-z0-9_-]{0,59}$`)
	reserved = []string{"organizations", "slogans", "publication", "retired", "terms", "slogan", "org", "place", "translation"}
	// Windows opens these as devices, whatever their extension.
	devices = lazily(`^(con|prn|aux|nul|clock|conin|conout|(com|lpt)[0-9])$`)
)

// Stem is the name of the resolution in a file: the file's stem, or a name derived from it where the stem has other
// characters than a-z, 0-9, "_" and "-", is longer than MaxStem, or is reserved, by publish or by Windows. Two files can
// derive the same name: the caller compares.
func Stem(file string) (name string, derived bool) {
	stem := file[strings.LastIndexAny(file, `/\`)+1:]
	for _, ext := range []string{".txt", ".md"} {
		if cut := len(stem) - len(ext); cut >= 0 && strings.EqualFold(stem[cut:], ext) {
			stem = stem[:cut]
			break
		}
	}
	if stemForm.MatchString(stem) && !isReserved(stem) {
		return stem, false
	}
	name = slug(stem, MaxStem)
	switch {
	case name == "":
		name = "resolution-" + digest(stem, 7)
	case isReserved(name):
		name += "-resolution"
	}
	return name, true
}

func isReserved(name string) bool {
	return slices.Contains(reserved, name) || devices.MatchString(name)
}

// slug writes a text in a-z, 0-9 and "-", at most as many bytes as said: "" for a text that has none of them. Letters of
// Cyrillic and Greek are transcribed, marks are taken off.
func slug(text string, most int) string {
	var b strings.Builder
	for _, c := range norm.NFKD.String(romanized(strings.ToLower(text))) { // NFKD only for names of files and ids
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_':
			b.WriteRune(c)
		case unicode.Is(unicode.Mn, c) || c == '\'' || c == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() > most+1 {
			break
		}
	}
	s := strings.TrimLeft(b.String(), "_-")
	return strings.Trim(s[:min(len(s), most)], "-")
}
