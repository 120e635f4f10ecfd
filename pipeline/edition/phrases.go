package edition

// Phrases are the publication's own words in one language.
type Phrases struct{}
