#!/usr/bin/env bash
# deploy/fetch.sh on loopback, with a stand-in for ssh: every byte arrives, or nothing is put in place.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
    cat <<'TEXT'
usage: deploy/test-fetch.sh

Fetches a made-up run with a command in place of ssh that carries out here what ssh would carry out there: whole, by
rsync and by tar, from inside of a container, while it grows; with a byte changed on the way, cut short, with files
missing, with no way there at all, and again after that. A few seconds.

exit: 0 all held, 1 one did not, 64 wrong usage

example: deploy/test-fetch.sh
TEXT
}
case "${1:-}" in
    --help | -h) usage; exit 0 ;;
    '') ;;
    *) echo "deploy/test-fetch.sh: unknown option '$1'; see --help" >&2; exit 64 ;;
esac

work=$(mktemp -d /tmp/hip3-fetch.XXXXXX)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
far=$work/far/reports/2026-01-20T071300Z-live
mkdir -p "$far/data/quarantine" "$work/far/reports/empty"
head -c 3000000 /dev/urandom >"$far/data/signals_2026-01-20.jsonl"
echo '{"type":"start"}' >"$far/data/ledger_2026-01-20.jsonl"
: >"$far/data/quarantine/empty"
echo half >"$far/data/quarantine/a name with blanks"
seq 1000 >"$far/journal.jsonl"

# ssh's place: `ssh HOST COMMAND…`. What it changes on the way is told by files in $work.
cat >"$work/ssh" <<'TEXT'
#!/bin/sh
work=$(dirname "$0")
if [ "$1" = -l ]; then # as rsync says whom
    user=$2
    shift 2
    set -- "$user@$@"
fi
echo "$1" >>"$work/hosts"
shift
[ ! -e "$work/unreachable" ] || { echo 'ssh: connect to host vps port 22: Connection refused' >&2; exit 255; }
[ ! -e "$work/no-rsync" ] || case "$*" in *rsync*) exit 127 ;; esac
case "$*" in
    *'tar -cf'*)
        if [ -e "$work/cut" ]; then sh -c "$*" | head -c 1000000; exit 255; fi
        # Behind the first file's header: a byte of its content.
        if [ -e "$work/flip" ]; then sh -c "$*" | perl -pe 'BEGIN { $/ = \4096 } if ($. == 300) { $_ ^= "\x01" . "\0" x 4095 }'; exit; fi
        ;;
    *'wc -c'*) if [ -e "$work/cut-list" ]; then sh -c "$*" | head -n 2; exit 255; fi ;;
esac
sh -c "$*"
status=$?
case "$*" in
    *'wc -c'*) # what happens between the list and the bringing
        [ ! -e "$work/grow" ] || echo '{"type":"minute"}' >>"$work/far/reports/2026-01-20T071300Z-live/data/ledger_2026-01-20.jsonl"
        [ ! -e "$work/shrink" ] || : >"$work/far/reports/2026-01-20T071300Z-live/journal.jsonl"
        [ ! -e "$work/vanish" ] || rm -f "$work/far/reports/2026-01-20T071300Z-live/journal.jsonl"
        [ ! -e "$work/rewrite" ] || seq 2000 2999 >"$work/far/reports/2026-01-20T071300Z-live/journal.jsonl"
        ;;
esac
exit $status
TEXT
chmod +x "$work/ssh"
# `inside COMMAND…`: a container's shell.
printf '#!/bin/sh\necho inside >>"%s/inside-was-asked"\nexec "$@"\n' "$work" >"$work/inside"
chmod +x "$work/inside"

held=0 failed=0 code=0
fetch() {
    code=0
    SSH=$work/ssh deploy/fetch.sh "$@" >"$work/out" 2>&1 || code=$?
}
again() { rm -rf "$work/here"; mkdir "$work/here"; }
here=$work/here/2026-01-20T071300Z-live
arrived() { [ "$code" -eq 0 ] && diff -r "$far" "$here" && (cd "$here" && sha256sum --check --status --strict "$here.sha256"); }
nothing_is_there() { [ ! -e "$here" ] && [ ! -e "$here.sha256" ]; }
expect() {
    local name=$1
    shift
    if "$@"; then
        held=$((held + 1))
    else
        failed=$((failed + 1))
        echo "FAILED  $name (exit $code)"
        sed 's/^/        | /' "$work/out"
    fi
}
refused() { # CODE WORDS: in one line of its own, and nothing in place
    [ "$code" -eq "$1" ] && grep -q "^deploy/fetch.sh: .*$2" "$work/out" && nothing_is_there
}

command -v rsync >/dev/null || touch "$work/no-rsync"
again
fetch "me@vps:$far" "$work/here"
expect "whole$([ -e "$work/no-rsync" ] || echo ', by rsync')" arrived
expect "only the host that was named was asked" [ "$(sort -u "$work/hosts")" = me@vps ]
fetch "vps:$far" "$work/here"
expect "never over what is there" [ "$code" -eq 64 ]
again
fetch --tar "vps:$far/" "$work/here"
expect "whole, by tar" arrived
again
fetch --in "$work/inside" "vps:$far" "$work/here"
expect "whole, from inside of something" arrived
expect "  which was asked" [ -s "$work/inside-was-asked" ]

# with FAULT COMMAND…
with() {
    local fault=$1
    shift
    touch "$work/$fault"
    fetch "$@"
    rm "$work/$fault"
}
again
with flip --tar "vps:$far" "$work/here"
expect "a byte changed on the way" refused 1 "not the bytes"
fetch --tar "vps:$far" "$work/here"
expect "  and the same line again" arrived
again
with cut --tar "vps:$far" "$work/here"
expect "cut short" refused 1 "cut short"
fetch "vps:$far" "$work/here"
expect "  and the same line again" arrived
again
with cut-list "vps:$far" "$work/here"
expect "half a list" refused 69 "list"
with unreachable "vps:$far" "$work/here"
expect "no way there" refused 69 "can't be listed"
fetch "vps:$work/far/reports/nowhere" "$work/here"
expect "no such folder" refused 69 "can't be listed"
fetch "vps:$work/far/reports/empty" "$work/here"
expect "an empty folder" refused 69 "holds no file"

# A run that goes on: the file is longer there by now.
for how in '' --tar; do
    again
    # shellcheck disable=SC2086
    with grow $how "vps:$far" "$work/here"
    expect "a file that grows: as long as it was ${how}" [ "$code" -eq 0 ]
    same_beginning() { cmp -s -n "$(stat -c %s "$here/data/ledger_2026-01-20.jsonl")" "$here/data/ledger_2026-01-20.jsonl" "$far/data/ledger_2026-01-20.jsonl"; }
    expect "  and verified" same_beginning
done
for fault in rewrite shrink vanish; do
    again
    with $fault --tar "vps:$far" "$work/here"
    expect "a file that is ${fault}d on the way" [ "$code" -eq 1 ]
    expect "  and nothing was put in place" nothing_is_there
    seq 1000 >"$far/journal.jsonl"
done

for wrong in "" "nohost" "vps:" ":x" "vps:/a;b" "vps:/a/../b" "--tra vps:x" "vps:x $work/nowhere" "vps:a $work/here more"; do
    # shellcheck disable=SC2086 # words
    fetch $wrong
    expect "bad input '$wrong'" refused 64 ""
    expect "  in one line" [ "$(wc -l <"$work/out")" -eq 1 ]
done
echo "$held held, $failed did not"
[ "$failed" -eq 0 ]
