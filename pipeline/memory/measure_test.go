//go:build linux

package memory

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Flags of TestMeasure, behind -args.
var (
	measured  = flag.Int("segments", 0, "measure a memory of so many segments")
	kind      = flag.String("corpus", "spliced", "spliced, copies, names (a template with 4 slots of 1,000 names), slots (7 slots of 12 names), long")
	threshold = flag.Float64("threshold", .7, "least score")
	asked     = flag.Int("queries", 2000, "how many queries")
	passes    = flag.Int("passes", 3, "the fastest of so many passes counts for each query")
	bruted    = flag.Int("brute", 20, "compare so many queries with brute force")
	wrote     = flag.String("write", "", "write the corpus and the queries to files of this name, for other tools")
	openedAt  = flag.String("opened", "", "used by TestMeasure itself: an index to search in a process of its own")
)

func corpusOf(t *tongue, n int) [][]string {
	switch *kind {
	case "copies":
		one := t.sentence()
		return slices.Repeat([][]string{one}, n)
	case "names":
		return t.template(n, 19, 4, 1000)
	case "slots":
		return t.template(n, 19, 7, 12)
	case "long":
		all := make([][]string, n)
		for i := range all {
			for len(all[i]) < 150+i%110 {
				all[i] = append(all[i], t.sentence()...)
			}
		}
		return all
	}
	return t.sentences(n)
}

// TestMeasure measures building, opening and searching; BENCHMARKS.md has the commands.
func TestMeasure(t *testing.T) {
	if *measured == 0 {
		return // it measures, and tests nothing
	}
	if *openedAt != "" {
		searchOpened(t)
		return
	}
	tongue := newTongue(7, 50_000)
	sentences := corpusOf(tongue, *measured)
	queries, more := tongue.queries(sentences, *asked), tongue.queries(sentences, 10_000)
	var text strings.Builder
	for i := range sentences {
		text.WriteString(written(sentences[i]) + "\n")
	}
	sentences = nil // or the garbage collector looks through them all the time
	runtime.GC()
	if *wrote != "" {
		os.WriteFile(*wrote, []byte(text.String()), 0o666)
		os.WriteFile(*wrote+".queries", []byte(strings.Join(queries, "\n")+"\n"), 0o666)
		return
	}
	x := measureBuild(t, text.String())
	s := Of(x).Searcher()
	measureSearch(queries, func(q string) { s.Search(q, Options{Threshold: *threshold, Limit: 5}) })
	measureBrute(t, s, x, queries)
	if *kind == "spliced" {
		measureOpened(t, x, more)
		measureAdding(x, more)
	}
}

// measureOpened writes the index and searches it in a process of its own, whose memory says what a search needs.
func measureOpened(t *testing.T, x *Index, queries []string) {
	name := filepath.Join(t.TempDir(), "index")
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	size, err := x.WriteTo(file)
	if err := cmp.Or(err, file.Close()); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("written: %.1f MB in %.2f s\n", float64(size)/1e6, time.Since(start).Seconds())
	child := exec.Command(os.Args[0], append(slices.Clone(os.Args[1:]), "-opened", name)...)
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	child.Stdin = strings.NewReader(strings.Join(queries, "\n"))
	if err := child.Run(); err != nil {
		t.Fatal(err)
	}
}

// measureAdding adds pairs to a store and deletes them again, while others search it and put its parts together.
func measureAdding(x *Index, texts []string) {
	s := NewStore(Of(x))
	stop := make(chan struct{})
	var all sync.WaitGroup
	for _, work := range []func(i int){
		func(int) { s.Compact() },
		func(i int) {
			s.Memory().Searcher().Search(texts[i%len(texts)], Options{Threshold: *threshold, Limit: 5})
		},
	} {
		all.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
					work(i)
				}
			}
		})
	}
	runtime.LockOSThread()
	pair := func(i int) Pair { return Pair{Source: fmt.Sprint(texts[i%len(texts)], i), Target: "t"} }
	measureEach("adding", 2*len(texts), func(i int) { s.Add(pair(i)) })
	measureEach("deleting", 2*len(texts), func(i int) { s.Delete(pair(i)) })
	close(stop)
	all.Wait()
	fmt.Printf("%d pairs in %d parts are left\n", s.Memory().Len(), len(s.Memory().parts))
}

func measureEach(what string, n int, do func(int)) {
	times, walls := make([]time.Duration, n), make([]time.Duration, n)
	for i := range times {
		cpu, start := threadTime(), time.Now()
		do(i)
		walls[i] = time.Since(start)
		times[i] = threadTime() - cpu
	}
	slices.Sort(times)
	slices.Sort(walls)
	fmt.Printf("%s, processor time: p50 %v p99 %v p99.9 %v max %v; wall clock: p50 %v p99.9 %v\n", what, times[n/2], times[n*99/100], times[n*999/1000], times[n-1],
		walls[n/2], walls[n*999/1000])
}

func searchOpened(t *testing.T) {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	file, data := mapped(t, *openedAt)
	x, err := OpenIndex(data, file)
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	s := Of(x).Searcher()
	for q := range strings.Lines(string(text)) {
		s.Search(q, Options{Threshold: *threshold, Limit: 5})
	}
	fmt.Printf("opened in %.3f ms; after 10,000 queries VmHWM %s\n", float64(took.Microseconds())/1000, resident("VmHWM"))
}

func measureBuild(t *testing.T, text string) *Index {
	start, cpu := time.Now(), processorTime()
	b := NewBuilder(nil)
	for line := range strings.Lines(text) {
		b.Add(Pair{Source: line[:len(line)-1], Target: line[:len(line)-1], Origin: "memory/x.tmx"})
	}
	x := indexOf(t, b)
	fmt.Printf("build: %.2f s of processor time, %.2f s; %d entries, %d words, %d postings, peak %s\n", (processorTime() - cpu).Seconds(), time.Since(start).Seconds(),
		x.entries(), x.tokens.size(), len(x.postings), resident("VmHWM"))
	return x
}

func measureSearch(queries []string, search func(string)) {
	runtime.LockOSThread()
	times := make([]time.Duration, len(queries))
	for pass := range *passes {
		for i, q := range queries {
			cpu, start := threadTime(), time.Now()
			search(q)
			if took := min(time.Since(start), threadTime()-cpu); pass == 0 || took < times[i] {
				times[i] = took
			}
		}
	}
	slices.Sort(times)
	sum := time.Duration(0)
	for _, t := range times {
		sum += t
	}
	micro := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }
	n := len(times)
	fmt.Printf("search at %v, µs: mean %.2f p50 %.2f p99 %.2f p99.9 %.2f max %.1f\n", *threshold, micro(sum)/float64(n), micro(times[n/2]), micro(times[n*99/100]), micro(times[n*999/1000]), micro(times[n-1]))
}

// measureBrute compares with every entry, and holds the search to it.
func measureBrute(t *testing.T, s *Searcher, x *Index, queries []string) {
	took := time.Duration(0)
	n := min(*bruted, len(queries))
	differ := 0
	for _, q := range queries[:n] {
		o := Options{Threshold: *threshold, Limit: 5}
		hits := s.Search(q, o)
		start := threadTime()
		s.query.read(q)
		s.hits.begin(o)
		s.hits.index = x
		s.indexed.load(x, &s.query)
		s.hits.allow(*threshold, s.length, x.longest())
		for length := 1; length <= x.longest() && max(length, s.length) < len(s.hits.allowed); length++ {
			first, end := x.lengths(length, length)
			for entry := first; entry < end; entry++ {
				s.compare(candidate{entry, 0, uint16(length)})
			}
		}
		took += threadTime() - start
		if !slices.Equal(hits, s.hits.result()) {
			differ++
			t.Errorf("%q: %v\nby brute force %v", q, hits, s.hits.result())
		}
	}
	if n > 0 {
		fmt.Printf("brute force: %.2f ms a query; %d of %d differ\n", took.Seconds()*1000/float64(n), differ, n)
	}
}

// resident is a figure of the process's memory, as Linux counts it.
func resident(key string) string {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, key) {
			return strings.Join(strings.Fields(line)[1:], " ")
		}
	}
	return "unknown"
}
