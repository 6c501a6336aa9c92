#!/usr/bin/env bats
# The house from outside: install and uninstall, the demo, another make.

load helper

copy_tree() {
	mkdir tree
	(cd "$TOP" && tar cf - Makefile README.md LICENSE cmd lib man examples tests/lint.sh) | (cd tree && tar xf -)
	rm -f tree/cmd/*.o tree/lib/*/*.o tree/lib/draft/*.inc tree/lib/book/rules.c tree/libfu.a
}

# One build for all, of what stands in before; with flags of the user's own.
setup_file() {
	[ -z "${SAN-}" ] || return 0
	cd "$BATS_FILE_TMPDIR" || return
	copy_tree
	(cd tree && find . -type f | sort >../before && make CFLAGS=-O0 CPPFLAGS=-DUSERS_OWN) >log 2>&1 || {
		cat log
		return 1
	}
}

@test "install puts all in place, uninstall takes all away" {
	[ -z "${SAN-}" ] || skip "once is enough"
	ln -s "$BATS_FILE_TMPDIR/tree" tree
	mkdir dest in tree/examples/mine
	echo 'deal +mine' >tree/examples/mine/mine.fu
	(cd tree && make install CFLAGS=-O0 DESTDIR="$OLDPWD/dest" PREFIX=/usr >/dev/null)
	for p in fu-parse fu-due fu-recap fu-score fu-log fu-merge fu-cal fu-mail; do
		[ -x dest/usr/bin/$p ]
		[ -f dest/usr/share/man/man1/$p.1 ]
	done
	[ -f dest/usr/share/man/man5/fu.5 ]
	[ -f dest/usr/share/man/man5/fu-templates.5 ]
	[ -f dest/usr/share/man/man7/fu.7 ]
	for f in vim/vimfiles/syntax/fu.vim vim/vimfiles/autoload/fu.vim emacs/site-lisp/fu-mode.el zsh/site-functions/_fu; do
		[ -f "dest/usr/share/$f" ]
	done
	(cd "$TOP/examples/vim" && find . -type f | sort) >want
	(cd dest/usr/share/vim/vimfiles && find . -type f | sort) >got
	same want got
	# The examples, but not what came of README.md's walk among them.
	(cd "$TOP" && git ls-files examples 2>/dev/null) | sort >want
	(cd dest/usr/share/doc/fu && find examples -type f | sort) >got
	has got '^examples/deals/people.fu$'
	lacks got mine
	rm -r tree/examples/mine
	[ ! -s want ] || same want got
	(cd tree && make uninstall DESTDIR="$OLDPWD/dest" PREFIX=/usr >/dev/null)
	[ -z "$(find dest -type f -o -type l)" ]

	# Where they are installed, the completions find what they call.
	(cd tree && make install CFLAGS=-O0 PREFIX="$OLDPWD/in" >/dev/null)
	bash -c '. "$0/bash-completion/completions/fu-due"
		COMP_LINE="fu-due -o j" COMP_POINT=11
		_fu fu-due j
		echo "${COMPREPLY[*]}"' "$PWD/in/share" >got
	! command -v fish >/dev/null || fish --no-config -c "set fish_complete_path $PWD/in/share/fish/vendor_completions.d
		complete -C'fu-due -o j'" >>got
	[ "$(sort -u got)" = json ]
	has in/share/zsh/site-functions/_fu "^helper=$PWD/in/share/fu/words.sh\$"
	(cd tree && make uninstall PREFIX="$OLDPWD/in" >/dev/null)
	[ -z "$(find in -type f -o -type l)" ]
}

@test "install: what all may read, whatever the umask and the modes of the source" {
	[ -z "${SAN-}" ] || skip "once is enough"
	cp -Rp "$BATS_FILE_TMPDIR/tree" tree
	mkdir dest
	chmod -R a-w,go= tree/man tree/examples tree/README.md tree/LICENSE
	(cd tree && umask 077 && make install CFLAGS=-O0 DESTDIR="$OLDPWD/dest" PREFIX=/usr >/dev/null)
	chmod -R u+w tree
	find dest/* ! -type l ! -perm 755 ! -perm 644 >closed
	find dest/usr/share -type d ! -perm 755 >>closed
	find dest/usr/bin -type f ! -perm 755 >>closed
	cat closed
	[ ! -s closed ]
	[ -x dest/usr/share/doc/fu/examples/git/pre-commit ]
}

@test "make clean leaves nothing of a build" {
	[ -z "${SAN-}" ] || skip "once is enough"
	cp -Rp "$BATS_FILE_TMPDIR/tree" tree
	[ -f tree/lib/draft/builtin.inc ]
	(cd tree && make clean >/dev/null && find . -type f | sort >../after)
	diff "$BATS_FILE_TMPDIR/before" after
}

# The compiler that it calls has made all objects already.
@test "BSD make builds it too" {
	command -v bmake >/dev/null || skip "bmake is not installed"
	[ -z "${SAN-}" ] || skip "once is enough"
	copy_tree
	cat >compile <<-'END'
		#!/bin/sh
		case " $* " in *' -c '*) ;; *) exec ${REAL_CC:-cc} "$@" ;; esac
		while [ "$1" != -o ]; do shift; done
		echo "$2" >>../compiled
		exec cp "$BATS_FILE_TMPDIR/tree/$2" "$2"
	END
	chmod +x compile
	(cd tree && REAL_CC=${CC-} bmake CC=../compile >../log 2>&1) || {
		cat log
		return 1
	}
	[ "$(wc -l <compiled)" -eq "$(find "$BATS_FILE_TMPDIR/tree" -name '*.o' | wc -l)" ]
	(cd tree && ./fu-parse -V)
	same tree/lib/book/rules.c "$BATS_FILE_TMPDIR/tree/lib/book/rules.c"
	for f in builtin begins; do
		same tree/lib/draft/$f.inc "$BATS_FILE_TMPDIR/tree/lib/draft/$f.inc"
	done
}

@test "the demo shows what is due, a recap and the scores" {
	cd "$TOP"
	run sh examples/demo.sh
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"Waiting for"* && $output == *"What we agreed"* && $output == *"of:reliability"* ]]
}
