# blocks.awk - the example blocks of mdoc pages and Markdown files
#
#	awk -v dir=DIR -f blocks.awk PAGE
#
# Writes each block to DIR/N.console or, where no line of it begins with "$ ",
# to DIR/N.fu, its mdoc escapes undone, and prints one line a block:
#
#	N KIND LINE MARK
#
# KIND is console or fu; LINE is that of the block's first line in PAGE; MARK
# is what a comment right above it says of it, or "-": `not-run`, or in mdoc
# `gives ID` or `template ID`, which are printed as gives=ID and template=ID.
#
# In mdoc a block is `.Bd -literal` to `.Ed` and the comment is `.\" MARK`; in
# Markdown it is fenced by ```console or ```fu and the comment is
# `<!-- MARK -->`; blocks fenced otherwise are left alone.

BEGIN { markdown = ARGV[1] ~ /\.md$/ }

function unescape(s)
{
	gsub(/\\\(aq/, "'", s)
	gsub(/\\\(dq/, "\"", s)
	gsub(/\\\(ga/, "`", s)
	gsub(/\\\(ha/, "^", s)
	gsub(/\\\(ti/, "~", s)
	gsub(/\\-/, "-", s)
	gsub(/\\&/, "", s)
	gsub(/\\e/, "\\", s)
	return s
}

function begin()
{
	inside = 1
	text = ""
	commands = 0
	first = FNR + 1
}

function end(    kind, file)
{
	kind = commands ? "console" : "fu"
	file = dir "/" ++n "." kind
	printf "%s", text > file
	close(file)
	print n, kind, first, (mark == "" ? "-" : mark)
	inside = 0
	mark = ""
}

inside && (markdown ? /^```/ : /^\.Ed/) { end(); next }

inside {
	commands += /^\$ /
	text = text (markdown ? $0 : unescape($0)) "\n"
	next
}

markdown ? /^```(console|fu)$/ : /^\.Bd .*-literal/ { begin(); next }

other { if (/^```/) other = 0; next }

markdown && /^```/ { other = 1; next }

markdown ? /^<!-- .* -->$/ : /^\.\\" (not-run|gives |template )/ {
	mark = $2
	if (mark != "not-run")
		mark = mark "=" $3
	next
}

!/^[ \t]*$/ { mark = "" }
