#!/bin/sh
# morning.sh [FOLDER...]: what the day asks for: mistakes in the records, the
# agenda, and a draft for each person who is to be written to.
#
# Without a folder, $FU_DIR.  Drafts go to the file drafts.txt, to be read, changed
# and sent by hand; the last line says how many there are.
set -u

if [ $# -eq 0 ]; then
	set -- "${FU_DIR:?set FU_DIR, or name a folder}"
fi
# What is wrong is said once, and the rest goes on without it.
fu-parse -c "$@" || echo 'The lines above do not count until they are right.'
fu-due -o table -w 1d "$@" 2>/dev/null
fu-due -p -w 1d "$@" 2>/dev/null | fu-recap >drafts.txt
# A line that holds but a form feed stands between two of them.
echo "Drafts in drafts.txt: $(awk '/^\f$/ { n++ } END { print n + (NR > 0) }' drafts.txt)"
