#!/bin/sh
# begins.sh DIR: how the subjects of the templates in a folder begin, up to a colon or
# a question mark, and what a message that begins so is about, as rows of C on standard
# output.  A recap thanks as well, and what lists asks of several kinds says where we
# stand; a script for a call and what is for ourselves alone are no messages.
set -eu

cd "$1"
LC_ALL=C awk '
	function row(begins) {
		gsub(/[{][{][^}]*[}]+/, "", begins)
		sub(/(\302\240| )?[:?].*/, "", begins)
		if (begins != "") printf "\t{ \"%s\", \"%s\" },\n", begins, re
	}
	BEGIN {
		about["recap"] = "thanks,recap"
		about["several"] = "update"
		about["version"] = "sign"
		about["call"] = about["brief"] = about["journal"] = ""
	}
	FNR == 1 && sub(/^Subject: /, "") {
		kind = substr(FILENAME, 3)
		sub(/[.].*/, "", kind)
		re = kind in about ? about[kind] : kind
		yes = no = $0 # where it words itself by a flag
		gsub(/[{][{]\^[^{]*/, "", yes)
		gsub(/[{][{]#[^{]*/, "", no)
		if (re != "") row(yes)
		if (re != "" && no != yes) row(no)
	}' ./*.mustache | LC_ALL=C sort -u
