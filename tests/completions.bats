#!/usr/bin/env bats
# What the shells offer behind fu's commands: words.sh for all of them, then
# each shell where it is installed.

load helper

setup() {
	[ -z "${SAN-}" ] || skip "once is enough"
	cd "$BATS_TEST_TMPDIR" || return
	cp -R "$TOP/examples/deals" deals
	export FU_DIR=$PWD/deals HOME=$PWD
	completions=$TOP/examples/completions
}

programs() {
	awk '
		sub(/^PROGRAMS = /, "") { inside = 1 }
		inside { more = sub(/\\$/, ""); for (i = 1; i <= NF; i++) print $i; if (!more) exit }' "$TOP/Makefile"
}

# offers WORDS PROGRAM WORD... LAST: these and no others, in any order
offers() {
	local want=$1

	shift
	sh "$completions/words.sh" "$@" >lines
	cut -f 1 lines | LC_ALL=C sort >got
	# shellcheck disable=SC2086 # words
	printf '%s\n' $want | sed '/^$/d' | LC_ALL=C sort >want
	same want got || {
		echo "after: $*"
		return 1
	}
}

@test "options are those of the program's own usage" {
	for p in $(programs); do
		"$p" -h | tr -s ' ][|' '\n' | sed -n 's/^-//p' | grep -o . | sort -u | sed 's/^/-/' >options
		[ "$(wc -l <options)" -ge 2 ]
		offers "$(cat options)" "$p" -
	done
	offers '' no-such-program -
}

@test "every word that is offered for an option is one that it takes" {
	for p in fu-parse fu-due fu-recap fu-score; do
		for option in n o t k f l b e w; do
			sh "$completions/words.sh" "$p" "-$option" '' | cut -f 1 >words
			while read -r word; do
				set -- "-$option" "$word" deals
				[ "$option" != l ] || set -- -l "$word"
				[ "$option" != f ] || set -- -o tsv "$@"
				[ "$p $option" != 'fu-recap n' ] || set -- -k recap "$@"
				[ "$p $option" != 'fu-recap o' ] || set -- -k recap "$@"
				[ "$p $option $word" != 'fu-recap o html' ] || set -- -o html -k brief +supply deals
				status=0
				"$p" "$@" >/dev/null 2>err || status=$?
				[ "$status" -ne 2 ] || {
					echo "$p $*"
					cat err
					return 1
				}
				echo "$option" >>seen
			done <words
		done
	done
	[ "$(sort -u seen | tr -d '\n')" = beflnot ] || [ "$(sort -u seen | tr -d '\n')" = befklnot ]
}

@test "values of options" {
	offers 'rec tsv json' fu-parse -o ''
	offers 'rec' fu-parse -cmo r
	offers 'promise' fu-parse -t pro
	offers 'met,promise' fu-parse -t met,pro
	offers "$(fu-parse -l types | sed 1d | cut -f 1)" fu-parse -t ''
	offers 'today tomorrow tue thu' fu-due -n t
	offers 'eom eoq eoy' fu-cal -n e
	offers 'deal' fu-parse -o tsv -f de
	offers '' fu-due -w ''
	offers '' fu-parse -o rec ''
	offers '' fu-due -- -
}

@test "deals and people come from the operands, else from FU_DIR" {
	offers '+bill' fu-due +b
	offers '@piet @priya' fu-due -n today @p
	echo 'deal +other' >other.fu
	offers '+other' fu-due other.fu +
	offers '' fu-due other.fu @p
	offers '+bill' fu-due -o rec deals +b
	unset FU_DIR
	offers '' fu-due +b
	offers '' fu-due no-such-file +b
}

@test "fu-log: types, keys, values, ids of the deal, and none in a text" {
	offers "$(fu-parse -l types | awk -F '\t' 'NR > 1 && $5 != "derived" { print $1 }')" fu-log +supply ''
	offers 'promise' fu-log +supply pro
	offers 'promise' fu-log +supply 2025-07-16T10:00 pro
	offers 'by:' fu-log +supply 2025-07-16 promise b
	[ ! -x "$TOP/fu-log" ] || offers 'promise' fu-log -n today +supply pro
	offers 'by: amt: to: for: state: only:' fu-log +supply promise ''
	offers 'amt: to: for: state: only:' fu-log +supply promise by:fri ''
	offers '%p1 %p2 %p3 %p4 %p5.1 %p5.2 %p5.3' fu-log +supply 'done' %p
	offers '%p1 %p2 %p3 %p4' fu-log deals/bill/deal.fu 'done' %p
	offers 'for:%p5.1 for:%p5.2 for:%p5.3' fu-log +supply promise for:%p5
	offers '@kenji' fu-log +supply promise @k
	offers 'to:@kenji' fu-log +supply promise to:@k
	offers 'only:us,@kenji' fu-log +supply note only:us,@k
	offers 'by:today by:tomorrow by:tue by:thu' fu-log +supply promise by:t
	offers 're:recap,question' fu-log +supply sent re:recap,q
	offers 'via:phone via:portal' fu-log +supply met via:p
	offers 'rule:askback' fu-log +supply skip rule:ask
	offers '' fu-log +supply note Hello ''
	offers '' fu-log ''
	grep -q 'when' <<<"$(sh "$completions/words.sh" fu-log +supply promise b)" # the meaning stands behind a tab
}

@test "every awk finds them" {
	sh "$completions/words.sh" fu-recap -k '' >want
	[ -s want ]
	mkdir bin
	for awk in mawk gawk busybox original-awk; do
		ln -sf "$(command -v $awk || command -v awk)" bin/awk
		PATH=$PWD/bin:$PATH sh "$completions/words.sh" fu-recap -k '' >got
		same want got
	done
}

@test "no name out of a file reaches the shell as anything but a word" {
	cat >odd.fu <<-'END'
		deal +a.b $(touch gone) `touch gone` \n \\
		who @x.y -n "quoted" 'x' %s
		2025-07-01 term %t.1-x $(touch gone)
	END
	offers '+a.b' fu-due odd.fu +
	offers '@x.y' fu-due odd.fu @
	offers '%t.1-x' fu-log odd.fu gain %
	has lines 'touch gone'
	[ ! -e gone ]
}

@test "all shells complete all programs" {
	[ "$(programs | wc -l)" -ge 4 ]
	for p in $(programs); do
		for f in fu.bash _fu fu.fish; do
			grep -q "[ ]$p\( \|\$\)" "$completions/$f"
		done
	done
}

# tabs SHELL ARG...: types each line of standard input, a tab and "end" in a
# terminal of the shell, one command after the other, as its prompt counts them.
tabs() {
	cat >tabs.py <<-'END'
		import os, pty, select, sys, time

		def read_until(fd, text):
		    got, end = b"", time.time() + 30
		    while text not in got and time.time() < end:
		        if select.select([fd], [], [], 0.1)[0]:
		            got += os.read(fd, 4096)

		pid, fd = pty.fork()
		if pid == 0:
		    os.execvp(sys.argv[1], sys.argv[1:])
		read_until(fd, b"ready0> ")
		for n, line in enumerate(sys.stdin):
		    os.write(fd, line.rstrip("\n").encode() + b"\tend\n")
		    read_until(fd, b"ready%d> " % (n + 1))
		os.write(fd, b"exit\n")
		os.waitpid(pid, 0)
	END
	TERM=dumb limit python3 tabs.py "$@"
}

# The prompt, and functions that show what was run.
rc() {
	cat <<-END
		n=0
		PS1='ready0> '
		shown() { printf '|%s' "\$@" >>$PWD/ran; echo >>$PWD/ran; n=\$((n + 1)); PS1="ready\$n> "; }
		fu-due() { shown fu-due "\$@"; }
		fu-log() { shown fu-log "\$@"; }
	END
}

lines() {
	mkdir 'my deals'
	echo 'deal +other' >'my deals/other.fu'
	printf '%s\n' 'fu-due +bi' 'fu-due @ken' 'fu-due -n 2025-07-16 deals/peo' 'fu-log +supply prom' \
		'fu-log +supply promise b' 'fu-log +supply promise by:f' 'fu-log +supply promise to:@ken' \
		'fu-log +supply sent re:recap,ques' 'fu-log +supply done %p5.1' 'FU_NOW=2025-07-16 fu-due +bi' \
		"fu-due 'my deals' +o" 'fu-due my\ deals +o'
}

completed() {
	cat >want <<-'END'
		|fu-due|+bill|end
		|fu-due|@kenji|end
		|fu-due|-n|2025-07-16|deals/people.fu|end
		|fu-log|+supply|promise|end
		|fu-log|+supply|promise|by:end
		|fu-log|+supply|promise|by:fri|end
		|fu-log|+supply|promise|to:@kenji|end
		|fu-log|+supply|sent|re:recap,question|end
		|fu-log|+supply|done|%p5.1|end
		|fu-due|+bill|end
		|fu-due|my deals|+other|end
		|fu-due|my deals|+other|end
	END
	same want ran
}

@test "bash: a tab completes the word, behind : and @ too" {
	command -v python3 >/dev/null || skip "python3 is not installed"
	{
		rc
		echo ". '$completions/fu.bash'"
	} >.bashrc
	lines | tabs bash --noprofile --rcfile .bashrc -i
	completed
}

@test "zsh: a tab completes the word" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	command -v python3 >/dev/null || skip "python3 is not installed"
	{
		rc
		echo "fpath=('$completions' \$fpath); autoload -Uz compinit; compinit -D -u"
		echo "unsetopt zle_bracketed_paste prompt_sp"
	} >.zshrc
	lines | ZDOTDIR=$PWD tabs zsh -i
	completed
}

@test "fish offers the words and what they mean" {
	command -v fish >/dev/null || skip "fish is not installed"
	fish --no-config -c "source $completions/fu.fish
		complete -C'fu-due +b'
		complete -C'fu-log +supply promise by:f'
		complete -C'fu-log +supply promise to:@k'
		complete -C'fu-parse deals/peo'" >got
	cat >want <<-'END'
		+bill	Terrace fit-out, Hotel Brightwater
		by:fri	list of working days
		to:@kenji	Kenji Morita (森田 健二)
		deals/people.fu
	END
	same want got
}
