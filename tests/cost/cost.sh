#!/bin/sh
# cost.sh [-s] [FAMILY...]: what the worst inputs cost.  Runs each program on each
# family of worst.awk, and on folders that are deep and wide, at n and at 2n parts
# and counts instructions (valgrind's callgrind, so that neither load nor machine
# matters).  Twice the input may cost 2.1 times, start-up left out of both.
# -s takes a few families, and fewer parts.  Ends with "N passed, N failed".
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=$(cd "$here/../.." && pwd) || exit 2
unset CDPATH FU_ME FU_DIR FU_TEMPLATES NO_COLOR
export PATH="$top:$PATH" LC_ALL=C TZ=UTC FU_NOW=2025-07-16
dir=$(mktemp -d "${TMPDIR:-/tmp}/fu-cost.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM

families='names references unknown text folds blanks comments attributes errors people everyone
	holds skips events one-item rules deals holidays deep wide'
n=4000
if [ "${1-}" = -s ]; then
	families='names folds attributes people one-item'
	n=1000
	shift
fi
[ $# -eq 0 ] || families=$*

# The programs, each on one line: what it is run with.
commands() {
	cat <<-'COMMANDS'
		fu-parse
		fu-parse -c
		fu-parse -r
		fu-due -as
		fu-score
		fu-score -k health
		fu-recap -k recap
	COMMANDS
}

# make FAMILY N INPUT
make_input() {
	case $1 in
	deep) # folders in folders, as deep as a path may be
		mkdir "$3"
		(
			cd "$3" && i=0
			while [ "$i" -lt "$(($2 / 20))" ]; do
				echo "deal +d$i Title" >a.fu
				mkdir b && cd b || exit
				i=$((i + 1))
			done
		)
		;;
	wide)
		mkdir "$3"
		awk -v n="$2" -v dir="$3" 'BEGIN {
			for (i = 0; i < n; i++) { f = dir "/f" i * 7919 % n "-" i ".fu"; print "deal +d" i " Title" >f; close(f) } }'
		;;
	*) awk -v family="$1" -v n="$2" -f "$here/worst.awk" >"$3" ;;
	esac
}

# instructions INPUT COMMAND...: as many as the program took
instructions() {
	input=$1
	shift
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" "$input" >/dev/null 2>"$dir/err"
	sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$dir/err"
}

command -v valgrind >/dev/null || {
	echo "skipped: valgrind is not installed"
	exit 0
}
passed=0 failed=0
: >"$dir/empty.fu"
for family in $families; do
	make_input "$family" $n "$dir/one"
	make_input "$family" $((2 * n)) "$dir/two"
	commands >"$dir/commands"
	while read -r command; do
		[ -x "$top/${command%% *}" ] || continue
		# shellcheck disable=SC2086 # a program and its options
		{
			start=$(instructions "$dir/empty.fu" $command </dev/null)
			one=$(instructions "$dir/one" $command </dev/null)
			two=$(instructions "$dir/two" $command </dev/null)
		}
		if awk -v s="$start" -v a="$one" -v b="$two" -v f="$family" -v c="$command" 'BEGIN {
			r = (b - s) / (a - s)
			printf "%-12s %-18s %12d %12d %6.3f\n", f, c, a - s, b - s, r
			exit !(s && a && b && r <= 2.1)
		}'; then
			passed=$((passed + 1))
		else
			failed=$((failed + 1))
			echo "FAILED: $command on $family"
		fi
	done <"$dir/commands"
	rm -rf "$dir/one" "$dir/two"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
