package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"publish/pipeline/finding"
)

// configKeys are the keys that config.toml may have; "*" stands for any one name.
var configKeys = []string{
	"languages", "publisher", "publisher.name", "publisher.name.*", "publisher.email", "publisher.imprint", "publisher.imprint.*",
	"resolution", "resolution.*", "resolution.*.date", "resolution.*.revision",
	"edition", "edition.final", "edition.minimum", "edition.required", "edition.exact",
	"memory", "memory.threshold", "rules", "rules.*",
	"smtp", "smtp.host", "smtp.port", "smtp.tls", "smtp.ca", "smtp.user", "smtp.auth", "smtp.password_file", "smtp.sendmail", "smtp.per_minute",
	"smtp.connections", "smtp.retries", "smtp.timeout",
	"deliver", "deliver.members", "deliver.languages", "deliver.approved_only", "deliver.reply_to", "deliver.bounces", "deliver.unsubscribe",
	"dkim", "dkim.domain", "dkim.selector", "dkim.key",
}

// unknownKey reports the first key that config.toml cannot have, with the nearest that it can.
func unknownKey(file string, data []byte, keys []toml.Key) error {
	for _, k := range keys {
		if len(k) == 0 || knownKey(k) {
			continue
		}
		line, last := lineOf(data, k), k[len(k)-1]
		if last == "password" {
			return fmt.Errorf("%s:%d: a password never stands in this file, which many read; take the line out, and put it into PUBLISH_SMTP_PASSWORD or into the file of [smtp] password_file", file, line)
		}
		return fmt.Errorf("%s:%d: unknown key %q; did you mean %s? Write that, or take the line out", file, line, k.String(), nearestKey(k))
	}
	return nil
}

func knownKey(k toml.Key) bool {
	return slices.ContainsFunc(configKeys, func(known string) bool { return matchesKey(strings.Split(known, "."), k) })
}

func matchesKey(known []string, k toml.Key) bool {
	return slices.EqualFunc(known, k, func(part, name string) bool { return part == "*" || part == name })
}

// nearestKey says which key was meant: the one of this very name under another table, else the nearest that may stand where
// k does.
func nearestKey(k toml.Key) string {
	above, last := k[:len(k)-1], k[len(k)-1]
	var beside []string
	for _, known := range configKeys {
		parts := strings.Split(known, ".")
		table, name := parts[:len(parts)-1], parts[len(parts)-1]
		switch {
		case name == last && len(table) > 0 && (len(above) == 0 || table[0] != above[0]):
			return fmt.Sprintf("%q under [%s]", name, strings.ReplaceAll(strings.Join(table, "."), "*", "some-name"))
		case name != "*" && matchesKey(table, above):
			beside = append(beside, name)
		}
	}
	if len(beside) == 0 {
		beside = lastParts(configKeys)
	}
	return fmt.Sprintf("%q", finding.Nearest(last, beside))
}

func lastParts(keys []string) []string {
	var names []string
	for _, k := range keys {
		if last := k[strings.LastIndexByte(k, '.')+1:]; last != "*" {
			names = append(names, last)
		}
	}
	return names
}

// lineOf finds the line that sets a key: the TOML library gives no positions of keys. Where the table is written in another
// way than by a header (as an inline table), it is the first line with the key's last part.
func lineOf(data []byte, k toml.Key) int {
	var table []string
	inline := 0
	for i, line := range strings.Split(string(data), "\n") {
		t := strings.TrimSpace(line)
		if strings.HasPrefix(t, "[") {
			name, _, _ := strings.Cut(strings.TrimLeft(t, "["), "]")
			table = keyParts(name)
			if slices.Equal(table, k) {
				return i + 1
			}
			continue
		}
		name, _, set := strings.Cut(t, "=")
		if !set || strings.HasPrefix(t, "#") {
			continue
		}
		parts := slices.Concat(table, keyParts(name))
		if len(parts) >= len(k) && slices.Equal(parts[:len(k)], k) {
			return i + 1
		}
		if inline == 0 && strings.Contains(t, k[len(k)-1]) {
			inline = i + 1
		}
	}
	return max(1, inline)
}

// keyParts takes a dotted key apart, as far as its parts hold no dot themselves.
func keyParts(key string) []string {
	parts := strings.Split(key, ".")
	for i, p := range parts {
		parts[i] = strings.Trim(p, " \t\"'")
	}
	return parts
}
