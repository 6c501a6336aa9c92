#!/bin/sh
# demo.sh: the main job on the example deals, as on a Wednesday in July.
# `make demo` runs it from the top folder of the source.
set -eu

PATH=$PWD:$PATH
FU_NOW=2025-07-16
export FU_NOW

show() {
	printf '\n$ %s\n' "$*"
	"$@"
}

echo "Today is $FU_NOW. The deals are plain text in examples/deals."
show fu-parse -c -n 2025-12-31 examples/deals
echo "(nothing to report)"
show fu-due -o table -w 1d examples/deals
show fu-recap -k recap -n 2025-07-01 +supply @eleni examples/deals
show fu-score -x @nomvula @me examples/deals
show fu-score -k owed,health,escalate +collection +bill examples/deals
