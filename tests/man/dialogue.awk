# dialogue.awk - a console block as a script that shows its commands
#
#	awk -f dialogue.awk BLOCK >script; sh script
#
# A command begins with "$ " and goes on in lines right below it that begin
# with "> "; all other lines are its output and left out.  The script prints
# each command as it stands in the block and then runs it.

function run()
{
	if (command != "")
		print "cat <<'END-OF-COMMAND'\n" shown "END-OF-COMMAND\n" command
	command = shown = ""
}

/^\$ / || (/^> / && command != "") {
	if (/^\$ /)
		run()
	command = command substr($0, 3) "\n"
	shown = shown $0 "\n"
	next
}

{ run() }

END { run() }
