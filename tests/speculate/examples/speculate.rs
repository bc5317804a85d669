//! Writes the specification of a seed: `cargo run -p flow-speculate --example speculate -- 7 [lines]`; with `network`
//! before the seed, the system of machines that share and make each other.

use std::env::args;

fn main() {
    let is_network = args().nth(1).is_some_and(|word| word == "network");
    let mut numbers = args().skip(if is_network { 2 } else { 1 }).map(|arg| arg.parse::<u64>().unwrap_or(0));
    let seed = numbers.next().unwrap_or(0);
    let text = match numbers.next() {
        Some(lines) => flow_speculate::of_lines(seed, usize::try_from(lines).unwrap_or(0)),
        None if is_network => flow_speculate::network_from_seed(seed),
        None => flow_speculate::from_seed(seed),
    };
    print!("{text}");
}
