package typeface

import _ "embed"

// The fonts that are stored as they are: those of Latin pages, and the largest ones, of which a text uses little and whose
// unpacking took longer than its pages. They are read where they lie in the program: no byte of them is copied before it is
// needed.
var (
	//go:embed fonts/SourceSerif4-Regular.ttf
	serifRegular []byte
	//go:embed fonts/SourceSerif4-Bold.ttf
	serifBold []byte
	//go:embed fonts/SourceSerif4-Italic.ttf
	serifItalic []byte
	//go:embed fonts/SourceSerif4-BoldItalic.ttf
	serifBoldItalic []byte
	//go:embed fonts/SourceSans3-Regular.ttf
	sansRegular []byte
	//go:embed fonts/SourceSans3-Bold.ttf
	sansBold []byte
	//go:embed fonts/SourceSans3-Italic.ttf
	sansItalic []byte
	//go:embed fonts/SourceSans3-BoldItalic.ttf
	sansBoldItalic []byte
	//go:embed fonts/NotoSerifJP-Regular.ttf
	serifJapanese []byte
	//go:embed fonts/NotoSerifSC-Regular.ttf
	serifSimplified []byte
	//go:embed fonts/NotoSerifTC-Regular.ttf
	serifTraditional []byte
	//go:embed fonts/NotoSerifKR-Regular.ttf
	serifKorean []byte
)

// plain is a font that is stored as it is; nil for others.
func plain(file string) []byte {
	switch file {
	case "SourceSerif4-Regular.ttf":
		return serifRegular
	case "SourceSerif4-Bold.ttf":
		return serifBold
	case "SourceSerif4-Italic.ttf":
		return serifItalic
	case "SourceSerif4-BoldItalic.ttf":
		return serifBoldItalic
	case "SourceSans3-Regular.ttf":
		return sansRegular
	case "SourceSans3-Bold.ttf":
		return sansBold
	case "SourceSans3-Italic.ttf":
		return sansItalic
	case "SourceSans3-BoldItalic.ttf":
		return sansBoldItalic
	case "NotoSerifJP-Regular.ttf":
		return serifJapanese
	case "NotoSerifSC-Regular.ttf":
		return serifSimplified
	case "NotoSerifTC-Regular.ttf":
		return serifTraditional
	case "NotoSerifKR-Regular.ttf":
		return serifKorean
	}
	return nil
}
