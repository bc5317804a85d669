//! No shape of a specification costs more for each line the larger it is: counted, so that the machine's load does not matter.
//!
//! Quadratic behaviour in a shape shows in the allocations long before it shows in the time. One test in a process of its own, since
//! the counts are those of the process.

use flow_bench_compiler::shapes::SHAPES;
use flow_bench_compiler::{checked, memory};

/// How much more a line of the larger specification may cost.
const SLACK: f64 = 1.25;

#[test]
fn a_line_of_any_shape_costs_the_same_in_a_large_specification() {
    for shape in SHAPES {
        let (small, large) = ((shape.text)(shape.size), (shape.text)(2 * shape.size));
        let growth = large.len() as f64 / small.len() as f64;
        let ((_, few), (_, many)) = (memory::during(|| checked(&small)), memory::during(|| checked(&large)));
        for (what, few, many) in [
            ("allocations", few.allocations, many.allocations),
            ("bytes", few.bytes, many.bytes),
            ("peak", few.peak, many.peak),
        ] {
            let ratio = many as f64 / few as f64 / growth;
            println!("{} {what}: {ratio:.2}", shape.name);
            assert!(
                ratio < SLACK,
                "{} {what}: {few} and {many}, {ratio:.2} times as much for a line",
                shape.name
            );
        }
    }
}
