#!/bin/sh
# dates.sh PROGRAM: compares lib/value/date.c with GNU date, for every day of
# 1900 to 2199 and of 9990 to 9999.  PROGRAM is dates.c compiled.  Prints
# "skip ..." and succeeds where date isn't GNU's.
set -eu
export LC_ALL=C TZ=UTC0

program=$1
if ! date --version 2>/dev/null | grep -q GNU; then
	echo "skip dates.sh: date is not GNU's"
	exit 0
fi

dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM

# Day numbers: 1900-01-01, 2199-12-31; 9990-01-01, 9999-12-31.
for span in '-25567 84005' '2929245 2932896'; do
	first=${span% *}
	last=${span#* }
	"$program" "$first" "$last" >>"$dir/ours"
	awk -v first="$first" -v last="$last" 'BEGIN {
		for (day = first; day <= last; day++)
			printf "@%.0f\n", day * 86400
	}' >>"$dir/seconds"
done
date -f "$dir/seconds" '+%F %u %j %s' |
	awk '{ printf "%s %s %s %d\n", $1, $2, $3, $4 / 86400 }' >"$dir/theirs"

days=$(wc -l <"$dir/theirs")
if [ "$days" -ne 113225 ]; then
	echo "not ok dates.sh: date printed $days days instead of 113225"
	exit 1
fi
if ! diff "$dir/theirs" "$dir/ours" >"$dir/diff"; then
	head -n 20 "$dir/diff"
	echo "not ok dates.sh: '<' is date's, '>' ours"
	exit 1
fi
echo "ok dates.sh: $((days))"
