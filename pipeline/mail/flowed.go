package mail

import "strings"

// flowed is the text as format=flowed (RFC 3676): lines that go on end with a blank, and a line that begins with a blank, ">"
// or "From " has one more before it (space-stuffing). Where some line goes on without a blank between, delSp is true: the
// blank at a line's end is to be taken out then (RFC 3676, 4.1), and one that belongs to the text stands before it.
func (m Mailer) flowed() (text string, delSp bool) {
	for _, e := range m.ends {
		delSp = delSp || e == joined
	}
	var b strings.Builder
	b.Grow(len(m.Text) + 2*len(m.ends))
	i := 0
	for line := range strings.Lines(m.Text) {
		line = strings.TrimSuffix(line, "\n")
		if stuffed(line) {
			b.WriteByte(' ')
		}
		b.WriteString(line)
		if i < len(m.ends) && m.ends[i] != hard {
			b.WriteByte(' ')
			if delSp && m.ends[i] == blank {
				b.WriteByte(' ')
			}
		}
		b.WriteByte('\n')
		i++
	}
	return b.String(), delSp
}

func stuffed(line string) bool {
	return strings.HasPrefix(line, " ") || strings.HasPrefix(line, ">") || strings.HasPrefix(line, "From ")
}

// unflowed is the mailer of a text as format=flowed: flowed undone.
func unflowed(text string, delSp bool) Mailer {
	var m Mailer
	var b strings.Builder
	b.Grow(len(text))
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		bare := strings.TrimRight(line, " ")
		after := hard
		switch len(line) - len(bare) {
		case 0:
		case 1:
			if after = blank; delSp {
				after = joined
			}
		default:
			after = blank
		}
		b.WriteString(strings.TrimPrefix(bare, " "))
		b.WriteByte('\n')
		m.ends = append(m.ends, after)
	}
	m.Text = b.String()
	return m
}

// without leaves out the paragraphs that hold a text, and an empty line that would be left twice or at the end.
func (m Mailer) without(text string) Mailer {
	lines := strings.Split(strings.TrimSuffix(m.Text, "\n"), "\n")
	var kept Mailer
	var b strings.Builder
	for from := 0; from < len(lines); {
		to, paragraph := m.paragraph(lines, from)
		if !strings.Contains(paragraph, text) {
			for i := from; i < to; i++ {
				b.WriteString(lines[i])
				b.WriteByte('\n')
				kept.ends = append(kept.ends, m.ends[i])
			}
		}
		from = to
	}
	kept.Text = b.String()
	for strings.HasSuffix(kept.Text, "\n\n") {
		kept.Text, kept.ends = kept.Text[:len(kept.Text)-1], kept.ends[:len(kept.ends)-1]
	}
	return kept
}

// paragraph is the text of the lines from one on that flow into each other, and the line after them.
func (m Mailer) paragraph(lines []string, from int) (to int, text string) {
	var b strings.Builder
	for to = from; to < len(lines); {
		b.WriteString(lines[to])
		after := hard
		if to < len(m.ends) {
			after = m.ends[to]
		}
		if to++; after == hard {
			break
		}
		if after == blank {
			b.WriteByte(' ')
		}
	}
	return to, b.String()
}
