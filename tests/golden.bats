#!/usr/bin/env bats
# The golden cases of each program: see golden.sh.

load helper

golden() {
	[ -x "$TOP/$1" ] || skip "$1 is not built"
	[ -d "$TOP/tests/golden/$1" ] || skip "$1 has none yet"
	"$TOP/tests/golden.sh" "$1" >result || {
		cat result
		return 1
	}
	echo "# $1: $(tail -n 1 result)" >&3
}

@test "golden cases of fu-parse" {
	golden fu-parse
}

@test "golden cases of fu-due" {
	golden fu-due
}

@test "golden cases of fu-recap" {
	golden fu-recap
}

@test "golden cases of fu-score" {
	golden fu-score
}

@test "golden cases of fu-cal" {
	golden fu-cal
}

@test "golden cases of fu-mail" {
	golden fu-mail
}

@test "golden cases of fu-log" {
	golden fu-log
}

@test "golden cases of fu-merge" {
	golden fu-merge
}

@test "every golden case has all its parts" {
	for dir in "$TOP"/tests/golden/*/*/; do
		for part in cmd out err status; do
			[ -f "$dir$part" ] || {
				echo "$dir$part is missing"
				return 1
			}
		done
	done
}
