#!/bin/sh
# matrix.sh [-q] [ROW...]: the golden cases on each platform that is at hand:
# compilers, C libraries, word sizes, byte orders, sanitizers, makes, shells,
# locales, zones.  A row builds in a copy of its own, JOBS rows at a time (as many
# as there are processors), and the next begins where one ends; what is not installed is named and left out.  -q takes
# the rows that are quick, and of the cases under valgrind, an emulator and the thread sanitizer some.  Where the compiler is
# not what a row is about, it optimises nothing, which is quicker.  Ends with "N
# passed, N failed".
set -u
top=$(cd "$(dirname "$0")/.." && pwd) || exit 2
dir=$(mktemp -d "${TMPDIR:-/tmp}/fu-matrix.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM
# shellcheck source=tests/pool.sh
. "$top/tests/pool.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL CDPATH
jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
quick='valgrind big-endian tsan clang msan musl m32 places' all_cases=yes # the longest first
all="gcc unsigned-char asan-ubsan $quick shells"

# needs TOOL...: or the row says what is missing
needs() {
	for tool; do
		command -v "$tool" >/dev/null || {
			echo "skipped: $row ($tool is not installed)"
			exit 0
		}
	done
}

# build MAKE ARG...: in a clean copy, which is left as the current folder
build() {
	mkdir "$dir/$row" && cd "$top" || exit 2
	find Makefile cmd lib examples man tests/golden tests/golden.sh tests/env.sh -type f ! -name '*.[oa]' ! -name '*.new' \
		! -path lib/book/rules.c -print | tar cf - -T - | (cd "$dir/$row" && tar xf -) || exit 2
	cd "$dir/$row" || exit 2
	"$@" >"$dir/$row.log" 2>&1 || fail
}

# wrap COMMAND...: each program becomes a script that runs it by that
wrap() {
	for p in fu-*; do
		mv "$p" "$p.real" && printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$*" "$PWD/$p.real" >"$p" && chmod +x "$p" || exit 2
	done
}

fail() {
	tail -n 30 "$dir/$row.log"
	echo "FAILED: $row"
	exit 1
}

golden() { # golden [NAME=VALUE]...: all cases
	env "$@" sh tests/golden.sh >"$dir/$row.log" 2>&1 || fail
	figures="${figures-}, $(tail -n 1 "$dir/$row.log")$(printf ' %s' "$@" | sed 's/^ $//; s/GOLDEN_//g')"
}

# thin N: with -q, leaves each Nth case, where one takes long
thin() {
	[ -n "$all_cases" ] || printf '%s\n' tests/golden/*/* | awk -v n="$1" 'NR % n' | xargs rm -r
}

# same NAME=VALUE...: what the programs print of the examples, as without them
same() {
	# shellcheck disable=SC2016 # the shell of the run expands it
	run='for p in "fu-parse" "fu-parse -c" "fu-parse -r" "fu-due -as" "fu-score" "fu-recap -k recap"; do
		./$p examples/deals; done'
	FU_NOW=2025-07-16 LC_ALL=C TZ=UTC sh -c "$run" >want 2>&1
	FU_NOW=2025-07-16 env "$@" sh -c "$run" >got 2>&1
	cmp want got >"$dir/$row.log" 2>&1 || fail
	figures="${figures-}, $(wc -l <got) lines $*"
}

row() {
	row=$1 figures='' begun=$(date +%s)
	case $row in
	gcc | clang)
		needs "$row"
		build make CC="$row" CFLAGS=-O2
		golden
		;;
	unsigned-char)
		needs gcc
		build make CC=gcc CFLAGS='-O1 -funsigned-char'
		golden
		;;
	musl)
		needs musl-gcc
		build make CC=musl-gcc CFLAGS=-O0 LDFLAGS=-static
		golden
		;;
	m32)
		# The kernel's headers lie elsewhere where a cross compiler is installed too.
		flags="-O0 -idirafter /usr/include/$(gcc -dumpmachine 2>/dev/null)"
		needs gcc
		echo 'int main(void) { return 0; }' >"$dir/try.c"
		gcc -m32 -o "$dir/try" "$dir/try.c" 2>/dev/null || {
			echo "skipped: m32 (gcc -m32 links nothing here: gcc-multilib)"
			exit 0
		}
		build make CC='gcc -m32' CFLAGS="$flags"
		golden
		;;
	asan-ubsan)
		needs clang
		build make CC=clang CFLAGS='-g -O1 -fno-sanitize-recover=all -fsanitize=address,undefined'
		golden
		;;
	msan) # it sees most in code as it was written
		needs clang
		build make CC=clang CFLAGS='-g -O0 -fno-sanitize-recover=all -fsanitize=memory'
		golden
		;;
	tsan) # three threads where there may be some, for however little
		needs gcc
		flags='-g -O1 -fsanitize=thread'
		echo 'int main(void) { return 0; }' >"$dir/try.c"
		# shellcheck disable=SC2086 # flags are words
		gcc $flags -o "$dir/try" "$dir/try.c" 2>/dev/null
		"$dir/try" 2>/dev/null || {
			echo "skipped: tsan (what gcc makes with it does not run here)"
			exit 0
		}
		build make CC=gcc CFLAGS="$flags -DINPUT_CHUNK=100 -DEYE_RECORDS=1"
		mkdir tests/threaded
		for p in fu-parse fu-due fu-score; do
			# shellcheck disable=SC2016 # the script's own
			mv $p $p.real && printf '#!/bin/sh\nexec "%s" -j 3 "$@"\n' "$PWD/$p.real" >$p && chmod +x $p || exit 2
			mv tests/golden/$p tests/threaded
		done
		rm -r tests/golden && mv tests/threaded tests/golden
		thin 4
		golden
		;;
	big-endian) # by an emulator that the kernel need not know of
		needs s390x-linux-gnu-gcc qemu-s390x
		build make CC=s390x-linux-gnu-gcc CFLAGS=-O1 LDFLAGS=-static
		wrap qemu-s390x
		thin 3
		rm -rf tests/golden/fu-mail/clients tests/golden/fu-mail/charsets # iconv(3) would want that machine's tables of characters
		golden
		;;
	shells) # what runs the cases
		build make CFLAGS=-O1
		for shell in dash bash busybox; do
			command -v $shell >/dev/null || continue
			mkdir "$shell" && ln -s "$(command -v $shell)" "$shell/sh"
			PATH=$PWD/$shell:$PATH golden "SHELL=$shell"
		done
		;;
	places) # days are days everywhere, and what a mail says is told on the wall; built by BSD make, if it is there
		make=bmake
		command -v bmake >/dev/null || make='make'
		build $make CFLAGS=-O0
		figures=" by $make"
		golden GOLDEN_LC_ALL=C
		for locale in C C.UTF-8 tr_TR.UTF-8 de_DE.ISO-8859-1; do same LC_ALL=$locale; done
		for zone in America/New_York Asia/Kathmandu Pacific/Apia nonsense; do same TZ=$zone; done
		;;
	valgrind)
		needs valgrind
		build make CFLAGS='-O1 -g'
		# The loader of glibc, which iconv(3) has tables loaded by, compares eight bytes at
		# a time in a way that valgrind can't replace there.
		printf '%s\n' '{' loader Memcheck:Addr8 fun:strncmp fun:is_dst ... '}' >loader.supp
		wrap valgrind -q --vgdb=no --read-inline-info=no --error-exitcode=99 --suppressions="$PWD/loader.supp"
		thin 40
		golden
		;;
	*)
		echo "matrix.sh: no row $row"
		exit 2
		;;
	esac
	echo "passed: $row${figures}, $(($(date +%s) - begun)) s"
}

# try ROW: in a shell of its own, and its copy is gone then
try() {
	(row "$1")
	rm -rf "${dir:?}/$1"
}

case ${1-} in
-q)
	shift
	all_cases=
	[ $# -gt 0 ] || eval "set -- $quick"
	;;
esac
[ $# -gt 0 ] || eval "set -- $all"
pool "$dir" "$jobs" try "$@"
for r; do tail -n 1 "$dir/$r.result"; done | awk '
	/^passed/ { n++ } !/^passed|^skipped/ { bad++ }
	END { printf "%d passed, %d failed\n", n, bad; exit bad > 0 || n == 0 }'
