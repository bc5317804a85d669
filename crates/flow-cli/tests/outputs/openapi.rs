//! `flow openapi`.

use snapbox::str;

use crate::place::Place;
use crate::specs::BROKEN;

#[test]
fn the_document_is_the_one_that_a_host_serves() {
    let specification = include_str!("../../../flow-host/tests/http/bookshop.flow");
    let document = include_str!("../../../flow-host/tests/http/bookshop.openapi.json");
    let place = Place::new("openapi", &[("bookshop.flow", specification)]);
    let output = place.flow("openapi bookshop.flow").output().unwrap();
    // Not as a snapshot: those take a backslash for a part of a path.
    assert_eq!(String::from_utf8(output.stdout).unwrap(), document);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_specification_with_errors_has_none() {
    let place = Place::new("openapi_broken", &[("broken.flow", BROKEN)]);
    place.flow("openapi broken.flow").assert().code(1).stdout_eq(str![""]);
}
