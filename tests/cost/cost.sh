#!/bin/sh
# cost.sh [-m] [FAMILY...]: what the worst inputs cost.  Runs each program on
# each family of worst.awk that `families` gives it, on n parts and on 8n, and
# counts instructions (valgrind's callgrind, so that neither load nor machine
# matters).  Each doubling may cost 2.1 times on average of the three, since tables
# grow in steps, each at another n; start-up is left out of all.  What a
# byte costs, read or printed, is told beside what it costs in the first family of
# the kind, which is as usual: three times that at most.  Where
# that is more, it is counted by the record, if the input is records: a line of thirty
# bytes about a debt is no less work than one of a hundred that has the words with it.
# -m takes a million parts, by the clock and with the memory that they take.  Ends with "N passed, N failed".
set -u
here=$(CDPATH='' cd "$(dirname "$0")" && pwd) || exit 2
top=$(cd "$here/../.." && pwd) || exit 2
# shellcheck source=tests/env.sh
. "$top/tests/env.sh"
export PATH="$top:$PATH" LC_ALL=C
dir=$(mktemp -d "${TMPDIR:-/tmp}/fu-cost.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM

n=500 mode=count
if [ "${1-}" = -m ]; then
	n=1000000 mode=clock
	shift
fi
only=" $* "

${CC:-cc} -O2 -o "$dir/peak" "$top/tests/peak.c" &&
	${CC:-cc} -O2 -std=c11 -D_POSIX_C_SOURCE=200809L -o "$dir/gen" "$top"/tests/bench/gen.c "$top"/tests/bench/deals.c \
		"$top"/tests/bench/life.c "$top"/tests/bench/late.c "$top"/tests/bench/line.c || exit 2
[ $mode = clock ] || command -v valgrind >/dev/null || {
	echo "skipped: valgrind is not installed"
	exit 0
}
: >"$dir/empty"
printf '%s\n' 'deal +acme Widgets' 'who @jane side:them mail:jane@acme.example Jane' '2025-07-01 met @jane' \
	'2025-07-02 term %t1 Net 30 days' >"$dir/book"

# make_input FAMILY N NAME: $dir/NAME, and what a merge wants besides
make_input() {
	case $1 in
	ordinary) "$dir/gen" -l $(($2 * 4)) >"$dir/$3" ;; # so that few deals more or less don't matter
	deep) # folders in folders, as deep as a path may be
		mkdir "$dir/$3" && (
			cd "$dir/$3" && i=0
			while [ "$i" -lt "$(($2 < 1800 ? $2 / 2 : 900))" ]; do
				echo "deal +d$i Title" >a.fu
				mkdir b && cd b || exit
				i=$((i + 1))
			done
		)
		;;
	wide)
		mkdir "$dir/$3"
		awk -v n="$2" -v dir="$dir/$3" 'BEGIN {
			for (i = 0; i < n; i++) { f = dir "/f" i * 7919 % n "-" i ".fu"; print "deal +d" i " Title" >f; close(f) } }'
		;;
	merge-*)
		for side in 0 1 2; do
			awk -v family="$1" -v n="$2" -v side=$side -f "$here/worst.awk" >"$dir/$3.$side"
		done
		cp "$dir/$3.0" "$dir/$3"
		;;
	*) awk -v family="$1" -v n="$2" -f "$here/worst.awk" >"$dir/$3" ;;
	esac
}

bytes() { # bytes NAME: of names in a folder too
	if [ -d "$dir/$1" ]; then
		{
			find "$dir/$1" | sed 's|.*/||'
			find "$dir/$1" -name '*.fu' -exec cat {} +
		} | wc -c
	else
		cat "$dir/$1" "$dir/$1".? 2>/dev/null | wc -c
	fi
}

records() { # records NAME: lines that are neither blank nor comments; 1 of what is none
	case $kind in
	records | due) find "$dir/$1" -type f -exec cat {} + | grep -c '^[^#[:space:]]' ;;
	*) echo 1 ;;
	esac
}

# words NAME COMMAND...: the command with its files for their names
words() {
	name=$1
	shift
	echo " $* " | sed -e "s| IN | $dir/$name |" -e "s| OURS | $dir/$name.1 |" -e "s| THEIRS | $dir/$name.2 |" \
		-e "s| BOOK | $dir/book |"
}

# measure NAME COMMAND...: instructions, or milliseconds and KiB
measure() {
	# shellcheck disable=SC2046 # a command and its words
	if [ $mode = count ]; then
		valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$dir/log" $(words "$@") </dev/null \
			>"$dir/out" 2>"$dir/err"
		sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$dir/log"
	else
		"$dir/peak" -t $(words "$@") </dev/null >/dev/null 2>"$dir/err"
		tail -n 1 "$dir/err"
	fi
}

passed=0 failed=0
# cost FAMILY COMMAND...: one line of figures
cost() {
	family=$1
	shift
	key=$(echo "$*" | tr -c 'a-z0-9\n' _)
	if [ $mode = clock ]; then
		# shellcheck disable=SC2046 # two figures
		set -- "$*" $(measure two "$@")
		awk -v f="$family" -v c="$1" -v ms="$2" -v kib="$3" -v n="$size" 'BEGIN {
			printf "%-16s %-20s %10d bytes %8.2f s %8.0f ns a byte %8d KiB\n", f, c, n, ms / 1000, ms * 1e6 / n, kib }'
		return
	fi
	[ -f "$dir/start$key" ] || {
		: >"$dir/none" && : >"$dir/none.1" && : >"$dir/none.2"
		measure none "$@" >"$dir/start$key"
	}
	one=$(measure one "$@") two=$(measure two "$@")
	printed=$(cat "$dir/out" "$dir/err" | wc -c)
	if awk -v s="$(cat "$dir/start$key")" -v a="$one" -v b="$two" -v f="$family" \
		-v c="$*" -v n="$((size + printed))" -v records="$lines" -v usual="$(cat "$dir/usual$key" 2>/dev/null)" \
		-v file="$dir/usual$key" '
		BEGIN {
			if (!(s && a > s && b > a)) exit 1
			each = (b - s) / n
			if (!usual) print usual = each " " (b - s) / records >file
			split(usual, one)
			dear = each / one[1]
			if (dear > 3 && (b - s) / records < each / one[1] * one[2]) {
				dear = (b - s) / records / one[2]
				by = ", by the record"
			}
			more = exp(log((b - s) / (a - s)) / 3)
			printf "%-16s %-20s %10d bytes %7.3f times %8.1f a byte, %5.1f times the usual%s\n", f, c, n, more, each, dear, by
			exit more > 2.1 || dear > 3
		}'; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED: $* on $family"
	fi
}

# family KIND NAME: all its commands
family() {
	case $only in "  ") ;; *" $2 "*) ;; *) return ;; esac
	kind=$1
	rm -rf "$dir"/one* "$dir"/two*
	parts=$n
	case $2 in # parts of a few bytes each, or that together are too long
	too-long) parts=4000 ;;
	attributes) parts=32000 ;;
	ping-pong | reopened | rule-ring | offers) parts=8000 ;; # lines that stand twice from 840 on, which all have a finding
	text | folds | blanks | comments | controls | unclosed | braces | *folded | encoded) parts=$((n * 8)) ;;
	esac
	if [ $mode = clock ]; then
		parts=$((n / 8))
	else
		make_input "$2" $parts one
	fi
	make_input "$2" $((8 * parts)) two
	size=$(bytes two) lines=$(records two)
	sed -n "/^kind $1\$/,/^[kf]/s/^	//p" "$here/families" >"$dir/commands"
	while read -r command; do
		# shellcheck disable=SC2086 # a program and its options
		cost "$2" $command
	done <"$dir/commands"
}

while read -r word kind names; do
	[ "$word" = families ] || continue
	for name in $names; do family "$kind" "$name"; done
done <"$here/families"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
