package layout

// Booklet is the template for small pages that are imposed two by two: A5 with margins of its size, without bleed and
// marks. Type and spaces stay as they are: they are what readers need, whatever the page.
func (t Template) Booklet() Template {
	const width, height = 148.0, 210.0 // ISO 216
	if size := (Size{width, height}); t.Page.Size != size {
		across, down := width/t.Page.Size.Width, height/t.Page.Size.Height
		t.Page.Left, t.Page.Right = t.Page.Left*across*0.75, t.Page.Right*across*0.75
		t.Page.Top, t.Page.Bottom = t.Page.Top*down*0.9, t.Page.Bottom*down*0.9
		t.Page.Size = size
	}
	t.Page.Bleed, t.Page.Marks = 0, false
	t.Signatories.Columns = 1
	return t
}
