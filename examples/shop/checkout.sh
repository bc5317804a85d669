#!/bin/sh
# Customers check out over HTTP at the same time, while the shop is killed and started again.
#
#   examples/shop/checkout.sh           50 customers, the shop is killed 5 times
#   examples/shop/checkout.sh 9 2       a short form
#
# A customer whose connection breaks asks again with the same key. In the end every order has ended, as many are fulfilled as there
# were pieces, and each card is charged once.
set -eu
cd "$(dirname "$0")/../.."
customers=${1:-50}
kills=${2:-5}

cargo build -q -p shop --features http
shop=${CARGO_TARGET_DIR:-target}/debug/shop
folder=$(mktemp -d)
pid=
trap 'kill -9 $pid 2>/dev/null || true; rm -rf "$folder"' EXIT

# Starts the shop at any free port, and notes its address for the customers.
start() {
    : > "$folder/output"
    "$shop" serve "$folder" 0 > "$folder/output" &
    pid=$!
    for _ in $(seq 300); do
        sed -n 's/ serves the orders.*//p' "$folder/output" > "$folder/address.new"
        if [ -s "$folder/address.new" ]; then
            mv "$folder/address.new" "$folder/address"
            return
        fi
        sleep 0.1
    done
    echo "the shop does not start" >&2
    exit 1
}

# The status of a request; 000 without an answer.
post() {
    curl -s -o /dev/null -w '%{http_code}' --noproxy '*' --max-time 20 -H 'Content-Type: application/json' \
        -H "Idempotency-Key: $3" -d "$2" "$(cat "$folder/address")$1" || true
}

# Asks until the request has its effect.
insist() {
    for _ in $(seq 200); do
        status=$(post "$@")
        case $status in
        200 | 201 | 202) return ;;
        000 | 409 | 429 | 503) sleep 0.2 ;; # no answer, or the first request is still under way
        *) break ;;
        esac
    done
    echo "$1 is answered with $status" >&2
    return 1
}

customer() {
    case $(($1 % 3)) in
    0) sku=lamp ;;
    1) sku=chair ;;
    *) sku=table ;;
    esac
    insist "/order?id=order-$1" "{\"sku\": \"$sku\", \"total\": 40}" "create-$1"
    insist "/order/order-$1/checkout" '{}' "checkout-$1"
    echo "$1" >> "$folder/customers"
}

states() {
    curl -s --noproxy '*' "$(cat "$folder/address")/order?limit=200" | grep -o '"state":"[a-z_]*"' || true
}

count() {
    states | grep -c "$1" || true
}

start
: > "$folder/customers"
for number in $(seq "$customers"); do
    customer "$number" &
done
for number in $(seq "$kills"); do
    sleep 0.4
    kill -9 $pid
    wait $pid 2>/dev/null || true
    echo "the shop is killed after $(wc -l < "$folder/customers") checkouts"
    start
done

for _ in $(seq 600); do
    done=$(wc -l < "$folder/customers")
    open=$(count '"idle"\|"awaiting_payment"\|"paid"')
    [ "$done" -eq "$customers" ] && [ "$open" -eq 0 ] && break
    sleep 0.5
done
states | sort | uniq -c

# One lamp, five chairs and two tables are on the shelves.
least() { if [ "$1" -lt "$2" ]; then echo "$1"; else echo "$2"; fi; }
lamps=$(least $((customers / 3)) 1)
chairs=$(least $(((customers + 2) / 3)) 5)
tables=$(least $(((customers + 1) / 3)) 2)
charges=$(wc -l < "$folder/bank.txt")
twice=$(cut -d' ' -f1 "$folder/bank.txt" | sort | uniq -d | wc -l)
check() {
    if [ "$2" -ne "$3" ]; then
        echo "$1: $2, not $3" >&2
        exit 1
    fi
}
check "orders" "$(count '')" "$customers"
check "fulfilled orders" "$(count '"fulfilled"')" $((lamps + chairs + tables))
check "ended orders" "$(count '"fulfilled"\|"cancelled"\|"declined"')" "$customers"
check "charges" "$charges" "$customers"
check "cards that are charged twice" "$twice" 0
echo "$customers customers, $kills kills: every order has ended, and every card is charged once"
