#!/usr/bin/env bash
# The image without Docker: builds the same root by hand and really runs in it what the image runs.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
    cat <<'TEXT'
usage: deploy/test-root.sh [--programs DIR] [--cache DIR] [--keep]

Builds the root of the runtime image from the Dockerfile itself (debootstrap of its Debian release, then its RUN and
COPY lines), and runs in it, as UID 1000, with a read-only root and the image's own entry point:
  - what compose does first: an empty data directory of root is handed over, any other is left alone
  - the programs find all their libraries, and no package is there that none of them needs
  - a data directory of the wrong owner: the first line says so, exit 64, nothing is written
  - a data directory that takes no writes, or is not there: the same
  - the engine on a synthetic exchange on loopback: runs as UID 1000, the image's HEALTHCHECK says healthy, its files
    are UID 1000's, SIGTERM ends it in order; without an engine the HEALTHCHECK says not healthy
  - check-config of config/mainnet.toml
  - the image's CMD with the exchange in place of the venue: healthy, stopped, started again, the same run goes on
  - its status page is on loopback; a run that has ended stays, shown again after a restart, and no other one begins

Wants root (chroot), debootstrap, unshare, and the built programs; some 3 minutes the first time, seconds later
(the Debian base is kept in the cache). Ends with 0 when all held, 1 when one did not, 64 for wrong usage, 70 when
the root could not be built.

options:
  --programs DIR   where hip3-engine, hip3-soak, hip3-dod and soak-inject lie (default: .build/release, by script/build)
  --cache DIR      where the Debian base is kept (default: .build/deploy-root)
  --keep           leave the root for a look

example: sudo deploy/test-root.sh --programs .build/release
TEXT
}

fail() { # CODE TEXT
    echo "deploy/test-root.sh: $2" >&2
    exit "$1"
}

programs=.build/release cache=.build/deploy-root keep=false
while [ $# -gt 0 ]; do
    case "$1" in
        --help | -h) usage; exit 0 ;;
        --keep) keep=true ;;
        --programs | --cache)
            [ $# -ge 2 ] || fail 64 "$1 wants a directory; see --help"
            if [ "$1" = --programs ]; then programs=$2; else cache=$2; fi
            shift
            ;;
        *) fail 64 "unknown option '$1'; see --help" ;;
    esac
    shift
done

[ "$(id -u)" -eq 0 ] || fail 64 "chroot wants root; type: sudo deploy/test-root.sh"
for tool in debootstrap unshare setpriv python3 curl; do
    command -v "$tool" >/dev/null || fail 64 "$tool is missing; type: apt-get install -y debootstrap util-linux python3 curl"
done
for program in hip3-engine hip3-soak hip3-dod soak-inject; do
    [ -x "$programs/$program" ] || fail 64 "$programs/$program is not there; build it with script/build, or name a folder with --programs"
done

image=$(python3 deploy/dockerfile.py Dockerfile image)
of_image() { # KEY: a text of the image, or its list one word a line
    python3 -c 'import json, sys; v = json.loads(sys.argv[1])[sys.argv[2]]; print(v if isinstance(v, str) else "\n".join(v))' "$image" "$1"
}
base=$(of_image from)
release=${base#debian:} release=${release%-slim}
case "$base" in debian:*) ;; *) fail 64 "the runtime image is $base; this script knows Debian's" ;; esac
user=$(of_image user) workdir=$(of_image workdir) volume=$(of_image volume)
mapfile -t entrypoint < <(of_image entrypoint)
mapfile -t command < <(of_image cmd)
mapfile -t healthcheck < <(of_image healthcheck)

# --- the root

mkdir -p "$cache"
tarball=$(realpath "$cache")/$release.tar
work=$(mktemp -d /var/tmp/hip3-root.XXXXXX)
chmod 755 "$work"
root=$work/root exchange='' engine=''
clean_up() {
    [ -z "$engine" ] || kill -KILL "$engine" 2>/dev/null || true
    [ -z "$exchange" ] || kill -TERM "$exchange" 2>/dev/null || true
    wait 2>/dev/null || true
    if $keep; then echo "kept: $work"; else rm -rf --one-file-system "$work"; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

if [ ! -f "$tarball" ]; then
    echo "== Debian $release by debootstrap (once; a minute or two)"
    debootstrap --variant=minbase "$release" "$work/base" >"$work/debootstrap.log" 2>&1 ||
        fail 70 "debootstrap failed: $(tail -n 1 "$work/debootstrap.log")"
    rm -rf "$work/base/var/cache/apt/archives/"*.deb
    tar -C "$work/base" -cf "$tarball.new" . && mv "$tarball.new" "$tarball"
    rm -rf --one-file-system "$work/base"
fi
mkdir "$root"
tar -C "$root" -xf "$tarball"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# shellcheck disable=SC2016 # dpkg-query's own variable
installed() { chroot "$root" dpkg-query -W -f='${Package}\n' | sort; }
before=$(installed)
echo "== the Dockerfile's runtime stage, carried out"
python3 deploy/dockerfile.py Dockerfile root "$root" . "$programs" >"$work/build.log" 2>&1 ||
    fail 70 "the runtime stage could not be carried out: $(tail -n 3 "$work/build.log" | tr '\n' ' ')"
echo "   $(du -sm "$root" | cut -f 1) MB, of these $(du -smc "$root"/usr/local/bin/* | tail -n 1 | cut -f 1) MB programs"

# inside COMMAND…: as the image's user, in its directory, root read-only, /tmp and the volume writable; becomes it.
data=$work/data
# The words after `sh -c` are expanded by that shell, inside.
# shellcheck disable=SC2016
inside() {
    exec unshare --mount --propagation private sh -c '
        root=$1 data=$2 volume=$3 user=${AS:-$4} workdir=$5; shift 5
        mount --bind "$root" "$root" && mount -o remount,bind,ro "$root"
        mount -t proc proc "$root/proc"
        mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
        if [ -n "$data" ]; then mount --bind "$data" "$root$volume"; fi
        [ "${HIP3_DATA_READ_ONLY:-}" = "" ] || mount -o remount,bind,ro "$root$volume"
        for device in null zero urandom; do
            [ -e "$root/dev/$device" ] || exit 70
        done
        exec chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
            setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs --bounding-set="-all${CAPABILITY:+,+$CAPABILITY}" \
            sh -c "cd \"\$1\" && shift && exec \"\$@\"" sh "$workdir" "$@"
    ' sh "$root" "$data" "$volume" "$user" "$workdir" "$@"
}

failed=0 passed=0
check() { # NAME CONDITION…
    local name=$1
    shift
    if "$@"; then
        echo "ok      $name"
        passed=$((passed + 1))
    else
        echo "FAILED  $name"
        failed=$((failed + 1))
    fi
}
code=0
run_inside() { # COMMAND…: output in $work/out, exit code in $code
    code=0
    (inside "$@") >"$work/out" 2>&1 || code=$?
}
says() { grep -q -- "$1" "$work/out"; }
ended_with() { [ "$code" -eq "$1" ] || { sed 's/^/        | /' "$work/out" | head -n 5; echo "        exit $code"; return 1; }; }
first_line_says() { head -n 1 "$work/out" | grep -q -- "$1" || { sed 's/^/        | /' "$work/out" | head -n 3; return 1; }; }

# --- packages: none missing, none for nothing

echo "== packages"
mapfile -t named < <(python3 deploy/dockerfile.py Dockerfile packages runtime)
for program in "$root"/usr/local/bin/*; do
    case "$program" in */hip3-entrypoint) ;; *) chroot "$root" ldd "${program#"$root"}" ;; esac
done >"$work/ldd" 2>&1 || fail 70 "ldd does not know a program: $(tail -n 1 "$work/ldd")"
no_library_is_missing() { ! grep -q 'not found' "$work/ldd"; }
check "every library of every program is there" no_library_is_missing
sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' "$work/ldd" | sort -u | chroot "$root" xargs realpath | sort >"$work/libraries"
for package in "${named[@]}"; do
    is_needed() {
        [ "$package" != ca-certificates ] || return 0 # what wss:// is believed by; no program links it
        chroot "$root" dpkg-query -L "$package" | chroot "$root" xargs -r realpath -q | sort >"$work/files" || true
        [ -n "$(comm -12 "$work/libraries" "$work/files")" ]
    }
    check "$package is there because a program needs it" is_needed
done
added=$(comm -13 <(printf '%s\n' "$before") <(installed) | tr '\n' ' ')
echo "        added to Debian's base: $added"
run_inside stat -c %s /etc/ssl/certs/ca-certificates.crt
check "the certificates that wss:// is believed by are there" ended_with 0

# --- the entry point

echo "== the entry point, as UID ${user%:*}"
engine_command=(hip3-engine run --config config/mainnet.toml --data-dir data/signals)
install -d -o 0 -g 0 "$data"
# What compose does first, as root with CAP_CHOWN alone.
prepare=$(sed -n 's/^ *entrypoint: \["\/bin\/sh", "-c", "\(.*\)"\]$/\1/p' docker-compose.yml | sed 's/\$\$/$/g; s/\\"/"/g')
owner_is() { ended_with 0 && [ "$(stat -c %u "$data")" -eq "$1" ]; }
touch "$data/something"
AS=0:0 CAPABILITY=chown run_inside /bin/sh -c "${prepare:?}"
check "compose leaves a directory of root alone that holds something" owner_is 0
rm "$data/something"
AS=0:0 CAPABILITY=chown run_inside /bin/sh -c "$prepare"
check "  and hands over one that is empty" owner_is 1000
chown 0:0 "$data"
run_inside "${entrypoint[@]}" "${engine_command[@]}"
check "a directory of root: exit 64" ended_with 64
check "  and the first line says whose it is and what to type" first_line_says "belongs to UID 0, this runs as UID 1000.*sudo chown -R 1000:1000"
nothing_written() { [ -z "$(ls -A "$data")" ]; }
check "  and nothing was written" nothing_written
run_inside "${entrypoint[@]}" "${command[@]}"
check "the image's own CMD in a directory of root: exit 64, first line" first_line_says "belongs to UID 0"
chown "$user" "$data"
install -d -o 0 -g 0 "$data/signals"
run_inside "${entrypoint[@]}" "${engine_command[@]}"
check "a folder of root below it: named" first_line_says "$volume/signals belongs to UID 0"
rmdir "$data/signals"
HIP3_DATA_READ_ONLY=yes run_inside "${entrypoint[@]}" "${engine_command[@]}"
check "a directory that is mounted read-only: said in one line" first_line_says "takes no writes (Read-only file system)"
run_inside "${entrypoint[@]}"
check "no command: exit 64" ended_with 64
run_inside "${entrypoint[@]}" hip3-sook run
check "a program that is not there: exit 64" ended_with 64
run_inside "${entrypoint[@]}" id -u
check "a program that is: becomes it, as UID 1000" first_line_says '^1000$'

# --- the programs

echo "== the programs"
run_inside "${entrypoint[@]}" hip3-engine check-config config/mainnet.toml
check "check-config config/mainnet.toml" ended_with 0
run_inside "${entrypoint[@]}" hip3-dod calendar --date 2026-01-20
check "hip3-dod calendar" says 14:30
run_inside "${entrypoint[@]}" "${command[0]}" "${command[1]}" --help
check "the image's CMD is a command: ${command[0]} ${command[1]}" says "USAGE: ${command[0]} ${command[1]}"
run_inside "${healthcheck[@]}"
check "the image's HEALTHCHECK without an engine: exit 1" ended_with 1

echo "== the engine on a synthetic exchange"
"$programs/hip3-soak" exchange --port 0 --seed 7 --speed 1 --markets 32 --start 2026-01-20T15:00:00Z \
    --truth "$work/truth" --clock "$work/exchange.clock" >"$work/exchange" 2>&1 &
exchange=$!
for _ in $(seq 100); do grep -qs "^ready" "$work/exchange" && break; sleep 0.1; done
port=$(sed -n 's/^ready port=\([0-9]*\) .*/\1/p' "$work/exchange")
[ -n "$port" ] || fail 70 "the exchange did not start: $(cat "$work/exchange")"
install -d -o 1000 -g 1000 "$data/signals"
(inside "${entrypoint[@]}" "${engine_command[@]}" --ws-url "ws://127.0.0.1:$port/ws") >"$work/engine" 2>&1 &
engine=$!
for _ in $(seq 300); do
    run_inside "${healthcheck[@]}"
    [ "$code" -ne 0 ] || break
    kill -0 "$engine" 2>/dev/null || break
    sleep 0.2
done
check "the image's HEALTHCHECK says healthy" ended_with 0
is_our_user() { [ "$(stat -c %u "/proc/$engine")" -eq 1000 ] && grep -q '^CapEff:.*0000000000000000$' "/proc/$engine/status"; }
check "it runs as UID 1000, without any capability" is_our_user
watches_all() { curl -fsS http://127.0.0.1:9646/status >"$work/out" && says '"markets":32'; }
check "it watches 32 markets" watches_all
kill -TERM "$engine"
code=0
wait "$engine" || code=$?
engine=''
cp "$work/engine" "$work/out"
check "SIGTERM ends it in order: exit 0" ended_with 0
all_ours() { [ -n "$(ls "$data/signals")" ] && [ -z "$(find "$data" ! -user 1000)" ]; }
check "its files are there and UID 1000's" all_ours
has_stop() { tail -n 1 "$data"/signals/ledger_*.jsonl | grep -q '"type":"stop"'; }
check "its ledger ends with a stop line" has_stop
run_inside "${entrypoint[@]}" hip3-dod check data/signals --json -
check "the judge reads what it left (a minute is no day: no PASS)" says '"verdict":"\(FAIL\|INCONCLUSIVE\)"'

echo "== the image's own CMD, with the synthetic exchange in place of the venue"
day=("${command[@]}")
for at in "${!day[@]}"; do
    case "${day[at]}" in live) day[at]=ws://127.0.0.1:$port/ws ;; 24h) day[at]=10m ;; esac
done
# --despite: this machine need not be fit for a day.
run_the_day() { # until COMMAND (default: its engine is healthy) holds, or it ends
    [ $# -gt 0 ] || set -- hip3-engine healthcheck
    (inside "${entrypoint[@]}" "${day[@]}" --despite) >"$work/day" 2>&1 &
    engine=$!
    for _ in $(seq 600); do
        run_inside "$@"
        [ "$code" -ne 0 ] || break
        kill -0 "$engine" 2>/dev/null || break
        sleep 0.2
    done
    [ "$code" -eq 0 ] || cat "$work/day" >>"$work/out"
}
stop_the_day() {
    kill -TERM "$engine" 2>/dev/null || true
    code=0
    wait "$engine" || code=$?
    engine=''
}
run_the_day
run_inside "${healthcheck[@]}"
check "the HEALTHCHECK says healthy" ended_with 0
page_says() { curl -fsS "http://127.0.0.1:9465$1" >"$work/out" 2>&1 && says "$2"; }
check "the status page is there" page_says /status.json '"word":"running"'
on_loopback_only() { # as /proc/net/tcp writes 127.0.0.1:9465; no other address has that port
    [ "$(awk '$2 ~ /:24F9$/ && $4 == "0A" {print $2}' /proc/net/tcp /proc/net/tcp6)" = 0100007F:24F9 ]
}
check "  on 127.0.0.1 and nowhere else" on_loopback_only
runs_of() { find "$data/reports" -mindepth 1 -maxdepth 1 -type d | wc -l; }
one_run() { [ "$(runs_of)" -eq 1 ] && grep -q '"engine-started"' "$data"/reports/*/journal.jsonl; }
check "its run is in the volume, with the journal" one_run
no_engine_of_root() { ! find "$data" ! -user 1000 | grep -q .; }
check "everything there is UID 1000's" no_engine_of_root
stop_the_day
check "SIGTERM, as docker stop: it ends ($code)" [ "$code" -lt 128 ]
run_the_day
check "and again, as docker start: healthy" ended_with 0
check "  in the same run" one_run
stop_the_day

echo "== a run that has ended"
for at in "${!day[@]}"; do
    case "${day[at]}" in 10m) day[at]=6s ;; first) day[at]=second ;; esac
done
day+=(--new)
is_over() { curl -fsS http://127.0.0.1:9465/healthz | grep -q '^over: '; }
over_and_up() { is_over && kill -0 "$engine"; }
until_over() {
    for _ in $(seq 600); do
        ! is_over 2>/dev/null || return 0
        kill -0 "$engine" 2>/dev/null || return 0
        sleep 0.2
    done
}
run_the_day
until_over
check "its verdict stays on the page, and so does the container" over_and_up
run_inside "${healthcheck[@]}"
check "  which is healthy, without an engine" ended_with 0
stop_the_day
verdict_code() { [ "$code" -eq 1 ] || [ "$code" -eq 2 ]; } # a few seconds are no day
check "docker stop: it ends with the verdict's code ($code)" verdict_code
unset 'day[-1]'
run_the_day true
until_over
check "started again: the same verdict is shown" over_and_up
two_runs() { [ "$(runs_of)" -eq 2 ]; }
check "  and no other run was begun" two_runs
stop_the_day
no_process_is_left() { # in that root
    local place
    for place in /proc/[0-9]*/root; do
        [ "$(readlink "$place" 2>/dev/null)" != "$root" ] || return 1
    done
}
check "nothing is left running" no_process_is_left

echo
echo "$passed held, $failed did not"
[ "$failed" -eq 0 ] || exit 1
