#!/usr/bin/env bats
# What fu-cal prints as other calendars read it: calcurse, khal, Python's
# icalendar; and yearly rules as Python's dateutil has them.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	export HOME=$PWD
	cp -R "$TOP/examples/deals" deals
}

# python_with MODULE: leaves in $python one that has it.
python_with() {
	for python in python3 /usr/bin/python3; do
		"$python" -c "import $1" 2>/dev/null && return
	done
	skip "no python3 with $1"
}

# A due record for each of many hostile texts, on days of their own.
hostile() {
	local n=0

	while IFS= read -r text; do
		n=$((n + 1))
		printf '2025-08-%02d due +acme %%p%d @me rule:promise act:do -- %s\n' "$n" "$n" "$text"
	done <<-'END'
		END:VTODO
		a\, b\; c\n d \\ e, f; g: h
		"quoted" and 'single'
		BEGIN:VALARM TRIGGER:-PT1S ACTION:PROCEDURE ATTACH:file:///bin/sh
		森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田森田
		🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂
		=?utf-8?Q?=0ABEGIN:VTODO?= %0D%0A &amp; <b>
	END
	printf '2025-08-20 due +acme %%long @me rule:promise act:do %s\n' "$(fill 10000 x | sed 's/x/é, /g')"
}

@test "Python's icalendar reads every entry as it was meant" {
	python_with icalendar
	cat >check.py <<-'END'
		import datetime, icalendar, subprocess, sys

		# DATE, IDs and TEXT of each record, as fu-parse has them.
		records = subprocess.run(["fu-parse", "-o", "tsv", "-f", "date,text,amt,deal", sys.argv[1]],
		    capture_output=True, text=True, check=True).stdout.split("\n")[1:-1]
		def plain(s):
		    out, i = "", 0
		    while i < len(s):
		        if s[i] == "\\":
		            i += 1
		            out += {"t": "\t", "n": "\n", "\\": "\\"}[s[i]]
		        else:
		            out += s[i]
		        i += 1
		    return out
		raw = open(sys.argv[2], "rb").read()
		assert raw.endswith(b"\r\n")
		for line in raw[:-2].split(b"\r\n"):
		    assert len(line) <= 75 and b"\n" not in line and b"\r" not in line, line
		    line.decode("utf-8")
		cal = icalendar.Calendar.from_ical(raw)
		entries = cal.subcomponents
		assert len(entries) == len(records), (len(entries), len(records))
		assert len({str(e["uid"]) for e in entries}) == len(entries)
		for e, r in zip(entries, records):
		    date, text, amt, deal = (plain(f) for f in r.split("\t"))
		    assert not e.errors, e.errors
		    when = (e["due"] if e.name == "VTODO" else e["dtstart"]).dt
		    form = "%Y-%m-%dT%H:%M" if isinstance(when, datetime.datetime) else "%Y-%m-%d"
		    assert when.strftime(form) == date, (when, date)
		    if isinstance(when, datetime.datetime):
		        assert when.tzinfo is None
		    end = text + (", " + amt if amt else "") + " (+" + deal + ")"
		    if "\\" not in text: # which this package unescapes twice
		        assert str(e["summary"]).endswith(end), (str(e["summary"]), end)
		        assert str(e["description"]).endswith(text)
		    for a in e.subcomponents:
		        assert a.name == "VALARM" and str(a["action"]) == "DISPLAY"
		print(len(entries))
	END
	fu-due -a deals >due.fu
	hostile >hostile.fu
	for records in due.fu hostile.fu; do
		for option in '' -e; do
			fu-cal $option "$records" >cal.ics
			"$python" check.py "$records" cal.ics >out || {
				echo "$records $option"
				return 1
			}
			holds out "$(wc -l <"$records")"
		done
	done
}

# bare: summaries without whom they name first, the amount and the deal.
bare() {
	sed -E 's/(^| )(Waiting for|Write to|Call|Text|See) @[^:]*: /\1/
		s/(, [0-9][0-9.]*[A-Za-z]*)? \(\+[^ ]*\)$//'
}

# due_days: DATE and text of each entry that there should be, sorted.
due_days() {
	fu-due -a -o tsv deals | sed 1d | cut -f 1,7 | tr '\t' ' ' | sort
}

@test "calcurse has each task once, though imported twice, and what is done is gone" {
	command -v calcurse >/dev/null || skip "calcurse is not installed"
	mkdir cc
	for run in 1 2 3; do
		[ "$run" -lt 3 ] || echo '2025-07-16 done +supply %p4' >>deals/supply/deal.fu
		[ "$run" -gt 1 ] || printf '[0] Buy milk\n' >cc/todo
		fu-due -a deals | sh "$TOP/examples/calendar/calcurse.sh" cc
		{ due_days | sed 's/^[^ ]* //' && echo 'Buy milk'; } | sort >want.texts
		sed 's/^[^ ]* //' cc/todo | bare | sort >got.texts
		same want.texts got.texts
	done
	lacks cc/todo 'pallet labels'
}

@test "calcurse has each event on its day" {
	command -v calcurse >/dev/null || skip "calcurse is not installed"
	mkdir cc
	fu-due -a deals | fu-cal -e >events.ics
	calcurse -D cc -q -i events.ics </dev/null >/dev/null
	due_days | sed 's/ .*//; s/T.*//' | sort >want.days
	sed 's|^\(..\)/\(..\)/\(....\).*|\3-\1-\2|' cc/apts | sort >got.days
	same want.days got.days
	holds got.days 2025-07-17
	has cc/apts '^07/17/2025 @ 09:30 '
}

@test "khal has each event once, on its day, though imported twice" {
	command -v khal >/dev/null || skip "khal is not installed"
	fu-due -a deals | fu-cal -e >events.ics
	mkdir kh
	cat >khal.conf <<-END
		[calendars]
		[[fu]]
		path = $PWD/kh
		type = calendar
		[locale]
		local_timezone = UTC
		default_timezone = UTC
		timeformat = %H:%M
		dateformat = %Y-%m-%d
		longdateformat = %Y-%m-%d
		datetimeformat = %Y-%m-%d %H:%M
		longdatetimeformat = %Y-%m-%d %H:%M
		[sqlite]
		path = $PWD/khal.db
	END
	khal -c khal.conf import --batch events.ics
	khal -c khal.conf import --batch events.ics
	khal -c khal.conf list --day-format '' --format '{start-date} {title}' 2025-01-01 3000d |
		bare | grep . | sort >got
	due_days | sed 's/^\([^ T]*\)T[^ ]*/\1/' | sort >want
	same want got
}

@test "yearly rules as dateutil has them" {
	python_with dateutil
	cat >rules.py <<-'END'
		import datetime, random
		from dateutil.rrule import rrulestr

		R = random.Random(7)
		FROM, TO = datetime.datetime(2020, 1, 1), datetime.datetime(2029, 12, 31)
		days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
		want = set()
		with open("rules.ics", "w", newline="\r\n") as f:
		    print("BEGIN:VCALENDAR", file=f)
		    for i in range(400):
		        parts = ["FREQ=YEARLY"]
		        # dateutil takes "2MO,TU" for nothing: days with numbers and without don't mix.
		        numbered = R.random() < .5
		        ordinal = lambda top: str(R.choice([-1, 1]) * R.randint(1, top)) if numbered else ""
		        month = R.random() < .5
		        if month:
		            parts.append("BYMONTH=" + ",".join(str(m) for m in R.sample(range(1, 13), R.randint(1, 2))))
		        by_day = R.random()
		        if by_day < .5:
		            parts.append("BYDAY=" + ",".join(ordinal(5 if month else 53) + R.choice(days)
		                for _ in range(R.randint(1, 2))))
		        elif by_day < .7:
		            parts.append("BYMONTHDAY=" + ",".join(str(R.choice([-1, 1]) * R.randint(1, 31))
		                for _ in range(R.randint(1, 2))))
		        if R.random() < .3:
		            parts.append("INTERVAL=%d" % R.randint(1, 4))
		        end = R.random()
		        if end < .3:
		            parts.append("COUNT=%d" % R.randint(1, 60))
		        elif end < .5:
		            parts.append("UNTIL=%d%02d%02d" % (R.randint(2018, 2030), R.randint(1, 12), R.randint(1, 28)))
		        R.shuffle(parts)
		        start = datetime.datetime(R.randint(2005, 2026), 1, 1) + datetime.timedelta(R.randrange(366))
		        rule = ";".join(parts)
		        print("BEGIN:VEVENT", "DTSTART;VALUE=DATE:%s" % start.strftime("%Y%m%d"), "RRULE:" + rule,
		            "SUMMARY:%d" % i, "END:VEVENT", sep="\n", file=f)
		        for d in rrulestr(rule, dtstart=start).between(FROM, TO, inc=True):
		            want.add("%s holiday %d" % (d.strftime("%Y-%m-%d"), i))
		    print("END:VCALENDAR", file=f)
		with open("want", "w") as f:
		    f.write("".join(sorted(w + "\n" for w in want)))
	END
	"$python" rules.py
	fu-cal -i -b 2020-01-01 -e 2029-12-31 rules.ics | sort >got
	[ "$(wc -l <want)" -gt 1000 ]
	same want got
}

@test "what fu-cal exports it can read: days and texts come back" {
	hostile >hostile.fu
	fu-cal -e hostile.fu | fu-cal -i >out 2>err
	want_err ''
	cut -d ' ' -f 1 hostile.fu >want.days
	cut -d ' ' -f 1 out >got.days
	same want.days got.days
	sed '$d; s/.* -- //' hostile.fu >want.texts
	sed '$d; s/^[^ ]* holiday \(-- \)\{0,1\}//; s/ (+acme)$//' out >got.texts
	same want.texts got.texts
	fu-parse -c out >/dev/null
}

@test "the example calendar of holidays" {
	fu-cal -i -e 2025-12-31 "$TOP/examples/calendar/holidays.ics" >out 2>err
	want_err ''
	want_out "2025-01-01 holiday New Year's Day
2025-05-26 holiday Memorial Day
2025-11-27 holiday until:2025-11-28 Thanksgiving, and the bridge day
2025-12-24 holiday until:2026-01-02 The workshop is closed"
	while IFS= read -r holiday; do # the example deals have them as well
		fu-parse -t holiday "$TOP/examples/deals" >policy
		holds policy "$holiday"
	done <out
}
