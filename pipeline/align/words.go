package align

// A wordTable holds what words say of single sentences and of runs of up to maxSpan, for the last rows of a corridor.
type wordTable struct {
	p *pair
	c corridor
	// By row (modulo maxSpan) and target sentence: gains of the target's words given the last one to three source sentences,
	// and of the source sentence's words given the last one to three target sentences.
	forward, back [maxSpan][][maxSpan]float64
	chances       [maxSpan][]float64 // by row: of each target type given the row's source sentence
}

func newWordTable(p *pair, c corridor) *wordTable {
	w := &wordTable{p: p, c: c}
	for r := range w.forward {
		w.forward[r] = make([][maxSpan]float64, len(p.target.words))
		w.back[r] = make([][maxSpan]float64, len(p.target.words))
		w.chances[r] = make([]float64, len(p.target.types.words))
	}
	return w
}

// row prepares the beads that end behind i source sentences.
func (w *wordTable) row(i int) {
	if i == 0 {
		return
	}
	r := i % maxSpan
	w.fill(r, i-1)
	lo, hi := w.c.lo[i], w.c.hi[i]
	for next := i + 1; next < min(i+maxSpan, len(w.c.lo)); next++ { // their beads reach back to this row
		lo, hi = min(lo, w.c.lo[next]), max(hi, w.c.hi[next])
	}
	x, p := w.p.words, w.p
	for j := max(0, lo-maxSpan); j < hi; j++ {
		var sums [maxSpan]float64
		for _, t := range p.target.words[j] {
			none := x.missingT[t]
			if none == 0 {
				continue
			}
			chance, gain := 0.0, none
			for k := range min(maxSpan, i) {
				if c := w.chances[(i-k)%maxSpan][t]; c > chance {
					chance, gain = c, p.target.types.gain(t, c)
				}
				sums[k] += gain
			}
		}
		w.forward[r][j] = sums
		w.back[r][j] = w.backward(i-1, j)
	}
}

// fill sets the chances of the target's types given a source sentence.
func (w *wordTable) fill(r, sentence int) {
	clear(w.chances[r])
	for _, s := range w.p.source.words[sentence] {
		for _, l := range w.p.words.forward[s] {
			w.chances[r][l.other] = max(w.chances[r][l.other], l.chance)
		}
	}
}

// backward sums the gains of a source sentence's words given the target sentences that end with j.
func (w *wordTable) backward(sentence, j int) (sums [maxSpan]float64) {
	x, p := w.p.words, w.p
	g := x.scratch
	for k := range min(maxSpan, j+1) {
		for _, t := range p.target.words[j-k] {
			for _, l := range x.back[t] {
				g[l.other] = max(g[l.other], l.chance)
			}
		}
		for _, s := range p.source.words[sentence] {
			switch none := x.missingS[s]; {
			case none == 0:
			case g[s] == 0:
				sums[k] += none
			default:
				sums[k] += p.source.types.gain(s, g[s])
			}
		}
	}
	for k := range min(maxSpan, j+1) {
		for _, t := range p.target.words[j-k] {
			for _, l := range x.back[t] {
				g[l.other] = 0
			}
		}
	}
	return sums
}

// gain is what the words of a link say, both directions together, in nats. s ends with the row that was prepared last.
func (w *wordTable) gain(s, t Range) float64 {
	sum := 0.0
	for j := t.Start; j < t.End; j++ {
		sum += w.forward[s.End%maxSpan][j][s.Len()-1]
	}
	for i := s.Start; i < s.End; i++ {
		sum += w.back[(i+1)%maxSpan][t.End-1][t.Len()-1]
	}
	return sum / 2
}
