# shuffle.awk: canonical records with the tokens of each head in another order,
# parted by other blanks, and -- before each text.
BEGIN {
	srand(1)
}

# The length of the token that s begins with, or 0 where text begins.
function token(s) {
	if (match(s, /^[+%@][^ \t]+/))
		return RLENGTH
	if (s ~ /^[a-z][a-z0-9-]*:\/\// || s ~ /^mailto:/ || (s ~ /^tel:/ && type != "who"))
		return 0
	if (match(s, /^[a-z][a-z0-9-]*:"([^"\\]|\\.)*"/))
		return RLENGTH
	if (match(s, /^[a-z][a-z0-9-]*:[^ \t]+/))
		return RLENGTH
	return 0
}

{
	rest = $0
	type = $2
	sub(/^[^ ]+ [^ ]+/, "", rest)
	n = 0
	while (rest ~ /^ / && (length1 = token(substr(rest, 2)))) {
		head[n++] = substr(rest, 2, length1)
		rest = substr(rest, length1 + 2)
	}
	line = $1 "\t" $2
	while (n > 0) {
		i = int(rand() * n)
		line = line (n % 2 ? "  " : " \t") head[i]
		head[i] = head[--n]
	}
	sub(/^ /, "", rest)
	if (rest !~ /^--( |$)/ && rest != "")
		line = line " --"
	print line " " rest
}
