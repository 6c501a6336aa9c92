# days.awk - the days from one to another, a line each:
#	awk -v from=2025-02-27 -v to=2025-03-02 -f days.awk
BEGIN {
	split(from, d, "-")
	y = d[1] + 0
	m = d[2] + 0
	for (day = d[3] + 0; (s = sprintf("%04d-%02d-%02d", y, m, day)) <= to; day++) {
		length_of = m == 2 ? 28 + (y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) : 30 + (m + int(m / 8)) % 2
		if (day > length_of) {
			day = 0
			m = m % 12 + 1
			y += m == 1
			continue
		}
		print s
	}
}
