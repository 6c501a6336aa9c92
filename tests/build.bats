#!/usr/bin/env bats
# The house from outside: install and uninstall, the demo, another make.

load helper

copy_tree() {
	mkdir tree
	(cd "$TOP" && tar cf - Makefile README.md LICENSE cmd lib man examples tests/lint.sh) | (cd tree && tar xf -)
	rm -f tree/cmd/*.o tree/lib/*/*.o tree/lib/draft/builtin.inc tree/lib/book/rules.c tree/libfu.a
}

@test "install puts all in place, uninstall takes all away" {
	[ -z "${SAN-}" ] || skip "once is enough"
	copy_tree
	(cd tree && make CFLAGS=-O0 >/dev/null 2>&1 && make install CFLAGS=-O0 DESTDIR="$PWD/dest" PREFIX=/usr >/dev/null)
	for p in fu-parse fu-due fu-recap fu-score fu-log fu-merge fu-cal fu-mail; do
		[ -x tree/dest/usr/bin/$p ]
		[ -f tree/dest/usr/share/man/man1/$p.1 ]
	done
	[ -f tree/dest/usr/share/man/man5/fu.5 ] && [ -f tree/dest/usr/share/man/man5/fu-templates.5 ]
	[ -f tree/dest/usr/share/man/man7/fu.7 ]
	[ -f tree/dest/usr/share/doc/fu/examples/deals/people.fu ]
	for f in vim/vimfiles/syntax/fu.vim vim/vimfiles/autoload/fu.vim emacs/site-lisp/fu-mode.el zsh/site-functions/_fu; do
		[ -f "tree/dest/usr/share/$f" ]
	done
	(cd "$TOP/examples/vim" && find . -type f | sort) >want
	(cd tree/dest/usr/share/vim/vimfiles && find . -type f | sort) >got
	same want got
	(cd tree && make uninstall DESTDIR="$PWD/dest" PREFIX=/usr >/dev/null)
	[ -z "$(find tree/dest -type f -o -type l)" ]

	# Where they are installed, the completions find what they call.
	(cd tree && make install CFLAGS=-O0 PREFIX="$PWD/in" >/dev/null)
	bash -c '. "$0/bash-completion/completions/fu-due"
		COMP_LINE="fu-due -o j" COMP_POINT=11
		_fu fu-due j
		echo "${COMPREPLY[*]}"' "$PWD/tree/in/share" >got
	! command -v fish >/dev/null || fish --no-config -c "set fish_complete_path $PWD/tree/in/share/fish/vendor_completions.d
		complete -C'fu-due -o j'" >>got
	[ "$(sort -u got)" = json ]
	has tree/in/share/zsh/site-functions/_fu "^helper=$PWD/tree/in/share/fu/words.sh\$"
	(cd tree && make uninstall PREFIX="$PWD/in" >/dev/null)
	[ -z "$(find tree/in -type f -o -type l)" ]
}

@test "make clean leaves nothing of a build" {
	copy_tree
	(cd tree && find . -type f | sort >../before && make fu-parse CFLAGS=-O0 >/dev/null 2>&1 && make clean >/dev/null && find . -type f | sort >../after)
	diff before after
}

@test "BSD make builds it too" {
	command -v bmake >/dev/null || skip "bmake is not installed"
	[ -z "${SAN-}" ] || skip "once is enough"
	copy_tree
	(cd tree && bmake CFLAGS=-O0 >/dev/null 2>&1 && ./fu-parse -V)
}

@test "the demo shows what is due, a recap and the scores" {
	cd "$TOP"
	run sh examples/demo.sh
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"Waiting for"* && $output == *"What we agreed"* && $output == *"of:reliability"* ]]
}
