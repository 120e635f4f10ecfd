package check

import (
	"strings"
)

// English number words, by value. What a translator may write in digits.
var englishNumbers = map[string]int{
	"zero": 0, "nil": 0, "no": 0, "none": 0, "a": 1, "an": 1, "one": 1, "once": 1, "single": 1, "first": 1, "firstly": 1, "two": 2, "twice": 2, "second": 2, "both": 2, "pair": 2, "couple": 2, "double": 2, "twofold": 2, "bilateral": 2,
	"three": 3, "third": 3, "thirds": 3, "thrice": 3, "triple": 3, "threefold": 3, "four": 4, "fourth": 4, "fourths": 4, "quarter": 4, "quarters": 4, "five": 5, "fifth": 5, "fifths": 5, "six": 6, "sixth": 6, "seven": 7, "seventh": 7,
	"eight": 8, "eighth": 8, "nine": 9, "ninth": 9, "ten": 10, "tenth": 10, "tenths": 10, "decade": 10, "decades": 10, "tens": 10, "eleven": 11, "eleventh": 11, "twelve": 12, "twelfth": 12, "dozen": 12, "dozens": 12,
	"thirteen": 13, "thirteenth": 13, "fourteen": 14, "fourteenth": 14, "fortnight": 14, "fifteen": 15, "fifteenth": 15, "sixteen": 16, "sixteenth": 16, "seventeen": 17, "seventeenth": 17, "eighteen": 18, "eighteenth": 18,
	"nineteen": 19, "nineteenth": 19, "twenty": 20, "twentieth": 20, "twenties": 20, "thirty": 30, "thirtieth": 30, "thirties": 30, "forty": 40, "fortieth": 40, "forties": 40, "fifty": 50, "fiftieth": 50, "fifties": 50,
	"sixty": 60, "sixtieth": 60, "sixties": 60, "seventy": 70, "seventieth": 70, "seventies": 70, "eighty": 80, "eightieth": 80, "eighties": 80, "ninety": 90, "ninetieth": 90, "nineties": 90,
	"hundred": 100, "hundreds": 100, "hundredth": 100, "century": 100, "centuries": 100, "thousand": 1000, "thousands": 1000, "million": 1000000, "millions": 1000000, "billion": 1000000000, "billions": 1000000000,
	"doubled": 2, "doubling": 2, "duo": 2, "biennial": 2, "tripled": 3, "tripling": 3, "trio": 3, "quadrupled": 4, "quadruple": 4, "quarterly": 4, "quartet": 4, "halved": 2, "centenary": 100, "bicentennial": 200,
	"millennium": 1000, "teenage": 10, "teenager": 10, "teenagers": 10, "teens": 10, "score": 20,
	"half": 2, "halves": 2, "midnight": 0, "noon": 12, "midday": 12,
}

var englishScale = map[string]string{"hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000", "trillion": "1000000000000", "dozen": "12"}

// englishValues are the values of the number words of an English text: of each word, and of runs like "three hundred and
// forty-two thousand". What such words imply ("half" is 50 in per cent) is among them.
func englishValues(words []word, have map[string]bool) {
	fractions(words, have)
	total, current, running := "0", 0, false
	flush := func() {
		if running {
			have[add(total, decimal(current))] = true
		}
		total, current, running = "0", 0, false
	}
	for _, w := range words {
		implied(w.lower, have)
		n, is := englishNumbers[w.lower]
		switch {
		case (w.lower == "and" || w.lower == "a") && running:
			have["1"] = true
			continue
		case !is:
			flush()
			continue
		}
		have[decimal(n)] = true
		if w.lower == "half" && running {
			have[decimal(current)+".5"] = true
		}
		scale, isScale := englishScale[w.lower]
		switch {
		case w.lower == "dozen" && running:
			have[decimal(12*max(current, 1))] = true
		case isScale && w.lower == "hundred" && running && current > 0 && current < 100:
			current *= 100
		case isScale && w.lower != "hundred" && running:
			have[times10(decimal(max(current, 1)), len(scale)-1)] = true
			total, current = add(total, times10(decimal(max(current, 1)), len(scale)-1)), 0
		case running && current%10 == 0 && current > 0 && n > 0 && n < min(current, 100):
			current += n
		default:
			flush()
			running, current = true, n
		}
	}
	flush()
}

// shares are the words for a part of a scale, in hundredths.
var shares = map[string]int{"half": 50, "quarter": 25, "quarters": 75, "third": 33, "tenth": 10}

// fractions are the values of "half a million" and "a quarter of an hour".
func fractions(words []word, have map[string]bool) {
	for i, w := range words {
		share, is := shares[w.lower]
		if !is {
			continue
		}
		for k := i + 1; k < len(words) && k <= i+3; k++ {
			switch next := words[k].lower; {
			case next == "of" || next == "a" || next == "an" || next == "the":
				continue
			case next == "hour":
				have[decimal(share*60/100)] = true
			case next == "dozen":
				have[decimal(share*12/100)] = true
			case englishScale[next] != "":
				have[times10(decimal(share), len(englishScale[next])-3)] = true
			}
			break
		}
	}
}

func implied(w string, have map[string]bool) {
	var more []string
	switch w {
	case "half", "halves", "halved", "halve", "halving":
		more = []string{"50", "0.5", "1", "30"}
	case "quarter", "quarters":
		more = []string{"25", "0.25", "15", "75", "1", "3"}
	case "third", "thirds", "fifth", "fifths", "tenth":
		more = []string{"1"}
	case "midnight":
		more = []string{"24", "0:00", "00"}
	case "noon", "midday":
		more = []string{"12:00"}
	case "double", "twice":
		more = []string{"200"}
	case "week", "weeks", "weekly":
		more = []string{"7"}
	case "decimal":
		more = []string{"10"}
	case "hexadecimal":
		more = []string{"16"}
	case "binary":
		more = []string{"2"}
	case "year", "yearly", "annual", "annually":
		more = []string{"12", "365"}
	case "century":
		more = []string{"1", "100"}
	}
	for _, v := range more {
		have[v] = true
	}
}

// romanValue reads a Roman numeral below 4000, written by the rules; 0 if it is none.
func romanValue(w string) int {
	if w == "" || len(w) > 12 {
		return 0
	}
	value, last := 0, 5000
	rest := w
	for _, s := range []struct {
		mark  string
		value int
	}{{"M", 1000}, {"CM", 900}, {"D", 500}, {"CD", 400}, {"C", 100}, {"XC", 90}, {"L", 50}, {"XL", 40}, {"X", 10}, {"IX", 9}, {"V", 5}, {"IV", 4}, {"I", 1}} {
		for strings.HasPrefix(rest, s.mark) && s.value <= last {
			value += s.value
			rest = rest[len(s.mark):]
			if last = s.value; len(s.mark) == 2 || s.value == 5 || s.value == 50 || s.value == 500 {
				last = s.value - 1
			}
		}
	}
	if rest != "" {
		return 0
	}
	return value
}

// romanIn reads the Roman numeral that a word begins with: "XIX", "XIXe", "ХХ" in Cyrillic letters; 0 if there is none.
func romanIn(w string) int {
	w = cyrillicRoman.Replace(w)
	end := len(w) - len(strings.TrimLeft(w, "IVXLCDM"))
	if end == 0 || len(w)-end > 5 {
		return 0
	}
	return romanValue(w[:end])
}

var cyrillicRoman = strings.NewReplacer("Х", "X", "І", "I", "М", "M", "С", "C", "Χ", "X", "Ι", "I", "Μ", "M")

// hanDigits are the numerals of Chinese, Japanese and Korean texts in Han.
var hanDigits = map[rune]int{'〇': 0, '零': 0, '一': 1, '二': 2, '兩': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '壱': 1, '弐': 2, '参': 3}

var hanPowers = map[rune]int{'十': 10, '百': 100, '千': 1000}

// hanValues are the values of the numerals in Han in a text: 二〇二〇, 三百五十, 十二万.
func hanValues(text string, have map[string]bool) {
	var run []rune
	flush := func() {
		if len(run) > 0 {
			have[hanPositional(run)] = true
			have[hanValue(run)] = true
			run = run[:0]
		}
	}
	for _, r := range text {
		if _, digit := hanDigits[r]; digit || hanPowers[r] > 0 || len(run) > 0 && (r == '万' || r == '萬' || r == '亿' || r == '億') {
			run = append(run, r)
			continue
		}
		flush()
	}
	flush()
}

func hanPositional(run []rune) string {
	var b strings.Builder
	for _, r := range run {
		b.WriteString(decimal(hanDigits[r]))
	}
	return bare(b.String())
}

func hanValue(run []rune) string {
	total, section, digit := "0", 0, 0
	for _, r := range run {
		switch r {
		case '万', '萬':
			total, section, digit = add(total, times10(decimal(max(section+digit, 1)), 4)), 0, 0
		case '亿', '億':
			total, section, digit = times10(add(total, decimal(max(section+digit, 1))), 8), 0, 0
		case '十', '百', '千':
			section += max(digit, 1) * hanPowers[r]
			digit = 0
		default:
			digit = hanDigits[r]
		}
		if section > 1<<30 {
			return total
		}
	}
	return add(total, decimal(section+digit))
}

// hebrewLetters are the values of letters as numerals; final forms have the same.
var hebrewLetters = map[rune]int{'א': 1, 'ב': 2, 'ג': 3, 'ד': 4, 'ה': 5, 'ו': 6, 'ז': 7, 'ח': 8, 'ט': 9, 'י': 10, 'כ': 20, 'ך': 20, 'ל': 30, 'מ': 40, 'ם': 40, 'נ': 50, 'ן': 50, 'ס': 60, 'ע': 70, 'פ': 80, 'צ': 90, 'ק': 100, 'ר': 200, 'ש': 300, 'ת': 400}

// letterNumerals adds numbers that are written in letters of Hebrew (of one to three, perhaps with a mark), and Ethiopic ones.
func letterNumerals(s *side, have map[string]bool) {
	switch s.language.Script() {
	case "Hebr":
		for i, w := range s.words {
			text := w.text
			if i+1 < len(s.words) && strings.ContainsAny(s.prose[w.end:s.words[i+1].start], "\"״”׳'") && s.words[i+1].start-w.end <= 3 {
				text += s.words[i+1].text
			}
			value, letters := 0, 0
			for _, r := range text {
				value += hebrewLetters[r]
				letters++
			}
			if letters <= 3 {
				have[decimal(value)] = true
			}
		}
	case "Ethi":
		value, inside := 0, false
		for _, r := range s.prose + " " {
			switch {
			case r >= '፩' && r <= '፱':
				value, inside = value+int(r-'፩')+1, true
			case r >= '፲' && r <= '፺':
				value, inside = value+10*(int(r-'፲')+1), true
			case r == '፻':
				value, inside = max(value, 1)*100, true
			case inside:
				have[decimal(value)] = true
				value, inside = 0, false
			}
		}
	}
}
