#!/bin/sh
# maildir.sh DEALS MAIL...: records in DEALS/mail.fu what is new in Maildirs,
# mailboxes or messages.  Run it from cron, or whenever mail was fetched; what
# is recorded already is not recorded again.  Name the folder of what you sent,
# too: the reminders end with your own letters.
#
# What can't be placed is named on standard error, and the exit status is then
# 1; all else is recorded.
set -u

[ $# -ge 2 ] || {
	echo "usage: maildir.sh DEALS MAIL..." >&2
	exit 2
}
deals=$1
shift
for mail; do
	set -- "$@" -m "$mail"
	shift
done

# One run at a time; names that begin with a dot are read by no program.
mkdir "$deals/.mail.lock" || exit 2
trap 'rm -rf "$deals/.mail.lock"' EXIT
trap 'exit 2' HUP INT TERM

fu-mail "$@" "$deals" >"$deals/.mail.lock/new"
status=$?
cat "$deals/.mail.lock/new" >>"$deals/mail.fu" || status=2
exit $status
