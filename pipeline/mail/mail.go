// Package mail makes an edition's plain-text mailer and its message.
//
// It may import edition and language. It touches no file, network or clock: the message's date is the resolution's.
package mail

// To be written by the mail room:
//   ParseTemplate(file string, data []byte) (*Template, error) ; DefaultTemplate() []byte
//   Text(e edition.Edition, t *Template) (string, []finding.Finding, error)       at most 72 columns
//   Message(e edition.Edition, text string, pdf Attachment, o Options) ([]byte, error)   .eml
