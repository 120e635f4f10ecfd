package pdf

import _ "embed"

// cmykProfileData is an ICC 2.1 output profile of four process inks on white paper, made by the model in cmyk_test.go
// (go test -run CMYKProfile -write), so that no other party's licence binds the file. A shop with a condition of its own gives
// its profile in the settings.
//
//go:embed cmyk.icc
var cmykProfileData []byte

func cmykProfile() []byte { return cmykProfileData }
