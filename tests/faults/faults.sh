#!/bin/sh
# faults.sh [-s | -1] [CASES]: builds the shim and the driver and runs the cases,
# those of the file `cases` by default; see drive.c.  -s is the short run,
# -1 that up to the first thing that is wrong.  FAULTS_BUILD is a folder that keeps
# what is built, for the next run.
set -u
here=$(CDPATH='' cd "$(dirname "$0")" && pwd) || exit 2
top=$(cd "$here/../.." && pwd) || exit 2
# shellcheck source=tests/env.sh
. "$top/tests/env.sh"
export PATH="$top:$PATH"

short=
case ${1-} in
-s | -1)
	short=$1
	shift
	;;
esac
cases=${1-$here/cases}
dir=$(mktemp -d "${TMPDIR:-/tmp}/fu-faults.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM

build=${FAULTS_BUILD:-$dir/build}
if [ ! -d "$build" ]; then
	mkdir "$build" || exit 2
	${CC:-cc} -O1 -fPIC -shared -o "$build/shim.so" "$here/shim.c" -ldl || exit 2
	${CC:-cc} -O1 -o "$build/drive" "$here/drive.c" || exit 2
	${CC:-cc} -O1 -o "$build/naive" "$here/naive.c" || exit 2
fi
PATH=$build:$PATH
cp -R "$here/files" "$dir/files" && mkdir "$dir/large" || exit 2
# Enough to fill the buffers more than once; a part of it for who says more of each.
awk 'BEGIN {
	print "deal +long Many lines"
	for (i = 0; i < 1700; i++)
		printf "2025-07-01 promise %%p%d @jane by:2025-07-%02d Number %d of a list that is long, to fill the buffers\n",
		    i, i % 28 + 1, i
}' >"$dir/large/long.fu"
head -n 601 "$dir/large/long.fu" >"$dir/large/part.fu"
# And so much that fu-due shares it among threads.
awk 'BEGIN {
	for (i = 0; i < 20100; i++)
		print i % 201 ? "2025-07-01 note " i : "deal +d" i "\n2025-07-01 promise %p1 @jane by:2025-07-" 10 + i % 9 " Pay"
}' >"$dir/large/many.fu"
# shellcheck disable=SC2086 # an option or nothing
"$build/drive" $short "$build/shim.so" "$dir/files" "$cases"
