#!/usr/bin/env bash
# Drives the extension in Visual Studio Code, in a browser: a finding, hints, hovers, a rename, the test explorer, exploration, a picture.
# Leaves screenshots.
#
#   editors/vscode/drive.sh path/to/flow path/to/code-server folder/for/screenshots
#
# Those whose names begin with 'editor-' are for docs/images; pngquant makes them small.
#
# It takes long installations, which are yours to make: code-server (npm, with the version of node that it asks for), and chromium. Its own
# package, playwright-core, is installed in target/drive.
set -eu
flow=$(realpath "$1")
server=$(realpath "$2")
mkdir -p "$3"
host=localhost
screenshots=$(realpath "$3")
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
npm run --silent package
root=$(cd ../.. && pwd)
work=$root/target/drive
rm -rf "$work/data" "$work/folder"
mkdir -p "$work/data/User" "$work/folder"
[ -d "$work/node_modules/playwright-core" ] || npm install --prefix "$work" --no-audit --no-fund --loglevel=error playwright-core
cp ../test/order.flow ../test/booking.flow "$work/folder/"
cat >"$work/data/User/settings.json" <<SETTINGS
{
  "flow.server.path": "$flow",
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "editor.minimap.enabled": false
}
SETTINGS
options=(--user-data-dir "$work/data" --extensions-dir "$work/data/extensions" --auth none --disable-telemetry --disable-update-check)
"$server" "${options[@]}" --install-extension dist/flow-language.vsix
"$server" "${options[@]}" --bind-addr "$host:0" "$work/folder" >"$work/server.log" 2>&1 &
server_process=$!
trap 'kill $server_process' EXIT
for _ in $(seq 100); do
  address=$(sed -n 's/.*HTTP server listening on \(http[^ ]*\).*/\1/p' "$work/server.log" | tail -1)
  [ -n "$address" ] && break
  sleep 0.2
done
NODE_PATH=$work/node_modules node drive.mjs "$address" "$work/folder" "$screenshots" "$work"
# Those of the book, with few colours.
if command -v pngquant >/dev/null; then pngquant --force --ext .png 48 "$screenshots"/editor-*.png; fi
