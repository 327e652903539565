#!/usr/bin/env bash
# Switches to another version without ever deleting anything first: the old version and all data stay until the new
# one runs, and are what runs again when it does not.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: deploy/update.sh [OPTIONS] VERSION
       deploy/update.sh [OPTIONS] --roll-back

Under HOME (default /opt/hip3) lie versions/NAME, `current` (a link to one of them), data and backups. VERSION is the
name of a folder that is already in versions/, or comes with --from. What happens, in this order:

  prepare   take over VERSION, check the room on the disk, build what has to be built (the old version runs)
  stop      stop the old version
  back up   copy data to backups/, with a list of checksums of the original
  verify    check every byte of the copy by that list
  switch    let `current` lead to VERSION, in one step
  restore   bring back from the copy whatever the switch took from data or changed there (normally nothing)
  verify    check every byte of data by the list
  start     start the new version and wait until it says that it is healthy

When a step fails, the old version is put back, data are verified (and restored) by the list, and the old version is
started again. An update that was killed is rolled back by --roll-back; until then no other one starts.

options:
  --home DIR            default /opt/hip3
  --from DIR|FILE.tar.gz  where VERSION comes from
  --sha256 SUM          what FILE.tar.gz must be
  --service compose|systemd   what is stopped and started (default: compose)
  --patience SECONDS    how long the new version may take to be healthy (default 300)
  --keep N              how many backups are kept after a good update (default 3)

environment, in place of --service: HIP3_PREPARE, HIP3_STOP, HIP3_START, HIP3_HEALTH, commands for sh that run in
the folder of the version they are for.

exit: 0 updated; 1 not updated, the old version runs and all data are there; 64 wrong usage; 70 not updated and the
old version could not be started again (it says what to do; all data are there); 75 another update is going on

examples:
  deploy/update.sh --from ~/hip3-soak 2026-02-01
  deploy/update.sh --service systemd --from hip3-1.2.tar.gz --sha256 9f86d081… 1.2
  deploy/update.sh --roll-back
TEXT
}

say() {
    echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $*"
    [ ! -d "$home" ] || echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $*" >>"$home/update.log" || true
}
fail() { # CODE TEXT
    echo "deploy/update.sh: $2" >&2
    exit "$1"
}

home=/opt/hip3 from='' sum='' service=compose patience=300 keep=3 version='' rolls_back=false
while [ $# -gt 0 ]; do
    case "$1" in
        --help | -h) usage; exit 0 ;;
        --roll-back) rolls_back=true ;;
        --home | --from | --sha256 | --service | --patience | --keep)
            [ $# -ge 2 ] || fail 64 "$1 wants a value; see --help"
            case "$1" in
                --home) home=$2 ;;
                --from) from=$2 ;;
                --sha256) sum=$2 ;;
                --service) service=$2 ;;
                --patience) patience=$2 ;;
                --keep) keep=$2 ;;
            esac
            shift
            ;;
        -*) fail 64 "unknown option '$1'; see --help" ;;
        *)
            [ -z "$version" ] || fail 64 "one VERSION only, not '$version' and '$1'; see --help"
            version=$1
            ;;
    esac
    shift
done

for number in "$patience" "$keep"; do
    case "$number" in '' | *[!0-9]*) fail 64 "'$number' is no number; see --help" ;; esac
done
[ "$keep" -ge 1 ] || fail 64 "--keep 0 would delete the backup of this very update; 1 is the least"
case "$service" in compose | systemd) ;; *) fail 64 "--service $service is not known; compose or systemd" ;; esac
if $rolls_back; then
    [ -z "$version$from$sum" ] || fail 64 "--roll-back takes no VERSION; it knows the one to go back to"
else
    case "$version" in
        '') fail 64 "which VERSION? see --help" ;;
        .* | *[!A-Za-z0-9._-]*) fail 64 "'$version' is no name for a folder; letters, digits, . _ - only" ;;
    esac
fi
[ -d "$home" ] || fail 64 "$home is not there; name the folder with --home"
home=$(cd "$home" && pwd -P)
data=$home/data current=$home/current state=$home/update.state
[ -d "$data" ] || fail 64 "$data is not there; the data must lie outside of the versions (docs/operations.md)"
[ ! -L "$data" ] || fail 64 "$data is a link; let the folder itself lie there"
if [ "$(id -u)" -ne 0 ]; then
    foreign=$(find "$data" ! -user "$(id -u)" -print -quit)
    [ -z "$foreign" ] || fail 64 "$foreign belongs to another user, and a copy of it would not; type: sudo deploy/update.sh …"
fi
exec 9>"$home/update.lock"
flock -n 9 || fail 75 "another update of $home is going on"

# --- the service

# The quoted commands are for the sh that carries them out.
# shellcheck disable=SC2016
# at VERSION WORD: carries out prepare, stop, start or health for that version, in its folder.
at() {
    local folder=$home/versions/$1 command=''
    case "$2" in
        prepare) command=${HIP3_PREPARE-} ;;
        stop) command=${HIP3_STOP-} ;;
        start) command=${HIP3_START-} ;;
        health) command=${HIP3_HEALTH-} ;;
    esac
    if [ -z "$command" ]; then
        case "$service $2" in
            'compose prepare') command='docker compose build' ;;
            'compose stop') command='docker compose stop' ;;
            'compose start') command='docker compose up -d --no-build' ;;
            'compose health') command='[ "$(docker inspect -f "{{.State.Health.Status}}" hip3-soak)" = healthy ]' ;;
            'systemd prepare') command='bin/hip3-engine check-config config/mainnet.toml' ;;
            'systemd stop') command='systemctl stop hip3-soak' ;;
            'systemd start') command='systemctl start hip3-soak' ;;
            'systemd health') command='systemctl is-active --quiet hip3-soak && { bin/hip3-engine healthcheck || bin/hip3-engine healthcheck --ops 127.0.0.1:9465; }' ;;
        esac
    fi
    # The service must not inherit the lock: it outlives us.
    (cd "$folder" && HIP3_VERSION=$1 HIP3_DATA=$data exec sh -c "$command") 9>&- </dev/null
}

is_healthy_in_time() {
    local deadline=$((SECONDS + patience))
    while :; do
        if at "$1" health >/dev/null 2>&1; then return 0; fi
        [ "$SECONDS" -lt "$deadline" ] || return 1
        sleep 1
    done
}

# --- data: copied, listed, compared; never deleted

# Every file below a folder by name, NUL-ended; what is no file (a socket, a pipe) is nothing to keep.
files_of() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z); }

list_sums() { # FOLDER: its list of checksums
    files_of "$1" | (cd "$1" && xargs -0 -r sha256sum -b --)
}

matches_list() { # FOLDER LIST: every file of the list is there, byte for byte
    [ -s "$2" ] || return 0
    (cd "$1" && sha256sum --check --strict --quiet -- "$2" >&2)
}

# Brings back from the copy what the list has and data have not, or have otherwise; the other one is kept beside it.
restore_data() { # BACKUP
    local backup=$1 line name
    while IFS= read -r line; do
        case "$line" in \\*) continue ;; esac # an odd name: only verified, below
        name=${line#* ?}
        if [ -f "$data/$name" ] && (cd "$data" && printf '%s\n' "$line" | sha256sum --check --status --strict); then
            continue
        fi
        if [ -e "$data/$name" ]; then
            mv -T -- "$data/$name" "$data/$name.replaced-$(date -u +%Y%m%dT%H%M%SZ)" || return 1
            say "$name was changed: brought back, the other one is kept as $name.replaced-…"
        else
            say "$name was gone: brought back"
        fi
        mkdir -p -- "$(dirname "$data/$name")" || return 1
        cp -a -- "$backup/data/$name" "$data/$name.restored" || return 1
        mv -T -- "$data/$name.restored" "$data/$name" || return 1
    done <"$backup/SHA256SUMS"
}

lead_to() { # VERSION: `current` leads there, in one step
    ln -sfn -- "versions/$1" "$current.next" && mv -T -- "$current.next" "$current"
}

# --- what was going on, for an update that is killed

note_state() { # STEP
    printf 'old=%s\nnew=%s\nbackup=%s\nstep=%s\n' "$old" "$version" "$backup" "$1" >"$state.next"
    mv -T -- "$state.next" "$state"
}

of_state() { sed -n "s/^$1=//p" "$state"; }

roll_back() {
    say "rolling back to $old"
    at "$version" stop >/dev/null 2>&1 || true
    if ! lead_to "$old"; then
        fail 70 "current could not be led back; type: ln -sfn versions/$old $current, then start it; the data are in $data${backup:+, a copy in $backup}"
    fi
    # A list stands only where the copy was verified by it.
    if [ -n "$backup" ] && [ -f "$backup/verified" ]; then
        if ! restore_data "$backup" || ! matches_list "$data" "$backup/SHA256SUMS"; then
            fail 70 "the data are not as before; nothing was started. The copy is whole: $backup/data; compare with: cd $data && sha256sum -c $backup/SHA256SUMS"
        fi
    fi
    if ! at "$old" start || ! is_healthy_in_time "$old"; then
        fail 70 "$old was put back but is not healthy; start it by hand in $home/versions/$old; all data are in $data"
    fi
    rm -f -- "$state"
    say "rolled back: $old runs, all data are there"
}

if $rolls_back; then
    [ -f "$state" ] || fail 64 "no update of $home was interrupted: nothing to roll back"
    old=$(of_state old) version=$(of_state new) backup=$(of_state backup)
    roll_back
    exit 0
fi
[ ! -f "$state" ] || fail 75 "an update to $(of_state new) was interrupted (at: $(of_state step)); type: deploy/update.sh --home $home --roll-back"

# --- prepare: the old version runs, and nothing is touched that it needs

[ -L "$current" ] || fail 64 "$current leads to no version; put the one that runs into $home/versions and link it: ln -sfn versions/NAME $current"
old=$(basename "$(readlink "$current")")
[ -d "$home/versions/$old" ] || fail 64 "$current leads to versions/$old, which is not there"
[ "$old" != "$version" ] || fail 64 "$version is the version that runs"
mkdir -p "$home/versions" "$home/backups"
new=$home/versions/$version
if [ -n "$from" ]; then
    [ ! -e "$new" ] || fail 64 "$new is there already; choose another name, or leave out --from"
    rm -rf -- "$new.partial"
    mkdir "$new.partial"
    if [ -d "$from" ]; then
        [ -z "$sum" ] || fail 64 "--sha256 is for a file; $from is a folder"
        tar -C "$from" --exclude=./.git --exclude='./.build*' --exclude=./data --exclude=./reports -cf - . |
            tar -C "$new.partial" -xf - || fail 1 "$from could not be copied; $old still runs"
    elif [ -f "$from" ]; then
        if [ -n "$sum" ]; then
            printf '%s  %s\n' "$sum" "$from" | sha256sum --check --status --strict ||
                fail 1 "$from is not what --sha256 says: it is $(sha256sum -- "$from" | cut -d ' ' -f 1); $old still runs"
        fi
        tar -C "$new.partial" --strip-components=1 -xf "$from" || fail 1 "$from could not be unpacked; $old still runs"
    else
        fail 64 "$from is not there"
    fi
    mv -T -- "$new.partial" "$new"
fi
[ -d "$new" ] || fail 64 "$new is not there; bring it with --from"
if [ -f "$new/docker-compose.yml" ] && [ ! -e "$new/.env" ]; then
    printf 'HIP3_VERSION=%s\nHIP3_DATA=%s\n' "$version" "$data" >"$new/.env"
fi
needed=$(du -s -k -- "$data" | cut -f 1) free=$(df -k --output=avail -- "$home/backups" | tail -n 1)
[ "$((needed + needed / 10 + 1024))" -lt "$free" ] ||
    fail 1 "the copy of the data takes $((needed / 1024)) MB and $((free / 1024)) MB are free at $home/backups; $old still runs"
say "preparing $version ($old still runs)"
at "$version" prepare || fail 1 "$version could not be prepared; $old still runs"

# --- from here on something may have to be undone

backup='' step=stop
undo() { # exit status
    trap - EXIT INT TERM HUP
    [ -f "$state" ] || exit "$1"
    say "failed at: $step"
    roll_back
    exit 1
}
trap 'undo $?' EXIT
trap 'exit 130' INT TERM HUP

note_state "$step"
say "stopping $old"
at "$old" stop

step='back up'
backup=$home/backups/$(date -u +%Y%m%dT%H%M%SZ)-$old
[ ! -e "$backup" ] || backup=$backup.$$
mkdir -- "$backup"
note_state "$step"
say "backing up to $backup"
list_sums "$data" >"$backup/SHA256SUMS"
[ "$(wc -l <"$backup/SHA256SUMS")" -eq "$(files_of "$data" | tr -dc '\0' | wc -c)" ]
cp -a -- "$data" "$backup/data"

step='verify the backup'
note_state "$step"
say "verifying $(wc -l <"$backup/SHA256SUMS") files of the backup"
matches_list "$backup/data" "$backup/SHA256SUMS"
sync -f "$backup"
: >"$backup/verified"

step=switch
note_state "$step"
say "switching from $old to $version"
lead_to "$version"

step=restore
note_state "$step"
restore_data "$backup"

step='verify the data'
note_state "$step"
matches_list "$data" "$backup/SHA256SUMS"
say "the data are as before, byte for byte"

step=start
note_state "$step"
say "starting $version"
at "$version" start
is_healthy_in_time "$version" || { say "$version did not become healthy within $patience s"; exit 1; }

rm -f -- "$state"
trap - EXIT INT TERM HUP
say "updated: $version runs; $old is kept in versions/, the data of before in $backup"

# Old backups go only now, and only whole ones that are older than those kept.
find "$home/backups" -mindepth 2 -maxdepth 2 -name verified -printf '%T@ %h\n' | sort -rn |
    tail -n +$((keep + 1)) | cut -d ' ' -f 2- | while IFS= read -r folder; do
    rm -rf -- "$folder" && say "an older backup is gone: $folder"
done
