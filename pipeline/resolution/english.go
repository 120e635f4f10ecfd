package resolution

import (
	"strings"
	"unicode"
)

// Which of two texts is English is what tells a gloss from a part of the name. The words below are those that names of
// organizations are made of; words that other languages write the same way ("organisation", "front", "national") are
// missing on purpose.
var (
	englishWords = wordSet(`of the and for with against from by our their its to at all without between into under over your my who we us
		party parties league workers worker working people peoples people's movement communist communists socialist socialists revolutionary revolutionaries democratic
		democracy marxist-leninist proletarian labor labour laborers labourers union unions trade federation confederation committee committees council councils association
		associations society societies organization organizations group groups network networks centre center centers institute foundation youth student students
		women women's woman men farmers farmer peasants peasant fishers fisher fishermen fishing fisherfolk miners teachers teacher nurses doctors lawyers engineers
		journalists writers artists readers friends friend keepers keeper guardians guardian defenders defender protectors society's citizens citizen villagers residents neighbours neighbors families parents mothers children's children
		solidarity struggle fight freedom liberation independence unity united union's alliance coalition assembly congress forum initiative campaign action's resistance
		progress progressive people’s peace justice equality rights right human civil environmental ecological ecology nature conservation protection preservation defence defense
		river rivers water waters lake lakes sea seas ocean oceans coast coastal forest forests mountain mountains valley valleys island islands land lands earth soil wetland wetlands marsh delta basin stream streams
		library libraries book books school schools university universities college education educational learning culture cultural arts art science sciences scientific research
		health medical hospital care community communities commons public private local regional national-democratic international's world worldwide global
		new old young free red green black white blue dawn star morning sun rising voice voices wedge flag banner spark light fire torch way path road bridge bridges house home
		north south east west northern southern eastern western central african asian european american arab latin indian german french italian spanish portuguese
		dutch greek turkish kurdish persian iranian russian ukrainian belarusian polish czech slovak hungarian romanian bulgarian serbian croatian slovenian bosnian albanian macedonian
		swiss austrian belgian danish swedish norwegian finnish icelandic irish scottish welsh english british canadian mexican brazilian argentine argentinian chilean peruvian
		colombian venezuelan bolivian ecuadorian uruguayan paraguayan cuban haitian dominican caribbean moroccan algerian tunisian libyan egyptian sudanese ethiopian eritrean kenyan ugandan tanzanian
		nigerian ghanaian senegalese ivorian togolese cameroonian congolese angolan mozambican zimbabwean zambian namibian pakistani afghan bangladeshi nepalese nepali
		chinese japanese korean vietnamese thai burmese cambodian laotian malaysian indonesian philippine filipino australian zealand israeli palestinian lebanese syrian iraqi jordanian yemeni saudi georgian armenian
		republican patriotic popular plain common general independent independents militant militants radical combat popular's proletariat masses mass class power victory future change course hope life living
		rank file building builders building-up reconstruction reorganization reorganized platform line unification unified front's society provisional preparatory coordination-committee
		bloc council's section branch chapter body board office bureau agency service services department ministry fund trust club circle team crew collective cooperative cooperatives commune settlement
		domestic household sex street market home-based transport railway railways dock dockers seafarers sailors metal metalworkers textile garment steel oil gas energy electricity mining construction food agricultural agriculture rural urban
		volunteers volunteer activists activist fighters veterans pensioners retired unemployed disabled migrants migrant refugees refugee indigenous native natives tribal tribes minority minorities
		anti-imperialist anti-fascist anti-war anti-nuclear anti-colonial anti-racist feminist feminists secular christian muslim jewish hindu buddhist catholic islamic
		memory heritage history museum archive archives music theatre theater film press news paper newspaper magazine radio television
		bird birds fish animals animal wildlife garden gardens gardeners seed seeds tree trees plant plants flower flowers bread salt stone stones gold silver iron coal
		first second third fourth fifth great greater big small little long live high low open clear clean safe good better true real other own
		watch circle rescue relief aid help support development planning policy studies study training work works job jobs wages bank housing tenants landless homeless poor
		city town village villages district province provincial county state states republic kingdom nation nations country countries continent
		boat boats boatmen ferry ferrymen shipping ships harbour harbor port ports bay gulf spring springs well wells rain flood floods dam dams
		sisters brothers brotherhood sisterhood comrades daughters sons workers' peoples' women’s workers’ peoples’ students’ farmers’ fishermen's tomorrow today wind winds whale salmon otter heron crane eagle lion tiger bear wolf horse
		readers' authors publishers translators printers librarians archivists scholars thinkers poets painters players singers dancers`)
	foreignWords = wordSet(`de du des le les el los las del der die das dem den und für fur di della delle degli dei dello e y et en het van een og och i z na da do dos em para por per pour von zur zum
		ve için ile al au aux un une uno una il lo gli ja un og av af til mot med som ed al-  a o os as com con contra sobre entre sur sous avec ohne gegen sans senza zonder utan uden bez för från
		partido parti partei partito partij partija partia partiya partidul kommunistische communiste comunista komunisticka komunistička kommunistiska kommunistische komunistyczna
		socialista socialiste sozialistische popular populaire volks union-de gruppe gruppo grupo groupe bund verein liga ligue lega movimiento mouvement movimento bewegung beweging
		trabajadores travailleurs arbeiter lavoratori trabalhadores arbetare işçi organización organizacion organizzazione organização organisatie revolucionario révolutionnaire revolutionäre rivoluzionario`)
)

// english says how English a text looks: above 0 probably, below 0 probably not, 0 nobody knows.
func english(text string) int {
	const (
		word    = 3
		foreign = 4
		script  = 8
	)
	score := 0
	for w := range strings.FieldsFuncSeq(text, endsWord) {
		lower := strings.Trim(strings.ToLower(w), "-'’‘.") // "ver.di" is one word
		switch {
		case lower == "":
		case !isLatin(lower):
			score -= script
		case foreignWords[lower] && englishWords[lower]: // "popular"
		case foreignWords[lower]:
			score -= foreign
		case englishWords[lower] || strings.Contains(lower, "-") && hyphenated(lower):
			score += word
		default:
			score += ending(lower)
		}
	}
	return score
}

func endsWord(c rune) bool {
	if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
		return false
	}
	return unicode.IsSpace(c) || strings.ContainsRune("()[]（）“”„\"«»‹›,;:/–—!?", c)
}

func hyphenated(lower string) bool {
	for part := range strings.FieldsFuncSeq(lower, func(c rune) bool { return c == '-' }) {
		if !englishWords[part] && ending(part) <= 0 {
			return false
		}
	}
	return true
}

// englishEndings are endings that English has, and its neighbours hardly.
var englishEndings = []string{"ness", "ship", "ships", "ing", "ings", "ight", "ought", "ers'", "ers’", "hood", "less", "ful", "ation", "ations", "tion", "tions",
	"ists", "ist", "ians", "ian", "ity", "ities", "wide", "ward", "ment", "ments", "ology", "graphy", "ese", "ish", "ery", "ary", "ory", "ies", "ous", "ive", "ives"}

// ending judges a word that no list has, by its letters and its ending: 2 to -3.
func ending(lower string) int {
	for _, c := range lower {
		if c >= 0x80 && c != '’' {
			return -3
		}
	}
	for _, e := range englishEndings {
		if len(lower) > len(e)+2 && strings.HasSuffix(lower, e) {
			if e == "tion" || e == "ation" || e == "ment" || e == "ist" || e == "ations" || e == "tions" || e == "ments" {
				return 0 // French and others have it, too
			}
			return 1
		}
	}
	if last := lower[len(lower)-1]; (last == 'a' || last == 'o' || last == 'i' || last == 'u') && len(lower) > 4 {
		return -1
	}
	for _, cluster := range []string{"sch", "cz", "sz", "tsch", "aux", "ij", "iy", "lj", "nj", "zh", "kh", "ñ", "eau", "oeu"} {
		if strings.Contains(lower, cluster) {
			return -1
		}
	}
	return 0
}
