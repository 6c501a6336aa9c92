#!/bin/sh
# golden.sh [-u] [PROGRAM | PROGRAM/CASE]...: runs golden cases, all by default.
#
# A case is a folder golden/PROGRAM/CASE: cmd is run by sh in a copy of it, with
# in.fu as standard input unless cmd names that file; what comes out must be
# out, err and status to the byte.  Cases of a program that isn't built are left
# out, and so are those that need /dev/full where there is none.
#
# Prints a diff for each case that fails, and last how many ran and failed.
# -u writes what came out into the case instead: read the diff before you commit.
#
# What takes the time is to start processes, so all cases of a program are copied
# by one cp and compared by one diff; only where that finds something, one by one.
set -u
top=$(CDPATH='' cd "$(dirname "$0")/.." && pwd) || exit 2
# shellcheck source=tests/env.sh
. "$top/tests/env.sh"
LC_ALL=${GOLDEN_LC_ALL:-$LC_ALL}
PATH=$top:$PATH
golden=$top/tests/golden
scratch=$(mktemp -d "${TMPDIR:-/tmp}/fu-golden.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM

update=false
if [ "${1-}" = -u ]; then
	update=true
	shift
fi
ran=0 failed=0

# copy PROGRAM|PROGRAM/CASE: folders of the cases to run them in and for what comes
# out, and list, a line for each: CASE/cmd:how often that names in.fu.
copy() {
	cd "$scratch" && rm -rf cases got || exit 2
	for to in cases got; do
		case $1 in
		*/*) mkdir $to && cp -R "$golden/$1" $to ;;
		*) cp -R "$golden/$1" $to ;;
		esac || exit 2
	done
	cd cases && rm -f ./*/out ./*/err ./*/status || exit 2
	grep -c 'in\.fu' ./*/cmd /dev/null | sed '$d' >../list
}

run() { # run CASE NAMED: leaves out, err and status in $scratch/got/CASE
	(
		cd "$1" || exit 2
		if [ "$2" -eq 0 ] && [ -f in.fu ]; then
			exec <in.fu
		fi
		exec sh cmd
	) >"$scratch/got/$1/out" 2>"$scratch/got/$1/err" </dev/null
	echo $? >"$scratch/got/$1/status"
}

compare() { # compare PROGRAM/CASE: true if all is as it should be
	same=true
	for f in status err out; do
		got=$scratch/got/${1#*/}/$f
		if ! cmp -s "$golden/$1/$f" "$got"; then
			$same && echo "golden/$1 fails:"
			same=false
			want=$golden/$1/$f
			[ -f "$want" ] || want=/dev/null
			diff -a -u "$want" "$got" | cat -v
		fi
	done
	$same
}

# check PROGRAM|PROGRAM/CASE
check() {
	program=${1%%/*} part=/${1#*/}
	[ "$program" != "$1" ] || part=
	copy "$1"
	: >../ran
	while IFS=: read -r file named; do
		if [ -c /dev/full ] || ! grep -q /dev/full "$file"; then
			name=${file#./}
			name=${name%/cmd}
			run "$name" "$named"
			echo "$program/$name" >>../ran
		fi
	done <../list
	ran=$((ran + $(wc -l <../ran)))
	! diff -r "$golden/$1" "$scratch/got$part" >/dev/null 2>&1 || return 0
	while read -r case; do
		if $update; then
			(cd "$scratch/got/${case#*/}" && cp out err status "$golden/$case")
		elif ! compare "$case"; then
			failed=$((failed + 1))
		fi
	done <../ran
}

check_all() { # check_all PROGRAM
	if [ -x "$top/$1" ]; then
		check "$1"
	else
		echo "$1 is not built: its cases are left out"
	fi
}

if [ $# -eq 0 ]; then
	for dir in "$golden"/*/; do
		dir=${dir%/}
		set -- "$@" "${dir##*/}"
	done
fi
for arg; do
	case $arg in
	*/*) check "$arg" ;;
	*) check_all "$arg" ;;
	esac
done
echo "$ran cases, $failed failed"
[ "$failed" -eq 0 ] && [ "$ran" -gt 0 ]
