package layout

// Type says which forms of letters and figures are taken, where a font has several.
type Type struct {
	Figures       Figures `toml:"figures"`
	SmallCapitals bool    `toml:"small_capitals"` // for abbreviations in running text
	Clinging      bool    `toml:"clinging"`       // words of one letter stay with the next one, in languages where they do
}

// Figures are the forms of digits.
type Figures string

// The figures. AsIs is what each font has by itself.
const (
	AsIs     Figures = "font"
	Lining   Figures = "lining"   // as high as capitals
	Oldstyle Figures = "oldstyle" // with ascenders and descenders
)

// features are the OpenType features of figures, without small capitals and with them.
var features = map[Figures][2][]string{
	AsIs:     {nil, {"c2sc"}},
	Lining:   {{"lnum"}, {"c2sc", "lnum"}},
	Oldstyle: {{"onum"}, {"c2sc", "onum"}},
}
