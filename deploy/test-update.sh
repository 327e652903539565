#!/usr/bin/env bash
# deploy/update.sh with each of its steps failing in turn: a running old version and all data, every time.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
    cat <<'TEXT'
usage: deploy/test-update.sh [--quick]

Updates a stand-in service (a process that runs; data beside it) many times over. In each the N-th call of a program
that update.sh uses (cp, mv, ln, sha256sum, mkdir, sync, du, df) goes wrong: it fails; or it fails and update.sh is
killed with it, and `--roll-back` follows; or it fails from then on for good. And: the new version can't be prepared,
stopped, started, does not become healthy, wipes or changes data; the copy is damaged.

After each: the exit code tells what runs; that version runs, and it alone; every file of the data is there byte for
byte. Takes about a minute; --quick, which is part of script/test, a few seconds: every eighth N.

exit: 0 all held, 1 one did not, 64 wrong usage

example: deploy/test-update.sh --quick
TEXT
}

stride=1
case "${1:-}" in
    --help | -h) usage; exit 0 ;;
    --quick) stride=8 ;;
    '') ;;
    *) echo "deploy/test-update.sh: unknown option '$1'; see --help" >&2; exit 64 ;;
esac

work=$(mktemp -d /tmp/hip3-update.XXXXXX)
home=$work/home failed=0 held=0
update=$PWD/deploy/update.sh
stop_service() {
    local pid
    pid=$(cat "$home/pid" 2>/dev/null) || return 0
    kill -KILL "$pid" 2>/dev/null || true
    rm -f "$home/pid"
}
trap 'stop_service; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

# The stand-in: a process with its version's name in its command line, and its pid in a file.
mkdir "$work/service"
cat >"$work/service/start" <<'TEXT'
set -eu
[ ! -e ../../pid ] || ! kill -0 "$(cat ../../pid)" 2>/dev/null || { echo 'one runs already' >&2; exit 1; }
[ ! -e breaks-data ] || rm -rf ../../data/reports
setsid sh -c 'echo $$ >../../pid.new && mv ../../pid.new ../../pid && exec sleep 300' "$HIP3_VERSION" >/dev/null 2>&1 </dev/null &
for i in $(seq 100); do [ -e ../../pid ] && break; sleep 0.01; done
echo "$HIP3_VERSION" >../../running
TEXT
cat >"$work/service/stop" <<'TEXT'
set -eu
if [ -e ../../pid ]; then kill -KILL "$(cat ../../pid)" 2>/dev/null || true; fi
rm -f ../../pid ../../running
TEXT
# shellcheck disable=SC2016 # for the sh that carries it out
echo '[ ! -e sick ] && kill -0 "$(cat ../../pid)"' >"$work/service/health"
# The service's own programs are not those that are made to fail.
sed -i "1i PATH=$PATH" "$work"/service/*
export HIP3_PREPARE="[ ! -e unbuildable ]" HIP3_STOP="[ ! -e unstoppable ] && sh $work/service/stop"
export HIP3_START="[ ! -e unstartable ] && sh $work/service/start" HIP3_HEALTH="sh $work/service/health"

# Programs that do as they are told until the N-th call of any of them.
shims=$work/shims
mkdir "$shims"
for tool in cp mv ln sha256sum mkdir sync du df; do
    real=$(command -v "$tool")
    [ "$tool" != sync ] || real=true # what a power cut leaves is not tried here, and a busy disk takes long
    cat >"$shims/$tool" <<TEXT
#!/bin/sh
[ -n "\${AT:-}" ] || exec $real "\$@"
calls=\$(cat "$work/calls" 2>/dev/null || echo 0)
calls=\$((calls + 1))
echo "\$calls" >"$work/calls"
if [ "\$calls" -eq "\$AT" ] || { [ "\$MODE" = broken ] && [ "\$calls" -gt "\$AT" ]; }; then
    echo "$tool" >"$work/bitten"
    [ "\$MODE" != killed ] || kill -KILL "\$(cat "$work/updating")"
    echo "$tool: made to fail" >&2
    exit 1
fi
exec $real "\$@"
TEXT
    chmod +x "$shims/$tool"
done

fresh() {
    stop_service
    rm -rf "$home" "$work/calls" "$work/bitten"
    mkdir -p "$home/versions/old" "$home/versions/new" "$home/data/reports/run 1/data" "$home/data/signals"
    ln -s versions/old "$home/current"
    head -c 100000 /dev/urandom >"$home/data/signals/signals_2026-01-20.jsonl"
    echo '{"a":1}' >"$home/data/reports/run 1/journal.jsonl"
    echo x >"$home/data/reports/run 1/data/ledger_2026-01-20.jsonl"
    : >"$home/data/empty"
    (cd "$home/versions/old" && HIP3_VERSION=old sh "$work/service/start")
    (cd "$home/data" && find . -type f -print0 | sort -z | xargs -0 sha256sum >"$work/expected")
}

# run_update ARGUMENTS…: its exit code in $code. The shell notes its own pid, so that a shim can kill it.
run_update() {
    code=0
    { PATH="$shims:$PATH" bash -c 'echo $$ >"$0"; exec bash "$@"' "$work/updating" \
        "$update" --home "$home" --patience 0 "$@" >"$work/out" 2>&1; } 2>/dev/null || code=$?
}
runs() { # VERSION: it runs, and `current` leads to it
    [ "$(cat "$home/running" 2>/dev/null)" = "$1" ] && kill -0 "$(cat "$home/pid")" 2>/dev/null &&
        [ "$(readlink "$home/current")" = "versions/$1" ]
}
data_are_whole() { (cd "$home/data" && sha256sum --check --status --strict "$work/expected"); }
# Somewhere whole: what a version that can't be started again leaves.
data_are_somewhere() {
    data_are_whole || {
        local copy
        for copy in "$home"/backups/*/data; do
            [ -d "$copy" ] && (cd "$copy" && sha256sum --check --status --strict "$work/expected") && return 0
        done
        return 1
    }
}
expect() { # NAME CONDITION…
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
right_after() { # what has to be so, by the exit code
    case "$code" in
        0) runs new && data_are_whole ;;
        1 | 64) runs old && data_are_whole && [ ! -e "$home/update.state" ] ;;
        70) data_are_somewhere ;;
        *) return 1 ;;
    esac
}

fresh
run_update new
expect "nothing fails: the new version runs, the data are as they were" right_after
expect "  and it says so with 0" [ "$code" -eq 0 ]
expect "  and the copy is whole" data_are_somewhere
expect "  and the old version is still there" [ -d "$home/versions/old" ]

sweep() { # MODE
    local at=1
    while :; do
        fresh
        AT=$at MODE=$1 run_update new
        [ -e "$work/bitten" ] || break
        local what
        what="call $at ($(cat "$work/bitten")) $1"
        if [ "$1" = killed ] && [ "$code" -eq 137 ]; then
            expect "$what: the data are there" data_are_somewhere
            if [ -e "$home/update.state" ]; then
                AT='' MODE='' run_update new
                expect "$what: no other update meanwhile" [ "$code" -eq 75 ]
                AT='' MODE='' run_update --roll-back
                expect "$what: --roll-back" [ "$code" -eq 0 ]
            fi
            # Killed before it began to change anything, or after it was done.
            if [ "$(cat "$home/running" 2>/dev/null)" = new ]; then code=0; else code=1; fi
            expect "$what: a version runs, the data are whole" right_after
        elif [ "$1" = broken ]; then
            expect "$what: what runs is what it said, no data are lost" right_after
        else
            expect "$what: what runs is what it said, the data are whole" right_after
            expect "$what: never without a version" [ "$code" -ne 70 ]
        fi
        at=$((at + stride))
    done
    echo "$1: every call up to $((at - 1))$([ "$stride" -eq 1 ] || echo " (every ${stride}th)")"
}
export AT='' MODE=''
for mode in failing killed broken; do sweep "$mode"; done

for mark in unbuildable unstoppable unstartable sick; do
    fresh
    where=new
    [ "$mark" != unstoppable ] || where=old
    touch "$home/versions/$where/$mark"
    run_update new
    if [ "$mark" = unstoppable ]; then
        # It runs on; that one is not started a second time is the service's to see to.
        expect "the old version can't be stopped: it is not switched" [ "$(readlink "$home/current")" = versions/old ]
        expect "  and its data are whole" data_are_whole
    else
        expect "a new version that is $mark: the old one runs, the data are whole" right_after
        expect "  and it says so with 1" [ "$code" -eq 1 ]
    fi
done

fresh
touch "$home/versions/new/breaks-data" "$home/versions/new/sick"
run_update new
expect "a new version that wipes data and is sick: all brought back" right_after

fresh
printf '#!/bin/sh\n%s "$@" && printf x >>"%s"/backups/*/data/signals/signals_2026-01-20.jsonl\n' "$(command -v cp)" "$home" >"$shims/cp"
run_update new
expect "a copy that is not the original: the old version runs, nothing was switched" right_after
expect "  and it says so with 1" [ "$code" -eq 1 ]
rm "$shims/cp"

fresh
tar -C "$home/versions" -czf "$work/v.tar.gz" new
run_update --from "$work/v.tar.gz" --sha256 "$(sha256sum "$work/v.tar.gz" | cut -d ' ' -f 1)" 1.2
expect "from a file with its checksum" [ "$code" -eq 0 ]
run_update --from "$work/v.tar.gz" --sha256 "$(sha256sum "$0" | cut -d ' ' -f 1)" 1.3
expect "from a file with another checksum: refused" [ "$code" -eq 1 ]
expect "  and what ran runs" [ "$(cat "$home/running")" = 1.2 ]
for wrong in "" "a/b" ".." "--keep 0 x" "old extra" "--roll-back" "nowhere" "1.2"; do
    # shellcheck disable=SC2086 # words
    run_update $wrong
    expect "bad input '$wrong': 64" [ "$code" -eq 64 ]
    expect "  in one line" [ "$(wc -l <"$work/out")" -eq 1 ]
done
exec 8>"$home/update.lock"
flock 8
run_update new
expect "another update is going on: 75" [ "$code" -eq 75 ]
exec 8>&-
mkdir "$home/versions/newer"
for version in new newer old; do run_update --keep 2 "$version"; done
expect "old backups go, the last two stay" [ "$(find "$home/backups" -name verified | wc -l)" -eq 2 ]

# The commands themselves, with something in place of docker and systemctl that notes what it was asked.
# shellcheck disable=SC2016 # for the stand-in itself
for tool in docker systemctl; do
    printf '#!/bin/sh\necho "%s $* in $(basename "$PWD") as $HIP3_VERSION with $HIP3_DATA" >>"%s"\n[ "$1" != inspect ] || echo healthy\n' \
        "$tool" "$work/asked" >"$shims/$tool"
    chmod +x "$shims/$tool"
done
asked_for() { # SERVICE EXPECTED-LINES
    fresh
    rm -f "$work/asked"
    mkdir "$home/versions/new/bin"
    # No engine answers, as after a verdict: then the runner's page is asked.
    printf '#!/bin/sh\necho "hip3-engine $*" >>"%s"\n[ "$*" != healthcheck ]\n' "$work/asked" >"$home/versions/new/bin/hip3-engine"
    chmod +x "$home/versions/new/bin/hip3-engine"
    env -u HIP3_PREPARE -u HIP3_STOP -u HIP3_START -u HIP3_HEALTH PATH="$shims:$PATH" \
        bash "$update" --home "$home" --service "$1" new >"$work/out" 2>&1 || return 1
    diff <(printf '%s\n' "$2") <(sed "s|$home|HOME|" "$work/asked") >>"$work/out"
}
code=-
expect "compose is asked to build, to stop the old, to start the new, and how it is" asked_for compose \
    'docker compose build in new as new with HOME/data
docker compose stop in old as old with HOME/data
docker compose up -d --no-build in new as new with HOME/data
docker inspect -f {{.State.Health.Status}} hip3-soak in new as new with HOME/data'
expect "systemd: the same, and the new version's own word on its configuration and health" asked_for systemd \
    'hip3-engine check-config config/mainnet.toml
systemctl stop hip3-soak in old as old with HOME/data
systemctl start hip3-soak in new as new with HOME/data
systemctl is-active --quiet hip3-soak in new as new with HOME/data
hip3-engine healthcheck
hip3-engine healthcheck --ops 127.0.0.1:9465'

echo "$held held, $failed did not"
[ "$failed" -eq 0 ]
