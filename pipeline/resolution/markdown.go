package resolution

func (r *reader) markdown(lines []line) []passage { return r.passages(r.withoutChrome(lines)) }
