#!/usr/bin/env bats
# Every system call and every allocation of every program fails in turn; see
# faults/drive.c.  FULL=1 in the environment runs all cases, which takes minutes.

load helper

setup_file() {
	[ -z "${SAN-}" ] && [ "$(uname)" = Linux ] || return 0
	export FAULTS_BUILD=$BATS_FILE_TMPDIR/build

	sh "$BATS_TEST_DIRNAME/faults/faults.sh" /dev/null # builds, and has no case
}

able() {
	[ -z "${SAN-}" ] || skip "the sanitizers want to be loaded first"
	[ "$(uname)" = Linux ] || skip "the way to load the shim is known for Linux only"
}

# peer NAME: the faults find out what it does wrong.
peer() {
	grep "^writer:[^ ]* $1" "$TOP/tests/faults/peers" >cases
	[ -s cases ]
	status=0
	sh "$TOP/tests/faults/faults.sh" -1 "$PWD/cases" >out 2>err || status=$?
	want_status 1
	has out '^bad: '
	has out "$2"
}

# all_right PROGRAM: its cases
all_right() {
	able
	local short=-s

	[ -z "${FULL-}" ] || short=
	grep -e "^[^#]*[^ ]* $1 " "$TOP/tests/faults/cases" >cases
	# shellcheck disable=SC2086 # an option or nothing
	sh "$TOP/tests/faults/faults.sh" $short "$PWD/cases" >out 2>err || {
		cat out err
		return 1
	}
	echo "# $1: $(tail -n 1 out)" >&3
	has out ' 0 bad$'
	lacks out '^0 cases'
}

# Exit 2 with a message, or all is right, whatever call fails in turn.
@test "every call of fu-parse fails in turn" {
	all_right fu-parse
}

@test "every call of fu-due fails in turn" {
	all_right fu-due
}

@test "every call of fu-recap fails in turn" {
	all_right fu-recap
}

@test "every call of fu-score fails in turn" {
	all_right fu-score
}

@test "every call of fu-log fails in turn" {
	all_right fu-log
}

@test "every call of fu-merge fails in turn" {
	all_right fu-merge
}

@test "every call of fu-cal fails in turn" {
	all_right fu-cal
}

@test "every call of fu-mail fails in turn" {
	all_right fu-mail
}

@test "a file that may not grow is a full disk: exit 2, and nothing is left behind" {
	for i in 1 2 3 4 5 6 7 8 9; do printf '2025-07-01 note +- %0999d\n' $i; done >base.fu
	cp base.fu ours.fu
	cp base.fu same.fu
	{ cat base.fu && echo '2025-07-02 note +- Two'; } >theirs.fu
	status=0
	(ulimit -f 4 && fu-parse base.fu >out) 2>err || status=$?
	want_status 2
	has err 'standard output: error: .*too large.*\[cannot-write\]'
	status=0
	(ulimit -f 4 && fu-merge base.fu ours.fu theirs.fu) 2>err || status=$?
	want_status 2
	has err 'ours.fu: error: .*too large.*\[cannot-write\]'
	status=0
	(ulimit -f 4 && fu-log ours.fu note +- Three) 2>err >out || status=$?
	want_status 2
	has err 'ours.fu: error: .*too large.*\[cannot-write\]'
	cmp ours.fu same.fu
	[ "$(echo ours.fu*)" = ours.fu ]
}

@test "the faults find out a plain appender: a torn line taken for success" {
	able
	peer naive 'no file may be longer than'
}

@test "the faults find out git merge-file --union: a full disk costs the file" {
	able
	command -v git >/dev/null || skip "no git"
	peer git 'its file is neither as before'
}

@test "the faults find out recins: a full disk costs the records" {
	able
	command -v recins >/dev/null || skip "no recins"
	peer recins 'its file '
}

@test "the programs call nothing that could fail unseen by the faults" {
	able
	command -v nm >/dev/null || skip "no nm"
	[ -z "${COVER-}" ] || skip "a program that counts what it runs calls more"
	# What can't fail, or whose failure means nothing: a look at the terminal, the
	# clock, memory at hand.  qsort, localtime_r, mktime and iconv_open allocate
	# through malloc, which is covered.
	cat >harmless <<-'END'
		__assert_fail __cxa_finalize __errno_location __gmon_start__ __libc_start_main
		dirfd sigaction sigaddset sigemptyset sigprocmask __stack_chk_fail _exit _ITM_deregisterTMCloneTable _ITM_registerTMCloneTable
		__posix_getopt getopt optarg optind optopt opterr exit free getenv isatty
		clock_gettime time localtime_r gmtime_r mktime qsort
		memchr memcmp memcpy memmove memset strchr strcmp strcspn strncmp strlen strncat
		strstr strerror floor sqrt iconv iconv_close iconv_open sysconf
		pthread_join pthread_mutex_lock pthread_mutex_unlock pthread_mutex_destroy
		pthread_cond_wait pthread_cond_broadcast pthread_cond_destroy
	END
	tr -s ' \t' '[\n*]' <harmless >known
	sed -n 's/^\([a-z_]*\)(.*/\1/p' "$TOP/tests/faults/shim.c" >>known
	[ "$(wc -l <known)" -gt 60 ]
	for p in "$TOP"/fu-*; do
		if [ -x "$p" ] && nm -D --undefined-only "$p" >imports 2>/dev/null; then
			awk -v p="${p##*/}" 'NR == FNR { known[$1]; next }
				{ f = $NF; sub(/@.*/, "", f); if (!(f in known)) print p ": " f }' known imports
		fi
	done >unknown
	if [ -s unknown ]; then
		cat unknown
		return 1
	fi
}
