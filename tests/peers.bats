#!/usr/bin/env bats
# What others were seen to get wrong, one test for each, with their names; what
# they did stands first, what is so here behind "here".

# shellcheck disable=SC2317,SC2154 # bodies are called by each; needs is find_needs'
load helper

# crowd WRITERS RECORDS FILE: so many writers at once, each with so many records;
# what they were told is written stands in said.
crowd() {
	local k i pids=()

	for k in $(seq "$1"); do
		(
			for i in $(seq "$2"); do
				fu-log "$3" note "writer $k record $i" >>"said.$k" || exit
			done
		) 3>&- &
		pids+=($!)
	done
	for k in "${pids[@]}"; do wait "$k"; done
	cat said.* | LC_ALL=C sort >said
	rm said.*
	[ "$(wc -l <said)" -eq $(($1 * $2)) ]
}

# all_there FILE: every record that was acknowledged, whole and once
all_there() {
	fu-parse -t note "$1" | LC_ALL=C sort >there
	same said there
}

@test "recins: of 1,600 records that eight writers were told are there, 1 to 14 were; here all" {
	echo 'deal +acme' >f.fu
	crowd 8 200 f.fu
	all_there f.fu
}

@test "todo.sh append: writers at the same moment left an empty file, 4 times of 4; here never" {
	for round in 1 2 3 4; do
		echo "deal +acme Round $round" >f.fu
		crowd 8 1 f.fu
		all_there f.fu
		[ "$(wc -l <f.fu)" -eq 9 ]
	done
}

@test "recins, mlr -I: a full disk emptied the file, with exit 0; here exit 2 and the file as it was" {
	echo 'deal +acme' >f.fu
	fill 900 x | sed 's/^/2025-07-01 note /' >>f.fu
	echo >>f.fu
	cp f.fu before.fu
	{ cat f.fu && echo "2025-07-02 note $(fill 300 z)"; } >theirs.fu
	for blocks in 0 1; do # of 1,024 bytes in bash
		for command in "fu-log f.fu note $(fill 300 y)" 'fu-merge before.fu f.fu theirs.fu'; do
			status=0
			(
				trap '' XFSZ
				export GCOV_PREFIX=$PWD/counters # of `make cover`, which the limit would tear
				ulimit -f $blocks
				# shellcheck disable=SC2086 # several words
				exec $command
			) >out 2>&1 || status=$?
			want_status 2
			same before.fu f.fu
			[ "$(echo f.fu*)" = f.fu ]
		done
	done
}

@test "ledger, hledger, mlr, remind, Taskwarrior: exit 0 on /dev/full; here exit 2 with a message" {
	[ -c /dev/full ] || skip "no /dev/full"
	body() {
		find_needs
		status=0
		"$P" "${needs[@]}" good.fu >/dev/full 2>err || status=$?
		want_status 2
		want_err 'standard output: error: cannot write: No space left on device [cannot-write]'
	}
	each body
	echo 'deal +acme' >f.fu
	for command in 'fu-merge -p f.fu f.fu f.fu' 'fu-log f.fu note Text'; do
		status=0
		$command >/dev/full 2>err || status=$?
		want_status 2
		has err '^standard output: error: cannot write: No space left on device \[cannot-write\]$'
	done
}

@test "recins: on a conflict marker exit 0 and every record replaced; here an error, and all as it was" {
	printf 'deal +acme A\n<<<<<<< ours\n2025-07-01 note One\n=======\n2025-07-01 note Two\n>>>>>>> theirs\n' >in.fu
	cp in.fu before.fu
	P=fu-parse fu in.fu
	want_status 1
	[ "$(grep -c 'conflict-marker' err)" -eq 3 ]
	[ "$(wc -l <out)" -eq 3 ]
	status=0
	fu-log in.fu note Three >out 2>err || status=$?
	want_status 1
	want_out ''
	has err '^in.fu:2:1: error: .*\[conflict-marker\]$'
	same in.fu before.fu
}

@test "ledger, remind, recsel: a line cut at a NUL; here it is refused whole" {
	body() {
		good_book >in.fu
		printf '2025-07-15 promise %%p9 @jane by:2025-07-16 Pay 1\0000 in time\n' >>in.fu
		fu in.fu
		want_status 1
		has err '\[control-character\]$'
		lacks out 'p9'
	}
	each body
}

@test "recsel: 437 s for one line of 4 MB; here no more for each byte than for many lines" {
	{
		printf '2025-07-15 note '
		fill 4000000 x
		echo
	} >long.fu
	awk 'BEGIN { for (i = 0; i < 4000; i++) print "2025-07-15 note", i }' >some
	fill 1000 x >thousand
	awk 'NR == FNR { x = $0; next } { print $0, x }' thousand some >many.fu
	start=$(date +%s%N)
	P=fu-parse fu many.fu
	want_status 0
	many=$(($(date +%s%N) - start))
	start=$(date +%s%N)
	P=fu-parse fu long.fu
	want_status 1
	has err '\[long-text\]$'
	# what a busy machine adds is allowed for; recsel took 4,000 times as long
	[ $(($(date +%s%N) - start)) -lt $((20 * many + 5000000000)) ]
}

@test "recfix: twelve bytes crash it; here none do" {
	awk 'BEGIN {
		srand(12)
		n = split("% + @ : - -- x- 1 \" \\ a : , / . T \t", w, " ")
		for (i = 0; i < 20000; i++) {
			s = ""
			while (length(s) < 12) s = s (rand() < .3 ? " " : w[int(rand() * n) + 1])
			print s
		}
	}' >in.fu
	P=fu-parse fu -c in.fu
	want_status 1
	is_safe err
	echo '2025-07-01 x-visit +a' >in.fu # did once
	P=fu-parse fu -c in.fu
	want_status 1
	has err '\[undeclared-deal\]$'
}

@test "recsel: of failed allocations 840 crashed it, 41 were exit 0 with wrong output; here none" {
	[ -z "${SAN-}" ] || skip "the sanitizers want to be loaded first"
	[ "$(uname)" = Linux ] || skip "the way to load the shim is known for Linux only"
	printf 'filter %s\n' 'fu-parse -r deals book.fu' 'fu-due -o table book.fu' >cases
	sh "$TOP/tests/faults/faults.sh" -s "$PWD/cases" >out 2>err
	has out ' 0 bad$'
	if command -v recsel >/dev/null; then
		echo 'filter recsel -t Person people.rec' >cases
		status=0
		sh "$TOP/tests/faults/faults.sh" -1 "$PWD/cases" >out 2>err || status=$?
		want_status 1
		has out '^bad: '
	fi
}

@test "nearly all: terminal escapes of a record printed raw; here in no output" {
	body() {
		for junk in $'\033]0;owned\007' $'\033[2J' $'\302\233' $'\342\200\256'; do
			{
				good_book
				echo "2025-07-15 note +acme An $junk escape"
				echo "2025-07-15 promise +acme %p8 @jane by:2025-07-16 Pay $junk now"
			} >in.fu
			for option in '' -v; do
				# shellcheck disable=SC2086 # an empty option is none
				fu $option in.fu
				want_status 1
				[ "$P" != fu-cal ] || sed -i 's/\r$//' out # its lines end in CRLF
				cat out err >>said
			done
		done
		is_safe said
	}
	each body
}

@test "recfmt: a record's text made a real Bcc:; here nothing does" {
	good_book | sed 's/Jane Doe/Jane Doe\\nBcc: eve@evil.example/' >in.fu
	printf '2025-07-01 term %%t2 Bcc: eve@evil.example\n' >>in.fu
	P=fu-recap fu -o mail in.fu
	sed '/^$/q' out >header
	[ -s header ]
	lacks header '^[Bb][Cc][Cc]:'
}
