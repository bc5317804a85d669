//! Writes the specification of a seed: `cargo run -p flow-speculate --example speculate -- 7 [lines]`.

use std::env::args;

fn main() {
    let mut numbers = args().skip(1).map(|arg| arg.parse::<u64>().unwrap_or(0));
    let seed = numbers.next().unwrap_or(0);
    let text = match numbers.next() {
        Some(lines) => flow_speculate::of_lines(seed, usize::try_from(lines).unwrap_or(0)),
        None => flow_speculate::from_seed(seed),
    };
    print!("{text}");
}
