# plot.awk: draws what bench.sh measured, as SVG.
#
#	awk -f plot.awk log >results.svg
#
# Two panels, both logarithmic: microseconds a record against records, for
# checking and for what is due.  A flat line is a program whose time grows as its
# input does; one decade lower is ten times as fast.  targets.awk says what the
# log is.

BEGIN {
	FS = "\t"
	X_LOW = 4; X_HIGH = 7       # powers of ten: records
	Y_LOW = -2; Y_HIGH = 4      # microseconds
	size_name[4] = "10,000"; size_name[5] = "100,000"; size_name[6] = "1 mill."; size_name[7] = "10 mill."
	LEFT = 64; TOP = 64; WIDE = 300; HIGH = 420; NEXT = 520; LABEL = 14
	BLUE = "#1f5fbf"; GREY = "#777777"
	panel(1, "Reading and checking")
	series(1, "read", "wc", "wc -l", GREY)
	series(1, "read", "check", "fu-parse, checks", BLUE)
	series(1, "read", "print", "fu-parse, prints", BLUE)
	series(1, "check", "lean", "awk, lean script", GREY)
	series(1, "check", "mawk", "awk, full script", GREY)
	series(1, "check", "remind", "remind -n", GREY)
	series(1, "check", "jq", "jq empty", GREY)
	series(1, "check", "mlr", "mlr nothing", GREY)
	series(1, "check", "leanjq", "jq, lean script", GREY)
	series(1, "check", "leanmlr", "mlr, lean script", GREY)
	series(1, "check", "ledger", "ledger source", GREY)
	series(1, "check", "hledger", "hledger check", GREY)
	series(1, "check", "recfix", "recfix", GREY)
	panel(2, "What is due")
	series(2, "book", "due", "fu-due", BLUE)
	series(2, "book", "score", "fu-score", BLUE)
	series(2, "late", "due", "fu-due, hard book", BLUE)
	series(2, "late", "score", "fu-score, hard book", BLUE)
	series(2, "late", "mawk", "awk, hard book", GREY)
	series(2, "due", "mawk", "awk, lean script, sort", GREY)
	series(2, "due", "remind", "remind, sort", GREY)
	series(2, "due", "ledger", "ledger balance", GREY)
	series(2, "due", "hledger", "hledger balance", GREY)
	series(2, "due", "recsel", "recsel -S By", GREY)
}

function panel(p, title) {
	titles[p] = title
}

function series(p, table, key, label, colour) {
	panel_of[++nseries] = p
	source[nseries] = table SUBSEP key
	label_of[nseries] = label
	colour_of[nseries] = colour
}

function median(    v, i, k, x) {
	for (i = 4; i <= NF; i++) {
		x = $i + 0
		for (k = i; k > 4 && v[k - 1] > x; k--)
			v[k] = v[k - 1]
		v[k] = x
	}
	k = NF - 3
	return k % 2 ? v[4 + (k - 1) / 2] : (v[3 + k / 2] + v[4 + k / 2]) / 2
}

match($1, /-[0-9]+$/) && NF > 3 {
	name = substr($1, 1, RSTART - 1)
	n = substr($1, RSTART + 1) + 0
	micro[name, $2, n] = median() / n * 1e6
	if (!(n in seen)) {
		seen[n]
		size[++nsizes] = n
	}
}

function lg(x) {
	return log(x) / log(10)
}

function x_of(p, n) {
	return LEFT + (p - 1) * NEXT + (lg(n) - X_LOW) / (X_HIGH - X_LOW) * WIDE
}

function y_of(us) {
	return TOP + (Y_HIGH - lg(us)) / (Y_HIGH - Y_LOW) * HIGH
}

function text(x, y, anchor, colour, what) {
	gsub(/&/, "\\&amp;", what)
	gsub(/</, "\\&lt;", what)
	printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", x, y, anchor, colour, what
}

function line(x1, y1, x2, y2) {
	printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#dddddd\"/>\n", x1, y1, x2, y2
}

function grid(p,    e, x, y) {
	text(x_of(p, 10 ^ X_LOW), TOP - 36, "start", "#000000", titles[p])
	text(x_of(p, 10 ^ X_LOW), TOP - 16, "start", "#555555", "microseconds a record")
	for (e = X_LOW; e <= X_HIGH; e++) {
		x = x_of(p, 10 ^ e)
		line(x, TOP, x, TOP + HIGH)
		text(x, TOP + HIGH + 20, "middle", "#555555", size_name[e])
	}
	for (e = Y_LOW; e <= Y_HIGH; e++) {
		y = y_of(10 ^ e)
		line(x_of(p, 10 ^ X_LOW), y, x_of(p, 10 ^ X_HIGH), y)
		text(x_of(p, 10 ^ X_LOW) - 8, y + 4, "end", "#555555", 10 ^ e "")
	}
	text(x_of(p, 10 ^ ((X_LOW + X_HIGH) / 2)), TOP + HIGH + 40, "middle", "#555555", "records")
}

function sort_sizes(    i, k, x) {
	for (i = 2; i <= nsizes; i++) {
		x = size[i]
		for (k = i; k > 1 && size[k - 1] > x; k--)
			size[k] = size[k - 1]
		size[k] = x
	}
}

function draw(s,    i, n, key, points, x, y) {
	for (i = 1; i <= nsizes; i++) {
		n = size[i]
		key = source[s] SUBSEP n
		if (!(key in micro))
			continue
		x = x_of(panel_of[s], n)
		y = y_of(micro[key])
		points = points sprintf("%.1f,%.1f ", x, y)
		printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", x, y, colour_of[s]
		last[s] = y
		last_x[s] = x
	}
	if (points)
		printf "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"/>\n",
		    points, colour_of[s], colour_of[s] == BLUE ? 2.5 : 1.2
}

# The labels stand right of the panel, in the order of the lines' ends, pushed
# down until none covers another; dots lead there from a line that ends early.
function labels(p,    s, order, n, i, k, x, y) {
	for (s = 1; s <= nseries; s++)
		if (panel_of[s] == p && s in last) {
			for (k = ++n; k > 1 && last[order[k - 1]] > last[s]; k--)
				order[k] = order[k - 1]
			order[k] = s
		}
	for (i = 1; i <= n; i++) {
		if (i == 1 || last[order[i]] > y + LABEL)
			y = last[order[i]]
		else
			y += LABEL
		s = order[i]
		x = x_of(p, 10 ^ X_HIGH)
		if (last_x[s] < x - 1)
			printf "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"0.8\" stroke-dasharray=\"1 5\"/>\n",
			    last_x[s] + 5, last[s], x + 7, y, colour_of[s]
		text(x + 10, y + 4, "start", colour_of[s], label_of[s])
	}
}

END {
	sort_sizes()
	wide = LEFT + 2 * NEXT - 40
	high = TOP + HIGH + 56
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n", wide, high
	printf "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", wide, high
	for (p = 1; p <= 2; p++)
		grid(p)
	for (s = 1; s <= nseries; s++)
		draw(s)
	for (p = 1; p <= 2; p++)
		labels(p)
	print "</svg>"
}
