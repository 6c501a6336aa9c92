# What the bats files share: a fixed environment, and checks that say what they
# wanted.  bats runs every test in a folder of its own.

TOP=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
PATH=$TOP:$PATH
# shellcheck source=tests/env.sh
. "$TOP/tests/env.sh"

# To look for leaks takes as long as the rest of a run: not where a program runs
# thousands of times in ways whose leaks the golden cases and common.bats would show.
case ${SAN:+${BATS_TEST_FILENAME##*/}} in
recap.bats | ref.bats | rules.bats) export ASAN_OPTIONS="${ASAN_OPTIONS-}:detect_leaks=0" ;;
esac

setup() {
	cd "$BATS_TEST_TMPDIR" || return
}

# each FUNCTION: runs it for every program that is built, with $P its name.
each() {
	local any=false

	for P in fu-parse fu-due fu-recap fu-score fu-cal fu-mail; do
		[ -x "$TOP/$P" ] || continue
		any=true
		echo "== $P"
		mkdir "$P.d"
		cd "$P.d" || return
		good_book >good.fu
		message >message.eml
		MESSAGE=$PWD/message.eml
		"$@"
		cd .. || return
	done
	$any
}

# A book in which every program finds something to say.
good_book() {
	cat <<-'END'
		deal +acme Widget supply
		who @jane side:them mail:jane@acme.example Jane Doe
		2025-07-01T10:00 met @jane via:video
		2025-07-01 term %t1 Net 30 days
		2025-07-01 promise %p1 @jane by:2025-07-10 Deliver a sample
		who @me mail:dana@whitfield.example Dana Whitfield
		2025-07-02 promise %p3 @me by:2025-07-18 Send the drawings
	END
	case $P in
	fu-cal) echo '2025-07-18 due +acme %p3 @me rule:promise act:do in:2d Send the drawings' ;;
	*) echo '2025-07-09 done %p1' ;;
	esac
}

# A mail that fu-mail finds a deal for in it.
message() {
	printf '%s\n' 'From: Jane Doe <jane@acme.example>' 'To: me@example.org' \
		'Date: Tue, 15 Jul 2025 10:00:00 +0000' 'Subject: The sample' ''
}

# What $P can't do without, in the array needs.  A relative path where there is
# one: not everybody may look into the folders above.
find_needs() {
	local message=$MESSAGE

	[ ! -f message.eml ] || message=message.eml
	case $P in
	fu-recap) needs=(-k recap) ;;
	fu-mail) needs=(-m "$message") ;;
	*) needs=() ;;
	esac
}

# fu ARG...: runs $P with what it can't do without; leaves out, err and $status.
fu() {
	local -a needs

	find_needs
	status=0
	limit "$P" "${needs[@]}" "$@" >out 2>err || status=$?
}

# Runs a command that must end by itself within a minute.
limit() {
	if command -v timeout >/dev/null; then
		timeout 60 "$@"
	else
		"$@"
	fi
}

# in_one_hour COMMAND ARG...: runs it, and once more if the clock went into another hour, or
# day, meanwhile: then what date(1) says behind it is what it saw.
in_one_hour() {
	local hour

	hour=$(date +%F-%H)
	"$@"
	[ "$hour" = "$(date +%F-%H)" ] || "$@"
}

want_status() {
	[ "$status" -eq "$1" ] || {
		echo "want exit status $1, got $status"
		head -c 2000 err | cat -v
		return 1
	}
}

# want_out TEXT, want_err TEXT: that and a newline, or nothing at all.
want_out() { want out "$1"; }
want_err() { want err "$1"; }

want() {
	if [ -n "$2" ]; then printf '%s\n' "$2"; fi >want
	cmp -s want "$1" || {
		echo "standard $1 differs (< want, > got):"
		diff -a want "$1" | head -n 40 | cut -c 1-300 | cat -v
		return 1
	}
}

# has FILE PATTERN: some line matches the basic regular expression.
has() {
	grep -q -e "$2" "$1" || {
		echo "no line of $1 matches: $2"
		head -n 20 "$1" | cut -c 1-300 | cat -v
		return 1
	}
}

# lacks FILE PATTERN: no line does.  (A bare ! would not end a test.)
lacks() {
	if grep -e "$2" "$1"; then
		echo "$1 should have no line that matches: $2"
		return 1
	fi
}

# holds FILE LINE: some line is just that.
holds() {
	grep -q -F -x -e "$2" "$1" || {
		echo "$1 lacks the line: $2"
		head -n 20 "$1" | cut -c 1-300 | cat -v
		return 1
	}
}

# same FILE FILE
same() {
	cmp -s "$1" "$2" || {
		echo "$1 and $2 differ:"
		diff -a "$1" "$2" | head -n 40 | cut -c 1-300 | cat -v
		return 1
	}
}

# fill N CHARACTER: that many of it
fill() {
	head -c "$1" /dev/zero | tr '\0' "$2"
}

# shuffled SEED FILE: its lines in another order, always the same one
shuffled() {
	awk -v seed="$1" '
		function rnd(n) { s = s * 16807 % 2147483647; return int(s / 2147483647 * n) }
		BEGIN { s = seed }
		{ line[NR] = $0 }
		END {
			for (i = NR; i > 0; i--) {
				k = 1 + rnd(i)
				print line[k]
				line[k] = line[i]
			}
		}' "$2"
}

# Skips a test that reads mails by python's email package, where that is not there.
need_python() {
	command -v python3 >/dev/null || skip "no python3"
	python3 -c 'import email.policy, sys; sys.exit(sys.version_info < (3, 6))' || skip "python3 is too old"
}

# A calendar without an entry.
is_calendar() {
	printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//fu//fu-cal//EN CALSCALE:GREGORIAN \
		END:VCALENDAR >want.ics
	same want.ics "$1"
}

# No byte that a terminal would act on, and nothing but UTF-8.
is_safe() {
	LC_ALL=C awk '
		/[\001-\010\013-\037\177]/ { exit bad = 1 } # controls but tab
		/\302[\200-\237]/ { exit bad = 1 } # C1
		/\342\200[\252-\256]|\342\201[\246-\251]/ { exit bad = 1 } # bidi
		END { exit bad }' "$1" || {
		echo "$1 holds control characters:"
		cat -v "$1"
		return 1
	}
	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null || {
		echo "$1 is not UTF-8:"
		cat -v "$1"
		return 1
	}
	[ "$(tr -d -c '\0' <"$1" | wc -c)" -eq 0 ]
}
