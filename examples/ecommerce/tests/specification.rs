//! The specifications are the project's own copies of the ones it was created from.

use std::fs;
use std::path::Path;

/// The copies below `examples`, each with the name of its original.
const COPIES: &[(&str, &str)] = &[
    ("flows/checkout.flow", "checkout.flow"),
    ("../build-script/flows/checkout.flow", "checkout.flow"),
    ("flows/order.flow", "order.flow"),
    ("flows/successful-checkout.flow", "successful-checkout.flow"),
    ("flows/payment-fails.flow", "payment-fails.flow"),
    ("flows/out-of-stock.flow", "out-of-stock.flow"),
    ("flows/process-refund.flow", "process-refund.flow"),
];

#[test]
fn the_copies_are_the_originals() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let originals = package.join("../../../shared/seed");
    if !originals.is_dir() {
        println!("skipped: the originals are not here");
        return;
    }
    for (copy, original) in COPIES {
        let [copy, original] = [package.join(copy), originals.join(original)].map(fs::read_to_string);
        assert_eq!(copy.unwrap(), original.unwrap());
    }
}
