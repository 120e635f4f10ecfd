package deliver

import (
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"net/textproto"
	"slices"
	"strings"

	"publish/pipeline/pattern"
)

// maxTokens is how many marks of a message are looked up.
const maxTokens = 16

// textual reads a bounce that is told in words, in one of the two forms that have rules: qmail's, and that of servers that name
// the addresses in X-Failed-Recipients (Exim).
func (n *Notice) textual(h netmail.Header, text string) {
	if n.qmail(text); len(n.Recipients) == 0 {
		n.listed(h, text)
	}
}

// qmailStatus is an enhanced status code (RFC 3463) as qmail writes it.
var qmailStatus = pattern.New(`#([245]\.\d{1,3}\.\d{1,3})`)

// qmail reads the qmail-send Bounce Message Format (QSBMF, D. J. Bernstein 1997): a paragraph that says who speaks, one for each
// address that has failed for good, and one that begins with "-" before the message itself.
func (n *Notice) qmail(text string) {
	if !strings.HasPrefix(text, "Hi. This is the ") {
		return
	}
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		paragraph = strings.TrimLeft(paragraph, "\n")
		if strings.HasPrefix(paragraph, "-") || len(n.Recipients) == maxNoticeGroups {
			break
		}
		first, reason, _ := strings.Cut(paragraph, "\n")
		address, is := strings.CutSuffix(strings.TrimRight(first, " "), ">:")
		if address = addressOf(address); !is || !strings.HasPrefix(first, "<") || address == "" {
			continue
		}
		to := NoticeRecipient{Address: address, Action: "failed", Reason: shorten(oneLine(reason))}
		if found := qmailStatus.FindStringSubmatch(reason); found != nil {
			to.Status = found[1]
		}
		n.Recipients = append(n.Recipients, to)
	}
}

// delayed is what the subject of a warning has: the message has not failed yet.
var delayed = pattern.New(`(?i)delay|warning|incomplete|still being`)

// listed reads the addresses that a header names as failed, and what the text says below each.
func (n *Notice) listed(h netmail.Header, text string) {
	if delayed.MatchString(h.Get("Subject")) {
		return
	}
	for _, value := range h["X-Failed-Recipients"] {
		for one := range strings.SplitSeq(value, ",") {
			if to := addressOf(one); to != "" && len(n.Recipients) < maxNoticeGroups {
				n.Recipients = append(n.Recipients, NoticeRecipient{Address: to, Action: "failed", Reason: reasonBelow(text, to, n.Subject)})
			}
		}
	}
}

// reasonBelow is what stands between the line that has an address alone and an empty one; else what the caller has.
func reasonBelow(text, address, otherwise string) string {
	lines := strings.Split(text, "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.EqualFold(strings.Trim(l, " \t<>:"), address) })
	reason := ""
	for i := at + 1; at >= 0 && i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
		reason += lines[i] + "\n"
	}
	if reason = oneLine(reason); reason == "" {
		reason = otherwise
	}
	return shorten(reason)
}

// mark is what stands before the "@" of a message's ID, and behind the "+" of its envelope's sender.
var mark = pattern.New(`\b([0-9a-f]{32})@`)

// marks finds, anywhere in a message, what may be the mark of one of ours.
func (n *Notice) marks(data []byte, text string) {
	for _, found := range slices.Concat(mark.FindAllStringSubmatch(string(data), 4*maxTokens), mark.FindAllStringSubmatch(text, 4*maxTokens)) {
		if token := found[1]; !slices.Contains(n.Tokens, token) && len(n.Tokens) < maxTokens {
			n.Tokens = append(n.Tokens, token)
		}
	}
}

// automatic tells whether a message was written by a mail system, and is not an answer on holidays: what has come back may be
// told in it, in a form that is not known.
func automatic(h netmail.Header) bool {
	from := strings.ToLower(h.Get("From"))
	system := strings.Contains(from, "mailer-daemon@") || strings.Contains(from, "postmaster@") || h.Get("X-Failed-Recipients") != ""
	auto, _, _ := strings.Cut(strings.ToLower(h.Get("Auto-Submitted")), ";")
	auto, _, _ = strings.Cut(auto, "(")
	return system || strings.TrimSpace(h.Get("Return-Path")) == "<>" && strings.TrimSpace(auto) != "auto-replied"
}

// textOf is the first text of a message, decoded; its lines end with LF.
func textOf(h textproto.MIMEHeader, body io.Reader, depth int) string {
	kind, parameters, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	if !strings.HasPrefix(kind, "multipart/") {
		if !strings.HasPrefix(kind, "text/") {
			return ""
		}
		data, _ := io.ReadAll(decoded(h, body)) // what can be read before an error counts
		return strings.ReplaceAll(string(data), "\r\n", "\n")
	}
	parts := multipart.NewReader(body, parameters["boundary"])
	for range maxNoticeParts {
		part, err := parts.NextRawPart()
		if err != nil || depth == 0 {
			return ""
		}
		if text := textOf(part.Header, part, depth-1); text != "" {
			return text
		}
	}
	return ""
}
