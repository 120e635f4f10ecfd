package deliver

// Choose says which editions a member gets, whatever it holds and however it is reached: those that a plan would send.
func (o Order) Choose(m Member) []Step { return o.choose(m) }
