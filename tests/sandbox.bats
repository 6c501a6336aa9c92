#!/usr/bin/env bats
# What each program tells a system that can hold it to it: see cmd/sandbox.h.  The
# system is a pledge(2) of our own, which says what was promised.

load helper

setup_file() {
	[ -z "${SAN-}" ] || return 0
	cd "$BATS_FILE_TMPDIR" || return
	cat >pledge.c <<-'END'
		#include <stdio.h>
		int pledge(const char *promises, const char *execpromises);
		int pledge(const char *promises, const char *execpromises)
		{
			fprintf(stderr, "pledge: %s%s\n", promises, execpromises ? ", and for others" : "");
			return 0;
		}
	END
	local top=$BATS_TEST_DIRNAME/.. p

	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -D__OpenBSD__ -DFU_VERSION='""' -I"$top/lib" -I"$top/cmd" -c \
		"$top/cmd/cli.c" pledge.c
	for p in parse due recap score cal mail log merge; do
		${CC:-cc} ${COVER:+--coverage} -o "fu-$p" "$top/cmd/fu-$p.o" cli.o "$top/cmd/select.o" pledge.o "$top/libfu.a" -lm
	done
}

@test "readers promise to read, writers to write files, and each does it once" {
	local p

	[ -z "${SAN-}" ] || skip "the sanitizers want all built alike"
	printf 'deal +acme\n2025-07-01 note One\n' >base.fu
	cp base.fu ours.fu
	{ cat base.fu && echo '2025-07-02 note Two'; } >theirs.fu
	for p in parse due recap score cal; do
		"$BATS_FILE_TMPDIR/fu-$p" base.fu 2>&1 >/dev/null </dev/null | grep '^pledge: ' >got || true
		echo 'pledge: stdio rpath' >want
		same want got
	done
	"$BATS_FILE_TMPDIR/fu-mail" base.fu </dev/null 2>got >/dev/null
	same want got
	echo 'pledge: stdio rpath wpath cpath fattr flock' >want
	"$BATS_FILE_TMPDIR/fu-log" base.fu note Three 2>got >/dev/null
	same want got
	"$BATS_FILE_TMPDIR/fu-merge" base.fu ours.fu theirs.fu 2>got
	same want got
}
