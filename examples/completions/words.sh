#!/bin/sh
# words.sh PROGRAM [WORD...] LAST: what LAST, which may be empty, can become on
# a command line of one of fu's programs.  fu.bash, _fu and fu.fish call it.
#
# Prints a line a candidate, the word and, behind a tab, what it means; nothing
# where a file may stand.  Options are read from `PROGRAM -h`, words of the
# language from `fu-parse -l`, names from the files and folders on the command
# line, else from $FU_DIR.
set -u
LC_ALL=C
export LC_ALL

# -x, and behind a tab the name of its value if it takes one, for each option
options() {
	"$program" -h 2>/dev/null | awk '
		{ gsub(/[][]| \| /, "\n"); text = text "\n" $0 }
		END {
			n = split(text, piece, "\n")
			for (i = 1; i <= n; i++) {
				sub(/^(usage:)? *fu-[a-z]+ +/, "", piece[i])
				sub(/^ +/, "", piece[i])
				if (split(piece[i], part, " ") == 2 && part[1] ~ /^-[A-Za-z]$/)
					print part[1] "\t" part[2]
				else if (piece[i] ~ /^-[A-Za-z]+ *$/)
					for (c = 2; substr(piece[i], c, 1) ~ /[A-Za-z]/; c++)
						print "-" substr(piece[i], c, 1)
			}
		}'
}

# value_of -abx: the name of the value that comes behind, if -x takes one
value_of() {
	options | OPTION=-${1#"${1%?}"} awk '$1 == ENVIRON["OPTION"] { print $2; exit }'
}

# table NAME: its rows, without the head
table() { fu-parse -l "$1" 2>/dev/null | sed 1d; }

# records FIELDS FILE... [-- OPTION...]: rows of the records in the files
records() {
	[ $# -gt 1 ] || return
	fields=$1
	shift
	fu-parse -o tsv -f "$fields" "$@" 2>/dev/null | sed 1d
}

# rows "name TAB meaning" to candidates with a sigil
with() { SIGIL=$1 awk '!/^(\t|$)/ { print ENVIRON["SIGIL"] $0 }' | sort -u; }

# the words of a kind of value
kind_words() {
	table kinds | KIND=$1 awk -F '\t' '$1 == ENVIRON["KIND"] && $2 != "-" {
		n = split($2, word, " ")
		for (i = 1; i <= n; i++)
			print word[i] "\t" $3
	}'
}

moments() {
	printf '%s\n' today tomorrow eom eoq eoy
	kind_words weekdays
}

# what an option's value can be, by its name in the usage
option_words() {
	case $1 in
	*'|'*) echo "$1" | tr '|' '\n' ;;
	type*) table types | cut -f 1,4 ;;
	field*)
		fu-parse -o tsv </dev/null | tr '\t' '\n'
		table keys | cut -f 2 | sort -u
		;;
	moment) moments ;;
	kind)
		kind_words re
		printf '%s\n' call brief journal
		;;
	*) kind_words "$1" ;;
	esac
}

# ids FILE...: of the deal that fu-log writes to: what has a name of its own
ids() {
	case $first in
	+?*) set -- "$@" "$first" ;;
	esac
	{
		table types | awk -F '\t' -v OFS='\t' '(" " $2 " ") ~ / %id / && $5 !~ /^what became/ { print "type", $1 }'
		records id,type,text "$@"
	} | awk -F '\t' '$1 == "type" { names[$2] = 1; next } $2 in names { print $1 "\t" $2 ": " $3 }' | with %
}

# rules FILE...: those built in, which are records, and those of the files
rules() {
	fu-parse -l rules 2>/dev/null | fu-parse -o tsv -f id,text 2>/dev/null | sed 1d
	records id,text "$@" -t rule
}

# key_words KEY FILE...: values of a key of $type
key_words() {
	key=$1
	kind=$(table keys | TYPE=$type KEY=$1 awk -F '\t' '$1 == ENVIRON["TYPE"] && $2 == ENVIRON["KEY"] { print $4 }')
	shift
	case $kind in
	item) ids "$@" ;;
	person | audience) records person,text "$@" -t who | with @ ;;
	when) moments ;;
	name) [ "$key" != rule ] || rules "$@" | with '' ;;
	*) kind_words "$kind" ;;
	esac
}

keys() {
	table keys | TYPE=$type TAKEN="$taken" awk -F '\t' '
		$1 == ENVIRON["TYPE"] && $2 != "at" && !index(ENVIRON["TAKEN"], " " $2 ":") { print $2 ":\t" $3 ", " $4 }'
}

# operand WORD: what stands before the last word, as fu-log reads it
operand() {
	if [ -z "$first" ]; then
		first=$1
	elif [ -z "$type" ]; then
		case $1 in
		[0-9]* | -) ;; # a date
		*) type=$1 ;;
		esac
	else
		case $1 in
		[+%@]?*) ;;
		[a-z]*:?*) taken="$taken ${1%%:*}:" ;;
		*) text=true ;;
		esac
	fi
}

# candidates FILE...
candidates() {
	case $spec in
	?*)
		option_words "${spec%,...}"
		return
		;;
	esac
	case $program:$last in
	*:-*) $ended || options ;;
	*:+*) records deal,text "$@" -t deal | with + ;;
	*:@*) records person,text "$@" -t who | with @ ;;
	*/fu-log:* | fu-log:*)
		$text || [ -z "$first" ] || case $type:$last in
		:*) table types | awk -F '\t' '$5 != "derived" { print $1 "\t" $4 }' ;;
		*:%*) ids "$@" ;;
		*:[a-z]*:*) key_words "${last%%:*}" "$@" ;;
		*) keys ;;
		esac
		;;
	esac
}

program=$1
shift
first='' type='' taken='' text=false spec='' ended=false left=$#
while [ "$left" -gt 1 ]; do # files go behind what is left
	word=$1
	shift
	left=$((left - 1))
	if [ -n "$spec" ]; then
		spec=''
		continue
	fi
	case $ended:$word in
	false:--) ended=true ;;
	false:-?*) spec=$(value_of "$word") ;;
	*)
		operand "$word"
		[ ! -e "$word" ] || set -- "$@" "$word"
		;;
	esac
done
last=${1-}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || [ -z "${FU_DIR-}" ] || set -- "$FU_DIR"

# Of a list, and of KEY:VALUE, the last piece is completed.
case $last in
[+%@-]*) before='' ;;
*,*) before=${last%,*}, ;;
[a-z]*:*) before=${last%%:*}: ;;
*) before='' ;;
esac
candidates "$@" | BEFORE=$before LAST=$last awk -F '\t' '
	{ $0 = ENVIRON["BEFORE"] $0 }
	substr($1, 1, length(ENVIRON["LAST"])) == ENVIRON["LAST"] && !seen[$1]++'
