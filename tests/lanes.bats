#!/usr/bin/env bats
# Several lanes print what one does, to the byte: -j 2 and -j 3 against -j 1, on inputs
# cut into blocks of 100 bytes, so that all that passes from one block to the next does
# so all the time, and as the programs are built.

load helper

# $TINY is where fu-parse, fu-due and fu-score are with small blocks, and with threads for
# few deals; all their objects but two are those of make.
setup_file() {
	export TINY=$BATS_FILE_TMPDIR/tiny MUTATE=$BATS_FILE_TMPDIR/mutate

	mkdir "$BATS_FILE_TMPDIR/tiny"
	cp -Rp "$TOP/Makefile" "$TOP/lib" "$TOP/cmd" "$TOP/libfu.a" "$BATS_FILE_TMPDIR/tiny"
	touch "$TINY/lib/record/input.c" "$TINY/lib/book/eye.c"
	rm -f "$TINY/lib/record/input.gcda" "$TINY/lib/book/eye.gcda" # what `make cover` counted of others
	make -C "$TINY" fu-parse fu-due fu-score CC="${CC:-cc}" \
		CFLAGS="-O2 -DINPUT_CHUNK=100 -DEYE_RECORDS=1 ${COVER:+--coverage}" SAN="${SAN-}"
	${CC:-cc} -O1 -std=c11 -D_POSIX_C_SOURCE=200809L -I"$TOP/lib" -o "$MUTATE" "$TOP/tests/ref/mutate.c" \
		"$TOP/lib/record/schema.c" "$TOP"/lib/value/*.c "$TOP"/lib/base/*.c
}

# alike ARG...: output, findings and exit status of -j 2 and -j 3 are those of
# -j 1, on standard input from in.fu; of fu-parse, or $program, of both kinds or that
# in $kinds.
alike() {
	local kind fu lanes one status

	for kind in ${kinds:-"$TINY" "$TOP"}; do
		fu=$kind/${program:-fu-parse} one=0
		"$fu" -j 1 "$@" <in.fu >one.out 2>one.err || one=$?
		for lanes in 2 3; do
			status=0
			limit "$fu" -j $lanes "$@" <in.fu >out 2>err || status=$?
			same one.out out && same one.err err && [ $status -eq $one ] || {
				echo "$fu -j $lanes $*: exit status $status, want $one"
				return 1
			}
		done
	done
}

# alike_books ARG...: the same of what is gathered into books.
alike_books() {
	program=fu-parse alike -r "$@"
	program=fu-due alike -asx -n 2025-07-20 "$@"
	program=fu-due alike -p -n 2025-05-01 +acme @jon "$@"
	program=fu-score alike -x -k reliability,owed,health,position,ready,escalate,lessons,feedback,conduct,calibration \
		-n 2025-08-11 "$@"
	program=fu-score alike -o table -n 2025-08-11 "$@"
}

@test "mutated records" {
	for seed in $(seq 1 20); do
		"$MUTATE" "$seed" $((100 + seed * 37 % 400)) "$TOP"/tests/ref/seed.fu "$TOP"/examples/deals/*.fu \
			"$TOP"/examples/deals/*/*.fu >in.fu
		alike
		has one.err ': error: '
		alike -v -m -o json in.fu "$TOP/examples/deals"
		alike -t promise,note +acme @jon -
		[ $((seed % 4)) -ne 0 ] || alike_books
	done
}

@test "all inputs of the golden cases as one file, and each as one" {
	cat "$TOP"/tests/golden/*/*/*.fu >in.fu
	[ "$(wc -l <in.fu)" -gt 2000 ]
	alike -m
	alike -m -v "$TOP"/tests/golden
	alike_books
	[ "$(wc -l <one.out)" -gt 200 ]
	sed 's/^deal /#/' in.fu >without.fu # what stood below them names other deals, or none
	alike_books without.fu "$TOP/examples/deals"
}

# Blocks as they are read in earnest: of so many lines that they are not copied, some of
# deals and people that came before, some of new ones.
@test "books of several blocks" {
	cat "$TOP"/tests/golden/fu-due/*/*.fu "$TOP"/examples/deals/*.fu "$TOP"/examples/deals/*/*.fu >once.fu
	for i in $(seq 1 30); do
		sed "s/ +\\([a-z]\\)/ +x$((i % 20))\\1/g; s/ @\\([a-z]\\)/ @y$((i % 7))\\1/g" once.fu
	done >in.fu
	[ "$(wc -c <in.fu)" -gt 3000000 ]
	kinds=$TOP alike_books
	[ "$(wc -l <one.out)" -gt 200 ]
}

@test "blocks of which a book keeps nothing" {
	for i in $(seq 1 40); do
		echo "# Comment number $i, which is longer than what a block of its own holds of others"
		echo "2025-07-01 x-visit +a @p$i Number $i"
		echo "2025-07-01 due +a rule:chase Number $i"
	done >in.fu
	alike_books
	grep '^#' in.fu >comments.fu
	mv comments.fu in.fu
	alike_books
	{ cat in.fu && echo '2025-07-01 met +a @p1' && cat in.fu; } >one.fu
	mv one.fu in.fu
	alike_books
}

@test "the deal above, where it is not what it looks like" {
	cat >in.fu <<-'END'
		deal +a First
		2025-07-01 note Below the first
		deal
		  +b kind:sale Folded
		2025-07-01 note Below the second
		deal + c
		2025-07-01 note Below none
		2025-07-01 deal +d Dated
		2025-07-01 note Below the fourth
		# deal +e A comment
		2025-07-01 note Below the fourth
		dael +f Misspelt
		2025-07-01 note Below none
		-   deal kind:sale   +g Spaced
		2025-07-01 note Below the seventh
		  deal +h continues
		2025-07-01 note Below the seventh

		  deal +i continues nothing
		2025-07-01 note Below none
		deal +j kind:nonsense Broken
		2025-07-01 note Below none
		deal kind:sale Without a name +k
		2025-07-01 note Below none
	END
	# Behind each, more blocks of lines that inherit it.
	awk '{ print } /Below/ { for (i = 0; i < 12; i++) print "2025-07-01 note Number " i " of " NR }' in.fu >long.fu
	mv long.fu in.fu
	alike -m
	alike -m in.fu - in.fu
	cp in.fu again.fu
	printf '\357\273\277' | cat - in.fu >bom.fu
	alike -m again.fu bom.fu in.fu
	alike_books

	# And so long that lanes meet while what is above them is in doubt.
	for i in $(seq 1 700); do sed "s/ note .* of/ note $i of/" again.fu; done >in.fu
	[ "$(wc -c <in.fu)" -gt 2000000 ]
	kinds=$TOP
	alike
	[ "$(grep -c ' note +-' one.out)" -gt 100 ]
	[ "$(grep -c ' note +[a-g] ' one.out)" -gt 100 ]
}

@test "what can't be read is reported where it stands among the findings" {
	mkdir -p tree/sub
	: >in.fu
	for i in $(seq -w 1 40); do
		printf 'deal +d%s\r\n2025-07-01 note %s\n2025-07-01 nite Wrong\n' "$i" "$i" >"tree/$i.fu"
		printf '2025-07-01 note Below none, cut short' >"tree/sub/$i.fu"
	done
	fill 300 a | sed 's/^/2025-07-01 note /' >tree/20.fu
	ln -s nowhere tree/10a.fu
	ln -s . tree/loop.fu
	mkfifo tree/30a.fu
	: >tree/15.fu
	alike -m missing.fu tree none tree/sub
	[ "$(grep -c 'cannot-read' one.err)" -gt 3 ]
	[ "$(grep -c 'unknown-type' one.err)" -eq 38 ]
}

@test "records that are longer than a block, and than may be" {
	for n in 1000 1048576 1048577 2000000; do
		[ $n -eq 1000 ] || kinds=$TOP # 100 bytes at a time would take long
		for start in 'note ' 'deal +b ' 'dael '; do
			{
				printf 'deal +a\n# %s\n2025-07-01 note over\n  two lines\n2025-07-01 %s' "$start" "$start"
				fill "$n" a
				printf '\n  and more\n\n2025-07-01 note behind\n'
			} >in.fu
			alike -m
		done
	done
}

@test "selectors note what any lane met, and the nearest name of all" {
	{
		echo 'deal +acmee'
		for i in $(seq 1 300); do echo "2025-07-01 note +other @p$i Number $i"; done
		echo '2025-07-01 note +acne @jame Later and no nearer'
	} >in.fu
	alike +acme @jane
	has one.err "did you mean '+acmee'"
	has one.err "did you mean '@jame'"
	program=fu-due alike +acme @jane
	has one.err "did you mean '@jame'"
	alike +other @p7
	want one.err ''
	"$TINY/fu-parse" -j 1 +acme in.fu 2>err >out # nor does one thread forget it
	has err "did you mean '+acmee'"
}

@test "a long input is read in lanes by itself, from a file and a pipe" {
	for i in $(seq 1 4000); do
		echo "2025-07-01 note +d$i Number $i"
		[ $((i % 100)) -ne 0 ] || echo '2025-07-01 nite Wrong'
	done >few.fu
	for i in $(seq 1 50); do cat few.fu; done >in.fu
	fu-parse -j 1 <in.fu >want 2>want.err || :
	[ "$(wc -l <want.err)" -eq 4000 ]
	fu-parse <in.fu >out 2>err || [ $? -eq 1 ]
	same want out
	same want.err err
	cat in.fu | fu-parse >out 2>err || [ $? -eq 1 ]
	same want out
	same want.err err
	status=0
	fu-parse -j 3 -m in.fu >/dev/full 2>err || status=$?
	want_status 2
	[ "$(grep -c cannot-write err)" -eq 1 ]
	fu-parse -j 3 in.fu 2>err | head -n 1 >out
	[ "$(wc -l <out)" -eq 1 ]
}

@test "a system that gives no threads" {
	[ -z "${SAN-}" ] || skip "another preload would come first"
	cat >none.c <<-'END'
		#include <errno.h>
		#include <pthread.h>
		#include <unistd.h>

		int
		pthread_create(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *), void *arg)
		{
			(void)t, (void)a, (void)f, (void)arg;
			(void)!write(2, "none\n", 5);
			return EAGAIN;
		}
	END
	${CC:-cc} -shared -fPIC -o none.so none.c || skip "no shared objects here"
	cp "$TOP/tests/ref/seed.fu" in.fu
	fu-parse -j 1 in.fu >want 2>want.err || :
	LD_PRELOAD=$PWD/none.so fu-parse -j 3 in.fu >out 2>err || :
	same want out
	[ "$(head -n 1 err)" = none ] || skip "linked in another way"
	grep -vx none err | same - want.err
	LD_PRELOAD=$PWD/none.so fu-parse in.fu 2>err >out || : # and asks for none where little is read
	same want.err err
}

@test "-j takes a number" {
	for n in 0 x '' 65 1x 99999999999999999999; do
		status=0
		fu-parse -j "$n" </dev/null >out 2>err || status=$?
		want_status 2
		has err '^fu-parse: error: -j takes a number from 1 to 64 \[usage\]$'
	done
	fu-parse -j 64 </dev/null
}
