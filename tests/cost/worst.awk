# worst.awk -v family=NAME -v n=N: input of N parts that is as bad as one can
# make it, for programs that are to cost the same for each byte.  `families` says
# what reads it.  n=0 gives what is there without a part.
function line(s) { printf "%s\n", s }
function promise(id, day, more) {
	printf "2025-07-%02d promise %%%s @jane by:2025-07-%02d%s Item\n", day, id, day + 1, more
}
function head() { line("deal +acme Widgets") }
function mail_head() {
	line("From: Jane Doe <jane@acme.example>")
	line("To: me@us.example")
	line("Date: Tue, 15 Jul 2025 10:00:00 +0000")
}
# Ids that differ in few bits and are anagrams: what cheap hashes fold together.
function anagram(i,    s, b) {
	s = ""
	for (b = 0; b < 20; b++) s = s (int(i / 2 ^ b) % 2 ? "ab" : "ba")
	return s
}
function typed(i,    d) {
	d = i % 14 + 1
	if (i % 20 == 0) printf "\ndeal +d%d amt:120000USD relationship:keep  Widget supply\n\n", i / 20
	if (i == 0) printf "- who @jane side:them mail:jane@acme.example  Jane Doe\n"
	if (i % 5 == 0) printf "2025-07-%02dT10:00  met     @jane via:video       Price, volume, delivery\n", d
	if (i % 5 == 1) printf "2025-07-%02d        term    %%t%d                   Payment terms: net 30 days\n", d, i
	if (i % 5 == 2) printf "2025-07-%02d        promise %%p%d @jane by:+10bd    Deliver the first 1,000 units\n", d, i
	if (i % 5 == 3) printf "2025-07-%02dT16:00  sent    @jane re:recap\n", d
	if (i % 5 == 4) printf "2025-07-15        done    %%p%d\n", i - 2
}
function records(    i, j, s) {
	if (family == "typed") { # as people write them
		for (i = 0; i < n; i++) typed(i)
		return 1
	}
	head()
	if (family == "names")
		for (i = 0; i < n; i++) promise(anagram(i), i % 28 + 1, "")
	else if (family == "chain") { # each for the one before
		line("2025-07-01 owed %o0 @jane amt:900000USD by:2025-07-10 Invoice")
		for (i = 1; i <= n; i++)
			printf "2025-07-02 promise %%o%d @jane by:2025-07-10 amt:1USD for:%%o%d Pay\n", i, i - 1
		for (i = 1; i <= n; i += 10) printf "2025-07-03 paid %%o%d amt:1USD\n", i
	} else if (family == "cycle") { # each for the next, the last for the first
		for (i = 0; i < n; i++)
			printf "2025-07-02 promise %%o%d @jane by:2025-07-10 amt:1USD for:%%o%d Pay\n", i, (i + 1) % n
		for (i = 1; i <= n; i += 10) printf "2025-07-03 paid %%o%d amt:1USD\n", i
	} else if (family == "star") { # all for one
		line("2025-07-01 owed %o @jane amt:900000USD by:2025-07-10 Invoice")
		for (i = 0; i < n; i++) {
			printf "2025-07-02 promise %%p%d @jane by:2025-07-10 amt:1USD for:%%o Pay\n", i
			printf "2025-07-03 paid %%p%d amt:1USD\n", i
		}
	} else if (family == "unknown") # references to nothing
		for (i = 0; i < n; i++) printf "2025-07-02 done %%p%d\n", i
	else if (family == "text") { # one record
		printf "2025-07-02 note "
		for (i = 0; i < n; i++) printf "a:b \303\251 "
		line("")
	} else if (family == "too-long") { # beyond what a record may hold
		printf "2025-07-02 note "
		for (i = 0; i < n; i++) printf "%01000d", 0
		line("")
	} else if (family == "folds") { # one record of many lines
		line("2025-07-02 note A")
		for (i = 0; i < n; i++) line("\tb")
	} else if (family == "folded-ids")
		folded_ids()
	else if (family == "blanks") # lines that may yet continue
		for (i = 0; i < n; i++) line(i % 2 ? " " : "\t ")
	else if (family == "comments")
		for (i = 0; i < n; i++) line("# " i)
	else if (family == "attributes") # as many in a record as its head may hold
		for (i = 0; i < n; i += 4000) {
			printf "- x-many"
			for (j = 3999; j >= 0 && i + j < n; j--) printf " k%d:%d", j, i
			line("")
		}
	else if (family == "quotes")
		for (i = 0; i < n; i++) line("- who @p" i " org:\"\\\"\\\\\\\"\\\\\\\"\\\\\" role:\" \"")
	else if (family == "errors") # a finding each, with its nearest word
		for (i = 0; i < n; i++)
			printf "2025-07-02 promse %%p%d @jane by:2025-07-%02d Call\n", i, i % 50
	else if (family == "controls") # a finding for each byte
		for (i = 0; i < n; i++) printf "%s", i % 1000 == 999 ? "\001\n" : "\001"
	else if (family == "people") { # one deal that names nobody when it is struck
		for (i = 0; i < n; i++) printf "2025-07-01 met @p%d\n", i
		line("2025-07-02 agreed")
	} else if (family == "everyone") { # all in one line
		printf "2025-07-01 met"
		for (i = 0; i < n && i < 8000; i++) printf " @p%d", i
		line("")
		for (i = 0; i < n; i++) printf "2025-07-02 sent @p%d re:question\n", i
	} else if (family == "holds") # with every item held, and resumed
		for (i = 0; i < n; i++) {
			promise("p" i, 1, "")
			printf "2025-07-02 hold %%p%d until:2025-07-%02d\n", i, i % 28 + 3
			printf "2025-07-03 resume %%p%d\n", i
		}
	else if (family == "ping-pong") { # one item, held and let go
		promise("p", 1, "")
		for (i = 0; i < n; i++)
			printf "2025-%02d-%02dT%02d:%02d %s %%p @jane\n", i % 6 + 1, i % 28 + 1, i % 24, i % 60, i % 2 ? "resume" : "hold"
	} else if (family == "reopened") { # one item, done and taken back
		promise("p", 1, "")
		for (i = 0; i < n; i++)
			printf "2025-07-%02dT%02d:%02d %s %%p\n", i % 14 + 2, i % 24, i % 60, i % 2 ? "reopen" : "done"
	} else if (family == "trigger") { # parts of one item, of which nothing is counted
		promise("p", 1, "")
		for (i = 0; i < n; i++) printf "2025-07-10 done %%p amt:1pcs Number %d\n", i
	} else if (family == "skips")
		for (i = 0; i < n; i++) {
			promise("p" i, 1, "")
			printf "2025-07-%02d skip rule:chase @jane %%p%d\n", i % 28 + 1, i
		}
	else if (family == "events") # many of one kind in one deal: each might answer each
		for (i = 0; i < n; i++)
			printf "2025-%02d-%02dT%02d:%02d %s @jane re:question Number %d\n", i % 12 + 1, i % 28 + 1, i % 24, i % 60, i % 2 ? "sent" : "got", i
	else if (family == "one-item") { # to which everything happens
		line("2025-01-01 owed %o1 @jane amt:900000USD by:2025-02-01 Invoice")
		for (i = 0; i < n; i++)
			printf "2025-%02d-%02d %s\n", i % 6 + 1, i % 28 + 1, i % 3 ? "paid %o1 amt:1USD" : i % 2 ? "amended %o1 by:2025-08-01" : "sent @jane re:chase %o1"
	} else if (family == "rules") # 40 that all begin at the same
		for (i = 0; i < n; i++) {
			if (i < 40) printf "- rule %%r%d after:met until:sent/idea within:%dd re:idea Write\n", i, i + 1
			printf "2025-06-%02d met @q%d\n", i % 30 + 1, i
		}
	else if (family == "rule-ring") { # each would follow the one before, the first the last
		for (i = 0; i < n && i < 60; i++)
			printf "- rule %%r%d after:exhausted until:got within:1d re:idea Write\n", i
		for (i = 0; i < n; i++) printf "2025-06-%02d sent @q%d re:idea\n", i % 30 + 1, i % 100
	} else if (family == "many-rules") # of many deals, each with its own
		for (i = 0; i < n; i++) {
			printf "- rule +d%d %%r after:met until:sent/idea within:1d re:idea Write\n", i
			printf "2025-06-30 met +d%d @jane\n", i
		}
	else if (family == "deals")
		for (i = 0; i < n; i++) printf "2025-07-01 met +d%d @jane\n", i
	else if (family == "holidays")
		for (i = 0; i < n; i++) {
			printf "%d-%02d-%02d holiday Day off\n", 2000 + i % 100, i % 12 + 1, int(i / 100) % 28 + 1
			printf "2025-07-01 promise %%p%d @jane by:+%dbd Call\n", i, i % 900 + 1
		}
	else if (family == "absences") # of one person, and whom it is waited for
		for (i = 0; i < n; i++) {
			printf "2025-%02d-%02d away @jane until:2025-12-%02d\n", i % 12 + 1, i % 28 + 1, i % 28 + 1
			printf "2025-07-01 promise %%p%d @jane by:2025-07-10 Call\n", i
		}
	else if (family == "inner") # one person, declared for each deal alone
		for (i = 0; i < n; i++)
			printf "deal +d%d Title\nwho +d%d @jane side:them org:o%d Jane\n2025-07-01 met @jane\n", i, i, i
	else if (family == "signers") {
		line("2025-07-01 doc %d @p0 Contract")
		for (i = 0; i < n; i++) {
			printf "2025-07-01 doc %%d%d @p%d @me Contract\n", i, i
			printf "2025-07-02 signed %%d%d @p%d\n", i, i
		}
	} else if (family == "offers")
		for (i = 0; i < n; i++)
			printf "2025-07-%02dT%02d:%02d offer %s amt:%dUSD For all\n", i % 14 + 1, i % 24, i % 60, i % 2 ? "@me" : "@jane", i + 1
	else if (family == "gains") {
		line("2025-07-01 term %t Net 30 days")
		for (i = 0; i < n; i++) printf "2025-07-01 gain %%t @p%d Certainty\n", i
	} else if (family == "lessons")
		for (i = 0; i < n; i++) {
			printf "2025-07-01 tactic tag:t%d worked:%s\n", i, i % 2 ? "yes" : "no"
			printf "2025-07-01 lesson tag:t%d Wait\n", i % 7
		}
	else if (family == "declared") # over and over, key by key
		for (i = 0; i < n; i++) {
			printf "2025-07-01 who @jane org:o%d\n", i
			printf "2025-07-01 deal +acme amt:%dUSD\n", i + 1
		}
	else if (family == "equal")
		for (i = 0; i < n; i++) line("2025-07-01 promise %p @jane by:2025-07-10 Item")
	else if (family == "due") # people to write to
		for (i = 0; i < n; i++)
			printf "2025-07-16 due +acme @p%d rule:chase re:chase act:write nth:1/4 Call\n", i
	else if (family == "crowd" || family == "crowd-due")
		crowd()
	else if (family == "crowd-veiled") { # some items are not for all
		crowd()
		line("2025-07-01 promise %hidden @me only:us by:2025-07-10 Call\n2025-07-01 who @me only:us Dana")
	} else if (family == "late-parts") { # of one milestone, each somebody else's
		for (i = 0; i < n; i++) {
			s = s " @p" i
			printf "2025-06-02 promise %%q%d @p%d for:%%m by:2025-06-%02d Part\n", i, i, 10 + i % 18
		}
		if (n) line("2025-06-01 milestone %m" s " by:2025-06-20 Ship")
	} else if (family == "same-day") { # a term amended over and over, of which all were told
		line("2025-07-01 term %t Net")
		for (i = 0; i < n; i++) {
			printf "2025-07-10T13:%02d amended %%t Net %d\n", i % 60, i
			printf "2025-07-10T12:00 got @p%d re:recap answer:yes\n", i
			s = s " @p" i
		}
		if (n) line("2025-07-10 amended %t Net, at last\n2025-07-11 met" s " via:phone")
	} else return 0
	return 1
}
# A line each, in another order than theirs, of items that nothing defines.
function folded_ids(    i) {
	for (i = 0; i < n; i++) printf "%s %%number-%d", i % 4000 ? "\n" : "\n2025-07-01 met @jane", 9999 - i % 4000
	line("")
}
# One deal of many people, each with something late, something to sign and something that
# was done and paid before they were last told.
function crowd(    i, all) {
	for (i = 0; i < n; i++) {
		printf "2025-07-01 promise %%p%d @p%d by:2025-07-10 Call\n", i, i
		printf "2025-07-01 doc %%d%d @p%d @me Contract\n", i, i
		printf "2025-07-01 plan %%k%d @p%d by:2025-08-01 Talk\n", i, i
		printf "2025-07-01 owed %%o%d @p%d amt:9USD by:2025-07-10 Invoice\n2025-07-03 paid %%o%d amt:9USD\n", i, i, i
		all = all " @p" i
		if (family == "crowd-due") {
			printf "2025-07-16 due @p%d %%p%d rule:chase re:chase act:write Call\n", i, i
			printf "2025-07-16 due @p%d rule:thanks re:thanks act:write Thank them\n", i
			printf "2025-07-16 due @p%d %%d%d rule:sign re:sign act:write Contract\n", i, i
		}
	}
	if (n) line("2025-07-04 sent" all " re:update via:email\n2025-07-14 met" all " via:phone")
}
function mails(    i) {
	if (family == "mailbox")
		for (i = 0; i < n; i++) { # a thread
			line("From jane@acme.example Tue Jul 15 10:00:00 2025")
			mail_head()
			printf "Message-ID: <m%d@acme.example>\nIn-Reply-To: <m%d@acme.example>\n\nFrom here\n\n", i, i - 1
		}
	else if (family == "mime") { # parts in parts
		mail_head()
		for (i = 0; i < n; i++) printf "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i
	} else if (family == "parts") {
		mail_head()
		line("Content-Type: multipart/mixed; boundary=b\n")
		for (i = 0; i < n; i++) line("--b\nContent-Type: text/plain\n\nText")
	} else if (family == "almost") { # lines that nearly end a part
		mail_head()
		line("Content-Type: multipart/mixed; boundary=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n\n--bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n")
		for (i = 0; i < n; i++) line("--bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb- From")
	} else if (family == "folded") {
		mail_head()
		printf "Subject: a\n"
		for (i = 0; i < n; i++) line(" b")
		line("")
	} else if (family == "recipients") {
		mail_head()
		printf "Cc: "
		for (i = 0; i < n; i++) printf "P%d <p%d@acme.example>,\n ", i, i
		line("\n")
	} else if (family == "answered") {
		mail_head()
		printf "References:"
		for (i = 0; i < n; i++) printf " <m%d@acme.example>\n", i
		line("")
	} else if (family == "mailfield") { # what opens an id, or an address, over and over
		mail_head()
		printf "References:"
		for (i = 0; i < n; i++) printf " <<<<<<a@<<<<\n"
		printf " >\nCc:"
		for (i = 0; i < n; i++) printf " <<<<<<a@<<<<\n"
		line(" >\n")
	} else if (family == "nested-comments") {
		line("Date: Tue, 15 Jul 2025 10:00:00 +0000")
		printf "From: "
		for (i = 0; i < n; i++) printf "(a\n "
		line("<jane@acme.example>\n")
	} else if (family == "encoded") {
		mail_head()
		printf "Subject:"
		for (i = 0; i < n; i++) printf " =?utf-8?q?=C3=A9?=\n"
		line("")
	} else if (family == "foreign") { # a character set of its own each time
		mail_head()
		printf "Subject:"
		for (i = 0; i < n; i++) printf " =?%s?q?=A4=A2?=\n", i % 2 ? "EUC-JP" : "BIG5"
		line("")
	} else if (family == "parameters") {
		mail_head()
		printf "Content-Type: application/pdf"
		for (i = 0; i < n; i++) printf "; name*%d=a\n ", n - i
		line("\n")
	} else if (family == "fields") {
		mail_head()
		for (i = 0; i < n; i++) printf "X-F%d: a\n", i
		line("")
	} else return 0
	return 1
}
function calendars(    i) {
	if (family == "ics-properties") {
		printf "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20250716\r\nSUMMARY:Off\r\n"
		for (i = 0; i < n; i++) printf "X-P%d;A=b:c\r\n", i
		printf "END:VEVENT\r\nEND:VCALENDAR\r\n"
	} else if (family == "ics-events") {
		printf "BEGIN:VCALENDAR\r\n"
		for (i = 0; i < n; i++)
			printf "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:2025%02d%02d\r\nSUMMARY:Off\r\nEND:VEVENT\r\n", i % 12 + 1, i % 28 + 1
		printf "END:VCALENDAR\r\n"
	} else if (family == "ics-nested") {
		for (i = 0; i < n; i++) printf "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
	} else if (family == "ics-folded") {
		printf "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20250716\r\nSUMMARY:a\r\n"
		for (i = 0; i < n; i++) printf " b\r\n"
		printf "END:VEVENT\r\nEND:VCALENDAR\r\n"
	} else if (family == "ics-dates") {
		printf "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20250716\r\nSUMMARY:Off\r\n"
		for (i = 0; i < n; i++) printf "RDATE;VALUE=DATE:2025%02d%02d\r\nEXDATE;VALUE=DATE:2025%02d%02d\r\n", i % 12 + 1, i % 28 + 1, i % 11 + 1, i % 27 + 1
		printf "END:VEVENT\r\nEND:VCALENDAR\r\n"
	} else if (family == "ics-yearly") {
		printf "BEGIN:VCALENDAR\r\n"
		for (i = 0; i < n; i++)
			printf "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:19000229\r\nRRULE:FREQ=YEARLY;INTERVAL=%d;BYMONTH=2;BYDAY=-1MO\r\nSUMMARY:Off\r\nEND:VEVENT\r\n", i % 9 + 1
		printf "END:VCALENDAR\r\n"
	} else if (family == "ics-bad") {
		printf "BEGIN:VCALENDAR\r\n"
		for (i = 0; i < n; i++) printf "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20251350\r\nEND:VEVENT\r\n"
		printf "END:VCALENDAR\r\n"
	} else return 0
	return 1
}
function templates(    i) {
	if (family == "tags")
		for (i = 0; i < n; i++) printf "{{to.name}}\n"
	else if (family == "sections") # as deep as they may be, over and over
		for (i = 0; i < n; i++) printf "{{#to}}%s", i % 200 == 199 || i == n - 1 ? repeat("{{/to}}", i % 200 + 1) : ""
	else if (family == "too-deep")
		for (i = 0; i < n; i++) printf "{{#to}}"
	else if (family == "delimiters")
		for (i = 0; i < n; i++) printf "{{=<%% %%>=}}<%%={{ }}=%%>"
	else if (family == "unclosed")
		for (i = 0; i < n; i++) printf "{{ "
	else if (family == "braces")
		for (i = 0; i < n; i++) printf "{{{{ }"
	else if (family == "partials")
		for (i = 0; i < n; i++) printf "{{>none%d}}", i
	else if (family == "mustache-names")
		for (i = 0; i < n; i++) printf "{{a%d.b}}", i
	else return 0
	return 1
}
function repeat(s, k,    r) {
	r = ""
	while (k-- > 0) r = r s
	return r
}
# side: 0 the base, 1 ours, 2 theirs
function merges(    i) {
	if (family == "merge-equal") {
		head()
		for (i = 0; i < n + side; i++) line("2025-07-01 note The same")
	} else if (family == "merge-new") {
		head()
		for (i = 0; i < n * (side > 0); i++) printf "2025-07-%02d note %s %d\n", i % 28 + 1, side == 1 ? "ours" : "theirs", i
	} else if (family == "merge-ids") {
		head()
		for (i = 0; i < n * (side > 0); i++) promise("p" i, i % 28 + 1, " to:@" side)
	} else if (family == "merge-turned") {
		head()
		for (i = 0; i < n; i++) printf "2025-07-01 note %d\n", side == 1 ? n - i : i * (side == 2 ? 7 : 1) % n
	} else if (family == "merge-weave") { # no dates on one side to be woven by
		head()
		for (i = 0; i < n * (side > 0); i++) line(side == 1 ? "- who @p" i " side:them" : "2025-07-01 note Number " i)
	} else if (family == "merge-folded-ids") {
		head()
		folded_ids()
		line("2025-07-01 note " side)
	} else if (family == "merge-clash") {
		head()
		for (i = 0; i < n; i++) printf "2025-07-01 promise %%p%d @jane by:2025-07-10 Text %d\n", i, side
	} else return 0
	return 1
}
BEGIN {
	if (!(mails() || calendars() || templates() || merges() || records())) {
		print "worst.awk: no family " family >"/dev/stderr"
		exit 1
	}
}
