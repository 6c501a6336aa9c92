#!/bin/sh
# bench.sh: times the programs in the current folder beside the tools that do
# comparable work, and prints Markdown: the targets and what was measured, then
# every table.  `make bench` runs it; README.md says what the rows mean.
#
#	bench.sh [-k]
#
# -k keeps the result in this folder, as RESULTS.md and results.svg.  Else it is
# left in $BENCH_DIR, as result.md and result.svg.  Set by environment:
#
#	BENCH_SIZES    numbers of records   (10000 100000 1000000 10000000)
#	BENCH_RUNS     timed runs a command (3)
#	BENCH_STEADY   most records for awk, jq, mlr, remind     (1000000)
#	BENCH_HEAVY    most records for ledger, hledger and recsel (100000)
#	BENCH_HELPERS  most records for drafts, the four helpers and -c (1000000)
#	BENCH_TREE     records of the tree, 20 a file; 0: none    (2000000)
#	BENCH_FULL=1   other defaults for these: 10000000, 1000000, 10000000
#	BENCH_DIR      where the records are kept between runs (${TMPDIR:-/tmp}/fu-bench)
#	CC, CFLAGS     to build the generator and the timer
#
# Exit status: 0, 1 if a command failed or an answer differs (its row says so),
# 2 if this went wrong.

# shellcheck disable=SC1091,SC2016,SC2034 # what seems unused is for the files it reads
set -eu
LC_ALL=C
export LC_ALL
unset FU_ME FU_NOW FU_DIR FU_TEMPLATES

here=$(dirname "$0")
if [ -n "${BENCH_FULL-}" ]; then
	steady=10000000 heavy=1000000 helpers=10000000
else
	steady=1000000 heavy=100000 helpers=1000000
fi
sizes=${BENCH_SIZES:-10000 100000 1000000 10000000}
runs=${BENCH_RUNS:-3}
steady=${BENCH_STEADY:-$steady}
heavy=${BENCH_HEAVY:-$heavy}
helpers=${BENCH_HELPERS:-$helpers}
tree=${BENCH_TREE:-2000000}
dir=${BENCH_DIR:-${TMPDIR:-/tmp}/fu-bench}
now=2025-06-30
week=2025-07-08 # the first day that is not due within seven days
awk=$(command -v mawk || command -v awk)
awk_name=${awk##*/}
log=$dir/log

. "$here/tables.sh"
. "$here/peers.sh"

# compile NAME SOURCE...
compile() {
	name=$1
	shift
	# shellcheck disable=SC2086 # flags are several words
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L ${CFLAGS:--O2} -o "$dir/$name" "$@"
}

# Other sources make other records: begin anew then.
build() {
	for program in fu-parse fu-due fu-recap fu-score fu-log fu-merge fu-cal fu-mail; do
		if [ ! -x ./$program ]; then
			echo "bench: no ./$program here; run make first" >&2
			exit 2
		fi
	done
	stamp=$(cat "$here"/*.c "$here"/*.h "$here/shapes.awk" "$here/drafts.awk" | cksum)
	mkdir -p "$dir"
	if [ ! -f "$dir/stamp" ] || [ "$(cat "$dir/stamp")" != "$stamp" ]; then
		rm -rf "$dir"/*.fu "$dir"/peer-* "$dir"/tree-* "$dir/stamp"
		compile gen "$here/gen.c" "$here/deals.c" "$here/life.c" "$here/late.c" "$here/line.c"
		compile other "$here/other.c" "$here/form.c" "$here/line.c"
		compile timeit "$here/timeit.c"
		compile loop "$here/loop.c"
		echo "$stamp" >"$dir/stamp"
	fi
}

# records NAME RECORDS [option...]: makes the file once.
records() {
	name=$1
	n=$2
	shift 2
	[ -f "$dir/$name" ] && return
	"$dir/gen" "$@" "$n" >"$dir/$name.new"
	mv "$dir/$name.new" "$dir/$name"
}

# most LIMIT: the largest of the sizes that is no more than that, or LIMIT if
# all are.
most() {
	largest=0
	for size in $sizes; do
		[ "$size" -le "$largest" ] || [ "$size" -gt "$1" ] || largest=$size
	done
	[ "$largest" -gt 0 ] || largest=$1
	echo "$largest"
}

# table TITLE ID FILE [-w] [-r repeat] key-and-label command [arg...] [::: ...]:
# FILE counts the bytes; what is measured goes to the log, ID before it.
table() {
	printf '\n%s\n\n' "$1"
	echo '| what | wall ms | from - to | cpu ms | peak MiB | MB/s | x first |'
	echo '|---|---:|---:|---:|---:|---:|---:|'
	id=$2
	bytes=0
	[ -z "$3" ] || bytes=$(wc -c <"$3")
	shift 3
	rm -f "$dir/rows"
	"$dir/timeit" -n "$runs" -b "$bytes" -l "$dir/rows" "$@"
	sed "s/^/$id	/" "$dir/rows" >>"$log"
}

# The first line of what a command says; nothing if it isn't there.
first_line() {
	"$@" 2>/dev/null </dev/null | sed -n '/./{p;q;}'
}

machine() {
	cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1) || cpu=
	printf '%s, %s cores%s; %s; built with %s; median of %s runs.\n\n' "$(uname -sm)" \
		"$(getconf _NPROCESSORS_ONLN)" "${cpu:+, $cpu}" "$(./fu-parse -V)" \
		"$(first_line sh -c "${CC:-cc} --version")" "$runs"
	printf 'Beside: '
	{
		first_line "$awk" -W version
		first_line recsel --version
		first_line ledger --version | sed 's/, the command.*//'
		first_line hledger --version
		first_line jq --version
		first_line mlr --version
		first_line sh -c 'remind 2>&1' | sed -n 's/^\(REMIND [0-9.]*\).*/\1/p'
		first_line git --version
		first_line valgrind --version
	} | "$awk" '{ printf "%s%s", sep, $0; sep = "; " } END { print "." }'
}

bench() {
	: >"$log"
	for n in $sizes; do
		one_size "$n"
	done
	scripts
	shapes
	journal
	promises
	files
	startup
	records ascii-10000.fu 10000
	records late-10000.fu 10000 -l
	answers ascii ordinary
	answers late hard
	instructions
	memory
}

keep=
picture=result.svg
if [ "${1-}" = -k ]; then
	keep=1
	picture=results.svg
	shift
fi
if [ $# -gt 0 ]; then
	echo 'usage: bench.sh [-k]' >&2
	exit 2
fi
build
rm -f "$dir/finished"
{
	bench
	: >"$dir/finished"
} | tee "$dir/tables.md"
[ -f "$dir/finished" ] || exit 2
{
	machine
	printf '\nMade by\n\n    BENCH_SIZES="%s" BENCH_RUNS=%s BENCH_STEADY=%s \\\n' "$sizes" "$runs" "$steady"
	printf '        BENCH_HEAVY=%s BENCH_HELPERS=%s BENCH_TREE=%s make bench-results\n' "$heavy" "$helpers" "$tree"
	printf '\n[README.md](README.md) says what the rows mean.\n\n![Microseconds a record](%s)\n' \
		"$picture"
	"$awk" -f "$here/targets.awk" "$log"
	cat "$dir/tables.md"
} >"$dir/result.md"
"$awk" -f "$here/plot.awk" "$log" >"$dir/result.svg"
"$awk" -f "$here/targets.awk" "$log"
if [ -n "$keep" ]; then
	cp "$dir/result.md" "$here/RESULTS.md"
	cp "$dir/result.svg" "$here/results.svg"
fi
failed=$(grep -c 'FAILED\|DIFFERS' "$dir/tables.md") || true
if [ "$failed" -gt 0 ]; then
	echo "bench: $failed rows FAILED or differ, see above" >&2
	exit 1
fi
