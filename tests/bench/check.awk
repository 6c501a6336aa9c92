# check.awk: what the checker of fu-parse does to a stream, as a script.
#
#	LC_ALL=C mawk -f check.awk file...
#
# The same job, as lean as awk can do it: folded lines are joined; bytes, dates,
# types, tokens, keys and values are checked by the type's row, required tokens
# asked for, and attributes inside the text warned of.  Prints file:line and
# what is wrong there; no columns and no suggestions, which fu-parse gives too.
# What comes again and again (dates, names) is remembered once found good.

function row(name, date, deal, ids, people, text, keys,    n, i, k, part) {
	DATE[name] = date; DEAL[name] = deal; TEXT[name] = text
	split(ids, part, "-"); IDS_MIN[name] = part[1]; IDS_MAX[name] = part[2]
	split(people, part, "-"); PEOPLE_MIN[name] = part[1]; PEOPLE_MAX[name] = part[2]
	n = split(keys " only:only at:text", k, " ")
	for (i = 1; i <= n; i++) {
		split(k[i], part, ":")
		if (sub(/!$/, "", part[2]))
			NEEDS[name] = NEEDS[name] " " part[1]
		KIND[name, part[1]] = part[2]
	}
}

function words(kind, list,    n, i, w) {
	n = split(list, w, " ")
	for (i = 1; i <= n; i++)
		GOOD[kind, w[i]] = 1
	WORDS[kind] = 1
}

function lists(kind, list) {
	words(kind, list)
	LISTS[kind] = 1
}

function decimals(digits, list,    n, i, code) {
	n = split(list, code, " ")
	for (i = 1; i <= n; i++)
		DECIMALS[code[i]] = digits
}

function form(kind, regex) {
	FORM[kind] = regex
}

BEGIN {
	NO = 0; MAY = 1; MUST = 2
	MANY = 1000000; none = "0-0"; one = "1-1"; perhaps = "0-1"; any = "0-" MANY; some = "1-" MANY
	st = " state:state"

	row("deal", MAY, MUST, none, none, MAY, "amt:amount kind:dealkind relationship:relationship via:channel")
	row("who", MAY, MAY, none, one, MAY, "side:name org:text role:text mail:text tel:text prefers:channel tone:tone lang:text boss:person authority:authority briefed:yesno stance:stance likes:text")
	row("rule", MAY, MAY, one, none, MAY, "after:triggers until:triggers within:period before:period every:periods max:count lapse:period per:per kind:dealkinds re:re act:act roll:roll off:yesno")
	row("week", MAY, NO, none, none, NO, "days:weekdays!")
	row("holiday", MUST, NO, none, none, MUST, "until:when")
	row("away", MUST, NO, none, one, MAY, "until:when!")
	row("hold", MUST, MAY, perhaps, perhaps, MAY, "until:when why:hold")
	row("resume", MUST, MAY, perhaps, perhaps, MAY, "")
	row("skip", MUST, MAY, perhaps, perhaps, MAY, "rule:name!")
	row("need", MAY, MAY, none, one, MUST, "kind:need! amt:amount")
	row("condition", MAY, MAY, none, perhaps, MAY, "of:condition! answer:yesno!")
	row("plan", MUST, MAY, one, any, MUST, "by:when! via:channel re:re")
	row("offer", MUST, MAY, perhaps, one, MUST, "amt:amount")
	row("met", MUST, MAY, any, some, MAY, "via:channel mood:mood win:percent from:person file:text")
	row("sent", MUST, MAY, any, some, MAY, "re:re! via:channel answer:noanswer msgid:text win:percent from:person file:text")
	row("got", MUST, MAY, any, one, MAY, "re:re via:channel answer:answer mood:mood msgid:text file:text")
	row("agreed", MUST, MAY, none, any, MAY, "")
	row("term", MUST, MAY, one, none, MUST, "amt:amount by:when" st)
	row("promise", MUST, MAY, one, one, MUST, "by:when! amt:amount to:person for:item" st)
	row("owed", MUST, MAY, one, one, MUST, "amt:money! by:when to:person" st)
	row("milestone", MUST, MAY, one, any, MUST, "by:when!" st)
	row("concern", MUST, MAY, one, perhaps, MUST, "level:level fault:name" st)
	row("assertion", MUST, MAY, one, one, MUST, st)
	row("doc", MUST, MAY, one, any, MUST, "review:period legal:person file:text" st)
	row("done", MUST, MAY, one, perhaps, MAY, "amt:amount")
	row("paid", MUST, MAY, one, perhaps, MAY, "amt:money!")
	row("amended", MUST, MAY, one, any, MAY, "by:when amt:amount")
	row("drop", MUST, MAY, one, perhaps, MAY, "amt:amount")
	row("reopen", MUST, MAY, one, none, MAY, "amt:amount")
	row("verdict", MUST, MAY, one, none, MAY, "answer:yesno!")
	row("signed", MUST, MAY, one, one, MAY, "file:text")
	row("gain", MUST, MAY, one, one, MUST, "")
	row("tactic", MUST, MAY, none, perhaps, MAY, "tag:text! worked:worked!")
	row("impasse", MUST, MAY, none, perhaps, MAY, "")
	row("escalate", MUST, MAY, none, one, MAY, "consent:consent!")
	row("feedback", MUST, MAY, none, one, MUST, "score:ratio about:factor")
	row("lesson", MUST, MAY, none, none, MUST, "tag:text worked:worked")
	row("note", MUST, MAY, any, any, MUST, "win:percent")
	row("close", MUST, MAY, none, none, MAY, "as:ending! amt:amount")
	row("due", MUST, MAY, any, any, MAY, "rule:name! re:re via:channel act:act nth:ratio late:period in:period amt:amount why:text")
	row("score", MUST, MAY, any, any, MAY, "of:view! val:number! n:number kept:number late:number broken:number open:number days:number mean:number")
	row("x-", MAY, MAY, any, any, MAY, "")

	words("yesno", "yes no")
	words("channel", "email phone sms video meet letter chat portal")
	lists("re", "thanks recap confirm agenda checkin update nudge chase draft review sign proposal question feedback escalation idea intro news congrats payment other")
	lists("weekdays", "mon tue wed thu fri sat sun")
	words("dealkind", "negotiation mediation collection sale purchase")
	lists("dealkinds", "negotiation mediation collection sale purchase")
	words("relationship", "keep open strained over")
	words("tone", "formal informal warm")
	words("authority", "full limited")
	words("stance", "agrees backs unknown")
	words("per", "deal")
	words("act", "do write wait")
	words("roll", "next before none")
	words("hold", "dispute hardship pause")
	words("need", "must want trade limit batna pressure")
	words("condition", "wanted giving unharmed backed known")
	words("mood", "good ok bad")
	words("noanswer", "none")
	words("answer", "yes no part counter")
	words("level", "low high")
	words("worked", "yes no part")
	words("consent", "yes no asked")
	words("factor", "outcome self process relationship")
	words("ending", "won lost settled paid writtenoff nodeal withdrawn")
	words("state", "open late said done dropped")
	words("view", "reliability owed health position ready escalate lessons feedback calibration")

	name = "[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?"
	period = "0*[1-9][0-9]*(h|d|w|m|y|bd)"
	form("name", "^" name "$")
	form("person", "^@" name "$")
	form("item", "^%" name "$")
	form("only", "^@?" name "(,@?" name ")*$")
	form("period", "^" period "$")
	form("periods", "^" period "(," period ")*$")
	form("count", "^0*[1-9][0-9]?[0-9]?[0-9]?$")
	form("number", "^(-?[0-9]+(\\.[0-9]+)?|unknown)$")
	form("percent", "^(100|[0-9][0-9]?)%$")
	form("ratio", "^[0-9][0-9]?[0-9]?[0-9]?/[0-9][0-9]?[0-9]?[0-9]?$")
	form("triggers", "^[a-z0-9]+(/[a-z]+)?(,[a-z0-9]+(/[a-z]+)?)*$")

	decimals(2, "AED AFN ALL AMD ANG AOA ARS ATS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CYP CZK DEM DKK DOP DZD EEK EGP ERN ETB EUR FIM FJD FKP FRF GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRU MTL MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NLG NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SIT SKK SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ZWL")
	decimals(0, "BEF BIF CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF PTE PYG RWF UGX UYI VND VUV XAF XOF XPF")
	decimals(3, "BHD IQD JOD KWD LYD OMR TND")
	decimals(4, "CLF UYW")
	decimals(6, "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX")
	split("31 28 31 30 31 30 31 31 30 31 30 31", LENGTH, " ")
}

function finding(what) {
	print where ": " what
}

function good_date(s,    y, m, d) {
	if (s in GOOD_DATE)
		return 1
	if (s !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9](T([01][0-9]|2[0-3]):[0-5][0-9])?$/)
		return 0
	y = substr(s, 1, 4) + 0; m = substr(s, 6, 2) + 0; d = substr(s, 9, 2) + 0
	if (y < 1900 || m < 1 || m > 12 || d < 1 || d > LENGTH[m] + (m == 2 && y % 4 == 0 && (y % 100 || y % 400 == 0)))
		return 0
	return GOOD_DATE[s] = 1
}

function good_amount(kind, s,    unit, digits, dot) {
	if (s !~ /^[0-9]+(\.[0-9]+)?([A-Z][A-Z][A-Z]|[a-z]+)$/)
		return 0
	unit = digits = s
	sub(/^[0-9.]+/, "", unit)
	sub(/[A-Za-z]+$/, "", digits)
	dot = index(digits, ".")
	if (length(digits) - (dot > 0) > 18 || dot && length(digits) - dot > 6)
		return 0
	if (unit ~ /^[A-Z]/ && !(unit in DECIMALS))
		return 0
	if (kind == "money" && dot && unit in DECIMALS && length(digits) - dot > DECIMALS[unit])
		finding("more decimals than " unit " has")
	return 1
}

function good(kind, s,    n, i, part) {
	if (kind in LISTS) {
		n = split(s, part, ",")
		for (i = 1; i <= n; i++)
			if (!((kind, part[i]) in GOOD))
				return 0
		return n > 0
	}
	if (kind in WORDS)
		return (kind, s) in GOOD
	if (kind == "when")
		return good_date(s) || substr(s, 1, 1) == "+" && substr(s, 2) ~ FORM["period"]
	if (kind == "amount" || kind == "money")
		return good_amount(kind, s)
	return kind == "text" || s ~ FORM[kind]
}

function good_bytes(s) {
	if (s ~ /[\001-\010\012-\037\177]/)
		return 0
	if (s !~ /[\200-\377]/)
		return 1
	if (s ~ /\302[\200-\237]|\342\200[\252-\256]|\342\201[\246-\251]|\357\273\277/)
		return 0
	return s ~ /^([\001-\177]|[\302-\337][\200-\277]|\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]|\355[\200-\237][\200-\277]|\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]|\364[\200-\217][\200-\277][\200-\277])*$/
}

# One record, its lines joined.  i walks over the fields of the head.
function check(line,    n, f, i, t, c, k, v, at, type, key, deals, ids, people, have, seen, text, need) {
	if (!good_bytes(line)) {
		finding("bad bytes")
		return
	}
	n = split(line, f, " ")
	i = 1
	seen = " "
	if (f[1] ~ /^[0-9]/) {
		if (!good_date(f[1]))
			finding("no date: " f[1])
		i = 2
	} else if (f[1] == "-")
		i = 2
	have = i == 2 && f[1] != "-"
	type = f[i++]
	key = type ~ /^x-./ ? "x-" : type
	if (!(key in DATE)) {
		finding("no type: " type)
		return
	}
	if (DATE[key] == MUST && !have)
		finding(type " needs a date")

	for (; i <= n; i++) {
		t = f[i]
		c = substr(t, 1, 1)
		if (c == "+" || c == "%" || c == "@") {
			if (t == c)
				break
			if (!(t in GOOD_NAME)) {
				v = substr(t, 2)
				if (v !~ /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/ && t != "+-" || length(v) > 64)
					finding("malformed name: " t)
				else if (c != "%")
					GOOD_NAME[t]
			}
			if (c == "+")
				deals++
			else if (c == "%")
				ids++
			else
				people++
			if (c != "+" && index(seen, " " t " "))
				finding("twice: " t)
			seen = seen t " "
			continue
		}
		if (t == "--") {
			i++
			break
		}
		if ((key, t) in GOOD_PAIR) {
			k = GOOD_PAIR[key, t]
			if (index(seen, " " k " "))
				finding("key twice: " k)
			seen = seen k " "
			continue
		}
		at = index(t, ":")
		if (!at || t !~ /^[a-z][a-z0-9-]*:./ || substr(t, at + 1, 2) == "//")
			break
		k = substr(t, 1, at - 1)
		v = substr(t, at + 1)
		if ((k == "mailto" || k == "tel") && !((key, k) in KIND))
			break
		if (substr(v, 1, 1) == "\"") {
			while (v !~ /^"([^"\\]|\\["\\])+"$/ && i < n)
				v = v " " f[++i]
			if (v !~ /^"([^"\\]|\\["\\])+"$/)
				finding("bad quotes: " k)
			v = substr(v, 2, length(v) - 2)
		}
		if (index(seen, " " k " "))
			finding("key twice: " k)
		seen = seen k " "
		if ((key, k) in KIND) {
			if (!good(KIND[key, k], v))
				finding("bad value: " t)
			else if (KIND[key, k] == "when" && v ~ /h$/ && f[1] !~ /T/)
				finding("hours, but no time: " t)
			else if (KIND[key, k] in WORDS || KIND[key, k] == "when" && v !~ /h$/)
				GOOD_PAIR[key, t] = k
		} else if (key != "x-")
			finding("no key of " type ": " k)
	}
	text = i <= n

	if (deals > (DEAL[key] != NO) || DEAL[key] == MUST && !deals)
		finding(type ": +deal")
	if (ids < IDS_MIN[key] || ids > IDS_MAX[key])
		finding(type ": %id")
	if (people < PEOPLE_MIN[key] || people > PEOPLE_MAX[key])
		finding(type ": @person")
	if (text && TEXT[key] == NO || !text && TEXT[key] == MUST)
		finding(type ": text")
	if (key == "amended" && !text && seen !~ / (by|amt) /)
		finding("amended: to what?")
	if (key in NEEDS) {
		k = split(NEEDS[key], need, " ")
		for (; k; k--)
			if (!index(seen, " " need[k] " "))
				finding(type " needs " need[k])
	}
	while (++i <= n) # not the first word: it is no attribute, or stands behind --
		if ((at = index(f[i], ":")) > 1 && (key, substr(f[i], 1, at - 1)) in KIND && at < length(f[i]) && good(KIND[key, substr(f[i], 1, at - 1)], substr(f[i], at + 1)))
			finding("attribute in the text: " f[i])
}

function flush() {
	if (record != "")
		check(record)
	record = ""
}

FNR == 1 {
	flush()
	sub(/^\357\273\277/, "")
}

/\r$/ {
	sub(/\r$/, "")
}

/^[ \t]*$/ || /^#/ {
	flush()
	next
}

/^[ \t]/ {
	if (record == "") {
		where = FILENAME ":" FNR
		finding("continues nothing")
	}
	else
		record = record " " $0
	next
}

{
	flush()
	where = FILENAME ":" FNR
	record = $0
}

END {
	flush()
}
