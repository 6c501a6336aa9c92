#!/usr/bin/env bats
# fu-score as a whole: what must hold for any records.

load helper

views=reliability,owed,health,position,ready,escalate,lessons,feedback,conduct,calibration

# books SEED: 150 deals with whatever may happen in one, as canonical lines in no
# order; every third without promises, and in a bad way.  Its own numbers, so that
# every awk makes the same.
books() {
	awk -v seed="$1" '
		function rnd(n) { seed = (seed * 16807) % 2147483647; return seed % n }
		function date(d,    m) { # 2025-01-01 and d days
			for (m = 1; d >= len[m]; m++) d -= len[m]
			return sprintf("2025-%02d-%02d", m, d + 1)
		}
		function pick(list,    w) { return w[1 + rnd(split(list, w, " "))] }
		BEGIN {
			split("31 28 31 30 31 30 31 31 30 31 30 31", len, " ")
			for (d = 1; d <= 150; d++) deal()
		}
		function deal(    i, n, x, day, by) {
			x = " +d" d " "
			print "-" " deal" x pick("relationship:keep relationship:over kind:purchase kind:sale kind:mediation")
			print "- who +d" d " @them" d " side:them boss:@boss" d " authority:" pick("full limited") " briefed:" pick("yes no")
			bad = d % 3 == 0
			n = rnd(14) + bad * 16
			for (i = 1; i <= n; i++) {
				day = rnd(190); by = day + 1 + rnd(25)
				p = pick("@them" d " @us" d)
				kind = bad ? 7 + rnd(9) : rnd(16)
				if (kind < 6) {
					print date(day) " promise" x "%p" i " " p " by:" date(by) " x"
					if (rnd(3)) print date(day + rnd(40)) " done" x "%p" i
					if (!rnd(4)) print date(day + rnd(30)) " amended" x "%p" i " by:" date(by + rnd(20))
					if (!rnd(9)) print date(day + rnd(40)) " reopen" x "%p" i
					if (!rnd(9)) print date(day + rnd(40)) " drop" x "%p" i
				} else if (kind == 6) {
					print date(day) " owed" x "%o" i " " p " amt:" 100 + rnd(900) "USD by:" date(by) " x"
					if (rnd(2)) print date(day + rnd(40)) " paid" x "%o" i " amt:" 1 + rnd(100) "USD"
					if (!rnd(3)) print date(day + rnd(40)) " paid" x "%o" i " amt:" 100 + rnd(900) "USD"
				} else if (kind == 7)
					print date(day) " met" x "@them" d " mood:" pick(bad ? "bad" : "good ok bad")
				else if (kind == 8)
					print date(day) " sent" x "@them" d " re:" pick("recap question thanks agenda")
				else if (kind == 9)
					print date(day) " got" x "@them" d " re:" pick("recap question") " answer:" pick(bad ? "no" : "yes no part")
				else if (kind == 10) {
					print date(day) " concern" x "%c" i " @them" d " level:" pick("low high") " x"
					if (!bad && rnd(2)) print date(day + rnd(30)) " done" x "%c" i
					print date(day) " assertion" x "%a" i " @them" d " x"
					if (i % 3) print date(day + i) " verdict" x "%a" i " answer:" (i % 2 ? "yes" : "no")
				} else if (kind == 11) {
					print date(day) " doc" x "%s" i " @them" d " review:5bd x"
					print date(day + 1) " sent" x "%s" i " @them" d " re:draft"
					if (rnd(2)) print date(day + rnd(20)) " signed" x "%s" i " @them" d
				} else if (kind == 12)
					print date(day) " plan" x "%k" i " @them" d " by:" date(by) " x"
				else if (kind == 13)
					print date(day) " offer" x p " amt:" 10 + rnd(90) "USD x"
				else if (kind == 14)
					print date(day) " tactic" x "@them" d " tag:" pick("a b c d") " worked:" pick("yes no part")
				else
					print date(day) " need" x "@us" d " kind:" pick("limit batna must want") " amt:" 10 + rnd(90) "USD x"
			}
			print "- who +d" d " @us" d " side:us"
		}'
}

# more FILE WHAT: a promise more in each deal, of one person: kept, never done,
# done too late, or moved when it was too late.
more() {
	awk -v what="$2" '
		$2 == "deal" {
			who = (n % 2 ? "@us" : "@them") substr($3, 3)
			n++
			month = "2025-0" 1 + n % 6 "-"
			print month "02 promise " $3 " %more " who " by:" month "20 x"
			if (what == "kept") print month 10 + n % 11 " done " $3 " %more"
			if (what == "late") print month "2" 6 + n % 3 " done " $3 " %more"
			if (what == "moved") print month "2" n % 9 " amended " $3 " %more by:2025-0" 2 + n % 6 "-25"
		}' "$1"
}

# figures FILE: name and val of each deal and person; reliability twice, with mean.
figures() {
	fu-score -n 2025-07-16 -k health,reliability "$1" 2>/dev/null | awk '
		$4 ~ /^%/ || $5 ~ /^%/ { next }
		/of:health/ { print $3, substr($5, 5) }
		/of:reliability/ {
			print $4, substr($6, 5)
			for (i = 7; i <= NF; i++) if ($i ~ /^mean:/) print $4 "/mean", substr($i, 6)
		}' | LC_ALL=C sort
}

# moved FILE FILE up|down: no figure may go the other way, or become unknown.
moved() {
	awk -v way="$3" '
		NR == FNR { was[$1] = $2; next }
		!($1 in was) || was[$1] == "unknown" { next }
		$2 == "unknown" || (way == "up" ? $2 < was[$1] : $2 > was[$1]) { print $1, was[$1], "->", $2; bad = 1 }
		$2 != was[$1] { changed++ }
		END { print changed " changed"; exit bad || changed < 50 }' "$1" "$2"
}

@test "one more kept promise never lowers, one more broken never raises" {
	for seed in 1 22 333 4444 55555 666666; do
		books $seed >book.fu
		figures book.fu >was
		[ "$(grep -c '^+.* [0-9]' was)" -gt 40 ]
		for what in kept broken late moved; do
			{
				cat book.fu
				more book.fu $what
			} >more.fu
			figures more.fu >is
			if [ $what = kept ]; then moved was is up; else moved was is down; fi
		done
	done
}

@test "the order of the lines does not matter, nor where they are read from" {
	books 7 | fu-parse -m 2>/dev/null >book.fu
	fu-parse -m "$TOP/examples/deals" >>book.fu
	fu-score -x -k $views -n 2025-07-16 book.fu >want
	[ "$(wc -l <want)" -gt 5000 ]
	for seed in 4 55; do
		shuffled $seed book.fu | fu-score -x -k $views -n 2025-07-16 >out
		same want out
	done
	fu-score -o table -n 2025-07-16 book.fu >want
	shuffled 6 book.fu | fu-score -o table -n 2025-07-16 >out
	same want out
}

@test "views of deals can be made in parts, a deal at a time" {
	books 9 | fu-parse >book.fu 2>/dev/null
	fu-score -k owed,health,position,ready,escalate -n 2025-07-16 book.fu >want
	[ "$(wc -l <want)" -gt 400 ]
	for part in 0 1 2; do
		awk -v part=$part '{ n = $3; sub(/^[+]d/, "", n) } n % 3 == part' book.fu |
			fu-score -k owed,health,position,ready,escalate -n 2025-07-16 >out.$part
	done
	LC_ALL=C sort -m out.0 out.1 out.2 >out
	same want out
}

# soup SEED: the records of all examples and golden cases, each type among them, with
# deals, items and people that were few before mixed among each other.
soup() {
	find "$TOP/examples/deals" "$TOP/tests/golden" -name '*.fu' ! -path '*/bad*' -exec cat {} + |
		fu-parse 2>/dev/null | awk -v seed="$1" '
			function rnd(n) { seed = (seed * 16807) % 2147483647; return int(seed / 1000) % n }
			length($0) < 2000 && $0 !~ /"/ {
				for (i = 1; i <= NF && i <= 12; i++) {
					if ($i ~ /^[+][A-Za-z0-9]/ && rnd(9)) $i = "+d" rnd(40)
					else if ($i ~ /^%[A-Za-z0-9]/ && $2 != "rule") $i = "%i" rnd(12)
					else if ($i ~ /^@[A-Za-z0-9]/) $i = rnd(9) ? "@p" rnd(15) : "@me"
				}
				print
			}
			END { # and what is rare
				for (i = 0; i < 1200; i++) {
					where = " +d" rnd(40) (i % 6 < 4 || rnd(2) ? " %i" rnd(12) : "")
					date = "2025-0" 1 + rnd(9) "-1" rnd(10)
					if (i % 6 == 0) print date " amended" where " by:2025-0" 1 + rnd(9) "-1" rnd(10)
					if (i % 6 == 1) print date " verdict" where " answer:yes"
					if (i % 6 == 2) print date " signed" where " @p" rnd(2)
					if (i % 60 == 2) print "2024-12-01 doc" where " @p1 x"
					if (i % 6 == 3) print date " reopen" where
					if (i % 6 == 4) print date " hold" where " @p" rnd(15) " why:dispute"
					if (i % 6 == 5) print date " resume" where " @p" rnd(15)
				}
			}'
}

# of VIEW FILE: the scores of one view and what they are made of.
of() {
	awk -v view="of:$1" '
		/^# / { if (mine) print; next }
		{ mine = 0; for (i = 4; i <= 7; i++) mine = mine || $i == view }
		mine' "$2"
}

# What no view asks for is never taken up; ready asks for all, so beside it each view
# is made of everything.
@test "a view alone says what it says of all records" {
	for seed in 3 44; do
		{
			soup $seed
			books $seed
		} | fu-parse -m 2>/dev/null >book.fu || [ $? -eq 1 ]
		[ "$(wc -l <book.fu)" -gt 3000 ]
		for select in "-n 2025-07-16" "-n 2025-12-01 @p1 @me @them3" "+d3 +d5 +d7"; do
			fu-score -x -k $views $select book.fu >all 2>err || [ $? -eq 1 ]
			for view in $(echo $views | tr , ' '); do
				of $view all >want
				fu-score -x -k $view $select book.fu >out 2>err || [ $? -eq 1 ]
				same want out
				cat out >>some.$view
			done
			for pair in reliability,position calibration,lessons owed,escalate; do
				{ of ${pair%,*} all; of ${pair#*,} all; } | LC_ALL=C sort >want
				fu-score -x -k $pair $select book.fu 2>err | LC_ALL=C sort >out
				same want out
			done
		done
		# titles, which come from the deals
		fu-score -o table -k $views book.fu 2>err | grep '^[+]' | LC_ALL=C sort >want || [ $? -eq 1 ]
		for view in reliability owed position escalate; do
			fu-score -o table -k $view book.fu 2>err | grep '^[+]' | LC_ALL=C sort >out || [ $? -eq 1 ]
			[ -s out ]
			[ -z "$(LC_ALL=C comm -13 want out)" ]
		done
	done
	for view in $(echo $views | tr , ' '); do
		grep -c '^# ' some.$view
		[ "$(grep -c '^# ' some.$view)" -gt 20 ]
	done
}

# debts N SPREAD: of 60 customers; with spread each pays late as often as suits
# them, else all do three times in ten.
debts() {
	awk -v n="$1" -v spread="$2" '
		function rnd(n) { seed = (seed * 16807) % 2147483647; return int(seed / 1000) % n }
		function date(d,    y, m) {
			for (y = 2023; d >= 365; y++) d -= 365
			for (m = 1; d >= len[m]; m++) d -= len[m]
			return sprintf("%d-%02d-%02d", y, m, d + 1)
		}
		BEGIN {
			seed = 4711
			split("31 28 31 30 31 30 31 31 30 31 30 31", len, " ")
			for (c = 0; c < 60; c++) often[c] = spread ? (c % 3 == 0 ? 90 : c % 3 == 1 ? 10 : 50) : 30
			for (i = 1; i <= n; i++) {
				c = rnd(60); d = rnd(330)
				print date(d) " owed +deal %i" i " @c" c " amt:10USD by:" date(d + 30) " x"
				print date(rnd(100) < often[c] ? d + 31 + rnd(20) : d + 5 + rnd(26)) " paid +deal %i" i " amt:10USD"
			}
		}'
}

# value KEY FILE: of the first line
value() {
	sed -n "1s/.* $1:\([-.0-9]*\) .*/\1/p" "$2"
}

@test "forecasts find out by themselves whether a person's own history tells more" {
	debts 1500 1 | fu-score -k calibration -n 2024-12-31 >out
	[ "$(value n out)" = 1500 ]
	awk -v skill="$(value skill out)" 'BEGIN { exit !(skill > .25) }'
	debts 1500 0 | fu-score -k calibration -n 2024-12-31 >out
	awk -v skill="$(value skill out)" 'BEGIN { exit !(skill > -.03 && skill < .03) }'
}

# crowd: 8 customers with many debts that pay late, and 1000 with two who seldom do.
crowd() {
	awk '
		function rnd(n) { seed = (seed * 16807) % 2147483647; return int(seed / 1000) % n }
		function date(d,    y, m) {
			for (y = 2023; d >= 365; y++) d -= 365
			for (m = 1; d >= len[m]; m++) d -= len[m]
			return sprintf("%d-%02d-%02d", y, m, d + 1)
		}
		function debt(c, often,    d) {
			d = rnd(600)
			print date(d) " owed +deal %i" ++i " @c" c " amt:10USD by:" date(d + 30) " x"
			print date(rnd(100) < often ? d + 31 + rnd(20) : d + 5 + rnd(26)) " paid +deal %i" i " amt:10USD"
		}
		BEGIN {
			seed = 4711
			split("31 28 31 30 31 30 31 31 30 31 30 31", len, " ")
			for (c = 0; c < 8; c++)
				for (n = 0; n < 400; n++) debt(c, 90)
			for (; c < 1000; c++) {
				debt(c, 10)
				debt(c, 10)
			}
		}'
}

@test "customers with many debts don't speak for those with few" {
	crowd | fu-score -k calibration -n 2025-12-31 >out
	# Everybody's rate alone is off by .24; knowing which sort each is of, by .09.
	[ "$(value n out)" = 5184 ]
	awk -v off="$(value val out)" -v base="$(value base out)" 'BEGIN { exit !(base > .22 && off < .12) }'
}

# forecasts FILE DAY: the forecast of each debt, as known at the end of that day
forecasts() {
	fu-score -x -k calibration -n "$2" "$1" | sed -n 's/^# [a-z]* \([.0-9]*\) +deal %\([^ ]*\) .*/\2 \1/p' |
		LC_ALL=C sort
}

@test "no forecast uses what came after the day it was made" {
	debts 400 1 >debts.fu
	forecasts debts.fu 2024-12-31 >want
	[ "$(wc -l <want)" -eq 400 ]
	for day in 2023-04-15 2023-07-01 2023-09-20; do
		# Payments after that day: later by a month, or never; some are taken back.
		awk -v day=$day '
			$2 == "paid" && $1 > day { n++; if (n % 3 == 0) next; if (n % 3 == 1) sub(/^..../, "2024") }
			{ print }
			$2 == "paid" && $1 <= day && ++m % 5 == 0 { print "2023-12-01 reopen", $3, $4 }
			$2 == "owed" && ++o % 50 == 0 { print "2023-12-02 amended", $3, $4, "by:2024-01-20" }
			$2 == "owed" && o % 50 == 1 { print "2023-12-02 drop", $3, $4 }' debts.fu >other.fu
		forecasts other.fu 2024-12-31 >got
		# one whose date was moved too late has two forecasts
		awk -v day=$day '$2 == "owed" && ++o % 50 && $1 <= day { print substr($4, 2) }' debts.fu |
			LC_ALL=C sort >made
		LC_ALL=C join want made | LC_ALL=C join - got >both
		[ "$(wc -l <both)" -gt 50 ]
		awk '$2 != $3 { print; bad = 1 } END { exit bad }' both
		# and what comes later does change
		LC_ALL=C join want got | awk '$2 != $3 { n++ } END { exit n < 20 }'
	done
}

@test "a forecast that is printed is the one that is checked later" {
	debts 400 1 >debts.fu
	forecasts debts.fu 2024-12-31 >later
	days=0
	for day in 2023-03-10 2023-06-15 2023-08-21 2023-11-02; do
		fu-score -n $day debts.fu | sed -n 's/.* score +deal %\([^ ]*\) .* val:\([.0-9]*\) .*/\1 \2/p' |
			LC_ALL=C sort >printed
		awk -v day=$day '$1 == day && $2 == "owed" { print substr($4, 2) }' debts.fu | LC_ALL=C sort >made
		LC_ALL=C join printed made | LC_ALL=C join - later >both
		days=$((days + $(wc -l <both)))
		awk '$2 != $3 { print; bad = 1 } END { exit bad }' both
	done
	[ $days -gt 2 ]
}

@test "a score is a record, and -p passes on what was read" {
	fu-parse "$TOP/examples/deals" >stream
	fu-score -k $views stream >scores
	fu-parse scores >out 2>err
	same scores out
	[ ! -s err ]
	fu-score -p -k $views <stream >out
	cat stream scores >want
	same want out
	fu-score -x -k $views stream | grep -v '^# ' >out
	same scores out
}

@test "a hostile book is scored in a moment" {
	# Many terms bid on, holds, people, weeks and taken-back payments in one deal.
	awk 'BEGIN {
		print "- deal +a"
		for (i = 0; i < 20000; i++) {
			print "2025-06-01 offer +a %t" i " @p" i " amt:" i "u x"
			print "2025-06-01 need +a @me kind:limit amt:" i "u x"
			print "2025-06-01 hold +a @p" i " why:dispute"
			print "2025-06-01 owed +a %o" i " @p" i " amt:5USD by:2025-0" 1 + i % 9 "-11 x"
			print "2025-06-01 paid +a %z amt:5USD"
			print "2025-06-02 reopen +a %z"
			print "2025-06-01 promise +a %q" i " @me for:%z amt:1USD by:2025-07-" 10 + i % 20 " x"
			print "2025-06-01 sent +a @p" i " re:question"
		}
		print "2025-01-01 owed +a %z @me amt:500000USD by:2025-05-05 x"
	}' >book.fu
	limit fu-score -x -k $views -n 2025-07-16 book.fu >out
	[ "$(wc -l <out)" -gt 100000 ]
}

@test "what many deals, lines or units have in common is looked at once" {
	awk 'BEGIN {
		for (i = 0; i < 20000; i++) {
			# One person declared in each deal and for all, a rule and a unit for each.
			print "- who +d" i " @p side:them boss:@q authority:full"
			print "- who @p likes:a" i
			print "- rule %r" i " after:silent within:" 1 + i % 300 "d re:checkin x"
			print "2025-01-01 met +d" i " @p"
			unit = ""
			for (k = i; length(unit) < 4; k = int(k / 26)) unit = unit substr("abcdefghijklmnopqrstuvwxyz", k % 26 + 1, 1)
			print "2025-01-01 owed +a %o" i " @p amt:5" unit " by:2025-02-01 x"
			# A deal declared over and over, with an offer on each term.
			print "2025-01-01 deal +b kind:sale T" i
			print "2025-01-01 offer +b %t" i " @p amt:1USD x"
		}
	}' >book.fu
	limit fu-score -x -k $views -n 2025-07-16 book.fu >out
	[ "$(wc -l <out)" -gt 100000 ]
}

@test "what to record next is a record once its blanks are filled in" {
	cat "$TOP"/tests/golden/fu-score/escalate-*/out "$TOP"/tests/golden/fu-score/ready-*/out |
		sed -n 's/^# record: //p; s/^# \(missing\|unknown\) [^:]*: //p' |
		sed 's/,.*//; s/ <stdin>:[0-9]*$//
			s/TEXT/Words/; s/DATE/2025-08-01/; s/%ID/%new/; s/@NAME/@somebody/; s/AMOUNT/10USD/' |
		LC_ALL=C sort -u | sed '/^who/!s/^/2025-07-16 /' >records
	[ "$(wc -l <records)" -gt 30 ]
	fu-parse records >out 2>err
	[ ! -s err ]
	[ "$(wc -l <out)" -eq "$(wc -l <records)" ]
	grep -q 'escalate +a @kim consent:asked' out
}
