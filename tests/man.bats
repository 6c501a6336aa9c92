#!/usr/bin/env bats
# What the pages and the README show: every example runs and prints what stands
# there, and what they list is what the programs know.

load helper

@test "every example of the README and the pages prints what is shown" {
	[ -z "${SAN-}" ] || skip "one limits memory, which sanitizers need"
	run sh "$TOP/tests/man/examples.sh"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "fu(5) lists every finding, type, key and kind, and no other" {
	[ -z "${SAN-}" ] || skip "one example limits memory, which sanitizers need"
	run sh "$TOP/tests/man/diagnostics.sh"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "the pages are well-formed" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	run mandoc -Tlint -W warning "$TOP"/man/*.[157]
	echo "$output"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}
