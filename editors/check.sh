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

specifications=$(git ls-files '*.flow'; find ../shared/seed -name '*.flow' 2>/dev/null || true)
cargo run --quiet -p flow-tests --bin classes -- $specifications >target/classes.txt
node editors/check.mjs <target/classes.txt

# The tree-sitter grammar.
if command -v tree-sitter >/dev/null && command -v cc >/dev/null; then
  folder=editors/tree-sitter-flow
  (cd $folder && tree-sitter generate)
  library=$PWD/target/tree-sitter-flow.so
  (cd $folder && tree-sitter build -o "$library" . && tree-sitter test -l "$library" --lang-name flow)
  sed -n 's/^= //p' target/classes.txt >target/paths.txt
  tree-sitter parse -l "$library" --lang-name flow --paths target/paths.txt >target/parsed.txt || true
  node $folder/check.mjs target/classes.txt target/parsed.txt
  for query in highlights folds indents; do
    tree-sitter query -l "$library" --lang-name flow $folder/queries/$query.scm editors/test/order.flow | grep -q capture ||
      { echo "the query '$query' finds nothing"; exit 1; }
  done
else
  echo "skipped: there is no tree-sitter"
fi

# The language server, with a client of the protocol, Neovim and Emacs.
cargo build --quiet -p flow-lang-cli
FLOW=$PWD/target/debug/flow
export FLOW
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
