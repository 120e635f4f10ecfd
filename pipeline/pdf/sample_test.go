package pdf

import (
	"strings"
	"sync"
	"testing"

	"publish/pipeline/edition"
	"publish/pipeline/language"
	"publish/pipeline/layout"
	"publish/pipeline/resolution"
	"publish/pipeline/typeface"
)

// library is opened once for all tests: fonts are parsed lazily and are safe for concurrent use.
var library = sync.OnceValues(func() (*typeface.Library, error) { return typeface.Open(nil) })

// A sample is a short resolution of an invented federation in one language.
type sample struct {
	tag, title, dateline, heading, first, second, announce, quote, slogan, signed string
	items                                                                         []string
}

var samples = []sample{
	{"en", "Ten Years of the River Keepers", "Resolution of 14 March 2024", "What we have learned", `Ten years ago, keepers from eleven rivers met in a boathouse and agreed to write down, every week and by hand, how high the water stood. Nobody had asked them to. The first tables were kept in school exercise books; some of them are still in use, and the handwriting of three generations can be told apart in them. What began as a habit became a measurement, and what began as a measurement is now the longest unbroken record that several countries have.`,
		`A river does not know where a country ends. “Whoever measures alone,” as our founder used to say, “measures half a river” – the other half lies with the neighbours, in another language, on another scale. That is why the federation exists: it carries figures across borders before the flood arrives, and it does so even where governments do not speak to each other.`,
		"The federation therefore resolves:", "Water that nobody watches belongs to whoever takes it first.", "No dam without a gauge!", "Signatories (as of 12 March 2024):",
		[]string{"to keep every gauge that its members look after in working order, whatever it costs, and to publish the readings within one hour;", "to train two keepers for each station, so that illness or a journey leaves no gap in the tables;", "to call upon the authorities of all riparian states to accept readings by hand where instruments fail."}},
	{"fr", "Dix ans de veille sur nos rivières", "Résolution du 14 mars 2024", "Ce que nous avons appris", `Il y a dix ans, les gardiens de onze rivières se réunirent dans un hangar à bateaux et convinrent de noter chaque semaine, à la main, la hauteur de l’eau. Personne ne le leur avait demandé. Les premiers relevés furent tenus dans des cahiers d’écolier ; certains servent encore, et l’on y distingue l’écriture de trois générations.`,
		`Une rivière ignore où finit un pays. « Qui mesure seul, disait notre fondatrice, ne mesure que la moitié d’une rivière » : l’autre moitié se trouve chez le voisin, dans une autre langue, sur une autre échelle.`,
		"La fédération décide en conséquence :", "L’eau que personne ne surveille appartient au premier qui la prend.", "Pas de barrage sans échelle !", "Signataires (au 12 mars 2024) :",
		[]string{"de maintenir en état, à tout prix, chaque échelle confiée à ses membres ;", "de former deux gardiens par station, afin que ni maladie ni voyage ne laisse de lacune ;", "d’appeler les autorités de tous les États riverains à accepter les relevés faits à la main."}},
	{"ar", "عشر سنوات من حراسة الأنهار", "قرار 14 آذار 2024", "ما تعلّمناه", `قبل عشر سنوات اجتمع حرّاس أحد عشر نهراً في مرفأ صغير للقوارب واتفقوا على أن يدوّنوا كل أسبوع وبخط اليد ارتفاع الماء. لم يطلب منهم أحد ذلك. كُتبت الجداول الأولى في دفاتر مدرسية، وما زال بعضها مستعملاً حتى اليوم، ويمكن أن يميّز المرء فيها خطوط ثلاثة أجيال.`,
		`النهر لا يعرف أين ينتهي البلد. وقد كانت مؤسِّستنا تقول: «من يقيس وحده يقيس نصف نهر» (انظر تقرير IFRK لعام 2019، الصفحة 12). أما النصف الآخر فعند الجيران، بلغة أخرى وعلى مقياس آخر.`,
		"ولذلك يقرّر الاتحاد ما يلي:", "الماء الذي لا يراقبه أحد ملك لأول من يأخذه.", "لا سدّ بلا مقياس!", "الموقّعون (حتى 12 آذار 2024):",
		[]string{"أن يُبقي كل مقياس يرعاه أعضاؤه صالحاً للعمل مهما كلّف ذلك، وأن ينشر القراءات خلال ساعة واحدة؛", "أن يدرّب حارسين لكل محطة حتى لا يترك مرض أو سفر فجوة في الجداول؛", "أن يدعو سلطات الدول المتشاطئة إلى قبول القراءات اليدوية حيث تتعطل الأجهزة."}},
	{"he", "עשר שנים של שומרי הנהרות", "החלטה מיום 14 במרץ 2024", "מה למדנו", `לפני עשר שנים נפגשו שומרים של אחד־עשר נהרות בבית סירות והחליטו לרשום מדי שבוע, בכתב יד, את גובה המים. איש לא ביקש זאת מהם. הטבלאות הראשונות נרשמו במחברות של בית ספר, ואחדות מהן עדיין בשימוש.`,
		`נהר אינו יודע היכן נגמרת מדינה. „מי שמודד לבדו”, אמרה מייסדת הפדרציה (IFRK, 2014), „מודד חצי נהר”. החצי האחר נמצא אצל השכנים, בשפה אחרת.`,
		"לפיכך הפדרציה מחליטה:", "מים שאיש אינו שומר עליהם שייכים לראשון הלוקח.", "אין סכר בלי מד מים!", "חותמים (נכון ל־12 במרץ 2024):",
		[]string{"לשמור על כל מד מים שבאחריות חבריה במצב תקין;", "להכשיר שני שומרים לכל תחנה;", "לקרוא לרשויות לקבל מדידות ידניות."}},
	{"hi", "नदी रक्षकों के दस वर्ष", "14 मार्च 2024 का प्रस्ताव", "हमने क्या सीखा", `दस वर्ष पहले ग्यारह नदियों के रक्षक एक नौकाघर में मिले और उन्होंने तय किया कि वे हर सप्ताह, अपने हाथ से, पानी की ऊँचाई लिखेंगे। किसी ने उनसे ऐसा करने को नहीं कहा था। पहली तालिकाएँ विद्यालय की कापियों में रखी गईं; उनमें से कुछ आज भी काम में आती हैं, और उनमें तीन पीढ़ियों की लिखावट पहचानी जा सकती है।`,
		`नदी नहीं जानती कि देश कहाँ समाप्त होता है। हमारी संस्थापिका कहा करती थीं, “जो अकेला मापता है, वह आधी नदी मापता है” – दूसरा आधा पड़ोसी के पास है, दूसरी भाषा में, दूसरे पैमाने पर।`,
		"इसलिए महासंघ यह प्रस्ताव पारित करता है:", "जिस पानी की रखवाली कोई नहीं करता, वह पहले लेने वाले का हो जाता है।", "बिना मापक के कोई बाँध नहीं!", "हस्ताक्षरकर्ता (12 मार्च 2024 तक):",
		[]string{"अपने सदस्यों के हर मापक को चालू रखना और माप एक घंटे के भीतर प्रकाशित करना;", "हर केंद्र के लिए दो रक्षक प्रशिक्षित करना;", "सभी तटवर्ती राज्यों से हाथ से लिए गए माप स्वीकार करने का आह्वान करना।"}},
	{"ja", "川の番人の十年", "2024年3月14日の決議", "私たちが学んだこと", `十年前、十一の川の番人たちが小さな艇庫に集まり、毎週、手書きで水位を記録することを決めた。誰に頼まれたのでもない。最初の表は学校のノートに書かれ、そのいくつかは今も使われていて、三世代の筆跡を見分けることができる。習慣として始まったことが測定になり、測定として始まったことが、いまではいくつもの国で最も長く途切れのない記録となっている。`,
		`川は、国がどこで終わるかを知らない。「ひとりで測る者は、川の半分しか測れない」と創設者は語っていた。残りの半分は隣人のもとに、別の言葉で、別の目盛り（IFRK 2019年報告、12頁）の上にある。だからこそ連盟は存在する。`,
		"よって連盟は次のとおり決議する。", "誰も見守らない水は、最初に取る者のものになる。", "水位計なくしてダムなし！", "署名団体（2024年3月12日現在）：",
		[]string{"会員が世話をするすべての水位計を、費用にかかわらず使える状態に保ち、測定値を一時間以内に公表する。", "病気や旅行で記録が途切れないよう、各観測所に二人の番人を養成する。", "計器が故障した場合には手書きの測定値を受け入れるよう、沿岸諸国の当局に求める。"}},
	{"th", "สิบปีของผู้พิทักษ์แม่น้ำ", "มติวันที่ 14 มีนาคม 2567", "สิ่งที่เราได้เรียนรู้", `เมื่อสิบปีก่อน ผู้พิทักษ์แม่น้ำสิบเอ็ดสายมาพบกันในโรงเก็บเรือและตกลงกันว่าจะจดระดับน้ำด้วยมือทุกสัปดาห์ ไม่มีใครขอให้พวกเขาทำเช่นนั้น ตารางแรกเขียนไว้ในสมุดเรียน บางเล่มยังใช้อยู่จนถึงวันนี้ และเราสามารถแยกลายมือของคนสามรุ่นได้ในสมุดเหล่านั้น`,
		`แม่น้ำไม่รู้ว่าประเทศสิ้นสุดที่ใด ผู้ก่อตั้งของเราเคยกล่าวว่า “ผู้ที่วัดเพียงลำพังวัดได้เพียงครึ่งแม่น้ำ” อีกครึ่งหนึ่งอยู่กับเพื่อนบ้าน ในอีกภาษาหนึ่ง บนอีกมาตราหนึ่ง`,
		"สหพันธ์จึงมีมติดังนี้:", "น้ำที่ไม่มีใครเฝ้าดูเป็นของผู้ที่หยิบไปก่อน", "ไม่มีเขื่อนหากไม่มีมาตรวัดน้ำ!", "ผู้ลงนาม (ณ วันที่ 12 มีนาคม 2567):",
		[]string{"รักษามาตรวัดน้ำทุกแห่งที่สมาชิกดูแลให้ใช้งานได้เสมอ", "ฝึกอบรมผู้พิทักษ์สองคนต่อสถานีเพื่อไม่ให้ความเจ็บป่วยหรือการเดินทางทิ้งช่องว่างไว้ในตาราง"}},
}

// members are signatures with native names in many scripts.
var members = []struct{ number, abbreviation, name, tag, gloss, country string }{
	{"1.", "BRW", "Bund der Rheinwächter", "de", "League of Rhine Keepers", "Germany"},
	{"2.", "ΦΠ", "Φύλακες των Ποταμών", "el", "River Guardians", "Greece"},
	{"3.", "СРС", "Союз речных сторожей", "ru", "Union of River Watchmen", "Russia"},
	{"4.", "", "حراس النهر", "ar", "Guardians of the River", "Iraq"},
	{"5.", "", "שומרי הנחל", "he", "Keepers of the Stream", "Israel"},
	{"6.", "NRS", "नदी रक्षक संघ", "hi", "River Keepers’ Association", "India"},
	{"7.", "", "নদী রক্ষক সমিতি", "bn", "River Keepers’ Society", "Bangladesh"},
	{"8.", "", "川の番人の会", "ja", "Society of River Keepers", "Japan"},
	{"9.", "", "守河人协会", "zh-Hans", "Association of River Keepers", "China"},
	{"10.", "", "강지킴이 연합", "ko", "Union of River Keepers", "South Korea"},
	{"11.", "", "มูลนิธิผู้พิทักษ์แม่น้ำ", "th", "River Keepers Foundation", "Thailand"},
	{"12.", "", "მდინარის მცველები", "ka", "River Guards", "Georgia"},
	{"13.", "", "Գետապահների միություն", "hy", "Union of River Keepers", "Armenia"},
	{"14.", "GdC (Sud)", "Gardiens des Cours d’eau – Section du Sud, comité permanent des affluents et des zones humides", "fr", "Keepers of the Watercourses – Southern Section, permanent committee for tributaries and wetlands", "Cameroon"},
}

func span(s string) []edition.Span { return []edition.Span{{Text: s}} }

// sampleEdition is a sample as an edition, its text paragraphs repeated.
func sampleEdition(s sample, repeat int) edition.Edition {
	l, en := language.MustParse(s.tag), language.MustParse("en")
	phrases, _ := edition.NewPhrases(l, en, nil)
	e := edition.Edition{Name: "ten-years", Language: l, Source: en, Status: edition.Final, Title: s.title, TitleLanguage: l,
		Date: language.Date{Year: 2024, Month: 3, Day: 14}, Revision: 1, Phrases: phrases, Hash: "1a2b3c4d5e6f",
		Publisher: edition.Publisher{Name: "International Federation of River Keepers", Email: "office@example.org",
			Imprint: []string{"International Federation of River Keepers, 4 Quai des Bateliers, 67000 Strasbourg", "Responsible: Ana Lima"}}}
	add := func(b edition.Block) {
		b.Language = l
		e.Blocks = append(e.Blocks, b)
	}
	add(edition.Block{Kind: resolution.Title, Spans: span(s.title)})
	add(edition.Block{Kind: resolution.Dateline, Spans: span(s.dateline)})
	for range repeat {
		add(edition.Block{Kind: resolution.Paragraph, Spans: span(s.first)})
		add(edition.Block{Kind: resolution.Heading, Level: 1, Spans: span(s.heading)})
		add(edition.Block{Kind: resolution.Paragraph, Spans: span(s.second)})
		add(edition.Block{Kind: resolution.Quote, Spans: span(s.quote)})
		add(edition.Block{Kind: resolution.Paragraph, Spans: span(s.announce)})
		for _, item := range s.items {
			add(edition.Block{Kind: resolution.Item, Level: 1, Label: "•", Spans: span(item)})
		}
		for i, item := range s.items {
			add(edition.Block{Kind: resolution.Item, Level: 2 - i%2, Label: "(" + string(rune('a'+i)) + ")", Spans: span(item)})
		}
	}
	add(edition.Block{Kind: resolution.Slogan, Spans: span(s.slogan)})
	add(edition.Block{Kind: resolution.Note, Label: "1", Spans: span(s.quote)})
	add(edition.Block{Kind: resolution.Signatories, Spans: span(s.signed)})
	for _, m := range members {
		add(signatory(m.number, m.abbreviation, m.name, m.tag, m.gloss, m.country))
	}
	return e
}

func signatory(number, abbreviation, name, tag, gloss, country string) edition.Block {
	native, en := language.MustParse(tag), language.MustParse("en")
	sig := &edition.Signatory{Number: number, Abbreviation: abbreviation, Name: name, NameLanguage: native, Gloss: gloss, GlossLanguage: en, Country: country, CountryLanguage: en}
	b := edition.Block{Kind: resolution.SignatoryOf, Signatory: sig}
	if abbreviation != "" {
		b.Spans = append(b.Spans, edition.Span{Text: abbreviation + " ", Language: native})
	}
	b.Spans = append(b.Spans, edition.Span{Text: name, Language: native}, edition.Span{Text: " ("}, edition.Span{Text: gloss, Language: en},
		edition.Span{Text: "), "}, edition.Span{Text: country, Language: en})
	return b
}

// written is a sample as a file, with the shaper it was made by.
func written(t testing.TB, e edition.Edition) ([]byte, layout.Document, *typeface.Shaper) {
	t.Helper()
	fonts, err := library()
	if err != nil {
		t.Fatal(err)
	}
	template, err := layout.ParseTemplate("templates/page.toml", nil)
	if err != nil {
		t.Fatal(err)
	}
	shaper := fonts.NewShaper()
	d, _, err := layout.Lay(e, template, shaper)
	if err != nil {
		t.Fatal(err)
	}
	file, err := new(Press).Write(d, shaper, Meta{Creator: "publish test"})
	if err != nil {
		t.Fatal(err)
	}
	return file, d, shaper
}

func textOf(e edition.Edition) string {
	var b strings.Builder
	for _, block := range e.Blocks {
		label := block.Label
		if block.Signatory != nil {
			label = block.Signatory.Number
		}
		b.WriteString(label + " " + block.Mark + " " + block.Text() + "\n")
	}
	return b.String()
}
