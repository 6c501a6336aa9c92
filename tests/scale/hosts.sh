#!/bin/sh
# hosts.sh [DEALS [RUNS]]: what is due in that many deals (100,000), found by one
# run, by several processes, and by two hosts over ssh, must be the same bytes.
#
# The hosts are network namespaces of this machine, alpha and beta, each with an
# sshd and with half of the deals mounted where the other has its half; a third,
# the desk, is where GNU parallel runs.  Nothing outside of them is touched, and
# all is taken away at the end.  Needs root, ip(8) with netns, sshd, GNU parallel
# and a C compiler; built programs in the top folder.
#
# Then each is timed that often (5; 0: not at all), in turn.  What runs on the hosts
# is no child of ours, so cpu and peak are those of the desk there.
#
# Exit status: 0 if all bytes were the same, 1 if not, 2 if something is missing or
# went wrong.
set -eu
LC_ALL=C
export LC_ALL
unset FU_ME FU_NOW FU_DIR FU_TEMPLATES

deals=${1-100000}
runs=${2-5}
now=2025-06-30
top=$(cd "$(dirname "$0")/../.." && pwd)
PATH=$top:$PATH
sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd) || sshd=
shards=$top/examples/pipelines/shards.sh
desk=fu-desk-$$ alpha=fu-alpha-$$ beta=fu-beta-$$

missing() {
	echo "hosts.sh: $1" >&2
	exit 2
}
[ "$(id -u)" -eq 0 ] || missing 'only root makes network namespaces'
command -v ip >/dev/null || missing 'ip(8) is not installed'
[ -n "$sshd" ] || missing 'sshd is not installed'
parallel --version 2>/dev/null | grep -q 'GNU parallel' || missing 'GNU parallel is not installed'
command -v fu-due >/dev/null || missing 'fu-due is not built'

tmp=$(mktemp -d "${TMPDIR:-/tmp}/fu-hosts.XXXXXX")
# shellcheck disable=SC2317 # the trap calls it
clean_up() {
	for pid in "$tmp"/*.pid; do
		[ ! -f "$pid" ] || kill "$(cat "$pid")" 2>/dev/null || :
	done
	for name in "$desk" "$alpha" "$beta"; do
		ip netns delete "$name" 2>/dev/null || :
	done
	rm -rf "$tmp"
}
trap clean_up EXIT
trap 'exit 2' HUP INT TERM

# ---- the deals: half of the folders for each host -----------------------------

cc -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$tmp/gen" "$top"/tests/bench/gen.c "$top"/tests/bench/deals.c \
	"$top"/tests/bench/life.c "$top"/tests/bench/late.c "$top"/tests/bench/line.c
"$tmp/gen" -l -d "$tmp/all" $((deals * 20))
mkdir "$tmp/alpha" "$tmp/beta" "$tmp/deals"
n=0
for d in "$tmp"/all/*/*; do
	half=alpha
	[ $((n % 2)) -eq 0 ] || half=beta
	mkdir -p "$tmp/$half/${d#"$tmp/all/"}"
	ln "$d"/*.fu "$tmp/$half/${d#"$tmp/all/"}"
	n=$((n + 1))
done

# ---- the hosts ------------------------------------------------------------------

# host NAME ADDRESS DESK'S-ADDRESS: a namespace on a wire to the desk, and its sshd
host() {
	ip netns add "$1"
	ip link add "$2" netns "$1" type veth peer name "$2" netns "$desk"
	ip -n "$1" address add "$3/30" dev "$2"
	ip -n "$1" link set "$2" up
	ip -n "$1" link set lo up
	ip -n "$desk" address add "$4/30" dev "$2"
	ip -n "$desk" link set "$2" up
	cat >"$tmp/$2.sshd" <<-END
		ListenAddress $3
		HostKey $tmp/host_key
		AuthorizedKeysFile $tmp/key.pub
		StrictModes no
		UsePAM no
		PermitRootLogin prohibit-password
		PidFile $tmp/$2.pid
		MaxStartups 100
		SetEnv PATH=$PATH
	END
	printf 'Host %s\n\tHostName %s\n' "$2" "$3" >>"$tmp/ssh"
	# What is mounted here is seen by this sshd and its children alone.
	# shellcheck disable=SC2016 # the inner shell's
	ip netns exec "$1" sh -c 'mount --bind "$1" "$2" && exec "$3" -f "$4" -E "$5"' sh \
		"$tmp/$2" "$tmp/deals" "$sshd" "$tmp/$2.sshd" "$tmp/$2.log"
}

mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$tmp/host_key"
ssh-keygen -q -t ed25519 -N '' -f "$tmp/key"
cat >"$tmp/ssh" <<-END
	IdentityFile $tmp/key
	IdentitiesOnly yes
	UserKnownHostsFile $tmp/known
	StrictHostKeyChecking accept-new
	LogLevel ERROR
END
ip netns add "$desk"
host "$alpha" alpha 192.0.2.2 192.0.2.1
host "$beta" beta 192.0.2.6 192.0.2.5
PARALLEL_SSH="ssh -F $tmp/ssh"
export PARALLEL_SSH

# ---- the runs -------------------------------------------------------------------

find "$tmp/all" -mindepth 2 -type d >"$tmp/folders"
portion=$((n / 8 > 0 ? n / 8 : 1)) # eight of them, whatever there is
sharded="sh $shards -n $portion"
due="fu-due -n $now"
enter="ip netns exec $desk"

# Lines "COMMAND # what it is"; the first is what the others must print, too.
cat >"$tmp/runs" <<-END
	$due $tmp/all # one run
	$sharded -j 1 $due <$tmp/folders # xargs -P 1, $portion folders at a time
	$sharded -j 2 $due <$tmp/folders # xargs -P 2
	$enter $sharded -j 1 -S alpha,beta $due <$tmp/folders # GNU parallel on two hosts, one process on each
	$enter parallel --nonall --files --tmpdir $tmp -S alpha,beta $due $tmp/deals | xargs sort -m # the same, each host over its own half
END

bytes=$(find "$tmp/all" -type f -exec cat {} + | wc -c)
echo "$deals deals in $deals files, $((deals * 20)) records, $bytes bytes; $(getconf _NPROCESSORS_ONLN) cores"

failed=0
set --
while read -r line; do
	what=${line##* # }
	script=$tmp/run$#.sh
	echo "${line% # *}" >"$script"
	sh "$script" >"$tmp/out"
	[ -f "$tmp/single" ] || cp "$tmp/out" "$tmp/single"
	if [ -s "$tmp/out" ] && cmp -s "$tmp/single" "$tmp/out"; then
		echo "the same $(wc -l <"$tmp/out") lines: $what"
	else
		echo "DIFFERS: $what"
		failed=1
	fi
	[ $# -eq 0 ] || set -- "$@" :::
	set -- "$@" "$what" sh "$script"
done <"$tmp/runs"
for host in alpha beta; do
	n=$(grep -c 'Accepted publickey' "$tmp/$host.log") || failed=1
	echo "$host was reached $n times"
done

if [ "$runs" -gt 0 ]; then
	cc -std=c11 -D_POSIX_C_SOURCE=200809L -O2 -o "$tmp/timeit" "$top/tests/bench/timeit.c"
	printf '\n| what | wall ms | from - to | cpu ms | peak MiB | MB/s | x first |\n|---|---:|---:|---:|---:|---:|---:|\n'
	"$tmp/timeit" -n "$runs" -b "$bytes" "$@"
fi
exit $failed
