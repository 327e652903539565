#!/usr/bin/env bash
# Brings a run from the machine it ran on to this one, and verifies every byte of it.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: deploy/fetch.sh [OPTIONS] [USER@]HOST:FOLDER [TO]

Lists every file below FOLDER there with its length and SHA-256, brings exactly these bytes here, verifies each of
them, and only then puts the folder at TO/NAME, its list beside it as TO/NAME.sha256 (TO: default .). A run that still
goes on may be fetched: files that only grow are brought as long as they were when the list was made.

Nothing is changed on the other machine. An interrupted fetch is done again by the same line; TO/NAME is never there
half. With rsync on both machines it goes on where it stopped, else it is tar over ssh.

options:
  --in 'COMMAND'   run the commands there inside of something, as 'docker exec -i hip3-soak'
  --tar            no rsync, even where there is one

environment: SSH   what speaks to HOST (default: ssh -o BatchMode=yes: by keys only, never by a password)

exit: 0 every byte verified; 1 not, nothing was put in place; 64 wrong usage; 69 HOST or FOLDER can't be reached

examples:
  deploy/fetch.sh vps:/opt/hip3/data/reports/2026-01-20T071300Z-live runs
  deploy/fetch.sh --in 'docker exec -i hip3-soak' vps:/app/data/reports/2026-01-20T071300Z-live
TEXT
}

fail() { # CODE TEXT
    echo "deploy/fetch.sh: $2" >&2
    exit "$1"
}

inside='' uses_rsync=true source='' to=''
while [ $# -gt 0 ]; do
    case "$1" in
        --help | -h) usage; exit 0 ;;
        --tar) uses_rsync=false ;;
        --in)
            [ $# -ge 2 ] || fail 64 "--in wants a command; see --help"
            inside="$2 " uses_rsync=false
            shift
            ;;
        -*) fail 64 "unknown option '$1'; see --help" ;;
        *)
            if [ -z "$source" ]; then source=$1; elif [ -z "$to" ]; then to=$1; else fail 64 "too many arguments at '$1'; see --help"; fi
            ;;
    esac
    shift
done
to=${to:-.}
case "$source" in
    '') fail 64 "which run? as in deploy/fetch.sh vps:/opt/hip3/data/reports/RUN_ID; see --help" ;;
    -*:* | :*) fail 64 "'$source' names no host; as in vps:/opt/hip3/data/reports/RUN_ID" ;;
    *:*) ;;
    *) fail 64 "'$source' names no host; as in vps:$source" ;;
esac
host=${source%%:*} folder=${source#*:}
folder=${folder%/}
# What goes through two shells may hold nothing that means something to them.
case "$folder" in
    '' | *[!A-Za-z0-9._/@+:=-]* | -*) fail 64 "'$folder': a folder's name of letters, digits and . _ - + = @ : / only" ;;
    *..*) fail 64 "'$folder': name the folder without .." ;;
esac
name=$(basename "$folder")
[ -d "$to" ] || fail 64 "$to is no folder here; make it first: mkdir -p $to"
place=$to/$name
[ ! -e "$place" ] || fail 64 "$place is there already; move it away, or name another TO"
for tool in sha256sum tar; do
    command -v "$tool" >/dev/null || fail 64 "$tool is missing here"
done

read -r -a ssh <<<"${SSH:-ssh -o BatchMode=yes}"
there() { # SH-SCRIPT without a single quote: carried out in the folder there
    "${ssh[@]}" "$host" "${inside}sh -c 'cd $folder && $1'"
}

list=$place.partial.list partial=$place.partial
cleanly() { rm -f -- "$list" "$list.names" "$list.sums"; }
trap cleanly EXIT
trap 'exit 130' INT TERM HUP

echo "Listing $source"
# A line a file: length, SHA-256 of so many bytes, name. Files that only grow are whole up to that length.
# The words are for the shell there.
# shellcheck disable=SC2016
there 'find . -type f ! -name ".*.swp" | LC_ALL=C sort | while IFS= read -r file; do size=$(wc -c <"$file") && sum=$(head -c "$size" <"$file" | sha256sum) && printf "%s %s %s\n" "$size" "${sum%% *}" "${file#./}" || exit 1; done && echo whole' >"$list" ||
    fail 69 "$source can't be listed: is the host right, may this key log in, is the folder there?"
[ "$(tail -n 1 "$list")" = whole ] || fail 69 "the list of $source came only in part; try again"
sed -i '$d' "$list"
[ -s "$list" ] || fail 69 "$source holds no file"
if grep -Evq '^[0-9]+ [0-9a-f]{64} [^/].*$' "$list" || cut -d ' ' -f 3- "$list" | grep -Eq '(^|/)\.\.(/|$)'; then
    fail 1 "the list of $source has lines that are none; nothing was brought"
fi
count=$(wc -l <"$list") bytes=$(awk '{ n += $1 } END { printf "%d", n }' "$list")
cut -d ' ' -f 3- "$list" >"$list.names"

echo "Bringing $count files, $bytes bytes"
mkdir -p -- "$partial"
rsync_is_there() {
    command -v rsync >/dev/null && "${ssh[@]}" "$host" 'command -v rsync' >/dev/null 2>&1
}
if $uses_rsync && rsync_is_there; then
    rsync --rsh="${ssh[*]}" --archive --no-owner --no-group --inplace --partial --files-from="$list.names" \
        "$host:$folder/" "$partial/" || fail 1 "rsync from $source failed; the same line goes on where it stopped"
else
    # tar says 1 where a file grew while it was read: the check below tells whether that matters.
    there 'tar -cf - -T - || [ $? -eq 1 ]' <"$list.names" | tar -C "$partial" --no-same-owner -xf - ||
        fail 1 "tar from $source was cut short; try again"
fi

echo "Verifying"
awk '{ print $1 }' "$list" | paste -d ' ' - "$list.names" | while IFS= read -r line; do
    size=${line%% *} file=$partial/${line#* }
    { [ -f "$file" ] && [ ! -L "$file" ]; } || fail 1 "${line#* } did not arrive; nothing was put in place"
    has=$(stat -c %s -- "$file")
    [ "$has" -ge "$size" ] || fail 1 "${line#* } has $has of $size bytes; nothing was put in place, try again"
    [ "$has" -eq "$size" ] || truncate -s "$size" -- "$file"
done
sed -E 's/^[0-9]+ ([0-9a-f]{64}) /\1  /' "$list" >"$list.sums"
(cd "$partial" && sha256sum --check --strict --quiet -- "../$name.partial.list.sums") ||
    fail 1 "not the bytes that are there (files above); nothing was put in place, try again"
strangers=$(cd "$partial" && find . -type f -printf '%P\n' | LC_ALL=C sort | LC_ALL=C comm -23 - <(LC_ALL=C sort "$list.names") | head -n 1)
[ -z "$strangers" ] || fail 1 "$partial/$strangers is of no list: remove $partial and try again"

sync -f "$partial"
mv -- "$list.sums" "$place.sha256"
mv -T -- "$partial" "$place"
echo "$place: $count files, $bytes bytes, every one verified (its list: $place.sha256)"
echo "Judge it here: hip3-dod check $place"
