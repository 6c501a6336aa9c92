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
set -u
unset CDPATH FU_ME FU_DIR FU_TEMPLATES NO_COLOR
export LC_ALL="${GOLDEN_LC_ALL:-C.UTF-8}" TZ=UTC FU_NOW=2025-07-16

top=$(cd "$(dirname "$0")/.." && pwd) || exit 2
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

run() { # run CASE: leaves out, err and status in $scratch/got
	rm -rf "$scratch/case" "$scratch/got"
	mkdir "$scratch/got"
	cp -R "$golden/$1" "$scratch/case"
	(
		cd "$scratch/case" || exit 2
		rm -f out err status
		exec </dev/null
		if [ -f in.fu ] && ! grep -q 'in\.fu' cmd; then
			exec <in.fu
		fi
		exec sh cmd
	) >"$scratch/got/out" 2>"$scratch/got/err"
	echo $? >"$scratch/got/status"
}

compare() { # compare CASE: true if all is as it should be
	same=true
	for f in status err out; do
		if ! cmp -s "$golden/$1/$f" "$scratch/got/$f"; then
			$same && echo "golden/$1 fails:"
			same=false
			want=$golden/$1/$f
			[ -f "$want" ] || want=/dev/null
			diff -a -u "$want" "$scratch/got/$f" | cat -v
		fi
	done
	$same
}

check() { # check CASE
	if ! [ -c /dev/full ] && grep -q /dev/full "$golden/$1/cmd"; then
		return
	fi
	run "$1"
	ran=$((ran + 1))
	if $update; then
		cp "$scratch/got/out" "$scratch/got/err" "$scratch/got/status" "$golden/$1"
	elif ! compare "$1"; then
		failed=$((failed + 1))
	fi
}

check_all() { # check_all PROGRAM
	if ! [ -x "$top/$1" ]; then
		echo "$1 is not built: its cases are left out"
		return
	fi
	for dir in "$golden/$1"/*/; do
		dir=${dir%/}
		[ -f "$dir/cmd" ] && check "$1/${dir##*/}"
	done
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
