//! Columns: which line belongs to which (reference#nesting, reference#block-owner), and columns that fit nothing. See also `tests/trees/layout_*`.

use flow_syntax::dump;

use crate::{parse, said};

/// The words of a tree's lines, each after as many dots as its depth.
fn outline(text: &str) -> String {
    let tree = dump(&parse(text).0);
    let dotted = |line: &str| {
        let depth = (line.len() - line.trim_start().len()) / 2;
        let words = line
            .trim_start()
            .trim_start_matches("action ")
            .trim_start_matches("condition ")
            .trim_start_matches("phrase | ");
        format!("{}{words}", ".".repeat(depth))
    };
    tree.lines().map(dotted).collect::<Vec<_>>().join(" ")
}

fn check(text: &str, expected: &str, said_of_it: &[(&str, &str)]) {
    assert_eq!(said(text, &parse(text).1), said_of_it, "of\n{text}");
    assert_eq!(outline(text), expected, "of\n{text}");
}

#[test]
fn headers_close_by_rank_whatever_their_columns() {
    check(
        "machine: @a\n      scenario: one\n        on :a\n          x\n  scenario: two\n    on :b\n      y\n    machine: @b\n",
        "machine @a .scenario \"one\" ..on :a ...x .scenario \"two\" ..on :b ...y machine @b",
        &[],
    );
    check(
        "system: s\n  machine: @a\nscenario: one\n  on :a\n    x\n",
        "system \"s\" machine @a .scenario \"one\" ..on :a ...x",
        &[],
    );
}

#[test]
fn handlers_back_at_the_machine_are_nameless() {
    check(
        "machine: @a\n  on :a\n    x\n  on :b\n    y\n  scenario: s\n    on :c\n      z\n  on :d\n    w\n",
        "machine @a .scenario nameless ..on :a ...x ..on :b ...y .scenario \"s\" ..on :c ...z .scenario nameless ..on :d ...w",
        &[],
    );
}

#[test]
fn lines_at_the_column_of_their_header_belong_to_it() {
    check(
        "machine: @a\nscenario: s\ngiven:\n  f\non :a\n  x\nexpect:\n  = y\n",
        "machine @a .scenario \"s\" ..given ...f ..on :a ...x ..expect ...y",
        &[],
    );
}

#[test]
fn expect_and_given_belong_by_their_column() {
    check(
        "scenario: s\n  on :a\n    given:\n      f\n    x\n    expect:\n      = y\n  expect:\n    = z\n",
        "loose scenario \"s\" .on :a ..given ...f ..x ..expect ...y .expect ..z",
        &[],
    );
    check(
        "scenario: s\n  on :a\n    ? g\n      x\n      expect:\n        = y\n    otherwise\n      w\n",
        "loose scenario \"s\" .on :a ..chain ...group ....g ...then ....x ...otherwise ....w ..expect ...y",
        &[],
    );
}

#[test]
fn siblings_share_a_column() {
    let expected = "machine @a .scenario nameless ..on :a ...x ...y ...z";
    check("machine: @a\n  on :a\n      x\n    y\n      z\n", expected, &[("indentation", "y")]);
    check("machine: @a\n  on :a\n    x\n      y\n    z\n", expected, &[("indentation", "y")]);
    check("machine: @a\n  on :a\n      x\n    y\n    z\n", expected, &[("indentation", "y")]);
}

#[test]
fn a_handler_at_an_odd_column_keeps_its_body() {
    check(
        "machine: @a\n    on :a\n      x\n  on :b\n    y\n    on :c\n      z\n",
        "machine @a .scenario nameless ..on :a ...x ..on :b ...y",
        &[("indentation", "on :b"), ("misplaced-line", "on :c")],
    );
}

#[test]
fn lines_left_of_every_header() {
    check(
        "  machine: @a\n    starts in #x\n on :a\n   y\n",
        "machine @a .starts in #x .scenario nameless ..on :a ...y",
        &[("indentation", "on :a")],
    );
}

#[test]
fn otherwise_belongs_by_its_column() {
    check(
        "machine: @a\n on :a\n  ? g\n   ? h\n    x\n   otherwise\n    y\n  otherwise\n   z\n",
        "machine @a .scenario nameless ..on :a ...chain ....group .....g ....then .....chain ......group .......h ......then \
         .......x ......otherwise .......y ....otherwise .....z",
        &[],
    );
}

#[test]
fn a_chain_ends_at_a_step_and_at_its_otherwise() {
    check(
        "machine: @a\n on :a\n  ? g\n   x\n  y\n  ? h\n   z\n  ?\n   w\n  ? i\n   v\n",
        "machine @a .scenario nameless ..on :a ...chain ....group .....g ....then .....x ...y ...chain ....group .....h ....then \
         .....z ....otherwise .....w ...chain ....group .....i ....then .....v",
        &[],
    );
}

#[test]
fn blank_lines_and_comments_do_not_part_guards() {
    check(
        "machine: @a\n on :a\n  ? g\n\n// here\n    /* there */\n  ? h\n\n   x\n",
        "machine @a .scenario nameless ..on :a ...chain ....group .....g .....h ....then .....x",
        &[],
    );
}

#[test]
fn tabs_are_told_line_by_line() {
    check(
        "machine: @a\n\ton :a\n\t\tx\n    on :b\n  \t  y\n",
        "machine @a .scenario nameless ..on :a ...x ..on :b ...y",
        &[("tab-indent", "\t"), ("tab-indent", "\t\t"), ("tab-indent", "\t")],
    );
    check("machine:\t@a\n  starts\tin\t#x\n", "machine @a .starts in #x", &[]);
}

#[test]
fn other_blanks_count_as_one_column() {
    check(
        "\u{feff}machine: @a\n\u{a0} on :a\n\u{a0} \u{a0} x\u{a0}y\n  on :b\r\n    z \r\n",
        "machine @a .scenario nameless ..on :a ...x y ..on :b ...z",
        &[],
    );
}
