package mail

import (
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"
	"text/template/parse"

	"publish/pipeline/language"
)

//go:embed mailer.txt.tmpl
var defaultTemplate string

// DefaultTemplate is the template that init writes, and that is used where a project has none.
func DefaultTemplate() []byte { return []byte(defaultTemplate) }

// A Template words a mailer. It may be used by several goroutines at once.
type Template struct {
	file string
	tree *template.Template
}

// functions are those that a template may call; text/template's own that print, escape or call back are not among them,
// because their work cannot be bounded.
var functions = strings.Fields("wrap width rule and or not len index slice eq ne lt le gt ge")

// ParseTemplate reads templates/mailer.txt.tmpl. A template may not call itself, so that each one comes to an end. Errors
// name file and line, and what to do.
func ParseTemplate(file string, data []byte) (*Template, error) {
	if len(data) > MaxTemplate {
		return nil, fmt.Errorf("%s: the template has %d bytes; at most %d are read", file, len(data), MaxTemplate)
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(data), "\uFEFF"), "\r\n", "\n")
	if valid := strings.ToValidUTF8(text, "\x00"); valid != text {
		return nil, fmt.Errorf("%s:%d: not UTF-8; save it as UTF-8", file, 1+strings.Count(valid[:strings.IndexByte(valid, 0)], "\n"))
	}
	if strings.ContainsRune(text, 0) {
		return nil, fmt.Errorf("%s:%d: a NUL character; take it out", file, 1+strings.Count(text[:strings.IndexByte(text, 0)], "\n"))
	}
	tree, err := template.New(file).Option("missingkey=error").Funcs(new(budget).functions()).Parse(text)
	if err != nil {
		return nil, located(file, err, "correct it; `publish init` writes a template that works")
	}
	guard := guard{file: file, calls: map[string][]string{}}
	for _, t := range tree.Templates() {
		if t.Tree != nil {
			guard.in = t.Name()
			guard.list(t.Tree.Root)
		}
	}
	if err := errors.Join(guard.err, guard.circle()); err != nil {
		return nil, err
	}
	printed, _, err := (&Template{file, tree}).execute(sample())
	if err != nil {
		return nil, err // an unknown field: said now, not for each edition
	}
	if strings.TrimSpace(printed) == "" {
		return nil, fmt.Errorf("%s: the template prints nothing; `publish init` writes a template that works", file)
	}
	return &Template{file, tree}, nil
}

// located brings an error of text/template into the form file:line: what; what to do.
func located(file string, err error, do string) error {
	text := strings.TrimPrefix(err.Error(), "template: ")
	text = strings.ReplaceAll(text, "mail.Values", "the mailer")
	text = regexp.MustCompile(`^([^:]+:\d+:)(\d+:)? executing "[^"]*" at `).ReplaceAllString(text, "$1$2 at ")
	if !strings.HasPrefix(text, file) {
		text = file + ": " + text
	}
	return fmt.Errorf("%s; %s", text, do)
}

// guard walks a template before it is used: it refuses functions that are not offered, notes which template calls which,
// and puts a mark at the head of each loop's body and of each template, which the writer counts as a turn.
type guard struct {
	file  string
	in    string
	calls map[string][]string
	tree  *parse.Tree
	err   error
}

// turn is printed at each turn of a loop. No text holds NUL.
const turn = "\x00"

func (g *guard) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		g.node(n)
	}
}

func (g *guard) node(n parse.Node) {
	switch n := n.(type) {
	case *parse.ActionNode:
		g.pipe(n.Pipe)
	case *parse.IfNode:
		g.branch(&n.BranchNode)
	case *parse.WithNode:
		g.branch(&n.BranchNode)
	case *parse.RangeNode:
		g.branch(&n.BranchNode)
		n.List.Nodes = slices.Insert(n.List.Nodes, 0, parse.Node(&parse.TextNode{NodeType: parse.NodeText, Pos: n.Pos, Text: []byte(turn)}))
	case *parse.TemplateNode:
		g.calls[g.in] = append(g.calls[g.in], n.Name)
		g.pipe(n.Pipe)
	}
}

func (g *guard) branch(b *parse.BranchNode) {
	g.pipe(b.Pipe)
	g.list(b.List)
	g.list(b.ElseList)
}

func (g *guard) pipe(p *parse.PipeNode) {
	if p == nil {
		return
	}
	for _, c := range p.Cmds {
		for _, arg := range c.Args {
			g.argument(arg)
		}
	}
}

func (g *guard) argument(n parse.Node) {
	switch n := n.(type) {
	case *parse.PipeNode:
		g.pipe(n)
	case *parse.ChainNode:
		g.argument(n.Node)
	case *parse.IdentifierNode:
		if !slices.Contains(functions, n.Ident) && g.err == nil {
			place, _ := g.tree.ErrorContext(n)
			g.err = fmt.Errorf("%s: a mailer has no function %q; use %s", place, n.Ident, strings.Join(functions, ", "))
		}
	}
}

// circle finds a template that calls itself, over others or not.
func (g *guard) circle() error {
	const visiting, done = 1, 2
	state := map[string]int{}
	var visit func(name string) error
	visit = func(name string) error {
		state[name] = visiting
		for _, called := range g.calls[name] {
			if state[called] == visiting {
				return fmt.Errorf("%s: the template %q calls itself; write it as a loop over .Blocks", g.file, called)
			}
			if state[called] == 0 {
				if err := visit(called); err != nil {
					return err
				}
			}
		}
		state[name] = done
		return nil
	}
	for _, name := range sortedKeys(g.calls) {
		if state[name] == 0 {
			if err := visit(name); err != nil {
				return err
			}
		}
	}
	return nil
}

func sortedKeys(m map[string][]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// budget bounds one execution: its output, and its work.
type budget struct {
	out   strings.Builder
	work  int
	wraps wrapper
}

var (
	errTooLong  = errors.New("it prints more than 4 MB")
	errTooMuch  = errors.New("it does more than a mailer can need: a loop in a loop")
	doLessOrSay = "make it shorter; `publish init` writes a template that works"
)

func (b *budget) spend(n int) error {
	if b.work += n; b.work > maxWork {
		return errTooMuch
	}
	return nil
}

// Write takes what the template prints, and counts the turns of its loops.
func (b *budget) Write(p []byte) (int, error) {
	if len(p) == 1 && p[0] == 0 {
		return 1, b.spend(turnCost)
	}
	if b.out.Len()+len(p) > MaxText {
		return 0, errTooLong
	}
	return b.out.Write(p)
}

func (b *budget) functions() template.FuncMap {
	return template.FuncMap{"wrap": b.wrap, "width": b.width, "rule": b.rule}
}

// wrap is the template's function: wrap TEXT, or wrap MARK TEXT.
func (b *budget) wrap(args ...string) (string, error) {
	if n := len(args); n < 1 || n > 2 {
		return "", fmt.Errorf("wrap takes a text, or a mark and a text; not %d arguments", n)
	}
	text, mark := args[len(args)-1], strings.Join(args[:len(args)-1], "")
	if err := b.spend(turnCost + handleCost*(len(text)+len(mark))); err != nil {
		return "", err
	}
	b.wraps.columns = Columns
	return b.wraps.wrap(text, mark, strings.Repeat(" ", min(Width(mark), Columns))), nil
}

func (b *budget) width(text string) (int, error) {
	return Width(text), b.spend(turnCost + handleCost*len(text))
}

// rule is a line of one character, at most as long as a line.
func (b *budget) rule(character string, n int) (string, error) {
	width := max(Width(character), 1)
	if len(character) > 16 {
		return "", errors.New("rule takes one character")
	}
	return strings.Repeat(character, min(max(n, 0), Columns)/width), b.spend(turnCost)
}

// execute prints values, and says which words had to be parted.
func (t *Template) execute(v Values) (string, []string, error) {
	var b budget
	b.wraps.language, _ = language.Parse(v.Language)
	tree, err := t.tree.Clone()
	if err == nil {
		err = tree.Funcs(b.functions()).Execute(&b, v)
	}
	var of template.ExecError
	switch {
	case err == nil:
		return b.out.String(), b.wraps.parted, nil
	case errors.Is(err, errTooLong):
		return "", nil, fmt.Errorf("%s: %w; %s", t.file, errTooLong, doLessOrSay)
	case errors.Is(err, errTooMuch):
		return "", nil, fmt.Errorf("%s: %w; %s", t.file, errTooMuch, doLessOrSay)
	case errors.As(err, &of):
		return "", nil, located(t.file, err, "use the names that the comment at the template's head has")
	}
	return "", nil, fmt.Errorf("%s: %w", t.file, err)
}
