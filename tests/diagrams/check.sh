#!/usr/bin/env bash
# Shows the drawn pictures to the tools they are made for: every DOT golden to graphviz, every Mermaid golden to mermaid
# in a browser, and every SVG golden to the browser itself. With a folder as argument, leaves screenshots there.
#
# Pictures in `escapes` must show the signs of each format as they are written.
#
# Installs what it needs (graphviz, chromium, the npm package mermaid). What cannot be had is skipped, and said so.
set -u
cd "$(dirname "$0")/../.."
goldens=crates/flow-diagram/tests/goldens
shots=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0

need() { # program, package
    command -v "$1" >/dev/null && return 0
    command -v apt-get >/dev/null || return 1
    (apt-get install -y -qq "$2" || (apt-get update -qq && apt-get install -y -qq "$2")) >"$work/apt.log" 2>&1
    command -v "$1" >/dev/null
}

pass() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED: $*"; }
skip() { skipped=$((skipped + 1)); echo "skipped: $*"; }

check_dot() {
    need dot graphviz || { skip "graphviz cannot be installed"; return; }
    for file in "$goldens"/*/*.dot; do
        if dot -Tsvg "$file" -o /dev/null 2>"$work/err" && [ ! -s "$work/err" ]; then pass; else fail "$file: $(cat "$work/err")"; fi
    done
    need python3 python3 || { skip "python3 cannot be installed"; return; }
    local shown
    shown=$(dot -Tsvg "$goldens/escapes/signs.dot" | python3 -c 'import sys, xml.etree.ElementTree as tree
print("".join("".join(tree.fromstring(sys.stdin.read()).itertext()).split()))')
    if [[ $shown == *"$(tr -d ' ' <<<"$signs")"* ]]; then pass; else fail "signs.dot shows $shown"; fi
}

# What the label of the pictures in `escapes` begins with.
signs='? $name is "&lt;b&gt; & <i> #35; ; %% {x} \\N `c` *d* _e_ | --> '"'f'"
# The title of the story there.
title='"1 < 2 & 3" #35; \n %% {x}; --> [*]'

browse() { # url, then further options
    local url=$1
    shift
    timeout 120 chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --allow-file-access-from-files \
        --user-data-dir="$work/profile" "$@" "$url" 2>/dev/null
}

check_mermaid() {
    (cd "$work" && npm pack mermaid@11 >npm.log 2>&1 && tar xzf mermaid-*.tgz package/dist/mermaid.min.js) ||
        { skip "the npm package mermaid cannot be had"; return; }
    {
        echo '<!doctype html><meta charset="utf-8"><script src="package/dist/mermaid.min.js"></script><script>const pictures = {'
        for file in "$goldens"/*/*.mmd; do
            printf '%s: %s,\n' "$(json "$file" <<<"$file")" "$(json <"$file")"
        done
        echo '}; const texts = {'
        printf '"%s": [%s],\n' "$goldens/escapes/signs.mmd" "$(json <<<"$signs")"
        printf '"%s": [%s],\n' "$goldens/escapes/signs.lanes.mmd" "$(json <<<"$title")"
        echo '};</script>'
        echo '<script type="module" src="mermaid.js"></script><pre id="verdict">nothing was drawn</pre>'
    } >"$work/page.html"
    cp tests/diagrams/mermaid.js "$work/"
    browse "file://$work/page.html" --virtual-time-budget=60000 --dump-dom >"$work/dom.html"
    while read -r verdict file rest; do
        case $verdict in
        drawn) pass ;;
        refused) fail "$file: $rest" ;;
        esac
    done < <(grep -E '^(drawn|refused) ' "$work/dom.html")
    local wanted seen
    wanted=$(ls "$goldens"/*/*.mmd | wc -l)
    seen=$(grep -cE '^(drawn|refused) ' "$work/dom.html")
    [ "$wanted" = "$seen" ] || fail "mermaid looked at $seen of $wanted pictures"
}

json() { node -e 'process.stdout.write(JSON.stringify(require("fs").readFileSync(0, "utf8").trimEnd()).replaceAll("<", "\\u003c"))'; }

# The browser must make a picture of it, and not the same one in light and dark.
check_svg() {
    for name in state/cart state/parcel lanes/troubled_story; do
        for scheme in light dark; do
            local svg=$PWD/$goldens/$name.svg png=$work/${name//\//-}-$scheme.png
            local width height
            width=$(sed -n '1s/.* width="\([0-9]*\).*/\1/p' "$svg")
            height=$(sed -n '1s/.* height="\([0-9]*\).*/\1/p' "$svg")
            browse "file://$svg" --window-size="$width,$height" --screenshot="$png" \
                --blink-settings=preferredColorScheme=$([ $scheme = dark ] && echo 0 || echo 1) >/dev/null
            if [ -s "$png" ]; then pass; else fail "$name.svg ($scheme) made no picture"; fi
            [ -z "$shots" ] || { mkdir -p "$shots" && cp "$png" "$shots/"; }
        done
        cmp -s "$work/${name//\//-}-light.png" "$work/${name//\//-}-dark.png" && fail "$name.svg is the same in light and dark"
    done
}

check_dot
if need chromium chromium && need node nodejs && need npm npm; then
    check_mermaid
    check_svg
else
    skip "no chromium, or no npm, can be installed"
fi
echo "diagrams: $passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
