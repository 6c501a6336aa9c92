#!/usr/bin/env bats
# The editors' files, run by the editors: what is offered, coloured and reported.
# Each test is skipped where its editor is not installed.

load helper

setup() {
	[ -z "${SAN-}" ] || skip "once is enough"
	cd "$BATS_TEST_TMPDIR" || return
	cp -R "$TOP/examples/deals" deals
	unset FU_DIR
	export HOME=$PWD TYPED=$PWD/lines OFFERS=$TOP/tests/editors/offers
}

# vi WHAT [FILE]: test.vim in a vim that has nothing but our files; leaves `got`.
vi() {
	vim --version 2>/dev/null | grep -q '+eval' || skip "vim is not installed"
	rm -f got
	WHAT=$1 limit vim -es -N -u NONE -i NONE --cmd "set runtimepath^=$TOP/examples/vim" \
		--cmd 'filetype plugin on' --cmd 'syntax on' "${2-deals/supply/deal.fu}" \
		-S "$TOP/tests/editors/test.vim" >vim.out 2>&1 </dev/null || cat vim.out
	[ -f got ]
}

# mx WHAT: test.el in an emacs that has nothing but fu-mode.el; leaves `got`.
mx() {
	command -v emacs >/dev/null || skip "emacs is not installed"
	rm -f got
	WHAT=$1 limit emacs -Q --batch -L "$TOP/examples/emacs" -l "$TOP/tests/editors/test.el" \
		>emacs.out 2>&1 </dev/null || cat emacs.out
	[ -f got ]
}

offers() { sed '/^# [A-Za-z]/d' "$OFFERS"; }

# The types that people write, as the table has them.
types() { fu-parse -l types | awk -F '\t' 'NR > 1 && $5 != "derived" { print $1 }'; }

# From here on fu-parse, and so the table of words, can't be had.
break_table() {
	printf '#!/bin/sh\nexit 1\n' >fu-parse
	chmod +x fu-parse
	PATH=$PWD:$PATH
}

bad_lines() {
	cat >lines <<-'END'
		2025-06-01 met @ελένη via:video
		2025-06-01 got @eleni re:question Ελένη asks
		   in two lines
		2025-06-01 promse %p9 @me by:2025-07-01 Call
		2025-06-01 done %zz
		2025-06-01 note Ελένη wants only:us to know
		2025-06-01 note +bill A deal of another file is known
	END
}

@test "vim: omni-completion offers the words that may stand there" {
	vi offers
	offers >want
	same want got
	vi types
	types >want
	same want got
	vi keys
	cat >want <<-'END'
		2025-07-16 met @kenji via:phone Rang
		2025-07-16 close as:writtenoff x
	END
	same want got
}

@test "vim: no word that fu-parse doesn't know is offered or coloured" {
	break_table
	vi types
	echo none >want
	same want got
	printf -- '- met x\n- nonsense x\n' >lines
	vi colours # without the table, none is called wrong
	printf -- '- met x\nD.TTT.T\n- nonsense x\nD.TTTTTTTT.T\n' >want
	same want got
}

@test "vim: a head is coloured token by token, unknown types stand out" {
	cat >lines <<-'END'
		# note
		deal +acme amt:5USD Title
		2025-07-16 got %p1 @jane org:"A b" by:x at noon by:5
		2025-07-16T10:00 promise %p2
		    @me by:+2d
		    Call: @her
		2025-07-16 promse @me x
		promse @me x
		- x-mine +acme -- @me
		=======
	END
	cat >want <<-'END'
		# note
		CCCCCC
		deal +acme amt:5USD Title
		TTTT.DDDDD.KKKKAAAA.TTTTT
		2025-07-16 got %p1 @jane org:"A b" by:x at noon by:5
		DDDDDDDDDD.TTT.III.PPPPP.KKKKAAAAA.KKKA.TTTTTTTTTTTT
		2025-07-16T10:00 promise %p2
		DDDDDDDDDDDDDDDD.TTTTTTT.III
		    @me by:+2d
		....PPP.KKKAAA
		    Call: @her
		....TTTTTTTTTT
		2025-07-16 promse @me x
		DDDDDDDDDD.NNNNNN.PPP.T
		promse @me x
		UUUUUU.PPP.T
		- x-mine +acme -- @me
		D.TTTTTT.DDDDD.EE.TTT
		=======
		CCCCCCC
	END
	vi colours
	same want got
}

@test "vim: with compatible set it is the same" {
	vim --version 2>/dev/null | grep -q '+eval' || skip "vim is not installed"
	limit vim -es -C -u NONE -i NONE --cmd "set runtimepath^=$TOP/examples/vim" \
		--cmd 'filetype plugin on' --cmd 'syntax on' deals/people.fu \
		-c 'call writefile([&filetype, &omnifunc, b:current_syntax, &compatible], "out")' -c 'qall!' >err 2>&1 </dev/null
	cat err
	[ ! -s err ]
	want_out 'fu
fu#Complete
fu
1'
}

@test "vim: :make puts each finding on its line and column" {
	bad_lines
	vi make
	n=$(wc -l <"$TOP/examples/deals/supply/deal.fu")
	grep -v 'after today' got >found
	cat >want <<-END
		deals/supply/deal.fu $((n + 1)) 16 e malformed name '@ελένη' [malformed-name]
		deals/supply/deal.fu $((n + 1)) 16 n names are ASCII letters, digits, - _ and . inside, 64 bytes at most; if it is text, put -- before it
		deals/supply/deal.fu $((n + 4)) 12 e unknown type 'promse' [unknown-type]
		deals/supply/deal.fu $((n + 4)) 12 n did you mean 'promise'?
	END
	for line in 1 2 3 4; do
		holds found "$(sed -n ${line}p want)"
	done
	holds found "deals/supply/deal.fu $((n + 5)) 17 e no item '%zz' in deal 'supply' [unknown-id]"
	has found "^deals/supply/deal.fu $((n + 6)) 34 w .*attribute"
	lacks found "^deals/supply/deal.fu $((n + 7)) "
	holds found "cursor deals/supply/deal.fu $((n + 1)) 16"
}

@test "vim: :make finds the folder, whatever it is called" {
	mkdir -p "o'd %d #1"
	mv deals "o'd %d #1/de als"
	bad_lines
	vi make "o'd %d #1/de als/supply/deal.fu"
	has got "^o'd %d #1/de als/supply/deal.fu [0-9]* 12 e unknown type 'promse'"
	has got "/o'd %d #1/de als/bill/deal.fu .*after today"
	lacks got undeclared # the people of the folder were read
	FU_DIR=$PWD/nowhere vi make "o'd %d #1/de als/supply/deal.fu"
	has got "bill/deal.fu"
	FU_DIR="$PWD/o'd %d #1/de als/supply" vi make "o'd %d #1/de als/supply/deal.fu"
	has got "unknown type 'promse'"
	lacks got "bill/deal.fu"
	cp lines lone.fu # in the home folder a file stands for itself
	vi make lone.fu
	has got "^lone.fu 4 12 e unknown type 'promse'"
	lacks got "bill/deal.fu"
}

@test "vim: today and now become dates where one may stand" {
	in_one_hour vi dates
	day=$(date +%Y-%m-%d)
	sed 's/T[0-9][0-9]:[0-9][0-9] /Thh:mm /' got >out
	cat >want <<-END
		$day met @kenji Call today today
		${day}Thh:mm promise %p9 @me by:$day Call now
	END
	same want out
}

@test "emacs: completion at point offers the words that may stand there" {
	mx offers
	offers >want
	same want got
	mx types
	types >want
	same want got
	mx keys
	echo '2025-07-16 met @kenji via:phone Rang' >want
	same want got
}

@test "emacs: no word that fu-parse doesn't know is offered" {
	break_table
	mx types
	echo none >want
	same want got
}

@test "emacs: a head is coloured token by token, unknown types stand out" {
	cat >lines <<-'END'
		# note
		deal +acme amt:5USD Title
		2025-07-16 got %p1 @jane org:"A b" by:x at noon by:5
		2025-07-16T10:00 promise %p2
		    @me by:+2d
		    Call: @her
		2025-07-16 promse @me x
		- x-mine +acme -- @me
	END
	cat >want <<-'END'
		# note
		cccccc
		deal +acme amt:5USD Title
		kkkk.ttttt.ffffssss......
		2025-07-16 got %p1 @jane org:"A b" by:x at noon by:5
		cccccccccc.kkk.bbb.vvvvv.ffffsssss.fffs.............
		2025-07-16T10:00 promise %p2
		cccccccccccccccc.kkkkkkk.bbb
		    @me by:+2d
		....vvv.fffsss
		    Call: @her
		..............
		2025-07-16 promse @me x
		cccccccccc.wwwwww.vvv..
		- x-mine +acme -- @me
		c.kkkkkk.ttttt.......
	END
	mx colours
	same want got
}

@test "emacs: flymake puts each finding on its place, M-x compile names the folder" {
	bad_lines
	mx flymake
	n=$(wc -l <"$TOP/examples/deals/supply/deal.fu")
	cat >want <<-END
		$((n + 1)) @ελένη|:error|malformed name '@ελένη' [malformed-name]
		$((n + 1)) @ελένη|:note|names are ASCII letters, digits, - _ and . inside, 64 bytes at most; if it is text, put -- before it
		$((n + 4)) promse|:error|unknown type 'promse' [unknown-type]
		$((n + 4)) promse|:note|did you mean 'promise'?
		$((n + 5)) %zz|:error|no item '%zz' in deal 'supply' [unknown-id]
	END
	for line in 1 2 3 4 5; do
		holds got "$(sed -n ${line}p want)"
	done
	has got "^$((n + 6)) only:us|:warning|"
	[ "$(grep -c -v '|:note|' got)" -eq 4 ]
	mx compile
	echo "fu-parse -c $PWD/deals" >want
	same want got
}

@test "emacs: C-c C-d is today's date" {
	in_one_hour mx dates
	echo "$(date +%Y-%m-%d) met" >want
	same want got
}

@test "emacs compiles fu-mode.el without a warning" {
	command -v emacs >/dev/null || skip "emacs is not installed"
	cp "$TOP/examples/emacs/fu-mode.el" .
	limit emacs -Q --batch -f batch-byte-compile fu-mode.el >out 2>&1
	grep -v '^Wrote\|^$\|site-start' out >rest || true
	want rest ''
}

# shown PATTERN: the lines of fu(7) for an init file that begin so
shown() { sed -n "s/\\\\(aq/'/g; s/^\.Dl \($1.*\)/\1/p" "$TOP/man/fu.7"; }

@test "what fu(7) shows for the init files turns it all on" {
	command -v emacs >/dev/null || skip "emacs is not installed"
	shown '(' >init.el
	[ "$(wc -l <init.el)" -eq 2 ]
	limit emacs -Q --batch -L "$TOP/examples/emacs" -l init.el deals/people.fu \
		--eval '(princ (format "%s %s" major-mode flymake-mode))' >out 2>/dev/null </dev/null
	[ "$(cat out)" = 'fu-mode t' ]
	vim --version 2>/dev/null | grep -q '+eval' || skip "vim is not installed"
	shown 'set runtimepath' | sed "s|/usr/local/share/vim/vimfiles|$TOP/examples/vim|" >vimrc
	[ -s vimrc ]
	echo 'filetype plugin on' >>vimrc
	limit vim -es -N -u vimrc -i NONE deals/people.fu -c 'call writefile([&filetype, &omnifunc], "out")' -c 'qall!' </dev/null
	want_out 'fu
fu#Complete'
}
