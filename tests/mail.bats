#!/usr/bin/env bats
# What fu-mail makes of messages that Python's email package writes; of any size;
# and of such as are broken on purpose.

load helper

people() {
	cat <<-'END'
		deal +acme Widget supply
		who @me side:us mail:dana@whitfield.example Dana Whitfield
		who @jane side:them mail:jane@acme.example Jane Doe
		2025-06-30 met +acme @jane
	END
}

@test "headers and attachments are what Python's email package put there" {
	need_python
	people >people.fu
	cat >write.py <<-'END'
		import base64, email.header, email.message, email.policy, email.utils, datetime, mailbox, random

		R = random.Random(11)
		alphabets = {
		    "us-ascii": "abc XYZ 019 .-_=?()<>\"\\,;:+%@#",
		    "utf-8": "aé ß€森🙂ñ ‑z",
		    "iso-8859-1": "aéß ñ¿z",
		    "iso-8859-15": "aé€Š z",
		    "windows-1252": "a€„“ éz",
		    "iso-8859-2": "ąłŻ ěz",
		    "koi8-r": "привет мир",
		    "iso-2022-jp": "日本 語です",
		    "shift_jis": "日本 語です",
		    "euc-kr": "한국 어",
		    "gb2312": "你好 世界",
		    "big5": "你好 世界",
		}
		def text(charset):
		    words = ["".join(R.choice(alphabets[charset]) for _ in range(R.randint(1, 14))) for _ in range(R.randint(1, 9))]
		    return " ".join(" ".join(words).split()) or "x"
		def quoted(s): # as a value or a text of a record
		    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"' if " " in s or s[0] == '"' or s.startswith("//") else s
		box = mailbox.mbox("box")
		want = []
		for i in range(240):
		    charset = R.choice(list(alphabets))
		    subject = text(charset)
		    zone = datetime.timezone(datetime.timedelta(minutes=R.choice([0, 60, 330, -300, -570, 765])))
		    when = datetime.datetime(2025, 1, 1, tzinfo=zone) + datetime.timedelta(minutes=i * 2000)
		    m = email.message.EmailMessage(policy=R.choice([email.policy.SMTP, email.policy.default]))
		    m["From"] = email.utils.formataddr((text("utf-8"), R.choice(["jane@acme.example", "Jane@Acme.example"])))
		    m["To"] = "Dana <dana@whitfield.example>"
		    m["Date"] = when
		    m["Message-ID"] = "<m%d@acme.example>" % i
		    m.set_content(text(R.choice(["utf-8", "us-ascii"])) + "\n\nFrom here\n")
		    if R.random() < .4:
		        m.add_alternative("<p>x</p>", subtype="html")
		    name = None
		    if R.random() < .5:
		        if R.random() < .4:
		            m.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png", disposition="inline")
		        name = text(R.choice(["us-ascii", "utf-8"])).replace("/", "").replace("\\", "")[:40].strip() or "x"
		        m.add_attachment(b"x" * R.randint(0, 500), maintype="application", subtype="pdf", filename=name)
		        if R.random() < .3:
		            m.add_attachment(b"y", maintype="application", subtype="pdf", filename="second.pdf")
		    raw = m.as_bytes()
		    if charset == "us-ascii" and R.random() < .5:
		        subject = subject.replace("=?", "-") # else it would be an encoded word
		        head = "Subject: " + subject
		    elif charset in ("gb2312", "big5", "shift_jis"): # to which email.header gives other names
		        words = [base64.b64encode(subject[j:j + 8].encode(charset)).decode() for j in range(0, len(subject), 8)]
		        head = "Subject: " + "\n ".join("=?%s?B?%s?=" % (charset, w) for w in words)
		    else:
		        head = "Subject: " + email.header.Header(subject, charset, header_name="Subject").encode()
		        subject = str(email.header.make_header(email.header.decode_header(head[9:])))
		    box.add(mailbox.mboxMessage(head.encode() + b"\n" + raw.replace(b"\r\n", b"\n")))
		    utc = when.astimezone(datetime.timezone.utc)
		    want.append("%s\tm%d@acme.example\t%s\t%s" % (utc.strftime("%Y-%m-%dT%H:%M"), i,
		        " ".join((name or "").split()), " ".join(subject.split())))
		box.close()
		open("expected", "w", encoding="utf-8").write("".join(w.replace("\\", "\\\\") + "\n" for w in want))
	END
	python3 write.py
	fu-mail -m box people.fu >out 2>err
	want_err ''
	fu-parse out >again
	same out again
	fu-parse -o tsv -f date,msgid,file,text out | sed 1d | sort >got
	sort expected >expected.sorted
	same expected.sorted got
	fu-parse -o tsv -f type,deal,person out | sort -u | sed 1d >kinds
	holds kinds "$(printf 'type\tdeal\tperson')"
	cp out book.fu
	fu-mail -m box people.fu book.fu >out 2>err
	want_out ''
	want_err ''
}

@test "a message of 50 MB takes no more memory than a small one" {
	[ -z "${SAN-}" ] || skip "the sanitizers need all there is"
	${CC:-cc} -D_XOPEN_SOURCE=700 -o peak "$TOP/tests/peak.c"
	people >people.fu
	head() {
		printf '%s\n' 'From: jane@acme.example' 'Date: Wed, 16 Jul 2025 09:00:00 +0000' 'Subject: Big' \
			'Content-Type: multipart/mixed; boundary=x' '' '--x' 'Content-Type: text/plain' ''
	}
	tail() {
		printf '\n--x\nContent-Disposition: attachment; filename=last.pdf\n\n--x--\n'
	}
	echo '2025-07-16T09:00 got +acme @jane via:email file:last.pdf Big' >want
	{ head && tail; } >small
	./peak fu-mail people.fu <small >got 2>small.peak
	same want got
	for line in '' JVBERi0xLjQKJVBERi0xLjQK '    indented'; do
		{
			head
			if [ -n "$line" ]; then yes "$line"; else yes | tr -d '\n'; fi | command head -c 50000000
			tail
		} >big
		./peak fu-mail people.fu <big >got 2>big.peak
		same want got
		echo "$(cat small.peak) and $(cat big.peak) KiB"
		[ "$(cat big.peak)" -lt $(($(cat small.peak) + 3000)) ]
	done
}

@test "an address that is cut at the end of 64 KiB is nobody's" {
	people >people.fu
	for other in 'To: dana@whitfield.example' 'From: dana@whitfield.example'; do
		field=$([ "${other%%:*}" = To ] && echo From || echo To)
		for lead in '' 'x@y.example, '; do
			for n in $(seq 65450 $((65536 - ${#lead}))); do
				printf '%s\nSubject: x\n%s: %s(%0*d)jane@acme.example.evil.example\n\n' \
					"$other" $field "$lead" "$n" 0 >letter
				fu-mail people.fu <letter >>out 2>>err || [ $? -eq 1 ]
			done
		done
	done
	want_out ''
	grep -v 'jane@acme.example.evil.example\|x@y.example\|no address in From' err >others || :
	[ ! -s others ]
}

@test "whatever is broken, one good record a message comes out, or none" {
	need_python
	people >people.fu
	cat >break.py <<-'END'
		import glob, random, subprocess, sys

		R = random.Random(5)
		good = [open(f, "rb").read() for f in sorted(glob.glob(sys.argv[1] + "/tests/golden/fu-mail/*/*.eml"))]
		bits = [b"=?utf-8?Q?=0A2025-07-16_note_x?=", b"=?", b"?=", b'"', b"(", b"<", b">", b",", b"\n", b"\r\n ", b"\0",
		    b"\xff", b"\x1b[31m", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"--", b"boundary=", b"filename*0*=utf-8''%0A%1b",
		    b"jane@acme.example", b"\nFrom: jane@acme.example\nX: ", b"\nMessage-ID: <a@b via:phone>\n", b"\nSubject: +x %y @z by:"]
		for i in range(150):
		    m = bytearray(R.choice(good))
		    for _ in range(R.choice([1, 3, 10])):
		        p = R.randrange(len(m) + 1)
		        if R.random() < .6:
		            m[p:p] = R.choice(bits)
		        else:
		            del m[p:p + R.choice([1, 5, 50])]
		    mail = subprocess.run(["fu-mail", "+acme", "people.fu"], input=bytes(m), capture_output=True, timeout=60)
		    again = subprocess.run(["fu-parse"], input=mail.stdout, capture_output=True, timeout=60)
		    lines = mail.stdout.split(b"\n")[:-1]
		    if (mail.returncode > 1 or b"Sanitizer" in mail.stderr or again.returncode or again.stdout != mail.stdout
		            or len(lines) > 1 or any(l.split()[1] not in (b"got", b"sent") for l in lines)):
		        open("broken", "wb").write(m)
		        sys.exit("case %d, exit %d:\n%r\n%r\n%r" % (i, mail.returncode, mail.stdout, mail.stderr, again.stderr))
	END
	python3 break.py "$TOP"
}

@test "the example for Maildirs records all mail once" {
	cp -R "$TOP/examples/deals" deals
	mkdir -p Mail/new Mail/cur Mail/tmp Mail/.Sent/new
	mail() { # mail FILE FROM TO ID
		printf '%s\n' "From: $2" "To: $3" "Message-ID: <$4@x.example>" "Subject: $4" \
			"Date: Wed, 16 Jul 2025 09:0${1##*/}:00 +0000" '' >"Mail/$1"
	}
	mail new/1 kenji@nikolaou.example dana@whitfield.example one
	mail .Sent/new/2 dana@whitfield.example l.adeyemi@brightwater.example two
	mkdir Mail/Old Mail/Old/cur Mail/.Sent/cur
	mail Old/cur/4 kenji@nikolaou.example dana@whitfield.example four
	mail Old/cur/5:2,DS dana@whitfield.example kenji@nikolaou.example draft
	echo '3 V1752 N5' | tee Mail/dovecot-uidlist Mail/subscriptions >Mail/.Sent/dovecot-uidlist
	sh "$TOP/examples/mail/maildir.sh" deals Mail Mail/.Sent
	mail cur/3 piet@baobab.example dana@whitfield.example three
	sh "$TOP/examples/mail/maildir.sh" deals Mail Mail/.Sent
	cp deals/mail.fu out
	want_out '2025-07-16T09:01 got +supply @kenji via:email msgid:one@x.example one
2025-07-16T09:02 sent +bill @lucian re:other via:email msgid:two@x.example two
2025-07-16T09:04 got +supply @kenji via:email msgid:four@x.example four
2025-07-16T09:03 got +collection @piet via:email msgid:three@x.example three'
	fu-parse -c -n 2026-01-05 deals
	[ ! -d deals/.mail.lock ]
	mkdir deals/.mail.lock # another run is at it
	status=0
	sh "$TOP/examples/mail/maildir.sh" deals Mail 2>err || status=$?
	want_status 2
	[ -d deals/.mail.lock ]
}

@test "the example for procmail records what comes" {
	command -v procmail >/dev/null || skip "procmail is not installed"
	people >people.fu
	mkdir deals
	mv people.fu deals
	{
		echo "PATH=$TOP:/usr/bin:/bin"
		echo 'LOGFILE=log'
		sed "s|^DEALS=.*|DEALS=$PWD/deals|" "$TOP/examples/mail/procmailrc"
		printf ':0\n%s/inbox\n' "$PWD"
	} >rc
	chmod go-w . rc # else procmail does not trust it
	printf '%s\n' 'From: jane@acme.example' 'Message-ID: <a@b.example>' 'Subject: Hello' \
		'Date: Wed, 16 Jul 2025 09:00:00 +0000' '' text >hello
	procmail -m "$PWD/rc" <hello
	procmail -m "$PWD/rc" <hello
	cp deals/mail.fu out
	want_out '2025-07-16T09:00 got +acme @jane via:email msgid:a@b.example Hello'
	[ "$(grep -c '^Subject: Hello' inbox)" -eq 2 ]
}

@test "whatever adds to mail.fu takes one lock" {
	locks=$(grep -oh '[.][a-z]*[.]lock' "$TOP/examples/mail/procmailrc" \
		"$TOP/examples/mail/maildir.sh" "$TOP/man/fu-mail.1" | sort -u)
	[ "$locks" = .mail.lock ]
}
