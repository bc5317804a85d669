//! The machines of `flows/checkout.flow`, compiled by `build.rs`, and what they are made of.

use build_script::{inventory, order, payment};
use flow::Machine;

fn main() {
    for machine in [order::MODEL, payment::MODEL, inventory::MODEL] {
        show(&machine);
    }
}

/// Prints the edges of a machine's state diagram, each with its place in the specification.
fn show(machine: &Machine) {
    println!("@{} ({})", machine.name, machine.place);
    for (edge, (from, event, to)) in machine.transitions.iter().zip(machine.edges()) {
        println!("  #{from} –:{event}→ #{to} ({})", edge.place);
    }
}
