package artwork

import (
	"fmt"
	"image/color"
	"math"
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
	case strings.HasPrefix(lower, "hsl(") || strings.HasPrefix(lower, "hsla("):
		return hueOf(lower)
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

// arguments are the three components between the brackets of a colour, of which a fourth may be an opacity of 1.
func arguments(s string) ([]string, bool) {
	_, inner, _ := strings.Cut(s, "(")
	inner, _, ok := strings.Cut(inner, ")")
	parts := strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune(", /\t\r\n", r) })
	if !ok || len(parts) < 3 || len(parts) > 4 || len(parts) == 4 && parts[3] != "1" && parts[3] != "100%" && parts[3] != "1.0" {
		return nil, false
	}
	return parts[:3], true
}

// components reads rgb(255, 0, 0), rgb(100%, 0%, 0%) and the same with an opacity of 1.
func components(s string) (Paint, error) {
	bad := fmt.Errorf("%q is no solid colour; write it as #rrggbb", shortened(s))
	parts, ok := arguments(s)
	if !ok {
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

// hueOf reads hsl(210, 50%, 40%) and the same with an opacity of 1 (CSS Color 3, 4.2.4).
func hueOf(s string) (Paint, error) {
	bad := fmt.Errorf("%q is no solid colour; write it as #rrggbb", shortened(s))
	parts, ok := arguments(s)
	if !ok {
		return Paint{}, bad
	}
	hue, err := strconv.ParseFloat(strings.TrimSuffix(parts[0], "deg"), 64)
	if err != nil || math.Abs(hue) > maxNumber || hue != hue {
		return Paint{}, bad
	}
	var shares [2]float64
	for i := range shares {
		number, percent := strings.CutSuffix(parts[i+1], "%")
		v, err := strconv.ParseFloat(number, 64)
		if err != nil || v != v || !percent {
			return Paint{}, bad
		}
		shares[i] = min(max(v/100, 0), 1)
	}
	saturation, lightness := shares[0], shares[1]
	component := func(n float64) uint8 {
		k := math.Mod(n+math.Mod(hue, 360)/30+12, 12)
		v := lightness - saturation*min(lightness, 1-lightness)*max(-1, min(k-3, 9-k, 1))
		return uint8(v*255 + 0.5)
	}
	return rgb(color.RGBA{component(0), component(8), component(4), 255}), nil
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
