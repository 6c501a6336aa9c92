#!/bin/sh
# diff.sh: compares fu-parse with the reference parser on mutated inputs.
#
#	tests/ref/diff.sh [N [FIRST [file...]]]
#
# Runs the inputs of seeds FIRST to FIRST+N-1 (default 2000 from 1), mutated
# from the files (default: seed.fu and the examples), through both parsers and
# compares what is printed, the exit status and the findings; then feeds what
# was printed back (it must come out the same) and once more with the tokens of
# its heads shuffled.  A difference is cut down to the fewest lines that show it.
# FU_PARSE names another fu-parse; DIFF_MAX differences end the run (default 10);
# DIFF_LINES is how many records an input has (default 20 to 200).
# DIFF_BUILD is the folder the reference is built in (default tests/build/ref).
# Findings are compared by place and name, all of them but what a record that is
# wrong otherwise also lacks.

set -u
cd "$(dirname "$0")/../.." || exit 2
LC_ALL=C
export LC_ALL

n=${1:-2000} first=${2:-1} most=${DIFF_MAX:-10}
if [ $# -gt 2 ]; then shift 2; else set --; fi
[ $# -gt 0 ] || set -- tests/ref/seed.fu examples/deals/*.fu examples/deals/*/*.fu
fu=${FU_PARSE:-./fu-parse}
build=${DIFF_BUILD:-tests/build/ref}
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
trap 'exit 2' HUP INT TERM

# Builds $build/$1 if its source or a library it links is newer.
build() {
	if [ -x "$build/$1" ] && [ -z "$(find tests/ref/"$1".c lib/base lib/value \
	    lib/record/schema.[ch] -name '*.[ch]' -newer "$build/$1")" ]; then
		return
	fi
	mkdir -p "$build"
	${CC:-cc} -O2 -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Wpedantic -Wconversion \
	    -Wshadow -Ilib -o "$dir/$1" tests/ref/"$1".c lib/record/schema.c lib/value/*.c \
	    lib/base/*.c && mv "$dir/$1" "$build/$1" || exit 2
}

# Compares findings: `refparse -s` lines in $1, fu-parse's standard error in $2.
# What is missing (a matter of the whole record) counts where nothing else is
# wrong with the record, warnings where there is no error.
findings() {
	awk -v ref="$1" '
	function add(side, record, place, id, warning,    sort) {
		sort = warning ? 3 : (id ~ /^missing-/ && id != "missing-type") ? 2 : 1
		if (!((side, record) in worst) || sort < worst[side, record])
			worst[side, record] = sort
		all[record] = 1
		record_of[record, sort, place, id] = record
		sort_of[record, sort, place, id] = sort
		more[record, sort, place, id] += side == "r" ? 1 : -1
	}
	BEGIN {
		while ((getline line < ref) > 0) {
			split(line, f, /[ :]/)
			for (i = f[4]; i <= f[5]; i++)
				record[i] = f[4]
			add("r", f[4], f[1] * 4194304 + f[2], f[3],
			    f[3] ~ /^(attribute-in-text|extra-decimals)$/)
		}
	}
	/^<stdin>:[0-9]+:[0-9]+: (error|warning): / {
		split($0, f, ":")
		id = $0
		sub(/.*\[/, "", id)
		sub(/\]$/, "", id)
		r = f[2] in record ? record[f[2]] : "line " f[2]
		add("f", r, f[2] * 4194304 + f[3], id, f[4] == " warning")
		next
	}
	!/^<stdin>:[0-9]+:[0-9]+: note: / { print "strange: " $0; wrong = 1 }
	END {
		for (r in all)
			if (worst["r", r] != worst["f", r])
				wrong = 1
		for (k in more)
			if (more[k] && sort_of[k] == worst["r", record_of[k]])
				wrong = 1
		exit wrong
	}' "$2"
}

# Do all comparisons hold for the input $1?  What failed goes to $why.
same() {
	"$fu" < "$1" > "$dir"/fu.out 2> "$dir"/fu.err
	fu_status=$?
	"$build/refparse" -s < "$1" > "$dir"/ref.out 2> "$dir"/ref.err
	ref_status=$?
	why=status
	[ $fu_status -eq $ref_status ] || return 1
	why=output
	cmp -s "$dir"/fu.out "$dir"/ref.out || return 1
	why=findings
	findings "$dir"/ref.err "$dir"/fu.err || return 1
	why='round trip'
	"$fu" < "$dir"/fu.out > "$dir"/again 2> "$dir"/again.err || return 1
	cmp -s "$dir"/fu.out "$dir"/again || return 1
	why='token order'
	"$build/mutate" -t "$seed" < "$dir"/fu.out > "$dir"/shuffled
	"$fu" < "$dir"/shuffled > "$dir"/again 2> "$dir"/again.err || return 1
	cmp -s "$dir"/fu.out "$dir"/again
}

# Drops lines from $1, ever fewer at once, as long as something still differs.
shrink() {
	lines=$(($(wc -l < "$1") + 1))
	step=$(((lines + 1) / 2))
	while :; do
		at=0
		while [ $at -lt $lines ]; do
			{
				[ $at -eq 0 ] || head -n $at "$1"
				tail -n +$((at + step + 1)) "$1"
			} > "$dir"/less
			if [ -s "$dir"/less ] && ! cmp -s "$dir"/less "$1" && ! same "$dir"/less; then
				cp "$dir"/less "$1"
				lines=$(($(wc -l < "$1") + 1))
			else
				at=$((at + step))
			fi
		done
		[ $step -gt 1 ] || break
		step=$(((step + 1) / 2))
	done
	same "$1"
}

show() {
	printf 'seed %s: %s differs\nprintf '\''' "$seed" "$why"
	"$build/mutate" -p < "$1" | tr -d '\n'
	printf "' | fu-parse\n"
	for f in fu.out fu.err ref.out ref.err; do
		sed "s/^/	$f: /" "$dir"/$f
	done
	case $why in
	round*|token*) sed 's/^/	again: /' "$dir"/again "$dir"/again.err ;;
	esac
	printf '\tstatus: %s, reference %s\n' "$fu_status" "$ref_status"
}

build refparse
build mutate
[ -x "$fu" ] || { echo "diff.sh: no $fu" >&2; exit 2; }
"$fu" "$@" > "$dir"/canonical.fu 2> "$dir"/fu.err
set -- "$@" "$dir"/canonical.fu
differ=0
seed=$first
while [ "$seed" -lt $((first + n)) ]; do
	"$build/mutate" "$seed" "${DIFF_LINES:-$((20 + seed * 37 % 181))}" "$@" > "$dir"/in
	if ! same "$dir"/in; then
		shrink "$dir"/in
		show "$dir"/in
		differ=$((differ + 1))
		[ $differ -lt "$most" ] || break
	fi
	seed=$((seed + 1))
done
echo "$((seed - first)) inputs, $differ differ"
[ $differ -eq 0 ]
