#!/bin/sh
# Builds the fuzzers on stable Rust and runs each from the corpus: fuzz/run.sh [seconds for each] [target…].
# What is found is left in fuzz/artifacts; `fuzz/run.sh 0 parse FILE` runs that one again.
set -eu
cd "$(dirname "$0")"

seconds=${1:-60}
[ $# -gt 0 ] && shift
targets=${*:-parse fmt compile made_up}

# libFuzzer comes as C++ in a crate. rustc's own passes put the counters in; the flags are stable, the sanitizers are not.
command -v c++ >/dev/null || { apt-get update -qq && apt-get install -y -qq g++; }
host=$(rustc -vV | sed -n 's/^host: //p')
flags="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
flags="$flags -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
flags="$flags -Cllvm-args=-sanitizer-coverage-trace-compares"
# With --target the flags are not for build scripts.
RUSTFLAGS="$flags" cargo build --release --target "$host" --quiet

# The corpus: every specification of the repository, in one folder.
seeds=corpus/seeds
mkdir -p $seeds artifacts
n=0
for file in $(find ../tests/corpus ../examples ../crates ../../shared/seed -name '*.flow' 2>/dev/null | sort); do
    n=$((n + 1))
    cp "$file" "$seeds/$n.flow"
done
for page in ../README.md $(find ../docs -name '*.md' | sort); do
    n=$((n + 1))
    awk -v out="$seeds/$n" '/^ *```flow/ { n++; on = 1; next } /^ *```/ { on = 0 } on { print > (out "-" n ".flow") }' "$page"
done

# Choices for made-up specifications: any bytes will do.
mkdir -p corpus/choices
for n in $(seq 1 60); do
    seq "$n" $((n * 7)) | sha512sum | head -c $((n * 2)) >"corpus/choices/$n"
done

for target in $targets; do
    mkdir -p "corpus/$target"
    options="-max_len=4096 -timeout=20 -rss_limit_mb=2048 -artifact_prefix=artifacts/$target- -verbosity=0 -print_final_stats=1"
    echo "-- $target"
    program="target/$host/release/$target"
    if [ "$seconds" = 0 ]; then
        "$program" $options artifacts/"$target"-*
    elif [ "$target" = made_up ]; then
        "$program" $options -max_total_time="$seconds" "corpus/$target" corpus/choices
    else
        "$program" $options -dict=flow.dict -max_total_time="$seconds" "corpus/$target" $seeds
    fi
done
