# kept.awk - does what was due on one day stand there on the next?
#
#	awk -f kept.awk RECORDS TODAY TOMORROW
#
# RECORDS are the canonical records dated tomorrow; TODAY and TOMORROW are what
# fu-due -s prints.  In a deal without records tomorrow each line that is due today
# or late must stand there still, once; an item may be spoken of by another line, and what is asked of somebody by one about
# an item that was on hold until today.  Left out
# are rules whose condition may end with a day: update, once all promises are late.
FNR == 1 {
	file++
}

{
	deal = item = rule = re = people = ""
	for (i = 3; i <= NF && $i ~ /^[+%@]|^[a-z]+:/; i++) {
		c = substr($i, 1, 1)
		if (c == "+" && deal == "")
			deal = $i
		else if (c == "%")
			item = item $i
		else if (c == "@")
			people = people $i
		else if ($i ~ /^rule:/ && rule == "")
			rule = $i
		else if ($i ~ /^re:/ && re == "")
			re = $i
	}
}

file == 1 {
	busy[deal] = 1
	next
}

{
	line = deal " " (item == "" ? rule " " people : item)
	exact = deal " " item " " rule " " people
	asks = re == "" ? line : deal " " re " " people
}

file == 2 && !/ in:[0-9]/ {
	if (!(deal in busy) && rule !~ /^rule:(update|own[0-9])$/)
		due[line] = $0
	asked[line] = asks
}

file == 3 {
	there[line] = there[asks] = 1
	if (exact in once) {
		print "twice: " $0
		bad = 1
	}
	once[exact] = 1
}

END {
	for (line in due)
		if (!(line in there || asked[line] in there)) {
			print "gone: " due[line]
			bad = 1
		}
	exit bad
}
