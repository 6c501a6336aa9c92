#!/usr/bin/env bats
# The benchmarks: the same data in every tool's form, a missing tool is no
# failure, and a program that got slower is one.

# shellcheck disable=SC2016,SC2030,SC2031 # Markdown; what run sets
load helper

setup_file() {
	local bench=$TOP/tests/bench name sources

	while read -r name sources; do
		# shellcheck disable=SC2086 # several sources
		(cd "$bench" && ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -o "$BATS_FILE_TMPDIR/$name" $sources)
	done <<-END
		gen gen.c deals.c life.c late.c line.c
		other other.c form.c line.c
		timeit timeit.c
		loop loop.c
	END
	export BENCH_GEN=$BATS_FILE_TMPDIR/gen
	"$BATS_FILE_TMPDIR/gen" 10000 >"$BATS_FILE_TMPDIR/book.fu"
	"$BATS_FILE_TMPDIR/gen" -l 2000 >"$BATS_FILE_TMPDIR/late.fu"
	awk -v what=promises -v n=8000 -f "$bench/shapes.awk" >"$BATS_FILE_TMPDIR/promises.fu"
}

# form NAME [BOOK]: the book in that form
form() {
	"$BATS_FILE_TMPDIR/other" "$1" <"$BATS_FILE_TMPDIR/${2-book}.fu" >"book.$1"
}

# script NAME BOOK: what that script says of the book
script() {
	awk -v now=2025-06-30 -f "$TOP/tests/bench/$1.awk" "$BATS_FILE_TMPDIR/$2.fu"
}

# says EXPECTED: what standard input is
says() {
	local text

	text=$(cat)
	[ "$text" = "$1" ] || {
		printf 'wanted: %s\ngot:    %s\n' "$1" "$text"
		return 1
	}
}

@test "each form has every record" {
	local book n

	for book in book late; do
		n=$(wc -l <"$BATS_FILE_TMPDIR/$book.fu")
		form rec $book
		grep -c '^Type: ' book.rec | says "$n"
		form csv $book
		wc -l <book.csv | tr -d ' ' | says $((n + 1))
		form json $book
		grep -c '^{"type":".*}$' book.json | says "$n"
		form rem $book
		grep -c '^REM [0-9-]* \|^# [dw]' book.rem | says $((n + 1))
		form journal $book
		grep -c '^[0-9-]*=*[0-9-]* [a-z]\|^; [dw]' book.journal | says $((n + 1))
	done
}

@test "the books are sound, as long as asked for, and the same each time" {
	local options sizes

	for options in '' -t -w '-u cyrillic' -l '-l -t'; do
		# shellcheck disable=SC2086 # options
		"$BATS_FILE_TMPDIR/gen" $options 5000 >a.fu
		# shellcheck disable=SC2086
		"$BATS_FILE_TMPDIR/gen" $options 5000 | cmp - a.fu
		wc -l <a.fu | tr -d ' ' | says 5000
		if [ "$options" = -w ]; then # its texts look like attributes, which is warned of
			fu-parse -c a.fu 2>&1 | grep error | says ''
		else # the hard book has days after today
			fu-parse -c -n 2027-01-01 a.fu 2>&1 | says ''
		fi
	done
	for sizes in 1 2 7 12 20 31 107; do
		"$BATS_FILE_TMPDIR/gen" $sizes | wc -l | tr -d ' ' | says $sizes
	done
}

@test "scripts don't move a byte: the same heads at the same places" {
	local what

	for what in cyrillic cjk; do
		"$BATS_FILE_TMPDIR/gen" -u $what 10000 | LC_ALL=C awk '{ print length($0) }' >lengths
		LC_ALL=C awk '{ print length($0) }' "$BATS_FILE_TMPDIR/book.fu" | cmp - lengths
	done
}

@test "the ordinary book: nothing after today, few deals open, most promises kept" {
	local book=$BATS_FILE_TMPDIR/book.fu

	fu-parse -c -n 2025-06-30 "$book" 2>&1 | says ''
	fu-parse -r -n 2025-06-30 -t promise,owed "$book" >items
	[ "$(grep -c 'state:done' items)" -gt $(($(wc -l <items) * 9 / 10)) ]
	awk '$2 == "promise" && ($5 == "@me" || $5 !~ /[.]/) && !/ to:@/' "$book" | says ''
	awk '/^deal/ { deals++ } $2 == "close" { closed++ }
		END { print (deals > 200), (deals - closed > deals / 20), (deals - closed < deals / 8) }' "$book" | says '1 1 1'
	fu-due -n 2025-06-30 "$book" | wc -l >due
	[ "$(cat due)" -gt 20 ]
	[ "$(cat due)" -lt 200 ]
}

@test "who keeps their word is the same for fu-score and the script" {
	local book

	for book in book late promises; do
		script counts $book | grep -v 'kept:0 late:0 broken:0 open:0$' | LC_ALL=C sort >counted
		fu-score -k reliability -n 2025-06-30 "$BATS_FILE_TMPDIR/$book.fu" |
			sed -n 's/^[^ ]* score +- \(@[^ ]*\) .*\( kept:[^ ]* late:[^ ]* broken:[^ ]* open:[^ ]*\) .*/\1\2/p' |
			grep -v 'kept:0 late:0 broken:0 open:0$' | LC_ALL=C sort >program
		[ -s counted ]
		same counted program
	done
}

# due_alike: each form has $due items that are due, and so has what fu-parse -r prints.
due_alike() {
	fu-parse -r -n 2025-06-30 -t promise,owed "$BATS_FILE_TMPDIR/$book.fu" |
		awk '/ state:(open|late|said)( |$)/ && match($0, / by:[0-9-]*/) && substr($0, RSTART + 4, 10) < "2025-07-08"' |
		wc -l | tr -d ' ' | says "$due"
	# Whatever is open by the fields that stand in the records.
	awk '
		function day() { if (by && by < "2025-07-08" && made < "2025-07-01" && (!closed || closed > "2025-06-30")) n++ }
		/^$/ { day(); made = by = closed = "" }
		/^Date: / { made = $2 }
		/^By: / { by = $2 }
		/^Closed: / { closed = $2 }
		END { day(); print n }' book.rec | says "$due"
	# And by what adds up to nothing in the journal.
	awk '
		/^[0-9]/ { split(substr($1, 1, 21), day, "="); due = day[1] <= "2025-06-30" && day[2] && day[2] < "2025-07-08" }
		/^    .Due:/ && due { left[$1] += $2 }
		END { for (item in left) if (left[item] > .001) n++; print n }' book.journal | says "$due"
}

@test "what is due is the same for all that can tell" {
	local due book

	for book in book late promises; do
		due=$(script due $book | wc -l | tr -d ' ')
		[ "$due" -gt 20 ]
		form rec $book
		form journal $book
		due_alike
	done
}

@test "the tools themselves say so, where they are installed" {
	local due any=false

	due=$(script due book | wc -l | tr -d ' ')
	form rec
	form journal
	form json
	form csv
	if command -v ledger >/dev/null; then
		any=true
		ledger -f book.journal bal --flat --no-total \
			-l 'account=~/^Due/ and date<=[2025-06-30] and aux_date<[2025-07-08]' | grep -c . | says "$due"
	fi
	if command -v recsel >/dev/null; then
		any=true
		recfix book.rec
		recsel -t Record -c -e "Date << '2025-07-01' && By << '2025-07-08' && !(Closed << '2025-07-01')" \
			book.rec | says "$due"
	fi
	if command -v jq >/dev/null; then
		any=true
		jq -c -f "$TOP/tests/bench/lean.jq" book.json | says ""
		sed '40s/"deal":"/&-/' book.json | jq -c -f "$TOP/tests/bench/lean.jq" | wc -l | tr -d ' ' | says 1
		jq -c 'select(.by)' book.json | wc -l | tr -d ' ' | says "$(grep -c ' by:' "$BATS_FILE_TMPDIR/book.fu")"
	fi
	if command -v mlr >/dev/null; then
		any=true
		mlr --icsv --ojsonl filter -x -f "$TOP/tests/bench/lean.mlr" book.csv | says ""
		sed '9s/,/!,/' book.csv | mlr --icsv --ojsonl filter -x -f "$TOP/tests/bench/lean.mlr" |
			wc -l | tr -d ' ' | says 1
		mlr --icsv --ojsonl cat book.csv | wc -l | tr -d ' ' | says 10000
	fi
	$any || skip "none is installed"
}

@test "a tool that is missing has a row that says so, and no line in the log" {
	"$BATS_FILE_TMPDIR/timeit" -n 2 -l log 'a first' true ::: 'b second' no-such-tool ::: 'c third' sh -c 'exit 127' \
		::: 'd fourth' false ::: 'e fifth' ./no-such-program >rows
	grep -c '| second | not installed |\|| third | not installed |' rows | says 2
	grep -c '| fourth | FAILED: status 1\|| fifth | FAILED: status 127' rows | says 2
	cut -f 1 log | says a
	awk -F '\t' '{ print NF }' log | says 4
}

@test "the loop reads the files of a tree, by folder and by name" {
	"$BATS_FILE_TMPDIR/gen" -d tree 200
	[ "$(find tree -name '*.fu' | wc -l)" -eq 10 ]
	"$BATS_FILE_TMPDIR/loop" tree
	find tree -name '*.fu' | "$BATS_FILE_TMPDIR/loop" -
	chmod 000 tree/00/00/d4.fu
	if [ "$(id -u)" -ne 0 ]; then
		run "$BATS_FILE_TMPDIR/loop" tree
		[ "$status" -eq 2 ]
	fi
	rm -f tree/00/00/d4.fu
	echo tree/00/00/d4.fu >gone
	run "$BATS_FILE_TMPDIR/loop" - <gone
	[ "$status" -eq 2 ]
}

@test "targets: medians of ratios in a round, growth, and what was not measured" {
	printf '%s\t%s\t%s\t%s\t%s\t%s\n' read-100000 wc 1000 .2 .5 .1 read-100000 check 3000 1 1 1 \
		read-1000000 wc 1000 1 4 2 read-1000000 check 6144 10 12 20 >log
	awk -f "$TOP/tests/bench/targets.awk" log >targets
	# 10/1, 12/4, 20/2; log(12/1)/log(10); 6 MiB
	grep -q '^| check / `wc -l` | at most 5 | 10.0 | 1000000 | no |$' targets
	grep -q '^| growth of check | at most 1.05 | 1.08 | 100000 to 1000000 | no |$' targets
	grep -q '^| peak MiB of check | at most 4 | 6.00 | 1000000 | no |$' targets
	grep -q '^| `recfix` / check | at least 1000 | not measured | | |$' targets
	sed 's/12/11/; s/6144/4096/' log >faster
	awk -f "$TOP/tests/bench/targets.awk" faster >targets
	grep -q '^| growth of check | at most 1.05 | 1.04 | 100000 to 1000000 | yes |$' targets
	grep -q '^| peak MiB of check | at most 4 | 4.00 | 1000000 | yes |$' targets
	awk -f "$TOP/tests/bench/plot.awk" log >plot.svg
	grep -c '<polyline' plot.svg | says 2
	grep -q '>fu-parse, checks</text>' plot.svg
}

# held STATUS: `make bench-check` ends with that, and $output is what it said
held() {
	run sh "$TOP/tests/bench/count.sh" -c
	[ "$status" -eq "$1" ] || {
		printf 'wanted %s, got %s: %s\n' "$1" "$status" "$output"
		return 1
	}
}

# A valgrind that counts what the file `cost` says for fu-due, and 5000 for all else.
fake_valgrind() {
	mkdir bin
	cat >bin/valgrind <<-'END'
		#!/bin/sh
		case "$*" in
		*fu-due*) n=$(cat cost) ;;
		*) n=5000 ;;
		esac
		echo "==1== Collected : $n" >&2
	END
	chmod +x bin/valgrind
	PATH=$PWD/bin:$PATH
	export BENCH_COUNT=10 BENCH_BASELINE=$PWD/baseline
}

@test "bench-check: red when a count grows by more than 5 %, and says which" {
	fake_valgrind
	echo 10000 >cost
	sh "$TOP/tests/bench/count.sh" -w >/dev/null
	grep -qx 'due 1000.0' baseline
	held 0
	echo 10490 >cost
	held 0
	[[ $output == *"due: 1049.0 instructions a record, +4.9 %"* ]]
	echo 10600 >cost
	held 1
	[[ $output == *"due: 1060.0 instructions a record, 6.0 % more than the 1000.0 of the baseline"* ]]
	echo 9000 >cost
	held 0
	[[ $output == *"due: 900.0 instructions a record, -10.0 %; make bench-baseline"* ]]
	sed -i.old '/^score/d' baseline
	held 1
	[[ $output == *"score is not in the baseline"* ]]
	{ cat baseline.old; echo 'gone 12'; } >baseline
	held 1
	[[ $output == *"gone is in the baseline and was not counted"* ]]
}

@test "bench-check: other compilers and a missing valgrind are passed over" {
	fake_valgrind
	echo 10000 >cost
	sh "$TOP/tests/bench/count.sh" -w >/dev/null
	echo 99999 >cost
	sed -i.old 's/^compiler: .*/compiler: another 1.0/' baseline
	held 0
	[[ $output == "bench-check: skipped: the baseline has 'compiler: another 1.0', here it is 'compiler: "* ]]
	mv baseline.old baseline
	CFLAGS=-O0 held 0
	[[ $output == *"skipped: the baseline has 'flags: "* ]]
	rm bin/valgrind
	for tool in sh dirname mktemp rm; do
		ln -s "$(command -v $tool)" bin
	done
	PATH=$PWD/bin held 0
	[ "$output" = "bench-check: skipped: valgrind is not installed" ]
}

@test "bench-check: counts are the same each time" {
	command -v valgrind >/dev/null || skip "valgrind is not installed"
	[ -z "${SAN-}" ] || skip "valgrind runs no sanitizers"
	[ -z "${COVER-}" ] || skip "a program that counts what it runs does more when it has counted before"
	export BENCH_COUNT=50 BENCH_BASELINE=$PWD/baseline
	cd "$TOP"
	sh tests/bench/count.sh -w >/dev/null
	held 0
	[ "$(grep -c 'instructions a record, +0.0 %' <<<"$output")" -eq 8 ]
}

@test "the scripts find nothing in the book, and something in a bad one" {
	local script

	for script in lean check; do
		LC_ALL=C awk -f "$TOP/tests/bench/$script.awk" "$BATS_FILE_TMPDIR/book.fu" | says ""
		for bad in '2025-13-41x sent @a re:news' '2025-06-30 snet @a re:news' '2025-06-30 sent @a, re:news' \
			'2025-06-30 sent @a rr:news'; do
			printf '%s\n' "$bad" >bad.fu
			LC_ALL=C awk -f "$TOP/tests/bench/$script.awk" bad.fu >found || :
			[ -s found ] || {
				echo "$script.awk: $bad"
				return 1
			}
		done
	done
}
