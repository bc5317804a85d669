//! Flat text (reference#flat-text): a file with its layout, and the same without, give one tree.

use flow_syntax::ast::Layout;
use flow_syntax::dump;

use crate::{parse, said};

fn check(with_layout: &str) {
    let flat: String = with_layout.lines().map(|line| format!("{}\n", line.trim_start())).collect();
    let (expected, diags) = parse(with_layout);
    assert_eq!(said(with_layout, &diags), [], "of\n{with_layout}");
    let (found, diags) = parse(&flat);
    let first = flat.lines().next().unwrap_or_default();
    assert_eq!(said(&flat, &diags), [("layout-inferred", first)], "of\n{flat}");
    assert_eq!(found.layout, Layout::Inferred);
    assert_eq!(dump(&found), dump(&expected), "of\n{flat}");
}

#[test]
fn structure() {
    check(
        "system: s\nuses:\n  @f from \"./f.flow\"\n  @g from \"./g.flow\"\nmachine: @a\n  #x\n  #y\n  on :a\n    one\n  scenario: t\n    \
         on :b\n      two\nmachine: @b\n  starts in #x\n  scenario: u\n    on :c\n      three\n",
    );
}

#[test]
fn expectations_belong_to_the_handler_unless_they_close_the_scenario() {
    check(
        "scenario: s\n  given:\n    f\n    $a is 1\n  on :a\n    one\n    expect:\n      = x\n  on :b\n    two\n    expect:\n      = y\n  \
         expect:\n    = z\nscenario: t\n  on :c\n    three\n  expect:\n    = w\nscenario: u\n  expect:\n    = v\n",
    );
}

#[test]
fn tables_and_payloads() {
    check(
        "scenario: s\n  given:\n    a contains:\n      | b |\n      | 1 |\n    f\n  on :a\n    emit :b to @c\n      with:\n        | d | 1 |\n    \
         emit :b to @c with:\n      | d | 1 |\n    emit :b to @c\n      with $d\n    ? g\n      emit :b to @c\n        with:\n          | d | 1 |\n      \
         one\n    otherwise\n      emit :b to @c with:\n        | d | 1 |\n",
    );
}

#[test]
fn facts_of_a_handler_end_where_steps_begin() {
    check("scenario: s\n  on :a\n    given:\n      f\n      $a is 1\n    order moves to #x\n    one\n");
    check("scenario: s\n  on :a\n    given:\n      f\n    $a becomes 1\n");
    check("scenario: s\n  on :a\n    given:\n      f\n    ? g\n      one\n");
}

#[test]
fn guards_on_top_of_each_other() {
    check(
        "machine: @a\n  on :a\n    one\n    ? g\n    ? h\n    ?? i\n      two\n    ? j\n      three\n    otherwise\n      four\n",
    );
}

#[test]
fn outer_chains() {
    check(
        "machine: @a\n  on :a\n    ? days < 7\n      ? total < 5\n        one\n      ? total < 9\n        two\n    ? days < 30\n      ? $vip\n        \
         three\n      ?\n        four\n    ? days < 90\n      five\n    otherwise\n      six\n",
    );
}

#[test]
fn an_otherwise_before_the_last_outer_guard_is_nested() {
    check(
        "machine: @a\n  on :a\n    ? days < 7\n      ? total < 5\n        one\n      otherwise\n        two\n    ? days < 30\n      three\n    ?\n      four\n",
    );
}

#[test]
fn chains_in_nested_chains() {
    check(
        "machine: @a\n  on :a\n    ? a < 1\n      ? b < 1\n        ? c < 1\n          one\n        ? d < 1\n          two\n      ? b < 2\n        three\n    \
         ? a < 2\n      four\n    otherwise\n      five\n",
    );
}

#[test]
fn the_last_outer_guard_nests_nothing() {
    check(
        "machine: @a\n  on :a\n    ? a < 1\n      ? b\n        one\n    ? a < 2\n    ? c\n      two\n    ? d\n      three\n    otherwise\n      four\n",
    );
}

#[test]
fn a_single_guard_opens_nothing() {
    check("machine: @a\n  on :a\n    ? a < 1\n      one\n    ? b\n      two\n    ? a < 2\n      three\n");
}

#[test]
fn an_alternative_opens_nothing() {
    check("machine: @a\n  on :a\n    ? a < 1\n    ?? b\n      one\n    ? a < 2\n      two\n");
}

#[test]
fn subjects_end_at_the_comparison() {
    check(
        "machine: @a\n  on :a\n    ? order is in #x\n      ? b\n        one\n    ? order is in #y\n      two\n",
    );
    check("machine: @a\n  on :a\n    ? $n equals 1\n      ? b\n        one\n    ? $n >= 2\n      two\n");
    check(
        "machine: @a\n  on :a\n    ? cart has items\n    ? b\n      one\n    ? cart has stock\n      two\n",
    );
}

#[test]
fn chains_of_different_handlers_do_not_mix() {
    check("machine: @a\n  on :a\n    ? n < 1\n    ? b\n      one\n  on :b\n    ? n < 2\n      two\n");
}

#[test]
fn test_files() {
    check(
        "test: @loan\n  for scenario: borrow a book\n    for :borrow:\n      too long:\n        with scenario:\n          $days is 60\n          shelf contains:\n            | title |\n            | Emma |\n        \
         with event:\n          reason is \"exam\"\n        assume:\n          ? reader is trusted = false\n          send letter throws \"no\"\n        = @reader received :refused\n      \
         short:\n        = x\n  for scenario: lose it\n    lost and found:\n      after :borrow\n      receive :lost from @shelf\n      = loan is in #closed\n",
    );
}

#[test]
fn text_at_one_column_is_flat_wherever_that_column_is() {
    let (file, _) = parse("    machine: @a\n    on :a\n    one\n");
    assert_eq!(file.layout, Layout::Inferred);
    assert_eq!(dump(&file), dump(&parse("machine: @a\n on :a\n  one\n").0));
}

#[test]
fn headers_alone_are_not_flat() {
    let (file, diags) = parse("system: s\nmachine: @a\nscenario: t\n");
    assert_eq!((file.layout, diags.iter().count()), (Layout::Indented, 0));
}
