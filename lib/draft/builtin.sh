#!/bin/sh
# builtin.sh DIR: the templates of a folder as C, on standard output: an array
# of bytes for each, and a table of them.
set -eu

cd "$1"
n=0
table=
for file in *.mustache; do
	echo "static const unsigned char text_${n}[] = {"
	od -An -v -tu1 "$file" | sed 's/[0-9][0-9]*/&,/g'
	echo "};"
	table="$table	{ \"${file%.mustache}\", text_$n, sizeof(text_$n) },
"
	n=$((n + 1))
done
echo "static const struct builtin builtins[] = {"
printf '%s' "$table"
echo "};"
