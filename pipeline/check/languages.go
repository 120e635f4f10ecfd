package check

import (
	"maps"
	"slices"

	"publish/pipeline/language"
)

// foreignLetters are letters that neighbours of a language have and that it has not.
var foreignLetters = map[string]string{
	"ru": "іїєґўІЇЄҐЎђћјљњџ", "uk": "ыэъёЫЭЪЁўЎђћљњџ", "be": "иИщЩъЪїЇєЄ", "bg": "ыэёіїєЫЭЁІЇЄђћјљњџ", "sr": "ыэёщъьйюяіїєЫЭЁЩЪЬЙЮЯІЇЄ", "mk": "ыэёщъьйюяіїєђћЫЭЁЩЪЬЙЮЯІЇЄ",
}

// frequent are words that are among the most frequent of a language's. Those of one that are also those of another tell
// nothing, and are not counted.
var frequent = map[string]map[string]bool{
	"en": wordSet("the of and to in is that for with was are this from have not be by at which they were their has you it"),
	"fr": wordSet("le la les de des du et à en un une est que qui dans pour pas sur au aux avec il elle ce cette sont par plus nous vous ne se son sa ses leur"),
	"es": wordSet("el la los las de del y a en un una es que por para con no se su sus al lo como más pero este esta son ha o fue"),
	"pt": wordSet("o a os as de do da dos das e em um uma é que por para com não se seu sua ao à no na nos nas mais como são foi ou pelo pela"),
	"it": wordSet("il lo la i gli le di del della dei delle e a in un una è che per con non si suo sua al alla come più sono ha o da dal dalla nel nella questo questa"),
	"de": wordSet("der die das den dem des und in zu ein eine einer einem einen ist nicht mit von für auf sich im sie es auch wird werden an als aus bei sind oder nach wir zum zur"),
	"nl": wordSet("de het een en van in is dat die te voor op met niet zijn aan er om bij ook door als wordt worden of naar uit deze dit hebben heeft tot over"),
	"sv": wordSet("och att det i en som är på för av med den till inte om har de ett var från eller vi kan ska detta men sig så"),
	"da": wordSet("og at det i en som er på for af med den til ikke om har de et var fra eller vi kan skal dette men sig så"),
	"nb": wordSet("og at det i en som er på for av med den til ikke om har de et var fra eller vi kan skal dette men seg så"),
	"fi": wordSet("ja on ei että se oli hän ovat joka mutta kun niin tai myös ovat olla kuin jotka sen tämä voi"),
	"et": wordSet("ja on ei et see oli ta kes aga kui või ka oma mis mida selle olema"),
	"pl": wordSet("i w na z do się nie że jest to o jak za po dla od przez oraz są który które której lub przy jego ich być tym"),
	"cs": wordSet("a v na se je že s z do o i pro by ale jako za po od které který která jsou nebo při jeho být má k"),
	"sk": wordSet("a v na sa je že s z do o i pre by ale ako za po od ktoré ktorý ktorá sú alebo pri jeho byť má k"),
	"hr": wordSet("i u na se je da su s iz za o od kao ili koji koja koje ne što nije biti po te njegov"),
	"sl": wordSet("in v na se je da so z iz za o od kot ali ki ne kar ni biti po ter ima pri"),
	"hu": wordSet("a az és hogy nem is egy van ez meg de volt csak mint vagy már még minden azt kell el ki"),
	"ro": wordSet("și de la în a cu pe nu că un o este din se pentru care mai sau sunt al ale prin fi ce lui"),
	"tr": wordSet("ve bir bu için ile de da olarak olan daha çok en gibi kadar her ne o veya değil olduğu"),
	"vi": wordSet("và của là các có được cho trong không một những với người này đã để khi từ về tại"),
	"id": wordSet("dan yang di untuk dengan pada ini itu dari dalam tidak adalah akan oleh atau ke juga karena sebagai setiap"),
	"ca": wordSet("el la els les de del i a en un una és que per amb no es seu seva al als com més però aquest aquesta són o dels"),
	"ru": wordSet("и в не на что с как это по но из за для к от его их все был или она они мы быть при также"),
	"uk": wordSet("і та в у не на що з як це по але із за для до від його їх всі був або вона вони ми бути при також є"),
	"bg": wordSet("и в не на че с как това по но от за да се са е който която или при също към"),
	"sr": wordSet("и у не на да се је су са из за о од као или који која које што није"),
	"ar": wordSet("في من على إلى أن التي الذي هذا هذه عن مع لا ما أو كان بين كل قد بعد"),
	"fa": wordSet("در از به که این را با است برای آن یک می خود تا بر هم نیز شد است"),
	"ur": wordSet("کے کی میں ہے اور سے کا کو نے پر یہ کہ ہیں بھی اس"),
	"hi": wordSet("के की में है और से का को ने पर यह कि हैं भी इस के लिए"),
	"mr": wordSet("आणि आहे या व च्या हे ते की मध्ये आहेत"),
}

// rivals are the languages that a target may turn out to be in, in a fixed order.
var rivals = slices.Sorted(maps.Keys(frequent))

// kin are languages so near to one another that their frequent words do not tell one from the other.
var kin = [][]string{{"da", "nb", "nn", "no", "sv"}, {"hr", "sr", "bs", "sl"}, {"cs", "sk"}, {"es", "gl", "pt", "ast", "ca"}, {"id", "ms"}, {"mr", "hi", "ne"}, {"bg", "mk"}, {"fa", "ur"}, {"ru", "be"}, {"uk", "be"}}

// related tells whether languages are kin, so that more than a few words are needed; Portuguese is told from Spanish by its own words.
func related(a, b string) bool {
	return slices.ContainsFunc(kin, func(k []string) bool { return slices.Contains(k, a) && slices.Contains(k, b) }) && !(a == "es" && b == "pt" || a == "pt" && b == "es")
}

func languageName(tag string) string { return language.MustParse(tag).Name() }
