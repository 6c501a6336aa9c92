#!/bin/sh
# status.sh [FOLDER | +DEAL | @PERSON...]: a line for a status bar.
#
# In tmux.conf: set -g status-right '#(sh status.sh ~/deals)'
set -u

mend=
list=$(fu-due -w 1d "$@" 2>/dev/null) || mend=', records to mend'
printf '%s\n' "$list" | fu-parse -o tsv -f late,in | awk -F '\t' -v mend="$mend" '
	NR == 1 { next }
	$1 != "" { late++; next }
	$2 != "" { tomorrow++; next }
	{ today++ }
	END { printf "%d late, %d today, %d tomorrow%s\n", late, today, tomorrow, mend }'
