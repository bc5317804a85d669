#!/usr/bin/env bash
# Drives `flow lsp` in Helix, in a terminal that tmux keeps: helix.sh path/to/flow path/to/flow.so
#
# The second file is the parser that tree-sitter built. Helix gets the settings and queries of the folder `helix`.
set -eu
flow=$(realpath "$1")
parser=$(realpath "$2")
cd "$(dirname "$0")"
work=$(mktemp -d)
session=flow-helix-$$
trap 'tmux kill-session -t $session 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir -p "$work/config/helix/runtime/grammars" "$work/cache" "$work/folder"
cp "$parser" "$work/config/helix/runtime/grammars/flow.so"
cp -r ../helix/queries "$work/config/helix/runtime/queries"
sed "s|^command = \"flow\"|command = \"$flow\"|; s|formatter = { command = \"flow\"|formatter = { command = \"$flow\"|" \
  ../helix/languages.toml >"$work/config/helix/languages.toml"
printf '[editor.lsp]\ndisplay-inlay-hints = true\n' >"$work/config/helix/config.toml"
cp order.flow "$work/folder/"
tmux new-session -d -s "$session" -x 150 -y 50 -c "$work/folder" \
  "XDG_CONFIG_HOME='$work/config' XDG_CACHE_HOME='$work/cache' ${HX:-hx} -v --log '$work/helix.log' order.flow"

screen() { tmux capture-pane -p -t "$session"; }
fail() { echo "helix: $1"; screen; tail -5 "$work/helix.log" 2>/dev/null; exit 1; }
# Waits until a text is on the screen.
sees() {
  for _ in $(seq 150); do
    screen | grep -qF -- "$1" && return
    sleep 0.1
  done
  fail "'$1' is not shown"
}
lacks() {
  for _ in $(seq 150); do
    screen | grep -qF -- "$1" || return 0
    sleep 0.1
  done
  fail "'$1' is still shown"
}
keys() { tmux send-keys -t "$session" "$@"; sleep 0.3; }
# Goes to the first place of a text. An escape right before another key would be that key with Alt.
find() { keys Escape; keys g g; keys "/$1" Enter; }

sees "machine: @order"
sees "in #waiting" # a hint
echo "hints ok"

find '#payed'
sees "nothing moves '@order' to '#payed'"
echo "finding ok"

find 'total'
keys Space k
sees "a variable of @order"
keys Escape
echo "hover ok"

keys Space r
sees "rename-to:"
keys C-u
keys "sum" Enter
sees '$sum: number becomes 12'
sees 'with total: $sum'
echo "rename ok"

find '#payed'
keys Space a
sees "#paid"
keys Enter
lacks '#payed'
echo "fix ok"

# A new line below a handler is indented as its block is, and a handler is a function of the editor.
find 'on> '
keys o "xyz"
keys Escape
screen | grep -qE '^.{7}      xyz' || fail "the new line is not indented"
keys u
echo "indents ok"
find 'becomes 12'
keys m i f
keys ":pipe-to cat >$work/inside" Enter
sleep 0.5
grep -q 'becomes 12' "$work/inside" || fail "the inside of a handler is not selected"
grep -q 'on> ' "$work/inside" && fail "more than the inside of a handler is selected"
echo "text objects ok"
keys ':write!' Enter
sees "written"
grep -q 'order is in #paid' "$work/folder/order.flow" || fail "the file is not saved"
echo "helix: all passed"
