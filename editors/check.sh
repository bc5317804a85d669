#!/usr/bin/env bash
# Holds the grammars of the editors against every specification of the repository, and drives the language server with the editors that
# are installed. Needs node and npm; without them, and for each tool that is missing, it says what it skips.
#
#   editors/check.sh            everything that is there
#   editors/vscode/drive.sh     Visual Studio Code in a browser: a long installation, for which it asks first
set -eu
cd "$(dirname "$0")/.."
command -v npm >/dev/null || { echo "skipped: there is no npm"; exit 0; }
[ -d editors/node_modules ] || (cd editors && npm ci --no-audit --no-fund --loglevel=error)

# The TextMate grammar.
cp editors/vscode/flow.tmLanguage.json target/flow.tmLanguage.json
node editors/grammar.mjs
cmp editors/vscode/flow.tmLanguage.json target/flow.tmLanguage.json || { echo "the grammar is not what grammar.mjs gives"; exit 1; }

specifications=$(git ls-files '*.flow'; node editors/blocks.mjs target/blocks $(git ls-files '*.md'); find ../shared/seed -name '*.flow' 2>/dev/null || true)
cargo run --quiet -p flow-tests --bin classes -- $specifications >target/classes.txt
node editors/check.mjs <target/classes.txt
node editors/broken.mjs target/broken $specifications
node editors/test/configuration.mjs $specifications

# The tree-sitter grammar.
if command -v tree-sitter >/dev/null && command -v cc >/dev/null; then
  folder=editors/tree-sitter-flow
  (cd $folder && tree-sitter generate)
  library=$PWD/target/tree-sitter-flow.so
  (cd $folder && tree-sitter build -o "$library" . && tree-sitter test -l "$library" --lang-name flow)
  sed -n 's/^= //p' target/classes.txt >target/paths.txt
  tree-sitter parse -l "$library" --lang-name flow --paths target/paths.txt >target/parsed.txt || true
  node $folder/check.mjs target/classes.txt target/parsed.txt
  tree-sitter parse -l "$library" --lang-name flow --paths target/broken/paths.txt >target/parsed.txt || true
  node $folder/broken.mjs target/broken target/parsed.txt
  for query in $folder/queries/*.scm editors/helix/queries/flow/*.scm; do
    tree-sitter query -l "$library" --lang-name flow $query editors/test/order.flow | grep -q capture ||
      { echo "the query '$query' finds nothing"; exit 1; }
  done
else
  echo "skipped: there is no tree-sitter"
fi

# The language server, with a client of the protocol, Neovim and Emacs.
cargo build --quiet -p flow-lang-cli
FLOW=$PWD/target/debug/flow
export FLOW
node editors/test/results.mjs "$FLOW"
node editors/test/protocol.mjs "$FLOW"
if command -v nvim >/dev/null; then
  (cd editors/test && nvim --headless -u NONE -c "source nvim.lua")
else
  echo "skipped: there is no Neovim"
fi
if emacs --batch --eval "(progn (package-initialize) (require 'eglot))" 2>/dev/null; then
  (cd editors/test && emacs --batch -L ../emacs -l eglot.el 2>&1 | grep -v '^Loading\|^\[')
else
  echo "skipped: there is no Emacs with Eglot"
fi
if command -v hx >/dev/null && command -v tmux >/dev/null && command -v tree-sitter >/dev/null && command -v cc >/dev/null; then
  # Helix knows the parsers of an earlier version of tree-sitter.
  mkdir -p target/helix
  cp -r editors/tree-sitter-flow target/helix/
  (cd target/helix/tree-sitter-flow && tree-sitter generate --abi 14 && tree-sitter build -o ../flow.so .)
  editors/test/helix.sh "$FLOW" target/helix/flow.so
else
  echo "skipped: there is no Helix, tmux or tree-sitter"
fi
