# counts.awk: who keeps their word, as somebody would count it in a few lines.
#
#	LC_ALL=C mawk -v now=2025-06-30 -f counts.awk file...
#
# For each person: promises and debts kept (done not after their date), late
# (within five days after), broken, and still open.  Takes canonical lines in
# the order they happened, as due.awk does, and knows as little of the rest.

# Days since some day long ago, remembered for each date.
function day(date,    y, m) {
	if (date in DAY)
		return DAY[date]
	y = substr(date, 1, 4) + 0; m = substr(date, 6, 2) + 0
	if (m < 3) {
		y--
		m += 12
	}
	return DAY[date] = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m - 457) / 5) + substr(date, 9, 2)
}

function decided(item, date,    late) {
	late = day(date) - due[item]
	if (late <= 0)
		kept[who[item]]++
	else if (late <= 5)
		delayed[who[item]]++
	else
		broken[who[item]]++
	delete due[item]
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
	people[$5]
	due[$3, $4] = day(by)
	who[$3, $4] = $5
	left[$3, $4] = amt
	next
}

$2 == "amended" && ($3, $4) in due {
	for (i = 5; i <= NF && $i !~ /^by:/; i++)
		;
	if (i <= NF)
		due[$3, $4] = day(substr($i, 4, 10))
	next
}

$2 == "done" && ($3, $4) in due {
	decided($3 SUBSEP $4, substr($1, 1, 10))
	next
}

$2 == "drop" {
	delete due[$3, $4]
	next
}

$2 == "paid" && ($3, $4) in due {
	for (i = 5; i <= NF && $i !~ /^amt:/; i++)
		;
	if ((left[$3, $4] -= substr($i, 5)) < 0.005)
		decided($3 SUBSEP $4, substr($1, 1, 10))
}

END {
	for (item in due)
		if (day(now) - due[item] > 5)
			broken[who[item]]++
		else
			open[who[item]]++
	for (p in people)
		print p, "kept:" kept[p] + 0, "late:" delayed[p] + 0, "broken:" broken[p] + 0, "open:" open[p] + 0
}
