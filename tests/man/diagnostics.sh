#!/bin/sh
# diagnostics.sh - does fu(5) say what the programs are?
#
# The tables of fu(5) are held against the tables in the code:
#
#   DIAGNOSTICS  an entry `.It Ic ID Pq LEVEL` and a line `.Dl MESSAGE` for each
#                row of lib/base/diag.c, in MESSAGE words in capitals for
#                $1 to $3; and in each entry a block that produces the finding:
#                records below `.\" gives ID`, a template below `.\" template ID`,
#                or commands that print [ID]
#   TYPES        an entry `.It Ic TYPE` for each type, with the tokens below
#                `.It needs` and `.It may have` that fu-parse -l types and
#                -l keys list, but for only: and at:, which all types take
#   VALUES       an entry `.It Em KIND` for each kind that fu-parse -l kinds
#                lists, with its words, if any, in a `.Dl` line
#
# Exit 1 if anything differs.

set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
top=${here%/tests/man}
page=$top/man/fu.5
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM

# shellcheck source=tests/env.sh
. "$top/tests/env.sh"
export PATH="$top:$PATH"

failed=0

# compare WHAT: $tmp/code against $tmp/page.
compare() {
	diff -u "$tmp/code" "$tmp/page" >"$tmp/diff" && return
	echo "fu.5: $1: - in the code, + in the page"
	sed 1,2d "$tmp/diff"
	failed=$((failed + 1))
}

fail() {
	echo "fu.5: $1"
	failed=$((failed + 1))
}

# section NAME: its lines.
section() {
	awk -v name=".Sh $1" '/^\.Sh / { inside = $0 == name; next } inside' "$page"
}

# -- ids, levels and messages -------------------------------------------------

awk -F '"' '
BEGIN { level[" W, "] = "warning"; level[" E, "] = "error"; level[" T, "] = "trouble" }
/^\t\[DIAG_/ {
	sub(/^,/, "", $3)
	message = $4
	gsub(/\$[1-3]/, "?", message)
	print $2, level[$3], message
}' "$top/lib/base/diag.c" | sort >"$tmp/code"

section DIAGNOSTICS | awk '
/^\.It Ic / { id = $3; level = $5 }
/^\.Dl / && id != "" {
	gsub(/\\\(aq/, "\047")
	print id, level, substr($0, 5)
	id = ""
}' >"$tmp/entries"

# In the page a word in capitals stands for an argument; the code says which.
awk '
function rest(s) { sub(/^[^ ]+ [^ ]+ /, "", s); return s }
FILENAME == ARGV[1] { code[$1] = rest($0); next }
{
	id = $1
	level = $2
	want = code[id]
	have = rest($0)
	out = ""
	while ((i = index(want, "?")) && substr(have, 1, i - 1) == substr(want, 1, i - 1) &&
	    match(substr(have, i), /^[A-Z]+/)) {
		out = out substr(want, 1, i)
		want = substr(want, i + 1)
		have = substr(have, i + RLENGTH)
	}
	print id, level, out have
}' "$tmp/code" "$tmp/entries" | sort >"$tmp/page"
compare DIAGNOSTICS

# -- an example for each id ---------------------------------------------------

# ids FILE: all that the findings in it bear, each once.
ids() {
	awk '/: (warning|error): .* \[[a-z0-9-]+\]$/ { gsub(/^.*\[|\]$/, ""); print }' "$1" | sort -u
}

# What would take too much room; tests/unit/mustache.c provokes them.
elsewhere='deep-template large-template large-draft'

cc=${CC:-cc}
# shellcheck disable=SC2086 # a command and its options
$cc -std=c11 -D_POSIX_C_SOURCE=200809L ${SAN:+-fsanitize=address,undefined} -I"$top/lib" \
	-I"$top/tests/unit" -o "$tmp/render" "$top/tests/unit/render.c" "$top/libfu.a" ${COVER:+--coverage} || exit 2

mkdir "$tmp/blocks"
awk -v dir="$tmp/blocks" -f "$here/blocks.awk" "$page" >"$tmp/list" || exit 2
awk '/^\.Sh / { inside = $2 == "DIAGNOSTICS" } inside && /^\.It Ic / { print FNR, $3 }' "$page" >"$tmp/heads"
while read -r n kind line mark; do
	id=$(awk -v line="$line" '$1 < line { id = $2 } END { print id }' "$tmp/heads")
	case $kind,$mark in
	fu,gives=*)
		[ "$mark" = "gives=$id" ] || fail "$id: an example marked $mark"
		fu-parse "$tmp/blocks/$n.fu" >/dev/null 2>"$tmp/err"
		[ -s "$tmp/err" ] || fu-parse -c "$tmp/blocks/$n.fu" 2>"$tmp/err"
		[ "$(ids "$tmp/err")" = "$id" ] ||
			fail "$line: the example of $id gives $(ids "$tmp/err" | tr '\n' ' ')"
		;;
	fu,template=*)
		[ "$mark" = "template=$id" ] || fail "$id: a template marked $mark"
		echo "who=Jane" >"$tmp/data"
		"$tmp/render" "$tmp/blocks/$n.fu" "$tmp/data" >/dev/null 2>"$tmp/err"
		[ "$(ids "$tmp/err")" = "$id" ] ||
			fail "$line: the template of $id gives $(ids "$tmp/err" | tr '\n' ' ')"
		;;
	console,-)
		[ -n "$id" ] || continue
		rm -rf "$tmp/cwd"
		mkdir "$tmp/cwd"
		cp -R "$top/examples/deals" "$tmp/cwd/deals"
		awk -f "$here/dialogue.awk" "$tmp/blocks/$n.console" >"$tmp/script"
		(cd "$tmp/cwd" && sh "$tmp/script" </dev/null) >"$tmp/err" 2>&1
		[ "$(ids "$tmp/err")" = "$id" ] ||
			fail "$line: the example of $id gives $(ids "$tmp/err" | tr '\n' ' ')"
		;;
	*) continue ;;
	esac
	echo "$id" >>"$tmp/shown"
done <"$tmp/list"

cut -d ' ' -f 1 "$tmp/code" | sort >"$tmp/all"
count=$(sort -u "$tmp/shown" | wc -l)
echo "$elsewhere" | tr ' ' '\n' >>"$tmp/shown"
sort -u "$tmp/shown" | comm -23 "$tmp/all" - >"$tmp/missing"
while read -r id; do
	fail "$id has no example"
done <"$tmp/missing"

# -- types and their keys -----------------------------------------------------

{
	fu-parse -l keys
	echo
	fu-parse -l types
} | awk -F '\t' '
function tokens(type, field,    n, w, i, k, out) {
	out = ""
	n = split(field, w, " ")
	for (i = 1; i <= n; i++) {
		k = w[i]
		if (k == "only:" || k == "at:" || k == "-")
			continue
		if (k ~ /:$/)
			k = k kind[type, substr(k, 1, length(k) - 1)]
		out = out " " k
	}
	return out == "" ? " nothing" : out
}
$0 == "" { types = 1; next }
$1 == "type" { next }
!types { kind[$1, $2] = $4; next }
{ print $1 ":" tokens($1, $2) " /" tokens($1, $3) }' >"$tmp/code"

section TYPES | awk '
/^\.It Ic / { type = $3; next }
/^\.It needs$/ { part = "needs"; next }
/^\.It may have$/ { part = "may"; next }
/^\.El$/ {
	if (part != "")
		print type ":" needs " /" may
	part = needs = may = ""
	next
}
part == "needs" { needs = needs " " $0 }
part == "may" { may = may " " $0 }' >"$tmp/page"
compare TYPES
types=$(wc -l <"$tmp/page")

# -- kinds and their words ----------------------------------------------------

fu-parse -l kinds | awk -F '\t' 'NR > 1 { print $1 ": " $2 }' >"$tmp/code"
section VALUES | awk '
function show() { if (kind != "") print kind ": " (words == "" ? "-" : words); kind = words = "" }
/^\.It Em / { show(); kind = $3 }
/^\.Dl / { words = substr($0, 5) }
END { show() }' >"$tmp/page"
compare VALUES
kinds=$(wc -l <"$tmp/page")

echo "$(wc -l <"$tmp/all") findings, $count with an example, $types types, $kinds kinds; $failed failed"
[ "$failed" -eq 0 ]
