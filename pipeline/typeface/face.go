package typeface

// A Face is one font file, parsed.
type Face struct{}
