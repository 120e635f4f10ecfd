package artwork

import (
	"fmt"
	"strings"
)

// A sheet is the rules of <style> elements: what class, element or id says of properties.
type sheet map[string]map[string]string

// add reads rules whose selectors are an element, a .class, an #id or *, one of them alone or several with commas between.
func (s sheet) add(css string) error {
	for css = withoutComments(css); strings.TrimSpace(css) != ""; {
		selectors, rest, ok := strings.Cut(css, "{")
		body, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return fmt.Errorf("the style %q is cut off", shortened(strings.TrimSpace(css)))
		}
		for selector := range strings.SplitSeq(selectors, ",") {
			if selector = strings.TrimSpace(selector); selector == "" || strings.ContainsAny(selector, " \t\r\n>+~:[@") || strings.LastIndexAny(selector, ".#") > 0 {
				return fmt.Errorf("the style of %q is more than an element, a .class or an #id; save the drawing with presentation attributes", shortened(selector))
			}
			own := s[selector]
			if own == nil {
				own = map[string]string{}
				s[selector] = own
			}
			declare(own, body)
		}
		css = after
	}
	return nil
}

func withoutComments(css string) string {
	for {
		before, rest, ok := strings.Cut(css, "/*")
		if !ok {
			return css
		}
		_, after, _ := strings.Cut(rest, "*/")
		css = before + " " + after
	}
}

// declare reads declarations such as "fill: red; stroke: none" into properties.
func declare(properties map[string]string, declarations string) {
	for d := range strings.SplitSeq(declarations, ";") {
		if key, value, ok := strings.Cut(d, ":"); ok {
			value = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "!important"))
			properties[strings.ToLower(strings.TrimSpace(key))] = value
		}
	}
}

// of are the properties of an element: presentation attributes first, then the rules, the more special ones later, then its own
// style (SVG 1.1, 6.4).
func (s sheet) of(name string, attributes map[string]string) map[string]string {
	out := map[string]string{}
	for _, key := range presentation {
		if v, ok := attributes[key]; ok {
			out[key] = strings.TrimSpace(v)
		}
	}
	put := func(selector string) {
		for key, v := range s[selector] {
			out[key] = v
		}
	}
	put("*")
	put(name)
	for class := range strings.FieldsSeq(attributes["class"]) {
		put("." + class)
	}
	put("#" + attributes["id"])
	declare(out, attributes["style"])
	return out
}

// presentation are the attributes that are properties, as far as they matter here.
var presentation = []string{"fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
	"stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "clip-rule", "opacity", "color", "display", "visibility", "clip-path", "mask", "filter", "marker", "marker-start",
	"marker-mid", "marker-end", "mix-blend-mode", "paint-order", "vector-effect", "transform-origin"}
