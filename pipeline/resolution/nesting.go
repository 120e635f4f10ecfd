package resolution

import (
	"fmt"
	"strings"
)

// MaxNesting is how many quotes and lists may begin within one another on a line of Markdown: goldmark takes a time for them that
// grows with the square of their number.
const MaxNesting = 1000

// tooNested refuses a file with more of them.
func tooNested(file string, lines []line) error {
	for _, l := range lines {
		if containers(l.text) > MaxNesting {
			return fmt.Errorf("%s:%d: more than %d quotes and lists within one another; write \\> or \\- for a sign that begins none", file, l.number, MaxNesting)
		}
	}
	return nil
}

// containers is how many signs of quotes and lists a line begins with (CommonMark, 5.1 and 5.2).
func containers(text string) int {
	n := 0
	for {
		text = strings.TrimLeft(text, " \t")
		mark := containerMark(text)
		if mark == 0 {
			return n
		}
		text = text[mark:]
		n++
	}
}

// containerMark is the length of the sign of a quote or a list that a text begins with; 0 if it begins with none.
func containerMark(text string) int {
	digits := 0
	for digits < len(text) && digits < 9 && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	sign, rest := text[digits:min(len(text), digits+1)], text[min(len(text), digits+1):]
	blank := strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\t")
	switch {
	case digits == 0 && sign == ">":
		return 1
	case digits == 0 && blank && (sign == "-" || sign == "+" || sign == "*"), digits > 0 && blank && (sign == "." || sign == ")"):
		return digits + 1
	}
	return 0
}
