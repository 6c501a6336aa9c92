#!/bin/sh
# team.sh OUTPUT-FOLDER [FOLDER...]: a report for each person of ours, as a file of
# their name: what they have to do, and how they kept their dates.
#
# Who is ours stands in the records: `who @tomas side:us`; @me always is.
set -u

out=${1:?usage: team.sh OUTPUT-FOLDER [FOLDER...]}
shift
if [ $# -eq 0 ]; then
	set -- "${FU_DIR:?set FU_DIR, or name a folder}"
fi
mkdir -p "$out" || exit 2
fu-parse -t who -o tsv -f side,person,text "$@" |
	awk -F '\t' '$1 == "us" || $2 == "me" { print $2 "\t" $3 }' | sort -u |
	while IFS='	' read -r person name; do
		{
			printf '%s\n\n' "$name"
			fu-due -w 7d "@$person" "$@" </dev/null
			echo
			fu-score -k reliability "@$person" "$@" </dev/null
		} >"$out/$person.txt"
	done
