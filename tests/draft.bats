#!/usr/bin/env bats
# The drafts of fu-recap as others read them: Python's email and mailbox
# packages.  And the programs in a pipe: what one prints the next one reads, and
# what the importers print all of them do.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	cp -R "$TOP/examples/deals" deals
}

# Reads what fu-recap printed as text and as mail and holds the two against each
# other, then prints To, Subject and how many messages there were.
#
#	letters.py TEXT MAIL ADDRESSES
#
# ADDRESSES has a line for each draft: from address, to address, and the reader's
# name, parted by tabs, in the order of the drafts.
letters_py() {
	cat >letters.py <<-'END'
		import email, email.header, email.policy, email.utils, mailbox, re, sys

		LONGEST = 78 # bytes of a line, RFC 5322, 2.1.1

		def parse(raw):
		    return email.message_from_bytes(raw, policy=email.policy.default)

		def fail(what, want, got):
		    sys.exit("%s:\nwant %r\ngot  %r" % (what, want, got))

		def equal(what, want, got):
		    if want != got:
		        fail(what, want, got)

		# policy.default puts blanks between encoded words: cpython issue 128110.
		def decoded_name(field):
		    name = email.utils.parseaddr(field)[0]
		    return str(email.header.make_header(email.header.decode_header(name)))

		def check(raw, subject, body, who):
		    sender, reader, name = who
		    for line in raw.split(b"\n"):
		        if len(line) > LONGEST:
		            fail("a line longer than %d bytes" % LONGEST, b"", line)
		        if any(c > 126 or c < 32 and c != 9 for c in line):
		            fail("a byte that is no plain ASCII", b"", line)
		    m = parse(raw)
		    equal("defects", [], list(m.defects))
		    for field, value in m.items():
		        equal("defects of " + field, [], list(value.defects))
		    fields = [f.lower() for f in m.keys()]
		    equal("fields that stand twice", sorted(set(fields)), sorted(fields))
		    equal("fields", set(), set(fields) - {"date", "from", "to", "subject",
		        "message-id", "in-reply-to", "references", "mime-version", "content-type",
		        "content-transfer-encoding"})
		    equal("senders", [sender], [a.addr_spec for a in m["from"].addresses])
		    equal("readers", [reader], [a.addr_spec for a in m["to"].addresses])
		    equal("name", name, decoded_name(email.message_from_bytes(raw)["to"]))
		    equal("subject", subject, m["subject"])
		    equal("type", "text/plain", m.get_content_type())
		    equal("body", body, m.get_content())
		    equal("date", "2025-07-16T12:00:00+00:00", m["date"].datetime.isoformat())
		    if not re.fullmatch(r"<fu\.[0-9a-f]{16}@[a-z.]+>", m["message-id"]):
		        fail("message id", "<fu.HEX@HOST>", m["message-id"])

		text = open(sys.argv[1], encoding="utf-8", newline="").read()
		people = [l.rstrip("\n").split("\t") for l in open(sys.argv[3], encoding="utf-8")]
		texts = [re.fullmatch(r"Subject: (.*)\n\n((?s:.*))", t) for t in text.split("\f\n")]
		equal("drafts as text", len(people), len(texts))
		if len(people) == 1:
		    raws = [open(sys.argv[2], "rb").read()]
		else:
		    box = mailbox.mbox(sys.argv[2], create=False)
		    raws = [box.get_bytes(k) for k in box.keys()]
		equal("drafts as mail", len(people), len(raws))
		ids = set()
		for raw, t, who in zip(raws, texts, people):
		    check(raw, t.group(1), t.group(2), who)
		    ids.add(parse(raw)["message-id"])
		equal("message ids", len(people), len(ids))
		print(len(people), "drafts")
	END
}

need_letters() {
	need_python
	letters_py
}

# drafts FILE-OR-FOLDER ADDRESSES...: as text and as mail, without a finding; what
# is said to the writer is none
drafts() {
	local from=$1

	shift
	fu-recap -k recap "$@" "$from" >text 2>err
	fu-recap -k recap -o mail "$@" "$from" >letters 2>>err
	sed -i.bak '/: note: likes /d' err
	want_err ''
}

@test "mails for the example deals are mails to Python's email package" {
	need_letters
	tab=$(printf '\t')
	while read -r deal person name; do
		me=dana@whitfield.example
		case $deal in mediation-*) me=dana@elmstreet.example ;; esac
		to=$(fu-parse -t who -o json deals | sed -n \
			"s/.*\"person\":\[\"$person\"\].*\"mail\":\"\([^\"]*\)\".*/\1/p")
		drafts deals "+$deal" "@$person"
		printf '%s\n' "$me$tab$to$tab$name" >people
		python3 letters.py text letters people || {
			echo "+$deal @$person"
			return 1
		}
	done <<-'END'
		bill marjorie Marjorie Quill
		collection nomvula Nomvula Dlamini
		longtalk viktor Viktor Stănescu
		mediation-fence amadou Amadou Diallo
		mediation-fence zoe Zoë Marchetti
		mediation-lease harald Harald Brandt
		mediation-lease mina Mina Hoshino (星野 美奈)
		supply eleni Eleni Nikolaou (Ελένη Νικολάου)
		supply kenji Kenji Morita (森田 健二)
	END
}

@test "the mailbox of them all splits into as many" {
	need_letters
	drafts deals
	cat >people <<-'END'
		dana@whitfield.example	m.quill@brightwater.example	Marjorie Quill
		dana@whitfield.example	nomvula@baobab.example	Nomvula Dlamini
		dana@whitfield.example	viktor@grantham.example	Viktor Stănescu
		dana@elmstreet.example	amadou@diallo.example	Amadou Diallo
		dana@elmstreet.example	zoe@marchetti.example	Zoë Marchetti
		dana@elmstreet.example	harald@brandt.example	Harald Brandt
		dana@elmstreet.example	mina@hoshino.example	Mina Hoshino (星野 美奈)
		dana@whitfield.example	eleni@nikolaou.example	Eleni Nikolaou (Ελένη Νικολάου)
		dana@whitfield.example	kenji@nikolaou.example	Kenji Morita (森田 健二)
	END
	python3 letters.py text letters people >result
	holds result '9 drafts'
}

@test "hostile names and texts are mails as well, and come out as they went in" {
	need_letters
	cat >book.fu <<-'END'
		deal +a From =?UTF-8?Q?x?=
		who @me mail:dana@whitfield.example Dana "D" \ Whitfield, Ltd.
		who @a mail:a@b.example From Jane
		who @b mail:b@b.example "Doe, Jane" <x@y.example>; group: =?UTF-8?B?SmFuZQ==?=
		who @c mail:c@b.example 森田 健二 أحمد 🙂
		2025-06-30 met @a @b @c
		2025-06-30 term %t1 From here: a tab	inside, =3D, =20, 100 %, «quotes», 森田, and a text that has to be folded somewhere
		2025-06-30 term %t2 .
		2025-06-30 term %t3 -- --boundary
		2025-06-30 term %t4 Content-Type: text/html
		2025-06-30 promise %p1 @nobody by:2025-07-18 >From the plant
	END
	drafts book.fu
	printf 'dana@whitfield.example\t%s\t%s\n' a@b.example 'From Jane' \
		b@b.example '"Doe, Jane" <x@y.example>; group: =?UTF-8?B?SmFuZQ==?=' \
		c@b.example '森田 健二 أحمد 🙂' >people
	python3 letters.py text letters people >result
	holds result '3 drafts'
}

@test "a text of 100 KB and one without a blank are mails as well" {
	need_letters
	{
		echo 'deal +a Widgets'
		echo 'who @me mail:dana@whitfield.example Dana'
		echo 'who @a mail:a@b.example Jane'
		echo '2025-06-30 met @a'
		printf '2025-06-30 term %%t1 %s\n' "$(fill 100000 x)"
		printf '2025-06-30 term %%t2 %s\n' "$(fill 50000 x | sed 's/x/é/g')"
		printf '2025-06-30 term %%t3 %s\n' "$(fill 50000 x | sed 's/x/ = /g')"
	} >book.fu
	drafts book.fu
	printf 'dana@whitfield.example\ta@b.example\tJane\n' >people
	python3 letters.py text letters people
}

@test "a mail to nobody has no reader, and never two" {
	need_letters
	cat >book.fu <<-'END'
		deal +a Widgets
		who @me mail:dana@whitfield.example Dana
		who @a mail:"a@b.example, Jane <c@d.example>" Jane
		2025-06-30 met @a
		2025-06-30 term %t1 x
	END
	fu-recap -k recap -o mail book.fu >letter 2>err
	has err 'missing-mail'
	python3 -c '
import email, email.policy
m = email.message_from_file(open("letter"), policy=email.policy.default)
assert not m.defects and m["to"] is None and m["cc"] is None and m["bcc"] is None, m.items()'
}

# What is due to people whose names are of many scripts, as a mailbox.
due_in_many_scripts() {
	cat <<-'END'
		deal +a Größe, 森田, مشروع 🙂
		who @me mail:dana@whitfield.example Dana Whitfield
		who @el mail:el@a.example tone:warm Ελένη Νικολάου
		who @ja mail:ja@a.example lang:fr 森田 健二
		who @ar mail:ar@a.example prefers:phone أحمد بن علي
		who @emo mail:emo@a.example tone:informal Zoë 🙂
		2025-07-10 got @el re:question msgid:<q1@a.example>
		2025-07-14 met @el @ja @ar @emo via:video
		2025-07-14 term %t1 Preis: 10 € das Stück, 森田, مئة, 🙂
		2025-07-14 promise %p1 @ja by:2025-07-15 納品する
		2025-07-14 promise %p2 @ar by:2025-07-15 أرسل العيّنة
		2025-07-16 due @el rule:thanks re:thanks via:email act:write Thank them
		2025-07-16 due @el rule:recap re:recap via:email act:write Sum up
		2025-07-16 due %p1 @ja rule:chase re:chase via:email act:write late:1d 納品する
		2025-07-16 due %p2 @ar rule:chase re:chase via:phone act:write late:1d أرسل العيّنة
		2025-07-16 due @emo rule:checkin re:checkin via:email act:write Stay in touch
	END
}

# Name, address, message replied to, subject, and a line of each of its letters.
in_many_scripts='أحمد بن علي|ar@a.example|None|What can we do about it? Größe, 森田, مشروع 🙂
- أرسل العيّنة, due on Tuesday, 15 July 2025
Ελένη Νικολάου|el@a.example|<q1@a.example>|What we agreed: Größe, 森田, مشروع 🙂
Thank you for the video call on Monday, 14 July 2025.
Zoë 🙂|emo@a.example|None|How are things? Größe, 森田, مشروع 🙂
Could you drop me a line by Wednesday, 23 July 2025: is all going as you expected,
森田 健二|ja@a.example|None|Que pouvons-nous faire ? Größe, 森田, مشروع 🙂
- 納品する, prévu le mardi 15 juillet 2025'

@test "what is due, in many scripts, is a mailbox to Python's mail package" {
	need_letters
	due_in_many_scripts | fu-parse | fu-recap -o mail >box 2>err
	want_err ''
	cat >box.py <<-'END'
		import email, email.header, email.policy, email.utils, mailbox, sys

		for raw in (mailbox.mbox("box", create=False).get_bytes(k) for k in range(4)):
		    m = email.message_from_bytes(raw, policy=email.policy.default)
		    assert not m.defects and not any(v.defects for v in m.values()), raw
		    old = email.message_from_bytes(raw)
		    name, address = email.utils.parseaddr(old["to"])
		    name = str(email.header.make_header(email.header.decode_header(name)))
		    print(name, address, m["in-reply-to"], m["subject"], sep="|")
		    print(next(l for l in m.get_content().splitlines() if l[:2] in ("1.", "- ") or "20" in l))
	END
	PYTHONIOENCODING=utf-8 python3 box.py >out
	want_out "$in_many_scripts"
}

@test "what is due, in many scripts, is a mailbox to mblaze" {
	command -v mshow >/dev/null && command -v mhdr >/dev/null || skip "mblaze is not installed"
	due_in_many_scripts | fu-parse | fu-recap -o mail >box 2>err
	awk '/^From / { n++; next } { print >("mail." n) }' box
	for n in 1 2 3 4; do
		printf '%s|' "$(mhdr -d -h to ./mail.$n | sed 's/^"//; s/"* </|/; s/>$//')" \
			"$(mhdr -h in-reply-to ./mail.$n | grep . || echo None)"
		mhdr -d -h subject ./mail.$n
		mshow -N -h '' ./mail.$n | grep -e '^1\. ' -e '^- ' -e 20 | head -n 1
	done >out
	want_out "$in_many_scripts"
}

# accepted FILE: fu-parse prints it as it is, and finds nothing to say.
accepted() {
	fu-parse "$1" >again 2>err
	want_err ''
	same "$1" again
}

@test "what fu-due and fu-score print, fu-parse accepts as canonical" {
	for day in 2025-02-01 2025-07-16 2025-07-16T14:00 2026-01-05; do
		fu-due -a -n "$day" deals >due
		accepted due
		fu-score -n "$day" deals >score
		[ "$(wc -l <score)" -gt 10 ]
		accepted score
		fu-score -x -n "$day" deals | grep -v '^#' >score.x
		same score score.x
	done
}

@test "pipes compose: each program passes on what the next one needs" {
	fu-parse deals >stream
	fu-due deals >due
	fu-score deals >score
	cat stream due >want.due
	fu-due -p <stream >got
	same want.due got
	accepted got
	cat stream due score >want.score
	fu-parse deals | fu-due -p | fu-score -p >got
	same want.score got
	accepted got
	cat stream score due >want.both
	fu-parse deals | fu-score -p | fu-due -p >got
	same want.both got
	fu-recap -k recap deals >recaps
	fu-parse deals | fu-due -p | fu-score -p | fu-recap -k recap >got
	same recaps got
	fu-parse deals | fu-due -p | fu-parse -t due >got
	same due got
}

@test "pipes compose: the checker finds no more than without them" {
	fu-parse -c -n 2026-01-05 deals
	fu-parse deals | fu-due -p -n 2026-01-05 | fu-score -p -n 2026-01-05 |
		fu-parse -c -n 2026-01-05 >out 2>err
	want_out ''
	want_err ''
}

@test "pipes compose: sources are kept through all of them" {
	fu-score -x deals >want.x
	fu-parse -m deals | fu-due -p | fu-parse | fu-score -x >got
	same want.x got
}

@test "sorted parts of the book join: sort -m of each deal's lines is all of them" {
	fu-due -a deals >all
	for deal in deals/*/; do
		fu-due -a "$deal" deals/people.fu deals/policy.fu >"$(basename "$deal").due"
	done
	LC_ALL=C sort -m -- *.due >got
	same all got
}

@test "what the importers print is accepted, whatever the awk" {
	for name in fines invoices; do
		LC_ALL=C awk -f "$TOP/examples/import/$name.awk" "$TOP/examples/import/$name.csv" >book.fu
		accepted book.fu
		fu-parse -c book.fu >out 2>err
		want_err ''
		for awk in mawk gawk 'gawk --posix' 'busybox awk' original-awk; do
			command -v "${awk%% *}" >/dev/null || continue
			# shellcheck disable=SC2086 # a command and its option
			LC_ALL=C $awk -f "$TOP/examples/import/$name.awk" "$TOP/examples/import/$name.csv" >other.fu
			same book.fu other.fu
		done
	done
}

@test "the importers print the same in Turkish, whose small I is another letter" {
	localedef -i tr_TR -f UTF-8 "$PWD/tr_TR.UTF-8" 2>err || skip "there is no Turkish locale"
	for script in 'import/invoices.awk import/invoices.csv' 'import/fines.awk import/fines.csv' \
		'pipelines/todotxt.awk -v date=2025-07-16 todo.txt'; do
		echo '2025-07-01 Inform +ICAO' >todo.txt
		# shellcheck disable=SC2086 # words
		set -- $script
		shift
		[ "$1" = -v ] || set -- "$TOP/examples/$1"
		LC_ALL=C awk -f "$TOP/examples/${script%% *}" "$@" >want
		LOCPATH=$PWD LC_ALL=tr_TR.UTF-8 awk -f "$TOP/examples/${script%% *}" "$@" >got
		[ -s want ]
		same want got
	done
}

@test "fines: who paid, who did not, and what is left" {
	LC_ALL=C awk -f "$TOP/examples/import/fines.awk" "$TOP/examples/import/fines.csv" >book.fu
	fu-due -a book.fu >out
	want_out '2025-05-30 due +fines %B3 @B3 rule:owed act:wait late:47d amt:40.50EUR Fine B3
2025-06-03 due +fines %B1 @B1 rule:ladder re:chase act:write nth:1/5 late:43d amt:40.31EUR Fine B1
2025-07-28 due +fines %B3 @B3 rule:held act:do in:12d amt:40.50EUR Fine B3'
	fu-score -o tsv book.fu | cut -f 5,6 | sed 's/of:[^ ]* val:[^ ]* //; s/ open.*//' >out
	want_out 'person	attr
A1	n:1 kept:1 late:0 broken:0
A2	n:1 kept:1 late:0 broken:0
A3	n:1 kept:0 late:0 broken:1
B1	n:1 kept:0 late:0 broken:1
B2	n:0 kept:0 late:0 broken:0
B3	n:1 kept:0 late:0 broken:1'
}

@test "fines: bad rows are named, the others are turned" {
	cat >log.csv <<-'END'
		case:concept:name,concept:name,time:timestamp,amount,expense,paymentAmount
		A1,Create Fine,2025-03-03 00:00:00+01:00,35.0,,0.0
		A2,Payment,2025-03-04 00:00:00+01:00,,,35.0
		A 3,Create Fine,2025-03-05 00:00:00+01:00,35.0,,
		A4,Create Fine,05/03/2025,35.0,,
		A5,Create Fine,2025-03-05 00:00:00+01:00,35.001,,
		A1,Payment,2025-03-06T14:30:00,,,10
		A1,Create Fine,2025-03-06,35.0,,
		A1,"A ""thing"", of sorts",2025-03-07,,,
		A1,Payment
	END
	status=0
	LC_ALL=C awk -f "$TOP/examples/import/fines.awk" log.csv >out 2>err || status=$?
	want_status 1
	want_out '- deal +fines kind:collection Fines
- who +- @A1 side:them
2025-03-03 owed +fines %A1 @A1 amt:35.00EUR by:+60d Fine A1
2025-03-06T14:30 paid +fines %A1 @A1 amt:10.00EUR
2025-03-07 note +fines %A1 @A1 A "thing", of sorts'
	want_err "log.csv:3: error: case A2 is not created before this
log.csv:4: error: case 'A 3' is no name
log.csv:5: error: time:timestamp '05/03/2025' is none such as 2025-03-01 00:00:00
log.csv:6: error: amount '35.001' has more than 2 decimals or 12 digits
log.csv:8: error: case A1 is created twice
log.csv:10: error: 2 fields where the header has 6"
	accepted out
}
