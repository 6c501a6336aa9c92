#!/usr/bin/awk -f
# instalments.awk - invoices to promises: proposes a plan of equal monthly parts
# for each debt that is open.
#
#	fu-due -ap deals | fu-parse -t owed,due -o tsv -f type,deal,id,person,amt |
#	    awk -f instalments.awk -v date=2025-07-16
#
# INPUT   that table: the debts, and what fu-due found behind them, which says what is
#         left of each
# OUTPUT  for each debt that is open the promises to pay it off, in N parts:
#
#     2025-07-16 promise +acme-inc %1001.1 @acme-inc by:+1m amt:411.50USD for:%1001 Part 1 of 3
#
# OPTIONS
#     -v n=3                the number of parts
#     -v date=2025-07-16    the day on which it was agreed, needed
#
# The parts are equal but for the last, which takes the cents that are left.  An amount
# of more than 15 digits is named on standard error and left out: exit status 1.

BEGIN {
	FS = "\t"
	if (n == "") n = 3
	if (n !~ /^[1-9][0-9]?$/ || date !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/) {
		print "instalments.awk: say -v date=YYYY-MM-DD, and -v n=1 to 99" | "cat >&2"
		exit status = 2
	}
}

$1 == "owed" { debt[$2, $3] = 1 }

$1 == "due" && debt[$2, $3] {
	debt[$2, $3] = 0 # one plan each
	unit = $5
	sub(/^[0-9.]+/, "", unit)
	amount = substr($5, 1, length($5) - length(unit))
	point = index(amount, ".")
	decimals = point ? length(amount) - point : 0
	sub(/\./, "", amount)
	if (length(amount) > 15) {
		print FILENAME ":" NR ": error: more than 15 digits: " $5 | "cat >&2"
		status = 1
		next
	}
	part = (amount - amount % n) / n
	for (i = 1; i <= n; i++)
		print date " promise +" $2 " %" $3 "." i " @" $4 " by:+" i "m amt:" \
			decimal(i < n ? part : amount - part * (n - 1)) unit " for:%" $3 " Part " i " of " n
}

function decimal(whole,    s) {
	s = sprintf("%.0f", whole)
	while (length(s) <= decimals)
		s = "0" s
	return decimals ? substr(s, 1, length(s) - decimals) "." substr(s, length(s) - decimals + 1) : s
}

END { exit status }
