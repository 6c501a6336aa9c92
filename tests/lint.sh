#!/bin/sh
# lint.sh: what `make lint` runs: warnings of both compilers, cppcheck, the
# format of the code, shellcheck, mandoc.  Each where it is installed; a tool
# that is missing is named.  Ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 2

passed=0 failed=0
dir=$(mktemp -d "${TMPDIR:-/tmp}/fu-lint.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT

# run NAME COMMAND ARG...: a check that passes with exit status 0 and no output
run() {
	name=$1
	shift
	if ! command -v "$1" >/dev/null; then
		echo "skipped: $name ($1 is not installed)"
	elif "$@" >"$dir/out" 2>&1 && [ ! -s "$dir/out" ]; then
		echo "passed: $name"
		passed=$((passed + 1))
	else
		echo "FAILED: $name"
		sed 's/^/	/' "$dir/out"
		failed=$((failed + 1))
	fi
}

strict="-std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"

# compile COMPILER: every source of ours, with all warnings; nothing is linked
compile() {
	for f in cmd/*.c lib/*/*.c tests/unit/*.c tests/bench/*.c tests/ref/*.c tests/*.c tests/log/*.c tests/merge/*.c; do
		# shellcheck disable=SC2086 # flags are several words
		"$1" $strict -O2 -Ilib -Icmd -c -o "$dir/o" "$f" || return
	done
}

for compiler in gcc clang; do
	if command -v $compiler >/dev/null; then
		run "$compiler without a warning" eval "compile $compiler"
	else
		echo "skipped: $compiler without a warning ($compiler is not installed)"
	fi
done
# It takes struct template * for an integer; both compilers would say if one were.
run "cppcheck" eval "command -v cppcheck >/dev/null || exit 0; cppcheck --quiet --std=c11 --error-exitcode=1 \
	--enable=warning,portability,performance --inline-suppr --suppress=CastIntegerToAddressAtReturn -Ilib -Icmd cmd lib 2>&1"
run "format of the code" clang-format --dry-run --Werror cmd/*.[ch] lib/*/*.[ch]
# shellcheck disable=SC2046
run "shellcheck" shellcheck $(git ls-files '*.sh' '*.bash' 2>/dev/null || find . -name '*.sh' -o -name '*.bash')
run "pages" mandoc -Tlint -W warning man/*.[157]

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
