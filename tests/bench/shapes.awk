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

BEGIN {
	for (i = 0; what == "holidays" && i < 100000; i++)
		print sprintf("%d-%02d-%02d", 2000 + int(i / 336), 1 + int(i / 28) % 12, 1 + i % 28) " holiday Off " i
	for (i = 0; what == "rules" && i < 10000; i++)
		print "rule %r" i " after:met/idea within:3d re:news Rule " i
	for (i = 0; what == "same" && i < 1000; i++)
		print "rule %r" i " after:sent/intro within:3d re:news Rule " i
	for (i = 0; i < n; i++) {
		if (what == "open" || what == "deals")
			print "2025-05-10 promise +d" (what == "deals" ? i : int(i / 1000)) " %p" i " @a" int(i / 1000) % 1000 " by:2025-08-10 Send list " i
		else
			life(i, what ~ /deal|crowd/ ? " +d" : " +d" int(i / (what == "small" ? 40 : 1000)), what ~ /people|crowd/ ? "@a" int(i / 10) : "@a" int(i / 1000) % 1000)
	}
}
