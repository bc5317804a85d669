#!/usr/bin/env bash
# Holds the editors' grammar against every specification of the repository, and the committed grammar against its source.
# Needs node and npm; where they cannot be had, says so.
set -eu
cd "$(dirname "$0")/.."
command -v npm >/dev/null || { echo "skipped: there is no npm"; exit 0; }
[ -d editors/node_modules ] || (cd editors && npm ci --no-audit --no-fund --loglevel=error)

cp editors/vscode/flow.tmLanguage.json target/flow.tmLanguage.json
node editors/grammar.mjs
cmp editors/vscode/flow.tmLanguage.json target/flow.tmLanguage.json || { echo "the grammar is not what grammar.mjs gives"; exit 1; }

specifications=$(git ls-files '*.flow'; find ../shared/seed -name '*.flow' 2>/dev/null || true)
cargo run --quiet -p flow-tests --bin classes -- $specifications >target/classes.txt
node editors/check.mjs <target/classes.txt
