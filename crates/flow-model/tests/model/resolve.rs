//! Names, payloads, phrases and types, in small specifications.

use crate::show::{findings, resolved, show};

/// Resolves files; the model must have these lines, and exactly these findings.
fn check_files(files: &[(&str, &str)], expected: &[&str], found: &[&str]) {
    let (program, model, diags) = resolved(files);
    let shown = show(&model);
    for line in expected {
        assert!(shown.lines().any(|known| known.trim() == *line), "'{line}' is not in\n{shown}");
    }
    assert_eq!(findings(&program, &diags), found, "{shown}");
}

fn check(text: &str, expected: &[&str], found: &[&str]) {
    check_files(&[("main.flow", text)], expected, found);
}

#[test]
fn payload_fields_come_from_those_who_send_them() {
    check(
        "system: shop
machine: @order
  on> :pay from @customer in #idle
    $total becomes 5
    emit :charge to @payment with $total, code: $code
    order moves to #waiting
  on :charged from @payment in #waiting
    print $receipt
    order moves to #paid
machine: @payment
  on :charge from @order
    emit :charged to @order with receipt: \"R-1\"
    charge $total
",
        &[
            ":pay from @customer(code: any)",
            ":charge from @order(total: number, code: any)",
            ":charged from @payment(receipt: string)",
            "! print_receipt(receipt: string)",
            "! charge_total(total: number)",
        ],
        &[],
    );
}

#[test]
fn the_id_and_inputs() {
    check(
        "machine: @order
  scenario: pay
    given:
      $days: integer is 3
      $limit is 50%
    on> :pay from @customer
      ? days < 5
      ? $share < $limit
        emit :receipt to @customer with id: $order_id, days: $days
    expect:
      = @customer received :receipt
",
        &[
            "$days: integer (given)",
            "$limit: number (given)",
            ":pay from @customer(share: number)",
            "@customer gets :receipt(id: string, days: integer)",
        ],
        &["7: open-guards at days < 5"],
    );
}

#[test]
fn phrases_make_functions() {
    check(
        "machine: @shop
  on> :refund in #idle
    ? customer is not a member
    ? customer has no debts
      partial refund (75%)
    otherwise
      partial refund (50%)
      send \"mail\" to \"Ann\" and 3 others, true
      tell @customer of the refund, please
      log $item.price and $item.price
",
        &[
            "? customer_is_a_member()",
            "? customer_has_debts()",
            "! partial_refund(percent: number)",
            "! send_to_and_others(text: string, text_2: string, number: number, flag: boolean)",
            "! tell_customer_of_the_refund_please()",
            "! log_item_price_and_item_price(item_price: any, item_price_2: any)",
            "object item {price: any}",
        ],
        &[],
    );
}

#[test]
fn integers_stay_integers() {
    check(
        "machine: @count
  on> :go in #idle
    $n: integer becomes 0
    $n increases by 1
    $copy becomes $n
    $double becomes $n * 2
    $half becomes $n / 2
    $mixed becomes $n
    $mixed becomes 2.5
    $plain becomes 1
    $back: integer becomes $input
    emit :all to @log with $copy, $double, $half, $mixed, $plain, $back
",
        &[
            "$n: integer (set)",
            "$copy: integer (set)",
            "$double: integer (set)",
            "$half: number (set)",
            "$mixed: number (set)",
            "$plain: number (set)",
            ":go(input: integer)",
        ],
        &[],
    );
}

#[test]
fn shapes_of_lists_and_objects() {
    check(
        "machine: @cart
  on> :add in #idle
    $lines adds {product: $product, count: 1}
    $last becomes $line
    $names adds \"Ann\"
    $lines adds $line
    $when becomes now()
    $id becomes uuid()
    ? $names contains $who
      emit :list to @log with $lines, $last, $when, $id
",
        &[
            "$lines: [last] (set)",
            "$last: last (set)",
            "$names: [string] (set)",
            "$when: time (set)",
            "$id: string (set)",
            ":add(product: any, line: last, who: string)",
            "object last {product: any, count: number}",
        ],
        &[],
    );
}

#[test]
fn machines_are_the_union_of_their_files() {
    check_files(
        &[
            (
                "main.flow",
                "uses:\n  @order from \"parts/order.flow\"\nmachine: @gift\n  on> :buy in #idle\n    gift moves to #bought\n",
            ),
            (
                "more.flow",
                "scenario: later\n  on> :cancel from @customer in #idle\n    order moves to #cancelled\n    expect:\n      = order is in #cancelled\n",
            ),
            (
                "parts/order.flow",
                "machine: @order\n  on> :pay from @customer in #idle\n    order moves to #paid\n",
            ),
        ],
        &["@gift #idle #bought", "@order #idle #paid #cancelled", ":cancel from @customer()"],
        &[],
    );
}

#[test]
fn files_that_are_not_there() {
    check_files(
        &[
            (
                "main.flow",
                "uses:\n  @order from \"./odrer.flow\"\n  @gift from \"main.flow\"\n  @fine from \"order.flow\"\nmachine: @gift\n  on> :buy in #idle\n    gift moves to #bought\n",
            ),
            ("order.flow", "machine: @order\n  on> :pay from @customer in #idle\n    order moves to #paid\n"),
        ],
        &[],
        &[
            "2: missing-file at \"./odrer.flow\"",
            "3: uses-cycle at \"main.flow\"",
            "4: unknown-name at @fine",
        ],
    );
}

#[test]
fn contradictions_between_machines() {
    check(
        "system: shop
machine: @order
  on> :pay in #idle
    emit :charge to @payment with amount: 5
    order moves to #paid
  on> :gift in #idle
    emit :charge to @payment with amount: \"five\"
    order moves to #paid
machine: @payment
  on :charge from @order
    $sum becomes $amount + 1
    charge $sum
",
        &[":charge from @order(amount: number)"],
        &["7: payload-mismatch at \"five\""],
    );
}

#[test]
fn values_within_themselves() {
    check(
        "machine: @tree
  on> :go in #idle
    $a becomes $a.next
    $b adds $b
    $c becomes {x: $c}
    emit :x to @y with $a, $b, $c
",
        &[],
        &["3: type-mismatch at $a.next", "4: type-mismatch at $b adds $b", "5: type-mismatch at $c"],
    );
}

#[test]
fn a_chain_of_five_thousand_guards() {
    let guards: String =
        (0..5000).map(|at| format!("    ? a{at} is b\n    ?? $x{at} = {at}\n      note\n")).collect();
    let last = "    ? a0 is b\n      note\n";
    let text = format!("machine: @a\n  on> :go in #idle\n{guards}{last}");
    check(&text, &[], &["15003: shadowed-guard at a0 is b"]);
}
