package layout

import "slices"

// kernSpans brings letters of two spans that touch as near as letters of one: shaping, which kerns, has seen each span for
// itself.
func (p *paragraphText) kernSpans() error {
	if len(p.inlines) < 2 {
		return nil
	}
	for i := 0; i+1 < len(p.boxes); i++ {
		a, b := &p.boxes[i], &p.boxes[i+1]
		if !touch(a, b) {
			continue
		}
		kern, err := p.kern(a, b)
		if err != nil {
			return err
		}
		if kern != 0 {
			a.clusters = slices.Clone(a.clusters) // the shaper's stay as they are
			a.clusters[len(a.clusters)-1].Advance += kern
			a.measure()
		}
	}
	return nil
}

// touch tells whether two boxes are of two spans, with nothing between them that would part them, and in one face.
func touch(a, b *box) bool {
	return a.source.owner != b.source.owner && a.space == 0 && a.face == b.face && a.level == 0 && b.level == 0 && a.tracked && b.tracked &&
		len(a.clusters) > 0 && len(b.clusters) > 0
}

// kern is how much nearer, in em, the first letter of a box stands to the last one of another than their widths say.
func (p *paragraphText) kern(a, b *box) (float64, error) {
	last, first := a.clusters[len(a.clusters)-1], b.clusters[0]
	x, y := a.source.start, b.source.start
	left, right := p.text[x+last.Start:x+last.End], p.text[y+first.Start:y+first.End]
	in := &p.inlines[a.source.owner]
	both, err := p.shaper.Shape(left+right, in.language, false, in.style)
	if err != nil {
		return 0, err
	}
	alone, err := p.shaper.Shape(left, in.language, false, in.style)
	if err != nil {
		return 0, err
	}
	if len(both.Runs) != 1 || len(alone.Runs) != 1 || len(both.Runs[0].Clusters) != 2 || len(alone.Runs[0].Clusters) != 1 ||
		both.Runs[0].Clusters[0].Code != alone.Runs[0].Clusters[0].Code {
		return 0, nil // a ligature: none across spans
	}
	return both.Runs[0].Clusters[0].Advance - alone.Runs[0].Clusters[0].Advance, nil
}
