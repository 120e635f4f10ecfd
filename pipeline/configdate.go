package pipeline

import (
	"time"

	"publish/pipeline/language"
)

// configDate reads a date of config.toml: a TOML date, or a text like "2026-11-22".
func configDate(v any) (language.Date, bool) {
	switch v := v.(type) {
	case time.Time:
		return language.Date{Year: v.Year(), Month: int(v.Month()), Day: v.Day()}, true
	case string:
		t, err := time.Parse(time.DateOnly, v)
		if err != nil {
			return language.Date{}, false
		}
		return language.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}, true
	}
	return language.Date{}, false
}
