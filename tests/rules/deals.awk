# deals.awk - made-up deals with all that rules look at, the same ones every time:
#
#	awk -v deals=100 -v seed=1 -f deals.awk
#
# Every line names its deal, so any shuffle or split of the lines means the same.
# The records are valid by fu(5); what they tell need not make sense, but each kind
# of event meets each kind of item, at times on the same day, and some are equal.

# A number from 0 to n - 1: the generator of Park and Miller (CACM 31, 1988), which
# every awk counts alike, with the seed of their minimal standard.
function rnd(n) {
	state = state * 16807 % 2147483647
	return int(state / 2147483647 * n)
}

function pick(list,    n, w) {
	n = split(list, w, " ")
	return w[1 + rnd(n)]
}

# A day of the two years from 2025 on, as text; every third with a time.
function date(day,    s) {
	s = sprintf("2025-%02d-%02d", 1 + int(day / 28) % 12, 1 + day % 28)
	if (day >= 336)
		s = "2026" substr(s, 5)
	return s
}

function moment() {
	return date(day) (rnd(3) ? "" : sprintf("T%02d:%02d", rnd(24), rnd(60)))
}

function put(s) {
	gsub(/_/, " ", s)
	if (s ~ / feedback /)
		sub(/ consent:no/, "", s)
	sub(/met\/mo/, "met", s)
	print s
	if (!rnd(40))
		print s
}

function who() {
	return "@p" n % 50 "-" rnd(3)
}

function anybody() {
	return rnd(4) ? who() : "@me"
}

function item() {
	return items ? "%i" 1 + rnd(items) : "%i1"
}

function about() {
	return rnd(3) ? "" : " " item()
}

function by() {
	return rnd(2) ? " by:" date(day + rnd(60)) : " by:+" 1 + rnd(20) pick("d bd w")
}

function re() {
	return " re:" pick("thanks recap confirm agenda checkin update nudge chase draft review sign proposal question feedback escalation idea intro payment thanks,recap chase,question")
}

function make_item(    t, id, only) {
	t = pick("promise promise promise owed owed milestone concern assertion doc plan term")
	id = "%i" (++items) " "
	only = rnd(12) ? "" : " only:us"
	if (t == "promise")
		s = id anybody() by() (rnd(3) ? "" : " for:%i" 1 + rnd(items)) (rnd(2) ? "" : " to:" who()) (rnd(3) ? "" : " amt:" 10 * (1 + rnd(5)) "EUR")
	else if (t == "owed")
		s = id anybody() " amt:" 10 * (1 + rnd(9)) "EUR" by()
	else if (t == "milestone")
		s = id (rnd(2) ? "" : anybody()) by()
	else if (t == "assertion")
		s = id anybody()
	else if (t == "doc")
		s = id "@p" n % 50 "-0 @me" (rnd(2) ? "" : " review:" 1 + rnd(5) "bd")
	else if (t == "plan")
		s = id (rnd(2) ? "" : who()) by()
	else if (t == "concern")
		s = id (rnd(2) ? "" : who())
	else
		s = id (rnd(2) ? "" : by())
	put(moment() " " t deal " " s only " Item " items)
}

function end_item() {
	t = pick("done done paid amended amended drop reopen verdict signed")
	if (t == "paid")
		s = " amt:" 10 * (1 + rnd(4)) "EUR"
	else if (t == "amended")
		s = rnd(3) ? by() : " Other words"
	else if (t == "verdict")
		s = " answer:" pick("yes no")
	else if (t == "signed")
		s = " " (rnd(2) ? "@me" : "@p" n % 50 "-0")
	else
		s = t == "done" && !rnd(2) ? " " anybody() : ""
	put(moment() " " t deal " " item() s)
}

function contact() {
	t = pick("met sent sent sent got got agreed")
	if (t == "met")
		put(moment() " met" deal about() " " who())
	else if (t == "sent")
		put(moment() " sent" deal about() " " (rnd(6) ? who() : "@p" n % 50 "-0 @p" n % 50 "-1") re() (rnd(9) ? "" : " answer:none"))
	else if (t == "got")
		put(moment() " got" deal about() " " who() (rnd(2) ? re() : "") (rnd(2) ? "" : " answer:" pick("yes no part counter")))
	else
		put(moment() " agreed" deal (rnd(2) ? "" : " " who()))
}

function quiet() {
	t = pick("hold hold resume skip skip")
	s = (rnd(2) ? "" : " " item()) (rnd(2) ? "" : " " who())
	if (t == "hold")
		s = s (rnd(2) ? "" : " until:" date(day + 1 + rnd(30))) (rnd(2) ? "" : " why:" pick("dispute hardship pause"))
	else if (t == "skip")
		s = s " rule:" pick("thanks recap chase ladder remind notice settle confirm reply update verify escalate")
	put(date(day) " " t (s !~ /@/ || rnd(8) ? deal : " +-") s)
}

function rule() {
	if (rnd(2))
		put("rule %" pick("checkin chase thanks update reply") deal " " pick("off:yes within:3d max:2 every:2bd lapse:4d roll:none kind:sale,collection"))
	else
		put("rule %own" rnd(3) deal " after:" pick("unconfirmed open/term unsigned late,said closed met/mo got/no sent/idea open silent held exhausted close/won") \
		    pick("_ _until:got _until:done,sent/recap _until:said _until:got,closed _per:deal") "_within:" 1 + rnd(5) pick("d h bd w") pick("_ _every:3d_max:2 _lapse:9d _before:5d") "_re:" pick("other news checkin") pick("_ _act:do _act:wait"))
}

BEGIN {
	state = seed + 0 ? seed % 2147483646 + 1 : 1
	for (i = 0; i < 9; i++)
		rnd(2)
	print "week days:mon,tue,wed,thu,fri" (seed % 2 ? ",sat" : "")
	for (i = 0; i < 24; i++)
		print date(rnd(672)) " holiday Off " i
	for (i = 0; i < 150; i++) {
		if (!rnd(4))
			print "who @p" int(i / 3) "-" i % 3 " side:" pick("them them us neutral other")
		if (!rnd(6)) {
			day = rnd(600)
			print date(day) " away @p" int(i / 3) "-" i % 3 " until:" date(day + rnd(20))
		}
	}
	for (n = 1; n <= deals; n++) {
		deal = " +d" n
		items = 0
		print "deal" deal " kind:" pick("negotiation mediation collection sale purchase") " Deal " n
		if (!rnd(5))
			rule()
		if (!rnd(9))
			print "who" deal " " who() " side:" pick("us them")
		records = 5 + rnd(35)
		for (day = rnd(300); records-- > 0; day += rnd(6)) {
			what = rnd(20)
			if (what < 7)
				contact()
			else if (what < 12 || !items)
				make_item()
			else if (what < 17)
				end_item()
			else if (what < 18)
				quiet()
			else if (what < 19)
				put(moment() " " pick("impasse note") deal " Hm")
			else if (!rnd(2))
				put(moment() " " pick("feedback escalate") deal " " who() " consent:no Hm")
			else if (!rnd(3))
				put(moment() " close" deal " as:" pick("won nodeal paid"))
			else
				put(moment() " lesson" deal " Hm")
		}
	}
}
