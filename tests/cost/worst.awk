# worst.awk -v family=NAME -v n=N: input of N parts that is as bad as one can
# make it, for programs that are to cost the same for each byte.
function head() { print "deal +acme Widgets" }
function promise(id, day, more) { printf "2025-07-%02d promise %%%s @jane by:2025-07-%02d%s Item\n", day, id, day + 1, more }
BEGIN {
	head()
	if (family == "names") # that differ in few bits, and anagrams: what cheap hashes fold together
		for (i = 0; i < n; i++) {
			s = ""
			for (b = 0; b < 20; b++) s = s (int(i / 2 ^ b) % 2 ? "ab" : "ba")
			promise(s, i % 28 + 1, "")
		}
	else if (family == "references") { # each to the one before
		promise("p0", 1, "")
		for (i = 1; i < n; i++) {
			printf "2025-07-02 promise %%p%d @jane by:2025-07-10 amt:1USD for:%%p%d Pay\n", i, i - 1
		}
	} else if (family == "unknown") # references to nothing
		for (i = 0; i < n; i++) printf "2025-07-02 done %%p%d\n", i
	else if (family == "text") { # one record; beyond the limit an error
		printf "2025-07-02 note "
		for (i = 0; i < n; i++) printf "a:b \303\251 "
		print ""
	} else if (family == "folds") { # one record of many lines
		print "2025-07-02 note A"
		for (i = 0; i < n; i++) print "\tb"
	} else if (family == "blanks") # lines that may yet continue
		for (i = 0; i < n; i++) print (i % 2 ? " " : "\t ")
	else if (family == "comments")
		for (i = 0; i < n; i++) print "# " i
	else if (family == "attributes") # of one x- record after another, 1,000 each
		for (i = 0; i < n; i += 1000) {
			printf "- x-many"
			for (j = 999; j >= 0; j--) printf " k%d:%d", j, i
			print ""
		}
	else if (family == "errors") # a finding each, with its nearest word
		for (i = 0; i < n; i++) printf "2025-07-02 promse %%p%d @jane by:2025-07-%02d Call\n", i, i % 50
	else if (family == "people") { # one deal that names nobody when it is struck
		for (i = 0; i < n; i++) printf "2025-07-01 met @p%d\n", i
		print "2025-07-02 agreed"
	} else if (family == "everyone") { # all in one line
		printf "2025-07-01 met"
		for (i = 0; i < n && i < 8000; i++) printf " @p%d", i
		print ""
		for (i = 0; i < n; i++) printf "2025-07-02 sent @p%d re:question\n", i
	} else if (family == "holds") # with every item held, and resumed
		for (i = 0; i < n; i++) {
			promise("p" i, 1, "")
			printf "2025-07-02 hold %%p%d until:2025-07-%02d\n", i, i % 28 + 3
			printf "2025-07-03 resume %%p%d\n", i
		}
	else if (family == "skips")
		for (i = 0; i < n; i++) {
			promise("p" i, 1, "")
			printf "2025-07-%02d skip rule:chase @jane %%p%d\n", i % 28 + 1, i
		}
	else if (family == "events") # many of one kind in one deal: each might answer each
		for (i = 0; i < n; i++)
			printf "2025-%02d-%02dT%02d:%02d %s @jane re:question Number %d\n", i % 12 + 1, i % 28 + 1, i % 24, i % 60, i % 2 ? "sent" : "got", i
	else if (family == "one-item") { # to which everything happens
		print "2025-01-01 owed %o1 @jane amt:900000USD by:2025-02-01 Invoice"
		for (i = 0; i < n; i++)
			printf "2025-%02d-%02d %s\n", i % 6 + 1, i % 28 + 1, i % 3 ? "paid %o1 amt:1USD" : i % 2 ? "amended %o1 by:2025-08-01" : "sent @jane re:chase %o1"
	} else if (family == "rules") # that all begin at the same
		for (i = 0; i < n; i++) {
			if (i < 40) printf "- rule %%r%d after:met until:sent/idea within:%dd re:idea Write\n", i, i + 1
			printf "2025-06-%02d met @q%d\n", i % 30 + 1, i
		}
	else if (family == "deals")
		for (i = 0; i < n; i++) printf "2025-07-01 met +d%d @jane\n", i
	else if (family == "holidays")
		for (i = 0; i < n; i++) {
			printf "%d-%02d-%02d holiday Day off\n", 2000 + i % 100, i % 12 + 1, int(i / 100) % 28 + 1
			printf "2025-07-01 promise %%p%d @jane by:+%dbd Call\n", i, i % 900 + 1
		}
	else { print "worst.awk: no family " family >"/dev/stderr"; exit 1 }
}
