package resolution

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Web chrome is what a content manager puts around a text. It is known by its own phrases. Whole phrases that no resolution
// would hold on a line of their own are dropped anywhere; words that could be text ("Home", "Print", "Next") only at the
// edges: above the first sentence, and below the last line that is text.

// chromeLine matches lines that are chrome wherever they stand.
var chromeLine = choose(
	`[|·•»›*\[ ]*(?:(?:(?:skip|jump) to (?:the )?(?:main |primary |secondary )?(?:content|navigation|menu|search|sidebar|footer|main)|direkt zum inhalt|aller au contenu)[|·•»›*\]., ]*)+`,
	`you are here:?.*`, `(?:sie sind hier|vous êtes ici|usted está aquí):.*`,
	`personal tools`, `for immediate release(?:\W.{0,40})?`, `document actions`, `(?:site|main|primary|secondary|page) navigation`, `toggle navigation`, `navigation menu`, `main menu`, `(?:primary|secondary|local) (?:menu|tabs|links)`,
	`(?:published|posted|created|updated)(?: on)?:? .{0,60}\|.*\b(?:author|print|e-?mail|hits|comments?|views)\b.{0,80}`, `posted (?:on|in|by|at|under)\b.{0,160}`, `(?:submitted|published|written|uploaded|created|added|posted|modified) (?:by|on) .{0,120}[\d:]{4}.*`, `by (?:admin|administrator|webmaster|editor|super user)\b.{0,120}`,
	`written by:? .{0,80}`, `(?:super user|administrator|webmaster)`,
	`share (?:this|on|via|with (?:friends|others))\b.{0,80}`, `(?:share|tweet|pin it|like|email|print|whatsapp|telegram|facebook|twitter|x|linkedin|reddit|pinterest|mastodon|signal|tumblr|pocket|skype|more|[|/·•,+ ])+`,
	`like this:?`, `(?:like)? ?loading\.{0,3}…?`, `be the first to like this\.?`, `.{0,40}bloggers? like this\.?`,
	`click (?:here )?to (?:share|email|print)\b.{0,120}`, `.{0,40}\(opens in (?:a )?new window\)`,
	`leave a (?:comment|reply|response).{0,80}`, `(?:add|post) (?:a |new )?comment`, `(?:no|\d+) (?:comments?|responses?|replies|reactions?|thoughts on\b.*)(?: (?:on|to|yet)\b.*)?`, `comments? ?\(\d+\)`, `comments? (?:are|is) (?:closed|off|disabled)\.?.*`,
	`comment navigation`, `cancel reply`, `your email address will not be published\..*`, `required fields are marked.*`, `save my name, email,.*`, `notify me of .{0,80}`, `(?:name|email|comment|website) ?\*?`,
	`you must be logged in.*`, `log ?in (?:or register )?to (?:post|comment|reply|add).*`, `(?:log|sign) ?in ?[/|] ?(?:register|sign up|join)`, `(?:log|sign) ?(?:in|out|up)`, `login`, `logout`, `register`, `forgot (?:your )?(?:password|username)\??`, `create an account`, `remember me`,
	`related(?: (?:posts?|articles?|content|items?|links?|stories|news))?:?`, `(?:you may|you might) also (?:like|be interested).*`, `recent (?:posts|comments|articles)`, `popular posts`, `latest (?:posts|news|articles)`,
	`(?:tags?|categor(?:y|ies)|parent category|filed under|tagged(?: (?:with|as|under))?|keywords)\s*:.{0,200}`, `(?:filed under|tagged(?: with)?) .{0,120}`, `(?:tags|categories):?`, `bookmark the permalink\.?.*`, `permalink`,
	`(?:← ?|« ?|‹ ?|<< ?|< ?)?(?:previous|prev|older|next|newer)(?: (?:posts?|articles?|entries|page|entry|resolution|story))?(?: ?→| ?»| ?›| ?>>| ?>)?:?`, `(?:previous|next|older|newer) (?:post|article|entry|page|story)s?:.{0,160}`,
	`[<«‹← ]*(?:previous|prev)\s*[|/·•]?\s*next[>»›→ ]*`, `post navigation`, `← .{1,120}`, `.{1,120} →`, `(?:read|learn|see|show) more(?: ?[.…»›→]+)?`, `continue reading.*`,
	`hits: ?[\d.,]+`, `(?:views?|reads?|page ?views|visits|downloads?) ?: ?[\d.,]+`, `[\d.,]+ (?:views|reads|hits|shares|likes)`, `(?:user )?rating:.{0,60}`, `\d(?:[.,]\d+)? ?/ ?5.{0,30}`, `(?:please )?rate(?: this)?(?: article)?`, `vote \d`,
	`(?:print|e-?mail|pdf|send|share|download)(?:(?:\s*[|/·•,]\s*|\s+)(?:print|e-?mail|pdf|send|share|this|page|download))*`, `print version`, `print(?:er)?[- ]friendly(?: version| page)?(?:[ |]*send (?:by|to) .*)?`, `send (?:by e-?mail|to (?:a )?friend|this(?: —.*)?)`, `print this(?: page| article)?`, `(?:download|save)(?: (?:this )?(?:as|the))? ?(?:pdf|file|article)?(?: \(.{0,20}\))?`,
	`(?:this|our) (?:web ?)?(?:site|page) uses? cookies.*`, `(?:we|by continuing|by using).{0,80}\bcookies?\b.*`, `.{0,60}\bcookies?\b.{0,60}(?:accept|settings|policy|consent|preferences).{0,60}`, `cookie (?:settings|policy|notice|preferences|consent)`, `accept(?: all)?(?: cookies)?`, `(?:reject|decline)(?: all)?(?: cookies)?`, `manage (?:consent|preferences|cookies)`, `got it!?`, `privacy (?:policy|notice)(?:.{0,60}\bcookies?.*)?`, `necessary cookies.*`,
	`(?:proudly )?powered by .{0,80}`, `(?:theme|template|design(?:ed)?)(?: by)?:? .{0,60}(?:wordpress|theme|joomla|automattic|drupal).*`, `copyright ?(?:©|\(c\)|\d{4}).{0,160}`, `© ?(?:copyright )?(?:\d{4}|all|by).{0,160}`, `\(c\) \d{4}(?: ?[-–] ?\d{4})?,? [\w .-]{0,40}`, `all rights reserved\.?`, `(?:.{0,20} )?urls? by \w+`,
	`back to (?:the )?top.*`, `(?:go to )?top(?: of (?:the )?page)?`, `(?:subscribe|sign up) (?:to|for|via) .{0,80}(?:newsletter|rss|e-?mail|updates).*`, `enter your e-?mail address.*`, `rss(?: feed)?`, `entries feed`, `comments feed`, `wordpress\.(?:org|com)`, `search for:?`, `search form`, `search this (?:web)?site.*`, `advanced search…?`,
	`last (?:updated|modified|edited|changed)\b.{0,80}`, `(?:published|created|updated|modified):? ?\d.{0,60}`, `(?:published|created|updated|date published) ?:.{0,60}`, `view ?\(active tab\)`, `(?:view|edit)\s+(?:edit|revisions|track)`, `breadcrumbs?`, `site ?map(?: accessibility)?(?: contact)?`, `print e-?mail`, `language:? .{0,10}switch.*`, `skip`,
	`up one level`, `(?:font|text) size:?.{0,20}`, `open in app`, `member-only story`, `[\d.,]+k? followers`, `get started`, `follow(?: (?:us|me)(?: on .{0,40})?)?`, `\d+ followers`, `(?:more|recommended) from .{1,60}`, `\[edit\]`, `\[(?:hide|show)\]`, `from .{1,60}, the free \w+`, `this (?:page|entry|article|post) was .{0,200}`,
	`(?:joomla!?|wordpress|drupal|plone|typo3)(?: (?:template|theme|skin)s? by .{0,60})?`, `page \d+ (?:of|/) \d+`, `(?:\d+ ){1,9}next\W*`,
	`teilen mit:?`, `klick,? um .{0,100}`, `gefällt mir:?.{0,40}`, `(?:ähnliche|verwandte|letzte|neueste) (?:beiträge|artikel)`, `veröffentlicht (?:in|am|unter|von) .{0,80}`, `(?:schlagwörter|kategorien?|schlagwort):.{0,100}`, `verschlagwortet mit .{0,100}`,
	`kommentar (?:verfassen|hinterlassen|schreiben)`, `(?:schreibe|hinterlasse) eine?n? (?:kommentar|antwort).{0,40}`, `beitragsnavigation`, `(?:vorheriger|nächster) (?:beitrag|artikel):?.{0,100}`, `diese (?:web)?(?:site|seite) (?:verwendet|benutzt|nutzt) cookies.*`,
	`(?:partager|comparte esto|compartir|condividi|compartilhe(?: isso)?|partilhar) ?:?`, `(?:j[’']aime|me gusta|mi piace|curtir isso) ?:?.{0,40}`, `articles? (?:similaires|liés|connexes)`, `(?:artículos|entradas) relacionad[oa]s`, `articoli correlati`,
	`(?:publié|publicado|pubblicato) (?:dans|le|par|en|el|por|in|il|da|em) .{0,80}`, `(?:étiquettes?|mots-clés|etiquetas|catégories?|categorías?) ?:.{0,100}`, `(?:laisser un commentaire|deja (?:un comentario|una respuesta)|lascia un commento|deixe um comentário).{0,40}`, `navigation (?:de l[’']article|des articles)`, `navegación de entradas`,
	`(?:ce site (?:web )?utilise|este sitio (?:web )?(?:usa|utiliza)|questo sito (?:usa|utilizza)|este site usa) .{0,40}cookies.*`, `.{0,60}(?:wird in neuem fenster geöffnet|ouvre dans une nouvelle fenêtre|se abre en una ventana nueva)\)?`,
	`seite drucken`, `nach oben`, `[«‹<← ]*(?:zurück|retour|atrás|voltar|indietro|back)(?: (?:zur?|à|a|to) .{1,30})?`, `weiterlesen.{0,10}`, `teilen(?: auf .{0,40})?`, `imprimer(?: cette page)?`, `partager(?: sur .{0,40})?`, `haut de page`, `lire la suite.{0,10}`, `imprimir`, `compartir(?: en .{0,40})?`, `leer más.{0,10}`, `volver(?: arriba)?`,
	`what links here`, `recent changes`, `from wikipedia.*`, `jump to:? .*`, `retrieved from .{0,200}`, `table of contents`, `reading time:.{0,30}`, `\d+ min(?:ute)?s? read`,
)

// edgeWords are chrome at the edges, when a line holds nothing else but them and separators.
var edgeWords = wordSet(`home homepage startseite start|news|blog|contact contact-us kontakt contacto|about about-us imprint impressum legal-notice
	search suche buscar|menu navigation close open|print email e-mail pdf share details|archive archives meta edit view delete reply sitemap site-map
	links links: downloads documents publications events calendar gallery photos videos video media press shop donate support help faq
	english deutsch français francais español espanol italiano português portugues nederlands русский türkçe العربية فارسی 中文 日本語 한국어 हिन्दी ελληνικά polski svenska
	en de fr es it pt nl ru tr ar fa zh ja
	facebook twitter youtube instagram telegram whatsapp rss mastodon
	next previous prev back forward top up down more accept decline ok cancel submit send go yes no
	resolutions resolution statements documents declarations categories tags tag comments comment related member-area members intranet
	listen privacy terms careers status disclaimer disclaimers datenschutz drucken zurück accueil imprimer mentions-légales inicio aviso-legal
	language languages accessibility text-size a- a+ a read loading welcome`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsFuncSeq(words, func(c rune) bool { return unicode.IsSpace(c) || c == '|' }) {
		set[strings.ReplaceAll(w, "-", " ")] = true
		set[w] = true
	}
	return set
}

var edgeSeparator = lazily(`\s*[|/·•›»>:,\[\]✕×☰]+\s*|\s{2,}|\s+-\s+|\t+`)

// edgeBeginnings are the first words of edgeWords.
var edgeBeginnings = beginnings(edgeWords)

func beginnings(phrases map[string]bool) map[string]bool {
	first := map[string]bool{}
	for phrase := range phrases {
		first[firstWord(phrase)] = true
	}
	return first
}

// firstWord is what stands before the first blank or separator.
func firstWord(text string) string {
	text = strings.TrimLeft(text, " |/·•›»>:,[]✕×☰-")
	if end := strings.IndexAny(text, " |/·•›»>:,[]✕×☰\t\u00a0"); end >= 0 {
		text = text[:end]
	}
	return text
}

// isEdge says whether a line is made of edgeWords alone.
func isEdge(text string) bool {
	if len(text) > maxChrome || !edgeBeginnings[strings.ToLower(firstWord(text))] {
		return false
	}
	words := 0
	for _, part := range edgeSeparator.Split(strings.ToLower(text), -1) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if words++; !edgeWords[part] && !allEdge(part) {
			return false
		}
	}
	return words > 0
}

func allEdge(part string) bool {
	words := strings.Fields(part)
	for _, w := range words {
		if !edgeWords[w] {
			return false
		}
	}
	return len(words) > 1
}

var crumbs = lazily(`(?i)^(?:home|startseite|start|accueil|inicio|main|front page|index)\s*(?:/|›|»|>|→|::|\||—)`)

// isBreadcrumb knows "Home » Resolutions » 2020", with or without its first word. Angle quotes are no separators: they come
// in pairs, without a blank on their inner side or with both marks.
func isBreadcrumb(text string) bool {
	if utf8.RuneCountInString(text) > 250 {
		return false
	}
	if crumbs.MatchString(text) {
		return true
	}
	if strings.ContainsAny(text, "«‹") {
		return false
	}
	steps := strings.Count(text, " » ") + strings.Count(text, " › ") + strings.Count(text, " > ") + strings.Count(text, " → ")
	return steps >= 2 || steps == 1 && (strings.HasSuffix(text, "»") || strings.HasSuffix(text, "›"))
}

// glued are phrases that content managers leave in front of a text, or behind it, without a blank.
var glued = []string{"Document Actions", "Skip to content", "Skip to main content", "Skip to navigation", "Personal tools", "Print this page",
	"Leave a comment", "Share this:", "Share this", "Back to top", "Printer-friendly version", "Toggle navigation", "Main menu", "Read more", "Print Email", "Advanced Search…", "[edit]", "[edit | edit source]"}

// unglue cuts glued phrases off a line; head and tail are what was cut.
func unglue(text string) (head, rest, tail string) {
	rest = strings.TrimSpace(text)
	for again := true; again; {
		again = false
		for _, phrase := range glued {
			after, found := strings.CutPrefix(rest, phrase)
			if next, _ := utf8.DecodeRuneInString(after); found && after != "" && (unicode.IsUpper(next) || unicode.IsDigit(next) || strings.ContainsRune("“\"«„([|.", next)) {
				head, rest, again = head+phrase+" ", strings.TrimLeft(after, "|. \t"), true
				head += strings.TrimSpace(after[:len(after)-len(rest)])
			}
			before, found := strings.CutSuffix(rest, phrase)
			if last, _ := utf8.DecodeLastRuneInString(before); found && before != "" && !unicode.IsSpace(last) {
				tail, rest, again = phrase+" "+tail, before, true
			}
		}
	}
	return strings.TrimSpace(head), rest, strings.TrimSpace(tail)
}

const maxChrome = 400 // bytes; a longer line is text

// isNumbered knows the lines of a numbered list, which chrome has none of.
func isNumbered(text string) bool {
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	return digits > 0 && (strings.HasPrefix(text[digits:], ". ") || strings.HasPrefix(text[digits:], ") "))
}

var markdownLink = lazily(`\[([^\]\[]*)\]\([^()\s]*\)`)

// isChromeLine says whether a line is chrome wherever it stands.
func isChromeLine(text string) bool {
	if strings.Contains(text, "](") && len(text) <= 4*maxChrome {
		text = markdownLink.ReplaceAllString(text, "$1")
	}
	if isNumbered(text) {
		return false
	}
	marked := text
	if text = strings.TrimLeft(text, "–—·| "); text == "" {
		return strings.Trim(marked, "·|") == "" // between two links
	}
	return len(text) <= maxChrome && (chromeLine.MatchString(text) || isBreadcrumb(text))
}

// withoutChrome empties the lines that are chrome, and drops them with a finding each.
func (r *reader) withoutChrome(lines []line) []line {
	out := make([]line, len(lines))
	copy(out, lines)
	r.mail(out)
	r.contents(out)
	for i, l := range out {
		if len(l.text) <= 4*maxChrome {
			out[i].text = r.unglued(l)
		}
		if text := collapse(out[i].text); text != "" && isChromeLine(text) && !isOwnLine(text) {
			rest := wrappedCrumbs(out, i)
			for j := i; j <= i+rest; j++ {
				r.dropChrome(&out[j])
			}
		}
	}
	for i := range out { // the upper edge ends with the first sentence
		text := collapse(out[i].text)
		if isProse(text) {
			break
		}
		if isEdge(text) && !isUnderTitle(text) || isMenu(text) || isStep(text) || isByline(out, i) {
			r.dropChrome(&out[i])
		}
	}
	for i := len(out) - 1; i >= 0; i-- { // the lower edge begins after the last line of text
		text := collapse(out[i].text)
		if text != "" && !isEdge(text) {
			break
		}
		if text != "" {
			r.dropChrome(&out[i])
		}
	}
	r.edges(lines, out)
	return out
}

// isStep knows a breadcrumb's step on a line of its own: "» News".
func isStep(text string) bool {
	return (strings.HasPrefix(text, "» ") || strings.HasPrefix(text, "› ")) && utf8.RuneCountInString(text) < 100
}

// isByline knows an author's name under the date of a page: "by Secretariat".
func isByline(lines []line, i int) bool {
	text := collapse(lines[i].text)
	return i > 0 && strings.HasPrefix(strings.ToLower(text), "by ") && utf8.RuneCountInString(text) < 50 && !endsClause(text) && isDateOnly(lines[i-1].text)
}

// isMenu knows a menu on one line: it begins with "Home", and most of it is edgeWords.
func isMenu(text string) bool {
	if len(text) > maxChrome || !strings.EqualFold(firstWord(text), "home") {
		return false
	}
	words := strings.Fields(strings.ToLower(text))
	known := 0
	for _, w := range words {
		if edgeWords[w] {
			known++
		}
	}
	return len(words) > 2 && words[0] == "home" && known*2 > len(words) && !endsSentence(text)
}

// wrappedCrumbs is how many lines below a breadcrumb still belong to it: it ends with the page's title, and where it is
// wrapped, it and the next lines end with what the next paragraph, the title, is.
func wrappedCrumbs(lines []line, i int) int {
	const most = 4
	crumb := dense(lines[i].text)
	for n := 1; n <= most && i+n < len(lines) && collapse(lines[i+n].text) != ""; n++ {
		if crumb += dense(lines[i+n].text); len(crumb) > 2*maxChrome {
			return 0
		}
		if title := nextChunk(lines, i+n+1); title != "" && strings.HasSuffix(crumb, title) {
			return n
		}
	}
	return 0
}

// nextChunk is the next paragraph, dense, if a blank line stands before it.
func nextChunk(lines []line, i int) string {
	if i >= len(lines) || collapse(lines[i].text) != "" {
		return ""
	}
	for i < len(lines) && collapse(lines[i].text) == "" {
		i++
	}
	var b strings.Builder
	for ; i < len(lines) && collapse(lines[i].text) != "" && b.Len() < maxChrome; i++ {
		b.WriteString(dense(lines[i].text))
	}
	return b.String()
}

func (r *reader) dropChrome(l *line) {
	r.drop(l.number, "web-chrome", l.text, "web chrome")
	l.text = ""
}

// unglued is a line without the chrome that is glued to it.
func (r *reader) unglued(l line) string {
	head, rest, tail := unglue(l.text)
	if head == "" && tail == "" {
		return l.text
	}
	for _, part := range []string{head, tail} {
		if part != "" {
			r.drop(l.number, "web-chrome", part, "web chrome glued to the text")
		}
	}
	return rest
}

// isOwnLine keeps lines that chromeLine's looser patterns match, though they are of the resolution.
func isOwnLine(text string) bool {
	return isSignatoriesHeading(text) || strings.HasPrefix(text, "•")
}

// isUnderTitle keeps one-word datelines such as "Resolution", which say what the text is.
func isUnderTitle(text string) bool {
	return strings.EqualFold(text, "resolution") || strings.EqualFold(text, "statement")
}

// isProse says whether a line is running text: long, or a sentence of some words.
func isProse(text string) bool {
	n := utf8.RuneCountInString(text)
	return n >= 120 || n >= 50 && endsSentence(text) && strings.Count(text, " ") >= 6
}
