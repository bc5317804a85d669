#!/bin/sh
# Two-phase commit explored by flow-explore and by stateright, interleaved: benches/stateright/run.sh [participants].
set -eu
cd "$(dirname "$0")"
cargo build --release --quiet
exec target/release/flow-bench-stateright "${1:-5}"
