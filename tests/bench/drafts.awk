# drafts.awk: deals in each of which something is due to be written.
#
#	awk -v n=DEALS -f drafts.awk
#
# Ten records a deal; two of them are due, and make one message.

BEGIN {
	print "- who +- @me mail:dana@whitfield.example Dana Whitfield"
	for (i = 1; i <= n; i++) {
		printf "- deal +d%d Widget supply no. %d\n", i, i
		printf "- who +- @j%d mail:j%d@acme.example tone:warm Jane Doe %d\n", i, i, i
		printf "2025-06-30T10:00 met +d%d @j%d via:video\n", i, i
		printf "2025-06-30 term +d%d %%t1 amt:10.45USD A price for the whole year\n", i
		printf "2025-06-30 gain +d%d %%t1 @j%d A volume to plan on\n", i, i
		printf "2025-06-30 promise +d%d %%p1 @j%d by:2025-07-11 amt:200pcs Deliver the first lot\n", i, i
		printf "2025-06-30 promise +d%d %%p2 @me by:2025-07-18 Send the order\n", i
		printf "2025-06-30 concern +d%d %%c1 @j%d Who pays for rush freight\n", i, i
		printf "2025-07-15 due +d%d @j%d rule:thanks re:thanks,recap via:email act:write Thank them\n", i, i
		printf "2025-07-16 due +d%d %%p1 @j%d rule:chase re:chase via:email act:write late:5d Deliver\n", i, i
	}
}
