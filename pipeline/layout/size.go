package layout

import (
	"errors"
	"math"
	"strings"
)

// sizes are those that have a name, in millimetres.
var sizes = map[string]Size{"a4": {210, 297}, "a5": {148, 210}, "letter": {215.9, 279.4}}

// UnmarshalTOML reads a name of a size, or [width, height] in millimetres.
func (s *Size) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case string:
		if size, ok := sizes[strings.ToLower(v)]; ok {
			*s = size
			return nil
		}
	case []any:
		if len(v) == 2 {
			w, okW := millimetres(v[0])
			h, okH := millimetres(v[1])
			if okW && okH {
				*s = Size{w, h}
				return nil
			}
		}
	}
	return errors.New(`page.size must be "A4", "A5", "Letter", or [width, height] in millimetres`)
}

func millimetres(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, !math.IsNaN(v)
	}
	return 0, false
}
