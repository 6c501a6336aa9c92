#!/bin/sh
# weekly.sh [FOLDER...]: the week's review: what came to an end, what became late
# and is still open, what the next week brings, and how both sides keep their word.
set -u

if [ $# -eq 0 ]; then
	set -- "${FU_DIR:?set FU_DIR, or name a folder}"
fi

echo 'Done, paid, agreed in the last seven days'
fu-parse -t done,paid,drop,signed,agreed,close -b -6d -e today "$@" | LC_ALL=C sort
echo
echo 'Late'
fu-due -w 1d "$@" | grep ' late:' || echo 'nothing'
echo
echo 'The week to come'
fu-due -w 7d "$@" | grep -v ' late:' || echo 'nothing'
echo
echo 'Kept by us and by them'
fu-score -k reliability "$@" | grep -v ' val:unknown ' || echo 'nothing decided yet'
echo
echo 'How the deals stand'
fu-score -k health "$@" | grep -v ' val:unknown ' || echo 'nothing known yet'
