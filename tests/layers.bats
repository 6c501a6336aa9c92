#!/usr/bin/env bats
# The house rules that can be counted: which floor includes which, how long
# things are, what is called where.

load helper

sources() {
	find "$TOP/lib" "$TOP/cmd" -name '*.[ch]' | sort
}

# none TEXT: standard input must be empty; else it is what breaks the rule.
none() {
	cat >found
	[ ! -s found ] || {
		echo "$1:"
		sed "s|$TOP/||" found
		return 1
	}
}

# calls NAME FILE...: lines that call one of the functions (comments left out).
calls() {
	local names=$1

	shift
	# shellcheck disable=SC2016 # awk's $0
	awk -v call="(^|[^A-Za-z0-9_])($names)[ \t]*[(]" '
		{ line = $0; sub(/^[ \t]*\/?\*.*/, "", line); sub(/\/\*.*/, "", line); gsub(/"([^"\\]|\\.)*"/, "", line) }
		line ~ call { print FILENAME ":" FNR ": " $0 }' "$@"
}

@test "includes point down: draft, book, record, value, base" {
	[ "$(sources | wc -l)" -gt 40 ]
	sources | xargs awk '
		BEGIN {
			floors = split("base value record book draft cmd", name, " ")
			for (i = 1; i <= floors; i++) floor[name[i]] = i
		}
		FNR == 1 { n = split(FILENAME, path, "/"); here = path[n - 1] }
		/^[ \t]*#[ \t]*include[ \t]*"/ {
			split($0, quoted, "\"")
			there = index(quoted[2], "/") ? substr(quoted[2], 1, index(quoted[2], "/") - 1) : here
			if (!(there in floor) || !(here in floor) || floor[there] > floor[here])
				print FILENAME ":" FNR ": " $0
		}' | none "includes that point up"
}

@test "base knows nothing of records" {
	find "$TOP/lib/base" "$TOP/lib/value" -name '*.[ch]' -exec awk '
		/struct (record|reader|schema|book|attr|lexer)/ { print FILENAME ":" FNR ": " $0 }' {} + |
		none "the ground floor names records"
}

@test "no struct or enum of a header has the name of another" {
	sources | grep 'h$' | xargs awk '
		/^(struct|enum|union) [a-z_]+ [{]/ {
			if ($2 in file && file[$2] != FILENAME) print FILENAME ":" FNR ": " $2 " is of " file[$2], "too"
			file[$2] = FILENAME
			tags++
		}
		END { if (tags < 100) print "only " tags + 0 " seen" }' | none "a file could not include both"
}

@test "no function is longer than 80 lines" {
	sources | grep 'c$' | xargs awk '
		FNR == 1 { start = 0 }
		/^[{]/ { start = FNR }
		/^[}]/ && start { functions++; if (FNR - start + 1 > 80) print FILENAME ":" start ": " FNR - start + 1; start = 0 }
		END { if (functions < 300) print "only " functions " functions seen" }' |
		none "functions over 80 lines"
}

@test "no file is longer than 500 lines" {
	sources | xargs wc -l | awk '$2 != "total" && $1 > 500' | none "files over 500 lines"
}

@test "every header opens with what it is for, and a good part of it is comment" {
	find "$TOP/lib" "$TOP/cmd" -name '*.h' -exec awk '
		function report() {
			if (file && (!opened || comment < .25 * lines))
				printf "%s: %d %% comment%s\n", file, 100 * comment / lines,
				    opened ? "" : ", and does not open with its name and purpose"
		}
		FNR == 1 {
			report()
			file = FILENAME; lines = comment = inside = opened = 0
			module = FILENAME; sub(/.*\//, "", module); sub(/\.h$/, "", module)
		}
		FNR == 2 { opened = index($0, " * " module ": ") == 1 }
		/^[ \t]*$/ { next }
		/^\{/ { body = 1 } # of an inline function: code, not the manual
		body { if (/^\}/) body = 0; next }
		{ lines++ }
		inside { comment++; if (/\*\//) inside = 0; next }
		/^[ \t]*\/\*/ { comment++; inside = !/\*\//; next }
		match($0, /\/\*/) { comment += (length($0) - RSTART + 1) / length($0); inside = !/\*\// }
		END { report() }' {} + | none "headers that explain too little"
}

@test "an example in a header gives a function as many arguments as it takes" {
	find "$TOP/lib" "$TOP/cmd" -name '*.h' -exec awk '
		FNR == 1 { inside = 0; first = 1 }
		/^ \*\t/ && first { shown[FILENAME] = shown[FILENAME] substr($0, 3) " " }
		{ # what stands outside of comments
			while (inside ? i = index($0, "*/") : i = index($0, "/*")) {
				if (inside) { $0 = substr($0, i + 2); first = 0 }
				else { code = code substr($0, 1, i - 1); $0 = substr($0, i + 2) }
				inside = !inside
			}
			if (!inside) code = code $0 " "
		}
		# How many arguments stand from the start of s, behind the opening parenthesis;
		# those themselves are left in args, what follows in rest.
		function count(s, depth, n, c, at) {
			depth = 1
			for (at = 1; depth && at <= length(s); at++) {
				c = substr(s, at, 1)
				if (index("([{", c)) depth++
				else if (index(")]}", c)) depth--
				else if (c == "," && depth == 1) n++
			}
			args = substr(s, 1, at - 2)
			rest = substr(s, at)
			return args ~ /^[ \t]*(void)?[ \t]*$/ ? 0 : n + 1
		}
		END {
			for (s = code; match(s, /[a-z][a-z_0-9]*\(/); s = substr(s, RSTART + RLENGTH)) {
				name = substr(s, RSTART, RLENGTH - 1)
				n = count(substr(s, RSTART + RLENGTH))
				if (rest ~ /^[ \t]*[;{]/ && args !~ /^[0-9]*$/ && !(name in takes)) { takes[name] = n; known++ }
			}
			for (file in shown)
				for (s = shown[file]; match(s, /[a-z][a-z_0-9]*\(/); s = substr(s, RSTART + RLENGTH)) {
					name = substr(s, RSTART, RLENGTH - 1)
					n = count(substr(s, RSTART + RLENGTH))
					if (!(name in takes) || args ~ /^[0-9]*$/ || args ~ /\.\.\./) continue
					seen++
					if (n != takes[name]) print file ": " name "() takes " takes[name] ", not " n ": " args
				}
			if (known < 300 || seen < 100) print "only " known " functions and " seen " calls seen"
		}' {} + | none "an example that does not compile"
}

@test "no function that overruns, depends on the locale or hides a static result" {
	# shellcheck disable=SC2046 # no blanks in these names
	{
		calls 'strcpy|strcat|sprintf|vsprintf|gets|scanf|sscanf|strtok|alloca|strdup|strndup' $(sources)
		calls 'atoi|atol|atof|strtol|strtoul|strtod|localtime|gmtime|ctime|asctime|strftime|setlocale' $(sources)
		calls 'is(alpha|digit|alnum|space|blank|print|punct|upper|lower|cntrl|xdigit)|to(upper|lower)' $(sources)
		grep -n '#include <\(ctype\|locale\|wchar\|wctype\)\.h>' $(sources) || :
	} | none "not here"
}

@test "memory comes from arena.c alone, and no program frees" {
	# shellcheck disable=SC2046
	{
		calls 'malloc|calloc|realloc|reallocarray|posix_memalign|aligned_alloc' \
			$(sources | grep -v 'lib/base/arena\.[ch]$')
		calls free $(sources | grep 'cmd/fu-[a-z]*\.c$')
	} | none "allocation out of place"
}

@test "lib reads no clock and no environment; only input opens files, and file to write them" {
	# shellcheck disable=SC2046
	{
		calls 'time|clock|clock_gettime|gettimeofday|localtime_r|getenv|isatty' $(sources | grep /lib/)
		calls 'open|openat|fopen|opendir|fdopendir|read|fread' $(sources | grep -v 'lib/record/\(input\|file\)\.c$')
		calls 'write|pwrite|ftruncate|truncate|rename|unlink|mkstemp' \
			$(sources | grep -v 'lib/record/file\.c$\|lib/base/\(arena\|buf\)\.c$')
		calls 'printf|fprintf|dprintf|puts|fputs|putchar|perror' $(sources)
		calls 'exit|abort' $(sources | grep /lib/)
	} | none "surroundings read where they should not be"
}

@test "no floating point for money or dates, no typedef, no names in _t of ours" {
	# shellcheck disable=SC2046
	{
		grep -n -w 'double\|float' $(sources | grep 'lib/\(base\|value\|record\)/') |
			grep -v '^[^:]*:[0-9]*:[[:blank:]]*/\?\*' || :
		grep -n '^[[:blank:]]*typedef' $(sources) || :
		grep -n 'struct [a-z_]*_t[^a-z_]' $(sources) || :
	} | none "not here"
}

# Of "A && B" only B ends a test that it fails, and "! A" never does.
@test "each check of a test is a command of its own" {
	grep -nE '^[[:blank:]]*(! |(\[|same|has|lacks|holds|want[a-z_]*) [^|]*&&)' "$TOP"/tests/*.bats "$TOP"/tests/helper.bash |
		grep -v '\[\[\|return\|||' | none "on a line of its own"
}
