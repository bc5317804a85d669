#!/bin/sh
# Links and runs a program without the standard library and without an allocator, then looks that no symbol of one is in it.
set -eu
cd "$(dirname "$0")/../.."
export CARGO_TARGET_DIR=target/no-alloc
cargo rustc --quiet -p flow-tests-no-alloc --features link --example embedded --profile fat \
    --config 'profile.fat.panic="abort"'
program=$CARGO_TARGET_DIR/fat/examples/embedded
"$program"
if command -v nm >/dev/null && nm "$program" | grep -E '__rust_(alloc|realloc|dealloc)|__rg_oom'; then
    echo "the program refers to an allocator" >&2
    exit 1
fi
echo "linked and ran without an allocator"
