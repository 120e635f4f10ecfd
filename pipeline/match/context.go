package match

import "publish/pipeline/segment"

// A Place is where a text stands: its role, and the text before it ("" where it is the first).
type Place struct {
	Role   segment.Role
	Before string
}

// sameContext tells whether two keys stand in the same context: units of the same role behind the same text. A unit is in no
// context with itself.
func (o Options) sameContext(key, other string) bool {
	if o.Places == nil || key == other || key == "" || other == "" {
		return false
	}
	here, ok := o.Places(key)
	there, also := o.Places(other)
	return ok && also && here == there
}
