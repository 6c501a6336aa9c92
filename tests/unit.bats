#!/usr/bin/env bats
# The tables of tests/unit: each .c is a program of its own, linked with the
# library that make has built, but for those that have a script of their name and work for it.

load helper

build=$TOP/tests/build/unit

setup_file() {
	local flags="-std=c11 -D_POSIX_C_SOURCE=200809L -g -I$TOP/lib -I$TOP/tests/unit -pthread"

	[ -z "${SAN-}" ] || flags="$flags -fsanitize=address,undefined -fno-sanitize-recover=all"
	[ -z "${COVER-}" ] || flags="$flags --coverage"
	rm -rf "$build"
	mkdir -p "$build"
	for source in "$TOP"/tests/unit/*.c; do
		# shellcheck disable=SC2086
		${CC:-cc} $flags -o "$build/$(basename "$source" .c)" "$source" "$TOP/libfu.a" -lm
	done
}

@test "tables of tests/unit" {
	failed=0
	for source in "$TOP"/tests/unit/*.c; do
		name=$(basename "$source" .c)
		[ ! -f "$TOP/tests/unit/$name.sh" ] || continue
		"$build/$name" >result 2>&1 || failed=1
		tail -n 1 result | grep -q '^ok ' || failed=1
		[ $failed -eq 0 ] || cat result
		echo "# $(tail -n 1 result)" >&3
	done
	[ $failed -eq 0 ]
}

script() {
	sh "$TOP/tests/unit/$1.sh" "$build/$1" >result 2>&1 || {
		cat result
		return 1
	}
	tail -n 1 result | grep -q '^ok ' || skip "$(sed 's/^skip //' result)"
}

@test "dates as GNU date has them" {
	script dates
}

@test "business days as dateutils counts them" {
	script bdays
}

@test "templates from files, and the Mustache specification where it is at hand" {
	script render
}
