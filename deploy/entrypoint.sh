#!/bin/sh
# What the container (and the systemd unit) starts first: is the data directory ours? In January 2026 it belonged to
# root while the bot ran as UID 1000; every write failed, and nobody heard of it for a day.
set -eu

usage() {
    cat <<'TEXT'
usage: hip3-entrypoint PROGRAM [ARGUMENTS]

Checks that the data directory and what lies in it belong to this user and take writes, then becomes PROGRAM.
Programs that only read (hip3-dod, check-config, --help, …) are started at once.

environment: HIP3_DATA_DIR   the data directory, default /app/data
exit: 64 when the data directory is not ours or the command is wrong; else what PROGRAM ends with

example: hip3-entrypoint hip3-soak run --feed live --duration 24h
TEXT
}

data=${HIP3_DATA_DIR:-/app/data}
uid=$(id -u)

refuse() {
    echo "hip3-entrypoint: $1" >&2
    exit 64
}

check_data() {
    [ -e "$data" ] || refuse "$data is not there; make it on the host and mount it: sudo install -d -o $uid -g $uid DIR (the directory that is mounted at $data)"
    [ -d "$data" ] || refuse "$data is no directory; mount one there"
    foreign=$(find "$data" -maxdepth 4 ! -user "$uid" -print 2>/dev/null | head -n 1)
    if [ -n "$foreign" ]; then
        owner=$(stat -c %u "$foreign")
        refuse "$foreign belongs to UID $owner, this runs as UID $uid and could write nothing there; on the host: sudo chown -R $uid:$uid DIR (the directory that is mounted at $data), then start again"
    fi
    probe="$data/.hip3-entrypoint.$$"
    if ! why=$( { echo probe >"$probe"; } 2>&1); then
        rm -f "$probe" 2>/dev/null || true
        refuse "$data takes no writes (${why##*: }); mend that (is it mounted read-only? is the disk full?) and start again"
    fi
    rm -f "$probe"
}

case "${1:-}" in
    --help | -h) usage; exit 0 ;;
    "") refuse "no command; see --help" ;;
esac
command -v "$1" >/dev/null 2>&1 || refuse "$1: no such program; try hip3-soak, hip3-engine or hip3-dod"

# Only what writes there has to be able to.
case "$1 ${2:-}" in
    "hip3-soak run" | "hip3-soak resume" | "hip3-engine run")
        case " $* " in
            *" --help "* | *" -h "*) ;;
            *) check_data ;;
        esac
        ;;
esac
exec "$@"
