# pool.sh: a function for scripts that run the same for many words; they read this file.
# shellcheck shell=sh

# pool DIR JOBS COMMAND WORD...: COMMAND WORD for each, JOBS at a time, the next where one
# ends.  What each prints goes to DIR/WORD.result, and out once it is over.
pool() {
	pool_dir=$1 pool_free=$2 pool_command=$3
	shift 3
	# A line in the pipe is a processor that is free.
	rm -f "$pool_dir/free"
	mkfifo "$pool_dir/free" && exec 3<>"$pool_dir/free" || exit 2
	while [ "$pool_free" -gt 0 ]; do
		echo >&3
		pool_free=$((pool_free - 1))
	done
	for pool_word; do
		read -r _ <&3
		{
			"$pool_command" "$pool_word" >"$pool_dir/$pool_word.result" 2>&1 3>&-
			cat "$pool_dir/$pool_word.result"
			echo >&3
		} &
	done
	wait
}
