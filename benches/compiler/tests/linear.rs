//! A line costs the same in a large specification as in a small one: counted, so that the machine's load does not matter.
//!
//! The allocated bytes show repeated copies, the peak shows kept data. One test in a process of its own, since the
//! counts are those of the process.

use flow_bench_compiler::{checked, memory, specification, stages};

/// How much more a line of the larger specification may cost.
const SLACK: f64 = 1.25;
/// The most memory of `flow check`, as a multiple of the text.
const MEMORY: f64 = 24.0;

#[test]
fn a_line_costs_the_same_in_a_large_specification() {
    let (small, large) = (specification(2_000), specification(20_000));
    let growth = large.len() as f64 / small.len() as f64;
    for (few, many) in stages(&small).iter().zip(stages(&large)) {
        let stage = few.stage;
        for (what, few, many) in [
            ("allocations", few.usage.allocations, many.usage.allocations),
            ("bytes", few.usage.bytes, many.usage.bytes),
            ("peak", few.usage.peak, many.usage.peak),
        ] {
            let ratio = many as f64 / few as f64 / growth;
            println!("{stage} {what}: {ratio:.2}");
            assert!(ratio < SLACK, "{stage} {what}: {few} and {many}, {ratio:.2} times as much for a line");
        }
    }
    let (_, usage) = memory::during(|| checked(&large));
    let times = usage.peak as f64 / large.len() as f64;
    assert!(times < MEMORY, "checking holds {times:.1} times the text");
}
