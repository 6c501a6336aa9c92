# tables.sh: the tables of bench.sh that are about the programs themselves; it
# reads this file.  The word before each label is the row's key in the log.
# shellcheck shell=sh disable=SC2016,SC2154 # Markdown; bench.sh sets the rest

one_size() {
	records "ascii-$1.fu" "$1"
	f=$dir/ascii-$1.fu

	set -- "$1" \
		'wc `wc -l`' wc -l "$f" ::: \
		"grep \`grep -c ' done '\`" sh -c 'exec grep -c " done " "$1" >"$2"' sh "$f" "$dir/grepped" ::: \
		'check `fu-parse -t x-none`, checks and prints nothing' ./fu-parse -t x-none "$f" ::: \
		'print `fu-parse`, checks and prints all' ./fu-parse "$f"
	[ "$1" -gt "$helpers" ] ||
		set -- "$@" ::: 'cross `fu-parse -c`, checks across records too' ./fu-parse -c "$f"
	size=$1
	shift
	table "### $size records: reading and checking" "read-$size" "$f" "$@"
	set -- "$size"
	table "### $1 records: what is due, who keeps their word" "book-$1" "$f" \
		'due `fu-due`' ./fu-due -n "$now" "$f" ::: \
		'score `fu-score -k reliability`' ./fu-score -n "$now" -k reliability "$f"
	peers "$1"
	late "$1"
	[ "$1" -gt "$helpers" ] || drafts "$1"
	[ "$1" -gt "$helpers" ] || upkeep "$1"
}

# Messages that are due, one a deal of ten records, against reading what comes
# out; and those messages read again.
drafts() {
	f=$dir/drafts-$1.fu
	mails=$dir/drafts-$1.mbox
	[ -f "$f" ] || "$awk" -v "n=$(($1 / 10))" -f "$here/drafts.awk" >"$f"
	./fu-recap -n 2025-07-16 -o mail "$f" >"$mails"
	table "### $(($1 / 10)) messages that are due, of $1 records" "drafts-$1" "$mails" \
		'cat `cat` of the mails' cat "$mails" ::: \
		'check `fu-parse -t x-none`, reads the records and checks them' ./fu-parse -t x-none "$f" ::: \
		'none `fu-recap -k nudge @me`, and keeps them, and drafts nothing' \
		./fu-recap -n 2025-07-16 -k nudge @me "$f" ::: \
		'text `fu-recap`, as text' ./fu-recap -n 2025-07-16 "$f" ::: \
		'mail `fu-recap -o mail`' ./fu-recap -n 2025-07-16 -o mail "$f" ::: \
		'read `fu-mail -m`, of the mails and the records' ./fu-mail -m "$mails" -n 2025-07-16 "$f"
}

# What is appended to a file, merged and exported.  Each adds a record to ours
# and another to theirs, in places far apart.
upkeep() {
	f=$dir/ascii-$1.fu
	mkdir -p "$dir/log-$1"
	cp "$f" "$dir/log-$1/book.fu"
	./fu-due -a -n "$now" "$f" >"$dir/due-$1.txt"
	table "### $1 records: one more, and what is due as tasks" "helper-$1" "$f" \
		'wc `wc -l`' wc -l "$f" ::: \
		'log `fu-log FILE note TEXT`' \
		./fu-log -n "$now" "$dir/log-$1/book.fu" note +harbor-1 Asked about the freight ::: \
		'cal `fu-cal`, of what `fu-due -a` prints' ./fu-cal -n "$now" "$dir/due-$1.txt"
	rm -r "$dir/log-$1"
	[ "$1" -le 1000000 ] || return 0
	{ head -n 100 "$f"; echo '2025-06-30 note +harbor-1 Ours'; tail -n +101 "$f"; } >"$dir/ours"
	{ cat "$f"; echo '2025-06-30 note +harbor-1 Theirs'; } >"$dir/theirs"
	table "### $1 records merged, three files of that many" "merge-$1" "$f" -w \
		'git `git merge-file -p`, which knows lines alone' \
		git merge-file -p "$dir/ours" "$f" "$dir/theirs" ::: \
		'merge `fu-merge -p`' ./fu-merge -p "$f" "$dir/ours" "$dir/theirs"
}

# The scripts at the largest size asked for, but no more than a million.
scripts() {
	n=$(most 1000000)
	records "ascii-$n.fu" "$n"
	records "cyrillic-$n.fu" "$n" -u cyrillic
	records "cjk-$n.fu" "$n" -u cjk
	records "aligned-$n.fu" "$n" -a
	records "hostile-$n.fu" "$n" -w
	table "### $n records: scripts, \`fu-parse -t x-none\`" scripts "$dir/ascii-$n.fu" \
		'ascii ASCII' ./fu-parse -t x-none "$dir/ascii-$n.fu" ::: \
		'cyrillic Cyrillic' ./fu-parse -t x-none "$dir/cyrillic-$n.fu" ::: \
		'cjk CJK' ./fu-parse -t x-none "$dir/cjk-$n.fu"
	table "### $n records, columns aligned by blanks: \`fu-parse\`" aligned "$dir/aligned-$n.fu" \
		'wc `wc -l`' wc -l "$dir/aligned-$n.fu" ::: \
		'print checks and prints all' ./fu-parse "$dir/aligned-$n.fu"
	table "### $n records, hostile texts: \`fu-parse\`" hostile "$dir/hostile-$n.fu" \
		'wc `wc -l`' wc -l "$dir/hostile-$n.fu" ::: \
		'print checks and prints all' ./fu-parse "$dir/hostile-$n.fu"
}

# shape_of WHAT RECORDS FILE: makes the file.
shape_of() {
	"$awk" -v what="$1" -v n="$2" -f "$here/shapes.awk" >"$3.new"
	mv "$3.new" "$3"
}

# The same events in books of extreme shapes, a million records at most.
shapes() {
	n=$(most 1000000)
	for what in plain small deal people crowd holidays rules same open deals; do
		shape=$dir/shape-$what-$n.fu
		[ -f "$shape" ] || shape_of $what "$n" "$shape"
	done
	shape() {
		echo ./fu-due -n 2025-05-15 "$dir/shape-$1-$n.fu"
	}
	# shellcheck disable=SC2046 # the words of the commands
	table "### $n records in extreme shapes: \`fu-due\`" shapes "$dir/shape-plain-$n.fu" \
		'plain plain: 1,000 records a deal' $(shape plain) ::: \
		'small 40 records a deal' $(shape small) ::: \
		'deal all in one deal' $(shape deal) ::: \
		'people many people' $(shape people) ::: \
		'crowd many people in one deal' $(shape crowd) ::: \
		'holidays 100,000 holidays besides' $(shape holidays) ::: \
		'rules 10,000 rules besides, for other types' $(shape rules) ::: \
		'same 1,000 rules besides, for every letter' $(shape same)
	# shellcheck disable=SC2046
	table "### $n open promises: \`fu-due\`" open "$dir/shape-open-$n.fu" \
		'open 1,000 a deal' $(shape open) ::: \
		'deals each a deal of its own' $(shape deals)
}

# by_date FROM TO: the book as one file in the order of its dates, so that the next
# record is another deal's.
by_date() {
	[ ! -f "$2" ] || return 0
	{
		grep -v '^[0-9]' "$1" || :
		grep '^[0-9]' "$1" | sort -s -k 1.1,1.10
	} >"$2.new"
	mv "$2.new" "$2"
}

# Records of which each is the scripts' business.
promises() {
	n=$(most 1000000)
	f=$dir/promises-$n.fu
	dated=$dir/promises-by-date-$n.fu
	[ -f "$f" ] || shape_of promises "$n" "$f"
	by_date "$f" "$dated"
	beside_scripts "promises-$n" "$f" "$n promises and what became of them, deal by deal" -w
	beside_scripts "dated-$n" "$dated" "The same by date" -w
}

# The ordinary book as a journal.
journal() {
	n=$(most 1000000)
	records "ascii-$n.fu" "$n"
	f=$dir/ascii-$n.fu
	journal=$dir/journal-$n.fu
	by_date "$f" "$journal"
	beside_scripts "journal-$n" "$journal" "$n records as one journal, by date" \
		'deals `fu-due` of the same, deal by deal' ./fu-due -n "$now" "$f" :::
}

files() {
	[ "$tree" -gt 0 ] || return 0
	t=$dir/tree-$tree
	if [ ! -d "$t" ]; then
		rm -rf "$t.new"
		"$dir/gen" -d "$t.new" "$tree"
		mv "$t.new" "$t"
	fi
	find "$t" -type f >"$dir/names"
	table "### $tree records in $((tree / 20)) files" "tree-$tree" '' \
		'loop a loop of open, read and close over the folder' "$dir/loop" "$t" ::: \
		'named the same over a list of names, no folder read' sh -c 'exec "$1" - <"$2"' sh "$dir/loop" "$dir/names" ::: \
		'cat `find DIR -type f` to `xargs cat`' sh -c 'find "$1" -type f | xargs cat' sh "$t" ::: \
		'check `fu-parse -t x-none DIR`' ./fu-parse -t x-none "$t" ::: \
		'due `fu-due DIR`' ./fu-due -n "$now" "$t"
}

startup() {
	set --
	for program in parse due recap score log merge cal mail; do
		set -- "$@" ::: "$program \`fu-$program -V\`" "./fu-$program" -V
	done
	table '### Start-up, each run the mean of 200' startup '' -r 200 'true `/bin/true`' /bin/true "$@"
}

# Counted, not timed: the same on a busy machine.
instructions() {
	printf '\n### Instructions a record (callgrind)\n\n'
	sh "$here/count.sh" >"$dir/counts" || return 0
	if grep -q skipped "$dir/counts"; then
		sed "s/^bench-check: //" "$dir/counts"
		return
	fi
	printf '| what | instructions a record |\n|---|---:|\n'
	"$awk" '!/:/ { printf "| %s | %s |\n", $1, $2 }' "$dir/counts"
	"$awk" '
		/^records:/ { n = $2 }
		!/:/ { printf "instructions-%d\t%s\t%s\n", n, $1, $2 }' "$dir/counts" >>"$log"
}

# The lines of what is open, which no answer can do without.
memory() {
	n=$(most 1000000)
	for book in ascii late; do
		records "late-$n.fu" "$n" -l
		./fu-parse -r -n "$now" "$dir/$book-$n.fu" | "$awk" -v "n=$n" -v "book=$book" '
			/ state:(open|late|said)( |$)/ { bytes += length($0) + 1 }
			END { printf "open\t%s\t%.2f\n", book, bytes / n }' >>"$log"
	done
}
