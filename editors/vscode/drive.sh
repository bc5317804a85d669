#!/usr/bin/env bash
# Drives the extension in Visual Studio Code, in a browser, and leaves screenshots.
#
#   editors/vscode/drive.sh path/to/flow path/to/code-server folder/for/screenshots [session…]
#
# The sessions are in the folder `drive`: editing, stories, exploring, server, programs, rust; without names, all of them. Screenshots whose names
# begin with 'editor-' are for docs/images; pngquant makes them small.
#
# It takes long installations, which are yours to make: code-server (npm, with the version of node that it asks for), and chromium. Its own
# package, playwright-core, is installed in target/drive.
set -eu
flow=$(realpath "$1")
server=$(realpath "$2")
mkdir -p "$3"
host=localhost
screenshots=$(realpath "$3")
shift 3
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error
root=$(cd ../.. && pwd)
work=$root/target/drive
mkdir -p "$work"
npm run --silent package 2>&1 | tee "$work/package.log"
! grep -i 'warning\|error' "$work/package.log" || exit 1
rm -rf "$work/data" "$work/folders"
mkdir -p "$work/data/User" "$work/folders"
[ -d "$work/node_modules/playwright-core" ] || npm install --prefix "$work" --no-audit --no-fund --loglevel=error playwright-core
# A path of its own, by which the session finds the server's process.
cp "$flow" "$work/flow"
cat >"$work/data/User/settings.json" <<SETTINGS
{
  "flow.server.path": "$work/flow",
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "editor.minimap.enabled": false,
  "files.autoSave": "off",
  "editor.scrollBeyondLastLine": false,
  "editor.stickyScroll.enabled": false,
  "testing.automaticallyOpenTestResults": "neverOpen"
}
SETTINGS
options=(--user-data-dir "$work/data" --extensions-dir "$work/data/extensions" --auth none --disable-telemetry --disable-update-check)
"$server" "${options[@]}" --install-extension dist/flow-language.vsix
"$server" "${options[@]}" --bind-addr "$host:0" "$work/folders" >"$work/server.log" 2>&1 &
server_process=$!
trap 'kill $server_process' EXIT
for _ in $(seq 100); do
  address=$(sed -n 's/.*HTTP server listening on \(http[^ ]*\).*/\1/p' "$work/server.log" | tail -1)
  [ -n "$address" ] && break
  sleep 0.2
done
node drive/main.mjs "$address" "$screenshots" "$work" "$work/flow" "$@"
# Those of the book, with few colours.
if command -v pngquant >/dev/null; then pngquant --force --ext .png 64 "$screenshots"/editor-*.png; fi
