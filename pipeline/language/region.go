package language

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Region is CLDR's name of an ISO 3166 region ("FR") in this language; false where CLDR has none in this very language. Hong
// Kong, Macao and Palestine have CLDR's short names, the others the usual ones ("Congo - Kinshasa").
func (l Language) Region(code string) (string, bool) {
	if len(code) != 2 || code[0] < 'A' || code[0] > 'Z' || code[1] < 'A' || code[1] > 'Z' {
		return "", false
	}
	name := l.habits().values[code]
	return name, name != ""
}

// MaxRegionName is the longest name in bytes that RegionCode looks up; the longest known one has 61.
const MaxRegionName = 120

// RegionCode is the ISO 3166 code of a country or territory by its English name, present ("Eswatini"), formal ("Republic of
// Korea") or former ("Swaziland", "Burma"), with or without "the", whatever its case, accents, hyphens and full stops. Parts
// of countries (England, Catalonia), states that are no more (Yugoslavia) and names that more than one country has (Congo,
// Korea) give false.
func RegionCode(name string) (string, bool) {
	if len(name) > MaxRegionName {
		return "", false
	}
	if left, right, ok := strings.Cut(name, "/"); ok { // "Turkey/Türkiye"
		one, known := RegionCode(left)
		other, _ := RegionCode(right)
		return one, known && one == other
	}
	key := regionKey(name)
	names := regionsByName()
	for key != "" {
		if code, ok := names[key]; ok {
			return code, code != ""
		}
		shorter, ok := withoutForm(key)
		if !ok {
			return "", false
		}
		key = shorter
	}
	return "", false
}

// regionsByName are the codes by key: CLDR's English names, their variants and namesOfRegions; "" for what is no one region.
var regionsByName = sync.OnceValue(func() map[string]string {
	codes := make(map[string]string, 700)
	for _, locale := range []string{"en", "=regions"} {
		for code, name := range table(locale) {
			if code, _, _ := strings.Cut(code, "-"); len(code) == 2 && unicode.IsUpper(rune(code[0])) {
				codes[regionKey(name)] = code
			}
		}
	}
	for line := range strings.Lines(namesOfRegions) {
		code, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		for name := range strings.SplitSeq(names, ";") {
			codes[regionKey(name)] = strings.TrimSuffix(code, "--")
		}
	}
	return codes
})

// regionKey is a name reduced to what tells it from others: lower case, no accents, no punctuation, no "the", "St" spelt out.
func regionKey(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ReplaceAll(name, "&", " and ")) {
		switch {
		case unicode.IsMark(r), r == '.', r == '\'', r == '’', r == '`', r == 'ʼ':
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	words := strings.Fields(b.String())
	kept := words[:0]
	for _, w := range words {
		switch w {
		case "the":
			continue
		case "st":
			w = "saint"
		case "ste":
			w = "sainte"
		}
		kept = append(kept, w)
	}
	return strings.Join(kept, " ")
}

// formsOfState are the words that stand before "of" in formal names: "Federative Republic of Brazil".
var formsOfState = " arab bolivarian commonwealth co operative cooperative democratic duchy emirate federal federation federative grand" +
	" hashemite independent islamic kingdom oriental peoples plurinational principality republic socialist sovereign state" +
	" sultanate union united "

// withoutForm drops the form of state before a name: "republic of india" is "india".
func withoutForm(key string) (string, bool) {
	form, name, ok := strings.Cut(key, " of ")
	if !ok {
		return "", false
	}
	for word := range strings.FieldsSeq(form) {
		if !strings.Contains(formsOfState, " "+word+" ") {
			return "", false
		}
	}
	return name, true
}

// namesOfRegions are names that CLDR's English does not have, one region a line; "--" is for names that are no one region,
// so that no form of state leads to a wrong one.
const namesOfRegions = `
AE UAE;U.A.E.;Emirates
AG Antigua
AU Commonwealth of Australia
BA Bosnia-Hercegovina;Bosnia and Hercegovina;Bosnia Herzegovina;Bosnia
BD Bangla Desh;East Pakistan
BF Upper Volta;Burkina
BJ Dahomey
BN Brunei Darussalam
BO Bolivia (Plurinational State of)
BS Bahamas
BW Bechuanaland
BY Byelorussia;Belorussia;White Russia
BZ British Honduras
CD Democratic Republic of the Congo;Democratic Republic of Congo;DR Congo;DRC;D.R. Congo;Congo-Kinshasa;Congo (Kinshasa);Congo, Democratic Republic of the;Congo, Dem. Rep.;Zaire;Zaïre;Belgian Congo;Congo-Zaire;Democratic Republic of the Congo (DRC);RD Congo
CF Ubangi-Shari;Central Africa
CG Republic of the Congo;Republic of Congo;Congo-Brazzaville;Congo (Brazzaville);Congo Republic;Congo, Republic of the;People's Republic of the Congo;Congo, Rep.
CH Swiss Confederation
CI Ivory Coast;Republic of Côte d'Ivoire;Cote d Ivoire
CM Cameroons;Cameroun
CN China (PRC);PR China;PRC;P.R. of China;People's Republic of China;Mainland China;China, People's Republic of
CV Cape Verde;Cabo Verde;Cape Verde Islands
CZ Czech Republic;Czechia;Czech Rep.
DE Federal Republic of Germany;FRG;BRD
DO Dominican Rep.
EG Arab Republic of Egypt
EH Spanish Sahara;Sahrawi Arab Democratic Republic;SADR
ES Kingdom of Spain;Spanish State
ET Abyssinia
FK Falkland Islands;Falklands;Malvinas;Islas Malvinas;Falkland Islands (Malvinas)
FM Federated States of Micronesia;Micronesia (Federated States of)
FR French Republic
GA Gabonese Republic
GB UK;U.K.;United Kingdom of Great Britain and Northern Ireland;United Kingdom (UK);Great Britain;Britain
GF Guyane
GH Gold Coast
GM Gambia;The Gambia
GN Guinea-Conakry;Guinea (Conakry)
GR Hellas;Hellenic Republic
GW Guinea Bissau;Portuguese Guinea
GY British Guiana;Co-operative Republic of Guyana
HK Hong Kong SAR;Hongkong;Hong Kong (China);Hong Kong, China
ID Dutch East Indies;Netherlands East Indies
IE Eire;Irish Republic;Republic of Ireland
IR Persia;Iran (Islamic Republic of);Iran, Islamic Republic of
IT Italian Republic
KG Kirghizia;Kirgizia;Kirghizstan;Kyrgyz Republic
KH Kampuchea;Khmer Republic
KI Gilbert Islands
KM Comoro Islands
KN Saint Kitts;Saint Christopher and Nevis
KP Democratic People's Republic of Korea;DPRK;DPR Korea;Korea, North;Korea (North);Korea, Democratic People's Republic of;Korea (Democratic People's Republic of);People's Republic of Korea
KR Republic of Korea;ROK;Korea, South;Korea (South);Korea, Republic of;Korea (Republic of);Corea del Sur
KZ Kazakstan
LA Lao People's Democratic Republic;Lao PDR;Lao
LB Lebanese Republic
LK Ceylon;Srilanka
LS Basutoland
LY Libyan Arab Jamahiriya;Libyan Jamahiriya
MD Moldavia;Republic of Moldova;Moldova (Republic of);Moldova, Republic of
MG Malagasy Republic
MK Macedonia;FYROM;FYR Macedonia;Former Yugoslav Republic of Macedonia;The former Yugoslav Republic of Macedonia;Macedonia (FYROM);Republic of Macedonia;Macedonia, Former Yugoslav Republic of;N. Macedonia
MM Burma;Myanmar;Burma (Myanmar);Burma/Myanmar;Birma
MN Outer Mongolia
MO Macau;Macao;Macao SAR;Macau SAR
MW Nyasaland
MX United Mexican States;Mexican United States
NA South West Africa;South-West Africa
NC Kanaky;Kanaky-New Caledonia
NL Holland;The Netherlands;Kingdom of the Netherlands;Netherland
NU Niue Island
NZ Aotearoa;Aotearoa/New Zealand;Aotearoa-New Zealand;New Zealand (Aotearoa)
PG Papua-New Guinea;PNG
PH Philippine Islands;Philipines;Phillipines
PS Palestine;State of Palestine;Palestinian Territory;Occupied Palestinian Territory;Occupied Palestinian Territories;Palestinian Authority;Palestine, State of
PT Portuguese Republic
RE Reunion Island;La Réunion
RU Russia;Russian Federation;Russian Fed.
RW Ruanda
SA KSA
SD Soudan;Republic of the Sudan
SK Slovak Republic;Slovakian Republic
SL Sierra-Leone
SN Sénégal
SR Dutch Guiana;Surinam
ST Sao Tome and Principe;São Tomé;Sao Tome
SV Salvador
SY Syrian Arab Republic
SZ Swaziland;Kingdom of Swaziland;eSwatini
TG Togolese Republic;Togoland
TH Siam
TJ Tadzhikistan;Tadjikistan
TL East Timor;Timor Leste;Democratic Republic of Timor-Leste
TM Turkmenia
TN Tunisie
TR Turkey;Turkiye;Republic of Türkiye
TT Trinidad
TV Ellice Islands
TW Taiwan, China;Chinese Taipei;Republic of China;Formosa;Taiwan (Republic of China);Taiwan, Province of China;China, Republic of;Taiwan ROC
TZ Tanganyika;United Republic of Tanzania;Tanzania, United Republic of
US USA;U.S.A.;U.S.;United States of America;United States of America (USA);United States (USA)
UY Eastern Republic of Uruguay
VA Holy See;Vatican;Vatican City State
VC Saint Vincent;Saint Vincent and Grenadines
VE Venezuela (Bolivarian Republic of);Venezuela, Bolivarian Republic of
VG British Virgin Islands;Virgin Islands (British)
VI US Virgin Islands;U.S. Virgin Islands;Virgin Islands (U.S.);United States Virgin Islands
VN Viet Nam;Viet-Nam;Vietnam, Socialist Republic of
VU New Hebrides
WS Western Samoa
YE Yemen Arab Republic;Republic of Yemen
ZA Azania;Republic of South Africa;RSA;South-Africa
ZM Northern Rhodesia
ZW Rhodesia;Southern Rhodesia
-- Congo;Korea;Virgin Islands;European Union;United Nations;Democratic Republic of Germany;Democratic Republic of Yemen;People's Democratic Republic of Yemen;Democratic Republic of Korea
`
