# shapes.awk - the same events in books of extreme shapes:
#
#	awk -v what=plain -v n=1000000 -f shapes.awk
#
#	plain     a thousand records a deal, a thousand people
#	small     forty records a deal
#	deal      all in one deal
#	people    a tenth as many people as records, most of them in one deal each
#	crowd     the same people, all in one deal
#	holidays  plain, and 100,000 holidays
#	rules     plain, and 10,000 rules, none for what happens here
#	same      plain, and 1,000 rules that each look at every letter
#	open      the same deals, each record an open promise
#	deals     the same promises, each a deal of its own
#	promises  promises and what became of them, forty records a deal: new dates, kept,
#	          given up, a few still open; from 2022 to July 2025
function day(i) {
	return sprintf("2025-%02d-%02d", 1 + int(i / 28) % 6, 1 + i % 28)
}

# A promise's life in five records: made, reminded of, heard of, done, thanked for; one
# in eight stays open.
function life(i, deal, who,    id, k, d) {
	id = int(i / 5)
	k = i % 5
	d = day(int(id * 840 / n))
	if (k == 0)
		print d " promise" deal " %p" id " " who " by:+10d Send list " id
	else if (k == 1)
		print d " sent" deal " %p" id " " who " re:nudge"
	else if (k == 2)
		print d " got" deal " " who " re:news On its way"
	else if (k == 3 && id % 8)
		print d " done" deal " %p" id
	else
		print d " sent" deal " " who " re:thanks"
}

# The generator of Park and Miller (CACM 31, 1988): 0 to m - 1.
function rnd(m) {
	state = state * 16807 % 2147483647
	return int(state / 2147483647 * m)
}

function date(d) {
	return sprintf("%d-%02d-%02d", 2022 + int(d / 336), 1 + int(d / 28) % 12, 1 + d % 28)
}

function text(    k, s) {
	s = word[1 + rnd(words)]
	for (k = 4 + rnd(6); k; k--)
		s = s " " word[1 + rnd(words)]
	return s
}

# Each tenth day a promise, and days later what became of the last but one, or a new
# date for it; one deal in eight stays open, and its last two promises.
function promise(i,    deal, turn, k, open) {
	deal = " +deal-" int(i / 40)
	turn = int(i % 40 / 2)
	k = int(int(i / 40) * 39200 / n) + turn * 10
	open = int(i / 40) % 8 == 0
	if (i % 2 == 0 && (turn < 18 || open))
		print date(k) " promise" deal " %p" turn " @" name[1 + rnd(names)] "." int(i / 40) " by:" date(k + 24 + rnd(12)) " " text()
	else if (turn < 2 || i % 40 == 36)
		print date(k + 1) " amended" deal " %p" (turn < 2 ? turn : 16) " by:" date(k + 25) " " text()
	else if (i % 40 == 39 && !open)
		print date(k + 9) " close" deal " as:won " text()
	else
		print date(k + 1 + rnd(9)) (rnd(50) ? " done" : " drop") deal " %p" (i % 40 == 38 ? 17 : turn - 2) " " text()
}

BEGIN {
	state = 1
	words = split("the price of each unit for next month list and send draft terms with freight before we sign order by post samples on time", word, " ")
	names = split("ana bo cy di", name, " ")
	for (i = 0; what == "holidays" && i < 100000; i++)
		print sprintf("%d-%02d-%02d", 2000 + int(i / 336), 1 + int(i / 28) % 12, 1 + i % 28) " holiday Off " i
	for (i = 0; what == "rules" && i < 10000; i++)
		print "rule %r" i " after:met/idea within:3d re:news Rule " i
	for (i = 0; what == "same" && i < 1000; i++)
		print "rule %r" i " after:sent/intro within:3d re:news Rule " i
	for (i = 0; i < n; i++) {
		if (what == "promises")
			promise(i)
		else if (what == "open" || what == "deals")
			print "2025-05-10 promise +d" (what == "deals" ? i : int(i / 1000)) " %p" i " @a" int(i / 1000) % 1000 " by:2025-08-10 Send list " i
		else
			life(i, what ~ /deal|crowd/ ? " +d" : " +d" int(i / (what == "small" ? 40 : 1000)), what ~ /people|crowd/ ? "@a" int(i / 10) : "@a" int(i / 1000) % 1000)
	}
}
