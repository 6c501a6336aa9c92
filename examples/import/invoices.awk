#!/usr/bin/awk -f
# invoices.awk - turns a CSV of invoices into fu records.
#
#     awk -f invoices.awk invoices.csv | fu-due -o table
#     awk -f invoices.awk -v dates=mdy -v unit=EUR export.csv > deals/invoices.fu
#
# Any POSIX awk does. Set LC_ALL=C, so that all awks see the same bytes.
#
# INPUT  RFC 4180: a header line; then one invoice a record; commas, line ends and
# doubled quotes within quotes; LF or CRLF. Columns come in any order, and are known by
# their names, in which case, blanks, `_` and `-` don't matter:
#
#     customer       also customerid, customername                 needed
#     invoice        also invoiceno, invoicenumber, invoiceid      needed
#     invoice date                                                 needed
#     amount         also invoiceamount                            needed
#     due date       empty: the record has no by:
#     settled date   empty: not paid yet
#     disputed       yes, y, true, 1 - or no, n, false, 0, empty
#
# Other columns are left alone.
#
# OPTIONS
#     -v dates=iso   2025-07-01 (the default)
#     -v dates=mdy   7/1/2025, and 2025-07-01 too
#     -v dates=dmy   1/7/2025 or 1.7.2025, and 2025-07-01 too
#     -v unit=USD    the unit of all amounts: three capitals, or small letters
#
# 7/1/2025 is never guessed at: without -v dates= it is an error.
# Amounts are 1234.5 or 1,234.50: a point before decimals, commas between thousands.
#
# OUTPUT  A customer is a deal and a person of the same name, folded to what names may
# hold: "Zoë's Café" is +zoe-s-cafe and @zoe-s-cafe. A second customer whose name folds to
# the same one gets -2, and so on, in the order of the file. Two spellings are two
# customers. Every line names its deal, so lines can be sorted, split and merged.
#
#     - deal +acme-inc kind:collection Acme Inc
#     - who +- @acme-inc side:them Acme Inc
#     2025-06-02 owed +acme-inc %1001 @acme-inc amt:1234.50USD by:2025-07-02 Invoice 1001
#     2025-06-02 hold +acme-inc %1001 @acme-inc why:dispute Disputed
#     2025-06-30 paid +acme-inc %1001 @acme-inc amt:1234.50USD
#     2025-06-30 resume +acme-inc %1001 @acme-inc Settled
#
# The sheet doesn't say when a dispute began, so it holds from the date of the invoice.
# Control characters (and those that turn the direction of text) become blanks; malformed
# UTF-8 is passed on, and fu-parse names its place.
#
# ERRORS  A row that can't be read is named on standard error as file:line: error: why,
# and left out; all others are turned. Exit status: 0 all read, 1 some not, 2 bad option.

BEGIN {
	if (dates == "") dates = "iso"
	if (unit == "") unit = "USD"
	if (dates !~ /^(iso|mdy|dmy)$/)
		usage("-v dates=" dates ": not one of iso, mdy, dmy")
	if (unit !~ /^([ABCDEFGHIJKLMNOPQRSTUVWXYZ][ABCDEFGHIJKLMNOPQRSTUVWXYZ][ABCDEFGHIJKLMNOPQRSTUVWXYZ]|[abcdefghijklmnopqrstuvwxyz]+)$/)
		usage("-v unit=" unit ": neither three capitals nor small letters")

	letters = "abcdefghijklmnopqrstuvwxyz"
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnum = letters capitals "0123456789"
	bom = "\357\273\277"

	column_is("customer", "customer customername customerid")
	column_is("invoice", "invoice invoiceno invoicenumber invoiceid")
	column_is("date", "invoicedate")
	column_is("due", "duedate")
	column_is("amount", "amount invoiceamount")
	column_is("settled", "settleddate")
	column_is("disputed", "disputed")

	# Words that already mean something where a person or a side stands.
	name_taken["me"] = name_taken["us"] = name_taken["them"] = name_taken["neutral"] = 1
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
		fault = ""
		value = ""
	}
	if (!split_csv($0))
		next
	if (!have_header)
		header()
	else if (fault != "")
		bad(fault)
	else
		row()
}

END {
	if (status != 2) {
		unfinished()
		if (!have_header)
			bad("no header line")
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
			if (s !~ /^[ \t]*(,|$)/)
				fault = "text after a closing quote"
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

# -- the header ---------------------------------------------------------------

function column_is(name, titles,    n, i, t) {
	n = split(titles, t, " ")
	for (i = 1; i <= n; i++) {
		column_of[t[i]] = name
		rank[t[i]] = i
	}
}

# Where two columns would do, the one listed first above is taken.
function header(    i, t, name) {
	have_header = 1
	columns = fields
	split("", at)
	split("", best)
	useless = 0
	if (fault != "") {
		bad(fault ": nothing is read from this file")
		useless = 1
		return
	}
	for (i = 1; i <= fields; i++) {
		t = lower(clean(field[i]))
		gsub(/[ _-]/, "", t)
		if (!(t in column_of))
			continue
		name = column_of[t]
		if (!(name in at) || rank[t] < best[name]) {
			at[name] = i
			best[name] = rank[t]
		} else if (rank[t] == best[name])
			bad("two columns are named '" clean(field[i]) "'")
	}
	useless = need("customer", "customer") + need("invoice", "invoice") \
		+ need("date", "invoice date") + need("amount", "amount")
}

function need(name, title) {
	if (name in at)
		return 0
	bad("no column is named '" title "': nothing is read from this file")
	return 1
}

function get(name) {
	return name in at ? clean(field[at[name]]) : ""
}

# -- a row --------------------------------------------------------------------

function row(    customer, number, day, due, settled, amount, disputed, who, id, key) {
	if (useless)
		return
	if (fields != columns) {
		bad(fields " fields where the header has " columns)
		return
	}
	fault = ""
	customer = get("customer")
	number = get("invoice")
	if (customer == "") wrong("customer is empty")
	if (number == "") wrong("invoice is empty")
	day = date("invoice date", get("date"), 1)
	due = date("due date", get("due"), 0)
	settled = date("settled date", get("settled"), 0)
	amount = money(get("amount"))
	disputed = yes_no(get("disputed"))
	if (fault == "" && settled != "" && settled < day)
		wrong("settled on " settled ", before the invoice of " day)
	key = customer SUBSEP number
	if (fault == "" && key in line_of)
		wrong("invoice " number " of " customer " stands in " line_of[key] " already")
	if (fault != "") {
		bad(fault)
		return
	}
	line_of[key] = file ":" start

	who = name_of(customer)
	id = id_of(customer, number)
	print day " owed +" who " %" id " @" who " amt:" amount unit \
		(due == "" ? "" : " by:" due) " Invoice " number
	if (disputed)
		print day " hold +" who " %" id " @" who " why:dispute Disputed"
	if (settled != "")
		print settled " paid +" who " %" id " @" who " amt:" amount unit
	if (disputed && settled != "")
		print settled " resume +" who " %" id " @" who " Settled"
}

# -- what stands in a field ---------------------------------------------------

# YYYY-MM-DD of s; empty, with a fault, where it can't be read.
function date(title, s, needed,    p, y, m, d, iso) {
	if (s == "") {
		if (needed)
			wrong(title " is empty")
		return ""
	}
	iso = s ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/
	if (iso) {
		split(s, p, "-")
		y = p[1]; m = p[2]; d = p[3]
	} else if (s ~ /^[0-9][0-9]?[.\/-][0-9][0-9]?[.\/-][0-9][0-9][0-9][0-9]$/) {
		if (dates == "iso") {
			wrong(title " '" s "' can be read in two ways: say -v dates=mdy or -v dates=dmy")
			return ""
		}
		split(s, p, /[.\/-]/)
		y = p[3]
		m = dates == "mdy" ? p[1] : p[2]
		d = dates == "mdy" ? p[2] : p[1]
	} else {
		wrong(title " '" s "' is no date such as 2025-07-01" \
			(dates == "iso" ? "" : dates == "mdy" ? " or 7/1/2025" : " or 1/7/2025"))
		return ""
	}
	y += 0; m += 0; d += 0
	if (y < 1900 || m < 1 || m > 12 || d < 1 || d > days_in(y, m)) {
		wrong(title " '" s "' is no day of the calendar" (iso ? "" : " read as " dates))
		return ""
	}
	return sprintf("%04d-%02d-%02d", y, m, d)
}

function days_in(y, m) {
	if (m == 2)
		return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 29 : 28
	return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31
}

# The decimal of s, digit by digit: no awk number could hold 18 of them.
function money(s,    t, whole) {
	t = s
	if (t ~ /^[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+(\.[0-9]+)?$/)
		gsub(/,/, "", t)
	if (s == "")
		wrong("amount is empty")
	else if (t !~ /^[0-9]+(\.[0-9]+)?$/)
		wrong("amount '" s "' is no amount such as 1234.5 or 1,234.50")
	else if (t !~ /[1-9]/)
		wrong("amount '" s "': nothing is owed")
	else {
		sub(/^0+/, "", t)
		if (t ~ /^\./)
			t = "0" t
		whole = t
		sub(/\..*/, "", whole)
		if (length(t) - length(whole) > 7)
			wrong("amount '" s "' has more than 6 decimals")
		else if (length(t) - (t != whole) > 18)
			wrong("amount '" s "' has more than 18 digits")
		return t
	}
	return ""
}

function yes_no(s) {
	if (s ~ /^([Yy][Ee][Ss]|[Yy]|[Tt][Rr][Uu][Ee]|1)$/)
		return 1
	if (s !~ /^([Nn][Oo]|[Nn]|[Ff][Aa][Ll][Ss][Ee]|0)?$/)
		wrong("disputed '" s "' is neither yes nor no")
	return 0
}

# -- names --------------------------------------------------------------------

# The name of a customer; of a new one, the deal and the person are printed first.
function name_of(customer,    name) {
	if (customer in name_by)
		return name_by[customer]
	name = fold(lower(ascii(customer)))
	name = name_by[customer] = free(name == "" ? "customer" : name, name_taken, "")
	print "- deal +" name " kind:collection " text(customer)
	print "- who +- @" name " side:them " text(customer)
	return name
}

# The id of an invoice within its deal.
function id_of(customer, number,    id) {
	id = fold(ascii(number))
	return free(id == "" ? "invoice" : id, id_taken, customer SUBSEP)
}

# Of name, name-2, name-3 ... the first that is not taken; takes it.
function free(name, taken, prefix,    n, try) {
	try = name
	for (n = 2; (prefix try) in taken; n++)
		try = name "-" n
	taken[prefix try] = 1
	return try
}

# Letters, digits, - _ . with a letter or digit at both ends; short enough for -2 behind.
function fold(s,    i, c, out) {
	for (i = 1; i <= length(s) && length(out) < 48; i++) {
		c = substr(s, i, 1)
		if (index(alnum "_.", c))
			out = out c
		else if (out !~ /-$/)
			out = out "-"
	}
	sub(/^[._-]+/, "", out)
	sub(/[._-]+$/, "", out)
	return out
}

# Latin letters without their accents; all else stays.
function ascii(s) {
	if (s !~ /[^ -~]/)
		return s
	gsub(/À|Á|Â|Ã|Å|Ā|Ă|Ą|à|á|â|ã|å|ā|ă|ą/, "a", s)
	gsub(/Ä|Æ|ä|æ/, "ae", s)
	gsub(/Ç|Ć|Č|Ċ|ç|ć|č|ċ/, "c", s)
	gsub(/Ď|Đ|Ð|ď|đ|ð/, "d", s)
	gsub(/È|É|Ê|Ë|Ē|Ė|Ę|Ě|è|é|ê|ë|ē|ė|ę|ě/, "e", s)
	gsub(/Ğ|Ģ|ğ|ģ/, "g", s)
	gsub(/Ì|Í|Î|Ï|Ī|Į|İ|ì|í|î|ï|ī|į|ı/, "i", s)
	gsub(/Ł|Ľ|Ĺ|Ļ|ł|ľ|ĺ|ļ/, "l", s)
	gsub(/Ñ|Ń|Ň|Ņ|ñ|ń|ň|ņ/, "n", s)
	gsub(/Ò|Ó|Ô|Õ|Ō|Ő|ò|ó|ô|õ|ō|ő/, "o", s)
	gsub(/Ö|Ø|Œ|ö|ø|œ/, "oe", s)
	gsub(/Ŕ|Ř|ŕ|ř/, "r", s)
	gsub(/Ś|Š|Ş|Ș|ś|š|ş|ș/, "s", s)
	gsub(/ß|ẞ/, "ss", s)
	gsub(/Ť|Ţ|Ț|ť|ţ|ț/, "t", s)
	gsub(/Þ|þ/, "th", s)
	gsub(/Ù|Ú|Û|Ū|Ů|Ű|Ų|ù|ú|û|ū|ů|ű|ų/, "u", s)
	gsub(/Ü|ü/, "ue", s)
	gsub(/Ý|Ÿ|ý|ÿ/, "y", s)
	gsub(/Ź|Ž|Ż|ź|ž|ż/, "z", s)
	return s
}

# As tolower in C: in Turkish I would become a letter that no name may hold.
function lower(s,    i) {
	for (i = 1; i <= 26; i++)
		gsub(substr(capitals, i, 1), substr(letters, i, 1), s)
	return s
}

# -- text ---------------------------------------------------------------------

# As TEXT: what could be taken for a token gets `--` before it.
function text(s) {
	return s ~ /^([-+%@]|[abcdefghijklmnopqrstuvwxyz][abcdefghijklmnopqrstuvwxyz0123456789-]*:)/ ? "-- " s : s
}

# Without what a record may not hold: C0, DEL, C1, bidi controls, a BOM.
function clean(s) {
	if (s !~ /[^ -~]|^ | $|  /)
		return s
	gsub(/[\001-\037\177]/, " ", s)
	if (s ~ /[^ -~]/) {
		gsub(/\302\200|\302\201|\302\202|\302\203|\302\204|\302\205|\302\206|\302\207/, " ", s)
		gsub(/\302\210|\302\211|\302\212|\302\213|\302\214|\302\215|\302\216|\302\217/, " ", s)
		gsub(/\302\220|\302\221|\302\222|\302\223|\302\224|\302\225|\302\226|\302\227/, " ", s)
		gsub(/\302\230|\302\231|\302\232|\302\233|\302\234|\302\235|\302\236|\302\237/, " ", s)
		gsub(/\342\200\252|\342\200\253|\342\200\254|\342\200\255|\342\200\256/, " ", s)
		gsub(/\342\201\246|\342\201\247|\342\201\250|\342\201\251|\357\273\277/, " ", s)
	}
	gsub(/  +/, " ", s)
	sub(/^ /, "", s)
	sub(/ $/, "", s)
	return s
}

# -- what went wrong ----------------------------------------------------------

# The first fault of a row is the one that is told.
function wrong(why) {
	if (fault == "")
		fault = why
}

function bad(why) {
	print (file == "" ? "-" : file) ":" start + !start ": error: " why | "cat >&2"
	status = 1
}

function usage(why) {
	print "invoices.awk: " why | "cat >&2"
	status = 2
	exit 2
}
