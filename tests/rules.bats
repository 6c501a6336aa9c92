#!/usr/bin/env bats
# What holds of the rules whatever the records say: their order doesn't matter, a past
# day can be asked for, nothing is lost on a day when nobody asks, and a morning has
# few lines.  In the environment: RULES_DEALS, how many made-up deals (400).

load helper

deals=${RULES_DEALS:-400}

# The examples as a stream in which every line stands on its own.
examples() {
	fu-parse "$TOP/examples/deals" >book.fu
}

# made SEED: that many made-up deals
made() {
	awk -v deals="$deals" -v seed="$1" -f "$TOP/tests/rules/deals.awk" >made.fu
	fu-parse made.fu >book.fu
	[ "$(wc -l <book.fu)" -ge $((deals * 15)) ]
}

# days: each day from the first record of book.fu to 100 days after the last
days() {
	first=$(grep -o '^[0-9][^ T]*' book.fu | sort | head -n 1)
	last=$(grep -v -E '^[^ ]+ (holiday|away) ' book.fu | grep -o '^[0-9][^ T]*' | sort | tail -n 1)
	awk -v from="$first" -v to="9999-12-31" -f "$TOP/tests/rules/days.awk" |
		awk -v last="$last" '{ print } $0 > last && ++n == 100 { exit }'
}

# few: those days; under sanitizers, which look at how it is found out and not at
# what, two months in which most is open
few() {
	days | if [ -n "${SAN-}" ]; then sed -n '/^2025-07-01/,/^2025-08-31/p'; else cat; fi
}

# due FILE OUT ARG...: all of it, with the reasons and commands
due() {
	fu-due -a -s -x "${@:3}" "$1" >"$2" 2>errors || [ $? -eq 1 ]
}

in_any_order() {
	for now in 2025-03-10 2025-07-16T10:00 2025-12-01 2026-05-05; do
		due book.fu want.out -n "$now"
		[ -s want.out ]
		for seed in 1 2; do
			shuffled "$seed" book.fu >shuffled.fu
			cmp -s book.fu shuffled.fu && return 1
			due shuffled.fu got.out -n "$now"
			same want.out got.out
		done
	done
}

@test "the lines' order means nothing: the examples" {
	examples
	in_any_order
}

@test "the lines' order means nothing: made-up deals" {
	for book in 1 2; do
		made $book
		in_any_order
	done
}

@test "the lines' order means nothing: the golden cases, from the last line to the first" {
	local n=0

	for case in "$TOP"/tests/golden/fu-due/*/in.fu; do
		fu-parse "$case" >book.fu 2>errors || [ $? -eq 1 ]
		awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }' book.fu >shuffled.fu
		for now in 2025-07-16 2025-08-11T12:00; do
			due book.fu want.out -n $now
			due shuffled.fu got.out -n $now
			same want.out got.out
		done
		n=$((n + 1))
	done
	[ $n -gt 50 ]
}

# in_shards: book.fu in three parts by deal gives the lines that it gives in one
in_shards() {
	# What is of no deal goes into all shards, and is printed by each.
	awk '{
		deal = ""
		for (i = 2; i <= NF && deal == ""; i++)
			if ($i ~ /^[+]/)
				deal = $i
		if (deal == "" || deal == "+-")
			for (i = 0; i < 3; i++)
				print > ("shard" i)
		else
			print > ("shard" substr(deal, 3) % 3)
	}' book.fu
	for now in 2025-07-16 2026-02-01T08:30; do
		due book.fu want.out -n $now
		for i in 0 1 2; do
			due shard$i out -n $now
			if [ $i -gt 0 ]; then grep -v ' due +- ' out; else cat out; fi | grep -v '^#' >out$i
			[ -s out$i ]
		done
		LC_ALL=C sort -m out0 out1 out2 >got.out
		grep -v '^#' want.out >lines
		same lines got.out
	done
}

# heard FILE: what -s prints is the answer and, each with its why:, what is silenced.
heard() {
	for now in 2025-07-16T10:00 2026-05-05; do
		fu-due -a -n "$now" "$1" >want.out 2>errors || [ $? -eq 1 ]
		fu-due -a -s -n "$now" "$1" >all.out 2>errors || [ $? -eq 1 ]
		grep -v ' why:' all.out >got.out || [ $? -eq 1 ]
		same want.out got.out
		cat want.out >>heard.out
		grep ' why:' all.out >>silenced.out || [ $? -eq 1 ]
	done
}

@test "an answer is what -s prints, less what that says is silenced" {
	made 1
	heard book.fu
	# The close of a deal beside other things that a rule waits for, and in rules of
	# every other deal's own.
	awk '/ close / && n++ % 2 { print "rule " $3 " %mine after:close within:3d Mine" }' book.fu >more.fu
	cat more.fu - >>book.fu <<-'END'
		rule %feedback after:close,met/idea,exhausted/feedback every:3d max:2
		rule %over after:late,close,held until:got within:1d re:chase Over
		rule %after after:exhausted/chase,close/won until:closed within:2d Ask once more
	END
	heard book.fu
	for case in "$TOP"/tests/golden/fu-due/*/in.fu; do
		grep -q ' why:' "$case" || heard "$case"
	done
	[ "$(wc -l <heard.out)" -gt 1000 ]
	[ "$(grep -c ' why:closed ' silenced.out)" -gt 100 ]
}

@test "shards by deal join with sort -m" {
	made 3
	in_shards
}

# 20,000 records are enough for two threads; a third of these is not.
@test "two threads find what one does, and tell of it in the same order" {
	[ "$deals" -gt 1200 ] || deals=1200
	made 4
	[ "$(wc -l <book.fu)" -gt 20000 ]
	in_shards
	for deal in d7 d1200 d450; do
		echo "rule +$deal %own after:sent/idea re:idea Again and again"
	done >>book.fu
	due book.fu want.out -n 2025-07-16
	cut -d: -f2 errors >places
	shuffled 1 book.fu >shuffled.fu
	due shuffled.fu got.out -n 2025-07-16
	same want.out got.out
	awk 'NR == FNR { line[FNR] = $0; next } match(line[$1], /[+]d[0-9]+/) {
		print substr(line[$1], RSTART, RLENGTH)
	}' book.fu places >order
	for deal in d7 d1200 d450; do
		grep -qx "+$deal" order
	done
	LC_ALL=C sort -c order
}

# up_to DAY: what of book.fu counts on that day
up_to() {
	awk -v day="$1" '$1 == "-" || substr($1, 1, 10) <= day || $2 == "holiday" || $2 == "away"' book.fu
}

replayed() {
	local n=0

	for day in $1; do
		up_to "$day" >then.fu
		due book.fu want.out -n "$day"
		due then.fu got.out -n "$day"
		same want.out got.out
		n=$((n + 1))
	done
	[ $n -gt 10 ]
}

@test "any past day can be asked for: each day of the examples" {
	examples
	replayed "$(few)"
}

@test "any past day can be asked for: made-up deals" {
	made 4
	replayed "$(days | awk 'NR % 37 == 0')"
}

nothing_lost() {
	local today=

	for day in $1; do
		fu-due -a -s -n "$day" book.fu >tomorrow.out 2>errors || [ $? -eq 1 ]
		if [ -n "$today" ]; then
			{
				echo "- deal"
				grep "^$day" book.fu || :
			} >new.fu
			awk -f "$TOP/tests/rules/kept.awk" new.fu today.out tomorrow.out || {
				echo "from $today to $day"
				return 1
			}
		fi
		mv tomorrow.out today.out
		today=$day
	done
	[ -s today.out ]
}

@test "what fell due on a day when nobody asked is there on the next: the examples" {
	examples
	nothing_lost "$(few)"
}

@test "what fell due on a day when nobody asked is there on the next: made-up deals" {
	made 5
	nothing_lost "$(days | sed -n '150,180p')"
}

# mornings DEALS FILE: fu-due on each of two months' mornings, the lines counted; no
# deal may have more than three on average.
mornings() {
	fu-parse -c -n 2026-01-01 "$TOP/tests/rules/$2"
	for day in $(awk -v from=2025-02-03 -v to=2025-04-03 -f "$TOP/tests/rules/days.awk"); do
		fu-due -n "$day" "$TOP/tests/rules/$2"
	done >lines
	awk -v deals="$1" -v name="$2" '
		{ for (i = 3; $i !~ /^[+]/; i++); n[$i]++ }
		END {
			for (deal in n) {
				seen++
				printf "# %s %s: %.1f lines a morning\n", name, deal, n[deal] / 60
				if (n[deal] > 180)
					bad = 1
			}
			exit bad || seen != deals
		}' lines >result || {
		cat result
		return 1
	}
	cat result >&3
}

@test "two months of a purchase: at most three lines a morning" {
	mornings 1 purchase.fu
}

@test "two months of a mediation: at most three lines a morning" {
	mornings 1 mediation.fu
}

@test "two months of four debts: at most three lines a morning for each" {
	mornings 4 accounts.fu
}
