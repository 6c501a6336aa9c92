#!/bin/sh
# count.sh: instructions a record, as callgrind counts them: the same however
# busy the machine is, so that a slower program is seen at once.
#
#	count.sh       prints them
#	count.sh -w    writes the baseline anew     (make bench-baseline)
#	count.sh -c    holds them against it: exit status 1 if one grew by more than
#	               5 %                          (make bench-check)
#
# Other compilers, flags and machines count otherwise: the baseline names its
# own, and -c only says so and leaves it at that where they differ, or where
# valgrind isn't installed.  The programs are those of the current folder, built
# by $CC with $CFLAGS.  Set by environment:
#
#	BENCH_COUNT     records, for all but -c (100000)
#	BENCH_BASELINE  the file                (baseline.txt of this folder)
#	BENCH_GEN       the generator of records, where it is built already
set -eu
LC_ALL=C
export LC_ALL
unset FU_ME FU_NOW FU_DIR FU_TEMPLATES

here=$(dirname "$0")
baseline=${BENCH_BASELINE:-$here/baseline.txt}
records=${BENCH_COUNT:-100000}
flags=${CFLAGS:--O3 -fno-math-errno}

# What it calls itself doesn't matter (cc, gcc), what it is does.
compiler() {
	${CC:-cc} --version | sed -e 's/^[^ ]* (/(/' -e q
}

# head: what the counts depend on
head_lines() {
	echo "compiler: $(compiler)"
	echo "machine: $(uname -sm)"
	echo "flags: $flags"
	echo "records: $records"
}

# instructions LABEL COMMAND...: "LABEL N", a record's share of all
instructions() {
	label=$1
	shift
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" >/dev/null 2>"$tmp/valgrind" ||
		{ cat "$tmp/valgrind" >&2; echo "count.sh: $* failed" >&2; exit 2; }
	awk -v label="$label" -v "n=$records" '
		$2 == "Collected" { printf "%s %.1f\n", label, $4 / n; found = 1 }
		END { exit !found }' "$tmp/valgrind" ||
		{ echo "count.sh: valgrind tells no count" >&2; exit 2; }
}

count() {
	gen=${BENCH_GEN:-$tmp/gen}
	[ -n "${BENCH_GEN-}" ] || ${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$gen" \
		"$here/gen.c" "$here/deals.c" "$here/life.c" "$here/late.c" "$here/line.c"
	f=$tmp/records.fu late=$tmp/late.fu
	"$gen" "$records" >"$f"
	"$gen" -l "$records" >"$late"
	head_lines
	# By one thread: what several wait for each other is never the same.
	instructions check ./fu-parse -j 1 -t x-none "$f"
	instructions print ./fu-parse -j 1 "$f"
	instructions cross ./fu-parse -c "$f"
	instructions due ./fu-due -j 1 -n 2025-06-30 "$f"
	instructions score ./fu-score -j 1 -n 2025-06-30 -k reliability "$f"
	instructions late-check ./fu-parse -j 1 -t x-none "$late"
	instructions late-due ./fu-due -j 1 -n 2025-06-30 "$late"
	instructions late-score ./fu-score -j 1 -n 2025-06-30 -k reliability "$late"
}

skip() {
	echo "bench-check: skipped: $1"
	exit 0
}

check() {
	[ -f "$baseline" ] || { echo "bench-check: no $baseline; make bench-baseline writes it" >&2; exit 2; }
	records=$(sed -n 's/^records: //p' "$baseline")
	head_lines >"$tmp/head"
	while IFS= read -r line; do
		case $line in
		[a-z]*:*) grep -qxF "$line" "$tmp/head" || skip "the baseline has '$line', here it is '$(sed -n "/^${line%%:*}:/p" "$tmp/head")'" ;;
		esac
	done <"$baseline"
	count >"$tmp/counts"
	awk '
		/^#|:/ { next }
		NR == FNR { base[$1] = $2; next }
		!($1 in base) { printf "bench-check: %s is not in the baseline; make bench-baseline\n", $1; bad = 1; next }
		{ change = 100 * ($2 / base[$1] - 1); seen[$1] }
		change > 5 { printf "bench-check: %s: %.1f instructions a record, %.1f %% more than the %.1f of the baseline\n", $1, $2, change, base[$1]; bad = 1; next }
		{ printf "bench-check: %s: %.1f instructions a record, %+.1f %%%s\n", $1, $2, change, change < -5 ? "; make bench-baseline keeps it so" : "" }
		END {
			for (what in base)
				if (!(what in seen)) {
					printf "bench-check: %s is in the baseline and was not counted\n", what
					bad = 1
				}
			exit bad
		}' "$baseline" "$tmp/counts"
}

tmp=$(mktemp -d "${TMPDIR:-/tmp}/fu-count.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
command -v valgrind >/dev/null || skip 'valgrind is not installed'
case ${1-} in
-c) check ;;
-w)
	{
		echo '# Instructions a record.  make bench-baseline writes this, make bench-check reads it.'
		count
	} >"$tmp/new"
	cat "$tmp/new"
	cp "$tmp/new" "$baseline"
	;;
'') count ;;
*)
	echo 'usage: count.sh [-c | -w]' >&2
	exit 2
	;;
esac
