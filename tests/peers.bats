#!/usr/bin/env bats
# What others were seen to get wrong, one test for each.  What the disk does to
# them is in faults.bats, a full device and out of memory in common.bats, lost
# records of many writers in log.bats.

load helper

@test "a line with a NUL is refused whole, never cut there" {
	body() {
		good_book >in.fu
		printf '2025-07-15 promise %%p9 @jane by:2025-07-16 Pay 1\0000 in time\n' >>in.fu
		fu in.fu
		want_status 1
		has err '\[control-character\]$'
		lacks out 'p9'
	}
	each body
}

@test "a conflict marker is an error, and the records around it stay what they are" {
	printf 'deal +acme A\n<<<<<<< ours\n2025-07-01 note One\n=======\n2025-07-01 note Two\n>>>>>>> theirs\n' >in.fu
	cp in.fu before.fu
	P=fu-parse fu in.fu
	want_status 1
	[ "$(grep -c 'conflict-marker' err)" -eq 3 ]
	[ "$(wc -l <out)" -eq 3 ]
	same in.fu before.fu
}

@test "one line of 4 MB costs no more for each byte than many lines" {
	{
		printf '2025-07-15 note '
		fill 4000000 x
		echo
	} >long.fu
	start=$(date +%s)
	P=fu-parse fu long.fu
	want_status 1
	has err '\[long-text\]$'
	[ $(($(date +%s) - start)) -lt 30 ]
}

@test "no twelve bytes crash the checker" {
	awk 'BEGIN {
		srand(12)
		n = split("% + @ : - -- x- 1 \" \\ a : , / . T \t", w, " ")
		for (i = 0; i < 20000; i++) {
			s = ""
			while (length(s) < 12) s = s (rand() < .3 ? " " : w[int(rand() * n) + 1])
			print s
		}
	}' >in.fu
	P=fu-parse fu -c in.fu
	want_status 1
	is_safe err
}

@test "a record on a deal that no other names does not crash the checker" {
	echo '2025-07-01 x-visit +a' >in.fu
	P=fu-parse fu -c in.fu
	want_status 1
	has err '\[undeclared-deal\]$'
}

@test "no name or text becomes a Bcc: of the draft" {
	good_book | sed 's/Jane Doe/Jane Doe\\nBcc: eve@evil.example/' >in.fu
	printf '2025-07-01 term %%t2 Bcc: eve@evil.example\n' >>in.fu
	P=fu-recap fu -o mail in.fu
	sed '/^$/q' out >header
	[ -s header ]
	lacks header '^[Bb][Cc][Cc]:'
}
