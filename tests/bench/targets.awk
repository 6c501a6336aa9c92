# targets.awk: what was aimed at and what was measured, from the log of bench.sh.
#
#	awk -f targets.awk log
#
# A line of the log is parted by tabs: the table, the key of the row, KiB of the
# peak, and the wall clock of each run in seconds; a table that was made at
# several sizes ends in `-RECORDS`.  Two tables have one figure a line instead:
# `instructions`, and `open` (bytes of lines of open items, a record, of a book).
#
# A ratio is the median, over the rounds, of two commands' times in the same
# round, at the largest size at which both ran.

BEGIN {
	FS = "\t"
}

{
	dash = match($1, /-[0-9]+$/)
	name = dash ? substr($1, 1, dash - 1) : $1
	n = dash ? substr($1, dash + 1) + 0 : 0
	if (!((name, n) in known)) {
		known[name, n]
		sizes[name, ++nsizes[name]] = n
	}
	peak[name, n, $2] = $3
	rounds[name, n, $2] = NF - 3
	for (i = 4; i <= NF; i++)
		wall[name, n, $2, i - 3] = $i
}

function sorted_median(v, count,    i, k, x) {
	for (i = 2; i <= count; i++) {
		x = v[i]
		for (k = i; k > 1 && v[k - 1] > x; k--)
			v[k] = v[k - 1]
		v[k] = x
	}
	return count % 2 ? v[(count + 1) / 2] : (v[count / 2] + v[count / 2 + 1]) / 2
}

# Seconds, or nothing.
function median(t, n, key,    v, i) {
	for (i = 1; i <= rounds[t, n, key]; i++)
		v[i] = wall[t, n, key, i]
	return sorted_median(v, i - 1)
}

# The largest size at which all the keys ran, -1 if there is none.
function largest(t, a, b,    i, n) {
	n = -1
	for (i = 1; i <= nsizes[t]; i++)
		if ((t, sizes[t, i], a) in peak && (t, sizes[t, i], b) in peak && sizes[t, i] > n)
			n = sizes[t, i]
	return n
}

function smallest_from(t, key, least,    i, n) {
	n = -1
	for (i = 1; i <= nsizes[t]; i++)
		if ((t, sizes[t, i], key) in peak && sizes[t, i] >= least && (n < 0 || sizes[t, i] < n))
			n = sizes[t, i]
	return n
}

# Three digits, or all before the point.
function figure(x) {
	return sprintf(x >= 100 ? "%.0f" : x >= 10 ? "%.1f" : x >= 1 ? "%.2f" : "%.3f", x)
}

function row(what, target, more, measured, at,    met) {
	if (measured == "") {
		printf "| %s | %s %s | not measured | | |\n", what, more ? "at least" : "at most", target
		return
	}
	met = more ? measured + 0 >= target + 0 : measured + 0 <= target + 0
	printf "| %s | %s %s | %s | %s | %s |\n", what, more ? "at least" : "at most", target,
	    figure(measured), at ? at : "", met ? "yes" : "no"
}

# How many times longer a takes than b.
function ratio(what, target, more, t, a, b,    n, v, i) {
	n = largest(t, a, b)
	if (n < 0) {
		row(what, target, more, "")
		return
	}
	for (i = 1; i <= rounds[t, n, a]; i++)
		v[i] = wall[t, n, a, i] / wall[t, n, b, i]
	row(what, target, more, sorted_median(v, i - 1), n)
}

# log of the times by log of the sizes, from 100,000 records to the most.
function growth(what, t, key,    from, to) {
	from = smallest_from(t, key, 100000)
	to = largest(t, key, key)
	if (from < 0 || to <= from)
		row("growth of " what, "1.05", 0, "")
	else
		row("growth of " what, "1.05", 0, log(median(t, to, key) / median(t, from, key)) / log(to / from),
		    from " to " to)
}

function mebibytes(what, t, key,    n) {
	n = largest(t, key, key)
	row("peak MiB of " what, 4, 0, n < 0 ? "" : peak[t, n, key] / 1024, n)
}

# Bytes a record, without the lines of what is open in that book.
function memory(what, t, key, book,    n, open) {
	n = largest(t, key, key)
	open = peak["open", 0, book]
	row("peak bytes a record of " what " beyond " figure(open) " of lines of what is open", 128, 0,
	    n < 0 || !open ? "" : peak[t, n, key] * 1024 / n - open, n)
}

END {
	print "\n### Targets\n"
	print "A ratio is one command's wall clock by the other's; `check` is `fu-parse -t x-none`.\n"
	print "| what | target | measured | records | met |"
	print "|---|---:|---:|---:|---|"
	ratio("check / `wc -l`", 5, 0, "read", "check", "wc")
	ratio("check / `grep -c ' done '`", 1, 0, "read", "check", "grep")
	ratio("print (`fu-parse`) / `wc -l`", 8, 0, "read", "print", "wc")
	ratio("lean.awk / check", 23, 1, "check", "lean", "check")
	ratio("check.awk / check", 23, 1, "check", "mawk", "check")
	ratio("`remind -n` / check", 6, 1, "check", "remind", "check")
	ratio("`jq empty` / check", 70, 1, "check", "jq", "check")
	ratio("`mlr nothing` / check", 70, 1, "check", "mlr", "check")
	ratio("`jq -f lean.jq` / check", 70, 1, "check", "leanjq", "check")
	ratio("`mlr filter -f lean.mlr` / check", 70, 1, "check", "leanmlr", "check")
	ratio("`ledger source` / check", 85, 1, "check", "ledger", "check")
	ratio("`hledger check` / check", 300, 1, "check", "hledger", "check")
	ratio("`recfix` / check", 1000, 1, "check", "recfix", "check")
	ratio("due.awk, sorted / `fu-due`", 10, 1, "due", "mawk", "due")
	ratio("`remind`, sorted / `fu-due`", 3, 1, "due", "remind", "due")
	ratio("`ledger balance` / `fu-due`", 85, 1, "due", "ledger", "due")
	ratio("`hledger balance` / `fu-due`", 130, 1, "due", "hledger", "due")
	ratio("`recsel -S By` / `fu-due`", 300, 1, "due", "recsel", "due")
	ratio("counts.awk / `fu-score -k reliability`", 10, 1, "score", "mawk", "score")
	ratio("`fu-recap` / `cat` of the mails", 6, 0, "drafts", "text", "cat")
	ratio("`fu-recap -o mail` / `cat` of the mails", 6, 0, "drafts", "mail", "cat")
	mebibytes("check", "read", "check")
	mebibytes("print", "read", "print")
	memory("`fu-due`", "book", "due", "ascii")
	memory("`fu-score`", "book", "score", "ascii")
	growth("check", "read", "check")
	growth("print", "read", "print")
	growth("`fu-parse -c`", "read", "cross")
	growth("`fu-due`", "book", "due")
	growth("`fu-score`", "book", "score")
	growth("`fu-recap`", "drafts", "mail")
	growth("`fu-mail`", "drafts", "read")
	growth("`fu-log`", "helper", "log")
	growth("`fu-cal`", "helper", "cal")
	growth("`fu-merge`", "merge", "merge")
	ratio("check of the tree / the loop over it", 1.8, 0, "tree", "check", "loop")
	ratio("`fu-due` of the tree / the loop over it", 3, 0, "tree", "due", "loop")
	n = largest("instructions", "check", "check")
	row("instructions a record of check", 550, 0, n < 0 ? "" : peak["instructions", n, "check"], n)
	ratio("hard book: lean.awk / check", 23, 1, "late", "lean", "check")
	ratio("hard book: due.awk, sorted / `fu-due`", 10, 1, "late", "mawk", "due")
	ratio("hard book: counts.awk / `fu-score -k reliability`", 10, 1, "late", "counts", "score")
	memory("`fu-due`, hard book,", "late", "due", "late")
	memory("`fu-score`, hard book,", "late", "score", "late")
	ratio("journal: `fu-due` / the same deal by deal", 2, 0, "journal", "due", "deals")
	ratio("journal: due.awk, sorted / `fu-due`", 10, 1, "journal", "mawk", "due")
	ratio("journal: counts.awk / `fu-score -k reliability`", 10, 1, "journal", "counts", "score")
	ratio("promises: due.awk, sorted / `fu-due`", 10, 1, "promises", "mawk", "due")
	ratio("promises: counts.awk / `fu-score -k reliability`", 10, 1, "promises", "counts", "score")
	ratio("promises by date: due.awk, sorted / `fu-due`", 10, 1, "dated", "mawk", "due")
	ratio("promises by date: counts.awk / `fu-score -k reliability`", 10, 1, "dated", "counts", "score")
	growth("check, hard book", "late", "check")
	growth("`fu-due`, hard book", "late", "due")
	growth("`fu-score`, hard book", "late", "score")
}
