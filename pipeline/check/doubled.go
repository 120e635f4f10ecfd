package check

import (
	"slices"
	"strings"
	"unicode"

	"publish/pipeline/segment"
)

// repeatable are words that may stand twice in a row in a language, because two of its words are written alike ("nous nous
// souvenons", "die Tiere, die die Federation zählt") or because the repetition is a phrase ("lento lento").
var repeatable = map[string]string{
	"fr": "nous vous en", "de": "die der das den dem sie ihr ihnen denen dessen deren wir mal nach immer", "nl": "het in op aan af uit mee door over om hebben zijn die dat zij ze is was er haar u je heel een", "sv": "det den de som är på var så om i av till mycket långt",
	"da": "det den de som der på i om med hen", "nb": "det den de som er på i om så", "nn": "det den dei som er på i om", "en": "that had is", "it": "si via piano quasi quando via appena poco man mano così lento pian tutto se ci li le la", "es": "se luego casi poco muy", "pt": "se quase logo muito",
	"ca": "es se", "gl": "se", "ro": "că se încet rând pas abia", "el": "το τα τη την της τον του των τους τις οι μας σας σιγά λίγο πολύ πρώτα πρώτα μόλις μια μία ένα ένας που κάτω", "hu": "az ez egy sok", "fi": "se ne sen hän hei", "et": "see", "ru": "что так еле чуть вот как да ну очень долго много едва был", "uk": "що так ледь вже ось як дуже довго", "be": "што", "pl": "że tak się",
	"cs": "se si že už to", "sk": "sa si že už to", "sl": "se si da to", "hr": "se je da to", "sr": "се је да то se je da to", "bg": "се че така още", "mk": "се",
	"he": "לאט אט זה זו כן אחד אחת מעט שניים רבים לבד צעד פה שם יום הרבה מאוד", "ar": "شيئا شيئاً رويدا رويداً كل جدا جداً واحدا واحداً خطوة يوما يوماً سنة بعد", "fa": "کم یک دو هزار ده تک گاه گام دانه رفته پاره بسیار خیلی آرام", "lt": "tai", "lv": "tas", "sq": "të e i dalë", "eu": "ez bat bi banan", "ga": "an a", "cy": "yn y", "hy": "շատ մեկ",
	// Languages that repeat words for "each", "slowly", "more and more": those that they repeat.
	"tr": `hemen sık zaman seve tek tekrar yavaş döne güle damla ayrı çok koşa bol büyük küçük uzun ağır adım yer sıra kat gün tane derin ince teker birer ikişer üçer kara usul sessiz çeşit parça bölüm akın an ev köy
		sokak kapı dalga avuç grup tatlı acı boş güzel iyi sabah akşam kısım yudum satır sayfa sınıf demet renk baka bile bata doya göre kıyı köşe mahalle memleket mırıl fısıl pırıl ışıl şıkır kıpır gürül harıl horul
		kocaman minik ufak sıkı sıcak soğuk uslu diri`,
	"hi": `अलग समय कभी धीरे बार साथ जगह अपने अपनी अपना तरह भिन्न छोटे छोटी छोटा बड़े बड़ी घर दिन लोग कुछ कौन क्या जो जहाँ जहां कहीं कहाँ एक दो तीन चार पाँच पांच दस सौ हज़ार हर रोज़ गाँव गांव पास पीछे आगे ऊपर नीचे नए नई नया पुराने
		ठीक सही सच अच्छे अच्छी गरम गर्म ताज़ा मीठे लाल हरे काले बैठे पल क्षण घंटे वर्ष साल बूंद बूँद टुकड़े शब्द बात जैसे ज्यों तब जब वैसे थोड़ा थोड़ी थोड़े बहुत किसी किस कोई चुप राम हाँ नहीं बस वाह जल्दी`,
	"bn": `কেউ কি কোন কোনো কখনও কখনো ধীরে বার বারে দিন দিনে ঘরে ছোট বড় অনেক নতুন নানা ভিন্ন আলাদা সময় মাঝে সঙ্গে সাথে পরে একটু একে এক দুই দলে হাজার শত লক্ষ কোটি রকম যে যা যার যারা যখন তখন তার কে কার আস্তে জোরে ঠিক ফোঁটা ঘেউ
		গরম লাল সুন্দর পাশে পায়ে পথে হাতে জায়গায় দেশে ভালো দূরে কাছে আগে পিছে বছর যুগে মুখে টুকরো জন`,
	"ko": "그 이 저 한 각 딱 몇 일 하나 조금 서로 구석 점점 차근 오래 멀리 아주 매우 빨리 또 더 잘 꼭 하루 한발 한걸음 두고 쑥쑥 천천히", "id": "masing kadang benar sama tiba satu hati", "ms": "masing kadang benar sama tiba satu hati",
}

// doubling are languages in which any word may be repeated for "each", "slowly", "more and more": of theirs only words that
// are never repeated are looked at.
var doubling = map[string]string{
	"az": "və bu üçün ilə olan ki", "ur": "اور کے کا کی ہے ہیں میں سے کو نے پر یہ کہ لیے تھا", "pa": "ਅਤੇ ਦੇ ਦਾ ਦੀ ਹੈ ਵਿੱਚ ਨੂੰ ਨੇ ਤੇ ਲਈ",
	"mr": "आणि आहे या हे व च्या ची चा किंवा", "gu": "અને છે આ ના ની નો માં", "ne": "र को का मा छ यो", "ta": "மற்றும் இந்த ஒரு", "te": "మరియు ఈ ఒక", "kn": "ಮತ್ತು ಈ ಒಂದು", "ml": "ഈ ഒരു", "jv": "lan ing sing", "fil": "ang ng sa mga na at", "vi": "và của các những là được cho trong với có để này không đã sẽ về tại một bị bởi vào ra như khi nếu thì mà cũng đang phải nên hoặc theo đến trên dưới giữa qua rằng tôi chúng bạn họ nó tháng giờ phút cuộc sự loại vậy gì ai hơn nhất rất quá vẫn chỉ cùng chưa làm thấy nói", "km": "និង នៃ", "sw": "na ya wa kwa ni katika la za", "kk": "және бұл үшін", "uz": "va bu uchun bilan", "ky": "жана бул", "tk": "we bu", "eo": "kaj la",
	"zu": "futhi", "xh": "kwaye", "am": "እና ነው", "si": "සහ", "my": "", "th": "", "lo": "", "ja": "", "zh": "",
}

// joinedDoubles are what is never there twice in a row in texts without blanks.
var joinedDoubles = map[string]string{"ja": "をを ことこと するする ためため ましたました ですです からから", "zh": "我们我们 他们他们 以及以及 我們我們 他們他們 这个这个 因为因为", "th": "และและ ของของ เป็นเป็น ได้ได้ ให้ให้ จากจาก ความความ การการ โดยโดย หรือหรือ ไม่ไม่ จะจะ ในใน ว่าว่า มีมี"}

// doubledWords finds a word that is there twice in a row, and is not so in the source.
func doubledWords(p *pair) string {
	if spaceless(p.Language) {
		return joinedDoubled(p)
	}
	never, doubles := doubling[base(p.Language)]
	allowed := strings.Fields(repeatable[base(p.Language)])
	inSource := doubledIn(p.source)
	for i := 1; i < len(p.target.words); i++ {
		w := p.target.words[i]
		if !again(p.target, i) || interjection(p.target, i) || beginsName(p.target, i) || slices.Contains(allowed, w.lower) && !bothRaised(p.target, i) && !(base(p.Language) == "de" && unrelated(p.target, i)) || repeats(base(p.Language), w.lower) || slices.Contains(inSource, w.lower) || len(inSource) > 0 && doubles {
			continue
		}
		if doubles && !slices.Contains(strings.Fields(never), w.lower) {
			if !longAndRare(p, i) {
				continue
			}
		}
		return "a word is there twice: " + quote(p.target.prose[p.target.words[i-1].start:w.end])
	}
	if what := phraseTwice(p); what != "" {
		return what
	}
	return sentenceTwice(p)
}

// repeats tells whether a language repeats verbs of such an ending: converbs and aorists of Turkish, participles of Hindi, Bengali.
func repeats(tag, w string) bool {
	var endings string
	switch tag {
	case "tr":
		endings = "a e er ar ır ir ur ür ıl il"
	case "hi":
		endings = "ते कर ता ती"
	case "bn":
		endings = "তে"
	}
	if tag == "tr" && (strings.HasSuffix(w, "ler") || strings.HasSuffix(w, "lar")) {
		return false // plurals
	}
	return len([]rune(w)) > 2 && !slices.Contains(strings.Fields("daha kadar bir diye eğer için"), w) && slices.ContainsFunc(strings.Fields(endings), func(e string) bool { return strings.HasSuffix(w, e) })
}

// unrelated tells whether an article of German and its repetition stand where no clause can begin: "…, die die Umwelt schützen" has a
// comma or a conjunction within three words before.
func unrelated(s *side, i int) bool {
	if at := s.words[i-1]; !slices.Contains(strings.Fields("der die das den dem denen deren dessen"), at.lower) || sentenceStart(s.prose, at.start) {
		return false
	}
	from := max(0, i-4)
	for _, w := range s.words[from : i-1] {
		if slices.Contains(strings.Fields("und oder sowie als wie aber dass daß ob wenn weil sondern denn bzw"), w.lower) {
			return false
		}
	}
	return !strings.ContainsAny(s.prose[s.words[from].start:s.words[i-1].start], ",;:(–—-.!?\"„“«»…")
}

// longAndRare tells whether a repeated word of a language that repeats words is too long for that.
func longAndRare(p *pair, i int) bool {
	switch base(p.Language) {
	case "ur", "mr", "pa", "gu", "ne", "ta", "te", "kn", "ml":
		return len([]rune(p.target.words[i].text)) >= 9
	case "az", "kk", "uz", "ky":
		w := p.target.words[i].lower
		return len([]rune(w)) >= 7 && !strings.HasSuffix(w, "er") && !strings.HasSuffix(w, "ar") && !strings.HasSuffix(w, "a") && !strings.HasSuffix(w, "e")
	}
	return false
}

// bothRaised tells whether a word and its repetition both begin with a capital though they are no names: "Nous Nous avons".
func bothRaised(s *side, i int) bool {
	a, b := s.words[i-1], s.words[i]
	return unicode.IsUpper(after(a.text, 0)) && unicode.IsUpper(after(b.text, 0)) && !sentenceStart(s.prose, b.start) && sentenceStart(s.prose, a.start) && len(b.text) > 1 && base(s.language) != "de"
}

// loans are phrases of other languages whose first word may follow its equal: "de de facto leider".
var loans = wordSet("facto jure novo luxe gaulle klerk la las los janeiro niro vitro vivo situ absentia priori posteriori se capita hoc")

// beginsName tells whether the repetition begins a name or a loan phrase: "el El Salvador", "de de facto leider".
func beginsName(s *side, i int) bool {
	if i+1 >= len(s.words) {
		return false
	}
	a, b, next := s.words[i-1], s.words[i], s.words[i+1]
	raised := func(w word) bool { return unicode.IsUpper(after(w.text, 0)) }
	return loans[next.lower] || !raised(a) && raised(b) && raised(next)
}

// again tells whether a word is the one before it once more, with a blank between; numbers and letters alone are no words.
func again(s *side, i int) bool {
	a, b := s.words[i-1], s.words[i]
	gap := s.prose[a.end:b.start]
	if a.lower != b.lower || !strings.ContainsFunc(a.text, unicode.IsLetter) || strings.TrimFunc(gap, unicode.IsSpace) != "" {
		return false
	}
	return !joiner(before(s.prose, a.start)) && !joiner(after(s.prose, b.end)) && (len([]rune(a.text)) > 1 || a.text != strings.ToUpper(a.text) || a.text == strings.ToLower(a.text))
}

// joiner are marks that make a longer word of two, in which a part may be repeated.
func joiner(r rune) bool {
	return r == '-' || r == '\'' || r == '’' || r == '‑' || r == '־' || r == '/' || r == '·' || r == '_'
}

func doubledIn(s *side) []string {
	var all []string
	for i := 1; i < len(s.words); i++ {
		if s.words[i].lower == s.words[i-1].lower {
			all = append(all, s.words[i].lower)
		}
	}
	return all
}

// phraseTwice finds two to six words that are repeated at once, as a slip of pasting does.
func phraseTwice(p *pair) string {
	at, n := repeatedPhrase(p.target)
	if n == 0 {
		return ""
	}
	if _, m := repeatedPhrase(p.source); m > 0 {
		return ""
	}
	w := p.target.words
	return "words are there twice: " + quote(p.target.prose[w[at].start:w[at+n-1].end])
}

// leastRepeated is the fewest letters of a sentence that no text has twice by chance.
const leastRepeated = 12

// sentenceTwice finds a sentence that stands there once more right behind itself, or a text that is there twice.
func sentenceTwice(p *pair) string {
	if twiceWhole(p.source) {
		return ""
	}
	all := segment.Sentences(p.target.prose, p.Language)
	least := leastRepeated * scriptRatio(p.Language.Script())
	for i := 1; i < len(all); i++ {
		a, b := p.target.prose[all[i-1].Start:all[i-1].End], p.target.prose[all[i].Start:all[i].End]
		if letters(a) >= least && fold(a) == fold(b) && !sentenceAgain(p.source) {
			return "a sentence is there twice: " + quote(strings.TrimSpace(b))
		}
	}
	if twiceWhole(p.target) && letters(p.target.prose) >= 2*least {
		return "the text is there twice"
	}
	return ""
}

func sentenceAgain(s *side) bool {
	all := segment.Sentences(s.prose, s.language)
	for i := 1; i < len(all); i++ {
		if fold(s.prose[all[i-1].Start:all[i-1].End]) == fold(s.prose[all[i].Start:all[i].End]) {
			return true
		}
	}
	return false
}

// twiceWhole tells whether a text consists of one piece twice.
func twiceWhole(s *side) bool {
	squeezed := []rune(strings.Join(strings.Fields(s.prose), ""))
	n := len(squeezed) / 2
	return n >= 4 && len(squeezed)%2 == 0 && slices.Equal(squeezed[:n], squeezed[n:])
}

func repeatedPhrase(s *side) (at, n int) {
	w := s.words
	for n := 2; n <= 6; n++ {
	next:
		for i := 0; i+2*n <= len(w); i++ {
			for k := range n {
				if w[i+k].lower != w[i+n+k].lower {
					continue next
				}
			}
			piece := s.prose[w[i].start:w[i+2*n-1].end]
			if !strings.ContainsAny(piece, ",;:.!?—–-…\"«»“”()،。、，") && len([]rune(s.prose[w[i].start:w[i+n-1].end])) >= 7 && distinct(w[i:i+n]) && strings.ContainsFunc(piece, unicode.IsLetter) && !strings.ContainsFunc(piece, isDigit) {
				return i, n
			}
		}
	}
	return 0, 0
}

func distinct(w []word) bool {
	for _, x := range w[1:] {
		if x.lower != w[0].lower {
			return true
		}
	}
	return false
}

// joinedDoubled looks at texts without blanks: at what is never there twice, and at longer pieces that are repeated at once.
func joinedDoubled(p *pair) string {
	for _, d := range strings.Fields(joinedDoubles[base(p.Language)]) {
		if strings.Contains(p.target.prose, d) {
			return "a word is there twice: " + quote(d)
		}
	}
	if len(doubledIn(p.source)) > 0 {
		return ""
	}
	if piece := repeatedPiece([]rune(p.target.prose), p.Language.Script()); piece != "" {
		return "a word is there twice: " + quote(piece)
	}
	for i := 1; i < len(p.target.words); i++ {
		if again(p.target, i) && len([]rune(p.target.words[i].text)) > 8 {
			return "a word is there twice: " + quote(p.target.words[i].text)
		}
	}
	return sentenceTwice(p)
}

// repeatedPiece finds three to twelve characters that are repeated at once (two of Han); Thai and the like need more.
func repeatedPiece(text []rune, script string) string {
	least := 7
	han := script == "Hans" || script == "Hant" || script == "Jpan"
	if han {
		least = 3
	}
	for n := least; n <= 12; n++ {
		for i := 0; i+2*n <= len(text); i++ {
			if !slices.Equal(text[i:i+n], text[i+n:i+2*n]) || slices.ContainsFunc(text[i:i+n], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) || r < 0x500 }) {
				continue
			}
			if unicode.IsMark(text[i]) || han && !slices.ContainsFunc(text[i:i+n], func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				continue
			}
			if piece := string(text[i : i+n]); distinctRunes(text[i:i+n]) && !strings.Contains("何度も何度も 何年も何年も 一つ一つ", piece) {
				return piece
			}
		}
	}
	return ""
}

func distinctRunes(text []rune) bool {
	return slices.ContainsFunc(text, func(r rune) bool { return r != text[0] })
}

// interjection tells whether a short word and its repetition stand for themselves: "Non non, …", "Ha ha!".
func interjection(s *side, i int) bool {
	a, b := s.words[i-1], s.words[i]
	return len([]rune(a.text)) <= 4 && strings.ContainsRune(",!،、…", after(s.prose, b.end)) && after(s.prose, b.end) != 0 && sentenceStart(s.prose, a.start)
}
