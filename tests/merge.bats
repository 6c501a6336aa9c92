#!/usr/bin/env bats
# fu-merge: random merges (merge/random.c says what must hold of them), a month of
# three people with git, and what git makes of examples/git.  Single merges are in
# tests/golden/fu-merge.
#
# FULL=1 makes 10,000 random merges.

load helper

@test "random merges" {
	local flags=() count=500

	[ -z "${SAN-}" ] || flags=(-fsanitize=address,undefined -fno-sanitize-recover=all)
	[ -z "${FULL-}" ] || count=10000
	[ -z "${COVER-}" ] || flags+=(--coverage)
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -g -I"$TOP/lib" "${flags[@]}" -o random \
		"$TOP/tests/merge/random.c" "$TOP/libfu.a" -lm
	./random $count >result || {
		head -n 100 result
		return 1
	}
	echo "# $(tail -n 1 result)" >&3
}

# merge ARG...: fu-merge, leaving out, err and $status
merge() {
	status=0
	limit fu-merge "$@" >out 2>err || status=$?
}

three() {
	printf 'deal +acme\n2025-07-01 note One\n' >base.fu
	{ cat base.fu && echo '2025-07-03 note Ours'; } >ours.fu
	{ cat base.fu && echo '2025-07-02 note Theirs'; } >theirs.fu
}

@test "ours is replaced, with its mode; -p leaves it alone" {
	three
	chmod 640 ours.fu
	cp ours.fu before.fu
	merge -p base.fu ours.fu theirs.fu
	want_status 0
	same before.fu ours.fu
	mv out want.fu
	merge base.fu ours.fu theirs.fu
	want_status 0
	want_out ''
	want_err ''
	same want.fu ours.fu
	[ "$(ls -l ours.fu | cut -c 1-10)" = -rw-r----- ]
	[ "$(echo ours.fu*)" = ours.fu ] # nothing is left beside it
	[ "$(grep -c note ours.fu)" -eq 3 ]
}

@test "what can't be read or written: exit 2, and ours is as it was" {
	three
	cp ours.fu before.fu
	for files in 'none.fu ours.fu theirs.fu' 'base.fu none.fu theirs.fu' 'base.fu ours.fu none.fu' \
		'base.fu ours.fu .' 'base.fu . theirs.fu' 'base.fu ours.fu'; do
		# shellcheck disable=SC2086 # several names
		merge $files
		want_status 2
		[ -s err ]
		same before.fu ours.fu
	done
	ln -s ours.fu link.fu
	merge base.fu link.fu theirs.fu
	want_status 2
	has err '^link.fu: error: cannot write: a symbolic link'
	same before.fu ours.fu
	if [ -c /dev/full ]; then
		status=0
		fu-merge -p base.fu ours.fu theirs.fu >/dev/full 2>err || status=$?
		want_status 2
		want_err 'standard output: error: cannot write: No space left on device [cannot-write]'
	fi
	merge -Z base.fu ours.fu theirs.fu
	want_status 2
	merge -h
	want_status 0
	has out '^usage: fu-merge '
	merge -V
	want_status 0
}

@test "no room: exit 2, and ours is as it was" {
	three
	fill 900 x | sed 's/^/2025-07-02 note /' >>theirs.fu
	echo >>theirs.fu
	cp ours.fu before.fu
	status=0
	(
		trap '' XFSZ
		export GCOV_PREFIX=$PWD/counters # of `make cover`, which the limit would tear
		ulimit -f 0
		exec fu-merge base.fu ours.fu theirs.fu
	) >out 2>/dev/null || status=$?
	want_status 2
	same before.fu ours.fu
	[ "$(echo ours.fu*)" = ours.fu ]
}

@test "ended by a signal while it writes: ours is old or new, and nothing is left beside it" {
	local signal merge

	seq -f '2025-07-16 note Line %.0f of many that take a while to be written' 60000 >base
	{ cat base && echo '2025-07-17 note Theirs'; } >theirs
	for signal in TERM HUP TERM HUP; do
		{ echo '# ours' && cat base; } >ours.fu
		fu-merge base ours.fu theirs 2>err &
		merge=$!
		until set -- ours.fu.* && [ -e "$1" ] || ! kill -0 $merge 2>/dev/null; do :; done
		kill -s "$signal" $merge 2>/dev/null || true
		wait $merge || true
		[ "$(echo ours.fu*)" = ours.fu ]
		[ "$(tail -n 1 ours.fu)" = '2025-07-17 note Theirs' ] || [ "$(wc -l <ours.fu)" -eq 60001 ]
	done
}

@test "hostile texts: bytes of any sort, long lines, markers" {
	three
	for bytes in '\000\n' '\377\n' '\033[31m\n' '  indented\n' '<<<<<<< x\n=======\n>>>>>>> y\n' \
		'deal\n' 'nite' '\r\n' '\n\n\n'; do
		# shellcheck disable=SC2059 # the escapes are meant
		{ cat theirs.fu && printf "$bytes"; } >odd.fu
		merge -p base.fu ours.fu odd.fu
		want_status 0
		[ "$(grep -a -c note out)" -eq 3 ]
		is_safe err
		merge -p base.fu odd.fu odd.fu
		want_status 0
		same odd.fu out
		merge -p odd.fu odd.fu base.fu
		same base.fu out
	done
	fill 3000000 x >long.fu
	merge -p base.fu ours.fu long.fu
	[ "$status" -le 1 ]
	merge -p base.fu ours.fu theirs.fu $'\033[31m\n'
	want_status 0
	is_safe err
}

@test "100,000 records with all of them changed are merged in a few seconds" {
	awk 'BEGIN { for (i = 0; i < 100000; i++) print "2025-07-01 note Number", i }' >base.fu
	sed 's/Number/No./' base.fu >ours.fu
	awk '{ print } NR % 2 { print "2025-07-01 note And", NR }' base.fu >theirs.fu
	limit fu-merge -p base.fu ours.fu theirs.fu >out
	[ "$(wc -l <out)" -eq 150000 ]
	sort -R base.fu >theirs.fu 2>/dev/null || awk '{ print length, $0 }' base.fu | sort | cut -d ' ' -f 2- >theirs.fu
	limit fu-merge -p base.fu base.fu theirs.fu >out
	same theirs.fu out
}

git_here() {
	export GIT_CONFIG_NOSYSTEM=1 HOME=$PWD GIT_AUTHOR_DATE=2025-07-16T12:00:00Z \
		GIT_COMMITTER_DATE=2025-07-16T12:00:00Z
	git config --global user.name Dana
	git config --global user.email dana@whitfield.example
	git config --global init.defaultBranch main
	git config --global advice.detachedHead false
	git config --global pull.rebase false
}

# set_up FOLDER: the three commands of the README
set_up() {
	cp "$TOP/examples/git/attributes" "$1/.gitattributes"
	git -C "$1" config include.path "$TOP/examples/git/config"
	cp "$TOP/examples/git/pre-commit" "$1/.git/hooks"
}

@test "three clones work on one folder for a month and end up with the same" {
	command -v git >/dev/null || skip "git is not installed"
	local day who n=0

	git_here
	git init -q --bare origin.git
	git clone -q origin.git ada 2>/dev/null
	set_up ada
	mkdir ada/acme
	printf '%s\n' 'deal +acme Widget supply' '2025-07-01 promise %p1 @jane by:2025-07-10 Sample 0' \
		>ada/acme/deal.fu
	printf '%s\n' 'who @jane Jane Doe' 'who @ada side:us' 'who @bob side:us' 'who @cyd side:us' \
		>ada/people.fu
	git -C ada add . && git -C ada commit -qm Begin && git -C ada push -q origin main
	for who in bob cyd; do
		git clone -q origin.git $who
		set_up $who
	done
	sync() {
		git -C "$1" pull -q origin main >>pulls 2>&1 || {
			cat pulls
			git -C "$1" diff
			return 1
		}
		git -C "$1" push -q origin main
	}
	# samples FILE: the number and the id of each that was promised
	samples() {
		sed -n 's/.* promise \(%[^ ]*\) .*Sample \([0-9][0-9]*\).*/\2 \1/p' "$1"
	}
	# about FILE: somebody goes on about one of them
	about() {
		local number='' id='' which

		which=$((RANDOM % $(samples "$1" | wc -l) + 1)) # here: a subshell has a seed of its own
		read -r number id < <(samples "$1" | sed -n "${which}p")
		fu-log +acme sent "$id" @jane re:update "Letter $n about sample $number"
	}
	RANDOM=42
	for day in $(seq 1 31); do
		for who in ada bob cyd; do
			[ $((RANDOM % 3)) -gt 0 ] || continue
			n=$((n + 1))
			FU_DIR=$PWD/$who FU_NOW=2025-07-$(printf %02d "$day") FU_ME=$who
			export FU_DIR FU_NOW FU_ME
			case $((RANDOM % 6)) in
			4 | 5) about $who/acme/deal.fu ;;
			0) fu-log +acme met @jane via:phone "Call $n" ;;
			1) fu-log +acme promise @$who by:+2w "Sample $n" && fu-log +acme note "Note $n" ;;
			2) fu-log +acme promise @jane by:+2w "Sample $n" && fu-log +acme term "Term $n" ;;
			3) fu-log +acme concern "Concern $n" && sed "2s/Sample.*/Sample 0, seen by $who/" \
				$who/acme/deal.fu >new.fu && { [ $((day % 10)) -ne 0 ] || [ $who != ada ] ||
				cp new.fu $who/acme/deal.fu; } ;;
			esac >>said 2>>warned
			git -C $who commit -qam "Day $day"
			[ $((RANDOM % 3)) -gt 0 ] || sync $who
		done
	done
	for who in ada bob cyd ada bob; do sync $who; done
	for who in bob cyd; do
		diff -r -x .git ada $who
	done
	fu-parse -c ada >found 2>&1 || { cat found && return 1; }
	# each record that was ever printed is there once, but for its id
	sed 's/ %[a-z0-9]*//' said | LC_ALL=C sort >want
	fu-parse -b 2025-07-01 ada/acme | sed 's/ %[a-z0-9]*//' | grep -v '^-\|Sample 0' |
		LC_ALL=C sort >got
	same want got
	# and what was said of a sample is said of it, whatever id it had then and has now
	sed -n 's/.*sent \(%[^ ]*\) .*about sample \([0-9]*\)$/\2 \1/p' ada/acme/deal.fu | sort >about
	samples ada/acme/deal.fu | sort >samples
	[ "$(wc -l <about)" -gt 5 ]
	[ -z "$(join -v 1 about samples)" ]
	[ -z "$(join about samples | awk '$2 != $3')" ]
	echo "# $(wc -l <said) records, $(git -C ada rev-list --merges HEAD | wc -l) merges, $(
		grep -c 'renumbered\]$' pulls
	) ids given anew, $(grep -c 'renamed\]$' pulls) followed" >&3
	has pulls "^acme/deal.fu:[0-9]*: warning: '%p[0-9]*' is '%p[0-9]*' on the other side, and so here "
	has pulls "^acme/deal.fu:[0-9]*: warning: both sides gave '%[a-z]*[0-9]*': theirs is now "
	[ "$(git -C ada rev-list --merges HEAD | wc -l)" -gt 5 ]
}

@test "git: conflicts stop a merge, trouble ends it, the hook and the diff work" {
	command -v git >/dev/null || skip "git is not installed"
	git_here
	git init -q d
	set_up d
	printf 'deal +acme Widgets\n2025-07-01 promise %%p1 @me by:2025-07-10 The list\n' >d/a.fu
	git -C d add . && git -C d commit -qm Begin
	git -C d checkout -qb other && sed -i.bak s/07-10/07-11/ d/a.fu && git -C d commit -qam Other
	git -C d checkout -q main && sed -i.bak s/07-10/07-14/ d/a.fu && git -C d commit -qam Main
	status=0
	git -C d merge other >out 2>err || status=$?
	want_status 1
	holds err 'a.fu:2: error: conflict: both sides changed this record [merge-conflict]'
	[ "$(grep -c '^[<=>]\{7\}' d/a.fu)" -eq 3 ]
	git -C d merge --abort
	# a program that is not there must not look like a merge that was made
	status=0
	mkdir bin && ln -s "$(command -v git)" bin/git && ln -s "$(command -v sh)" bin/sh
	PATH=$PWD/bin git -C d merge other >out 2>err || status=$?
	[ $status -ne 0 ]
	[ "$(grep -c '^[<=>]\{7\}' d/a.fu)" -eq 0 ]
	git -C d merge --abort 2>/dev/null || git -C d reset -q --hard
	# what is staged is checked, not what lies there
	printf '2025-07-16 met @zed\n2025-07-16 met @zed\n2025-07-16 nite\n' >>d/a.fu
	git -C d add a.fu && git -C d show HEAD:a.fu >d/a.fu
	status=0
	git -C d commit -qm Bad 2>err || status=$?
	want_status 1
	has err '^\./a.fu:5:12: error: unknown type .nite. \[unknown-type\]$'
	has err '^\./a.fu:5:12: note: did you mean'
	# what passes doesn't hide it
	[ "$(wc -l <err)" -eq 3 ]
	git -C d add a.fu
	echo '2025-07-16 note Good' >>d/a.fu
	git -C d add a.fu && echo '2025-07-16 nite' >>d/a.fu
	git -C d commit -qm Good
	git -C d checkout -q a.fu
	for i in 1 2 3 4 5 6; do echo "2025-07-17 note Line $i" >>d/a.fu; done
	git -C d commit -qam Lines
	sed -i.bak 's/Line 6/Line six/' d/a.fu
	git -C d diff >out
	has out '^@@ .* @@ deal +acme Widgets$'
	sed -i.bak 's/by:2025-07-14/by:2025-07-15/' d/a.fu
	git -C d diff --word-diff >out
	has out 'by:\[-2025-07-14-\]{+2025-07-15+} The list$'
}
