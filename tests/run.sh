#!/bin/sh
# run.sh [FILE.bats...]: runs the tests, all by default; `make check` calls it
# when the programs are built.  Fetches bats with the system's package manager
# if it is missing.  SAN=1 in the environment says that the programs were built
# with sanitizers.  The last line is "N passed, N failed"; what was skipped is
# neither.  Exit status 0 if none failed.
set -u

cd "$(dirname "$0")/.." || exit 2

# fetch PACKAGE-MANAGER ARG...: runs it, as root one way or the other
fetch() {
	if [ "$(id -u)" -eq 0 ] || [ "$1" = brew ]; then
		"$@"
	elif command -v sudo >/dev/null; then
		sudo "$@"
	else
		echo "tests/run.sh: bats is missing; as root, run: $*" >&2
		return 1
	fi
}

fetch_bats() {
	if command -v apt-get >/dev/null; then
		fetch apt-get install -y bats || { fetch apt-get update && fetch apt-get install -y bats; }
	elif command -v dnf >/dev/null; then
		fetch dnf install -y bats
	elif command -v apk >/dev/null; then
		fetch apk add bats
	elif command -v pkg >/dev/null; then
		fetch pkg install -y bats-core
	elif command -v brew >/dev/null; then
		fetch brew install bats-core
	else
		echo "tests/run.sh: bats is missing; get it from https://github.com/bats-core/bats-core" >&2
		return 1
	fi
}

if ! command -v bats >/dev/null; then
	fetch_bats >&2 || exit 2
fi
if ! command -v bats >/dev/null; then
	echo "tests/run.sh: bats is still missing" >&2
	exit 2
fi

# What takes long begins first: else a processor would wait for it at the end.
first='faults golden common lanes bench recap ref rules peers roundtrip mail'
if [ $# -eq 0 ]; then
	for f in $first; do set -- "$@" "tests/$f.bats"; done
	for f in tests/*.bats; do
		case " $* " in *" $f "*) ;; *) set -- "$@" "$f" ;; esac
	done
	for f; do
		shift
		case ${SAN:+san}:${f##*/} in
		san:bench.bats | san:layers.bats) ;; # they run none of what has sanitizers
		*) set -- "$@" "$f" ;;
		esac
	done
fi
# A file at a time: for a test of a file that runs together with others bats looks
# once a second whether a processor is free.
if parallel --version 2>/dev/null | grep -q 'GNU parallel'; then
	set -- --jobs "$(getconf _NPROCESSORS_ONLN)" --no-parallelize-within-files "$@"
fi
# A make that runs us has its own ideas of these.
unset MAKEFLAGS MFLAGS MAKELEVEL
if [ -n "${SAN-}" ]; then
	export SAN ASAN_OPTIONS="${ASAN_OPTIONS-detect_leaks=1}" UBSAN_OPTIONS="${UBSAN_OPTIONS-print_stacktrace=1}"
fi

report=$(mktemp -d "${TMPDIR:-/tmp}/fu-check.XXXXXX") || exit 2
trap 'rm -rf "$report"' EXIT
trap 'exit 2' HUP INT TERM

bats --report-formatter tap --output "$report" "$@"
status=$?
awk -v terminal="$([ -t 1 ] && echo yes)" '
	/^1\.\.[0-9]+$/ { planned = substr($0, 4) + 0 }
	/^ok [0-9]+ .*# skip/ { skipped++; next }
	/^ok [0-9]+ / { passed++ }
	/^not ok [0-9]+ / { failed++ }
	END {
		failed += planned - passed - skipped - failed # what never ended
		if (terminal != "yes")
			printf "\n%d tests, %d failures, %d skipped\n", planned, failed, skipped
		printf "%d passed, %d failed\n", passed, failed
		exit failed > 0 || passed == 0
	}' "$report/report.tap" || exit 1
exit "$status"
