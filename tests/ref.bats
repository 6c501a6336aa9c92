#!/usr/bin/env bats
# fu-parse against a second parser of the same language, tests/ref/refparse.c,
# which was written from the design byte by byte: on mutated inputs, and at the
# limits, which no mutation reaches.

load helper

# Not in tests/build, which unit.bats clears while we may run.
setup_file() {
	export DIFF_BUILD=$BATS_FILE_TMPDIR/build

	"$TOP/tests/ref/diff.sh" 1
}

# alike N [FIRST]: fails unless diff.sh finds N inputs from FIRST on alike.
alike() {
	"$TOP/tests/ref/diff.sh" "$@" >result 2>&1 || {
		cut -c 1-300 result | head -n 60
		return 1
	}
	holds result "$1 inputs, 0 differ"
}

@test "fu-parse and the reference read mutated inputs alike" {
	alike 120
}

@test "the same where no SSE2 is: eight bytes at a time" {
	has "$TOP/lib/record/bytes.h" '^#ifdef __SSE2__$' # else this builds the same again
	mkdir portable
	cp -Rp "$TOP/Makefile" "$TOP/lib" "$TOP/cmd" "$TOP/libfu.a" portable
	for c in portable/lib/*/*.c portable/cmd/*.c; do # what reads that header is built again
		if ${CC:-cc} -std=c11 -MM -Iportable/lib -Iportable/cmd "$c" | grep -q 'record/bytes\.h'; then
			rm -f "${c%.c}.o" "${c%.c}.gcda" && echo "$c"
		fi
	done >again
	has again lib/record/scan.c
	make -C portable fu-parse CC="${CC:-cc}" CFLAGS="-O1 -U__SSE2__ ${COVER:+--coverage}" SAN="${SAN-}" >log 2>&1 || {
		cat log
		return 1
	}
	FU_PARSE=$PWD/portable/fu-parse alike 60 1000
}

# broken SED-SCRIPT FOR-ERRORS STATUS: leaves in result what diff.sh says of a
# fu-parse whose output, findings and exit status ($s) are changed so.
broken() {
	cat >fu-broken <<-END
		#!/bin/sh
		'$TOP/fu-parse' "\$@" >'$PWD/broken.out' 2>'$PWD/broken.err'
		s=\$?
		sed '$1' '$PWD/broken.out'
		sed '$2' '$PWD/broken.err' >&2
		exit $3
	END
	chmod +x fu-broken
	FU_PARSE=$PWD/fu-broken DIFF_MAX=1 DIFF_LINES=12 "$TOP/tests/ref/diff.sh" 5 >result 2>&1 ||
		echo "exit status $?" >>result
}

# found_out WHAT: it is red, for that.
found_out() {
	has result "^seed [0-9]*: $1 differs$"
	has result ', 1 differ$'
	holds result 'exit status 1'
}

# shellcheck disable=SC2016 # $s is the script's
@test "a fu-parse that is wrong in one line is found out" {
	[ -z "${SAN-}" ] || skip "once is enough: it is diff.sh that is tested"
	broken '' '' '$s' # it is not the detour that is
	holds result '5 inputs, 0 differ'
	broken '2s/.$/~/' '' '$s'
	found_out output
	broken 2d '' '$s'
	found_out output
	broken '' '1s/^\(<stdin>:[0-9]*:\)/\11/' '$s'
	found_out findings
	broken '' '1s/\[.*/[bad-word]/' '$s'
	found_out findings
	broken '' '/: error: /d' '$s'
	found_out findings
	broken '' '' 0
	found_out status
}

# by_hand WHAT: in.fu is read alike, and what is printed read back the same.
by_hand() {
	local got=0 wanted=0

	"$DIFF_BUILD/refparse" in.fu >want 2>want.err || wanted=$?
	fu-parse in.fu >out 2>err || got=$?
	if [ $got -ne $wanted ] || ! cmp -s out want; then
		echo "$1: exit status $got, the reference's $wanted"
		cut -c 1-100 err want.err
		diff -a out want | cut -c 1-100
		return 1
	fi
	fu-parse out >again 2>err || {
		echo "$1: what is printed can't be read back"
		cut -c 1-100 err
		return 1
	}
	same out again
}

# A record's head of N bytes as written, of which PREFIX is the beginning; what
# the canonical form adds ('- ' and ' +-' or the deal) must count, once.
@test "the head's limit, byte by byte" {
	for deal in '' 'deal +abcde'; do
		for prefix in 'x-a ' '- x-a ' '2025-07-01 x-a ' '- x-a +- ' '2025-07-01  x-a +abc '; do
			for n in $(seq 65524 65538); do
				{
					printf '%s\n%sfile:' "$deal" "$prefix"
					fill $((n - ${#prefix} - 5)) a
					printf '\n- x-a behind\n'
				} >in.fu
				by_hand "$deal, $prefix, $n"
			done
		done
	done
}

@test "the text's limit, and what an over-long record leaves of the deal above" {
	for n in 1048576 1048577 2000000; do
		for start in 'note ' 'nite ' 'deal +b ' 'dael ' ''; do
			{
				printf 'deal +a\n2025-07-01 %s' "$start"
				fill "$n" a
				printf '\n2025-07-01 note behind\n'
			} >in.fu
			by_hand "$start, $n"
		done
	done
}
