#!/bin/sh
# fuzz.sh [SECONDS [TARGET...]]: fuzzes each target for so long (60 seconds; value,
# which does seven times as many inputs as any other, for a third of it) under the
# address and undefined-behaviour sanitizers, JOBS of them at a time (as many as
# there are processors).  With clang by its libFuzzer; without it, or where CC says
# so, by gcc and an engine of our own, drive.c.  What it finds worth keeping stays in
# tests/build/fuzz/TARGET; what is wrong in tests/build/fuzz/TARGET.found.
# Ends with "N passed, N failed".
set -u
top=$(CDPATH='' cd "$(dirname "$0")/../.." && pwd) || exit 2
cd "$top" || exit 2
# shellcheck source=tests/env.sh
. tests/env.sh
# shellcheck source=tests/pool.sh
. tests/pool.sh
seconds=${1:-60}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- record mail mailread calendar mustache merge programs template value
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
build=tests/build/fuzz
cc=${CC:-clang}
command -v "$cc" >/dev/null || cc=gcc
# Null plus nothing is null for every compiler there is, whatever C11 says.
flags='-std=c11 -D_POSIX_C_SOURCE=200809L -O1 -g -Ilib -Icmd -Itests/fuzz'
flags="$flags -fsanitize=address,undefined -fno-sanitize-recover=all -fno-sanitize=pointer-overflow"
case $("$cc" --version) in
*clang*) cover='-fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp' engine=-fsanitize=fuzzer ;;
*) cover=-fsanitize-coverage=trace-pc engine=tests/fuzz/drive.c ;;
esac
swap='-Dmalloc=fuzz_malloc -Dcalloc=fuzz_calloc -Drealloc=fuzz_realloc -Dfree=fuzz_free -Dwrite=fuzz_write'
mkdir -p $build/lib || exit 2
make fu-parse lib/book/rules.c lib/draft/builtin.inc lib/draft/begins.inc >/dev/null || exit 2

# rule OBJECT SOURCE FLAG...: a line of make's, for all of these to be built at once
rule() {
	o=$1 c=$2
	shift 2
	printf '%s: %s %s\n\t%s\n' "$o" "$c" "$headers" "$cc $flags $* -c -o $o $c"
	objects="$objects $o"
}

# The library and the programs, built once, their main() and exit() renamed.
headers=$(echo lib/*/*.h cmd/*.h lib/draft/*.inc tests/fuzz/fuzz.h)
objects=
{
	for c in lib/*/*.c; do
		rule "$build/lib/$(echo "${c%.c}" | tr / -).o" "$c" "$cover" "$swap"
	done
	for c in cmd/*.c; do
		name=$(basename "$c" .c | tr - _)
		rule "$build/lib/$name.o" "$c" "$cover" "$swap" "-Dmain=${name}_main" -Dexit=fuzz_exit
	done
	code=$objects objects=
	rule "$build/fuzz.o" tests/fuzz/fuzz.c
	for t; do
		c=$t more=
		[ "$t" != template ] || c=programs more=-DONE_TEMPLATE
		rule "$build/$t.o" "tests/fuzz/$c.c" "$more"
		printf '%s.fuzz: %s.o %s\n\t%s\n' "$build/$t" "$build/$t" "$build/fuzz.o $code tests/fuzz/drive.c" \
			"$cc $flags -o $build/$t.fuzz $build/$t.o $build/fuzz.o $code $engine -lm"
		all="${all-} $build/$t.fuzz"
	done
	echo "all: $all"
} >$build/Makefile
make -s -j "$jobs" -f $build/Makefile all || exit 2

# Words of the language, and its signs: from the schema itself.
make_dictionary() {
	{
		./fu-parse -l types | awk -F '\t' 'NR > 1 { print $1 }'
		./fu-parse -l keys | awk -F '\t' 'NR > 1 { print $2 ":" }'
		./fu-parse -l kinds | awk -F '\t' 'NR > 1 { n = split($2, w, "[ ,]+"); for (i = 1; i <= n; i++) print w[i] }'
		./fu-parse -l rules | tr ' ,/' '[\n*]'
		printf '%s\n' 2025-07-16 2025-07-16T09:30 2024-02-29 9999-12-31 +acme %p1 @jane @me -- +- 5bd 1y \
			by:+2w 120000USD 600pcs 0.0425EUR '<<<<<<< ' '======= ' '>>>>>>> '
	} | words record programs merge value
	printf '%s\n' From: To: Cc: Bcc: Subject: Date: Received: Message-ID: In-Reply-To: References: Auto-Submitted: \
		Content-Type: Content-Disposition: 'multipart/mixed; boundary=' attachment filename= "filename*0*=utf-8''" \
		name= '=?utf-8?q?' '=?UTF-8?B?' '?=' 'From ' jane@acme.example me@us.example '<a@us.example>' --b -- \
		'Wed, 16 Jul 2025 09:05:00 +0200' | words mail mailread
	printf '%s\n' BEGIN:VCALENDAR END:VCALENDAR BEGIN:VEVENT END:VEVENT DTSTART DTEND DURATION:P1D ';VALUE=DATE:' \
		:20250716 T000000Z RRULE:FREQ=YEARLY ';INTERVAL=2' ';COUNT=3' ';UNTIL=20261231' ';BYMONTH=7' \
		';BYDAY=-1MO' ';BYMONTHDAY=-1' RDATE EXDATE STATUS:CANCELLED SUMMARY RECURRENCE-ID ';TZID=' BEGIN:VALARM |
		words calendar
	{
		cat lib/draft/templates/*.mustache | tr -c 'a-z_.' '[\n*]'
		printf '%s\n' '{{' '}}' '{{{' '}}}' '{{#' '{{/' '{{^' '{{>' '{{!' '{{=<% %>=}}' '<%={{ }}=%>' '{{.}}' \
			'{{#l}}' '{{/l}}' '{{#o}}' '{{/o}}' '{{^n}}' '{{/n}}' '{{t}}' '{{&t}}' '{{{t}}}' '{{>p}}' '{{>q}}' \
			'{{o.t}}'
	} | words mustache template
}

# words TARGET...: lines as a dictionary of each
words() {
	LC_ALL=C sort -u | sed -e '/^-*$/d' -e 's/[\\"]/\\&/g' -e 's/.*/"&"/' >$build/words
	for w; do cp $build/words "$build/$w.dict"; done
}

# seed TARGET FILE...: those that are small, by the name of their path
seed() {
	t=$1
	shift
	mkdir -p "$build/$t.seed"
	for f; do
		[ ! -f "$f" ] || [ "$(wc -c <"$f")" -gt 700 ] || cp "$f" "$build/$t.seed/$(echo "$f" | tr / -)"
	done
}

make_seeds() {
	rm -rf $build/*.seed
	for t in record programs; do
		seed $t examples/deals/*.fu examples/deals/*/*.fu tests/golden/*/*/in.fu
	done
	seed mailread tests/golden/fu-mail/*/*.eml tests/golden/fu-mail/*/*.mbox tests/faults/files/*.eml
	seed calendar tests/golden/fu-cal/*/*.ics examples/calendar/*.ics tests/faults/files/*.ics
	seed mustache lib/draft/templates/*.mustache
	seed template lib/draft/templates/*.mustache
	# Each line in some of the three texts.
	for f in "$build"/record.seed/*; do
		mkdir -p $build/merge.seed
		awk '{ print substr("gggggbcdgfge", NR % 12 + 1, 1) $0 }' "$f" >"$build/merge.seed/${f##*/}"
	done
	seed mail
	printf '%s\n' 'Jane Doe' jane@acme.example 'B. "Bob" B' me@us.example 'Price, volume' a@us.example 'Dear Jane,' '' \
		'From here on' >$build/mail.seed/plain
	printf '%s\n' "$(printf 'J\303\266rg')" j@x.example '' '' "$(printf '\342\202\254 5')" '' \
		"$(printf 'A = b \303\244 ')" >$build/mail.seed/utf8
	seed value
	for v in '2025-07-16 5bd' '2024-02-29T23:59 1y' '120000USD 3d' 'eom 24h' '0.0425EUR 2w'; do
		echo "$v" >"$build/value.seed/$v"
	done
}

# fuzz TARGET: its line; what takes two minutes hangs, however busy the machine is
fuzz() {
	rm -rf "$build/$1.found"
	mkdir -p "$build/$1" "$build/$1.found" "$build/$1.seed"
	dict=
	[ ! -f "$build/$1.dict" ] || dict=-dict=$build/$1.dict
	word=passed time=$seconds
	[ "$1" != value ] || time=$((seconds / 3 + 1))
	# shellcheck disable=SC2086 # perhaps none
	ASAN_OPTIONS=detect_leaks=0:abort_on_error=1 UBSAN_OPTIONS=abort_on_error=1 "$build/$1.fuzz" -max_total_time="$time" \
		-max_len=1024 -entropic=0 -timeout=120 -close_fd_mask=1 $dict -artifact_prefix="$build/$1.found/" -print_final_stats=1 \
		"$build/$1" "$build/$1.seed" >"$build/$1.log" 2>&1 || word=FAILED
	[ $word = passed ] || tail -n 40 "$build/$1.log"
	awk -v t="$1" -v w="$word" -v s="$time" '
		/^stat::number_of_executed_units:/ { n = $2 }
		/ cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") cov = $(i + 1) }
		END { printf "%s: %s, %d executions, %d a second, %d edges\n", w, t, n, n / s, cov }' "$build/$1.log"
}

make_dictionary
make_seeds
pool "$build" "$jobs" fuzz "$@"
cd $build && for t; do tail -n 1 "$t.result"; done | awk '
	/^passed/ { n++ } END { printf "%d passed, %d failed\n", n, NR - n; exit n < NR }'
