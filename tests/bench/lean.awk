# lean.awk: what somebody would check of records in a few lines.
#
#	LC_ALL=C mawk -f lean.awk file...
#
# Whether each line starts with a date that can be or `-`, or with a word that
# may do without; whether its type is known, and each token before the text made
# as it should be, with a key that is known.  No line is joined, no value looked
# at, nothing required or held against its type, no byte of the text read:
# check.awk does all that.

BEGIN {
	n = split("deal who rule week holiday away hold resume skip need condition plan offer met sent got agreed term promise owed milestone concern assertion doc done paid amended drop reopen verdict signed gain tactic impasse escalate feedback lesson note close", word, " ")
	for (i = 1; i <= n; i++)
		TYPE[word[i]]
	n = split("amt kind relationship via side org role mail tel prefers tone lang boss authority briefed stance likes until days by re mood win from answer file msgid to for level fault review legal tag worked consent score about as only at why of rule", word, " ")
	for (i = 1; i <= n; i++)
		KEY[word[i]]
}

function wrong(what) {
	print FILENAME ":" FNR ": " what
	bad = 1
}

/^#/ || !NF {
	next
}

{
	i = 2
	if ($1 in TYPE)
		i = 1
	else if ($1 != "-" && $1 !~ /^[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9])?$/)
		wrong("no date: " $1)
	if (!($i in TYPE))
		wrong("no type: " $i)
	while (++i <= NF) {
		c = substr($i, 1, 1)
		if (c == "+" || c == "%" || c == "@") {
			if ($i !~ /^.[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/ && $i != "+-")
				wrong("no name: " $i)
		} else {
			colon = index($i, ":")
			if (colon < 2 || colon == length($i))
				break
			if (!(substr($i, 1, colon - 1) in KEY))
				wrong("no key: " $i)
		}
	}
}

END {
	exit bad
}
