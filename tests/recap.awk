# recap.awk: a mediation with a marker in every text of every type of record, as
# records and as a list of who may see which.
#
#	awk -f recap.awk -v list=FILE TYPES.fu >book.fu
#
# Each line of TYPES.fu is written once for each way to say for whom it is: V
# stands for the variant's number, O for its only:, and M+ M? M- for a marker that
# a letter has to show, may show, or never shows to those who may see its record.
# FILE gets lines of MARKER FLAG READERS.

BEGIN {
	n = split("/only:us/only:bakery/only:landlord/only:@mina/only:us,@harald", only, "/")
	split("mina,harald//mina/harald/mina/harald", readers, "/")
}
/^#/ { next }
{
	for (v = 1; v <= n; v++) {
		line = $0
		gsub(/%[a-z]+V/, "&", line)
		gsub(/V/, v, line)
		gsub(/ O/, only[v] == "" ? "" : " " only[v], line)
		while (match(line, /M[-+?]/)) {
			marker = "Qq" (++markers) "qQ"
			print marker, substr(line, RSTART + 1, 1), (readers[v] == "" ? "-" : readers[v]) >list
			line = substr(line, 1, RSTART - 1) marker substr(line, RSTART + 2)
		}
		print line
	}
}
