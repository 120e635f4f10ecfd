package deliver

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"publish/pipeline/language"
	"publish/pipeline/mail"
)

func member(t testing.TB, organization, languages string, to ...string) Member {
	t.Helper()
	m := Member{Organization: organization}
	for tag := range strings.FieldsSeq(languages) {
		m.Languages = append(m.Languages, language.MustParse(tag))
	}
	for _, s := range to {
		a, err := mail.ParseAddress(s)
		if err != nil {
			t.Fatal(err)
		}
		m.To = append(m.To, a)
	}
	return m
}

// offers are editions, written "fr:e1:t1": language, edition, text; behind them "provisional", a revision, or a problem.
func offers(list ...string) map[language.Language]Offer {
	all := map[language.Language]Offer{}
	for _, s := range list {
		f := strings.Split(s, ":")
		o := Offer{Language: language.MustParse(f[0]), Edition: f[1], Text: f[2], Standing: "final", Revision: 1}
		for _, more := range f[3:] {
			switch more {
			case "provisional":
				o.Standing = more
			case "held back":
				o.Standing, o.Problem, o.Absent = "provisional", "provisional", true
			case "2":
				o.Revision = 2
			default:
				o.Problem = more
			}
		}
		all[o.Language] = o
	}
	return all
}

func identify(organization, language, edition string) string {
	return organization + "." + language + "." + edition + "@f.example"
}

// ledgerOf is a ledger with these lines.
func ledgerOf(t testing.TB, lines ...Line) *Ledger {
	t.Helper()
	var data bytes.Buffer
	chain := ""
	for _, l := range append([]Line{{Event: Begin, Time: noon, Format: Format, Ledger: "id"}}, lines...) {
		line, next, err := l.encode(chain)
		if err != nil {
			t.Fatal(err)
		}
		data.Write(line)
		chain = next
	}
	l, err := ReadLedger("x.jsonl", &data, Mark{})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// was is a hand-over that was: "nkr fr e1 t1 a@nkr.example sent".
func was(s string) []Line {
	f := strings.Fields(s)
	standing := "final"
	if len(f) > 6 {
		standing = f[6]
	}
	id := identify(f[0], f[1], f[2])
	l := Line{Event: Attempt, Time: noon, ID: id, Organization: f[0], Language: f[1], Edition: f[2], Text: f[3], Standing: standing, Revision: 1, To: []string{f[4]}}
	switch status := Status(f[5]); status {
	case Unknown:
		return []Line{l}
	case Open:
		return []Line{l, {Event: Settle, Time: noon, ID: id, To: l.To, Status: Open}}
	case Bounced:
		return []Line{l, answer(id, Result{f[4], Sent, "250 ok"}), {Event: Bounce, Time: noon, ID: id, To: l.To, Reason: "5.1.1"}}
	default:
		return []Line{l, answer(id, Result{f[4], status, "said"})}
	}
}

// written is a plan as lines: what is sent begins with "+".
func written(steps []Step) string {
	var b strings.Builder
	for _, s := range steps {
		sign := "-"
		if s.Send {
			sign = "+"
		}
		tag := s.Language.String()
		if tag == "" {
			tag = "–"
		}
		fmt.Fprintf(&b, "%s %s %s %s", sign, s.Member.Organization, tag, s.Reason)
		for _, to := range s.To {
			b.WriteString(" " + to.String())
		}
		if s.Corrects != "" {
			b.WriteString(" corrects " + s.Corrects)
		}
		if s.Note != "" {
			b.WriteString(" (" + s.Note + ")")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// If it fails, somebody gets a language that is not theirs, something that they have, or nothing, unnoticed.
func TestPlan(t *testing.T) {
	nkr := member(t, "nkr", "fr en", "Office <a@nkr.example>", "b@nkr.example")
	wtk := member(t, "wtk", "de", "a@wtk.example")
	for name, c := range map[string]struct {
		offers map[language.Language]Offer
		ledger []string
		order  Order
		want   string
	}{
		"the first time": {offers("fr:e1:t1", "en:e2:t1", "de:e3:t1"), nil, Order{},
			"+ nkr fr preference a@nkr.example b@nkr.example\n+ wtk de preference a@wtk.example\n"},
		"all languages": {offers("fr:e1:t1", "en:e2:t1"), nil, Order{All: true},
			"+ nkr fr preference a@nkr.example b@nkr.example\n+ nkr en preference a@nkr.example b@nkr.example\n- wtk – no edition (no edition in de)\n"},
		"a fallback": {offers("fr:e1:t1:held back", "en:e2:t1"), nil, Order{},
			"+ nkr en fallback a@nkr.example b@nkr.example (fr is provisional)\n- wtk – no edition (no edition in de)\n"},
		"a broken edition is no reason for another language": {offers("fr:e1:t1:its files were changed", "en:e2:t1"), nil, Order{},
			"- nkr fr no edition a@nkr.example b@nkr.example (its files were changed)\n- wtk – no edition (no edition in de)\n"},
		"one language alone": {offers("fr:e1:t1", "en:e2:t1", "de:e3:t1"), nil, Order{Langs: []language.Language{language.MustParse("en")}}, ""},
		"one member alone in another language": {offers("fr:e1:t1", "en:e2:t1", "de:e3:t1"), nil, Order{Langs: []language.Language{language.MustParse("en")}, Only: []string{"nkr"}},
			"+ nkr en preference a@nkr.example b@nkr.example\n"},
		"sent": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e1 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"- nkr fr has it a@nkr.example b@nkr.example (since 2026-11-22)\n"},
		"a new address": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"- nkr fr has it a@nkr.example (since 2026-11-22)\n+ nkr fr preference b@nkr.example\n"},
		"an address in other letters, an organization of another id": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 A@nkr.example sent", "nrk fr e1 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"- nkr fr has it a@nkr.example (since 2026-11-22)\n- nkr fr has it b@nkr.example (since 2026-11-22)\n"},
		"an address that is another member's, too": {offers("fr:e1:t1"), []string{"wtk fr e1 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"+ nkr fr preference a@nkr.example b@nkr.example\n"},
		"unknown": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example unknown"}, Order{Only: []string{"nkr"}},
			"- nkr fr unknown a@nkr.example (handed over at 2026-11-22 12:00:00Z, no answer; look for <nkr.fr.e1@f.example> in the server's log)\n+ nkr fr preference b@nkr.example\n"},
		"unknown, of an older edition of the same text": {offers("fr:e9:t1"), []string{"nkr fr e1 t1 a@nkr.example unknown", "nkr fr e1 t1 b@nkr.example unknown"}, Order{Only: []string{"nkr"}},
			"- nkr fr unknown a@nkr.example b@nkr.example (handed over at 2026-11-22 12:00:00Z, no answer; look for <nkr.fr.e1@f.example> in the server's log)\n"},
		"unknown, to be sent again": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example unknown", "nkr fr e1 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}, Resend: []string{"nkr"}},
			"+ nkr fr resent a@nkr.example\n- nkr fr has it b@nkr.example (since 2026-11-22)\n"},
		"deferred, failed": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example deferred", "nkr fr e1 t1 b@nkr.example failed"}, Order{Only: []string{"nkr"}},
			"+ nkr fr again a@nkr.example (said)\n- nkr fr failed b@nkr.example (said)\n"},
		"failed and bounced, to be sent again": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example bounced", "nkr fr e1 t1 b@nkr.example failed"}, Order{Only: []string{"nkr"}, Resend: []string{"nkr"}},
			"+ nkr fr resent a@nkr.example b@nkr.example\n"},
		"bounced": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example bounced", "nkr fr e1 t1 b@nkr.example open"}, Order{Only: []string{"nkr"}},
			"- nkr fr bounced a@nkr.example (5.1.1)\n+ nkr fr resent b@nkr.example\n"},
		"the text was changed": {offers("fr:e2:t2"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e1 t1 b@nkr.example failed"}, Order{Only: []string{"nkr"}},
			"+ nkr fr corrected a@nkr.example corrects nkr.fr.e1@f.example\n+ nkr fr preference b@nkr.example\n"},
		"the text was changed, after an unknown": {offers("fr:e2:t2"), []string{"nkr fr e1 t1 a@nkr.example unknown", "nkr fr e1 t1 b@nkr.example unknown"}, Order{Only: []string{"nkr"}},
			"+ nkr fr corrected a@nkr.example b@nkr.example corrects nkr.fr.e1@f.example\n"},
		"the corrected one was sent": {offers("fr:e2:t2"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e2 t2 a@nkr.example sent", "nkr fr e1 t1 b@nkr.example sent", "nkr fr e2 t2 b@nkr.example failed"}, Order{Only: []string{"nkr"}},
			"- nkr fr has it a@nkr.example (since 2026-11-22)\n- nkr fr failed b@nkr.example corrects nkr.fr.e1@f.example (said)\n"},
		"the text was changed and changed back": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e2 t2 a@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"+ nkr fr corrected a@nkr.example corrects nkr.fr.e2@f.example\n+ nkr fr preference b@nkr.example\n"},
		"the text was changed, and is not translated yet": {offers("fr:e3:t2:held back", "en:e2:t2"), []string{"nkr fr e1 t1 a@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"- nkr en outdated a@nkr.example (holds an older text in fr; fr is provisional)\n+ nkr en fallback b@nkr.example (fr is provisional)\n"},
		"the text was changed, after a fallback": {offers("fr:e3:t2", "en:e2:t2"), []string{"nkr en e1 t1 a@nkr.example sent", "nkr en e1 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"+ nkr fr corrected a@nkr.example b@nkr.example corrects nkr.en.e1@f.example\n"},
		"a better wording": {offers("fr:e2:t1"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e1 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"- nkr fr has it a@nkr.example b@nkr.example (since 2026-11-22, an earlier edition of the same text)\n"},
		"a better wording, asked for": {offers("fr:e2:t1"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e1 t1 b@nkr.example bounced"}, Order{Only: []string{"nkr"}, Renew: true},
			"+ nkr fr renewed a@nkr.example corrects nkr.fr.e1@f.example\n+ nkr fr preference b@nkr.example\n"},
		"a better wording was sent": {offers("fr:e2:t1"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e2 t1 a@nkr.example sent", "nkr fr e1 t1 b@nkr.example sent", "nkr fr e2 t1 b@nkr.example unknown"}, Order{Only: []string{"nkr"}, Renew: true},
			"- nkr fr has it a@nkr.example (since 2026-11-22)\n- nkr fr unknown b@nkr.example (handed over at 2026-11-22 12:00:00Z, no answer; look for <nkr.fr.e2@f.example> in the server's log)\n"},
		"a better wording, and back": {offers("fr:e1:t1"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e2 t1 a@nkr.example sent", "nkr fr e1 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}, Renew: true},
			"+ nkr fr renewed a@nkr.example corrects nkr.fr.e2@f.example\n- nkr fr has it b@nkr.example (since 2026-11-22)\n"},
		"a better wording of another language than it holds": {offers("fr:e1:t1", "en:e3:t1"), []string{"nkr en e2 t1 a@nkr.example sent", "nkr en e2 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}, Renew: true},
			"- nkr fr has it a@nkr.example b@nkr.example (since 2026-11-22, in en)\n"},
		"a revision": {offers("fr:e2:t1:2"), []string{"nkr fr e1 t1 a@nkr.example sent", "nkr fr e1 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"+ nkr fr corrected a@nkr.example b@nkr.example corrects nkr.fr.e1@f.example\n"},
		"final after provisional": {offers("fr:e2:t1"), []string{"nkr fr e1 t1 a@nkr.example sent provisional", "nkr fr e1 t1 b@nkr.example sent provisional"}, Order{Only: []string{"nkr"}},
			"+ nkr fr final a@nkr.example b@nkr.example corrects nkr.fr.e1@f.example\n"},
		"served in another language": {offers("fr:e1:t1", "en:e2:t1"), []string{"nkr en e2 t1 a@nkr.example sent", "nkr en e2 t1 b@nkr.example sent"}, Order{Only: []string{"nkr"}},
			"- nkr fr has it a@nkr.example b@nkr.example (since 2026-11-22, in en)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var lines []Line
			for _, s := range c.ledger {
				lines = append(lines, was(s)...)
			}
			c.order.Members, c.order.Offers, c.order.Ledger, c.order.Identify = []Member{nkr, wtk}, c.offers, ledgerOf(t, lines...), identify
			if got := written(Plan(c.order)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
	paused, mute := wtk, wtk
	paused.Paused, mute.To = true, nil
	if got := written(Plan(Order{Members: []Member{paused, mute}, Offers: offers("de:e1:t1"), Ledger: ledgerOf(t), Identify: identify})); got != "- wtk – paused\n- wtk – no address (`publish bundle` makes an archive to hand over)\n" {
		t.Error(got)
	}
}

// Law: whatever a ledger holds, a plan sends each address one message at most, in a language of its member, never one whose
// fate is unknown; and when it is carried out, the next plan sends nothing.
func TestAPlanCarriedOutLeavesNothingToSend(t *testing.T) {
	tags := []string{"fr", "en", "de"}
	rapid.Check(t, func(rt *rapid.T) {
		var members []Member
		for n := range rapid.IntRange(1, 4).Draw(rt, "members") {
			ls := rapid.Permutation(tags).Draw(rt, "languages")[:rapid.IntRange(1, 3).Draw(rt, "n")]
			members = append(members, member(t, fmt.Sprintf("m%d", n), strings.Join(ls, " "), fmt.Sprintf("a@m%d.example", n), fmt.Sprintf("b@m%d.example", n)))
		}
		editions := func(label string) map[language.Language]Offer {
			var list []string
			for _, tag := range tags {
				if rapid.Bool().Draw(rt, label+tag) {
					n := rapid.IntRange(1, 2).Draw(rt, label+"text")
					wording := rapid.SampledFrom([]string{"", "", "x"}).Draw(rt, label+"wording")
					list = append(list, fmt.Sprintf("%s:%s%d%s:t%d", tag, tag, n, wording, n)+rapid.SampledFrom([]string{"", "", ":held back", ":broken"}).Draw(rt, label+"problem"))
				}
			}
			return offers(list...)
		}
		var lines []Line
		for round := range 4 {
			order := Order{Members: members, Offers: editions(fmt.Sprint(round)), Ledger: ledgerOf(t, lines...), Identify: identify, Renew: rapid.Bool().Draw(rt, "renew")}
			times := map[string]int{}
			for _, s := range Plan(order) {
				if !s.Send {
					continue
				}
				if o := order.Offers[s.Language]; o.Problem != "" || !slices.Contains(s.Member.Languages, s.Language) {
					rt.Fatalf("%s is sent %s: %+v", s.Member.Organization, s.Language, o)
				}
				l := Line{Event: Attempt, Time: noon, ID: s.ID, Organization: s.Member.Organization, Language: s.Language.String(), Edition: s.Offer.Edition, Text: s.Offer.Text, Standing: s.Offer.Standing, Revision: 1}
				var results []Result
				for _, to := range s.To {
					times[to.String()]++
					status := rapid.SampledFrom([]Status{Sent, Sent, Deferred, Failed, Unknown}).Draw(rt, "status")
					if r := order.Ledger.Record(s.ID, to.String()); r.Status == Sent || r.Status == Unknown || r.Status == Failed {
						rt.Fatalf("%s is %s and sent again", s.ID, r.Status)
					}
					l.To = append(l.To, to.String())
					results = append(results, Result{to.String(), status, "said"})
				}
				lines = append(lines, l, answer(s.ID, results...))
			}
			for to, n := range times {
				if n > 1 {
					rt.Fatalf("%s is sent %d messages", to, n)
				}
			}
			order.Ledger = ledgerOf(t, lines...)
			for _, s := range Plan(order) {
				if s.Send && s.Reason != Again {
					rt.Fatalf("after the plan was carried out: %s", written([]Step{s}))
				}
			}
		}
	})
}
