#!/bin/sh
# render.sh - renders what ../unit/render.c reads, and the specification's cases
#
#	render.sh RENDER
#
# A template with a partial is rendered from JSON and from NAME=VALUE lines.  If
# MUSTACHE_SPEC names the folder specs of a copy of github.com/mustache/spec,
# the cases of its six core modules must pass, too: all of them, in JSON.
set -u

render=$1
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
passed=0

# same WHAT WANT GOT
same() {
	[ "$2" = "$3" ] || {
		printf '%s: want %s, got %s\n' "$1" "$2" "$3"
		exit 1
	}
	passed=$((passed + 1))
}

printf 'Dear {{who}},\n\n  {{>sums}}\n' >"$dir/letter.mustache"
printf '{{#sums}}\n* {{.}}\n{{/sums}}\n' >"$dir/sums.mustache"
printf '{ "who": "<Jane>", "sums": [10, 20.50] }' >"$dir/data.json"
printf 'who=<Jane>\nsums=a=b\n' >"$dir/data"
same plain 'Dear <Jane>,

  * 10
  * 20.5' "$("$render" "$dir/letter.mustache" "$dir/data.json")"
same lines 'Dear &lt;Jane&gt;,

  * a=b' "$("$render" -h "$dir/letter.mustache" "$dir/data")"

cat >"$dir/case.json" <<'END'
{ "tests": [ { "name": "right", "template": "{{>a}}", "data": { "b": 1 }, "partials": { "a": "{{b}}" }, "expected": "1" },
	{ "name": "wrong", "template": "{{b}}", "data": { "b": 1 }, "expected": "2" } ] }
END
same cases "wrong: want '2', got '1'
$dir/case.json: 1 of 2" "$("$render" -s "$dir/case.json")"

if [ -n "${MUSTACHE_SPEC-}" ]; then
	for module in comments delimiters interpolation inverted partials sections; do
		result=$("$render" -s "$MUSTACHE_SPEC/$module.json") || {
			printf '%s\n' "$result"
			exit 1
		}
		passed=$((passed + ${result##* }))
	done
fi
echo "ok render: $passed"
