#!/usr/bin/env bash
# Holds the reports that `flow test --format junit` and `flow explore --format junit` write against docs/schemas/junit.xsd, with xmllint: of the examples, and of
# stories that fail and that nothing decides.
#
# Installs xmllint where it can. Where it cannot, this is skipped, and said so.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
schema=$PWD/docs/schemas/junit.xsd

if ! command -v xmllint >/dev/null && command -v apt-get >/dev/null; then
    (apt-get install -y -qq libxml2-utils || (apt-get update -qq && apt-get install -y -qq libxml2-utils)) >"$work/apt.log" 2>&1
fi
command -v xmllint >/dev/null || { echo "skipped: xmllint cannot be installed"; exit 0; }

cargo build -q -p flow-lang-cli || exit 1
flow=${CARGO_TARGET_DIR:-target}/debug/flow

cat >"$work/light.flow" <<'SPEC'
machine: @light
  scenario: switch "<on>" & off
    on> :press from @guest
      light moves to #on
    expect:
      = light is in #on
      = @guest received 2 events
  scenario: look
    on> :look from @guest
      ring bell
    expect:
      = everything is fine
SPEC

printf 'machine: @light\n  on> :press from @guest\n    emitt :x to "<y>"\n    light moves\n  bogus:\n' >"$work/broken.flow"

check() { # name, arguments of flow
    local name=$1
    shift
    "$flow" "$@" --format junit >"$work/$name.xml" 2>"$work/err"
    if [ ! -s "$work/$name.xml" ]; then echo "FAILED: $name: $(cat "$work/err")"; failed=1; return; fi
    xmllint --noout --schema "$schema" "$work/$name.xml" 2>"$work/err" || { echo "FAILED: $name: $(cat "$work/err")"; failed=1; }
}

failed=0
check examples test examples
check failing test "$work/light.flow"
check broken test "$work/broken.flow"
check strict test "$work/light.flow" --strict
check explored explore examples/ecommerce/flows/checkout.flow --failures
check explored-in-part explore examples/ecommerce/flows/checkout.flow --states 2 --strict
check explored-broken explore "$work/broken.flow"
# The schema itself must be able to find something.
sed 's/<testcase name/<testcase nam/' "$work/failing.xml" >"$work/wrong.xml"
xmllint --noout --schema "$schema" "$work/wrong.xml" 2>/dev/null && { echo "FAILED: the schema takes everything"; failed=1; }
[ "$failed" = 0 ] && echo "reports fit their schema"
exit "$failed"
