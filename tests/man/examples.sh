#!/bin/sh
# examples.sh - runs the examples of the manual pages and the READMEs
#
#	tests/man/examples.sh [page ...]
#
# The blocks are found by blocks.awk; without operands, in all pages and the
# READMEs.  A console block is a dialogue: lines that begin with "$ " are
# commands (continued by "> "), the others are exactly what they print, standard
# error included.  It is run by sh in an empty folder with copies of the folders
# deals, import and pipelines of examples.  Any other block is a file of records
# that fu-parse must accept without a finding.  Blocks with a mark (not-run,
# gives, template) are left out.
#
# Prints a diff and page:line for each that fails; exit 1 if any does.

set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
top=${here%/tests/man}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM

# shellcheck source=tests/env.sh
. "$top/tests/env.sh"
export PATH="$top:$PATH"

# run_console BLOCK: what the dialogue really is.
run_console() {
	rm -rf "$tmp/cwd"
	mkdir "$tmp/cwd"
	cp -R "$top/examples/deals" "$top/examples/import" "$top/examples/pipelines" "$tmp/cwd"
	awk -f "$here/dialogue.awk" "$1" >"$tmp/script"
	(cd "$tmp/cwd" && sh "$tmp/script" </dev/null 2>&1)
}

[ $# -gt 0 ] || {
	for page in "$top"/man/*.[157] "$top/README.md" "$top"/examples/*/README.md; do
		[ -f "$page" ] && set -- "$@" "$page"
	done
}

ran=0 failed=0
for page in "$@"; do
	mkdir -p "$tmp/blocks"
	awk -v dir="$tmp/blocks" -f "$here/blocks.awk" "$page" >"$tmp/list" || exit 2
	while read -r n kind line mark; do
		[ "$mark" = - ] || continue
		block=$tmp/blocks/$n.$kind
		if grep -q '^[$] git ' "$block" && ! command -v git >/dev/null; then
			echo "$page:$line: left out, as git is not installed"
			continue
		fi
		ran=$((ran + 1))
		case $kind in
		console)
			run_console "$block" >"$tmp/actual"
			diff -u "$block" "$tmp/actual" >"$tmp/diff" && continue
			;;
		fu)
			fu-parse "$block" >/dev/null 2>"$tmp/diff" && [ ! -s "$tmp/diff" ] && continue
			;;
		esac
		failed=$((failed + 1))
		echo "$page:$line: example differs"
		sed 1,2d "$tmp/diff"
	done <"$tmp/list"
	rm -rf "$tmp/blocks"
done

echo "$ran examples, $failed failed"
[ "$failed" -eq 0 ]
