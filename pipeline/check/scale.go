package check

import (
	"math/big"
	"slices"
	"strings"
)

// scales are the words that multiply a number in digits before them, by their beginnings, each with its power of ten. They
// hold for every language: no word of one means another power in a second one, but for "billion", which is read both ways.
var scales = []struct {
	powers []int
	words  []string
}{
	{[]int{2}, []string{"hundred", "cent", "cien", "сот", "hundert", "sto", "百"}},
	{[]int{3}, []string{"thousand", "k", "mille", "millier", "mil", "mila", "tausend", "tsd", "duizend", "tusen", "tuhat", "tuhan", "ezer", "tys", "tis", "тыс", "тис", "хил", "хиљ",
		"tisíc", "tisuć", "hiljad", "χιλ", "bin", "nghìn", "ngàn", "ألف", "آلاف", "ألفا", "אלף", "אלפי", "हज़ार", "हजार", "হাজার", "พัน", "千", "천", "ribu", "elfu", "hezar", "هزار", "ہزار", "min", "mie", "mii", "mij", "tūkst", "tūkstan"}},
	{[]int{4}, []string{"万", "萬", "만", "หมื่น", "vạn", "មុឺន"}},
	{[]int{5}, []string{"lakh", "लाख", "লাখ", "লক্ষ", "แสน", "لاکھ", "லட்ச", "లక్ష", "ലക്ഷ", "ಲಕ್ಷ", "લાખ", "ਲੱਖ"}},
	{[]int{6}, []string{"million", "millón", "millones", "milion", "milión", "milió", "milijon", "milijun", "miljoen", "miljon", "miljoon", "millió", "millo", "mln", "mio", "mill", "milhão", "milhões", "m", "mi", "млн", "миллион", "мільйон", "милион",
		"εκατομμύρι", "εκατ", "milyon", "triệu", "مليون", "ملايين", "מיליו", "मिलियन", "মিলিয়ন", "ล้าน", "백만", "百万", "juta", "میلیون", "jt"}},
	{[]int{7}, []string{"crore", "करोड़", "কোটি", "کروڑ", "கோடி", "కోట్ల", "കോടി", "કરોડ", "ਕਰੋੜ", "ಕೋಟಿ", "千万", "천만"}},
	{[]int{8}, []string{"亿", "億", "억"}},
	{[]int{9}, []string{"milliard", "miliard", "mrd", "mld", "miljard", "milyar", "milliárd", "mia", "млрд", "миллиард", "мільярд", "милиард", "mil millones", "mil milhões", "bn", "b", "bi", "bilhão", "bilhões", "δισεκατομμύρι", "δισ", "tỷ", "tỉ", "مليار", "مليارات", "מיליארד", "बिलियन", "अरब", "বিলিয়ন", "พันล้าน", "十億", "십억", "miliar", "bilion", "میلیارد"}},
	{[]int{9, 12}, []string{"billion", "billón", "billones", "bilión", "biljoen", "biljon", "billió", "بليون", "биллион", "більйон"}},
	{[]int{12}, []string{"兆", "조", "trillion", "trilhão", "trilhões", "трлн", "триллион", "трильйон", "τρισεκατομμύρι", "trilyon", "nghìn tỷ", "تريليون", "טריליון", "ล้านล้าน", "ट्रिलियन", "ট্রিলিয়ন", "triliun", "mil billones"}},
}

// shortScales count only as whole words.
var shortScales = map[string]bool{"k": true, "m": true, "b": true, "mi": true, "bi": true, "min": true, "mie": true, "mii": true, "cent": true, "sto": true,
	"bin": true, "mil": true, "jt": true, "mia": true, "mill": true, "millo": true, "mij": true}

// scaleOf reads the word behind a number: the powers it may stand for, and its length with the blanks before it.
func scaleOf(lower string, at int) (powers []int, end int) {
	i := at
	for i < len(lower) && (lower[i] == ' ' || lower[i] == '-' || strings.HasPrefix(lower[i:], "\u00a0") || strings.HasPrefix(lower[i:], "\u202f")) {
		if lower[i] == ' ' || lower[i] == '-' {
			i++
		} else {
			i += len(string(after(lower, i)))
		}
	}
	best := 0
	for _, s := range scales {
		for _, w := range s.words {
			if len(w) <= best || !strings.HasPrefix(lower[i:], w) {
				continue
			}
			if r := after(lower, i+len(w)); shortScales[w] && wordRune(r) {
				continue
			}
			best, powers, end = len(w), s.powers, i+len(w)
		}
	}
	return powers, end
}

// times10 multiplies a value by a power of ten, which is not negative but for values that end in noughts.
func times10(value string, power int) string {
	for ; power < 0; power++ {
		value = bare(strings.TrimSuffix(value, "0"))
	}
	whole, part, _ := strings.Cut(value, ".")
	if len(part) > power {
		return fraction(whole+part[:power], part[power:])
	}
	return bare(whole + part + strings.Repeat("0", power-len(part)))
}

// scaleWord tells whether a text has a word for a power of ten that is not part of a number in digits.
func scaleWord(lower string, powers []int) bool {
	for _, s := range scales {
		if !slices.ContainsFunc(s.powers, func(p int) bool { return slices.Contains(powers, p) }) {
			continue
		}
		for _, w := range s.words {
			if len(w) < 4 || shortScales[w] {
				continue
			}
			if strings.Contains(lower, w) {
				return true
			}
		}
	}
	return false
}

// add sums two whole values.
func add(a, b string) string {
	x, okX := new(big.Int).SetString(a, 10)
	y, okY := new(big.Int).SetString(b, 10)
	if !okX || !okY || len(a) > 40 || len(b) > 40 {
		return a
	}
	return x.Add(x, y).String()
}

// spreadScales adds to each number what the words behind it make of it: 3500万, 35 million, 3億5000万.
func spreadScales(figures []figure, lower string) {
	sum, sumEnd := "", -1 // of the numbers right before, in Chinese or Japanese
	for i := range figures {
		f := &figures[i]
		base := f.readings
		powers, end := scaleOf(lower, f.end)
		if len(powers) > 0 {
			f.scaled, f.powers = true, powers
		}
		for steps := 0; len(powers) > 0 && steps < 3; steps++ {
			var next []string
			for _, v := range base {
				for _, p := range powers {
					next = append(next, times10(v, p))
				}
			}
			f.readings = append(f.readings[:len(f.readings):len(f.readings)], next...)
			base = next
			last := end
			powers, end = scaleOf(lower, last)
			if len(powers) == 0 {
				end = last
			}
		}
		if sum != "" && sumEnd <= f.start && strings.Trim(lower[sumEnd:f.start], " ") == "" {
			f.readings = append(f.readings, add(sum, base[0]))
			figures[i-1].readings = append(figures[i-1].readings, add(sum, base[0]))
			sum = add(sum, base[0])
		} else {
			sum = base[0]
		}
		if f.scaled {
			sumEnd = end
		} else {
			sum, sumEnd = "", -1
		}
	}
}
