#!/bin/sh
# calcurse.sh [DIRECTORY]: the tasks of calcurse become what is due now.
#
# Reads due records, as fu-due prints them:
#
#	fu-due -a deals | sh calcurse.sh
#
# What an earlier run imported is taken out first, and with it what was done
# since: all tasks and events whose text ends in a deal's name, " (+acme)".
set -u

tasks=$(mktemp) || exit 2
trap 'rm -f "$tasks"' EXIT
trap 'exit 2' HUP INT TERM

fu-cal >"$tasks" || exit
set -- ${1+-D "$1"} -q
calcurse "$@" -P --filter-pattern ' \(\+[^ ]*\)$' </dev/null &&
	calcurse "$@" -i "$tasks" </dev/null >/dev/null
