package deliver

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// Dir is the folder of the ledgers, beside members.toml.
const Dir = "deliveries"

// LedgerFile is the path of a resolution's ledger, beside the members file.
func LedgerFile(members, resolution string) string {
	return filepath.Join(filepath.Dir(members), Dir, resolution+".jsonl")
}

// A Journal appends lines to a ledger. Several goroutines may use it; lines that come together share one fsync.
type Journal struct {
	name string
	file ledgerFile

	mu      sync.Mutex
	ledger  *Ledger
	err     error // the first failure: nothing is written after it
	written int   // lines
	synced  int   // lines that are on disk
	syncing bool
	done    *sync.Cond // a sync has ended
}

// A ledgerFile is what a Journal needs of a file.
type ledgerFile interface {
	Write([]byte) (int, error)
	Sync() error
	Truncate(int64) error
	Close() error
}

// OpenJournal opens the ledger of a resolution for appending and makes it if it is not there and none is on record. A last
// line that was not written whole is cut off: it is not believed, and what it was about is unknown. The file and its
// folder are its owner's alone, because they hold addresses.
func OpenJournal(name string, on Mark, now time.Time) (*Journal, error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return nil, unwritable(name, err)
	}
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, unwritable(name, err)
	}
	j, err := openJournal(name, f, on, now)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return j, nil
}

// LoadLedger reads the ledger of a resolution; one that is not there is empty, unless it is on record.
func LoadLedger(name string, on Mark) (*Ledger, error) {
	info, err := os.Stat(name) // before it is opened: a pipe would wait for somebody to write
	if errors.Is(err, fs.ErrNotExist) {
		return ReadLedger(name, strings.NewReader(""), on)
	}
	if err == nil {
		err = guarded(name, info)
	}
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadLedger(name, f, on)
}

func openJournal(name string, f *os.File, on Mark, now time.Time) (*Journal, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, unwritable(name, err)
	}
	if err := guarded(name, info); err != nil {
		return nil, err
	}
	ledger, err := ReadLedger(name, f, on)
	if err != nil {
		return nil, err
	}
	j := newJournal(name, f, ledger)
	if ledger.Torn > 0 {
		if err := f.Truncate(ledger.Size); err != nil {
			return nil, unwritable(name, err)
		}
	}
	if ledger.Lines > 0 {
		return j, nil
	}
	if err := j.Append(Line{Event: Begin, Time: now, Format: Format, Ledger: rand.Text()}); err != nil {
		return nil, err
	}
	dir := filepath.Dir(name)
	return j, errors.Join(syncFolder(dir), syncFolder(filepath.Dir(dir))) // the folder may be new, too
}

func newJournal(name string, f ledgerFile, ledger *Ledger) *Journal {
	j := &Journal{name: name, file: f, ledger: ledger}
	j.done = sync.NewCond(&j.mu)
	return j
}

// guarded refuses a ledger that others may write: what is sent depends on it.
func guarded(name string, info fs.FileInfo) error {
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s: not a regular file; a ledger is one", name)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s: others may write it (mode %04o); take that from them with `chmod go-w %s`", name, info.Mode().Perm(), name)
	}
	return nil
}

// syncFolder makes a new name last; where the system cannot sync a folder, that is no error.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	_ = f.Sync()
	return f.Close()
}

func unwritable(name string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	do := "make it writable for yourself"
	if errors.Is(err, syscall.ENOSPC) {
		do = "make room on the disk"
	}
	return fmt.Errorf("%s: %w; nothing is sent without its ledger: %s, and run again", name, err, do)
}

// Ledger is what the journal's ledger held when it was opened, and all that was written to it since. Nobody may append
// meanwhile.
func (j *Journal) Ledger() *Ledger {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.ledger
}

// Append writes a line, and returns when it is on disk. After an error nothing can be appended any more.
func (j *Journal) Append(l Line) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := j.write(l); err != nil {
		return err
	}
	return j.sync(j.written)
}

// Note writes a line that is on disk after the next Append or Close. A process that is killed leaves it whole; a power cut
// may take it, and what it said is unknown then.
func (j *Journal) Note(l Line) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.write(l)
}

// write is called with mu held.
func (j *Journal) write(l Line) error {
	if j.err != nil {
		return j.err
	}
	l.Time = l.Time.UTC().Truncate(time.Millisecond)
	data, chain, err := l.encode(j.ledger.Chain)
	if err == nil {
		err = j.ledger.apply(l)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", j.name, err)
	}
	if _, err := j.file.Write(data); err != nil {
		_ = j.file.Truncate(j.ledger.Size) // what came of the line is torn anyway
		j.err = unwritable(j.name, err)
		return j.err
	}
	j.ledger.advance(data, chain)
	j.written++
	return nil
}

// sync returns when so many lines are on disk. It is called with mu held, and gives it up while the disk is at work: lines
// that are written meanwhile wait for the next sync together.
func (j *Journal) sync(lines int) error {
	for j.synced < lines && j.err == nil {
		if j.syncing {
			j.done.Wait()
			continue
		}
		j.syncing = true
		upto := j.written
		j.mu.Unlock()
		err := j.file.Sync()
		j.mu.Lock()
		j.syncing = false
		if err != nil {
			j.err = unwritable(j.name, err) // what a failed sync has left on disk, nobody knows
		} else {
			j.synced = upto
		}
		j.done.Broadcast()
	}
	if j.synced < lines {
		return j.err
	}
	return nil
}

// Mark is how far the ledger has come.
func (j *Journal) Mark() Mark {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.ledger.Mark
}

// Close puts all lines on disk and closes the file.
func (j *Journal) Close() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	err := j.sync(j.written)
	return errors.Join(err, j.file.Close())
}

// LockLedgers waits until nobody else delivers by the ledgers beside this members file. It calls waiting once if it has to.
func LockLedgers(members string, waiting func()) (unlock func(), err error) {
	dir := filepath.Join(filepath.Dir(members), Dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, unwritable(dir, err)
	}
	type lock struct {
		unlock func()
		err    error
	}
	got := make(chan lock, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(filepath.Join(dir, ".lock")).Lock()
		got <- lock{unlock, err}
	}()
	select {
	case l := <-got:
		return l.unlock, l.err
	case <-time.After(300 * time.Millisecond):
		waiting()
	}
	l := <-got
	return l.unlock, l.err
}
