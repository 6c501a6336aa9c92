#!/bin/sh
# status.sh [FOLDER | +DEAL | @PERSON...]: a line for a status bar.  Without a
# folder, $FU_DIR.
#
# In tmux.conf: set -g status-right '#(sh status.sh ~/deals)'
set -u

folder=false
for arg; do
	case $arg in
	[+@]*) ;;
	*) folder=true ;;
	esac
done
$folder || [ -n "${FU_DIR-}" ] || {
	echo 'usage: status.sh [FOLDER | +DEAL | @PERSON...]; or set FU_DIR' >&2
	exit 2
}
$folder || set -- "$@" "$FU_DIR"
mend=
list=$(fu-due -w 1d "$@" 2>/dev/null) || case $? in
1) mend=', records to mend' ;;
*) mend=', not all could be read' ;;
esac
printf '%s\n' "$list" | fu-parse -o tsv -f late,in | awk -F '\t' -v mend="$mend" '
	NR == 1 { next }
	$1 != "" { late++; next }
	$2 != "" { tomorrow++; next }
	{ today++ }
	END { printf "%d late, %d today, %d tomorrow%s\n", late, today, tomorrow, mend }'
