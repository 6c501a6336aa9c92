#!/bin/sh
# lint.sh: what `make lint` runs: warnings of both compilers, cppcheck, the
# format of the code, shellcheck, mandoc.  Each where it is installed; a tool
# that is missing is named.  All run at once; what each says is told in this order.
# Ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 2

dir=$(mktemp -d "${TMPDIR:-/tmp}/fu-lint.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM
checks=

# run NAME COMMAND ARG...: a check that passes with exit status 0 and no output; in the background
run() {
	checks="$checks $1"
	(
		name=$1
		shift
		if ! command -v "$1" >/dev/null; then
			echo "skipped: $name ($1 is not installed)"
		elif "$@" >"$dir/$name.out" 2>&1 && [ ! -s "$dir/$name.out" ]; then
			echo "passed: $name"
		else
			echo "FAILED: $name"
			sed 's/^/	/' "$dir/$name.out"
		fi
	) >"$dir/$1.said" &
}

strict="-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"

# compile COMPILER ARG...: every source of ours, with all warnings; nothing is linked
compile() {
	for f in cmd/*.c lib/*/*.c tests/unit/*.c tests/bench/*.c tests/ref/*.c tests/*.c tests/log/*.c tests/merge/*.c; do
		# shellcheck disable=SC2086 # flags are several words
		"$@" $strict -Ilib -Icmd "$f" || return
	done
}

# Some of gcc's warnings come of what it finds out to make the code quick; clang's don't.
gcc_warnings() { compile gcc -O2 -c -o "$dir/o"; }
clang_warnings() { compile clang -fsyntax-only; }

for compiler in gcc clang; do
	if command -v $compiler >/dev/null; then
		run $compiler ${compiler}_warnings
	else
		run $compiler $compiler
	fi
done
# It takes struct template * for an integer; both compilers would say if one were.
run cppcheck cppcheck --quiet --std=c11 --error-exitcode=1 --enable=warning,portability,performance \
	--inline-suppr --suppress=CastIntegerToAddressAtReturn -Ilib -Icmd cmd lib
run format clang-format --dry-run --Werror cmd/*.[ch] lib/*/*.[ch]
# shellcheck disable=SC2046
run shellcheck shellcheck $(git ls-files '*.sh' '*.bash' 2>/dev/null || find . -name '*.sh' -o -name '*.bash')
run pages mandoc -Tlint -W warning man/*.[157]
wait

for check in $checks; do cat "$dir/$check.said"; done
for check in $checks; do head -n 1 "$dir/$check.said"; done | awk '
	/^passed/ { n++ } /^FAILED/ { bad++ }
	END { printf "%d passed, %d failed\n", n, bad; exit bad > 0 }'
