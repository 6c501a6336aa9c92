# shellcheck shell=bash
# bash completion for fu's programs: source this, or install it; words.sh knows
# what fits.

_fu_words=${BASH_SOURCE[0]%/*}/words.sh

_fu() {
	local line=${COMP_LINE:0:COMP_POINT} last='' kept word
	local -a words

	[[ $line == *[[:blank:]] ]] || last=${line##*[[:blank:]]}
	COMPREPLY=()
	# xargs takes quotes and backslashes off, and expands nothing.
	word=$(xargs -n 1 printf '%s\n' 2>/dev/null <<<"${line%"$last"}") || return
	mapfile -t words <<<"$word"
	# readline replaces only $2, what comes behind a : for instance.
	kept=${last%"$2"}
	while IFS=$'\t' read -r word _; do
		COMPREPLY+=("${word#"$kept"}")
	done < <(sh "$_fu_words" "${words[@]/#\~\//$HOME/}" "$last")
	[[ ${COMPREPLY[*]-} != *: ]] || compopt -o nospace
}

# -o default: files, where words.sh has nothing
complete -o default -F _fu fu-parse fu-due fu-recap fu-score fu-log fu-merge fu-cal fu-mail
