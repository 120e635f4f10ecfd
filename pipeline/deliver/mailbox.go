package deliver

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// MaxMailbox is the most messages of a mailbox that are read.
const MaxMailbox = 100_000

// ReadMailbox calls do for each message of a Maildir (its folders new and cur), or of an mbox file, with a name to find it by
// and its first MaxNotice bytes.
func ReadMailbox(path string, do func(name string, data []byte)) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return readMaildir(path, do)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s: not a regular file, and no Maildir", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return readMbox(path, f, do)
}

func readMaildir(path string, do func(name string, data []byte)) error {
	count, folders := 0, 0
	for _, folder := range []string{"new", "cur"} {
		entries, err := os.ReadDir(filepath.Join(path, folder))
		if err != nil {
			continue
		}
		folders++
		for _, e := range entries { // sorted by name
			if !e.Type().IsRegular() {
				continue
			}
			if count++; count > MaxMailbox {
				return fmt.Errorf("%s: more than %d messages; move those that were read before elsewhere", path, MaxMailbox)
			}
			name := filepath.Join(path, folder, e.Name())
			data, err := readBeginning(name)
			if errors.Is(err, os.ErrNotExist) {
				continue // another program has moved it meanwhile
			}
			if err != nil {
				return err
			}
			do(name, data)
		}
	}
	if folders == 0 {
		return fmt.Errorf("%s: no folder new or cur in it; name a Maildir, or an mbox file", path)
	}
	return nil
}

// readBeginning reads the first MaxNotice bytes of a file.
func readBeginning(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxNotice))
}

// readMbox reads messages that begin with a line "From " after an empty one (RFC 4155), in the mboxrd kind: a line ">From " has
// lost nothing but its first character.
func readMbox(path string, r io.Reader, do func(name string, data []byte)) error {
	lines := bufio.NewReaderSize(r, 1<<16)
	var message []byte
	count, empty, inside := 0, true, false
	flush := func() {
		if inside {
			do(fmt.Sprintf("%s, message %d", path, count), message)
		}
		message = message[:0]
	}
	whole := true // what was read last ended its line
	for {
		line, err := lines.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
		begins := whole && empty && bytes.HasPrefix(line, []byte("From "))
		switch {
		case begins:
			flush()
			if count++; count > MaxMailbox {
				return fmt.Errorf("%s: more than %d messages; move those that were read before elsewhere", path, MaxMailbox)
			}
			inside = true
		case count == 0 && len(bytes.TrimSpace(line)) > 0:
			return fmt.Errorf("%s: not an mbox file, which begins with a line \"From \"", path)
		case inside && len(message) < MaxNotice:
			message = append(message, unstuffed(line, whole)...)
		}
		empty = whole && len(bytes.TrimRight(line, "\r\n")) == 0 && len(line) > 0
		whole = bytes.HasSuffix(line, []byte("\n"))
		if errors.Is(err, io.EOF) {
			flush()
			return nil
		}
	}
}

func unstuffed(line []byte, begins bool) []byte {
	if bare := bytes.TrimLeft(line, ">"); begins && len(bare) < len(line) && bytes.HasPrefix(bare, []byte("From ")) {
		return line[1:]
	}
	return line
}

// AppendMbox adds a message to an mbox of the kind mboxrd: a line that begins with "From ", or with ">" before that, has one ">"
// more. Lines end with LF.
func AppendMbox(box []byte, sender, asctime string, message []byte) []byte {
	box = fmt.Appendf(box, "From %s %s\n", sender, asctime)
	for line := range bytes.Lines(message) {
		line = bytes.TrimRight(line, "\r\n")
		if bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			box = append(box, '>')
		}
		box = append(append(box, line...), '\n')
	}
	return append(box, '\n')
}
