package catalog

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// basic is a text as a TOML basic string, with no more escapes than TOML wants.
func basic(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 2)
	b.WriteByte('"')
	escape(&b, text, true)
	b.WriteByte('"')
	return b.String()
}

func escape(b *strings.Builder, text string, quotes bool) {
	for _, c := range text {
		switch {
		case c == '\\' || c == '"' && quotes:
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\t' || c >= 0x20 && c != 0x7f:
			b.WriteRune(c)
		default:
			fmt.Fprintf(b, `\u%04X`, c)
		}
	}
}

// restyle writes a clean text the way raw is written: basic, literal or multi-line, with raw's line ends at its begin and
// end. Where that style cannot hold the text, it is a basic string.
func restyle(raw, text string) string {
	delimiter := raw[:1]
	if strings.HasPrefix(raw, `"""`) || strings.HasPrefix(raw, "'''") {
		delimiter = raw[:3]
	}
	lead, tail := "", ""
	if len(delimiter) == 3 {
		lead, tail = margins(raw[3 : len(raw)-3])
	}
	var b strings.Builder
	switch delimiter {
	case `"""`:
		escape(&b, text, strings.Contains(text, `""`) || strings.HasSuffix(text, `"`))
	default:
		b.WriteString(text)
	}
	styled := delimiter + lead + b.String() + tail + delimiter
	if got, ok := unquote(styled); ok && clean(got) == text {
		return styled
	}
	return basic(text)
}

// margins are the line end and the blanks that a multi-line string begins and ends with.
func margins(inner string) (lead, tail string) {
	rest := strings.TrimPrefix(inner, `\`)
	if trimmed := strings.TrimLeft(rest, " \t\r\n"); strings.HasPrefix(strings.TrimLeft(rest, "\r"), "\n") {
		lead = inner[:len(inner)-len(trimmed)]
	}
	inner = inner[len(lead):]
	trimmed := strings.TrimRight(inner, " \t\r\n")
	if strings.Contains(inner[len(trimmed):], "\n") {
		tail = inner[len(strings.TrimSuffix(trimmed, `\`)):]
	}
	return lead, tail
}

// unquote is the value of a TOML string.
func unquote(raw string) (string, bool) {
	if raw == "" {
		return "", false
	}
	var p unstable.Parser
	p.Reset([]byte("k = " + raw))
	if !p.NextExpression() || p.Expression().Kind != unstable.KeyValue || p.Expression().Value().Kind != unstable.String {
		return "", false
	}
	if int(p.Expression().Value().Raw.Length) != len(raw) {
		return "", false
	}
	text := string(p.Expression().Value().Data)
	return text, !p.NextExpression() && p.Error() == nil
}

// tableKey is a key for a header: its parts bare where TOML allows it.
func tableKey(key string) string {
	parts := strings.Split(key, ".")
	for i, part := range parts {
		parts[i] = keyPart(part)
	}
	return strings.Join(parts, ".")
}

func keyPart(part string) string {
	bareKey := part != ""
	for _, c := range part {
		bareKey = bareKey && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_')
	}
	if bareKey {
		return part
	}
	return basic(part)
}
