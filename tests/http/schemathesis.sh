#!/bin/sh
# Sends the requests that Schemathesis makes of an OpenAPI document to hosts, and fails if one is answered in another way than the document says,
# or if a document is not valid OpenAPI 3.1. The hosts are the seed, the shop, one with tokens, and systems of the corpus.
#
#     tests/http/schemathesis.sh [EXAMPLES [NAME...]]
#
# EXAMPLES is how many requests are made up for each operation, 50 at first; `0` is for a quick look at three of the hosts. NAMEs select hosts.
# All checks are on. Needs python 3.10 or later; Schemathesis is installed in `target/schemathesis`, in the version of `requirements.txt`.
set -eu
cd "$(dirname "$0")/../.."
examples=${1:-50}
[ $# -eq 0 ] || shift
names=$*
[ "$examples" != 0 ] || { examples=5 names=${names:-seed shop tokens}; }

here=$PWD/tests/http
python=$PWD/target/schemathesis/bin/python
if ! "$python" -c 'import schemathesis, openapi_spec_validator' 2>/dev/null; then
    { python3 -m venv target/schemathesis && "$python" -m pip install -q -r tests/http/requirements.txt; } || {
        echo "SKIPPED: Schemathesis cannot be installed here"
        exit 0
    }
fi
cargo build -q -p flow-lang-cli -p flow-lang-host-cli
cargo build -q -p shop --features http
bin=$PWD/target/debug
folder=$(mktemp -d)
servers=
stop() {
    # They may have ended by themselves.
    for server in $servers; do kill "$server" 2>/dev/null || true; done
    wait 2>/dev/null || true
    servers=
}
trap 'stop; rm -rf "$folder"' EXIT

# Waits for the address that a server prints, and prints it.
address() {
    tries=0
    until grep -q '^http' "$1" 2>/dev/null; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || { cat "$1" >&2; return 1; }
        sleep 0.1
    done
    head -n 1 "$1" | cut -d' ' -f1
}

is_meant() {
    [ -z "$names" ] && return 0
    for name in $names; do [ "$name" = "$1" ] && return 0; done
    return 1
}

failed=
token=
# try NAME ADDRESS [OPTION...]
try() {
    name=$1 url=$2
    shift 2
    echo "-- $name"
    NO_PROXY='*' TOKEN=$token "$python" "$here/validate.py" "$url/-/openapi.json" || failed="$failed $name"
    (cd "$folder" && NO_PROXY='*' SCHEMATHESIS_HOOKS="$here/hooks.py" "$python" -m schemathesis.cli \
        --config-file "$here/schemathesis.toml" run "$url/-/openapi.json" --checks all \
        --max-examples "$examples" --seed 1 --no-color "$@") >"$folder/$name.txt" 2>&1 || {
        cat "$folder/$name.txt"
        failed="$failed $name"
    }
    grep -E '^ *[0-9]+ generated' "$folder/$name.txt" || true
    stop
}

# serve NAME FILE [OPTION...]: without Rust, with a program that answers the phrases.
serve() {
    name=$1 file=$2
    shift 2
    "$bin/flow" openapi "$file" >"$folder/$name.openapi.json"
    "$python" "$here/validate.py" "$folder/$name.openapi.json" || failed="$failed $name"
    "$bin/flow" bindings "$file" >"$folder/$name.phrases"
    python3 tests/http/partner.py <"$folder/$name.phrases" >"$folder/$name.partner" &
    servers="$servers $!"
    bindings=$(address "$folder/$name.partner")
    "$bin/flow-host" serve "$file" --bindings "$bindings" --database "$folder/$name.db" --listen "$loopback:0" "$@" >"$folder/$name.log" 2>&1 &
    servers="$servers $!"
    url=$(address "$folder/$name.log")
}

# Only this computer reaches it.
loopback=$(python3 -c 'import socket; print(socket.gethostbyname("localhost"))')

if is_meant shop; then
    "$bin/shop" serve "$(mkdir -p "$folder/shop" && echo "$folder/shop")" 0 >"$folder/shop.log" 2>&1 &
    servers="$servers $!"
    try shop "$(address "$folder/shop.log")"
fi

if is_meant seed; then
    serve seed examples/ecommerce/flows/checkout.flow --show 'order.$total' --show 'order.$items'
    try seed "$url"
fi

# Whoever asks needs a token, and is one of two actors.
if is_meant tokens; then
    for actor in customer clerk; do
        printf '%s ann %s\n' $actor "$(printf %s "$actor-token" | sha256sum | cut -d' ' -f1)"
    done >"$folder/tokens.txt"
    serve tokens crates/flow-host/tests/http/bookshop.flow --tokens "$folder/tokens.txt" \
        --show 'order.$arrival' --show 'order.$price' --show 'gift.$wrapped' --show 'stock.$reserved'
    token=customer-token
    try tokens "$url" -H "Authorization: Bearer $token"
    token=
fi

for file in \
    crates/flow-host/tests/http/bookshop.flow \
    examples/without-rust/flows/order.flow \
    tests/corpus/conversations/hub_of_members_who_leave.flow \
    tests/corpus/declared-payloads/help_desk.flow \
    tests/corpus/declared-payloads/references_and_choices.flow \
    tests/corpus/deferred-events/instances_of_a_key.flow \
    tests/corpus/entering-and-leaving/link_control_protocol.flow \
    tests/corpus/groups/washing_machine.flow \
    tests/corpus/name-collision/rust_keywords_are_no_trouble.flow \
    tests/corpus/payload-mismatch/both_send_it.flow \
    tests/corpus/references/parcels_of_an_order.flow \
    tests/corpus/refusals/device_grant.flow \
    tests/corpus/sender-ids/reviewers.flow \
    tests/corpus/values/claim_with_a_decision_table.flow \
    tests/corpus/values/functions_of_lists.flow \
    tests/corpus/values/lengths_of_time.flow; do
    name=$(basename "$file" .flow)
    if is_meant "$name"; then
        serve "$name" "$file"
        try "$name" "$url"
    fi
done

[ -z "$failed" ] || { echo "failed:$failed"; exit 1; }
