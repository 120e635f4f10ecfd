package pipeline

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A room is one line of ARCHITECTURE.md's table of rooms.
type room struct{ rooms, third string }

// mayImport is ARCHITECTURE.md's table of rooms. Widening a line is a decision about the design: give it its own change.
var mayImport = map[string]room{
	"finding":    {"", ""},
	"tomlfile":   {"", "github.com/BurntSushi/toml github.com/pelletier/go-toml/v2"},
	"pattern":    {"", ""},
	"language":   {"", "golang.org/x/text github.com/klauspost/compress"},
	"resolution": {"pattern language tomlfile", "github.com/yuin/goldmark golang.org/x/text"},
	"segment":    {"resolution language", "github.com/rivo/uniseg golang.org/x/text"},
	"artwork":    {"", "golang.org/x/image"},
	"catalog":    {"segment language", "github.com/pelletier/go-toml/v2 golang.org/x/text"},
	"terms":      {"segment catalog language", "github.com/blevesearch/snowballstem golang.org/x/text"},
	"memory":     {"segment language", ""},
	"match":      {"segment catalog memory terms language", ""},
	"check":      {"pattern language segment terms", "golang.org/x/text"},
	"edition":    {"resolution language segment match", "github.com/nicksnyder/go-i18n/v2 github.com/BurntSushi/toml golang.org/x/text"},
	"typeface":   {"language", "github.com/go-text/typesetting golang.org/x/image golang.org/x/text github.com/klauspost/compress github.com/rivo/uniseg"},
	"layout":     {"pattern artwork resolution edition typeface language tomlfile", "github.com/BurntSushi/toml github.com/go-text/typesetting golang.org/x/text github.com/rivo/uniseg"},
	"pdf":        {"artwork layout typeface language", "codeberg.org/go-pdf/fpdf github.com/klauspost/compress"},
	"mail":       {"resolution edition language", "github.com/rivo/uniseg golang.org/x/net/idna"},
	"manifest":   {"", ""},
	"deliver":    {"manifest mail language tomlfile pattern", "github.com/wneessen/go-mail github.com/rogpeppe/go-internal golang.org/x/text"},
	"align":      {"memory resolution segment language", ""},
	"exchange":   {"pattern segment catalog memory match language", "golang.org/x/text"},
}

// worldly are the rooms below pipeline that are no stages.
var worldly = []string{"deliver"}

// notInStages are the packages that reach the world; only pipeline itself, cmd and the worldly rooms may.
var notInStages = []string{"os", "net", "net/http", "math/rand", "math/rand/v2", "os/exec", "syscall"}

// If it fails, a room has reached into one that it must not know, and the next change there breaks both.
func TestRoomsImportOnlyWhatTheyMay(t *testing.T) {
	seen := map[string]bool{}
	eachFile(t, func(room, path string, f *ast.File) {
		seen[room] = true
		may, known := mayImport[room]
		if !known {
			t.Errorf("pipeline/%s has no line in mayImport: say in ARCHITECTURE.md what it is for and what it may import", room)
			return
		}
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if !allowed(may, room, imported) {
				t.Errorf("%s imports %s: move the code, or change the design", path, imported)
			}
		}
	})
	for room := range mayImport {
		if !seen[room] {
			t.Errorf("mayImport has a line for pipeline/%s, which is not there", room)
		}
	}
}

// If it fails, ARCHITECTURE.md tells a reader of other ways between the rooms than there are.
func TestTheTableOfRoomsIsThatOfTheCode(t *testing.T) {
	text, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(line, " | ")
		if name, ok := strings.CutPrefix(cells[0], "| `pipeline/"); ok && len(cells) == 4 {
			rooms := strings.Split(strings.Trim(cells[2], "–"), ", ")
			slices.Sort(rooms)
			told[strings.TrimSuffix(name, "`")] = strings.Join(rooms, " ")
		}
	}
	for name, may := range mayImport {
		rooms := strings.Fields(may.rooms)
		slices.Sort(rooms)
		if got, there := told[name]; !there || got != strings.Join(rooms, " ") {
			t.Errorf("ARCHITECTURE.md has %q for pipeline/%s, the code %q", got, name, rooms)
		}
	}
	if len(told) != len(mayImport) {
		t.Errorf("ARCHITECTURE.md has %d rooms, the code %d", len(told), len(mayImport))
	}
}

func allowed(may room, room, imported string) bool {
	if inner, ours := strings.CutPrefix(imported, "publish/pipeline/"); ours {
		first, _, _ := strings.Cut(inner, "/")
		return first == room || first == "finding" || slices.Contains(strings.Fields(may.rooms), first)
	}
	if strings.HasPrefix(imported, "publish") {
		return false
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return slices.Contains(worldly, room) || !slices.Contains(notInStages, imported)
	}
	return slices.ContainsFunc(strings.Fields(may.third), func(module string) bool {
		return imported == module || strings.HasPrefix(imported, module+"/")
	})
}

// If it fails, a stage's output may depend on the clock or on which goroutine was first, and two offices get two PDFs.
func TestStagesUseNoClockAndNoGoroutine(t *testing.T) {
	eachFile(t, func(room, path string, f *ast.File) {
		if slices.Contains(worldly, room) {
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine: stages are functions from values to values", path)
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "After", "Sleep", "Tick"}, n.Sel.Name) {
					t.Errorf("%s uses time.%s: stages know no clock", path, n.Sel.Name)
				}
			}
			return true
		})
	})
}

// eachFile visits every Go file of every room below pipeline; tests and generators are left out.
func eachFile(t *testing.T, visit func(room, path string, f *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		slash := filepath.ToSlash(path)
		room, _, below := strings.Cut(slash, "/")
		if !below || !strings.HasSuffix(slash, ".go") || strings.HasSuffix(slash, "_test.go") || strings.Contains(slash, "/internal/gen/") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		if ast.IsGenerated(f) || ignored(f) {
			return nil
		}
		visit(room, slash, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ignored tells whether a file is a program for go generate, not part of the package.
func ignored(f *ast.File) bool {
	return slices.ContainsFunc(f.Comments, func(g *ast.CommentGroup) bool {
		return strings.HasPrefix(g.List[0].Text, "//go:build ignore")
	})
}
