#!/bin/sh
# morning.sh [FOLDER...]: what the day asks for: mistakes in the records, the
# agenda, and a draft for each person who is to be written to.
#
# Without a folder, $FU_DIR.  Drafts go to the file drafts.txt, to be read, changed
# and sent by hand; the last line says how many there are.
set -eu

if [ $# -eq 0 ]; then
	set -- "${FU_DIR:?set FU_DIR, or name a folder}"
fi
fu-parse -c "$@" || echo "The lines above are not counted until they are right."
fu-due -o table -w 1d "$@"
fu-due -p -w 1d "$@" | fu-recap >drafts.txt
echo "Drafts in drafts.txt: $(grep -c '^Subject: ' drafts.txt || true)"
