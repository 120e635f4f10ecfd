package mail

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// verifier is Python's dkimpy: a message and a public key in hex; True if the signature is good.
const verifier = `
import base64, dkim, sys
record = b"v=DKIM1; k=" + sys.argv[1].encode() + b"; p=" + base64.b64encode(bytes.fromhex(sys.argv[2]))
print(dkim.DKIM(sys.stdin.buffer.read()).verify(dnsfunc=lambda name, timeout=5: record if name == b"s1._domainkey.example.org." else None))
`

// If it fails, receivers refuse the federation's mail as forged, or take a changed one for genuine.
func TestSignature(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil || exec.Command(python, "-c", "import dkim, nacl").Run() != nil {
		t.Skip("python3 with dkimpy and pynacl is not installed: no other program verifies the signatures")
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	letter := sampleLetter(t)
	letter.Text.Text += "a line  with\ttwo blanks \n\n\n"
	for kind, keys := range map[string][2]any{"ed25519": {private, []byte(public)}, "rsa": {rsaKey, &rsaKey.PublicKey}} {
		raw, isRaw := keys[1].([]byte)
		if !isRaw {
			raw, _ = x509.MarshalPKIXPublicKey(keys[1])
		}
		der, err := x509.MarshalPKCS8PrivateKey(keys[0])
		if err != nil {
			t.Fatal(err)
		}
		s, err := NewSigner("example.org", "s1", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
		if err != nil {
			t.Fatal(err)
		}
		p := letter.Pack(Attachment{Data: bytes.Repeat([]byte("%PDF"), 1000)})
		d := Dispatch{ID: "1@example.org", Date: handedOver, To: addressesOf(t, "Büro <a@nkr.example>"), Signer: s}
		signed, err := p.Message(d)
		if err != nil {
			t.Fatal(err)
		}
		if again, _ := p.Message(d); !bytes.Equal(again, signed) {
			t.Error("two signatures of one message differ")
		}
		verify := func(data []byte) string {
			c := exec.Command(python, "-c", verifier, kind, fmt.Sprintf("%x", raw))
			c.Stdin = bytes.NewReader(data)
			out, _ := c.CombinedOutput()
			return strings.TrimSpace(string(out))
		}
		if got := verify(signed); got != "True" {
			t.Errorf("%s: %s\n%s", kind, got, signed)
		}
		for _, change := range [][2]string{{"<1@example", "<2@example"}, {"\r\nSubject: ", "\r\nSubject: x\r\nSubject: "}, {"\r\nTo: ", "\r\nReply-To: evil@example.net\r\nTo: "}, {"JVBER", "JVBES"}} {
			changed := bytes.Replace(signed, []byte(change[0]), []byte(change[1]), 1)
			if got := verify(changed); got == "True" || bytes.Equal(changed, signed) {
				t.Errorf("%s: %q is still verified", kind, change)
			}
		}
		for line := range strings.SplitSeq(string(signed), "\r\n") {
			if len(line) > 78 {
				t.Errorf("%d characters: %q", len(line), line)
			}
		}
	}
}

// If it fails, a wrong key is found out when the members' servers refuse the mail, or a message shows a part of it.
func TestKeysAreChecked(t *testing.T) {
	small, _ := x509.MarshalPKCS8PrivateKey(&rsa.PrivateKey{})
	for name, c := range map[string]struct{ pem, want string }{
		"empty":     {"", "no private key in PEM"},
		"public":    {string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte("secret")})), "is no private key that is read"},
		"encrypted": {string(pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte("secret")})), "is no private key that is read"},
		"damaged":   {string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: []byte("secret")})), "is damaged"},
		"nothing":   {string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: small})), "is damaged"},
	} {
		if _, err := NewSigner("example.org", "s1", []byte(c.pem)); err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
