package pdf

import "encoding/binary"

// profileName is what the profile calls itself.
const profileName = "Generic black ink, 15 % dot gain"

// grayProfile is an ICC 2.1 output profile of one black ink with 15 % dot gain (ICC.1:1998-09), made anew so that no other
// party's licence binds the file.
func grayProfile() []byte {
	be := binary.BigEndian
	description := append([]byte("desc\x00\x00\x00\x00"), be.AppendUint32(nil, uint32(len(profileName)+1))...)
	description = append(append(description, profileName...), make([]byte, 1+4+4+2+1+67)...)
	white := []byte{0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D} // D50 in s15Fixed16
	tags := []iccTag{
		{"desc", description},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), "No copyright, use freely\x00"...)},
		{"wtpt", append([]byte("XYZ \x00\x00\x00\x00"), white...)},
		{"kTRC", dotGain()},
	}
	header := make([]byte, 128)
	be.PutUint32(header[8:], 0x02100000)
	copy(header[12:], "prtrGRAYXYZ ")
	for i, v := range []uint16{2026, 1, 1, 0, 0, 0} {
		be.PutUint16(header[24+2*i:], v)
	}
	copy(header[36:], "acsp")
	copy(header[68:], white)
	profile := append(header, tagTable(tags)...)
	be.PutUint32(profile, uint32(len(profile)))
	return profile
}

// An iccTag is a tagged element of a profile.
type iccTag struct {
	signature string
	data      []byte
}

// tagTable is the table of tags and their data behind it, each at a multiple of four.
func tagTable(tags []iccTag) []byte {
	be := binary.BigEndian
	table := be.AppendUint32(nil, uint32(len(tags)))
	at := 128 + 4 + 12*len(tags)
	var body []byte
	for _, t := range tags {
		table = append(table, t.signature...)
		table = be.AppendUint32(table, uint32(at+len(body)))
		table = be.AppendUint32(table, uint32(len(t.data)))
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(table, body...)
}

// dotGain is the curve from device gray to luminance: an area a of ink prints as a + 4 · 0.15 · a (1 - a).
func dotGain() []byte {
	const points = 33
	be := binary.BigEndian
	curve := be.AppendUint32([]byte("curv\x00\x00\x00\x00"), points)
	for i := range points {
		area := (points - 1 - i) * 1000 / (points - 1)
		area += 600 * area * (1000 - area) / 1_000_000
		curve = be.AppendUint16(curve, uint16(65535*(1000-area)/1000))
	}
	return curve
}
