#!/usr/bin/env bats
# Every finding of lib/base/diag.c has a golden case of its name that shows it.

load helper

# Findings of other programs than fu-parse, whose cases stand with those; one
# that common.bats provokes; those of templates, which unit/mustache.c does; and
# those of finished drafts.
others=' nothing-to-draft missing-mail no-memory open-tag bad-tag bad-delimiters open-section wrong-close '
others="$others"'stray-close missing-partial deep-template large-template large-draft '
others="$others"'blame-word no-ask no-date long-draft '
others="$others"'bad-calendar bad-message left-out undated-message unknown-address which-deal '
others="$others"'stray-file renumbered renamed merge-conflict '

ids() {
	sed -n 's/^	\[DIAG_[A-Z0-9_]*\][^"]*{ "\([a-z0-9-]*\)", .*/\1/p' "$TOP/lib/base/diag.c"
}

@test "the table of findings is read whole" {
	rows=$(grep -c '^	\[DIAG_' "$TOP/lib/base/diag.c")
	[ "$rows" -gt 50 ]
	[ "$(ids | sort -u | wc -l)" -eq "$rows" ]
	enum=$(sed -n '/^enum diag_id/,/DIAG_COUNT/p' "$TOP/lib/base/diag.h" | grep -o 'DIAG_[A-Z0-9_]*' |
		grep -v -c DIAG_COUNT)
	[ "$enum" -eq "$rows" ]
}

@test "every finding has a golden case that shows it" {
	bad=0
	for id in $(ids); do
		case $others in
		*" $id "*) continue ;;
		esac
		if ! grep -q -F "[$id]" "$TOP/tests/golden/fu-parse/$id/err"; then
			echo "no golden/fu-parse/$id/err with [$id]"
			bad=1
		fi
	done
	[ $bad -eq 0 ]
}

@test "no golden case shows a finding that the table lacks" {
	ids | sort >known
	cat "$TOP"/tests/golden/*/*/err | sed -n 's/.*\(error\|warning\): .* \[\([a-z0-9-]*\)\]$/\2/p' | sort -u >shown
	[ -s shown ]
	[ -z "$(comm -13 known shown)" ]
}
