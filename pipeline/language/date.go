package language

import "fmt"

// IsZero says whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Valid says whether d is a day, month or year of the Gregorian calendar between the years 1 and 9999.
func (d Date) Valid() bool {
	if d.Year < 1 || d.Year > 9999 || d.Month < 0 || d.Month > 12 || d.Day < 0 {
		return false
	}
	return d.Day == 0 || d.Month > 0 && d.Day <= daysIn(d.Year, d.Month)
}

// String is the date by ISO 8601: "2020-11-12", "2020-11", "2020"; "" for none.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// daysIn is the number of days of a month, by the Gregorian rule of leap years.
func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
