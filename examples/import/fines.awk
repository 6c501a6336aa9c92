#!/usr/bin/awk -f
# fines.awk - turns an event log of fines into fu records: a debt's whole life.
#
#     awk -f fines.awk fines.csv | fu-due -n 2025-06-01
#     awk -f fines.awk -v deal=parking -v unit=USD -v days=30 log.csv > deals/parking.fu
#
# Any POSIX awk does. Set LC_ALL=C, so that all awks see the same bytes.
#
# INPUT  RFC 4180: a header line; then one event a record; LF or CRLF. Columns come in any
# order and are known by their names, which are those of the public log of road traffic
# fines that process mining is often tried on:
#
#     case:concept:name   the case: one fine, and whoever has to pay it
#     concept:name        what happened, see below
#     time:timestamp      when: 2025-03-01 00:00:00+01:00, or less of it from the right
#     amount              of Create Fine, the fine; of Add penalty, what it is from then on
#     expense             of Send Fine, the postage, which is owed too
#     paymentAmount       of Payment
#     dismissal           # or G: struck down by the prefecture or the judge; NIL: not
#
# Other columns are left alone. Rows of a case may stand anywhere, in the order in which
# things happened. Case numbers have to be names: letters, digits, - _ . inside.
#
# OPTIONS
#     -v deal=fines  the deal that all of them are in
#     -v unit=EUR    the unit of all amounts, which have two decimals
#     -v days=60     how long there is to pay
#
# OUTPUT  A case is an item and a person of the same name. From then on it is
#
#     Create Fine                 owed, with the fine
#     Send Fine                   sent re:payment; amended: the postage comes on top
#     Insert Fine Notification    amended: 60 days from here on, by:+60d
#     Add penalty                 amended: the fine is higher
#     Payment                     paid
#     ...Appeal..., Appeal to...  hold why:dispute at the first of them, then note
#     Notify Result Appeal...     resume
#     Send for Credit Collection  hold: others collect it now, it stays owed
#     anything else               note
#
# Where nobody was ever notified the 60 days run from when the fine was sent; where it was
# not sent either, handed out on the spot, from when it was made. A case that was dismissed
# is dropped with its last event, if anything is left of it.
#
#     - deal +fines kind:collection Fines
#     - who +- @A1 side:them
#     2025-03-01 owed +fines %A1 @A1 amt:35.00EUR Fine A1
#     2025-04-10 sent +fines %A1 @A1 re:payment via:letter
#     2025-04-10 amended +fines %A1 amt:46.00EUR
#     2025-04-20 amended +fines %A1 by:+60d
#     2025-05-02 paid +fines %A1 @A1 amt:46.00EUR
#
# Records that change one item on one day are taken in the order of their bytes, so of two
# new amounts on one day only the last is printed.
#
# ERRORS  A row that can't be read is named on standard error as file:line: error: why,
# and left out; all others are turned. Exit status: 0 all read, 1 some not, 2 bad option.

BEGIN {
	if (deal == "") deal = "fines"
	if (unit == "") unit = "EUR"
	if (days == "") days = 60
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits = "0123456789"
	if (!is_name(deal))
		usage("-v deal=" deal ": no name")
	if (unit !~ /^([ABCDEFGHIJKLMNOPQRSTUVWXYZ][ABCDEFGHIJKLMNOPQRSTUVWXYZ][ABCDEFGHIJKLMNOPQRSTUVWXYZ]|[abcdefghijklmnopqrstuvwxyz]+)$/)
		usage("-v unit=" unit ": neither three capitals nor small letters")
	if (days !~ /^[123456789][0123456789]?[0123456789]?$/)
		usage("-v days=" days ": no number of days from 1 to 999")
	header_of["case:concept:name"] = "case"
	header_of["concept:name"] = "what"
	header_of["time:timestamp"] = "when"
	header_of["amount"] = "amount"
	header_of["expense"] = "expense"
	header_of["paymentAmount"] = "paid"
	header_of["dismissal"] = "dismissal"
	bom = "\357\273\277"
}

# -- CSV: lines to fields -----------------------------------------------------

FNR == 1 {
	unfinished()
	file = FILENAME == "" ? "-" : FILENAME
	have_header = 0
	if (index($0, bom) == 1)
		$0 = substr($0, length(bom) + 1)
}

{
	sub(/\r$/, "")
	if (!in_quotes) {
		if ($0 ~ /^[ \t]*$/)
			next
		start = FNR
		fields = 0
	}
	if (!split_csv($0))
		next
	if (!have_header)
		header()
	else if (!useless)
		row()
}

END {
	if (status != 2) {
		unfinished()
		if (cases)
			print "- deal +" deal " kind:collection Fines"
		for (c = 1; c <= cases; c++)
			tell(name[c])
	}
	exit status
}

# Adds the fields of a line to field[1..fields]; false if a quote is still open.
function split_csv(s,    p) {
	for (;;) {
		if (in_quotes) {
			if (!(p = index(s, "\""))) {
				value = value s " "
				return 0
			}
			value = value substr(s, 1, p - 1)
			s = substr(s, p + 1)
			if (substr(s, 1, 1) == "\"") {
				value = value "\""
				s = substr(s, 2)
				continue
			}
			in_quotes = 0
			p = index(s, ",")
		} else if (substr(s, 1, 1) == "\"") {
			in_quotes = 1
			value = ""
			s = substr(s, 2)
			continue
		} else {
			p = index(s, ",")
			value = p ? substr(s, 1, p - 1) : s
		}
		field[++fields] = value
		if (!p)
			return 1
		s = substr(s, p + 1)
	}
}

function unfinished() {
	if (in_quotes)
		bad("a quote is opened and never closed")
	in_quotes = 0
}

function header(    i) {
	have_header = 1
	columns = fields
	split("", at)
	for (i = 1; i <= fields; i++)
		if (field[i] in header_of)
			at[header_of[field[i]]] = i
	useless = need("case", "case:concept:name") + need("what", "concept:name") \
		+ need("when", "time:timestamp") + need("amount", "amount")
}

function need(column, title) {
	if (column in at)
		return 0
	bad("no column is named '" title "': nothing is read from this file")
	return 1
}

function get(column) {
	return column in at ? field[at[column]] : ""
}

# -- a row: kept with its case, as what comes later decides what is printed ----

function row(    who, what, n) {
	fault = ""
	who = get("case")
	what = get("what")
	if (fields != columns)
		wrong(fields " fields where the header has " columns)
	if (!is_name(who))
		wrong("case '" who "' is no name")
	when_of = date(get("when"))
	sum = 0
	if (what == "Create Fine" || what == "Add penalty")
		sum = cents("amount", get("amount"))
	else if (what == "Send Fine")
		sum = get("expense") == "" ? 0 : cents("expense", get("expense"))
	else if (what == "Payment")
		sum = cents("paymentAmount", get("paid"))
	if (fault == "" && what == "Create Fine" && (who SUBSEP what) in seen)
		wrong("case " who " is created twice")
	if (fault == "" && what != "Create Fine" && !((who SUBSEP "Create Fine") in seen))
		wrong("case " who " is not created before this")
	if (fault != "") {
		bad(fault)
		return
	}
	if (what == "Create Fine")
		name[++cases] = who
	seen[who, what] = 1
	n = ++events[who]
	event_what[who, n] = what
	event_when[who, n] = when_of
	event_sum[who, n] = sum
	if (get("dismissal") == "#" || get("dismissal") == "G")
		dismissed[who] = 1
}

# -- a case -------------------------------------------------------------------

# What starts the time to pay: the notification, else the sending, else the fine.
function starts_clock(who) {
	if ((who SUBSEP "Insert Fine Notification") in seen)
		return "Insert Fine Notification"
	return (who SUBSEP "Send Fine") in seen ? "Send Fine" : "Create Fine"
}

function tell(who,    n, what, day, by, item, clock, fine, postage, got, disputed, waiting) {
	print "- who +- @" who " side:them"
	item = " +" deal " %" who
	clock = starts_clock(who)
	for (n = 1; n <= events[who]; n++) {
		what = event_what[who, n]
		day = event_when[who, n]
		by = what == clock ? " by:+" days "d" : ""
		if (what == clock)
			clock = ""
		if (what == "Create Fine") {
			fine = event_sum[who, n]
			print day " owed" item " @" who " amt:" money(fine) by " Fine " who
		} else if (what == "Send Fine" || what == "Add penalty") {
			if (what == "Send Fine")
				postage += event_sum[who, n]
			else
				fine = event_sum[who, n]
			if (what == "Send Fine")
				print day " sent" item " @" who " re:payment via:letter"
			waiting = waiting by
			if (changes_again(who, n))
				continue
			print day " amended" item waiting " amt:" money(fine + postage)
			waiting = ""
		} else if (by != "") {
			print day " amended" item by
		} else if (what == "Payment") {
			got += event_sum[who, n]
			if (event_sum[who, n])
				print day " paid" item " @" who " amt:" money(event_sum[who, n])
		} else if (what == "Notify Result Appeal to Offender" && disputed) {
			disputed = 0
			print day " resume" item " @" who " " what
		} else if (what ~ /Appeal/ && !disputed) {
			disputed = 1
			print day " hold" item " @" who " why:dispute " what
		} else if (what == "Send for Credit Collection") {
			print day " hold" item " @" who " " what
		} else {
			print day " note" item " @" who " " text(what)
		}
	}
	if (who in dismissed && got < fine + postage)
		print day " drop" item " Dismissed"
}

# Does the amount change once more on that day?
function changes_again(who, n,    m) {
	for (m = n + 1; m <= events[who] && event_when[who, m] == event_when[who, n]; m++)
		if (event_what[who, m] == "Send Fine" || event_what[who, m] == "Add penalty")
			return 1
	return 0
}

# -- what stands in a field ---------------------------------------------------

function is_name(s,    i, c) {
	if (s == "" || length(s) > 64)
		return 0
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (!index(letters digits, c) && (i == 1 || i == length(s) || !index("-_.", c)))
			return 0
	}
	return s != "me"
}

# YYYY-MM-DD, or YYYY-MM-DDThh:mm where the time is not midnight.
function date(s,    day, time) {
	day = substr(s, 1, 10)
	if (day !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/ || substr(s, 11) !~ /^([ T][0-9][0-9]:[0-9][0-9].*)?$/) {
		wrong("time:timestamp '" s "' is none such as 2025-03-01 00:00:00")
		return ""
	}
	time = substr(s, 12, 5)
	return time == "" || time == "00:00" ? day : day "T" time
}

# 35, 35.0 and 35.00 are 3500; numbers of an awk are exact up to 2^53.
function cents(title, s,    whole, part) {
	if (s !~ /^[0-9]+(\.[0-9]+)?$/) {
		wrong(title " '" s "' is no amount such as 35.0")
		return 0
	}
	whole = s
	sub(/\..*/, "", whole)
	part = s ~ /\./ ? substr(s, length(whole) + 2) : ""
	sub(/0+$/, "", part)
	if (length(part) > 2 || length(whole) > 12) {
		wrong(title " '" s "' has more than 2 decimals or 12 digits")
		return 0
	}
	return whole * 100 + substr(part "00", 1, 2)
}

function money(n) {
	return sprintf("%.0f.%02d", (n - n % 100) / 100, n % 100) unit
}

# As TEXT: without control characters, and -- before what could be a token.
function text(s) {
	gsub(/[\001-\037\177]/, " ", s)
	if (s ~ /^ *$/)
		s = "(nothing)"
	return s ~ /^([-+%@]|[abcdefghijklmnopqrstuvwxyz][abcdefghijklmnopqrstuvwxyz0123456789-]*:)/ ? "-- " s : s
}

# -- what went wrong ----------------------------------------------------------

# The first fault of a row is the one that is told.
function wrong(why) {
	if (fault == "")
		fault = why
}

function bad(why) {
	print file ":" start ": error: " why | "cat >&2"
	status = 1
}

function usage(why) {
	print "fines.awk: " why | "cat >&2"
	status = 2
	exit 2
}
