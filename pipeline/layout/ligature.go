package layout

import (
	"slices"

	"publish/pipeline/typeface"
)

// unjoined is a word's clusters without ligatures where its language forbids them: across the joint of a German compound. The
// parts are shaped each for itself and put together; the letters stay letters of one word, to be tracked and divided.
func (p *paragraphText) unjoined(in *inline, text string, run typeface.Run) []typeface.Cluster {
	if !ligates(text, run.Clusters) {
		return run.Clusters
	}
	if own, ok := p.apart[&run.Clusters[0]]; ok {
		return own
	}
	if p.apart == nil {
		p.apart = map[*typeface.Cluster][]typeface.Cluster{}
	}
	own := p.shapeApart(in, text, run)
	p.apart[&run.Clusters[0]] = own
	return own
}

// ligates tells whether an f is in one cluster with a letter after it.
func ligates(text string, clusters []typeface.Cluster) bool {
	return slices.ContainsFunc(clusters, func(c typeface.Cluster) bool {
		return c.End-c.Start > 1 && text[c.Start] == 'f'
	})
}

func (p *paragraphText) shapeApart(in *inline, text string, run typeface.Run) []typeface.Cluster {
	var joints []int
	for _, at := range p.hyphenator(in.language).Unjoined(nil, text) {
		if clusterAt(run.Clusters, at) == 0 {
			joints = append(joints, at)
		}
	}
	if len(joints) == 0 {
		return run.Clusters
	}
	var out []typeface.Cluster
	from := 0
	for _, to := range append(joints, len(text)) {
		s, err := p.shaper.Shape(text[from:to], in.language, false, in.style)
		if err != nil || len(s.Runs) != 1 || s.Runs[0].Face != run.Face {
			return run.Clusters
		}
		for _, c := range s.Runs[0].Clusters {
			c.Start, c.End = c.Start+int32(from), c.End+int32(from)
			out = append(out, c)
		}
		from = to
	}
	return out
}
