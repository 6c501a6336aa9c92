#!/usr/bin/env bats
# What is printed can be read again, however it was written; and reading takes
# little memory.

load helper

# Enough for every sort of record thousands of times, and for more than one thread.
# Sanitizers see in one record of a sort what they see in a thousand.
records=100000
[ -z "${SAN-}" ] || records=30000

setup_file() {
	local bench=$TOP/tests/bench

	for source in gen.c deals.c life.c late.c line.c; do
		[ -f "$bench/$source" ] || return 0 # the tests that need them fail
	done
	# shellcheck disable=SC2086 # several flags
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$BATS_FILE_TMPDIR/gen" \
		"$bench"/{gen,deals,life,late,line}.c
	${CC:-cc} -O2 -o "$BATS_FILE_TMPDIR/peak" "$TOP/tests/peak.c"
	"$BATS_FILE_TMPDIR/gen" -w "$records" >"$BATS_FILE_TMPDIR/hostile.fu"
	fu-parse "$BATS_FILE_TMPDIR/hostile.fu" >"$BATS_FILE_TMPDIR/canonical.fu" 2>/dev/null || return 0
}

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	hostile=$BATS_FILE_TMPDIR/hostile.fu
	canonical=$BATS_FILE_TMPDIR/canonical.fu
}

# again FILE: parsed, it is what it was.
again() {
	fu-parse "$1" >again 2>err
	same "$1" again
}

@test "canonical output parsed again is the same: the example deals" {
	fu-parse "$TOP/examples/deals" >once
	[ "$(wc -l <once)" -gt 100 ]
	again once
}

@test "canonical output parsed again is the same: hostile records" {
	[ "$(wc -l <"$canonical")" -eq $records ]
	again "$canonical"
}

@test "layout changes nothing: columns aligned by blanks" {
	"$BATS_FILE_TMPDIR/gen" -a -w $records >aligned.fu
	[ "$(wc -c <aligned.fu)" -ne "$(wc -c <"$hostile")" ]
	fu-parse aligned.fu >out 2>/dev/null
	same "$canonical" out
}

@test "layout changes nothing: head tokens in any order, -- before each text" {
	LC_ALL=C awk -f "$TOP/tests/shuffle.awk" "$canonical" >shuffled.fu
	fu-parse shuffled.fu >out 2>/dev/null
	same "$canonical" out
}

@test "layout changes nothing: lines folded at single blanks, with CRLF and comments" {
	LC_ALL=C awk '{
		rest = $0
		sub(/^[^ ]+ [^ ]+/, "", rest)
		line = substr($0, 1, length($0) - length(rest))
		while (match(rest, /[^ \t] [^ \t]/)) {
			line = line substr(rest, 1, RSTART) (++n % 3 ? " " : n % 2 ? "\n\t " : " \r\n   ")
			rest = substr(rest, RSTART + 2)
		}
		print line rest "\r"
		if (NR % 10 == 0)
			print "# a comment\n\t\r"
	}' "$canonical" >folded.fu
	[ "$(wc -l <folded.fu)" -gt $((records * 2)) ]
	fu-parse folded.fu >out 2>/dev/null
	same "$canonical" out
}

@test "input in pieces of any size is the same records" {
	head -n 1500 "$canonical" | LC_ALL=C awk '{ sub(/ /, "\r\n\t"); print }' >pieces.fu
	fu-parse pieces.fu >want 2>/dev/null
	[ "$(wc -l <want)" -eq 1500 ]
	for size in 1 7 1000; do
		dd if=pieces.fu obs=$size 2>/dev/null | fu-parse >out 2>/dev/null
		same want out
	done
}

@test "lines in any order are the same records" {
	LC_ALL=C sort "$canonical" >sorted.fu
	again sorted.fu
}

@test "a deal's lines mean the same without their +deal" {
	LC_ALL=C awk '$2 == "deal" { deal = " " $3 } $2 !~ /^(deal|who)$/ && $3 == substr(deal, 2) {
		$0 = substr($0, 1, length($1 $2) + 1) substr($0, length($1 $2 $3) + 3)
	} { print }' "$canonical" >short.fu
	[ "$(wc -c <short.fu)" -lt "$(wc -c <"$canonical")" ]
	fu-parse short.fu >out 2>/dev/null
	same "$canonical" out
}

@test "a file, its parts, a pipe and a folder are the same records" {
	mkdir d
	split -l 9000 "$canonical" d/part.
	for part in d/part.*; do
		mv "$part" "$part.fu"
	done
	fu-parse d >out 2>/dev/null
	same "$canonical" out
	# shellcheck disable=SC2002 # a pipe is the point
	cat "$hostile" | fu-parse >out 2>/dev/null
	same "$canonical" out
	fu-parse -m d 2>/dev/null | fu-parse -m - 2>/dev/null | sed 's/ at:d\/part\.[a-z]*\.fu:[0-9]*//' >out
	same "$canonical" out
}

@test "JSON is JSON" {
	command -v jq >/dev/null || skip "no jq"
	fu-parse -o json "$hostile" 2>/dev/null | jq -r '
		[.v, .date, .type, .text] | map(tostring) | join("\t")' >json
	fu-parse -o tsv -f date,type,text "$hostile" 2>/dev/null | LC_ALL=C awk -F '\t' 'NR > 1 {
		gsub(/\\\\/, "\001", $3); gsub(/\\t/, "\t", $3); gsub("\001", "\\", $3)
		print "1\t" ($1 == "-" ? "null" : $1) "\t" $2 "\t" $3
	}' >tsv
	same tsv json
}

@test "TSV has as many fields in each line as in the first" {
	fu-parse -o tsv "$hostile" 2>/dev/null | LC_ALL=C awk -F '\t' 'NF != 7 { exit 1 } END { print NR }' >lines
	[ "$(cat lines)" = $((records + 1)) ]
}

@test "a selection of nothing prints nothing" {
	fu-parse -t x-none "$hostile" >out 2>err
	want_out ''
	lacks err error:
}

@test "peak memory on 120 MB stays below 4 MiB" {
	[ -z "${SAN-}" ] || skip "the sanitizers need more"
	"$BATS_FILE_TMPDIR/gen" 1000000 >big.fu
	[ "$(wc -c <big.fu)" -gt 115000000 ]
	for options in '-t x-none' '' '-o json'; do
		# shellcheck disable=SC2086 # several options
		"$BATS_FILE_TMPDIR/peak" fu-parse $options big.fu 2>peak >/dev/null
		echo "fu-parse $options: $(tail -n 1 peak) KiB"
		[ "$(tail -n 1 peak)" -gt 0 ]
		[ "$(tail -n 1 peak)" -lt 4096 ]
	done
	rm big.fu
}
