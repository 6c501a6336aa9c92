#!/usr/bin/env bats
# The house from outside: install and uninstall, the demo, another make.

load helper

copy_tree() {
	mkdir tree
	(cd "$TOP" && tar cf - Makefile README.md LICENSE cmd lib man examples tests/lint.sh) | (cd tree && tar xf -)
	rm -f tree/cmd/*.o tree/lib/*/*.o tree/libfu.a
}

@test "install puts all in place, uninstall takes all away" {
	[ -z "${SAN-}" ] || skip "once is enough"
	copy_tree
	(cd tree && make >/dev/null 2>&1 && make install DESTDIR="$PWD/dest" PREFIX=/usr >/dev/null)
	for p in fu-parse fu-due fu-recap fu-score fu-log fu-merge; do
		[ -x tree/dest/usr/bin/$p ]
		[ -f tree/dest/usr/share/man/man1/$p.1 ]
	done
	[ -f tree/dest/usr/share/man/man5/fu.5 ] && [ -f tree/dest/usr/share/man/man7/fu.7 ]
	[ -f tree/dest/usr/share/doc/fu/examples/deals/people.fu ]
	(cd tree && make uninstall DESTDIR="$PWD/dest" PREFIX=/usr >/dev/null)
	[ -z "$(find tree/dest -type f)" ]
}

@test "make clean leaves nothing of a build" {
	copy_tree
	(cd tree && find . -type f | sort >../before && make fu-parse >/dev/null 2>&1 && make clean >/dev/null && find . -type f | sort >../after)
	diff before after
}

@test "BSD make builds it too" {
	command -v bmake >/dev/null || skip "bmake is not installed"
	[ -z "${SAN-}" ] || skip "once is enough"
	copy_tree
	(cd tree && bmake >/dev/null 2>&1 && ./fu-parse -V)
}

@test "the demo shows what is due, a recap and the scores" {
	cd "$TOP"
	run sh examples/demo.sh
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"rule:promise"* && $output == *"What we agreed"* && $output == *"of:reliability"* ]]
}
