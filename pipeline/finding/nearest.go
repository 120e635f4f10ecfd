package finding

// longestName is how many characters of a name are compared: a key of a megabyte is no slip of a known one.
const longestName = 64

// Nearest is the known name that a misspelt one most likely means: the one with the fewest edits (Levenshtein; Wagner and
// Fischer 1974), in characters; of several the first. It is "" if none is known.
func Nearest(name string, known []string) string {
	best, least := "", 1<<30
	for _, k := range known {
		if d := edits([]rune(name), []rune(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// Slip is the known name that a name is a slip of: one that is not known itself, and at most two edits from one that is.
func Slip(name string, known []string) (meant string, slip bool) {
	meant = Nearest(name, known)
	d := edits([]rune(name), []rune(meant))
	return meant, meant != "" && d > 0 && d <= 2
}

func edits(a, b []rune) int {
	a, b = a[:min(len(a), longestName)], b[:min(len(b), longestName)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
