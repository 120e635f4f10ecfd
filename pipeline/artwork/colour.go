package artwork

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// paintOf reads a colour; current is what currentColor means.
func paintOf(s string, current Paint) (Paint, error) {
	switch lower := strings.ToLower(s); {
	case lower == "none", lower == "transparent":
		return Paint{}, nil
	case lower == "currentcolor":
		return current, nil
	case strings.HasPrefix(lower, "#"):
		return hex(lower[1:])
	case strings.HasPrefix(lower, "rgb(") || strings.HasPrefix(lower, "rgba("):
		return components(lower)
	case strings.HasPrefix(lower, "url("):
		return Paint{}, fmt.Errorf("%q is a gradient or a pattern, which does not print on one plate; fill the shape with one colour", shortened(s))
	default:
		if c, ok := colornames.Map[lower]; ok {
			return rgb(c), nil
		}
	}
	return Paint{}, fmt.Errorf("%q is no colour that can be read; write it as #rrggbb", shortened(s))
}

func hex(s string) (Paint, error) {
	bad := fmt.Errorf("%q is no colour; write it as #rrggbb", "#"+shortened(s))
	if len(s) == 3 || len(s) == 4 {
		var b strings.Builder
		for i := range len(s) {
			b.WriteString(s[i:i+1] + s[i:i+1])
		}
		s = b.String()
	}
	if len(s) == 8 && s[6:] == "ff" {
		s = s[:6]
	}
	v, err := strconv.ParseUint(s, 16, 32)
	switch {
	case len(s) == 8 && err == nil:
		return Paint{}, fmt.Errorf("%q is transparent, which no print edition may be; fill the shape with a solid colour", "#"+s)
	case len(s) != 6 || err != nil:
		return Paint{}, bad
	}
	return rgb(color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}), nil
}

// components reads rgb(255, 0, 0), rgb(100%, 0%, 0%) and the same with an opacity of 1.
func components(s string) (Paint, error) {
	bad := fmt.Errorf("%q is no solid colour; write it as #rrggbb", shortened(s))
	_, inner, _ := strings.Cut(s, "(")
	inner, _, ok := strings.Cut(inner, ")")
	parts := strings.FieldsFunc(inner, func(r rune) bool { return r == ',' || r == ' ' || r == '/' || r == '\t' || r == '\n' })
	if !ok || len(parts) < 3 || len(parts) > 4 || len(parts) == 4 && parts[3] != "1" && parts[3] != "100%" && parts[3] != "1.0" {
		return Paint{}, bad
	}
	var v [3]uint8
	for i := range v {
		number, percent := strings.CutSuffix(parts[i], "%")
		f, err := strconv.ParseFloat(number, 64)
		if err != nil || f != f {
			return Paint{}, bad
		}
		if percent {
			f *= 2.55
		}
		v[i] = uint8(min(max(f, 0), 255) + 0.5)
	}
	return rgb(color.RGBA{v[0], v[1], v[2], 255}), nil
}

// achromatic is how much the components of a gray may differ: drawings hold grays that were rounded.
const achromatic = 6

// rgb is a colour of the screen as paint; its luminance is that of ITU-R BT.709, of the components as they are.
func rgb(c color.RGBA) Paint {
	level := (0.2126*float64(c.R) + 0.7152*float64(c.G) + 0.0722*float64(c.B)) / 255
	if max(c.R, c.G, c.B)-min(c.R, c.G, c.B) <= achromatic {
		return Paint{Gray, level}
	}
	return Paint{Colour, level}
}
