// Package mail makes an edition's plain-text mailer, its message, and a message of that for each member; it reads addresses.
//
// It may import edition and language, the kinds of blocks from resolution, uniseg, and x/net/idna for the domains of addresses.
// It touches no file, network or clock: the file's date is the resolution's, a member's is given. Whatever a template does, no
// line of a mailer is wider than Columns, nothing is interpreted in a text, and the work is bounded. Whatever a title, a name
// or an address holds, it ends no line of a header.
package mail

// Columns is the widest line of a mailer, in columns of a terminal: East Asian wide characters take two, marks none.
const Columns = 72

// Limits of a mailer and its template.
const (
	MaxTemplate = 1 << 16 // bytes of a template file
	MaxText     = 4 << 20 // bytes that a template may print
	maxWork     = 128 << 20
	turnCost    = 256 // of a loop's turn, in units of work; a byte that a function handles costs handleCost
	handleCost  = 8
)
