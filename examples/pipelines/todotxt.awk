#!/usr/bin/awk -f
# todotxt.awk - turns a todo.txt list into fu records.
#
#     awk -f todotxt.awk todo.txt done.txt > deals/todo.fu
#     awk -f todotxt.awk -v date=2025-07-16 -v deal=house todo.txt
#
# Any POSIX awk does. Set LC_ALL=C, so that all awks see the same bytes.
#
# INPUT  a task a line, as https://github.com/todotxt/todo.txt has it:
#
#     (A) 2025-07-01 Call @jane about the lease +Office due:2025-07-15
#     x 2025-07-09 2025-07-01 Send the plans +Office
#
# OPTIONS
#     -v date=2025-07-16  the day of tasks without a date of creation; without it they
#                         are errors
#     -v deal=todo        the deal of tasks without a +project
#
# OUTPUT  A task with due: is a promise of ours, one without is an open point:
#
#     - deal +office
#     2025-07-01 promise +office %t1 @me by:2025-07-15 (A) Call @jane about the lease
#     2025-07-01 concern +office %t2 Send the plans
#     2025-07-09 done +office %t2
#
# The first +project is the deal, its name in small letters with `-` for whatever a name
# can't hold.  What else stands in the task, contexts, priority and more projects, stays
# in the text.  Ids count the tasks of a deal in the order of the files.
#
# ERRORS  A task that can't be read is named on standard error as file:line: error: why,
# and left out; all others are turned. Exit status: 0 all read, 1 some not, 2 bad option.

BEGIN {
	if (deal == "") deal = "todo"
	if ((date != "" && !is_day(date)) || deal != fold(deal)) {
		print "todotxt.awk: -v date= takes a day such as 2025-07-16, -v deal= a name in small letters" | "cat >&2"
		exit status = 2
	}
}

{ gsub(/[\001-\037\177]/, " ") }

/^ *$/ { next }

{
	begun = ended = due = project = text = ""
	n = split($0, word, " ")
	first = 1
	if (word[1] == "x") {
		first = 2
		if (is_day(word[2])) {
			ended = word[2]
			first = 3
		}
	} else if (word[1] ~ /^\([A-Z]\)$/) {
		text = word[1]
		first = 2
	}
	if (is_day(word[first]))
		begun = word[first++]
	for (i = first; i <= n; i++) {
		if (due == "" && word[i] ~ /^due:/)
			due = substr(word[i], 5)
		else if (project == "" && word[i] ~ /^\+./ && fold(substr(word[i], 2)) != "")
			project = fold(substr(word[i], 2))
		else
			text = text (text == "" ? "" : " ") word[i]
	}
	# A task that is done may have but one date, the day of its end.
	if (begun == "")
		begun = ended != "" ? ended : date
	if (word[1] == "x" && ended == "")
		ended = begun
	if (begun == "")
		bad("no date: say -v date=YYYY-MM-DD for tasks without one")
	else if (due != "" && !is_day(due))
		bad("due:" due " is no day such as 2025-07-15")
	else if (ended != "" && ended < begun)
		bad("done on " ended ", before it was written on " begun)
	else if (text == "")
		bad("a task without words")
	else
		task(project == "" ? deal : project)
}

END { exit status }

function task(name,    head) {
	if (!(name in count))
		print "- deal +" name
	head = " +" name " %t" ++count[name]
	if (text ~ /^([-+%@]|[a-z][a-z0-9-]*:)/)
		text = "-- " text
	print begun (due == "" ? " concern" head : " promise" head " @me by:" due) " " text
	if (ended != "")
		print ended " done" head
}

# Small letters and digits, with - between them. No tolower: in Turkish I would
# become a letter that no name may hold.
function fold(s,    i) {
	for (i = 1; i <= 26; i++)
		gsub(substr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", i, 1), substr("abcdefghijklmnopqrstuvwxyz", i, 1), s)
	gsub(/[^a-z0-9]+/, "-", s)
	s = substr(s, 1, 60)
	gsub(/^-|-$/, "", s)
	return s
}

function is_day(s,    y, m, d) {
	if (s !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/)
		return 0
	y = substr(s, 1, 4) + 0; m = substr(s, 6, 2) + 0; d = substr(s, 9) + 0
	return y >= 1900 && m >= 1 && m <= 12 && d >= 1 && d <= days_in(y, m)
}

function days_in(y, m) {
	if (m == 2)
		return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 29 : 28
	return m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31
}

function bad(why) {
	print FILENAME ":" FNR ": error: " why | "cat >&2"
	status = 1
}
