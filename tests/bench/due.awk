# due.awk: what is due by its own date, as somebody would ask it in a few lines.
#
#	LC_ALL=C mawk -v now=2025-06-30 -f due.awk file... | LC_ALL=C sort
#
# Keeps the open promises and debts by deal and id, drops what is done, dropped
# or paid in full, and prints what is late or falls due within seven days.  It
# takes canonical lines in the order they happened, every record with its
# +deal; rules (fu-due's greater part), business days, holds, absences and
# reopened items it knows nothing of.

function later(date, days,    y, m, d, last) {
	y = substr(date, 1, 4) + 0; m = substr(date, 6, 2) + 0; d = substr(date, 9, 2) + days
	while (d > (last = m == 2 ? 28 + (y % 4 == 0 && (y % 100 || y % 400 == 0)) : 30 + (m + (m > 7)) % 2)) {
		d -= last
		if (++m > 12) {
			m = 1
			y++
		}
	}
	return sprintf("%04d-%02d-%02d", y, m, d)
}

BEGIN {
	limit = later(now, 7)
}

substr($1, 1, 10) > now {
	next
}

$2 == "promise" || $2 == "owed" {
	by = amt = ""
	for (i = 6; i <= NF && $i ~ /^[a-z]+:./; i++)
		if ($i ~ /^by:/)
			by = substr($i, 4, 10)
		else if ($i ~ /^amt:/)
			amt = substr($i, 5) + 0
	if (by == "")
		next
	item = $3 " " $4
	due[item] = by
	line[item] = $0
	left[item] = amt
	next
}

$2 == "done" || $2 == "drop" {
	delete due[$3 " " $4]
	delete line[$3 " " $4]
	next
}

$2 == "paid" && ((item = $3 " " $4) in due) {
	for (i = 5; i <= NF && $i !~ /^amt:/; i++)
		;
	if ((left[item] -= substr($i, 5)) < 0.005) {
		delete due[item]
		delete line[item]
	}
	next
}

$2 == "amended" && ((item = $3 " " $4) in due) {
	for (i = 5; i <= NF && $i !~ /^by:/; i++)
		;
	if (i <= NF)
		due[item] = substr($i, 4, 10)
}

END {
	for (item in due)
		if (due[item] <= limit) {
			$0 = line[item]
			for (i = 6; i <= NF && $i ~ /^[a-z]+:./; i++)
				;
			text = $i
			while (++i <= NF)
				text = text " " $i
			print due[item] " due " item " " $5 " rule:" $2 " " text
		}
}
