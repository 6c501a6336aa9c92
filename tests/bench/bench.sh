#!/bin/sh
# bench.sh: times the programs in the current folder beside the tools that do
# comparable work, and prints Markdown tables.  `make bench` runs it; README.md
# says what the rows mean.  Set by environment:
#
#	BENCH_SIZES  numbers of records   (10000 100000 1000000)
#	BENCH_RUNS   timed runs a command (5)
#	BENCH_TREE   records of the tree, 20 a file; 0: none (2000000)
#	BENCH_DIR    where the records are kept between runs (${TMPDIR:-/tmp}/fu-bench)
#	CC, CFLAGS   to build the generator and the timer
#
# Exit status: 0, 1 if a command failed (its row says so), 2 if this went wrong.

# shellcheck disable=SC2016 # back quotes are Markdown, $1 is for an inner shell
set -eu
LC_ALL=C
export LC_ALL
unset FU_ME FU_NOW FU_DIR FU_TEMPLATES

here=$(dirname "$0")
sizes=${BENCH_SIZES:-10000 100000 1000000}
runs=${BENCH_RUNS:-5}
tree=${BENCH_TREE:-2000000}
dir=${BENCH_DIR:-${TMPDIR:-/tmp}/fu-bench}
now=2025-06-30
awk=$(command -v mawk || command -v awk)
awk_name=${awk##*/}

# Other sources make other records: begin anew then.
build() {
	cc=${CC:-cc}
	stamp=$(cat "$here"/*.c "$here"/*.h "$here/shapes.awk" | cksum)
	mkdir -p "$dir"
	if [ ! -f "$dir/stamp" ] || [ "$(cat "$dir/stamp")" != "$stamp" ]; then
		rm -rf "$dir"/*.fu "$dir"/tree-* "$dir/stamp"
		# shellcheck disable=SC2086 # flags are several words
		$cc -std=c11 -D_POSIX_C_SOURCE=200809L ${CFLAGS:--O2} -o "$dir/gen" \
			"$here/gen.c" "$here/deals.c" "$here/line.c"
		# shellcheck disable=SC2086
		$cc -std=c11 -D_POSIX_C_SOURCE=200809L ${CFLAGS:--O2} -o "$dir/timeit" "$here/timeit.c"
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

# table TITLE FILE label command [arg...] [::: ...]: FILE counts the bytes.
table() {
	printf '\n%s\n\n' "$1"
	echo '| what | wall ms | from - to | cpu ms | peak MiB | MB/s | x first |'
	echo '|---|---:|---:|---:|---:|---:|---:|'
	bytes=0
	[ -z "$2" ] || bytes=$(wc -c <"$2")
	shift 2
	"$dir/timeit" -n "$runs" -b "$bytes" "$@"
}

machine() {
	cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1) || cpu=
	version=$(./fu-parse -V 2>/dev/null) || version='no ./fu-parse here'
	printf '%s, %s cores%s; %s; %s; median of %s runs.\n' "$(uname -sm)" "$(getconf _NPROCESSORS_ONLN)" \
		"${cpu:+, $cpu}" "$version" "$("$awk" -W version 2>/dev/null | head -n 1 || echo "$awk_name")" "$runs"
}

one_size() {
	records "ascii-$1.fu" "$1"
	f=$dir/ascii-$1.fu

	table "### $1 records: reading and checking" "$f" \
		'`wc -l`' wc -l "$f" ::: \
		'`fu-parse -t x-none`, checks and prints nothing' ./fu-parse -t x-none "$f" ::: \
		'`fu-parse`, checks and prints all' ./fu-parse "$f" ::: \
		'`fu-parse -c`, checks across records too' ./fu-parse -c "$f" ::: \
		"\`$awk_name -f check.awk\`" "$awk" -f "$here/check.awk" "$f"
	table "### $1 records: what is due" "$f" \
		"\`$awk_name -f due.awk\` to \`sort\`" \
		sh -c '"$1" -v now="$2" -f "$3" "$4" | sort' sh "$awk" "$now" "$here/due.awk" "$f" ::: \
		'`fu-due`' ./fu-due -n "$now" "$f"
	table "### $1 records: who keeps their word" "$f" \
		"\`$awk_name -f counts.awk\`" "$awk" -v "now=$now" -f "$here/counts.awk" "$f" ::: \
		'`fu-score -k reliability`' ./fu-score -n "$now" -k reliability "$f"
}

# The scripts at the largest size asked for, but no more than a million.
scripts() {
	most=0
	for n in $sizes; do
		[ "$n" -le "$most" ] || [ "$n" -gt 1000000 ] || most=$n
	done
	[ "$most" -gt 0 ] || most=1000000
	records "ascii-$most.fu" "$most"
	records "cyrillic-$most.fu" "$most" -u cyrillic
	records "cjk-$most.fu" "$most" -u cjk
	records "aligned-$most.fu" "$most" -a
	records "hostile-$most.fu" "$most" -w
	table "### $most records: scripts, \`fu-parse -t x-none\`" "$dir/ascii-$most.fu" \
		'ASCII' ./fu-parse -t x-none "$dir/ascii-$most.fu" ::: \
		'Cyrillic' ./fu-parse -t x-none "$dir/cyrillic-$most.fu" ::: \
		'CJK' ./fu-parse -t x-none "$dir/cjk-$most.fu"
	table "### $most records, columns aligned by blanks: \`fu-parse\`" "$dir/aligned-$most.fu" \
		'`wc -l`' wc -l "$dir/aligned-$most.fu" ::: \
		'checks and prints all' ./fu-parse "$dir/aligned-$most.fu"
	table "### $most records, hostile texts: \`fu-parse\`" "$dir/hostile-$most.fu" \
		'`wc -l`' wc -l "$dir/hostile-$most.fu" ::: \
		'checks and prints all' ./fu-parse "$dir/hostile-$most.fu"
}

files() {
	[ "$tree" -gt 0 ] || return 0
	t=$dir/tree-$tree
	if [ ! -d "$t" ]; then
		rm -rf "$t.new"
		"$dir/gen" -d "$t.new" "$tree"
		mv "$t.new" "$t"
	fi
	table "### $tree records in $((tree / 20)) files" '' \
		'`find DIR -type f` to `xargs cat`' sh -c 'find "$1" -type f | xargs cat' sh "$t" ::: \
		'`fu-parse -t x-none DIR`' ./fu-parse -t x-none "$t"
}

# The same events in books of extreme shapes, a million records at most.
shapes() {
	most=0
	for n in $sizes; do
		[ "$n" -le "$most" ] || [ "$n" -gt 1000000 ] || most=$n
	done
	[ "$most" -gt 0 ] || most=1000000
	for what in ordinary deal people crowd holidays rules same open deals; do
		shape=$dir/shape-$what-$most.fu
		[ -f "$shape" ] || "$awk" -v what=$what -v "n=$most" -f "$here/shapes.awk" >"$shape"
	done
	shape() {
		echo ./fu-due -n 2025-05-15 "$dir/shape-$1-$most.fu"
	}
	# shellcheck disable=SC2046 # the words of the commands
	table "### $most records in extreme shapes: \`fu-due\`" "$dir/shape-ordinary-$most.fu" \
		'ordinary: 1,000 records a deal' $(shape ordinary) ::: \
		'all in one deal' $(shape deal) ::: \
		'many people' $(shape people) ::: \
		'many people in one deal' $(shape crowd) ::: \
		'100,000 holidays besides' $(shape holidays) ::: \
		'10,000 rules besides, for other types' $(shape rules) ::: \
		'1,000 rules besides, for every letter' $(shape same)
	# shellcheck disable=SC2046
	table "### $most open promises: \`fu-due\`" "$dir/shape-open-$most.fu" \
		'1,000 a deal' $(shape open) ::: \
		'each a deal of its own' $(shape deals)
}

# Messages that are due, against reading what comes out; and one deal alone.
drafts() {
	f=$dir/drafts.fu
	"$awk" -v n=100000 -f "$here/drafts.awk" >"$f"
	./fu-recap -n 2025-07-16 -o mail "$f" >"$dir/drafts.mbox"
	table '### 100000 messages that are due, of 1000001 records' "$dir/drafts.mbox" \
		'`cat` of the mails' cat "$dir/drafts.mbox" ::: \
		'`fu-parse -t x-none`, reads the records and checks them' ./fu-parse -t x-none "$f" ::: \
		'`fu-recap -k nudge @me`, and keeps them, and drafts nothing' \
		./fu-recap -n 2025-07-16 -k nudge @me "$f" ::: \
		'`fu-recap`, as text' ./fu-recap -n 2025-07-16 "$f" ::: \
		'`fu-recap -o mail`' ./fu-recap -n 2025-07-16 -o mail "$f"
}

startup() {
	table '### Start-up, each run the mean of 500' '' -r 500 \
		'`/bin/true`' /bin/true ::: '`fu-parse -V`' ./fu-parse -V ::: '`fu-due -V`' ./fu-due -V ::: \
		'`fu-recap -V`' ./fu-recap -V ::: '`fu-score -V`' ./fu-score -V
}

bench() {
	machine
	for n in $sizes; do
		one_size "$n"
	done
	scripts
	shapes
	files
	drafts
	startup
	: >"$dir/finished"
}

build
rm -f "$dir/finished"
bench | tee "$dir/result.md"
[ -f "$dir/finished" ] || exit 2
failed=$(grep -c FAILED "$dir/result.md") || true
if [ "$failed" -gt 0 ]; then
	echo "bench: $failed rows FAILED, see above" >&2
	exit 1
fi
