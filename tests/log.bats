#!/usr/bin/env bats
# fu-log: what it writes when many write, when it is killed, when there is no
# room; and what shells make of the language.  What it writes in peace is in
# tests/golden/fu-log.
#
# FULL=1 runs 16 writers with 500 records each, and 500 kills.

# shellcheck disable=SC2317 # tests are called by bats
load helper

setup_file() {
	mkdir -p "$BATS_FILE_TMPDIR"
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -o "$BATS_FILE_TMPDIR/crowd" \
		"$BATS_TEST_DIRNAME/log/crowd.c"
}

crowd() {
	"$BATS_FILE_TMPDIR/crowd" "$@"
}

# log ARG...: fu-log, leaving out, err and $status
log() {
	status=0
	limit fu-log "$@" >out 2>err || status=$?
}

@test "many writers, a rewriter and readers: nothing lost, torn or doubled" {
	local writers=16 each=10 pids=() k i

	[ -z "${FULL-}" ] || each=500
	echo 'deal +acme - end' >f.fu
	crowd rewrite f.fu stop >rewriter 2>&1 3>&- &
	pids+=($!)
	for k in 1 2; do
		crowd watch f.fu stop >"watcher.$k" 2>&1 3>&- &
		pids+=($!)
	done
	for k in $(seq $writers); do
		(
			text=$(fill $((k * 9)) x)
			for i in $(seq $each); do
				fu-log f.fu promise @me by:+2d "writer $k record $i $text end" >>"said.$k" || exit
			done
		) 3>&- &
		writer[k]=$!
	done
	for k in $(seq $writers); do wait "${writer[k]}"; done
	: >stop
	for k in "${pids[@]}"; do
		wait "$k" || {
			cat rewriter watcher.*
			return 1
		}
	done
	echo "# $((writers * each)) records, the file rewritten $(cat rewriter), read $(cat watcher.1)" >&3
	fu-parse -c f.fu 2>err
	want err ''
	cat said.* | LC_ALL=C sort >said
	[ "$(wc -l <said)" -eq $((writers * each)) ]
	fu-parse -t promise f.fu | LC_ALL=C sort >there
	same said there
	[ "$(cut -d ' ' -f 4 there | sort -u | wc -l)" -eq $((writers * each)) ]
}

@test "killed at any moment: what was printed is there, what was not is named" {
	[ -z "${COVER-}" ] || skip "the counters of what is killed as it ends are lost to all"
	local kills=40 fragments=0 acknowledged=0 longest start n text

	[ -z "${FULL-}" ] || kills=500
	text=$(fill 60000 x)
	fresh() {
		echo 'deal +acme' >f.fu
		: >said
	}
	# every record that was printed is there, whole
	all_there() {
		fu-parse -t note f.fu 2>/dev/null | awk '/ end$/ { print $4 }' | sort >there
		[ -z "$(sort said | comm -23 - there)" ]
	}
	fresh
	start=$(date +%s%N)
	fu-log f.fu note "n0 $text $text end" >out
	longest=$((($(date +%s%N) - start) / 1000))
	RANDOM=7
	for n in $(seq $kills); do
		if [ $((n % 20)) -eq 0 ]; then
			all_there
			fresh
		fi
		crowd kill $(((RANDOM * 32768 + RANDOM) % longest)) fu-log f.fu note "n$n $text $text end" \
			>out 2>err
		if grep -q ' end$' out; then
			echo "n$n" >>said
			acknowledged=$((acknowledged + 1))
		fi
		if [ -n "$(tail -c 1 f.fu)" ]; then
			fragments=$((fragments + 1))
			status=0
			fu-parse -c f.fu 2>err || status=$?
			grep -q "^f.fu:$(awk 'END { print NR }' f.fu):" err || cat err
			grep -q "^f.fu:$(awk 'END { print NR }' f.fu):" err
			[ $status -eq 0 ] || { sed '$d' f.fu >g.fu && mv g.fu f.fu; } # as one would by hand
		fi
	done
	all_there
	echo "# $kills kills, $acknowledged records printed before, $fragments lines cut short" >&3
	log f.fu note last end
	want_status 0
	tail -n 1 f.fu | grep -q 'note last end$'
}

@test "a line without a newline is ended and reported, nothing is glued to it" {
	printf 'deal +acme\n2025-07-01 note She cal' >f.fu
	log f.fu note Next
	want_status 0
	want_out '2025-07-16 note +acme Next'
	want_err 'f.fu:2: warning: the last line has no newline and may be cut short [unfinished-line]'
	cp f.fu got
	want got 'deal +acme
2025-07-01 note She cal
2025-07-16 note Next'
}

@test "no room: the file is cut back, exit 2" {
	echo 'deal +acme' >f.fu
	fill 900 x | sed 's/^/2025-07-01 note /' >>f.fu
	echo >>f.fu
	cp f.fu before.fu
	status=0
	(
		trap '' XFSZ
		export GCOV_PREFIX=$PWD/counters # of `make cover`, which the limit would tear
		ulimit -f 1 # 1,024 bytes in bash
		exec fu-log f.fu note "$(fill 300 y)"
	) >out 2>err || status=$?
	want_status 2
	want_out ''
	has err '^f.fu: error: cannot write: .* \[cannot-write\]$'
	same before.fu f.fu
}

@test "the lock is held while the file is read, and the file of that name is written to" {
	echo 'deal +acme - end' >f.fu
	crowd rewrite f.fu stop >rewriter 3>&- &
	for i in 1 2 3 4 5 6 7 8; do
		fu-log f.fu note "$i end" >>said
	done
	: >stop
	wait
	[ "$(fu-parse -t note f.fu)" = "$(cat said)" ]
}

@test "standard output that can't be written to: exit 2, and the record is there" {
	[ -c /dev/full ] || skip "no /dev/full"
	status=0
	fu-log f.fu note Here >/dev/full 2>err || status=$?
	want_status 2
	want_err 'standard output: error: cannot write: No space left on device [cannot-write]'
	status=0
	fu-log f.fu note There >&- 2>err || status=$?
	want_status 2
	has err 'error: cannot write: .* \[cannot-write\]$'
	fu-log f.fu note Pipe 2>err | true
	want_err ''
	cp f.fu got
	want got '2025-07-16 note Here
2025-07-16 note There
2025-07-16 note Pipe'
}

@test "what can't be written to: exit 2" {
	mkdir d
	mkfifo pipe.fu
	for target in d pipe.fu no/folder.fu /dev/null; do
		log "$target" note Lost
		want_status 2
		want_out ''
		has err ': error: cannot \(write\|read\): .* \[cannot-\(write\|read\)\]$'
	done
	FU_DIR=$PWD/none log +acme note Lost
	want_status 2
	holds err "$PWD/none: error: cannot read: No such file or directory [cannot-read]"
	if [ "$(id -u)" -ne 0 ]; then
		echo 'deal +acme' >shut.fu
		chmod 400 shut.fu
		log shut.fu note Lost
		want_status 2
		has err '^shut.fu: error: cannot write: Permission denied'
	fi
}

@test "a file that does not parse is refused as it is" {
	for bytes in 'deal +acme\n<<<<<<< HEAD\n' 'deal +acme\n2025-07-01 nite\n' 'a \000 b\n' '\377\n' \
		'deal acme\n' '  indented\n' '2025-07-16 nite' '2025-07-01 note x\302\205y\n'; do
		# shellcheck disable=SC2059 # the escapes are meant
		printf "$bytes" >f.fu
		cp f.fu before.fu
		log f.fu note Lost
		want_status 1
		want_out ''
		has err '^f.fu:[12]:[0-9]*: error: '
		holds err 'fu-log: note: nothing was written to f.fu'
		same before.fu f.fu
		is_safe err
	done
}

@test "a file never takes the place of a closed stream: no finding is written into it" {
	printf 'deal +acme\n2025-07-01 nite\n' >f.fu
	cp f.fu before.fu
	for closed in '2>&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
		status=0
		eval "fu-log f.fu note Lost $closed" || status=$?
		want_status 2
		same before.fu f.fu
	done
	status=0
	echo 'deal +acme' >f.fu
	fu-mail f.fu <&- 2>err || status=$? # nor is a file read for it
	want_status 2
	want_err '<stdin>: error: cannot read: Bad file descriptor [cannot-read]'
}

@test "one call writes one record, whatever stands in its arguments" {
	log f.fu note $'one\n2025-01-01 paid %o1 amt:5USD\r\n\n two'
	want_status 0
	want_out '2025-07-16 note +- one 2025-01-01 paid %o1 amt:5USD two'
	log f.fu $'note\n2025-01-01 x-y' z
	want_status 2
	log f.fu $'note --\n2025-01-01 x-y' z
	want_out '2025-07-16 note +- 2025-01-01 x-y z'
	log f.fu $'2025-07-01 note a\n2025-07-02' x-y z
	want_status 0
	want_out '2025-07-01 note +- a 2025-07-02 x-y z'
	log f.fu note $'x\033[31m'
	want_status 1
	is_safe err
	log f.fu note $'\377'
	want_status 1
	is_safe err
	log f.fu note ''
	want_status 1
	[ "$(wc -l <f.fu)" -eq 3 ]
}

@test "text of 1 MiB goes in, one byte more is refused" {
	local kib
	kib=$(fill 65535 x)
	log f.fu note "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" \
		"$kib" "$kib" "$kib" "$kib" "${kib}x"
	want_status 0
	[ "$(wc -c <f.fu)" -eq $((1048576 + 17)) ]
	cp f.fu before.fu
	log f.fu note "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" "$kib" \
		"$kib" "$kib" "$kib" "$kib" "${kib}xx"
	want_status 1
	has err 'error: text longer than 1 MiB \[long-text\]$'
	same before.fu f.fu
}

@test "a file in CRLF gets CRLF, a BOM and a symbolic link stay" {
	printf '\357\273\277deal +acme\r\n' >f.fu
	ln -s f.fu link.fu
	log link.fu note Hello
	want_status 0
	printf '\357\273\277deal +acme\r\n2025-07-16 note Hello\r\n' >want.fu
	same want.fu f.fu
	[ -L link.fu ]
}

@test "the clock and the words of -n" {
	by_clock() (unset FU_NOW && fu-log f.fu met @jane >met 2>/dev/null)
	in_one_hour by_clock
	has met "^$(date +%Y-%m-%dT%H):[0-5][0-9] met "
	log -n 2025-07-16T09:30 f.fu sent @jane re:thanks
	want_out '2025-07-16T09:30 sent +- @jane re:thanks'
	log -n tomorrow f.fu note x
	want_out '2025-07-17 note +- x'
	for moment in 2025-02-30 noon ''; do
		log -n "$moment" f.fu note x
		want_status 2
		has err '^fu-log: error: -n .*\[usage\]$'
	done
}

@test "-h, -V, wrong options" {
	log -h
	want_status 0
	has out '^usage: fu-log '
	log --version
	want_status 0
	has out '^fu-log [0-9]'
	log -Z f.fu note x
	want_status 2
	has err '^fu-log: error: unknown option -Z \[usage\]$'
	log f.fu note -Z -h -- --version
	want_status 0
	want_out '2025-07-16 note +- -Z -h -- --version'
	for times in 0x1m 6x 6 x1m 1000x1d 6x0d -1x1m 99x99999999y ''; do
		log -r "$times" f.fu promise @me by:fri x
		want_status 2
		has err '^fu-log: error: -r .*\[usage\]$'
	done
}

# Every sigil and form of the language, as words that no shell may touch.
sigils='got %p1.a-b_c @jane re:thanks,recap via:phone answer:yes only:@jane,us msgid:a.b+c=d@acme.example file:a/b_c.pdf at:f.fu:3 More
met %p1 %p2 @jane @bob from:@me win:70% mood:ok - 5 + 3 % @ -- x
promise %p9 @me by:+2w amt:0.0425EUR to:@jane for:%p1 state:open Text, at 10:30: see https://acme.example/a
promise @jane by:fri Text
feedback @jane score:4/5 about:self Text
rule %r1 after:met,got/part until:sent/thanks within:24h every:3bd,5bd max:4 off:no
who @new tel:+1-555-0100 mail:a.b@acme.example org:Acme prefers:email lang:de-AT
- x-own k:v,w:x %a @b text
2025-07-01T10:00 note %p1 @jane Text'

@test "no sigil needs quoting in sh, bash, zsh, fish" {
	local shells=0 shell line
	local -a words

	new() {
		printf '%s\n' 'deal +acme' 'who @jane' 'who @bob' \
			'2025-07-01 promise %p1 @jane by:2025-07-10 One' \
			'2025-07-01 promise %p2 @jane by:2025-07-11 Two' \
			'2025-07-01 promise %p1.a-b_c @jane by:2025-07-14 Three' >d/f.fu
	}
	mkdir d
	export FU_DIR=$PWD/d
	while read -r line; do
		new
		read -r -a words <<<"$line" # split, and nothing else
		fu-log +acme "${words[@]}" >>want.said
		cat d/f.fu >>want.fu
	done <<<"$sigils"
	[ "$(wc -l <want.said)" -eq 9 ]
	for shell in sh bash zsh fish dash ksh mksh busybox; do
		command -v $shell >/dev/null || continue
		shells=$((shells + 1))
		: >said
		: >got.fu
		while read -r line; do
			new
			case $shell in
			busybox) busybox sh -c "fu-log +acme $line" ;;
			zsh) zsh -f -c "fu-log +acme $line" ;;
			fish) HOME=$PWD fish --no-config -c "fu-log +acme $line" ;;
			*) $shell -c "fu-log +acme $line" ;;
			esac >>said </dev/null || {
				echo "$shell: $line"
				return 1
			}
			cat d/f.fu >>got.fu
		done <<<"$sigils"
		same want.said said
		same want.fu got.fu
	done
	[ $shells -ge 2 ]
	echo "# in $shells shells" >&3
}
