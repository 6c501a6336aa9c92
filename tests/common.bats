#!/usr/bin/env bats
# What all programs have in common (tools.md, 1): where input comes from, what
# becomes of it, how they end.  Each test runs for every program that is built.

# shellcheck disable=SC2317 # tests are called by bats, and bodies by each
load helper

# good ARG...: the output is the one for good.fu alone, whatever else was read.
good() {
	fu good.fu
	want_status 0
	cp out good.out
	fu "$@"
	same good.out out
}

no_such_file='error: cannot read: No such file or directory [cannot-read]'

@test "a missing file is reported, the others are read: exit 2" {
	body() {
		good missing.fu good.fu no/folder
		want_status 2
		want_err "missing.fu: $no_such_file
no/folder: $no_such_file"
	}
	each body
}

@test "a folder is read in byte order of the paths" {
	body() {
		mkdir -p d/a d/a-b d/b.d 'd/a b' d/a/z/y
		for f in d/a.fu d/a/x.fu d/a-b/x.fu 'd/a b/x.fu' d/a/z.fu d/a/z/y/1.fu d/a/z-.fu \
			d/B.fu d/é.fu d/b.d/1.fu d/a0.fu; do
			echo '2025-07-01 nite' >"$f"
		done
		fu d
		want_status 1
		grep error: err | cut -d : -f 1 >order
		cat >want <<-'END'
			d/B.fu
			d/a b/x.fu
			d/a-b/x.fu
			d/a.fu
			d/a/x.fu
			d/a/z-.fu
			d/a/z.fu
			d/a/z/y/1.fu
			d/a0.fu
			d/b.d/1.fu
			d/é.fu
		END
		LC_ALL=C sort -c want
		same want order
		fu d/a/ d/B.fu
		grep error: err | cut -d : -f 1 >order
		printf '%s\n' d/a/x.fu d/a/z-.fu d/a/z.fu d/a/z/y/1.fu d/B.fu >want
		same want order
	}
	each body
}

@test "of a folder only *.fu is read, and no name that begins with a dot" {
	body() {
		mkdir -p d/.git/x d/sub
		cp good.fu d/sub/good.fu
		for f in d/.hidden.fu d/.fu d/.git/a.fu d/.git/x/a.fu d/notes.txt d/a.fu~ d/fu d/xfu d/A.FU; do
			echo '2025-07-01 nite' >"$f"
		done
		good d
		want_status 0
		want_err ''
		(cd d && fu . && want_status 0 && same ../good.out out)
		fu d/.git # but named, it is read
		want_status 1
	}
	each body
}

@test "a file reached twice is read once" {
	body() {
		mkdir d
		ln good.fu d/hard.fu
		ln -s ../good.fu d/soft.fu
		good good.fu good.fu ./good.fu d d/../d "$PWD/good.fu"
		want_status 0
		want_err ''
	}
	each body
}

@test "symbolic links: loops end, folders are followed, a dead end is reported" {
	body() {
		mkdir -p d/e other
		cp good.fu other/good.fu
		ln -s .. d/e/up
		ln -s . d/here
		ln -s ../other d/other
		ln -s nowhere d/dead
		good d
		want_status 0
		want_err ''
		ln -s nowhere.fu d/dead.fu
		ln -s self.fu d/self.fu
		good d
		want_status 2
		holds err "d/dead.fu: $no_such_file"
		has err '^d/self.fu: error: cannot read: .* \[cannot-read\]$'
		[ "$(wc -l <err)" -eq 2 ]
	}
	each body
}

@test "a file or folder that may not be read is reported, the others are read: exit 2" {
	if [ "$(id -u)" -eq 0 ]; then
		command -v setpriv >/dev/null || skip "root may read everything, and there is no setpriv"
		as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
	else
		as_nobody() { "$@"; }
	fi
	body() {
		mkdir -p d/shut
		cp good.fu d/good.fu
		echo '2025-07-01 nite' >d/a.fu
		cp d/a.fu d/shut/a.fu
		chmod 0 d/a.fu d/shut
		cp "$TOP/$P" .
		find_needs
		set -- "${needs[@]}"
		status=0
		chmod 755 .
		as_nobody "./$P" "$@" d >out 2>err || status=$?
		chmod 755 d/a.fu d/shut
		want_status 2
		want_err 'd/a.fu: error: cannot read: Permission denied [cannot-read]
d/shut: error: cannot read: Permission denied [cannot-read]'
		cp out got
		fu good.fu
		same out got
	}
	each body
}

@test "a FIFO, socket or device in a folder doesn't hang" {
	body() {
		mkdir d
		cp good.fu d/good.fu
		mkfifo d/a.fu d/pipe
		ln -s /dev/zero d/zero.fu
		good d
		want_status 2
		want_err 'd/a.fu: error: cannot read: not a regular file [cannot-read]
d/zero.fu: error: cannot read: not a regular file [cannot-read]'
	}
	each body
}

@test "a FIFO as an operand is read" {
	body() {
		mkfifo pipe
		cat good.fu >pipe 3>&- &
		good pipe
		want_status 0
		want_err ''
	}
	each body
}

@test "standard input: - and nothing at all mean it" {
	body() {
		good - <good.fu
		want_status 0
		good <good.fu
		want_status 0
		echo '2025-07-01 nite' >bad.fu
		good bad.fu - <good.fu
		want_status 1
		good good.fu - <bad.fu
		want_status 1
		has err '^<stdin>:1:12: error: '
	}
	each body
}

@test "-- ends the options; a file may be named like an operand" {
	body() {
		cp good.fu ./-n.fu
		cp good.fu ./+acme.fu
		good -- -n.fu
		want_status 0
		good ./+acme.fu
		want_status 0
		want_err ''
	}
	each body
}

@test "a full disk: exit 2 with a message" {
	[ -c /dev/full ] || skip "no /dev/full"
	body() {
		find_needs
		set -- "${needs[@]}"
		for option in '' -h -V; do
			status=0
			# shellcheck disable=SC2086 # an empty option is none
			"$P" "$@" $option good.fu >/dev/full 2>err || status=$?
			want_status 2
			want_err 'standard output: error: cannot write: No space left on device [cannot-write]'
		done
		status=0
		awk '{ print } END { for (i = 0; i < 20000; i++) print "2025-07-01 note +acme number", i }' \
			good.fu >many.fu
		"$P" "$@" many.fu >/dev/full 2>err || status=$?
		want_status 2
		want_err 'standard output: error: cannot write: No space left on device [cannot-write]'
	}
	each body
}

@test "standard output closed: exit 2 with a message" {
	body() {
		find_needs
		set -- "${needs[@]}"
		status=0
		"$P" "$@" good.fu >&- 2>err || status=$?
		want_status 2
		has err 'error: cannot write: .* \[cannot-write\]$'
	}
	each body
}

@test "a closed pipe ends quietly" {
	body() {
		find_needs
		awk '{ print } END { for (i = 0; i < 50000; i++)
			print "2025-07-01 promise +acme %n" i " @jane by:2025-07-10 Number", i }' good.fu >many.fu
		limit "$P" "${needs[@]}" many.fu 2>err | head -n 1 >out
		want_err ''
		[ -s out ]
		(
			trap '' PIPE
			limit "$P" "${needs[@]}" many.fu 2>err | head -n 1 >out
		)
		want_err ''
	}
	each body
}

usage_error() { # usage_error MESSAGE: that, and the usage below it
	want_status 2
	want_out ''
	[ "$(head -n 1 err)" = "$P: error: $1 [usage]" ] || {
		echo "want $P: error: $1 [usage], got:"
		cat err
		return 1
	}
	has err "^usage: $P "
}

@test "an unknown option: the usage, exit 2" {
	body() {
		fu -Z good.fu
		usage_error 'unknown option -Z'
		fu --unknown good.fu
		want_status 2
	}
	each body
}

@test "an option without its operand: the usage, exit 2" {
	body() {
		fu good.fu -n
		usage_error 'option -n needs an operand'
		fu -o
		usage_error 'option -o needs an operand'
	}
	each body
}

@test "-h and --help print the usage, -V and --version the version: exit 0" {
	body() {
		fu -h
		want_status 0
		want_err ''
		has out "^usage: $P "
		cp out help
		fu --help
		want_status 0
		same help out
		fu -V
		want_status 0
		want_err ''
		has out "^$P [0-9][0-9.]*\$"
		[ "$(wc -l <out)" -eq 1 ]
		cp out version
		fu --version missing.fu
		want_status 0
		same version out
		"$P" -h >out # without anything else
		same help out
	}
	each body
}

@test "empty input is fine" {
	body() {
		: >empty.fu
		mkdir none
		for input in empty.fu none /dev/null; do
			fu "$input"
			want_status 0
			lacks err error:
		done
		fu </dev/null
		want_status 0
		printf '\n# nothing\n \t\n' >blank.fu
		fu blank.fu
		want_status 0
		lacks err error:
		case $P in
		fu-recap) ;;
		fu-cal) is_calendar out ;; # without an entry
		*) want_out '' ;;
		esac
	}
	each body
}

@test "CRLF, a BOM and a missing last newline change nothing" {
	body() {
		sed 's/$/\r/' good.fu >crlf.fu
		good crlf.fu
		want_status 0
		want_err ''
		{ printf '\357\273\277' && cat good.fu; } >bom.fu
		good bom.fu
		want_status 0
		want_err ''
		printf %s "$(cat good.fu)" >short.fu
		good short.fu
		want_status 0
		want_err ''
		{ printf '\357\273\277' && printf %s "$(cat crlf.fu)"; } >all.fu
		good all.fu
		want_status 0
		want_err ''
		printf '\357\273\277' >bom-alone.fu
		good bom-alone.fu good.fu
		want_status 0
		want_err ''
	}
	each body
}

@test "a byte that may stand in no record: exit 1, and the good records come out" {
	body() {
		for bytes in '\000' '\377' '\033' '\302\205' '\342\200\256' '\357\273\277' '\355\240\200'; do
			{
				cat good.fu
				# shellcheck disable=SC2059 # the escapes are meant
				printf "2025-07-01 note +acme x${bytes}y\n"
			} >bad.fu
			good bad.fu
			want_status 1
			has err '^bad.fu:9:24: error: '
			is_safe err
		done
		{
			cat good.fu
			printf '\000\000\000'
		} >bad.fu
		good bad.fu
		want_status 1
		is_safe err
	}
	each body
}

@test "out of memory: exit 2 with a message" {
	[ -z "${SAN-}" ] || skip "the sanitizers need all there is"
	(ulimit -v 100000) 2>/dev/null || skip "no ulimit -v"
	body() {
		awk '{ print } END { for (i = 0; i < 300000; i++)
			print "2025-07-01 promise +acme %n" i " @jane by:2025-07-10 Number", i }' good.fu >many.fu
		local option=

		case $P in # none of these needs memory for promises
		fu-parse) option=-c ;;
		fu-cal) sed -i 's/ promise/ due/; s/by:/rule:promise /' many.fu ;;
		fu-mail) sed -i 's/ promise \(.*\) %\(n[0-9]*\)/ got \1 msgid:\2@acme.example/; s/by:/ -- by:/' many.fu ;;
		esac
		(
			ulimit -v 20000
			fu $option many.fu
			want_status 2
			has err '^fu[a-z-]*: error: out of memory \[no-memory\]$'
			[ "$(wc -l <err)" -eq 1 ]
		)
	}
	each body
}

@test "text of 1 MiB is read, one byte more is an error" {
	body() {
		cp good.fu ok.fu
		printf '2025-07-01 note +acme %s\n' "$(fill 1048576 x)" >>ok.fu
		fu ok.fu
		want_status 0
		want_err ''
		[ "$P" != fu-parse ] || [ "$(tail -n 1 out | wc -c)" -eq $((1048576 + 23)) ]
		cp good.fu bad.fu
		printf '2025-07-01 note +acme %s\n' "$(fill 1048577 x)" >>bad.fu
		good bad.fu
		want_status 1
		want_err 'bad.fu:9:23: error: text longer than 1 MiB [long-text]'
	}
	each body
}

@test "a head of 64 KiB is read, one byte more is an error" {
	body() {
		cp good.fu ok.fu
		printf -- '2025-07-01 x-own +acme k:%s and a text\n' "$(fill 65511 x)" >>ok.fu
		fu ok.fu
		want_status 0
		want_err ''
		[ "$P" != fu-parse ] || [ "$(tail -n 1 out | wc -c)" -eq $((65536 + 12)) ]
		cp good.fu bad.fu
		printf -- '2025-07-01 x-own +acme k:%s and a text\n' "$(fill 65512 x)" >>bad.fu
		good bad.fu
		want_status 1
		want_err 'bad.fu:9:1: error: head longer than 64 KiB [long-head]'
		cp good.fu bad.fu
		{
			printf -- '- x-own +acme'
			awk 'BEGIN { for (i = 0; i < 20000; i++) printf " @p%05d", i; print "" }'
		} >>bad.fu
		good bad.fu
		want_status 1
		want_err 'bad.fu:9:1: error: head longer than 64 KiB [long-head]'
	}
	each body
}

@test "a line of 10 MB is one error, and the next line is right" {
	body() {
		{
			printf '2025-07-01 note +acme '
			fill 10000000 x
			echo
			printf -- '- x-own k:'
			fill 10000000 x
			echo
			fill 10000000 x
			echo
			echo '2025-07-01 nite'
			cat good.fu
		} >bad.fu
		good bad.fu
		want_status 1
		cut -c 1-200 err >short
		has short '^bad.fu:1:23: error: text longer than 1 MiB \[long-text\]$'
		has short '^bad.fu:2:1: error: head longer than 64 KiB \[long-head\]$'
		has short '^bad.fu:3:1: error: '
		has short '^bad.fu:4:12: error: unknown type '
		[ "$(grep -c error: short)" -eq 4 ]
		[ "$(wc -c <err)" -lt 2000 ]
		sed 's/^bad\.fu:/<stdin>:/' err >want.err
		cat bad.fu | good -
		same want.err err
	}
	each body
}

@test "a comment of 10 MB is none of the records" {
	body() {
		{
			printf '# '
			fill 10000000 x
			echo
			sed 1q good.fu
			printf '#'
			fill 10000000 ' '
			echo
			sed 1d good.fu
			printf '# '
			fill 10000000 x
		} >long.fu
		good long.fu
		want_status 0
		want_err ''
		cat long.fu | good -
		want_status 0
		want_err ''
		{ echo && echo '2025-07-01 nite'; } >>long.fu
		fu long.fu
		has err '^long.fu:12:12: error: unknown type '
	}
	each body
}

@test "a line of 5 MB of blanks is an empty line" {
	body() {
		{
			fill 5000000 ' '
			echo
			cat good.fu
		} >blank.fu
		good blank.fu
		want_status 0
		want_err ''
		echo '2025-07-01 nite' >>blank.fu
		fu blank.fu
		has err '^blank.fu:10:12: error: unknown type '
	}
	each body
}

@test "100,000 continuation lines are one record" {
	body() {
		cp good.fu ok.fu
		awk 'BEGIN { print "2025-07-01 note +acme"; for (i = 0; i < 100000; i++) print "  more"
			print "2025-07-01 nite" }' >>ok.fu
		fu ok.fu
		want_status 1
		has err '^ok.fu:100010:12: error: unknown type '
		[ "$(wc -l <err)" -eq 2 ]
		[ "$P" != fu-parse ] || [ "$(tail -n 1 out | wc -c)" -eq $((22 + 500000)) ]
		cp good.fu bad.fu
		awk 'BEGIN { print "2025-07-01 note +acme"; for (i = 0; i < 100000; i++) print " eleven more"
			print "2025-07-01 nite" }' >>bad.fu
		good bad.fu
		want_status 1
		has err '^bad.fu:10:2: error: text longer than 1 MiB \[long-text\]$'
		has err '^bad.fu:100010:12: error: unknown type '
		[ "$(grep -c error: err)" -eq 2 ]
	}
	each body
}

@test "git's conflict markers are errors that say so" {
	body() {
		{
			sed -n 1,2p good.fu
			echo '<<<<<<< HEAD'
			sed -n 3,4p good.fu
			echo '||||||| 1234567'
			echo =======
			sed -n '5,$p' good.fu
			echo '>>>>>>> topic'
		} >bad.fu
		good bad.fu
		want_status 1
		grep error: err >errors
		cat >want <<-'END'
			bad.fu:3:1: error: git conflict marker '<<<<<<<' [conflict-marker]
			bad.fu:6:1: error: git conflict marker '|||||||' [conflict-marker]
			bad.fu:7:1: error: git conflict marker '=======' [conflict-marker]
			bad.fu:12:1: error: git conflict marker '>>>>>>>' [conflict-marker]
		END
		same want errors
	}
	each body
}

@test "a moment that can't be read is exit 2, never ignored" {
	body() {
		for moment in 2025-02-30 2025-7-1 '' yesterday +3 3d +0d +d 16.7.2025 2025-07-16T25:00 \
			1899-12-31 +9999y Monday noon 2025-07-16T; do
			echo "-n '$moment'"
			fu -n "$moment" good.fu
			want_status 2
			want_out ''
			has err '^fu-[a-z]*: error: -n .*\[usage\]$'
		done
		for moment in 2025-02-30 today +3d nonsense 2025-07-16T9:00; do
			echo "FU_NOW='$moment'"
			FU_NOW=$moment fu good.fu
			want_status 2
			want_out ''
			has err '^fu-[a-z]*: error: \$FU_NOW .*\[usage\]$'
		done
	}
	each body
}

@test "-n takes today, tomorrow, weekdays, +PERIOD and -PERIOD" {
	body() {
		local -a args=()

		[ "$P" != fu-parse ] || args=(-c) # which warns of what is after today
		echo '2025-07-17 note x' >>good.fu
		echo '2025-07-18 note x' >>good.fu
		echo '2025-07-20 note x' >>good.fu
		while read -r words moment; do # Wednesday, 2025-07-16
			echo "$words = $moment"
			fu "${args[@]}" -n "$moment" good.fu
			want_status 0
			cp out day.out
			cp err day.err
			fu "${args[@]}" -n "$words" good.fu
			want_status 0
			same day.out out
			same day.err err
		done <<-'END'
			today 2025-07-16
			tomorrow 2025-07-17
			wed 2025-07-16
			thu 2025-07-17
			mon 2025-07-21
			tue 2025-07-22
			+3d 2025-07-19
			-2w 2025-07-02
			+1m 2025-08-16
			-1y 2024-07-16
			+3bd 2025-07-21
		END
		fu "${args[@]}" -n 2025-07-16T09:00 good.fu
		want_status 0
		FU_NOW=2025-07-17 fu "${args[@]}" good.fu
		cp out day.out
		FU_NOW=2025-07-01 fu "${args[@]}" -n 2025-07-17 good.fu
		same day.out out
		(unset FU_NOW && fu "${args[@]}" good.fu && want_status 0)
	}
	each body
}

@test "a selected name that nothing has is a warning with the nearest" {
	body() {
		fu +acmee good.fu
		want_status 0
		has err "^$P: warning: nothing in the input has '+acmee' \[no-such-name\]\$"
		has err "^$P: note: did you mean '+acme'?\$"
		fu @jnae good.fu
		want_status 0
		has err "^$P: warning: nothing in the input has '@jnae' \[no-such-name\]\$"
		has err "^$P: note: did you mean '@jane'?\$"
		fu +quitedifferent good.fu
		want_status 0
		has err "has '+quitedifferent'"
		lacks err note:
		fu @jane, good.fu
		want_status 2
		fu +acme @jane good.fu
		want_status 0
		want_err ''
		[ -s out ]
	}
	each body
}

# terminal COMMAND: runs it with a terminal for standard input (and the rest).
terminal() {
	status=0
	script -q -e -c "$1" typescript </dev/null >/dev/null 2>&1 || status=$?
}

@test "no operand and a terminal: \$FU_DIR, else the usage and exit 2" {
	script --version 2>/dev/null | grep -q util-linux || skip "no script(1) of util-linux"
	terminal true
	[ "$status" -eq 0 ] || skip "no pseudo-terminal to be had"
	body() {
		find_needs
		terminal "$P ${needs[*]} >out 2>err"
		usage_error 'nothing to read: name a file or folder, or set $FU_DIR'
		mkdir d
		cp good.fu d
		good good.fu
		FU_DIR=$PWD/d terminal "$P ${needs[*]} >out 2>err"
		want_status 0
		same good.out out
		FU_DIR=$PWD/none terminal "$P ${needs[*]} >out 2>err"
		want_status 2
		holds err "$PWD/none: $no_such_file"
	}
	each body
}

@test "colour on a terminal, but none on a dumb one or where NO_COLOR is set" {
	script --version 2>/dev/null | grep -q util-linux || skip "no script(1) of util-linux"
	terminal true
	[ "$status" -eq 0 ] || skip "no pseudo-terminal to be had"
	printf '%s\n' 'deal +a' '2025-07-01 promise %p1 @jane by:2025-07-08 Send it' >late.fu
	for env in TERM=xterm 'TERM=vt100 NO_COLOR='; do
		terminal "env $env fu-due -o table late.fu"
		has typescript $'\033.*late.*Send it'
	done
	for env in TERM=dumb TERM= '-u TERM' 'TERM=xterm NO_COLOR=1'; do
		terminal "env $env fu-due -o table late.fu"
		has typescript 'late.*Send it'
		lacks typescript $'\033'
	done
}

@test "\$FU_DIR is for terminals: a pipe is read all the same" {
	body() {
		good good.fu
		FU_DIR=$PWD/missing good <good.fu
		want_status 0
	}
	each body
}

@test "no diagnostic carries a control character of the input" {
	body() {
		local esc=$'\033[31m\007' bidi=$'\342\200\256' c1=$'\302\233'

		for junk in "$esc" "$bidi" "$c1" $'\377' $'\177' $'\r'x; do
			{
				echo "2025-07-01 note +acme x$junk"
				echo "2025-07-01 $junk"
				echo "$junk"
				echo "2025-07-01 note +ac$junk"
				echo "2025-07-01 met @jane k$junk:v"
				echo "2025-07-01 met @jane via:$junk"
				echo "who @jane org:\"$junk"
				echo "# $junk"
				echo " $junk"
			} >bad.fu
			fu -v bad.fu
			want_status 1
			[ "$P" != fu-cal ] || sed -i 's/\r$//' out # its lines end in CRLF
			cat err out >said
			fu "bad$junk.fu" "+$junk" good.fu
			want_status 2
			cat err >>said
			fu "bad$junk.fu" good.fu
			want_status 2
			cat err >>said
			for option in -n -o; do
				fu "$option" "$junk" good.fu
				want_status 2
				cat err >>said
			done
			FU_NOW=$junk fu good.fu
			want_status 2
			cat err >>said
			FU_ME=$junk fu good.fu
			want_status 2
			cat err >>said
			fu "-${junk:0:1}" good.fu
			want_status 2
			cat err >>said
			is_safe said # once for all, as it is slower than what is tested
		done
	}
	each body
}

@test "nor of a file's name, were it a line of its own" {
	body() {
		mkdir d
		local name=$'d/a\033[31m\n\302\233\342\200\256\377.fu'

		{ cat good.fu && echo '2025-07-01 nite'; } >"$name" || skip "no such names here"
		good d
		want_status 1
		is_safe err
		[ "$(wc -l <err)" -eq 2 ]
		has err '^d/a\\x1b\[31m\\x0a\\xc2\\x9b\\xe2\\x80\\xae\\xff.fu:9:12: error: '
		[ "$P" != fu-parse ] || {
			fu -m "$name"
			is_safe out
			[ "$(wc -l <out)" -eq 8 ]
		}
	}
	each body
}

@test "options and operands mix, whatever getopt does" {
	body() {
		fu -n 2025-07-18 +acme good.fu
		cp out first.out
		fu good.fu -n 2025-07-18 +acme
		want_status 0
		same first.out out
		POSIXLY_CORRECT=1 fu +acme good.fu -n 2025-07-18
		want_status 0
		same first.out out
	}
	each body
}
