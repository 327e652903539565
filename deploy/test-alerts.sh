#!/usr/bin/env bash
# The alarms, and whether their tests are worth something.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
    cat <<'TEXT'
usage: deploy/test-alerts.sh

Has promtool check deploy/alerts.yml and pass its tests, then shows that the tests notice each single rule that never
rings, and each that always does. Wants promtool (apt-get install prometheus). Some ten seconds.

exit: 0 all held, 1 one did not, 64 wrong usage

example: deploy/test-alerts.sh
TEXT
}
case "${1:-}" in
    --help | -h) usage; exit 0 ;;
    '') ;;
    *) echo "deploy/test-alerts.sh: unknown option '$1'; see --help" >&2; exit 64 ;;
esac
command -v promtool >/dev/null || { echo "deploy/test-alerts.sh: promtool is missing; type: apt-get install -y prometheus" >&2; exit 64; }

promtool check rules alerts.yml
promtool check config prometheus.yml
promtool test rules alerts.test.yml

work=$(mktemp -d /tmp/hip3-alerts.XXXXXX)
trap 'rm -rf "$work"' EXIT
cp alerts.test.yml "$work"
failed=0
for other in 'vector(0) > 1' 'vector(1)'; do
    # All rules at once; promtool names each that its tests find wrong.
    sed -E "s/^( +expr: ).*/\1$other/; /^ +for: /d" alerts.yml >"$work/alerts.yml"
    promtool test rules "$work/alerts.test.yml" >"$work/out" 2>&1 || true
    while IFS= read -r name; do
        if ! grep -q "alertname: $name," "$work/out"; then
            echo "FAILED  nobody notices that $name is '$other'"
            failed=1
        fi
    done < <(sed -n 's/^ *- alert: //p' alerts.yml)
done
[ "$failed" -eq 0 ] && echo "each rule that never rings, and each that always does, is noticed"
