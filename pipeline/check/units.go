package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// imperial are the units that most languages convert, and what one of them is in others.
var imperial = map[string][]float64{
	"mile": {1.609, 1609}, "miles": {1.609, 1609}, "mi": {1.609}, "mph": {1.609}, "feet": {0.3048, 30.48}, "foot": {0.3048, 30.48}, "ft": {0.3048, 30.48}, "inch": {2.54, 25.4}, "inches": {2.54, 25.4}, "in": {2.54},
	"yard": {0.9144}, "yards": {0.9144}, "pound": {0.4536}, "pounds": {0.4536}, "lb": {0.4536}, "lbs": {0.4536}, "ounce": {28.35}, "ounces": {28.35}, "oz": {28.35}, "acre": {0.4047, 4047}, "acres": {0.4047, 4047},
	"gallon": {3.785, 4.546}, "gallons": {3.785, 4.546}, "square": {2.59, 0.0929}, "fahrenheit": {}, "°f": {}, "degrees": {},
}

// converted leaves out the numbers of the source with an imperial unit that the target has in metric units, together with what
// stands for them, and those in brackets that it leaves out because the metric ones stand beside them.
func converted(source, target *side, lost, added []figure) (stillLost, stillAdded []figure) {
	stillAdded = slices.Clone(added)
	for _, f := range lost {
		rest := strings.ToLower(near(source.prose[f.end:], false))
		unit := unitOf(rest)
		factors, known := imperial[unit]
		if !known {
			stillLost = append(stillLost, f)
			continue
		}
		at := slices.IndexFunc(stillAdded, func(a figure) bool { return converts(f, a, unit, factors) })
		switch {
		case at >= 0:
			stillAdded = slices.Delete(stillAdded, at, at+1)
		case len(stillAdded) == 0 && inBrackets(source.prose, f.start) && unit != "in" && unit != "degrees" && unit != "square":
		default:
			stillLost = append(stillLost, f)
		}
	}
	return stillLost, stillAdded
}

// unitOf is the first word behind a number; of a range, that behind the second number.
func unitOf(rest string) string {
	if strings.HasPrefix(strings.TrimLeft(rest, " "), "degrees fahrenheit") {
		return "fahrenheit"
	}
	for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return !wordRune(r) && r != '°' }) {
		if !strings.ContainsFunc(w, isDigit) && w != "to" && w != "and" && w != "or" && w != "million" && w != "thousand" {
			return w
		}
	}
	return ""
}

// converts tells whether a is f in another unit, as far as people round.
func converts(f, a figure, unit string, factors []float64) bool {
	const rounding = 0.08
	for _, x := range f.readings {
		v, err := strconv.ParseFloat(x, 64)
		if err != nil {
			continue
		}
		if unit == "fahrenheit" || unit == "°f" || unit == "degrees" {
			return nearly(a, (v-32)*5/9, rounding) || nearly(a, v*5/9, rounding)
		}
		if slices.ContainsFunc(factors, func(by float64) bool { return nearly(a, v*by, rounding) }) {
			return true
		}
	}
	return false
}

func nearly(a figure, want, rounding float64) bool {
	return slices.ContainsFunc(a.readings, func(x string) bool {
		v, err := strconv.ParseFloat(x, 64)
		return err == nil && math.Abs(v-want) <= rounding*math.Abs(want)+0.5
	})
}

func inBrackets(text string, at int) bool {
	open := strings.LastIndexAny(text[:at], "()")
	return open >= 0 && text[open] == '('
}
