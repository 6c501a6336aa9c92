#!/usr/bin/env bats
# What each program tells a system that can hold it to it: see cmd/sandbox.h.  The
# system is a pledge(2) and an unveil(2) of our own, which say what they were told, and
# the calls that take a path, which say that they were made: so what a program opens
# stands behind what it promised.

load helper

setup_file() {
	[ -z "${SAN-}" ] || return 0
	cd "$BATS_FILE_TMPDIR" || return
	cat >system.c <<-'END'
		#define _GNU_SOURCE
		#include <dlfcn.h>
		#include <fcntl.h>
		#include <stdarg.h>
		#include <stdio.h>
		#include <string.h>
		#include <sys/stat.h>
		#include <unistd.h>
		int pledge(const char *promises, const char *execpromises);
		int unveil(const char *path, const char *permissions);
		static void say(const char *call, const char *a, const char *b)
		{
			if (a && strstr(a, ".gcda"))
				return; /* gcov keeps its counters */
			fprintf(stderr, "| %s%s%s%s%s\n", call, a ? " " : "", a ? a : "", b ? " " : "", b ? b : "");
		}
		int pledge(const char *promises, const char *execpromises)
		{
			say("pledge", promises, execpromises);
			return 0;
		}
		int unveil(const char *path, const char *permissions)
		{
			say("unveil", path, permissions);
			return 0;
		}
		#define REAL(type, name, ...) ((type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))
		int open(const char *path, int flags, ...)
		{
			va_list ap;
			va_start(ap, flags);
			say(flags & O_CREAT ? "make" : (flags & O_ACCMODE) == O_RDONLY ? "read" : "write", path, NULL);
			int fd = REAL(int, "open", const char *, int, ...)(path, flags, va_arg(ap, mode_t));
			va_end(ap);
			return fd;
		}
		int openat(int at, const char *path, int flags, ...)
		{
			say("read", path, NULL);
			return REAL(int, "openat", int, const char *, int, ...)(at, path, flags);
		}
		int stat(const char *path, struct stat *st)
		{
			say("stat", path, NULL);
			return REAL(int, "stat", const char *, struct stat *)(path, st);
		}
		int lstat(const char *path, struct stat *st)
		{
			say("stat", path, NULL);
			return REAL(int, "lstat", const char *, struct stat *)(path, st);
		}
		int fstatat(int at, const char *path, struct stat *st, int flags)
		{
			say("stat", path, NULL);
			return REAL(int, "fstatat", int, const char *, struct stat *, int)(at, path, st, flags);
		}
		int access(const char *path, int mode)
		{
			say("stat", path, NULL);
			return REAL(int, "access", const char *, int)(path, mode);
		}
		int mkstemp(char *path)
		{
			say("make", path, NULL);
			return REAL(int, "mkstemp", char *)(path);
		}
		int rename(const char *from, const char *to)
		{
			say("rename to", to, NULL);
			return REAL(int, "rename", const char *, const char *)(from, to);
		}
	END
	local top=$BATS_TEST_DIRNAME/.. p

	${CC:-cc} -std=c11 -c system.c
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -D__OpenBSD__ -Wall -Wextra -Wpedantic -Werror -c "$top/cmd/sandbox.c"
	for p in parse due recap score cal mail log merge; do
		${CC:-cc} ${COVER:+--coverage} -o "fu-$p" "$top/cmd/fu-$p.o" sandbox.o "$top"/cmd/{cli,clock,gather,select}.o system.o "$top/libfu.a" -lm -ldl
	done
}

setup() {
	[ -z "${SAN-}" ] || skip "the sanitizers want all built alike"
	cd "$BATS_TEST_TMPDIR" || return
	mkdir -p d/t e
	printf 'deal +acme\n2025-07-01 note One\n' >base.fu
	cp base.fu ours.fu
	cp base.fu d/a.fu
	cp base.fu e
	{ cat base.fu && echo '2025-07-02 note Two'; } >theirs.fu
	printf 'From: Jane <jane@acme.example>\nTo: me@us.example\nDate: Tue, 15 Jul 2025 10:00:00 +0000\n\nHello\n' >mail
	printf 'Hello\n' >t.mustache
}

# says WANT PROGRAM ARG...: what the system is told, and asked, in that order
says() {
	local want=$1
	shift
	env ${SET:+"$SET"} "$BATS_FILE_TMPDIR/$1" "${@:2}" 2>&1 >/dev/null <"${IN:-/dev/null}" | sed -n 's/^| //p' >got
	printf '%s\n' "$want" >want
	same want got
}

@test "who reads standard input alone opens nothing from then on" {
	local p

	for p in parse due recap score cal; do IN=base.fu says 'pledge stdio' "fu-$p"; done
	IN=base.fu says 'pledge stdio' fu-parse -
}

@test "who reads files that are named can open these alone" {
	local p

	for p in parse due recap score cal; do
		says $'stat base.fu\nunveil base.fu r\nunveil\npledge stdio rpath\nread base.fu' "fu-$p" base.fu
	done
	IN=base.fu says $'stat d/a.fu\nstat none.fu\nunveil d/a.fu r\nunveil none.fu r\nunveil\npledge stdio rpath\nread d/a.fu\nread none.fu' \
		fu-parse d/a.fu - none.fu
}

@test "a folder, or many files, is read as it is, links and all" {
	says $'stat d\npledge stdio rpath\nread d\nstat t\nread a.fu\nread t' fu-parse d
	SET=FU_DIR=d
	says $'stat base.fu\nstat d\npledge stdio rpath\nread base.fu\nread d\nstat t\nread a.fu\nread t' fu-parse base.fu d
	unset SET
	mkdir many
	for i in 1 2 3 4 5 6 7 8 9; do echo '2025-07-01 note +- One' >"many/$i.fu"; done
	says "pledge stdio rpath$(printf '\nread %s' many/?.fu)" fu-parse many/?.fu
}

@test "files of options count: a template, a mail" {
	says $'stat t.mustache\nstat base.fu\nunveil t.mustache r\nunveil base.fu r\nunveil\npledge stdio rpath\nread base.fu\nstat t.mustache\nread t.mustache' \
		fu-recap -k recap -t t.mustache base.fu
	SET=FU_TEMPLATES=d says $'stat d\nstat d\npledge stdio rpath\nread base.fu' fu-recap base.fu
	says $'stat mail\nstat base.fu\nunveil mail r\nunveil base.fu r\nunveil\npledge stdio rpath\nread base.fu\nread mail' \
		fu-mail -m mail base.fu
	IN=mail says $'stat base.fu\nunveil base.fu r\nunveil\npledge stdio rpath\nread base.fu' fu-mail base.fu
	SET=FU_DIR=base.fu
	IN=mail says $'stat base.fu\nunveil base.fu r\nunveil\npledge stdio rpath\nread base.fu' fu-mail
}

@test "who writes says where" {
	local p='pledge stdio rpath wpath cpath fattr flock'

	says "$p"$'\nwrite e/base.fu\nstat e/base.fu\nstat e/\nread e/\nstat base.fu' fu-log e/base.fu note Three
	says $'stat base.fu\nstat d/a.fu\nstat theirs.fu\nunveil base.fu r\nunveil d/ rwc\nunveil d/a.fu rwc\nunveil theirs.fu r\nunveil\n'"$p"$'\nwrite d/a.fu\nstat d/a.fu\nread base.fu\nread theirs.fu\nstat d/a.fu\nmake d/a.fu.XXXXXX\nrename to d/a.fu\nread d/' \
		fu-merge base.fu d/a.fu theirs.fu
	says $'stat base.fu\nstat ours.fu\nstat theirs.fu\nunveil base.fu r\nunveil . rwc\nunveil ours.fu rwc\nunveil theirs.fu r\nunveil\n'"$p"$'\nwrite ours.fu\nstat ours.fu\nread base.fu\nread theirs.fu\nstat ours.fu\nmake ours.fu.XXXXXX\nrename to ours.fu\nread .' \
		fu-merge base.fu ours.fu theirs.fu
	says $'stat base.fu\nstat ours.fu\nstat theirs.fu\nunveil base.fu r\nunveil ours.fu r\nunveil theirs.fu r\nunveil\npledge stdio rpath\nread ours.fu\nread base.fu\nread theirs.fu' \
		fu-merge -p base.fu ours.fu theirs.fu
}
