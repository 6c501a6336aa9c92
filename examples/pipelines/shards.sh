#!/bin/sh
# shards.sh [-j JOBS] [-n FOLDERS] [-S HOST,...] COMMAND [ARG...]: runs the command
# over many folders at a time, and prints what a single run over all would.
#
#	find deals -mindepth 1 -maxdepth 1 -type d |
#	    sh shards.sh -j 4 fu-due -n 2025-07-16 deals/people.fu deals/policy.fu
#
# Standard input names a file or folder a line; -n of them (500) are put behind the
# command at a time, -j (2) at once: with xargs, or with -S by GNU parallel on those
# hosts, by ssh, JOBS on each; they need the programs and the files at the same path.
#
# Two things make the result the same to the byte.  A deal's records must be in one
# shard, and what all deals share (people, policy) is named in the command, so that
# every shard has it; it must define no items.  And the command must print in byte
# order, as fu-due does: then `sort -m` joins the parts.  Say -n: hosts and minutes
# may differ in what today is.
#
# Exit status: the highest of the commands'.
set -eu
LC_ALL=C
export LC_ALL

jobs=2 folders=500 hosts=
while getopts j:n:S: option; do
	case $option in
	j) jobs=$OPTARG ;;
	n) folders=$OPTARG ;;
	S) hosts=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
mkdir "$tmp/out"
: >"$tmp/log"

if [ -n "$hosts" ]; then
	# -q: the words of the command as they are; the log's 7th column is the status.
	parallel -q -S "$hosts" -j "$jobs" -n "$folders" --wd "$PWD" --env FU_ME --env TZ \
		--files --tmpdir "$tmp/out" --joblog "$tmp/jobs" "$@" >/dev/null || :
	awk 'NR > 1 { print $7 }' "$tmp/jobs" >"$tmp/log"
else
	# shellcheck disable=SC2016 # $0 and $@ are the inner shell's
	tr '\n' '\0' | xargs -0 -n "$folders" -P "$jobs" sh -c '
		out=$(mktemp "$0/out/XXXXXX")
		"$@" >"$out" || echo $? >>"$0/log"' "$tmp" "$@"
fi
find "$tmp/out" -type f -exec sort -m {} +
awk '$1 > worst { worst = $1 } END { exit worst }' "$tmp/log"
