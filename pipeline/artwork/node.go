package artwork

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
)

// A node is an element of the file, of SVG's namespace or of none.
type node struct {
	name       string
	attributes map[string]string // without those of other namespaces, but for xlink:href
	children   []*node
	text       []byte // of style elements
	line       int
}

const svgSpace = "http://www.w3.org/2000/svg"

// A tree is the elements of a file.
type tree struct {
	root *node
	ids  map[string]*node
}

// readTree reads the elements of a file; line is where an error is.
func readTree(data []byte) (t tree, line int, err error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	t.ids = map[string]*node{}
	var open []*node
	for {
		token, err := d.Token()
		line, _ := d.InputPos()
		if err == io.EOF {
			return t, line, nil
		}
		if err != nil {
			return t, line, plain(err)
		}
		switch token := token.(type) {
		case xml.Directive:
			d.Entity = entities(d.Entity, string(token))
		case xml.StartElement:
			n, err := t.add(token, open, line)
			if err != nil {
				return t, line, err
			}
			if n == nil { // of another namespace
				if err := d.Skip(); err != nil {
					return t, line, plain(err)
				}
				continue
			}
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if n := len(open); n > 0 && open[n-1].name == "style" {
				open[n-1].text = append(open[n-1].text, token...)
			}
		}
	}
}

var entity = regexp.MustCompile(`<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"&%<]*)"|'([^'&%<]*)')\s*>`)

// entities adds those that a document type declares: older drawing programs name their namespaces so. They are plain texts: none
// holds another one, markup, or a file.
func entities(known map[string]string, directive string) map[string]string {
	for _, m := range entity.FindAllStringSubmatch(directive, maxEntities) {
		if known == nil {
			known = map[string]string{}
		}
		if _, ok := known[m[1]]; !ok && len(known) < maxEntities && len(m[2]+m[3]) <= longestEntity {
			known[m[1]] = m[2] + m[3]
		}
	}
	return known
}

const (
	maxEntities   = 64
	longestEntity = 200 // bytes
)

// add hangs an element into the tree, or returns nil for one that is not of SVG.
func (t *tree) add(e xml.StartElement, open []*node, line int) (*node, error) {
	own := e.Name.Space == svgSpace || e.Name.Space == ""
	switch {
	case len(open) == 0 && (!own || e.Name.Local != "svg"):
		return nil, fmt.Errorf("the file begins with <%s>, not with <svg>; save the drawing as SVG", shortened(e.Name.Local))
	case len(open) == 0 && t.root != nil:
		return nil, fmt.Errorf("there is a second drawing in the file")
	case len(open) >= MaxDepth:
		return nil, fmt.Errorf("elements are nested more than %d deep", MaxDepth)
	case !own:
		return nil, nil
	}
	n := &node{name: e.Name.Local, attributes: make(map[string]string, len(e.Attr)), line: line}
	for _, a := range e.Attr {
		if a.Name.Space == "" || a.Name.Local == "href" {
			n.attributes[a.Name.Local] = a.Value
		}
	}
	if id := n.attributes["id"]; id != "" && t.ids[id] == nil {
		t.ids[id] = n
	}
	if len(open) == 0 {
		t.root = n
		return n, nil
	}
	parent := open[len(open)-1]
	parent.children = append(parent.children, n)
	return n, nil
}
