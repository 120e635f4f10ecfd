package pdf

import (
	"encoding/binary"
	"flag"
	"math"
	"os"
	"testing"
)

var writeProfile = flag.Bool("write", false, "write cmyk.icc anew")

// If it fails, the profile in the repository is not the one that its model makes, and nobody can say what it stands for.
func TestCMYKProfileIsItsModel(t *testing.T) {
	made := generateCMYK()
	if *writeProfile {
		if err := os.WriteFile("cmyk.icc", made, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile("cmyk.icc")
	if err != nil || len(have) != len(made) {
		t.Fatalf("cmyk.icc has %d bytes, its model gives %d: %v", len(have), len(made), err)
	}
	for i := 0; i+1 < len(made); i += 2 { // processors may round the last bit their own way
		a, b := int(binary.BigEndian.Uint16(made[i:])), int(binary.BigEndian.Uint16(have[i:]))
		if a-b > 64 || b-a > 64 {
			t.Fatalf("cmyk.icc differs from its model at byte %d: %d, not %d", i, b, a)
		}
	}
}

// The primaries are the colours of full tones and their overprints on coated paper, CIE Lab against D50, rounded from what
// ISO 12647-2:2004 asks of offset printing. Bit 0 is cyan, 1 magenta, 2 yellow, 3 black.
var primaries = [16][3]float64{
	{95, 0, -2}, {55, -37, -50}, {48, 74, -3}, {24, 20, -46}, {89, -5, 93}, {50, -66, 27}, {47, 68, 48}, {23, 0, 0},
	{16, 0, 0}, {11, -5, -9}, {10, 10, -3}, {7, 3, -7}, {15, -1, 9}, {9, -8, 3}, {9, 8, 6}, {6, 0, 0},
}

var d50 = [3]float64{0.9642, 1, 0.8249}

func xyzOf(lab [3]float64) (out [3]float64) {
	y := (lab[0] + 16) / 116
	for i, f := range [3]float64{y + lab[1]/500, y, y - lab[2]/200} {
		if f > 6.0/29 {
			out[i] = f * f * f * d50[i]
		} else {
			out[i] = (f - 4.0/29) * 3 * 36 / 841 * d50[i]
		}
	}
	return out
}

func labOf(xyz [3]float64) [3]float64 {
	var f [3]float64
	for i := range f {
		if v := xyz[i] / d50[i]; v > 216.0/24389 {
			f[i] = math.Cbrt(v)
		} else {
			f[i] = v*841/108 + 4.0/29
		}
	}
	return [3]float64{116*f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])}
}

// printed is the colour of inks (0 to 1) relative to the paper: Neugebauer's equations with Yule and Nielsen's n of 2 (J. A. C.
// Yule and W. J. Nielsen, 1951) and 15 % dot gain.
func printed(inks [4]float64) [3]float64 {
	var sum [3]float64
	paper := xyzOf(primaries[0])
	for p := range primaries {
		weight := 1.0
		for i, a := range inks {
			if a += 0.6 * 0.5 * a * (1 - a); p>>i&1 == 0 { // Yule and Nielsen's n gives the other half of the gain
				a = 1 - a
			}
			weight *= a
		}
		for i, v := range xyzOf(primaries[p]) {
			sum[i] += weight * math.Sqrt(v/paper[i])
		}
	}
	for i := range sum {
		sum[i] = sum[i] * sum[i] * d50[i]
	}
	return labOf(sum)
}

// separated is the mixture of inks nearest to a colour, with black in the depths, and how far (in ΔE) it is off.
func separated(lab [3]float64) (inks [4]float64, off float64) {
	black := math.Pow(max(0, 60-lab[0])/60, 1.6) * 0.95
	cost := func(x [4]float64) float64 {
		e := distanceOf(printed(x), lab)
		return e*e + 40*(x[3]-black)*(x[3]-black) + 0.02*(x[0]+x[1]+x[2])
	}
	inks[3] = black
	low := cost(inks)
	for step := 0.5; step > 0.002; {
		moved := false
		for i := range inks {
			for _, d := range []float64{step, -step} {
				x := inks
				x[i] = min(1, max(0, x[i]+d))
				if c := cost(x); c < low-1e-9 {
					inks, low, moved = x, c, true
				}
			}
		}
		if !moved {
			step /= 2
		}
	}
	return inks, distanceOf(printed(inks), lab)
}

func distanceOf(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

const (
	inkGrid = 5
	labGrid = 9
)

// generateCMYK is the profile: its tables by the model above, one for all rendering intents.
func generateCMYK() []byte {
	be := binary.BigEndian
	const title = "Generic four process inks"
	description := append([]byte("desc\x00\x00\x00\x00"), be.AppendUint32(nil, uint32(len(title)+1))...)
	description = append(append(description, title...), make([]byte, 1+4+4+2+1+67)...)
	white := []byte{0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D}
	forth := lut16(4, 3, inkGrid, inksToLab())
	back, gamut := labToInks()
	tags := []iccTag{
		{"desc", description}, {"cprt", append([]byte("text\x00\x00\x00\x00"), "No copyright, use freely\x00"...)},
		{"wtpt", append([]byte("XYZ \x00\x00\x00\x00"), paperWhite()...)},
		{"A2B0", forth}, {"B2A0", lut16(3, 4, labGrid, back)}, {"gamt", lut16(3, 1, labGrid, gamut)},
	}
	tags = append(tags, iccTag{"A2B1", nil}, iccTag{"A2B2", nil}, iccTag{"B2A1", nil}, iccTag{"B2A2", nil})
	header := make([]byte, 128)
	be.PutUint32(header[8:], 0x02100000)
	copy(header[12:], "prtrCMYKLab ")
	for i, v := range []uint16{2026, 1, 1, 0, 0, 0} {
		be.PutUint16(header[24+2*i:], v)
	}
	copy(header[36:], "acsp")
	copy(header[68:], white)
	table := tagTable(tags)
	for i, from := range []int{3, 3, 4, 4} { // the same data for all intents
		copy(table[4+12*(6+i)+4:4+12*(7+i)], table[4+12*from+4:4+12*from+12])
	}
	profile := append(header, table...)
	be.PutUint32(profile, uint32(len(profile)))
	return profile
}

func paperWhite() (out []byte) {
	for _, v := range xyzOf(primaries[0]) {
		out = binary.BigEndian.AppendUint32(out, uint32(v*65536+0.5))
	}
	return out
}

// lut16 is a table of the type lut16Type (ICC.1:1998-09, 6.5.7) with straight curves.
func lut16(in, out, grid int, table []uint16) []byte {
	be := binary.BigEndian
	b := append([]byte("mft2\x00\x00\x00\x00"), byte(in), byte(out), byte(grid), 0)
	for i := range 9 {
		one := uint32(0)
		if i%4 == 0 {
			one = 1 << 16
		}
		b = be.AppendUint32(b, one)
	}
	b = be.AppendUint16(be.AppendUint16(b, 2), 2)
	straight := func(n int) {
		for range n {
			b = append(b, 0, 0, 0xFF, 0xFF)
		}
	}
	straight(in)
	for _, v := range table {
		b = be.AppendUint16(b, v)
	}
	straight(out)
	return b
}

func encoded(v float64) uint16 { return uint16(min(65535, max(0, v)) + 0.5) }

func inksToLab() (out []uint16) {
	for i := range inkGrid * inkGrid * inkGrid * inkGrid {
		var inks [4]float64
		for k, n := 3, i; k >= 0; k, n = k-1, n/inkGrid {
			inks[k] = float64(n%inkGrid) / (inkGrid - 1)
		}
		lab := printed(inks)
		out = append(out, encoded(lab[0]*652.8), encoded((lab[1]+128)*256), encoded((lab[2]+128)*256))
	}
	return out
}

func labToInks() (inks, gamut []uint16) {
	for i := range labGrid * labGrid * labGrid {
		step := func(n int) float64 { return 65535 * float64(n%labGrid) / (labGrid - 1) }
		lab := [3]float64{min(100, step(i/labGrid/labGrid)/652.8), step(i/labGrid)/256 - 128, step(i)/256 - 128}
		mixture, off := separated(lab)
		for _, a := range mixture {
			inks = append(inks, encoded(a*65535))
		}
		out := uint16(0)
		if off > 3 {
			out = 65535
		}
		gamut = append(gamut, out)
	}
	return inks, gamut
}
