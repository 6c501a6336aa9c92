#!/bin/sh
# fuzz.sh [SECONDS [TARGET...]]: fuzzes each target for so long (60 seconds) with
# clang's libFuzzer, under the address and undefined-behaviour sanitizers.  What
# it finds worth keeping stays in tests/build/fuzz/TARGET; what is wrong in
# tests/build/fuzz/TARGET.found.  Ends with "N passed, N failed".
set -u
here=$(cd "$(dirname "$0")" && pwd) || exit 2
top=$(cd "$here/../.." && pwd) || exit 2
cd "$top" || exit 2
unset CDPATH FU_ME FU_DIR FU_TEMPLATES NO_COLOR
seconds=${1:-60}
[ $# -eq 0 ] || shift
build=tests/build/fuzz
# Null plus nothing is null for every compiler there is, whatever C11 says.
flags='-std=c11 -D_POSIX_C_SOURCE=200809L -O1 -g -Ilib -Icmd -Itests/fuzz
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-sanitize=pointer-overflow'
memory='-Dmalloc=fuzz_malloc -Drealloc=fuzz_realloc -Dfree=fuzz_free'

command -v clang >/dev/null || {
	echo "fuzz.sh: clang is missing (Debian: clang, libclang-rt-dev)" >&2
	exit 2
}
mkdir -p $build/seed $build/lib || exit 2
make fu-parse lib/book/rules.c >/dev/null || exit 2

# The library and the programs, built once, their main() and exit() renamed.
make_objects() {
	rm -f $build/lib/*.o
	for c in lib/*/*.c; do
		o=$build/lib/$(echo "${c%.c}" | tr / -).o
		# shellcheck disable=SC2086 # several flags
		clang $flags $memory -c -o "$o" "$c" || exit 2
	done
	for c in cmd/*.c; do
		name=$(basename "$c" .c | tr - _)
		# shellcheck disable=SC2086
		clang $flags $memory -Dmain="${name}_main" -Dexit=fuzz_exit -c -o "$build/$name.o" "$c" || exit 2
	done
	# shellcheck disable=SC2086
	clang $flags -c -o $build/fuzz.o tests/fuzz/fuzz.c || exit 2
}

# link TARGET SOURCE FLAG...
link() {
	target=$1 source=$2
	shift 2
	objects=
	case $source in
	programs.c) objects=$(echo $build/fu_*.o $build/cli.o) ;;
	esac
	# shellcheck disable=SC2086
	clang $flags "$@" -fsanitize=fuzzer -o "$build/$target.fuzz" "tests/fuzz/$source" $build/fuzz.o \
		$objects $build/lib/*.o -lm || exit 2
}

# Words of the language, and its signs: from the schema itself.
make_dictionary() {
	{
		./fu-parse -l types | awk -F '\t' 'NR > 1 { print $1 }'
		./fu-parse -l keys | awk -F '\t' 'NR > 1 { print $2 ":" }'
		./fu-parse -l kinds | awk -F '\t' 'NR > 1 { n = split($2, w, "[ ,]+"); for (i = 1; i <= n; i++) print w[i] }'
		./fu-parse -l rules | tr ' ,/' '[\n*]'
		printf '%s\n' 2025-07-16 2025-07-16T09:30 2024-02-29 9999-12-31 +acme %p1 @jane @me -- +- 5bd 1y \
			by:+2w 120000USD 600pcs 0.0425EUR '=?utf-8?q?' '<<<<<<< ' '======= ' 'From ' jane@acme.example
	} | LC_ALL=C grep -v '^-$' | LC_ALL=C sort -u | sed -e '/^$/d' -e 's/[\\"]/\\&/g' -e 's/.*/"&"/' >$build/dictionary
}

make_seeds() {
	for f in examples/deals/*.fu examples/deals/*/*.fu tests/golden/*/*/in.fu; do
		[ "$(wc -c <"$f")" -gt 20000 ] || cp "$f" "$build/seed/$(echo "$f" | tr / -)"
	done
}

targets='record value mail programs'
[ -f cmd/fu-mail.c ] && targets="$targets mailread"
[ -f cmd/fu-cal.c ] && targets="$targets icalread"
[ -f lib/draft/mustache.c ] && targets="$targets mustache"
[ -f cmd/fu-merge.c ] && targets="$targets merge"
[ $# -gt 0 ] || eval "set -- $targets"

make_objects
make_dictionary
make_seeds
passed=0 failed=0
for t; do
	case $t in
	mailread) link "$t" programs.c '-DFUZZ_ONE={fu_mail_main,{"fu-mail","IN"}}' ;;
	icalread) link "$t" programs.c '-DFUZZ_ONE={fu_cal_main,{"fu-cal","-i","IN"}}' ;;
	mustache) link "$t" programs.c \
		'-DFUZZ_ONE={fu_recap_main,{"fu-recap","-k","recap","-t","IN","examples/deals/supply/deal.fu"}}' ;;
	merge) link "$t" programs.c '-DFUZZ_ONE={fu_merge_main,{"fu-merge","IN","IN","IN"}}' ;;
	*) link "$t" "$t.c" ;;
	esac
	mkdir -p "$build/$t" "$build/$t.found"
	if ASAN_OPTIONS=detect_leaks=0 "$build/$t.fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=20 \
		-close_fd_mask=3 -dict=$build/dictionary -artifact_prefix="$build/$t.found/" \
		-print_final_stats=1 "$build/$t" $build/seed >"$build/$t.log" 2>&1; then
		passed=$((passed + 1)) word=passed
	else
		failed=$((failed + 1)) word=FAILED
		tail -n 40 "$build/$t.log"
	fi
	awk -v t="$t" -v w="$word" '
		/^stat::number_of_executed_units:/ { n = $2 }
		/ cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") cov = $(i + 1) }
		END { printf "%s: %s, %d executions, %d edges\n", w, t, n, cov }' "$build/$t.log"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
