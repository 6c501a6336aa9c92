#!/bin/sh
# matrix.sh [NAME...]: the golden cases (and what else is quick) on each platform
# that is at hand: compilers, C libraries, word sizes, byte orders, sanitizers,
# makes, shells, locales, zones.  What is not installed is named and left out.
# Each builds in a copy of its own.  Ends with "N passed, N failed".
set -u
top=$(cd "$(dirname "$0")/.." && pwd) || exit 2
dir=$(mktemp -d "${TMPDIR:-/tmp}/fu-matrix.XXXXXX") || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM
unset MAKEFLAGS MFLAGS MAKELEVEL CDPATH
only=" $* "
passed=0 failed=0

wanted() { [ "$only" = "  " ] || case $only in *" $1 "*) true ;; *) false ;; esac; }

has() { # has TOOL...
	for tool; do
		command -v "$tool" >/dev/null || {
			missing=$tool
			return 1
		}
	done
}

verdict() { # verdict NAME: by the exit status before it
	if [ $? -eq 0 ]; then
		passed=$((passed + 1))
		echo "passed: $1, $(tail -n 1 "$dir/out")"
	else
		failed=$((failed + 1))
		echo "FAILED: $1"
		tail -n 30 "$dir/out"
	fi
}

# copy: a clean tree in $dir/tree
copy() {
	rm -rf "$dir/tree"
	mkdir "$dir/tree"
	(cd "$top" && tar cf - Makefile cmd/*.[ch] lib examples man tests/golden tests/golden.sh) |
		(cd "$dir/tree" && tar xf - && find . -name '*.[oa]' -exec rm -f {} + && rm -f lib/book/rules.c)
}

# build NAME MAKE ARG...: builds a copy and runs the golden cases there
build() {
	name=$1 make=$2
	shift 2
	(
		copy && cd "$dir/tree" && "$make" -j2 "$@" && sh tests/golden.sh
	) >"$dir/out" 2>&1
	verdict "$name"
}

# row NAME TOOL... -- MAKE ARG...
row() {
	name=$1 missing=
	wanted "$name" || return
	shift
	while [ "$1" != -- ]; do
		has "$1" || {
			echo "skipped: $name ($missing is not installed)"
			return
		}
		shift
	done
	shift
	build "$name" "$@"
}

# links COMPILER FLAG...: can it make a program?
links() {
	echo 'int main(void) { return 0; }' >"$dir/try.c"
	"$@" -o "$dir/try" "$dir/try.c" 2>/dev/null
}

san='-g -O1 -fno-sanitize-recover=all'
row gcc gcc make -- make CC=gcc CFLAGS=-O2
row clang clang make -- make CC=clang CFLAGS=-O2
row unsigned-char gcc make -- make CC=gcc CFLAGS='-O1 -funsigned-char'
row musl musl-gcc make -- make CC=musl-gcc CFLAGS=-O1 LDFLAGS=-static
row bmake bmake -- bmake CFLAGS=-O1
# The kernel's headers lie elsewhere where a cross compiler is installed too.
if links gcc -m32; then
	row m32 gcc make -- make CC='gcc -m32' CFLAGS='-O1 -idirafter /usr/include/x86_64-linux-gnu'
else
	wanted m32 && echo "skipped: m32 (gcc -m32 links nothing here: gcc-multilib)"
fi
row asan-ubsan clang make -- make CC=clang CFLAGS="$san -fsanitize=address,undefined"
row msan clang make -- make CC=clang CFLAGS="$san -fsanitize=memory"
# Big-endian, by an emulator that the kernel need not know of: a program is a
# script that calls it.
if has s390x-linux-gnu-gcc qemu-s390x; then
	wanted big-endian && {
		# shellcheck disable=SC2016 # the script's own $@
		(
			copy && cd "$dir/tree" && make -j2 CC=s390x-linux-gnu-gcc CFLAGS=-O1 LDFLAGS=-static &&
				for p in fu-*; do
					mv "$p" "$p.s390x" && printf '#!/bin/sh\nexec qemu-s390x "%s" "$@"\n' "$PWD/$p.s390x" >"$p" &&
						chmod +x "$p" || exit 1
				done && sh tests/golden.sh
		) >"$dir/out" 2>&1
		verdict big-endian
	}
else
	wanted big-endian && echo "skipped: big-endian ($missing is not installed)"
fi

# The same programs in other surroundings.
if wanted surroundings; then
	(copy && cd "$dir/tree" && make -j2 CFLAGS=-O1) >"$dir/out" 2>&1 || verdict surroundings
	cd "$dir/tree" || exit 2
	run() { # run NAME COMMAND...: as without any of it
		name=$1
		shift
		FU_NOW=2025-07-16 "$@" >"$dir/got" 2>&1
		FU_NOW=2025-07-16 LC_ALL=C TZ=UTC sh -c "$all" >"$dir/want" 2>&1
		cmp "$dir/want" "$dir/got" >"$dir/out" 2>&1 && wc -l <"$dir/got" >"$dir/out"
		verdict "$name"
	}
	# shellcheck disable=SC2016 # the shell of the run expands it
	all='for p in "fu-parse" "fu-parse -c" "fu-parse -r" "fu-due -as" "fu-score" "fu-recap -k recap"; do ./$p examples/deals; done'
	for zone in America/New_York Asia/Kathmandu Pacific/Apia nonsense; do
		run "TZ=$zone" env TZ="$zone" sh -c "$all"
	done
	for locale in C C.UTF-8 tr_TR.UTF-8 de_DE.ISO-8859-1; do
		run "LC_ALL=$locale" env LC_ALL="$locale" sh -c "$all"
	done
	has dash && run dash dash -c "$all"
	if has valgrind; then
		run valgrind sh -c "$(echo "$all" | sed 's|\./\$p|valgrind -q --error-exitcode=99 ./$p|')"
	fi
	cd "$top" || exit 2
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
