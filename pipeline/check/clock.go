package check

import (
	"strconv"
	"strings"
)

// contextual is what a number means by what stands beside it: times of day on the other clock, "the 1990s", centuries that some
// languages name by their hundred, years of other eras, ranges with a short end.
func contextual(s *side, f figure) (also, loose []string) {
	first, err := strconv.Atoi(f.parts[0])
	if err != nil || len(f.parts) > 3 {
		return nil, nil
	}
	rest := strings.ToLower(near(s.prose[f.end:], false))
	if first <= 24 && len(f.parts) <= 2 && len(f.parts[0]) <= 2 {
		also, loose = clock(first, f, rest)
		if dawn[base(s.language)] {
			for _, h := range []int{(first + 6) % 12, (first+6)%12 + 12} {
				more, looser := clock(h, f, "")
				also, loose = append(also, more...), append(loose, looser...)
			}
		}
	}
	if len(f.parts) != 1 || first > 9999 {
		return also, loose
	}
	if first >= 1000 {
		also = append(also, decimal(first%100), decimal(first+543), decimal(first-543)) // the 1990s, 2019-20; Buddhist
	}
	if first >= 1000 && strings.HasPrefix(rest, "s") {
		also = append(also, decimal(first/100+1)) // 20世纪90年代
	}
	if first > 1868 {
		also = append(also, eras(first)...)
	}
	if first <= 21 && strings.Contains(rest, "centur") {
		also = append(also, decimal((first-1)*100))
	}
	return also, loose
}

// dawn are languages whose speakers count the hours from sunrise and from sunset: seven o'clock is their first hour.
var dawn = map[string]bool{"sw": true, "am": true, "ti": true, "om": true}

// eras are years in Japan (Meiji to Reiwa), Taiwan, and the solar Hijri calendar of Iran.
func eras(year int) []string {
	var all []string
	for _, start := range []int{1867, 1911, 1925, 1988, 2018, 621, 622} {
		if n := year - start; n > 0 {
			all = append(all, decimal(n))
		}
	}
	return all
}

// clock gives the other forms of a time: 6:30 p.m. is 18:30.
func clock(hour int, f figure, rest string) (whole, loose []string) {
	minutes := ""
	if len(f.parts) == 2 {
		minutes = f.text[strings.IndexAny(f.text, ":.,'")+1:]
	}
	put := func(h int) {
		if minutes == "" {
			whole = append(whole, decimal(h), decimal(h)+":00")
			return
		}
		whole = append(whole, decimal(h)+":"+minutes, fraction(decimal(h), minutes))
		loose = append(loose, decimal(h), bare(minutes))
	}
	rest = strings.TrimLeft(rest, " \u00a0\u202f")
	switch {
	case strings.HasPrefix(rest, "p.m") || strings.HasPrefix(rest, "pm"):
		put(hour%12 + 12)
	case strings.HasPrefix(rest, "a.m") || strings.HasPrefix(rest, "am"):
		put(hour % 12)
		if hour == 12 {
			put(24)
		}
	case hour > 12 && minutes != "":
		put(hour - 12)
	case minutes != "" && strings.Contains(f.text, ":"):
		put(hour)
		put(hour + 12)
	}
	if minutes != "" {
		put(hour)
	}
	return whole, loose
}
