package pipeline

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"publish/pipeline/deliver"
	"publish/pipeline/finding"
	"publish/pipeline/language"
	"publish/pipeline/manifest"
)

// BundleOptions say what is bundled for whom.
type BundleOptions struct {
	Resolutions []string            // at least one
	Languages   []language.Language // nil: what a delivery would send to the member
	Only        []string            // organizations; nil: members without mail for archives, all others for messages
	Provisional bool
	Folder      string // of the archives
	Clock       deliver.Clock
}

// A Bundle is an archive that was written for one organization.
type Bundle struct {
	Organization string   `json:"organization"`
	File         string   `json:"file"`
	Contents     []string `json:"contents"`
}

// A BundleReport says what was bundled, and what could not be.
type BundleReport struct {
	Bundles  []Bundle          `json:"bundles"`
	Findings []finding.Finding `json:"findings"`
	Failures []string          `json:"errors"`
}

// bundleComment tells an archive of ours from others, which are not replaced.
const bundleComment = "Made by publish bundle."

// Bundles writes an archive for each organization, <organization>.zip: the PDFs and texts of the editions that it would be sent,
// and their hashes. The same editions give the same bytes.
func Bundles(p *Project, o BundleOptions) (BundleReport, error) {
	report := BundleReport{Bundles: []Bundle{}, Findings: []finding.Finding{}, Failures: []string{}}
	plans, err := p.openPlans(o)
	if err != nil {
		return report, err
	}
	report.Findings = append(report.Findings, plans[0].Findings...)
	for _, m := range plans[0].members.All {
		if o.Only == nil && (m.Paused || len(m.To) > 0) || o.Only != nil && !slices.Contains(o.Only, m.Organization) {
			continue
		}
		archive, names, err := bundleOf(plans, m)
		if err == nil && len(names) == 0 {
			err = errors.New("there is no edition for it")
		}
		name := m.Organization + ".zip"
		if err == nil {
			err = replaceBundle(o.Folder, name, archive)
		}
		if err != nil {
			report.Failures = append(report.Failures, fmt.Sprintf("%s: %v", m.Organization, err))
			continue
		}
		report.Bundles = append(report.Bundles, Bundle{m.Organization, filepath.Join(o.Folder, name), names})
	}
	if len(report.Bundles)+len(report.Failures) == 0 {
		return report, errors.New("every member has mail; name organizations with --org")
	}
	return report, nil
}

// openPlans opens a plan of each resolution, without touching anything.
func (p *Project) openPlans(o BundleOptions) ([]*Delivery, error) {
	if len(o.Resolutions) == 0 {
		return nil, errors.New("no resolution is named; write `publish bundle RESOLUTION --org ORGANIZATION`")
	}
	var plans []*Delivery
	for _, name := range once(o.Resolutions) {
		d, err := OpenDelivery(p, DeliveryOptions{Resolution: name, Languages: o.Languages, Only: o.Only, Provisional: o.Provisional, DryRun: true, Clock: o.Clock})
		if err != nil {
			return nil, err
		}
		plans = append(plans, d)
	}
	return plans, nil
}

// choices are the editions that a member gets of a resolution: in the languages that were asked for, else those of a
// delivery.
func (d *Delivery) choices(m deliver.Member) ([]deliver.Offer, error) {
	order := deliver.Order{Offers: d.offers.all, All: d.config.Deliver.All}
	if d.options.Languages != nil {
		m.Languages, order.All = d.options.Languages, true
	}
	var offers []deliver.Offer
	for _, s := range order.Choose(m) {
		switch {
		case s.Reason == deliver.NoEdition:
			return nil, fmt.Errorf("%s: %s", d.Name, s.Note)
		case s.Offer.Problem != "":
			return nil, fmt.Errorf("%s in %s: %s", d.Name, s.Language, s.Offer.Problem)
		}
		offers = append(offers, s.Offer)
	}
	return offers, nil
}

// bundleOf is a member's archive, and the names of what is in it. It stores the files as they are: PDFs are compressed, and
// no version of a compressor can change its bytes.
func bundleOf(plans []*Delivery, m deliver.Member) ([]byte, []string, error) {
	var out, sums bytes.Buffer
	var names []string
	var wrong []error
	z := zip.NewWriter(&out)
	add := func(name string, data []byte) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: bundleTime})
		if err == nil {
			_, err = w.Write(data)
		}
		return err
	}
	for _, d := range plans {
		offers, err := d.choices(m)
		if err != nil {
			wrong = append(wrong, err)
		}
		for _, offer := range offers {
			for _, file := range handedOver(d.offers.manifests[offer.Language]) {
				data, err := d.offers.output(d.offers.manifests[offer.Language], d.offers.bases[offer.Language], file)
				if err == nil {
					err = add(path.Join(d.Name, file), data)
				}
				if err != nil {
					return nil, nil, err
				}
				names = append(names, path.Join(d.Name, file))
				fmt.Fprintf(&sums, "%s  %s\n", manifest.Hash(data), path.Join(d.Name, file))
			}
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, nil, err
	}
	err := errors.Join(add("SHA256SUMS", sums.Bytes()), z.SetComment(bundleComment), z.Close())
	return out.Bytes(), names, err
}

// bundleTime is the time of every file in an archive: zip's own beginning, because their hashes say which they are.
var bundleTime = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// handedOver are the files of an edition that a reader has a use for.
func handedOver(m manifest.Manifest) (files []string) {
	for _, o := range m.Outputs {
		if strings.HasSuffix(o.Name, ".pdf") || strings.HasSuffix(o.Name, ".txt") && !strings.HasSuffix(o.Name, jobEnding) {
			files = append(files, o.Name)
		}
	}
	return files
}

// replaceBundle writes an archive; a file of its name that is none of ours is not replaced.
func replaceBundle(folder, name string, data []byte) error {
	if strings.ContainsAny(name, `/\:`) || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "-") {
		return fmt.Errorf("the id cannot be the name of a file; give the organization one of a-z, 0-9 and \"-\"")
	}
	target := filepath.Join(folder, name)
	if old, err := os.ReadFile(target); err == nil && !bytes.HasSuffix(old, []byte(bundleComment)) {
		return fmt.Errorf("%s is there already, and no archive of publish; move it elsewhere", target)
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	temp := filepath.Join(folder, tempPrefix+name)
	defer os.Remove(temp)
	if err := fillBeyond(temp, data, 0o644); err != nil {
		return fmt.Errorf("%s: %w; %s, and run again", target, plain(err), remedy(err))
	}
	return os.Rename(temp, target)
}
