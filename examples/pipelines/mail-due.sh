#!/bin/sh
# mail-due.sh ADDRESS [FOLDER | +DEAL | @PERSON...]: mails what is late, due today
# or tomorrow to that address; where nothing is, no mail is sent.  Without a folder,
# $FU_DIR.
#
# A crontab line, every working day at seven:
#
#	0 7 * * 1-5  sh mail-due.sh dana@whitfield.example /srv/deals @me
#
# cron knows neither FU_ME nor much of a PATH; set both at the top of the crontab.
# What fu-due has to say of bad records cron mails by itself, whether something is
# due or not; the exit status is fu-due's, or 2 where the mail could not be sent.
# $SENDMAIL is what takes the message, `sendmail -t -oi` if it is not set;
# SENDMAIL=cat shows it.
set -u

usage() {
	echo 'usage: mail-due.sh ADDRESS [FOLDER | +DEAL | @PERSON...]; or set FU_DIR' >&2
	exit 2
}
[ $# -ge 1 ] || usage
to=$1
shift
folder=false
for arg; do
	case $arg in
	[+@]*) ;;
	*) folder=true ;;
	esac
done
$folder || [ -n "${FU_DIR-}" ] || usage
$folder || set -- "$@" "$FU_DIR"
status=0
list=$(fu-due -o table -w 1d "$@") || status=$?
[ -n "$list" ] || exit "$status"
{
	printf 'To: %s\nSubject: Due by tomorrow\nMIME-Version: 1.0\n' "$to"
	printf 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n'
	printf '%s\n' "$list"
} | ${SENDMAIL:-sendmail -t -oi} || exit 2
exit "$status"
