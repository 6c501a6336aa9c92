# peers.sh: the tables of bench.sh that hold the programs against the tools one
# would take instead, each on the same data in its own form; it reads this file.
# shellcheck shell=sh disable=SC2016,SC2154 # Markdown; bench.sh sets the rest

# form NAME SIZE [BOOK]: makes the file once and tells its path.
form() {
	peer=$dir/peer-${3-ascii}-$2.$1
	if [ ! -f "$peer" ]; then
		"$dir/other" "$1" <"$dir/${3-ascii}-$2.fu" >"$peer.new"
		mv "$peer.new" "$peer"
	fi
	echo "$peer"
}

# What is open and was made by today is due within the week or late.
rec_due="Date << '2025-07-01' && By << '$week' && !(Closed << '2025-07-01')"
due_sorted='"$1" -v now="$2" -f "$3" "$4" | sort'
ledger_due="account=~/^Due/ and date<=[$now] and aux_date<[$week]"

# The commands of a table, with the tools that can stand so many records.  A
# round to warm up would cost the slow ones much and tell nothing: the files have
# been written or read just before.
peers() {
	[ "$1" -le "$steady" ] || return 0
	f=$dir/ascii-$1.fu
	rem=$(form rem "$1")
	json=$(form json "$1")
	csv=$(form csv "$1")
	cat "$f" "$rem" "$json" "$csv" >/dev/null
	peers_check "$1"
	peers_due "$1"
	table "### $1 records: who keeps their word, beside a script" "score-$1" "$f" -w \
		'score `fu-score -k reliability`' ./fu-score -n "$now" -k reliability "$f" ::: \
		"mawk \`$awk_name -f counts.awk\`" "$awk" -v "now=$now" -f "$here/counts.awk" "$f"
}

# beside_scripts ID FILE TITLE [-w] [ROW... :::]: what is due and who keeps their word,
# each beside its script; the rows given first.
beside_scripts() {
	id=$1 f=$2 title=$3
	shift 3
	table "### $title" "$id" "$f" "$@" \
		'due `fu-due`' ./fu-due -n "$now" "$f" ::: \
		"mawk \`$awk_name -f due.awk\` to \`sort\`" \
		sh -c "$due_sorted" sh "$awk" "$now" "$here/due.awk" "$f" ::: \
		'score `fu-score -k reliability`' ./fu-score -n "$now" -k reliability "$f" ::: \
		"counts \`$awk_name -f counts.awk\`" "$awk" -v "now=$now" -f "$here/counts.awk" "$f"
}

# The hard book, beside the scripts alone.
late() {
	[ "$1" -le "$steady" ] || return 0
	records "late-$1.fu" "$1" -l
	f=$dir/late-$1.fu
	cat "$f" >/dev/null
	beside_scripts "late-$1" "$f" "$1 records of the hard book, beside scripts" -w \
		'check `fu-parse -t x-none`' ./fu-parse -t x-none "$f" ::: \
		"lean \`$awk_name -f lean.awk\`" "$awk" -f "$here/lean.awk" "$f" :::
}

peers_check() {
	set -- "$1" \
		'check `fu-parse -t x-none`' ./fu-parse -t x-none "$f" ::: \
		"lean \`$awk_name -f lean.awk\`, the shape of the tokens" "$awk" -f "$here/lean.awk" "$f" ::: \
		"mawk \`$awk_name -f check.awk\`, most of what fu-parse does" "$awk" -f "$here/check.awk" "$f" ::: \
		'remind `remind -n`' remind -n "$rem" "$now" ::: \
		'jq `jq empty`' jq empty "$json"
	# It reads ahead of itself, and has a gigabyte by then.
	[ "$1" -gt 1000000 ] ||
		set -- "$@" ::: 'mlr `mlr nothing`, of CSV' mlr --icsv --ojson nothing "$csv"
	if [ "$1" -le "$heavy" ]; then
		journal=$(form journal "$1")
		set -- "$@" ::: \
			'ledger `ledger source`' ledger -f "$journal" source ::: \
			'hledger `hledger check`' hledger -f "$journal" check
	fi
	if [ "$1" -le "$heavy" ] && [ "$1" -le 100000 ]; then
		set -- "$@" ::: \
			'recfix `recfix`' recfix "$(form rec "$1")" ::: \
			'leanjq `jq -f lean.jq`, the shape of the fields' jq -c -f "$here/lean.jq" "$json" ::: \
			'leanmlr `mlr filter -f lean.mlr`, the same' \
			mlr --icsv --ojsonl filter -x -f "$here/lean.mlr" "$csv"
	fi
	size=$1
	shift
	table "### $size records: checking, beside other tools" "check-$size" "$f" -w "$@"
}

peers_due() {
	set -- "$1" \
		'due `fu-due`' ./fu-due -n "$now" "$f" ::: \
		"mawk \`$awk_name -f due.awk\` to \`sort\`" \
		sh -c "$due_sorted" sh "$awk" "$now" "$here/due.awk" "$f" ::: \
		'remind `remind` to `sort`' \
		sh -c 'command -v remind >/dev/null || exit 127; remind -h "$1" "$2" | sort' sh "$rem" "$now"
	if [ "$1" -le "$heavy" ]; then
		set -- "$@" ::: \
			'ledger `ledger balance`' ledger -f "$journal" bal --flat --no-total -l "$ledger_due" ::: \
			'hledger `hledger balance`' hledger -f "$journal" bal \
			date:..2025-07-01 "not:date2:$week.." 'acct:^Due' --flat -N ::: \
			'recsel `recsel -S By`' recsel -t Record -e "$rec_due" -S By -p By,Deal,Id,Who,Text "$(form rec "$1")"
	fi
	size=$1
	shift
	table "### $size records: what is due, beside other tools" "due-$size" "$f" -w "$@"
}

# answer LABEL EXPECTED COMMAND...: how many lines it prints, and whether that is
# as many as another printed; '' if it asks something else.
answer() {
	label=$1
	expected=$2
	shift 2
	if ! command -v "$1" >/dev/null; then
		echo "| $label | not installed | |"
		return
	fi
	lines=$("$@" | grep -c .) || true
	verdict='asks something else'
	[ -z "$expected" ] || verdict='the same'
	[ -z "$expected" ] || [ "$lines" -eq "$expected" ] || verdict=DIFFERS
	echo "| $label | $lines | $verdict |"
}

# fu-parse -r, of which those are asked for that due.awk looks for.
items_due() {
	./fu-parse -r -n "$now" -t promise,owed "$1" | "$awk" -v "week=$week" '
		/ state:(open|late|said)( |$)/ && match($0, / by:[0-9-]*/) && substr($0, RSTART + 4, RLENGTH - 4) < week'
}

# What the people of whom anything is known kept, as counts.awk and fu-score say it.
people_counted() {
	"$awk" -v "now=$now" -f "$here/counts.awk" "$1"
}

people_scored() {
	./fu-score -n "$now" -k reliability "$1" |
		sed -n 's/^[^ ]* score +- \(@[^ ]*\) .*\( kept:[^ ]* late:[^ ]* broken:[^ ]* open:[^ ]*\) .*/\1\2/p'
}

none='kept:0 late:0 broken:0 open:0$'

# Whether those that are asked the same question say the same: answers BOOK NAME.
answers() {
	n=10000
	f=$dir/$1-$n.fu
	journal=$(form journal $n "$1")
	rec=$(form rec $n "$1")
	rem=$(form rem $n "$1")
	printf '\n### %s records of the %s book: lines of the answer\n\n' "$n" "$2"
	printf '| what is due | lines | beside due.awk |\n|---|---:|---|\n'
	expected=$("$awk" -v "now=$now" -f "$here/due.awk" "$f" | wc -l)
	answer "\`$awk_name -f due.awk\`" "$expected" "$awk" -v "now=$now" -f "$here/due.awk" "$f"
	answer '`fu-parse -r`, promises and debts not closed' "$expected" items_due "$f"
	answer '`ledger balance`' "$expected" ledger -f "$journal" bal --flat --no-total -l "$ledger_due"
	answer '`hledger balance`' "$expected" hledger -f "$journal" bal \
		date:..2025-07-01 "not:date2:$week.." 'acct:^Due' --flat -N
	answer '`recsel`' "$expected" recsel -t Record -e "$rec_due" -P Id "$rec"
	answer '`remind`, which keeps what is closed and says nothing of what is late' '' remind -h "$rem" "$now"
	answer '`fu-due`, which works out the rules too' '' ./fu-due -n "$now" "$f"
	people_counted "$f" | grep -v "$none" | sort >"$dir/counted"
	people_scored "$f" | grep -v "$none" | sort >"$dir/scored"
	same='the same to the figure'
	cmp -s "$dir/counted" "$dir/scored" || same=DIFFERS
	printf '\n| who keeps their word | people | beside counts.awk |\n|---|---:|---|\n'
	printf '| `%s -f counts.awk` | %s | the same |\n' "$awk_name" "$(wc -l <"$dir/counted")"
	printf '| `fu-score -k reliability` | %s | %s |\n' "$(wc -l <"$dir/scored")" "$same"
}
