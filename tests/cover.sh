#!/bin/sh
# cover.sh [1 | FILE.bats...]: which statements and branches of lib the tests
# reach: builds a copy with gcov's counters, runs the tests there, faults included
# (FULL=1 in the environment: all of them, for hours), and prints the share for
# each file and the functions with lines not reached, with the reasons that
# cover.left gives.  All that was not reached, branches too, is then in
# tests/build/cover/holes.  With 1 it runs only the golden cases, the tables and
# the short run of the faults; with names of files these and the tables.  Exit
# status 1 under 97 % of the lines or 90 % of the branches, where cover.left names a
# function that does not exist, and, if all tests ran, where it lacks one with
# lines not reached or names one without; reasons that begin with "by chance" may.
#
# Assertions are no branches here (NDEBUG): that they can't fail is their point.
# All else is counted as gcov has it.  A program that ends by _exit(), as it does
# without memory, or in a full disk, writes its counters with the help of the
# faults' shim; one that is killed writes none.
set -u
top=$(cd "$(dirname "$0")/.." && pwd) || exit 2
copy=$top/tests/build/cover
command -v gcov >/dev/null || {
	echo "cover.sh: gcov is missing" >&2
	exit 2
}
umask 0 # a test runs a program as somebody else, who writes counters too
rm -rf "$copy"
mkdir -p "$copy" || exit 2
(cd "$top" && git ls-files | tar cf - -T -) | (cd "$copy" && tar xf -) || exit 2
cd "$copy" || exit 2
unset MAKEFLAGS MFLAGS MAKELEVEL
flags='-O0 -g --coverage -DNDEBUG'
make -j "$(getconf _NPROCESSORS_ONLN)" CC=gcc CFLAGS="$flags" LDFLAGS='-rdynamic -Wl,-u,__gcov_dump' >/dev/null || exit 2

if [ "${1-}" = 1 ]; then
	sh tests/golden.sh | tail -n 1
	sh tests/faults/faults.sh -s | tail -n 1
else
	COVER=1 sh tests/run.sh "$@" >log 2>&1
	sed -n -e '/^not ok/p' -e '$p' log # the rest says why
fi
for f in tests/unit/*.c; do
	t=${f##*/}
	t=${t%.c}
	# shellcheck disable=SC2086 # several flags
	gcc $flags -Ilib -Itests/unit -o "$copy/tests/build-$t" "$f" libfu.a -lm || exit 2
	if [ -f "tests/unit/$t.sh" ]; then
		sh "tests/unit/$t.sh" "$copy/tests/build-$t"
	else
		"$copy/tests/build-$t"
	fi >/dev/null
done

for o in lib/*/*.o; do
	gcov -b -o "$o" "${o%.o}.c" 2>>torn
done >report
torn=$(grep -c mismatch torn) # by who was killed, or had no room, while it wrote them
# gcov -b says for each file: its name, lines, branches executed, taken.
awk -F "[':%]" '
	/^File / { file = $2 }
	file !~ /^lib\/.*\.c$/ { next }
	/^Lines executed/ { split($0, w, "[:% ]+"); share[file] = w[3]; lines[file] = w[5] }
	/^Taken at least once/ { split($0, w, "[:% ]+"); taken[file] = w[5]; branches[file] = w[7] }
	END {
		for (f in lines) {
			n += lines[f]; hit += lines[f] * share[f] / 100
			bn += branches[f]; bhit += branches[f] * taken[f] / 100
			printf "%-24s %6.2f %% of %4d lines, %6.2f %% of %4d branches\n", f, share[f], lines[f], taken[f], branches[f] | "sort"
		}
		close("sort")
		printf "lib: %.2f %% of %d lines, %.2f %% of %d branches\n", 100 * hit / n, n, 100 * bhit / bn, bn
		exit 100 * hit / n < 97 || 100 * bhit / bn < 90
	}' report
status=$?
# Each line with what of it was not reached: "line", or so many of its branches.
for f in ./*.c.gcov; do
	awk -F : '
		function flush() {
			if (none) print file ":" line ": " function_ ": line: " text
			else if (dead) print file ":" line ": " function_ ": " dead " of " all ": " text
			none = dead = all = 0
		}
		FNR == 1 { file = $0; sub(/.*Source:/, "", file) }
		/^function / { split($0, w, " "); pending = w[2]; next }
		/^branch / { all++; if (/never executed|taken 0%/) dead++; next }
		/^ *[-#=0-9]+\*?: *[0-9]+:/ {
			flush()
			if (pending) { function_ = pending; pending = "" }
			line = $2 + 0
			none = $1 ~ /#|=/
			text = $0; sub(/^[^:]*:[^:]*:[ \t]*/, "", text)
		}
		END { flush() }' "$f"
done >holes
awk 'FNR == 1 { file = $0; sub(/.*Source:/, "", file) } /^function / { print file ": " $2 }' ./*.c.gcov >functions
echo "lines not reached:"
awk -F ': ' -v all="$([ $# -eq 0 ] && echo yes)" '
	FILENAME == "functions" { exists[$0]; next }
	FILENAME == "tests/cover.left" {
		if (/^#/ || !NF) next
		key = $1 ": " $2
		reason[key] = substr($0, length(key) + 3)
		if (!(key in exists)) { print key ": no such function, but a reason"; bad = 1 }
		next
	}
	$3 == "line" {
		split($1, at, ":")
		key = at[1] ": " $2
		if (!(key in lines)) order[++n] = key
		lines[key] = lines[key] " " at[2]
	}
	END {
		for (i = 1; i <= n; i++) {
			print order[i] ":" lines[order[i]] ": " (order[i] in reason ? reason[order[i]] : "no reason given")
			if (!(order[i] in reason)) missing++
		}
		for (key in reason)
			if (!(key in lines) && reason[key] !~ /^by chance/) { stale++; if (all) print key ": a reason, but all its lines are reached" }
		printf "%d functions with lines not reached, %d without a reason, %d reasons too many\n", n, missing, stale
		exit bad || (all && (missing || stale))
	}' functions tests/cover.left holes || status=1
[ "$torn" -eq 0 ] || {
	echo "counters of $torn functions are torn: $(grep -m 1 mismatch torn)"
	status=1
}
exit $status
