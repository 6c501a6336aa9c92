#!/bin/sh
# bdays.sh [PROGRAM]: compares the business days of lib/value/calendar.c with
# those of dateutils (dateadd, datediff; dateutils.dadd, dateutils.ddiff on
# Debian) over 200,000 random cases.  PROGRAM is bdays.c compiled; without it,
# it is compiled here.  Prints "skip ..." and succeeds without dateutils.
set -eu
export LC_ALL=C

here=$(dirname "$0")
top=$here/../..

# find_program NAME...: the first that can be run, or nothing
find_program() {
	for name; do
		if command -v "$name" >/dev/null; then
			echo "$name"
			return
		fi
	done
}

dateadd=$(find_program dateutils.dadd dateadd)
datediff=$(find_program dateutils.ddiff datediff)
if [ -z "$dateadd" ] || [ -z "$datediff" ]; then
	echo "skip bdays.sh: no dateutils"
	exit 0
fi

dir=${TMPDIR:-/tmp}/fu-bdays.$$
mkdir "$dir"
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM

if [ $# -gt 0 ]; then
	program=$1
else
	program=$dir/bdays
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -I"$top/lib" -o "$program" "$here/bdays.c" \
		"$top/lib/value/date.c" "$top/lib/value/calendar.c" \
		"$top/lib/base/str.c" "$top/lib/base/arena.c" "$top/lib/base/buf.c"
fi
"$program" >"$dir/ours"

# steps N: N business days as dateadd durations.  dateadd 0.4.10 goes wrong below
# -275b (2025-07-01 -278b is a Sunday), so a long way back is made of shorter ones.
steps() {
	n=$1
	while [ "$n" -lt -250 ]; do
		echo -250b
		n=$((n + 250))
	done
	echo "${n}b"
}

# One process for each duration and each first date, its dates on standard input.
awk -v dir="$dir" '
	$1 " " $2 != group {
		if (file)
			close(file)
		group = $1 " " $2
		file = dir "/in." ++n
		print n, group
	}
	{ print $3 >file }
' "$dir/ours" >"$dir/groups"
while read -r group what key; do
	case $what in
	add)
		# shellcheck disable=SC2046 # one word a step
		"$dateadd" -- $(steps "$key") <"$dir/in.$group"
		;;
	diff) "$datediff" -f %db "$key" <"$dir/in.$group" | sed 's/b$//' ;;
	esac
done <"$dir/groups" >"$dir/theirs"

cases=$(wc -l <"$dir/theirs")
if [ "$cases" -ne 200000 ]; then
	echo "not ok bdays.sh: dateutils answered $cases cases of 200000"
	exit 1
fi
paste -d ' ' "$dir/ours" "$dir/theirs" |
	awk '$4 "" != $5 "" { print $1, $2, $3 ": want " $5 ", got " $4 }' >"$dir/wrong"
if [ -s "$dir/wrong" ]; then
	head -n 20 "$dir/wrong"
	echo "not ok bdays.sh: $(($(wc -l <"$dir/wrong"))) of $((cases)) differ"
	exit 1
fi
echo "ok bdays.sh: $((cases))"
