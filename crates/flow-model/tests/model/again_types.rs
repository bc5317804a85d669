//! Types that are inferred again after a change: they are those of the text alone, as are contradictions, their places and names.

use flow_model::model::{Model, Type};
use flow_model::{Anew, Memo, Program};
use flow_syntax::diagnostic::{Diagnostic, Name};

use crate::again::resolve;

/// Machines whose types depend on each other in all the ways there are.
const SHOP: &str = r#"system: shop

machine: @cart
  one for each $cart_id
  scenario: fill and pay
    given:
      $limit is 20
      $level: one of "low", "high" is "low"
    on> :add from @customer with $cart_id, $price, $name
      $lines adds {price: $price, name: $name, maker: {place: "here"}}
      $total increases by $price
      $level becomes "high"
    on :pay from @customer with $cart_id, $card, $shade: string
      $sum becomes sum of $lines.price
      emit :charge to @payment with amount: $total, card: $card, cart: @self
      emit :receipt to @customer with total: $sum, level: $level, lines: $lines
    on :paid from @payment with $amount, $code
      $paid becomes $amount
      $code_seen becomes $code
      cart moves to #paid
    expect:
      = @customer received :receipt with total: 3
      = @payment received :charge with amount: 3, card: "visa"

machine: @payment
  scenario: charge
    given:
      $tries is 0
    on> :charge from @cart with $amount, $card, $cart
      $tries increases by 1
      $last becomes $amount
      $payer becomes $cart
      $fee becomes $amount * 0.05
      ask the bank about $card
      ? $cards contains $card
        emit :paid to $payer with amount: $amount, code: 7
      otherwise
        $cards adds $card
      emit :booked to @ledger with entry: {amount: $amount, by: {name: $card}}
      payment moves to #done
    expect:
      = payment is in #done

machine: @ledger
  scenario: book
    given:
      books contain:
        | entry_count | by    |
        | 1           | "ann" |
    on> :booked from @payment
      $entries adds $entry
      $first becomes first of $entries
      $owner becomes $first.by.name
      $half becomes count of $entries div 2
      ? $entries has items
        write $owner down
      for each $one in $entries
        $booked increases by $one.amount

machine: @report
  on :day from @clock with $rate
    $days increases by 1
    $rates adds $rate
    $highest becomes max($rate, $days)
    ? $rate > 3
      show $rate and $days
    emit :summary to @customer with total: $days, level: "low", lines: [{price: 2}]
"#;

/// Changes of types: across machines, contradictions, names of types, facts about the whole system.
const CHANGES: &[(&str, &str)] = &[
    ("", ""),
    ("$limit is 20", "$limit is 21"),
    ("code: 7", "code: \"seven\""),
    ("code: 7", "code: 7.5"),
    ("$code_seen becomes $code", "$code_seen: string becomes $code"),
    ("$days increases by 1", "$days increases by 1.5"),
    ("$days increases by 1", "$days increases by 1 hour"),
    ("with $rate\n", "with $rate: one of \"low\", \"high\"\n"),
    ("with $rate\n", "with $rate: one of \"red\", \"low\"\n"),
    ("one of \"low\", \"high\" is", "one of \"high\", \"low\" is"),
    ("$shade: string", "$shade: one of \"red\", \"blue\""),
    ("$lines adds {price", "$lines adds {cost: 1, price"),
    ("maker: {place: \"here\"}", "maker: {place: 5}"),
    ("maker: {place: \"here\"}", "maker: {place: {land: \"here\"}}"),
    ("lines: [{price: 2}]", "lines: [{price: \"two\"}]"),
    ("total: $sum, level", "total: \"much\", level"),
    ("$owner becomes $first.by.name", "$owner becomes $first.by.nam"),
    ("$owner becomes $first.by.name", "$owner becomes $first.amount"),
    ("$total increases by $price", "$total increases by $name"),
    ("$total increases by $price", "$tally increases by $price"),
    ("      $lines adds {price", "      $first_lines adds {price: 1}\n      $lines adds {price"),
    ("div 2", "div 2.5"),
    ("entry_count", "entry"),
    ("on> :booked from @payment\n", "on> :booked from @payment\n      $known becomes $entry_count\n"),
    ("on> :booked from @payment\n", "on> :booked\n      $known becomes $entry_count\n"),
    ("one for each $cart_id", "one for each $cart_id, $card"),
    ("cart: @self", "cart: \"x\""),
    ("      emit :booked to @ledger", "      emitemit :booked to @ledger"),
    ("received :charge with amount: 3", "received :charge with amount: \"3\""),
    ("$first becomes first of $entries", "$first: integer becomes first of $entries"),
    ("$fee becomes $amount * 0.05", "$amount_of: integer becomes $amount * 0.05"),
    (
        "machine: @report\n",
        "machine: @report\n  on :paid from @payment with $lines, $amount\n    $own becomes $lines\n",
    ),
];

fn change(number: usize) -> String {
    let (from, to) = CHANGES[number];
    assert!(SHOP.contains(from), "{from}");
    SHOP.replacen(from, to, 1)
}

/// An analysis of a text alone.
struct Expected {
    text: String,
    model: Model,
    findings: Vec<Diagnostic>,
}

impl Expected {
    fn of(text: String) -> Expected {
        let (_, model, findings) = resolve(&mut Anew, &text);
        Expected { text, model, findings }
    }
}

/// The analysis of a text after others; it is compared with that of the text alone. How many machines were visited for their types.
fn infer(memo: &mut Memo, expected: &Expected) -> usize {
    let (program, model, findings): (Program, _, _) = resolve(memo, &expected.text);
    assert_eq!(findings, expected.findings, "{}", expected.text);
    assert!(model == expected.model, "the model of\n{}\n{model:#?}\n{:#?}", expected.text, expected.model);
    memo.give_back(program);
    memo.keep_model(model);
    memo.count_visited()
}

/// How many machines are visited for their types when one text follows another, the second time that it does.
fn visited_after(from: &str, to: &str) -> [usize; 2] {
    assert!(SHOP.contains(from), "{from}");
    let texts = [SHOP.to_owned(), SHOP.replacen(from, to, 1)].map(Expected::of);
    let mut memo = Memo::default();
    assert_eq!(infer(&mut memo, &texts[0]), 4);
    let visited = infer(&mut memo, &texts[1]);
    [visited, infer(&mut memo, &texts[0])]
}

#[test]
fn changes_after_each_other_have_the_types_of_the_text_alone() {
    let expected: Vec<[Expected; 2]> = (0..CHANGES.len())
        .map(|number| {
            let text = change(number);
            [Expected::of(format!("// a note\n{text}")), Expected::of(text)]
        })
        .collect();
    let mut memo = Memo::default();
    for first in 0..CHANGES.len() {
        // A third of all pairs, with each change after ten others.
        for second in (first + 1..CHANGES.len()).step_by(3) {
            infer(&mut memo, &expected[first][second % 2]);
            infer(&mut memo, &expected[second][first % 2]);
        }
    }
    // The changes are about types: most have findings of this stage, and others than the text before.
    let is_of_types = |found: &&Diagnostic| {
        matches!(found.name, Name::TypeMismatch | Name::PayloadMismatch | Name::UnknownField)
    };
    let with_findings = expected.iter().filter(|[_, of]| of.findings.iter().any(|found| is_of_types(&found)));
    assert!(with_findings.count() >= 12);
    assert_eq!(
        expected[0][1].findings.iter().filter(is_of_types).count(),
        0,
        "{:?}",
        expected[0][1].findings
    );
}

#[test]
fn machines_without_a_change_are_not_visited() {
    // Of a change within one machine, the machine.
    assert_eq!(visited_after("$limit is 20", "$limit is 21"), [1, 1]);
    assert_eq!(visited_after("$days increases by 1", "$dayz increases by 1"), [1, 1]);
    // A text that has only moved.
    assert_eq!(visited_after("system: shop\n", "system: shop\n\n// a note\n"), [0, 0]);
    // A type that is sent, the machines that have it.
    assert_eq!(visited_after("code: 7", "code: \"seven\""), [2, 2]);
}

#[test]
fn a_contradiction_is_found_again_by_the_machines_that_it_is_in() {
    let wrong = SHOP.replacen("$days increases by 1", "$days increases by $text\n    $text becomes \"a\"", 1);
    let other = wrong.replacen("$limit is 20", "$limit is 21", 1);
    let moved = format!("// a note\n{other}");
    let texts = [wrong, other, moved, SHOP.to_owned()].map(Expected::of);
    let count = |of: &Expected| of.findings.iter().filter(|found| found.name == Name::TypeMismatch).count();
    assert_eq!(texts.each_ref().map(count), [1, 1, 1, 0]);
    let mut memo = Memo::default();
    let visited: Vec<usize> = texts.iter().map(|text| infer(&mut memo, text)).collect();
    // The machine with the contradiction is visited each time.
    assert_eq!(visited, [4, 2, 1, 2]);
}

#[test]
fn objects_and_choices_have_their_names_of_now() {
    let names = |of: &Expected| -> Vec<String> {
        let choices = of.model.choices.iter().map(|choice| &choice.name.text);
        of.model.objects.iter().map(|object| &object.name.text).chain(choices).cloned().collect()
    };
    // A variable has another name, and a choice above has the first number.
    let texts = [
        SHOP.to_owned(),
        SHOP.replace("$lines adds", "$goods adds").replace("lines: $lines", "lines: $goods"),
        SHOP.replacen("with $cart_id, $price", "with $cart_id, $level: one of \"a\", \"b\", $price", 1),
    ]
    .map(Expected::of);
    assert_ne!(names(&texts[0]), names(&texts[1]));
    assert_ne!(names(&texts[0]), names(&texts[2]));
    let mut memo = Memo::default();
    for at in [0, 1, 0, 2, 1, 2, 0] {
        infer(&mut memo, &texts[at]);
    }
    assert!(texts[0].model.objects.iter().any(|object| object.name.text == "maker"));
}

#[test]
fn times_anywhere_decide_what_arithmetic_is() {
    let without = SHOP.to_owned();
    let with = SHOP.replacen("$days increases by 1", "$since becomes now()", 1);
    let texts = [without, with].map(Expected::of);
    let mut memo = Memo::default();
    let visited: Vec<usize> = [0, 1, 0].map(|at| infer(&mut memo, &texts[at])).to_vec();
    assert_eq!(visited, [4, 4, 4]);
    let has_time = |of: &Expected| {
        of.model
            .machines
            .iter()
            .flat_map(|machine| &machine.variables)
            .any(|variable| variable.ty == Type::Time)
    };
    assert_eq!(texts.each_ref().map(has_time), [false, true]);
}

#[test]
fn the_order_in_which_fields_are_met_is_that_of_the_text() {
    let emits =
        [":first to @b with x: {a: 1}", ":first to @b with x: {b: 2}", ":second to @b with y: {c: 3}"];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let texts = orders.map(|order| {
        let lines: String = order.map(|at| format!("    emit {}\n", emits[at])).concat();
        // Only `@b` makes one type of both fields.
        Expected::of(format!(
            "system: order\n\nmachine: @a\n  on :go from @user\n{lines}    a moves to #done\n\nmachine: @b\n  \
             on :first from @a\n    $known becomes $x\n  on :second from @a\n    $known becomes $y\n"
        ))
    });
    let fields = |of: &Expected| -> Vec<String> {
        of.model.objects.iter().flat_map(|object| &object.fields).map(|(name, _)| name.clone()).collect()
    };
    for (text, order) in texts.iter().zip(orders) {
        assert_eq!(fields(text), order.map(|at| ["a", "b", "c"][at]), "{}", text.text);
    }
    let mut memo = Memo::default();
    for first in &texts {
        for second in &texts {
            infer(&mut memo, first);
            infer(&mut memo, second);
        }
    }
}
