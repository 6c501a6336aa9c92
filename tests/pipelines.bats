#!/usr/bin/env bats
# The scripts of examples/pipelines, beyond what its README shows and
# tests/man/examples.sh runs.

# shellcheck disable=SC2016 # back quotes are Markdown, $(...) a name

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cp -R "$TOP/examples/deals" deals
	pipelines=$TOP/examples/pipelines
}

@test "the README names every script, and every script it names is there" {
	(cd "$pipelines" && find . -type f ! -name README.md ! -name todo.txt | sed 's|^\./||' | sort) >want
	sed -n 's/^| \(`.*\) |.*/\1/p' "$pipelines/README.md" | grep -o '`[^`]*`' | tr -d '`' | grep -v / | sort >got
	same want got
}

@test "shards: many at once give the same bytes as one run, whatever their number" {
	cc -std=c11 -D_POSIX_C_SOURCE=200809L -o gen "$TOP"/tests/bench/{gen,deals,life,late,line}.c
	./gen -l -d tree 12000 # 600 deals, 100 a folder
	find tree -name '*.fu' -exec grep -h '^who ' {} + >people
	find tree -name '*.fu' -exec sed -i.whole '/^who /d' {} +
	mv people tree/people.fu
	fu-due -n 2025-06-30 tree >single
	[ "$(wc -l <single)" -gt 500 ]
	for how in '-j 1 -n 1' '-j 2 -n 4' '-j 4 -n 2' '-j 2'; do
		# shellcheck disable=SC2086 # options
		find tree -mindepth 2 -type d | sh "$pipelines/shards.sh" $how fu-due -n 2025-06-30 tree/people.fu >sharded
		same single sharded
	done
	# The parts must have what they share.
	find tree -mindepth 2 -type d | sh "$pipelines/shards.sh" fu-due -n 2025-06-30 >sharded
	run cmp -s single sharded
	[ "$status" -eq 1 ]
}

@test "shards: odd names, nothing to do, and the worst exit status" {
	mkdir -p "d/it's a \"name\"" d/-n 'd/$(touch gone)'
	for d in d/*/; do cp deals/bill/deal.fu "$d"; done
	fu-due d deals/people.fu >single
	find d -mindepth 1 | sh "$pipelines/shards.sh" -n 1 fu-due deals/people.fu >sharded
	[ "$(sort -u sharded | wc -l)" -gt 0 ]
	[ ! -e gone ]
	sort -u single >lines
	sort -u sharded >got
	same lines got

	status=0
	sh "$pipelines/shards.sh" fu-due </dev/null >out || status=$?
	want_status 0
	want_out ''
	echo '2025-07-01 nite' >d/bad.fu
	find d -mindepth 1 -maxdepth 1 | sh "$pipelines/shards.sh" -n 1 fu-due deals/people.fu >sharded 2>err || status=$?
	want_status 1
	has err '^d/bad.fu:1:12: error: '
	sort -u sharded >got
	same lines got
	{ find d -mindepth 1 -maxdepth 1 && echo missing; } | sh "$pipelines/shards.sh" -n 1 fu-due >sharded 2>err || status=$?
	want_status 2
}

@test "status: bad records are told" {
	fu-due -w 1d deals >due
	late=$(grep -c ' late:' due) tomorrow=$(grep -c ' in:' due)
	[ "$late" -gt 0 ]
	[ "$tomorrow" -gt 0 ]
	sh "$pipelines/status.sh" deals >out
	mkdir empty
	sh "$pipelines/status.sh" empty >>out
	echo '2025-07-01 nite' >empty/bad.fu
	sh "$pipelines/status.sh" empty >>out
	want_out "$late late, $(($(wc -l <due) - late - tomorrow)) today, $tomorrow tomorrow
0 late, 0 today, 0 tomorrow
0 late, 0 today, 0 tomorrow, records to mend"
	sh "$pipelines/status.sh" no-such-folder >out
	want_out '0 late, 0 today, 0 tomorrow, not all could be read'
}

@test "status, mail-due: without a folder FU_DIR, never an empty input" {
	sh "$pipelines/status.sh" deals +supply >want
	FU_DIR=deals sh "$pipelines/status.sh" +supply </dev/null >out
	cmp want out
	SENDMAIL=cat sh "$pipelines/mail-due.sh" dana@whitfield.example +supply deals >want
	[ -s want ]
	FU_DIR=deals SENDMAIL=cat sh "$pipelines/mail-due.sh" dana@whitfield.example +supply </dev/null >out
	cmp want out
	for script in "status.sh +supply" "mail-due.sh dana@whitfield.example @me" mail-due.sh; do
		status=0
		# The words of $script are the command's.
		# shellcheck disable=SC2086
		sh "$pipelines/"$script </dev/null >out 2>err || status=$?
		[ "$status" -eq 2 ]
		[ ! -s out ]
		[ -s err ]
	done
}

@test "mail-due: a mail that python reads, none where nothing is due" {
	SENDMAIL='cat' sh "$pipelines/mail-due.sh" dana@whitfield.example deals >mail
	head -n 1 mail >out
	want_out 'To: dana@whitfield.example'
	has mail 'Invoice 2041'
	lacks mail milestone # that comes in five days
	mkdir empty
	SENDMAIL='touch sent' sh "$pipelines/mail-due.sh" dana@whitfield.example empty
	[ ! -e sent ]
	# Nothing due is no reason to be silent about what could not be read.
	echo '2025-07-01 nite' >empty/bad.fu
	status=0
	SENDMAIL='touch sent' sh "$pipelines/mail-due.sh" dana@whitfield.example empty 2>err || status=$?
	want_status 1
	has err '^empty/bad.fu:1:12: error: '
	status=0
	SENDMAIL='touch sent' sh "$pipelines/mail-due.sh" dana@whitfield.example no-such-folder 2>err || status=$?
	want_status 2
	has err '^no-such-folder: error: '
	[ ! -e sent ]
	# One folder of two is there: it is mailed, and the other one named.
	status=0
	SENDMAIL=cat sh "$pipelines/mail-due.sh" dana@whitfield.example no-such-folder deals >mail 2>err || status=$?
	want_status 2
	has mail 'Invoice 2041'
	has err '^no-such-folder: error: '
}

@test "morning: the mistakes, the agenda, the drafts" {
	echo '2025-07-01 nite' >deals/bad.fu
	FU_DIR=deals sh "$pipelines/morning.sh" >out 2>err
	has err '^deals/bad.fu:1:12: error: '
	has out 'Invoice 2041'
	has out "^Drafts in drafts.txt: $(grep -c '^Subject: ' drafts.txt)\$"
}

@test "morning: a letter is a draft, and where there is none the count is 0" {
	cat >deal.fu <<-'X'
		deal +a Samples
		who @lou prefers:letter Lou Ernst
		2025-07-01 promise %p1 @lou by:2025-07-11 Send samples
		2025-07-01 promise %p2 @jane by:2025-07-11 Send a price
	X
	sh "$pipelines/morning.sh" deal.fu >out
	has out '^Drafts in drafts.txt: 2$'
	echo 'deal +a Samples' >deal.fu
	sh "$pipelines/morning.sh" deal.fu >out
	has out '^Drafts in drafts.txt: 0$'
}

@test "weekly and team: what the week was, a file for each of ours, bad lines left out" {
	echo '2025-07-01 nite' >deals/bad.fu
	sh "$pipelines/weekly.sh" deals >out 2>err
	has err '^deals/bad.fu:1:12: error: '
	holds out 'Late'
	has out 'late:62d'
	has out '^2025-07-21 due .*First brackets'
	lacks out 'val:unknown'
	status=0
	FU_DIR=deals sh "$pipelines/team.sh" reports 2>err || status=$?
	want_status 1 # as the programs have it
	(cd reports && ls) >out
	want_out 'ines.txt
me.txt
priya.txt
tomas.txt
vera.txt'
	has reports/me.txt 'Send the pallet labels'
	lacks reports/ines.txt '@tomas'
	has reports/me.txt 'of:reliability'
}

# awks SCRIPT ARG...: the script by every awk there is; they must agree
awks() {
	local script=$1 awk

	shift
	rm -f first first.err
	for awk in awk mawk gawk busybox; do
		command -v "$awk" >/dev/null || continue
		[ "$awk" != busybox ] || awk='busybox awk'
		status=0
		# shellcheck disable=SC2086 # busybox awk
		LC_ALL=C $awk -f "$pipelines/$script" "$@" >out 2>err || status=$?
		[ -e first ] || cp out first
		[ -e first.err ] || cp err first.err
		same first out
		same first.err err
	done
}

@test "todo.txt: every sort of task, and what can't be read is named" {
	cat >todo.txt <<-'END'
		x 2025-07-03 2025-07-01 Both dates
		x 2025-07-03 One date
		x No date
		X 2025-07-03 No mark of an end
		(A) 2025-07-01 First +B-l.ü_! second +Costs @home t:2025-07-02

		(AA) 2025-07-01 no priority
		2025-07-01 note:x looks like a token
		2025-07-01 +1 is no name +ok
		2025-02-30 Not a day
		2025-07-01 Due on no day due:2025-06-31
		x 2025-06-01 2025-07-01 Done before it was
		2025-07-01 +Empty
	END
	printf '2025-07-01 \033[31mred\r\n' >>todo.txt
	awks todotxt.awk todo.txt
	want_status 1
	want_err 'todo.txt:3: error: no date: say -v date=YYYY-MM-DD for tasks without one
todo.txt:4: error: no date: say -v date=YYYY-MM-DD for tasks without one
todo.txt:7: error: no date: say -v date=YYYY-MM-DD for tasks without one
todo.txt:10: error: no date: say -v date=YYYY-MM-DD for tasks without one
todo.txt:11: error: due:2025-06-31 is no day such as 2025-07-15
todo.txt:12: error: done on 2025-06-01, before it was written on 2025-07-01
todo.txt:13: error: a task without words'
	want_out '- deal +todo
2025-07-01 concern +todo %t1 Both dates
2025-07-03 done +todo %t1
2025-07-03 concern +todo %t2 One date
2025-07-03 done +todo %t2
- deal +b-l
2025-07-01 concern +b-l %t1 (A) First second +Costs @home t:2025-07-02
2025-07-01 concern +todo %t3 -- note:x looks like a token
- deal +1
2025-07-01 concern +1 %t1 is no name +ok
2025-07-01 concern +todo %t4 [31mred'
	cp out todo.fu
	fu-parse -c todo.fu >out 2>err
	want_err ''
	awks todotxt.awk -v date=2025-07-16 todo.txt
	has out '^2025-07-16 done +todo %t3$'
	awks todotxt.awk -v date=soon todo.txt
	want_status 2
	want_out ''
}

@test "instalments: the parts add up to the cent, and are sound records" {
	cat >debts.fu <<-'END'
		deal +acme Acme
		who @jo side:them Jo
		2025-07-01 owed +acme %a @jo amt:100EUR by:2025-07-10 No decimals
		2025-07-01 owed +acme %b @jo amt:0.05EUR by:2025-07-10 Less than the parts
		2025-07-01 owed +acme %c @jo amt:123456789012.34EUR by:2025-07-10 Large
		2025-07-01 owed +acme %d @jo amt:12345678901234.56EUR by:2025-07-10 Too large
		2025-07-01 promise +acme %p @jo by:2025-07-10 amt:7EUR No debt
	END
	fu-due -ap debts.fu | fu-parse -t owed,due -o tsv -f type,deal,id,person,amt >table
	for n in 1 2 7; do
		awks instalments.awk -v "n=$n" -v date=2025-07-16 table
		want_status 1
		has err 'more than 15 digits: 12345678901234.56EUR'
		[ "$(wc -l <out)" -eq $((3 * n)) ]
		sed 's/^\([^ ]*\) .* amt:\([0-9.]*\)\([A-Z]*\) for:%\(.\).*/\4 \2/' out |
			awk '{ sub(/\./, "", $2); sum[$1] += $2 } END { printf "%.0f %.0f %.0f\n", sum["a"], sum["b"], sum["c"] }' >sums
		echo '100 5 12345678901234' | same - sums
	done
	awks instalments.awk -v n=2 -v date=2025-07-16 table
	grep -v '%b' out >plan.fu
	fu-parse -c -n 2025-07-16 debts.fu plan.fu >out 2>err
	want_err ''
	awks instalments.awk table
	want_status 2
}
