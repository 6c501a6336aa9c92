#!/usr/bin/env bats
# What every draft has to be, whatever its kind, tone, language and form: shown to
# its reader alone, safe against what a counterpart typed, and short of blame.

load helper

kinds='thanks recap confirm agenda checkin update nudge chase draft review sign proposal
	question feedback escalation idea intro news congrats payment other call'

# -- privacy -------------------------------------------------------------------

# The mediation of recap.awk in a language: book.fu, and list, of its markers.
planted() {
	sed "s/LANG/$1/" "$TOP/tests/recap.fu" | awk -v list=list -f "$TOP/tests/recap.awk" >book.fu
	fu-parse book.fu >/dev/null
}

# allowed READER FLAGS: the markers with one of the flags that the reader may see
allowed() {
	awk -v reader="$1" -v flags="$2" 'index(flags, $2) && index("," $3 ",", "," reader ",") { print $1 }' \
		list | sort
}

# markers: those in standard input; a mail's soft line breaks are undone, and its
# header, where addresses stand, is left out
markers() {
	awk '/=$/ { printf "%s", substr($0, 1, length($0) - 1); next } { print }' |
		grep -v -e '^From' -e '^ <' -e '^To:' -e '^Tel:' -e '^Message-ID:' |
		grep -o 'Qq[0-9]*qQ' | sort -u
}

@test "the planted deal has every type of record" {
	planted en
	fu-parse -l types | awk -F '\t' 'NR > 1 && $1 != "x-" { print $1 }' | sort >types
	fu-parse -o tsv -f type book.fu | sed '1d; s/^x-.*//' | grep . | sort -u >planted
	# the week says nothing that is anybody's
	comm -23 types planted | grep -v -x week >missing || :
	[ ! -s missing ] || { cat missing; return 1; }
}

@test "an outward draft shows its reader no marker but those that are theirs" {
	for lang in en fr; do
		planted $lang
		for reader in mina harald; do
			allowed $reader '+?' >may
			rm -rf drafts
			mkdir drafts
			for kind in $kinds due; do
				for form in text mail md html; do
					[ $kind.$form != call.mail ] || continue # which is none
					if [ $kind = due ]; then set --; else set -- -k $kind; fi
					fu-recap "$@" -o $form +d @$reader book.fu 2>/dev/null >drafts/$kind.$form
					[ -s drafts/$kind.$form ] || echo "$kind $reader" >>empty
				done
			done
			cat drafts/* | markers >shown # all may show the same
			comm -23 shown may >leaked
			[ ! -s leaked ] || {
				echo "$lang $reader leaks:"
				grep -f leaked book.fu
				grep -l -f leaked drafts/*
				return 1
			}
		done
	done
	# the test would be worth nothing if there were no drafts
	[ "$(sort -u empty 2>/dev/null | wc -l)" -lt 3 ]
}

@test "a recap shows its reader all that is theirs" {
	for lang in en fr; do
		planted $lang
		for reader in mina harald; do
			allowed $reader + >must
			[ "$(wc -l <must)" -gt 30 ]
			for form in text mail md html; do
				fu-recap -k recap -o $form +d @$reader book.fu 2>/dev/null | markers >shown
				comm -13 shown must >missing
				[ ! -s missing ] || {
					echo "$lang $reader $form lacks:"
					grep -f missing book.fu
					return 1
				}
			done
		done
	done
}

@test "a template of one's own gets at no more than the built-in ones" {
	planted en
	fu-parse -l keys | cut -f 2 | sort -u | sed 's/.*/{{&}} {{#&}}{{&}}{{text}}{{line}}{{\/&}}/' >mine
	for name in deal needs notes lessons tactics people records declared history offers plans conditions \
		dues feedbacks assertions name line text who contact waiting since next us them \
		us.mail them.likes them.org contact.text next.text duties.file documents.file; do
		printf '{{%s}}{{{%s}}}{{#%s}}{{.}}{{text}}{{line}}{{name}}{{file}}{{tag}}{{org}}{{/%s}}\n' \
			$name $name "$name" "$name"
	done | sed 's/{{\.}}//' >>mine
	for reader in mina harald; do
		allowed $reader '+?' >may
		for kind in recap call other; do
			fu-recap -k $kind -t mine +d @$reader book.fu 2>/dev/null | markers >shown
			[ -s shown ]
			comm -23 shown may >leaked
			[ ! -s leaked ] || {
				grep -f leaked book.fu
				return 1
			}
		done
	done
}

@test "a brief shows everything" {
	planted en
	grep -v -e ' due ' -e ' score ' -e ' holiday ' -e ' away ' book.fu | grep -o 'Qq[0-9]*qQ' | sort >want
	[ "$(wc -l <want)" -gt 300 ]
	for form in text md html; do
		fu-recap -k brief -o $form +d book.fu | grep -o 'Qq[0-9]*qQ' | sort -u >shown
		comm -13 shown want >missing
		[ ! -s missing ] || {
			echo "$form lacks:"
			grep -f missing book.fu
			return 1
		}
	done
}

# -- what a draft says ---------------------------------------------------------

@test "every outward draft ends with exactly one dated ask, and lays no blame" {
	cp "$TOP/tests/golden/fu-recap/due/in.fu" in.fu
	drafts=0
	for lang in en fr; do
		sed "s/lang:en/lang:$lang/" in.fu >book.fu
		for kind in $kinds due; do
			if [ $kind = due ]; then set --; else set -- -k $kind; fi
			printf '{{ask}}' >ask
			for reader in bob jane lee; do
				fu-recap "$@" @$reader book.fu >draft 2>/dev/null
				[ -s draft ] || continue
				drafts=$((drafts + 1))
				ask=$(fu-recap "$@" -t ask @$reader book.fu 2>/dev/null | tail -n 1)
				[ "$(grep -c -F "$ask" draft)" -eq 1 ] || {
					echo "$kind $lang $reader: not one ask"
					cat draft
					return 1
				}
				# below the ask are the greeting and the name alone
				[ "$(sed "1,/$ask/d" draft | grep -c .)" -le 4 ]
				fu-recap -L draft 2>&1 | grep -v long-draft >found || :
				[ ! -s found ] || {
					cat found draft
					return 1
				}
			done
		done
	done
	[ $drafts -gt 110 ]
}

@test "no tag is left over, and no line is longer than a letter has" {
	cp "$TOP/tests/golden/fu-recap/kind-thanks/in.fu" in.fu
	for lang in en fr; do
		sed "s/lang:en/lang:$lang/" in.fu >book.fu
		for kind in $kinds brief; do
			fu-recap -k $kind book.fu 2>/dev/null >draft
			lacks draft '{{'
			lacks draft '}}'
			lacks draft ' $'
			awk 'length($0) > 160 { print; exit 1 }' draft
		done
	done
}

@test "the usage lists every kind that -k takes" {
	fu-recap -h | sed -n '/^kinds: /,$p' | tr -s ' \n' '\n\n' | sed 1d >listed
	fu-parse -l kinds | awk -F '\t' '$1 == "re" { print $2 " call brief journal" }' |
		tr ' ' '\n' | cmp - listed
	while read -r kind; do
		fu-recap -k "$kind" /dev/null 2>err
		lacks err usage
	done <listed
}

@test "every kind of re: has a template, in both languages" {
	fu-parse -l kinds | awk -F '\t' '$1 == "re" { gsub(" ", "\n", $2); print $2 }' >words
	[ "$(wc -l <words)" -eq 21 ]
	while read -r word; do
		fu-recap -P "$word" >en
		fu-recap -P "$word.fr" >fr
		has en '^Subject: '
		has fr '^Subject: '
		if cmp -s en fr; then return 1; fi
		# shellcheck disable=SC2086 # words
		printf '%s\n' $kinds | grep -q -x "$word"
	done <words
	# And the usage names all of them, and the three that no re: has.
	fu-recap -h | sed -n '/^kinds:/,$p' | sed 's/^kinds://' | tr -s ' ' '\n' | grep . >got
	{ cat words && printf '%s\n' call brief journal; } | cmp - got
}

@test "every draft of the examples is the same whatever the order of the records" {
	export FU_NOW=2025-07-16
	fu-parse "$TOP/examples/deals" >one.fu
	sort -r one.fu >two.fu
	awk 'BEGIN { srand(7) } { print rand() "\t" $0 }' one.fu | LC_ALL=C sort | cut -f 2- >three.fu
	for kind in $kinds brief journal; do
		for book in one two three; do
			fu-recap -k $kind $book.fu >$book 2>&1
		done
		same one two
		same one three
	done
}

@test "ten thousand terms are a recap, in their order" {
	awk 'BEGIN {
		print "deal +a Big\nwho @j mail:j@x.example Jane\n2025-06-30 met @j"
		for (i = 10000; i; i--)
			printf "2025-06-30 term %%t%d Number %d\n2025-06-30 gain %%t%d @j Gain %d\n", i, i, i, i
	}' >book.fu
	limit fu-recap -k recap book.fu >draft
	awk 'BEGIN { for (i = 1; i <= 10000; i++) printf "%d. Number %d\n   For you: Gain %d\n", i, i, i }' >want
	grep -e '^[0-9]' -e '^   ' draft >got
	same want got
}

@test "fu-templates(5) lists every name that a template can use, and no other" {
	{
		sed -n '/define FIELD_NAMES/,/^$/p' "$TOP/lib/draft/field.h" | grep -o 'X([A-Z_]*, "[a-z_]*")' |
			sed 's/.*"\(.*\)".*/\1/'
		sed -n 's/.* K("\([a-z]*\)").*/\1/p' "$TOP/lib/draft/kinds.c"
	} | sort -u >code
	[ "$(wc -l <code)" -gt 120 ]
	awk '/^[.]Sh / { inside = $2 == "NAMES" }
		inside && /^[.](It )?Cm / { for (i = 1; i <= NF; i++) if ($i ~ /^[a-z_]+$/ && $(i + 1) != ":") print $i }' \
		"$TOP/man/fu-templates.5" | sort -u >page
	diff code page
}

# -- what a counterpart typed --------------------------------------------------

# hostile TEXT: a book in which the text stands wherever a text may.
hostile() {
	quoted=$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')
	cat <<-END
		deal +a $1
		who @me mail:dana@whitfield.example -- $1
		who @jane mail:jane@acme.example likes:"$quoted" lang:"$quoted" tel:"$quoted" -- $1
		2025-06-30 met @jane
		2025-06-30 got @jane msgid:"$quoted y"
		2025-06-30 term %t1 -- $1
		2025-06-30 gain %t1 @jane -- $1
		2025-06-30 promise %p1 @jane by:2025-07-10 -- $1
		2025-06-30 promise %p2 @me by:2025-07-10 -- $1
		2025-06-30 concern %c1 -- $1
		2025-06-30 doc %d1 @jane -- $1
		2025-07-16 due %p1 @jane rule:chase re:chase,thanks,question act:write -- $1
	END
}

# The fields of the mails in standard input, without their values.
fields() {
	awk '/^From / { header = 1; print "From "; next }
		NR == 1 { header = 1 }
		header && /^$/ { header = 0 }
		header && /^[^ ]/ { sub(/:.*/, ""); print }' | sort | uniq -c
}

# drafted BOOK: what must be the same whatever stands in a text of it: the fields of
# mails and their separators, the signs of HTML, the lines of a template
drafted() {
	for kind in recap due; do
		[ $kind = due ] || set -- "$1" -k $kind
		fu-recap "${@:2}" -o mail "$1" >mail 2>/dev/null
		fields <mail
		LC_ALL=C awk 'length($0) > 78 || /\r/ || /^From / { print; bad = 1 } END { exit bad }' mail || return 1
		fu-recap "${@:2}" -o html "$1" 2>/dev/null | tr -cd '<>' | wc -c
		fu-recap "${@:2}" -t tags "$1" 2>/dev/null | wc -l
		set -- "$1"
	done
}

# harmless: tags, a template, and what is drafted of a book that means no harm
harmless() {
	printf 'Subject: {{deal}}\n\n{{them}}\n{{#terms}}\n{{text}}\n{{/terms}}\n{{ask}}\n' >tags
	hostile harmless >plain.fu
	drafted plain.fu >tame
	[ "$(grep -c . tame)" -gt 10 ]
}

# is_tame TEXT: neither header nor separator, page nor template is moved by it.
is_tame() {
	hostile "$1" >book.fu
	fu-parse book.fu >/dev/null 2>err || { cat err; return 1; }
	drafted book.fu >got || { cat got; return 1; }
	same tame got
}

@test "no text changes a header, opens a tag or is read as a template" {
	harmless
	long=$(fill 2000 x)
	while IFS= read -r text; do
		is_tame "$text" || {
			echo "not tame: $text"
			return 1
		}
	done <<-END
		Bcc: all@acme.example
		=?UTF-8?B?QmNjOiBhQGIuZXhhbXBsZQ==?=
		=?UTF-8?Q?x=0D=0ABcc:_a@b.example?=
		From me@x.example Wed Jul 16 12:00:00 2025
		>From here
		.
		<script>alert(1)</script>
		</main><b>&amp;"'
		{{them}} {{{deal}}} {{&deal}}
		{{#terms}}{{/terms}}{{^x}}
		{{> closing}}
		{{=<% %>=}} <%deal%>
		{{!
		}}
		"quoted" \\ <a@b.example>, c@d.example; group:
		Subject: another
		Content-Type: text/html
		--boundary
		é =?x?= 森田 健二 أحمد 🙂
		$long
		$(fill 3000 x | sed "s/x/é/g")
		a  b	c
	END
}

@test "no text does, whatever it is made of" {
	harmless
	awk 'BEGIN {
		srand(4)
		n = split("{{|}}|{{{|}}}|#terms|/terms|> closing|=?|?=|UTF-8|?B?|?Q?|From |Bcc:|To:|: |a@b.example|<|>|&|\"|\\|," \
			"|;|(|)|é|森|🙂|=0A|=|.|--| |  |\t|x|<script>|</main>|&lt;|%|$1|\\n|\\r", part, "|")
		for (i = 0; i < 40; i++) {
			text = "x"
			for (k = int(rand() * 14) + 1; k; k--) text = text part[int(rand() * n) + 1]
			sub(/[ \t]+$/, "", text)
			print text
		}
	}' >texts
	while IFS= read -r text; do
		is_tame "$text" || {
			echo "not tame: $text"
			return 1
		}
	done <texts
}
