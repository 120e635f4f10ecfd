package check

import (
	"slices"
	"strconv"
	"strings"

	"publish/pipeline/language"
)

// spelt tells whether the target spells a number out. Words are compared by their beginnings, for the endings that CLDR's
// forms do not have; in scripts that join particles to words or write without blanks, anywhere.
func spelt(f figure, s *side) bool {
	if f.scaled && len(f.readings[0]) <= 3 && scaleWord(s.lower, f.powers) {
		return true // "a million and a half"
	}
	readings := f.readings
	if len(f.parts) == 1 && len(f.parts[0]) == 4 && len(f.also) > 0 && f.parts[0][3] == '0' {
		readings = append(slices.Clone(readings), f.also[0]) // the sixties
	}
	for _, v := range readings {
		n, err := strconv.Atoi(v)
		if err != nil {
			continue
		}
		if slices.ContainsFunc(s.language.Spelling().Numbers[n], func(form string) bool { return speltAs(form, s) }) {
			return true
		}
		if slices.ContainsFunc(furtherNumbers(s.language, n), func(form string) bool { return speltAs(form, s) }) {
			return true
		}
		if n > 20 && n < 100 && n%10 != 0 && spelt(figure{readings: []string{decimal(n - n%10)}}, s) && spelt(figure{readings: []string{decimal(n % 10)}}, s) {
			return true
		}
	}
	return false
}

// halves are words for half and quarter hours.
var halves = strings.Fields("半 반 halb half demi media mezz meia половин пів pół buçuk rưỡi ครึ่ง نصف חצי साढ़े সাড়ে fél puoli halv μισ quart cuarto viertel kwart четверть чверть kwadrans ربع רבע सवा çeyrek kvart τέταρτο quarto")

// half tells whether a time of day with half or quarter hours is put into words.
func half(f figure, s *side) bool {
	if len(f.parts) != 2 || !strings.Contains(f.text, ":") || !slices.Contains([]string{"15", "30", "45"}, f.parts[1]) {
		return false
	}
	return slices.ContainsFunc(halves, func(w string) bool { return len(w) > 2 && strings.Contains(s.lower, w) })
}

// speltAs looks for one form of a number word.
func speltAs(form string, s *side) bool {
	form = strings.ToLower(form)
	switch s.language.Script() {
	case "Hans", "Hant", "Jpan", "Thai", "Laoo", "Khmr", "Mymr", "Kore":
		return strings.Contains(s.lower, form)
	case "Arab", "Hebr":
		if t := strings.TrimSuffix(strings.TrimSuffix(form, "ة"), "ون"); len(t) >= 6 {
			form = t
		}
		return strings.Contains(s.lower, form)
	}
	stem := form
	if n := len([]rune(form)); n >= 5 && !strings.Contains(form, " ") {
		stem = string([]rune(form)[:n-1])
	}
	for at := 0; ; {
		i := strings.Index(s.lower[at:], stem)
		if i < 0 {
			return false
		}
		i += at
		whole := !wordRune(after(s.lower, i+len(stem)))
		if !wordRune(before(s.lower, i)) && (whole || len([]rune(stem)) >= 3) {
			return true
		}
		at = i + len(stem)
	}
}

// furtherNumbers are words for numbers that CLDR's spell-out rules lack.
func furtherNumbers(l language.Language, n int) []string {
	words, ok := moreNumbers[base(l)][n]
	if !ok {
		return nil
	}
	return strings.Fields(words)
}

var moreNumbers = map[string]map[int]string{
	"fr": {4: "quart", 1: "une premier première primo", 8: "huitaine", 10: "dizaine", 12: "douzaine", 15: "quinzaine", 20: "vingtaine", 30: "trentaine", 40: "quarantaine", 50: "cinquantaine", 60: "soixantaine", 100: "centaine", 1000: "millier", 2: "double deuxième seconde second"},
	"es": {4: "cuart", 1: "primer", 10: "decena", 12: "docena", 2: "doble segundo segunda", 100: "centenar ciento cien", 1000: "millar", 20: "veintena"},
	"it": {4: "quart", 1: "primo prima", 2: "doppio", 10: "decina", 12: "dozzina", 20: "ventina", 100: "centinaio centinaia", 1000: "migliaio migliaia"},
	"pt": {4: "quart", 1: "primeiro primeira", 2: "dobro segundo segunda", 10: "dezena", 12: "dúzia", 100: "cem centena cento", 1000: "milhar"},
	"de": {4: "viertel", 1: "erste", 2: "beide zwo doppel", 3: "drit", 7: "sieb", 12: "dutzend", 50: "hälfte halb", 100: "hundert", 1000: "tausend"},
	"nl": {1: "eerste", 12: "dozijn", 2: "beide", 50: "helft"}, "sv": {2: "båda andra", 12: "dussin", 50: "hälften", 100: "hundra", 1000: "tusen", 1: "första"}, "da": {2: "begge anden", 12: "dusin", 100: "hundred", 1000: "tusind"},
	"nb": {2: "begge andre", 12: "dusin", 100: "hundre", 1000: "tusen"}, "ru": {1: "перв", 2: "двух двум двое дважды обе оба", 3: "трое трёх трёхлет трёхднев", 4: "четверо четыр", 5: "пятеро", 6: "шестеро", 7: "семеро семи седьм", 10: "десят", 12: "дюжин", 40: "сорок", 100: "сотн сто", 1000: "тысяч"},
	"uk": {1: "перш", 2: "двоє двох двом двічі обид друг", 3: "троє трьох трьом трет", 4: "четверо чотир четверт", 6: "шест", 8: "вісім вісьм восьм", 5: "п'ят п’ят", 7: "сьом", 9: "дев'ят дев’ят", 10: "десят", 12: "дюжин", 40: "сорок", 50: "п'ятдесят п’ятдесят", 90: "дев'яност дев’яност", 100: "сотн сто", 1000: "тисяч"}, "pl": {2: "dwaj dwoje oba obie", 3: "troje trój trzy", 4: "czworo", 5: "pięcior", 12: "tuzin", 100: "setk", 1000: "tysiąc tysięc"},
	"el": {1: "πρώτ μια ένα μία", 2: "δυο δύο διπλ δεύτερ", 3: "τρι", 4: "τετρα τέταρτ", 5: "πεντα", 6: "έξι εξα", 7: "εφτά επτά εβδ", 8: "οχτώ οκτώ", 9: "εννέα εννιά", 10: "δεκα", 12: "ντουζίν", 100: "εκατό εκατοντ", 1000: "χίλι χιλι"},
	"tr": {1: "ilk bir", 2: "çift", 12: "düzine", 50: "yarı", 1000: "bin"}, "hu": {1: "első egy", 2: "két kettő másod", 3: "három harmad", 4: "négy negyed", 10: "tíz tized", 100: "száz", 1000: "ezer"}, "fi": {1: "ensimmäi", 2: "toinen toise kaksi kahde molem", 3: "kolma", 4: "neljä", 5: "viisi viide", 6: "kuusi kuude", 10: "kymmen", 12: "tusina", 100: "sata sada", 1000: "tuhat tuhan"},
	"cs": {1: "jed prv", 2: "dvou dvěma dvoj oba obě obou druh", 3: "tří třem třech třet troj", 4: "čtyř čtvrt čtveř", 5: "pět pat", 6: "šest", 7: "sedm", 8: "osm", 9: "devět devít devat", 10: "deset desít desat deseti", 11: "jedenáct", 12: "dvanáct tucet tuct"},
	"sk": {1: "jed prv", 2: "dva dve dvoch dvom dvoma dvoj oba obe oboch druh", 3: "tri troch trom troma tret troj", 4: "štyr štvr štvor", 5: "päť piat pät", 6: "šesť šest šies", 7: "sed", 8: "osem ôsm osm", 9: "deväť devät devia", 10: "desať desat desia", 11: "jedenás", 12: "dvanás tucet"},
	"ar": {1: "واحد أول الأولى", 2: "اثن ثان مرتين", 3: "ثلاث ثالث ثلث", 4: "أربع رابع ربع", 5: "خمس خامس", 6: "ست سادس", 7: "سبع سابع", 8: "ثمان ثامن", 9: "تسع تاسع", 10: "عشر عاشر عقد", 11: "عشر", 12: "عشر", 13: "عشر", 14: "عشر", 15: "عشر", 16: "عشر", 17: "عشر", 18: "عشر", 19: "عشر", 20: "عشرين", 30: "ثلاثين", 40: "أربعين", 50: "خمسين نصف", 60: "ستين", 70: "سبعين", 80: "ثمانين", 90: "تسعين", 100: "مئة مائة", 200: "مئتي مائتي", 1000: "ألف", 300: "ثلاثمئة ثلاثمائة", 500: "خمسمئة خمسمائة"},
	"he": {1: "אחד אחת ראשו", 2: "שני שתי שניים שתיים", 3: "שלוש שליש", 4: "ארבע רביע", 5: "חמש חמיש", 6: "שש שיש", 7: "שבע שביע", 8: "שמונ שמינ", 9: "תשע תשיע", 10: "עשר עשיר עשור", 20: "עשרים", 30: "שלושים", 40: "ארבעים", 50: "חמישים", 100: "מאה מאת", 200: "מאתיים", 1000: "אלף"},
	"fa": {1: "یک اول", 2: "دو", 3: "سه سوم", 4: "چهار", 5: "پنج", 6: "شش", 7: "هفت", 8: "هشت", 9: "نه", 10: "ده", 12: "دوازده", 18: "هیجده هجده", 20: "بیست", 30: "سی", 40: "چهل", 50: "پنجاه", 60: "شصت", 70: "هفتاد", 80: "هشتاد", 90: "نود", 100: "صد", 1000: "هزار"},
	"hi": {1: "पहल प्रथम", 2: "दोनों दूसर द्विती", 3: "तीसर तीनों", 4: "चौथ चारों चार", 5: "पांच पाँच", 6: "छह छः छठ छे", 9: "नौ", 10: "दस", 12: "दर्जन बारह", 30: "तीस", 50: "पचास आधा", 100: "सौ", 1000: "हज़ार हजार"},
	"bn": {1: "এক প্রথম", 2: "দুই দু দ্বিতীয় উভয়", 3: "তিন তৃতীয়", 4: "চার চতুর্থ", 5: "পাঁচ পঞ্চম", 6: "ছয় ছ ষষ্ঠ", 7: "সাত সপ্তম", 8: "আট অষ্টম", 9: "নয় নবম", 10: "দশ দশম", 11: "এগারো", 12: "বারো ডজন", 13: "তেরো", 14: "চৌদ্দ", 15: "পনেরো", 16: "ষোলো ষোল", 17: "সতেরো", 18: "আঠারো", 19: "উনিশ", 20: "বিশ কুড়ি", 25: "পঁচিশ", 30: "ত্রিশ তিরিশ", 40: "চল্লিশ", 50: "পঞ্চাশ", 60: "ষাট", 70: "সত্তর", 80: "আশি", 90: "নব্বই", 100: "একশ একশো শত শো", 1000: "হাজার"},
	"ur": {1: "ایک پہل", 2: "دو", 3: "تین", 4: "چار", 5: "پانچ", 6: "چھ", 7: "سات", 8: "آٹھ", 9: "نو", 10: "دس", 12: "بارہ", 20: "بیس", 100: "سو", 1000: "ہزار"},
	"mr": {1: "एक पहिल", 2: "दोन", 3: "तीन", 4: "चार", 5: "पाच", 6: "सहा", 7: "सात", 8: "आठ", 9: "नऊ", 10: "दहा", 12: "बारा", 20: "वीस", 100: "शंभर", 1000: "हजार"},
	"ko": {1: "하나 한 첫", 2: "두 둘 두째", 3: "세 셋 석", 4: "네 넷 넉", 5: "다섯 오", 6: "여섯", 7: "일곱", 8: "여덟", 9: "아홉", 10: "열 십", 12: "열두", 20: "스무 스물 이십", 30: "서른", 40: "마흔", 50: "쉰 절반", 60: "예순", 100: "백", 1000: "천"},
	"ja": {1: "一 ひと", 2: "二 ふた 両", 3: "三 みっつ", 10: "十", 50: "半", 100: "百"}, "vi": {1: "một nhất đầu", 2: "hai nhì đôi", 3: "ba", 4: "bốn tư", 5: "năm lăm", 10: "mười chục", 12: "tá", 100: "trăm", 1000: "nghìn ngàn"},
	"th": {2: "คู่ ทั้งสอง", 12: "โหล", 50: "ครึ่ง", 100: "ร้อย", 1000: "พัน"}, "id": {1: "satu pertama se", 2: "kedua dua", 10: "sepuluh dasawarsa", 12: "selusin lusin", 50: "setengah", 100: "seratus", 1000: "seribu"},
}
