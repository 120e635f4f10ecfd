package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// localized are abbreviations that languages have their own forms of, or spell out, or write as a word: OTAN, ONU, SIDA,
// УЕФА, "die Vereinten Nationen". That one is not there says nothing.
var localized = wordSet(`UN UNO US USA UK EU EEC EC UAE NATO WHO IMF WTO ILO OECD OPEC OSCE IAEA ICC ICJ ECB ECHR EP MEP MEPs GDP GNP VAT NGO NGOs CEO CFO CTO PM MP MPs AIDS HIV DNA RNA GMO GMOs TV PC PCs AI IT ID OK AM PM
AD BC BCE CE UTC GMT EST PST CET ISS USSR GDR DPRK PRC DRC CIS IOC UNHCR UNHRC UNEP UNDP UNGA IPCC WFP FAO WMO WIPO EFTA CIA ESA KGB NHS PLO IRA ETA UFO UFOs ATM CV PR HR
SMS PIN URL FAQ DIY VIP BBQ CD DVD LED MRI CT ICU ER UV IR CO SARS TB STD PTSD ADHD IQ USD EUR GBP CHF RUB JPY SDG SDGs MDG MDGs CSR SME SMEs PPP GNI R&D Q&A RSVP ASAP PS II III IV VI VII VIII IX XI XII XX XXI CEDAW UDHR
FDA CDC DOJ DHS HHS EPA SEC FCC FTC NYPD LAPD NRA IRS ICE NSA DOD DEA ATF TSA NTSB FAA GOP DNC RNC NLRB BLM MTA NCAA ACLU FEMA HUD USDA USAID DSLR CRT TFT LCD OS HQ VP DA DIN TA BS MS MA BA PhD MBA DC LA NY NYC SF CA TX FL
MIME HTTP HTTPS FTP VPN FIFO CPU RAM ROM GUI USB PDF XML HTML CSS ATV SUV EV RV DJ MC CCTV HDTV R&B NBA NFL MLB NHL MLS PGA ATP WTA F1 MVP GOAT CV RAF RSPCA MOD DUP SNP UKIP HMRC GCSE BAFTA ITV IVF BMI CPR ECG EEG PMS STI STIs UTI NSAID ARDS ME MERS EIA KYC IPO IPOs ETF ROI KPI B2B SUVs EVs
SOS POW ICRC MSF IS ISIS ISIL PKK MDR LGBT LGBTQ LGBTI EEA ASEAN AU OAS IDB WB ADB AIIB BRICS OIC IFRC UNRWA UNODC UNFPA`)

// emphatic are words that English sets in capitals for emphasis.
var emphatic = wordSet(`not no all and or the must may do does never always only any now new free off on in to be is are warning note notice attention danger important caution error stop yes open
closed read me you we us for of this that here home help end from with your our very more less most one two best first last both each every your please thank love war hope peace end stop act join
vote sign see red blue green black white`)

// acronyms are the abbreviations in capitals of a text: two to six letters, perhaps with digits. In a text that is set in
// capitals there are none.
func acronyms(s *side) []string {
	var all []string
	capitals, letters := 0, 0
	for _, w := range s.words {
		if !strings.ContainsFunc(w.text, unicode.IsLetter) {
			continue
		}
		letters++
		if n := upperLetters(w.text); n >= 2 && n == len(w.text)-digitCount(w.text) {
			capitals++
			if n <= 6 && !emphatic[w.lower] && romanValue(w.text) == 0 && !slices.Contains(all, w.text) {
				all = append(all, w.text)
			}
		}
	}
	if capitals*2 > letters && letters > 1 {
		return nil
	}
	return all
}

func upperLetters(w string) int {
	n := 0
	for _, r := range w {
		if r >= 'A' && r <= 'Z' {
			n++
		}
	}
	return n
}

func digitCount(w string) int {
	n := 0
	for _, r := range w {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

// has tells whether a side has an acronym, as a word or as the beginning of one that an ending follows.
func has(s *side, acronym string) bool {
	return strings.Contains(s.prose, acronym) || strings.Contains(s.lower, strings.ToLower(acronym))
}

// lostAcronyms finds abbreviations that the target neither keeps nor has another one for. Where a script has no capitals,
// it takes evidence that the language keeps this one: brackets, or other texts.
func lostAcronyms(p *pair) string {
	all := acronyms(p.source)
	if len(all) == 0 || len(p.source.words) == 1 {
		return "" // an abbreviation alone may be written out
	}
	others := foreignAcronyms(p)
	for _, a := range all {
		if near := slices.IndexFunc(others, func(b string) bool { return swappedLetters(a, b) }); near >= 0 {
			return "the abbreviation " + quote(a) + " has become " + quote(others[near])
		}
		if has(p.target, a) || localized[a] && (p.usage.kept[a] < 2 || !p.usage.keeps(a)) {
			continue
		}
		if len(p.Target) == 0 {
			return ""
		}
		if near := slices.IndexFunc(others, func(b string) bool { return slip(a, b) }); near >= 0 && p.usage.keeps(a) {
			return "the abbreviation " + quote(a) + " has become " + quote(others[near])
		}
		if len(others) > 0 {
			continue
		}
		bracketed := strings.Contains(p.source.prose, "("+a+")")
		if bracketed && !strings.ContainsAny(p.target.prose, "(（") || p.usage.seen[a] > 1 && p.usage.keeps(a) || p.Language.Script() == "Latn" && len(a) > 2 && p.usage.keeps(a) {
			return "the abbreviation " + quote(a) + " is gone"
		}
	}
	return ""
}

// swappedLetters tells whether b is a with two neighbours changed round. Languages put the letters of an abbreviation into another
// order, too, but two neighbours alone only in ICJ, which is CIJ in the languages of Latin.
func swappedLetters(a, b string) bool {
	return len(a) == len(b) && a != "ICJ" && slip(a, b) && sameLetters(a, b)
}

func sameLetters(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// keeps tells whether the language's texts keep an acronym, as far as more than one shows.
func (u *usage) keeps(a string) bool { return u.seen[a] < 2 || u.kept[a] >= u.seen[a]-1-u.seen[a]/20 }

// foreignAcronyms are words in capitals of the target that the source does not have: what stands for its abbreviations.
func foreignAcronyms(p *pair) []string {
	var all []string
	inSource := p.source.vocabulary()
	for _, w := range p.target.words {
		upper := 0
		for _, r := range w.text {
			if unicode.IsUpper(r) {
				upper++
			}
		}
		if upper >= 2 && !inSource[w.text] {
			all = append(all, w.text)
		}
	}
	return all
}

// slip tells whether b is a with two letters changed places, one changed, left out or too many.
func slip(a, b string) bool {
	if len(a) < 3 || a == b || utf8.RuneCountInString(b) != len(b) {
		return false
	}
	if len(a) == len(b) {
		var at []int
		for i := range len(a) {
			if a[i] != b[i] {
				at = append(at, i)
			}
		}
		return len(at) == 1 && len(a) > 3 || len(at) == 2 && at[1] == at[0]+1 && a[at[0]] == b[at[1]] && a[at[1]] == b[at[0]]
	}
	long, short := a, b
	if len(b) > len(a) {
		long, short = b, a
	}
	if len(long) != len(short)+1 || len(short) < 3 {
		return false
	}
	for i := range long {
		if long[:i]+long[i+1:] == short {
			return true
		}
	}
	return false
}

// keptNames finds names of the register, and words of a program's or firm's making (OpenStreetMap), that the target lacks.
func keptNames(p *pair) string {
	for _, n := range p.options.Names {
		if n != "" && containsName(p.Source, n) && !containsName(p.Target, n) {
			return "the name " + quote(n) + " is gone"
		}
	}
	for _, w := range p.source.words {
		if mixedCase(w.text) && p.Language.Script() == "Latn" && !hasName(p.target, w.text) {
			return "the name " + quote(w.text) + " is gone"
		}
	}
	for _, n := range properNames(p.source) {
		if p.usage.keptNames[n] >= 3 && p.usage.keptNames[n] == p.usage.seenNames[n]-1 && !hasName(p.target, n) {
			return "the name " + quote(n) + " is gone; other texts keep it"
		}
	}
	return ""
}

// properNames are the words of a source that are written with a capital in the middle of a sentence: each once.
func properNames(s *side) []string {
	var all []string
	for _, w := range s.words {
		first := after(w.text, 0)
		if first >= 'A' && first <= 'Z' && len(w.text) >= 5 && !functionWords[w.lower] && upperLetters(w.text) < len(w.text) && !slices.Contains(all, w.text) && !sentenceStart(s.prose, w.start) {
			all = append(all, w.text)
		}
	}
	return all
}

// hasName tells whether a target has a name, perhaps with another ending.
func hasName(s *side, name string) bool {
	stem := strings.ToLower(name)
	stem = stem[:max(min(len(stem), 4), len(stem)-2)]
	return strings.Contains(s.lower, stem)
}

// containsName looks for a name as whole words; an ending may follow it in the target's language.
func containsName(text, name string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		i += at
		if !unicode.IsLetter(before(text, i)) || !unicode.IsUpper(after(text, i)) {
			return true
		}
		at = i + len(name)
	}
}

// mixedCase tells whether a word has a capital behind a small letter, as names of products have, and no Mc or Mac.
func mixedCase(w string) bool {
	last := rune(0)
	for i, r := range w {
		if i > 3 && r >= 'A' && r <= 'Z' && unicode.IsLower(last) && len(w) > 5 {
			return true
		}
		last = r
	}
	return false
}
