#!/bin/sh
# bdays.sh PROGRAM: compares the business days of lib/value/calendar.c with
# those of dateutils (dateadd; dateutils.dadd on Debian) over 100,000 random
# cases.  PROGRAM is bdays.c compiled.  Prints "skip ..." and succeeds without
# dateutils.
set -eu
export LC_ALL=C

program=$1
dateadd=$(command -v dateutils.dadd || command -v dateadd) || {
	echo "skip bdays.sh: no dateutils"
	exit 0
}

dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM

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

# One process for each N, its dates on standard input.
awk -v dir="$dir" '
	$1 != n || NR == 1 {
		if (file)
			close(file)
		n = $1
		file = dir "/in." ++group
		print group, n
	}
	{ print $2 >file }
' "$dir/ours" >"$dir/groups"
while read -r group n; do
	# shellcheck disable=SC2046 # one word a step
	"$dateadd" -- $(steps "$n") <"$dir/in.$group"
done <"$dir/groups" >"$dir/theirs"

cases=$(wc -l <"$dir/theirs")
if [ "$cases" -ne 100000 ]; then
	echo "not ok bdays.sh: dateutils answered $cases cases of 100000"
	exit 1
fi
paste -d ' ' "$dir/ours" "$dir/theirs" |
	awk '$3 "" != $4 "" { print $1, $2 ": want " $4 ", got " $3 }' >"$dir/wrong"
if [ -s "$dir/wrong" ]; then
	head -n 20 "$dir/wrong"
	echo "not ok bdays.sh: $(($(wc -l <"$dir/wrong"))) of $((cases)) differ"
	exit 1
fi
echo "ok bdays.sh: $((cases))"
