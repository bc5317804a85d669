//! The specification is the project's own copy of the one it was created from.

use std::fs;
use std::path::Path;

#[test]
fn the_copy_is_the_original() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(original) = fs::read_to_string(package.join("../../../shared/seed/checkout.flow")) else {
        println!("skipped: the original is not here");
        return;
    };
    for copy in ["flows/checkout.flow", "../build-script/flows/checkout.flow"] {
        let copy = fs::read_to_string(package.join(copy)).unwrap();
        assert_eq!(copy, original);
    }
}
