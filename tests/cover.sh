#!/bin/sh
# cover.sh [QUICK]: which statements and branches of lib the tests reach: builds
# a copy with gcov's counters, runs the tests and the faults there, and prints
# the share for each file, lines not reached last.  With QUICK only the golden
# cases, the tables and the faults run.  Exit status 1 under 97 % of the lines.
#
# The counters of a program that ends by _exit(), as it does without memory, are
# lost: those lines are reached by the faults all the same.
set -u
top=$(cd "$(dirname "$0")/.." && pwd) || exit 2
copy=$top/tests/build/cover
command -v gcov >/dev/null || {
	echo "cover.sh: gcov is missing" >&2
	exit 2
}
rm -rf "$copy"
mkdir -p "$copy" || exit 2
(cd "$top" && git ls-files -z | xargs -0 tar cf -) | (cd "$copy" && tar xf -) || exit 2
cd "$copy" || exit 2
unset MAKEFLAGS MFLAGS MAKELEVEL
make CC=gcc CFLAGS='-O0 -g --coverage' >/dev/null || exit 2

if [ -n "${1-}" ]; then
	sh tests/golden.sh | tail -n 1
	sh tests/faults/faults.sh -s | tail -n 1
else
	FULL='' sh tests/run.sh | tail -n 1
fi
for f in tests/unit/*.c; do
	t=${f##*/}
	[ -f "tests/unit/${t%.c}.sh" ] && continue
	gcc -O0 -g --coverage -Ilib -Itests/unit -o "tests/build-$$" "$f" libfu.a -lm && "./tests/build-$$" >/dev/null
done

for o in lib/*/*.o; do
	gcov -b -o "$o" "${o%.o}.c" 2>/dev/null
done >report
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
		exit 100 * hit / n < 97
	}' report
status=$?
echo "lines not reached:"
grep -n '#####' ./*.c.gcov | sed 's/^\.\///' | awk -F : '{ sub(/\.gcov/, "", $1); print $1 ":" $4 + 0 ":" substr($0, index($0, $4) + length($4) + 1) }'
exit $status
