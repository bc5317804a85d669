//! The diagnostics of malformed lines: name, place, and the relevant help.

use crate::{parse, said};

fn check(text: &str, expected: &[(&str, &str)]) {
    assert_eq!(said(text, &parse(text).1), expected, "of\n{text}");
}

/// Lines in the body of a handler.
fn check_body(lines: &str, expected: &[(&str, &str)]) {
    check(&within("machine: @a\n  on :a\n", lines), expected);
}

fn within(head: &str, lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    head.to_owned() + &lines
}

/// The help of the first diagnostic.
fn check_help(lines: &str, expected: &[&str]) {
    let text = within("machine: @a\n  on :a\n", lines);
    let diags = parse(&text).1;
    let help = diags.sorted().first().map(|first| first.help.clone()).unwrap_or_default();
    let help: Vec<_> = help.iter().map(|help| help.text.as_str()).collect();
    assert_eq!(help, expected, "of\n{text}");
}

#[test]
fn malformed_handlers() {
    check("machine: @a\n  on :a form @b\n    one\n", &[("syntax", "form")]);
    check("machine: @a\n  on :a from b\n    one\n", &[("syntax", "b")]);
    check("machine: @a\n  on :a from\n    one\n", &[("syntax", "on :a from")]);
    check("machine: @a\n  on :\n    one\n", &[("syntax", ":")]);
    check("machine: @a\n  on> monday\n    one\n", &[("syntax", "monday")]);
    check("machine: @a\n  on :a in paid\n    one\n", &[("syntax", "paid")]);
    check("machine: @a\n  on :a-b\n    one\n", &[("syntax", "-")]);
    check("machine: @a\n  on :a from @b from @c\n    one\n", &[("syntax", "from @c")]);
    check("machine: @a\n  on :a in #a in any state\n    one\n", &[("syntax", "in any state")]);
}

#[test]
fn malformed_handlers_still_have_their_mistakes_told() {
    check(
        "machine: @a\n  on :a form @b\n    emit :c\n    one\n",
        &[("syntax", "form"), ("syntax", "emit :c")],
    );
}

#[test]
fn malformed_emits() {
    check_body("emit :b", &[("syntax", "emit :b")]);
    check_body("emit :b to c", &[("syntax", "c")]);
    check_body("emit :b to @c with", &[("syntax", "emit :b to @c with")]);
    check_body("emit :b to @c with $a $b", &[("syntax", "$b")]);
    check_body("emit :b to @c with a = 1", &[("syntax", "a")]);
    check_body("emit :b to @c with:", &[("syntax", "with:")]);
    check_body("emit :b to @c\n  with:", &[("syntax", "with:")]);
    check_body("emit :b to @c\n  with $a\n    one", &[("indentation", "one")]);
    check_body("emit :b to @c\n  | a | 1 |\n  | b | 2 |", &[("misplaced-line", "| a | 1 |")]);
    check_body("emit :b to @c\n  one", &[("misplaced-line", "one")]);
    check_body("emit :b to @c with:\n  | $a | 1 |\n  | b | two |", &[("syntax", "$a"), ("syntax", "two")]);
    check_body("emit :b to @c with:\n  | a | nubmer | 1 |", &[("syntax", "nubmer")]);
    check_body("emit :b to @c with:\n  | a | |", &[("syntax", "")]);
    check_help(
        "emit :b to c",
        &[
            "did you mean '@c'?",
            "did you mean '$c'?",
            "a line of this kind is 'emit :event to @actor'",
            "a line of this kind is 'emit :event to @actor with $a, $b'",
            "a line of this kind is 'emit :event to @actor with name: 1'",
        ],
    );
}

#[test]
fn malformed_updates() {
    check_body("$x", &[("syntax", "$x")]);
    check_body("$x becomes", &[("syntax", "$x becomes")]);
    check_body("$x becomes 1 +", &[("syntax", "$x becomes 1 +")]);
    check_body("$x becomes 1 2", &[("syntax", "2")]);
    check_body("$x becomes pending", &[("syntax", "pending")]);
    check_body("$x increases 5", &[("syntax", "5")]);
    check_body("$x is 5", &[("syntax", "is")]);
    check_body("$x becomes (1", &[("syntax", "$x becomes (1")]);
    check_body("$5 becomes 1", &[("syntax", "$5")]);
    check_body("$x.y becomes 1", &[("syntax", "$x.y")]);
    check_body("$x: text becomes 1", &[("syntax", "text")]);
    check_body("$x becomes 12345678901234567890123456789", &[("syntax", "12345678901234567890123456789")]);
    check_body("$x becomes 1234567890123456789012345678", &[]);
    check_help(
        "$x becomes pending",
        &[
            "a text is '\"pending\"'",
            "a variable is '$pending'",
            "a line of this kind is '$x becomes 1'",
            "a line of this kind is '$x: number becomes 1'",
        ],
    );
    check_help("$x: nubmer becomes 1", &["did you mean 'number'?"]);
}

#[test]
fn nearly_transitions() {
    check_body("order moves #paid", &[("syntax", "moves")]);
    check_body("order move to #paid", &[("syntax", "move to")]);
    check_body("the big order goes  to #paid", &[("syntax", "goes  to")]);
    check_body(
        "order transition to #paid\norder enter #paid\norder is now #paid",
        &[("syntax", "transition to"), ("syntax", "enter"), ("syntax", "is now")],
    );
    check_body("moves to #paid", &[("syntax", "moves to")]);
    check_body(
        "add book to #shelf\nsend order to #x\nnotify clerk about #paid\norder move to #paid with joy\n#a and #b",
        &[("misplaced-line", "#a and #b")],
    );
    check_help("the big order goes to #paid", &["write 'the big order moves to #paid'"]);
    check_help("moves to #paid", &["write 'a moves to #paid'"]);
}

#[test]
fn malformed_timers() {
    check_body("start timer for 5", &[("syntax", "start timer for 5")]);
    check_body("start timer for 5 minuts", &[("syntax", "minuts")]);
    check_body("start timer", &[("syntax", "start timer")]);
    check_body("schedule :a", &[("syntax", "schedule :a")]);
}

#[test]
fn malformed_guards() {
    check_body("? $x <\n  one", &[("unknown-step", "<")]);
    check_body("? $x == 5\n  one", &[("syntax", "==")]);
    check_body("? a\n??\n  one", &[("syntax", "??")]);
    check_body("? send [1\n  one", &[("unknown-step", "[")]);
    check_body("? a\n  one\notherwise now\n  two", &[("syntax", "now")]);
}

#[test]
fn a_malformed_guard_keeps_its_chain() {
    check_body("? $x <\n  emit :b\notherwise\n  two", &[("unknown-step", "<"), ("syntax", "emit :b")]);
    check_body("? a\notherwise\n  two", &[("empty-guard", "? a")]);
}

#[test]
fn alternatives_without_a_guard() {
    check_body("?? a\n  one", &[("misplaced-line", "??")]);
    check_body("??\n  one", &[("misplaced-line", "??")]);
    check_body("? a\n  one\n?? b\n  two", &[("misplaced-line", "??")]);
}

#[test]
fn guards_without_a_body() {
    check_body("? a\none\n? b", &[("empty-guard", "? a"), ("empty-guard", "? b")]);
    check_body("? a\n  ? b\n    ? c\none", &[("empty-guard", "? c")]);
    check_body("? a\n  one\notherwise\ntwo", &[("empty-guard", "otherwise")]);
}

#[test]
fn stray_otherwise() {
    check_body("otherwise\n  one", &[("stray-otherwise", "otherwise")]);
    check_body("?\n  one", &[("stray-otherwise", "?")]);
    check_body(": else\n  emit :b", &[("stray-otherwise", ": else"), ("syntax", "emit :b")]);
    check_body("? a\n  one\ntwo\notherwise\n  three", &[("stray-otherwise", "otherwise")]);
    check_body("? a\n  one\notherwise\n  two\notherwise\n  three", &[("stray-otherwise", "otherwise")]);
    check_body("? a\n  one\n  otherwise\n    two", &[("stray-otherwise", "otherwise")]);
}

#[test]
fn guards_of_other_languages() {
    check_body("if cart is valid\n  one\nelse\n  two\nthree", &[("syntax", "if"), ("syntax", "else")]);
    check_body(
        "if cart is valid:\n  one\nelse:\n  two",
        &[("misplaced-line", "if cart is valid:"), ("unknown-header", "else:")],
    );
    check_body("if all goes well", &[]);
    check_help("if cart is valid\n  one", &["a guard begins with '?': write '? cart is valid'"]);
    check_help("when cart is valid:\n  one", &["a guard begins with '?': write '? cart is valid'"]);
    check_help("else:\n  one", &["the branch for the rest begins with 'otherwise'"]);
}

#[test]
fn signs_that_have_no_place_in_a_phrase() {
    check_body("send money to @", &[("syntax", "@")]);
    check_body("refund $5", &[("syntax", "$")]);
    check_body(
        "a | b\na # b\na \\ b\na \u{1} b",
        &[("syntax", "|"), ("syntax", "#"), ("syntax", "\\"), ("syntax", "\u{1}")],
    );
    check_body("a < b", &[("unknown-step", "<")]);
    check_body("{", &[("unknown-step", "{")]);
    check_help("refund $5", &["'$' names a variable: '$total'"]);
}

#[test]
fn texts_and_comments_that_are_not_closed() {
    check_body("say \"a\nsay \"b\\\"\nsay \"c\"", &[("unclosed-text", "\"a"), ("unclosed-text", "\"b\\\"")]);
    check_body("? a is \"b\n  emit :c", &[("unclosed-text", "\"b"), ("syntax", "emit :c")]);
    check("scenario: a \"b\n  on :b\n    one\n", &[("unclosed-text", "\"b")]);
    check("scenario: a\n  on :b\n    one\n/* two\n", &[("unclosed-text", "/*")]);
}

#[test]
fn capital_names() {
    check(
        "machine: @Order\n  on :AddItem from @B\n    order moves to #InProgress\n    $T becomes $i.Price\n",
        &[
            ("capital-name", "@Order"),
            ("capital-name", ":AddItem"),
            ("capital-name", "@B"),
            ("capital-name", "#InProgress"),
            ("capital-name", "$T"),
            ("capital-name", "Price"),
        ],
    );
    check_body("? $Total < Days\n  one", &[("capital-name", "$Total")]);
    check_help(
        "order moves to #AwaitingPayment",
        &["names are lower-case words joined by '_': '#awaiting_payment'"],
    );
    check_help("order moves to #PAID", &["names are lower-case words joined by '_': '#paid'"]);
    check_help("order moves to #Über_Prüft", &["names are lower-case words joined by '_': '#über_prüft'"]);
    let (file, _) = parse("machine: @OrderLine\n");
    assert_eq!(file.machines[0].name.text, "order_line");
}

#[test]
fn unknown_headers() {
    check("machine: @a\n  senario: x\n    on :a\n      one\n", &[("unknown-header", "senario:")]);
    check_body("when:\n  one\nif so:\n  two", &[("unknown-header", "when:"), ("misplaced-line", "if so:")]);
    check_help("otherwise:\n  one", &["did you mean 'otherwise'?"]);
    check_help("expects:\n  one", &["did you mean 'expect:'?"]);
}

#[test]
fn headers_with_too_little_or_too_much() {
    check("machine: order\n", &[("syntax", "order")]);
    check("machine:\n  on :a\n    emit :b\n", &[("syntax", "machine:"), ("syntax", "emit :b")]);
    check("scenario:\n  on :a\n    one\n", &[("syntax", "scenario:")]);
    check("scenario: s\n  given: fact\n  expect: = a\n", &[("syntax", "fact"), ("syntax", "= a")]);
    check("system: a\nsystem: b\nmachine: @a\n", &[("duplicate-name", "b")]);
}

#[test]
fn reserved_constructs() {
    let body = |line: &str, place: &str| check_body(line, &[("not-supported", place)]);
    body("reply :b", "reply");
    body("reply", "reply");
    body("emit async :b to @c", "emit async");
    body("$x becomes emit :a to @b", "becomes emit");
    body("emit :a to all @m in #s with $a", "in #s");
    body("$x becomes 5\n  | a | 1 |", "| a | 1 |");
    body("send ^name", "^name");
    body("? ^name is there\n  one", "^name");
    body("emit :a to @b with:\n  | field | value | validation |\n  | a | 1 | x |", "validation");
    check("machine: @a\n  on :a (queued api)\n    one\n", &[("not-supported", "(queued api)")]);
    check("machine: @a\n  on :a (priority 5) from @b\n    one\n", &[("not-supported", "(priority 5)")]);
    check("machine: @a\n  triggered:\n    one\n", &[("not-supported", "triggered:")]);
    check("scenario: s\n  observe: x\n", &[("not-supported", "observe:")]);
    check("scenario: s\n  given:\n    for each x\n", &[("misplaced-line", "for each x")]);
    check("scenario: s\n  given:\n    a b:\n      | b | validation |\n", &[("not-supported", "validation")]);
}

#[test]
fn words_that_only_look_reserved() {
    check_body("say \"^name\" and \"to all\"\n? reply was sent\n  emit :a to @b with a: \"to all\"", &[]);
}

#[test]
fn facts() {
    let facts =
        |lines: &str, expected: &[(&str, &str)]| check(&within("scenario: s\n  given:\n", lines), expected);
    facts("$a becomes 1", &[("syntax", "$a becomes 1")]);
    facts("$total becoms 5", &[("syntax", "$total becoms 5")]);
    facts("$a.b is 1", &[("syntax", "$a.b")]);
    facts(
        "? b\nemit :b to @c\n= a\n#a",
        &[
            ("misplaced-line", "? b"),
            ("misplaced-line", "emit :b to @c"),
            ("misplaced-line", "= a"),
            ("misplaced-line", "#a"),
        ],
    );
    facts("one\n  two", &[("indentation", "two")]);
    facts("a b:", &[("syntax", "a b:")]);
    facts("a:", &[("unknown-header", "a:")]);
    facts("a <", &[("unknown-step", "<")]);
    facts("| a |", &[("misplaced-line", "| a |")]);
}

#[test]
fn tables() {
    let table = |rows: &str, expected: &[(&str, &str)]| {
        check(&within("scenario: s\n  given:\n   a b:\n", rows), expected);
    };
    table(
        "| a | b |\n| 1 |\n| 1 | 2 | 3 |\n| | |",
        &[("ragged-table", "| 1 |"), ("ragged-table", "| 1 | 2 | 3 |")],
    );
    table("| a |\n| 1", &[("ragged-table", "| 1")]);
    table("| a |\nb\n| 1 |", &[("misplaced-line", "b")]);
    check_body("emit :b to @c with:\n  | a |\n  | b |", &[("ragged-table", "| a |")]);
    check_body("emit :b to @c with:\n  | a | 1 |\n  | b |", &[("ragged-table", "| b |")]);
}

#[test]
fn assertions() {
    let lines =
        |lines: &str, expected: &[(&str, &str)]| check(&within("scenario: s\n  expect:\n", lines), expected);
    lines("=", &[("syntax", "=")]);
    lines("one\n? a", &[("misplaced-line", "one"), ("misplaced-line", "? a")]);
    lines("= @a received :b with", &[("syntax", "@a received :b with")]);
    lines("= :b was emitted by @c", &[("syntax", "by")]);
    lines("= @a did not receive :b from @c", &[("syntax", "from")]);
    lines("= $x <", &[("unknown-step", "<")]);
    lines("= a is b\n  two", &[("indentation", "two")]);
}

#[test]
fn machine_states() {
    let states = |lines: &str, expected: &[(&str, &str)]| check(&within("machine: @a\n", lines), expected);
    states("#one two", &[("syntax", "two")]);
    states("starts in two", &[("syntax", "two")]);
    states("starts in #a\nstarts in #b", &[("duplicate-name", "#b")]);
    states("# a", &[("syntax", "# a")]);
}

#[test]
fn misplaced_lines() {
    check_body(
        "= a\n| a |\n#a\nwith $a",
        &[
            ("misplaced-line", "= a"),
            ("misplaced-line", "| a |"),
            ("misplaced-line", "#a"),
            ("misplaced-line", "with $a"),
        ],
    );
    check(
        "machine: @a\n  given:\n    one\n  one\n    two\n  ? a\n    b\n",
        &[("misplaced-line", "given:"), ("misplaced-line", "one"), ("misplaced-line", "? a")],
    );
    check(
        "scenario: s\n  one\n    two\n  | a |\n",
        &[("misplaced-line", "one"), ("misplaced-line", "| a |")],
    );
    check("one\ntwo\n  three\nmachine: @a\n  starts in #a\n", &[("misplaced-line", "one")]);
    check("on :a\n  one\n", &[("misplaced-line", "on :a")]);
}

#[test]
fn uses() {
    let uses = |lines: &str, expected: &[(&str, &str)]| check(&within("uses:\n", lines), expected);
    uses("fine from \"./f\"", &[("syntax", "fine")]);
    uses("@fine from ./f", &[("syntax", ".")]);
    uses("@fine", &[("syntax", "@fine")]);
    uses("@fine from \"./f\"\n  x", &[("indentation", "x")]);
    uses("on :a", &[("misplaced-line", "on :a")]);
}

#[test]
fn tests() {
    let case = |lines: &str, expected: &[(&str, &str)]| {
        check(&within("test: @a\n for scenario: s\n  c:\n", lines), expected);
    };
    case("d\nafter b\nreceive", &[("syntax", "d"), ("syntax", "b"), ("syntax", "receive")]);
    case("with foo:\n  a", &[("syntax", "with foo:")]);
    case("with event:\n  a is\n  ? b", &[("syntax", "a is"), ("misplaced-line", "? b")]);
    case("with scenario:\n  emit :a to @b", &[("misplaced-line", "emit :a to @b")]);
    case(
        "assume:\n  ? c\n  ? c = maybe\n  d throws x\n  = e",
        &[("syntax", "? c"), ("syntax", "? c = maybe"), ("syntax", "x"), ("misplaced-line", "= e")],
    );
    case("given:\n  e", &[("misplaced-line", "given:")]);
    check(
        "test:\n  for scenario:\n    for :b\n      c:\n        d\n",
        &[("syntax", "test:"), ("syntax", "for scenario:"), ("syntax", "for :b"), ("syntax", "d")],
    );
    check("test: @a\n  x:\n    = y\n  on :a\n", &[("misplaced-line", "x:"), ("misplaced-line", "on :a")]);
    check("test: @a\n  for scenario: s\n    c: d\n    e\n", &[("syntax", "c: d"), ("misplaced-line", "e")]);
}

#[test]
fn files_that_say_nothing() {
    check("", &[("empty-file", "")]);
    check(" \n\n// only this\n/* and\n this */\n", &[("empty-file", "")]);
    check("\u{feff}\n", &[("empty-file", "")]);
}

#[test]
fn levels_can_be_changed() {
    use flow_syntax::diagnostic::{Diagnostics, Level, Lints, Name};
    let mut lints = Lints::new();
    lints.set(Name::LayoutInferred, Level::Allow);
    let mut diags = Diagnostics::new(lints);
    flow_syntax::parse(flow_syntax::source::FileId(0), "machine: @a\n#b\n", &mut diags);
    assert_eq!(diags.iter().count(), 0);
}
