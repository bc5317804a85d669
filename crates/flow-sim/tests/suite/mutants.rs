//! The seed with one mistake put in: each is caught at the right place, or the test gives the reason why it survives.
//!
//! A mistake is caught if a run fails, shown with the line it points at. What no run shows, a check of the model may.

use crate::support::{Loaded, load, seed};
use flow_syntax::diagnostic::{Diagnostics, Lints};

/// The two specifications of the seed: one machine with its retellings, and the whole system.
const ORDER: &[&str] = &[
    "order.flow",
    "successful-checkout.flow",
    "payment-fails.flow",
    "out-of-stock.flow",
    "process-refund.flow",
];
const CHECKOUT: &[&str] = &["checkout.flow"];

/// A mistake: the file, the text, how often it occurs before the one that is meant, and its replacement.
type Mistake<'a> = (&'a str, &'a str, usize, &'a str);

/// Makes a mistake in files of the seed, and returns the findings.
fn caught(files: &[&str], (file, old, skip, new): Mistake<'_>) -> Option<Caught> {
    let mut texts: Vec<_> = files.iter().map(|file| seed(file)).collect::<Option<_>>()?;
    let text = &mut texts[files.iter().position(|name| *name == file).expect("the file is loaded")];
    let (at, _) = text.match_indices(old).nth(skip).unwrap_or_else(|| panic!("the seed has no '{old}'"));
    text.replace_range(at..at + old.len(), new);
    let named: Vec<_> = files.iter().zip(&texts).map(|(name, text)| (*name, text.as_str())).collect();
    let loaded = load(&named);
    Some(Caught { stories: failures(&loaded), checks: checks(&loaded) })
}

#[derive(Debug)]
struct Caught {
    /// How runs fail, and at which line.
    stories: Vec<String>,
    /// The findings of the checks of the model, with their lines.
    checks: Vec<String>,
}

fn checks(loaded: &Loaded) -> Vec<String> {
    let mut diags = Diagnostics::new(Lints::new());
    flow_model::check(&loaded.model, &mut diags);
    let sorted = diags.sorted().into_iter();
    let checked = sorted.map(|diag| {
        let line = loaded.program.sources.position(diag.span).line;
        let line = loaded.program.sources.get(diag.span.file).line(line).trim();
        format!("{} at {line}", diag.name.as_str())
    });
    checked.collect()
}

fn failures(loaded: &Loaded) -> Vec<String> {
    let results = loaded.run();
    let runs = results.stories.iter().flat_map(|story| {
        let runs = loaded.short(story).into_iter();
        runs.map(|run| (story.name.clone(), run)).collect::<Vec<_>>()
    });
    let failed = runs.filter_map(|(name, run)| {
        let (_, last) = run.rsplit_once(" | ")?;
        last.contains(" at ").then(|| format!("{name}: {last}"))
    });
    failed.collect()
}

/// A mistake that makes these runs fail.
fn check(files: &[&str], mistake: Mistake<'_>, expected: &[&str]) {
    let Some(caught) = caught(files, mistake) else { return };
    assert_eq!(caught.stories, expected, "{mistake:?}");
}

/// A mistake that no run shows, but a check does.
fn check_model(files: &[&str], mistake: Mistake<'_>, expected: &str) {
    let Some(caught) = caught(files, mistake) else { return };
    assert!(caught.stories.is_empty(), "{mistake:?}: {caught:#?}");
    assert!(caught.checks.iter().any(|check| check == expected), "{mistake:?}: {caught:#?}");
}

/// A mistake that no expectation of the specification excludes.
fn check_survives(files: &[&str], mistake: Mistake<'_>) {
    let (Some(caught), Some(plain)) =
        (caught(files, mistake), caught(files, (files[0], "machine:", 0, "machine:")))
    else {
        return;
    };
    assert!(caught.stories.is_empty(), "{mistake:?}: {caught:#?}");
    assert_eq!(caught.checks, plain.checks, "{mistake:?}");
}

#[test]
fn an_emit_left_out() {
    let order = |emit: &str, expected: &[&str]| check(ORDER, ("order.flow", emit, 0, ""), expected);
    order(
        "    emit :order_confirmed to @customer\n",
        &[
            "checkout: expectation at = @customer received :order_confirmed",
            "successful checkout: expectation at = @customer received :order_confirmed",
        ],
    );
    order(
        "    emit :payment_error to @customer\n      with:\n        | error | $error_message |\n",
        &["payment fails: expectation at = @customer received :payment_error"],
    );
    order(
        "    emit :refund_request to @payment\n",
        &["out of stock after payment: expectation at = :refund_request was emitted to @payment"],
    );
    order(
        "    emit :order_cancelled to @customer\n",
        &["out of stock after payment: expectation at = @customer received :order_cancelled"],
    );
    // The answers are no longer awaited where the question was asked, so they arrive one after the other.
    order(
        "    emit :reserve_stock to @inventory\n",
        &[
            "checkout: expectation at = order is in #fulfilled",
            "out of stock after payment: expectation at = :refund_request was emitted to @payment",
        ],
    );
}

#[test]
fn an_emit_left_out_between_machines() {
    let checkout = |emit: &str, expected: &[&str]| check(CHECKOUT, ("checkout.flow", emit, 0, ""), expected);
    checkout(
        "      emit :order_confirmed to @customer\n",
        &["order lifecycle: expectation at = @customer received :order_confirmed"],
    );
    checkout(
        "        emit :payment_success to @order\n          with:\n            | transaction_id | $transaction_id |\n",
        &["order lifecycle: not under way at on :payment_success from @payment"],
    );
    checkout(
        "        emit :payment_failed to @order\n          with:\n            | error | $error_message |\n",
        &["order lifecycle: not under way at on :payment_failed from @payment"],
    );
    checkout(
        "        emit :stock_reserved to @order\n",
        &["order lifecycle: expectation at = order is in #fulfilled"],
    );
}

#[test]
fn a_wrong_target_state() {
    let order = |from: &str, to: &str, expected: &[&str]| check(ORDER, ("order.flow", from, 0, to), expected);
    order(
        "order moves to #awaiting_payment",
        "order moves to #paid",
        &[
            "checkout: expectation at = order is in #awaiting_payment",
            "successful checkout: step missing at order moves to #awaiting_payment",
            "payment fails: step missing at order moves to #awaiting_payment",
            "out of stock after payment: step missing at order moves to #awaiting_payment",
        ],
    );
    order(
        "order moves to #payment_failed",
        "order moves to #cancelled",
        &["payment fails: step missing at order moves to #payment_failed"],
    );
    order(
        "order moves to #fulfilled",
        "order moves to #shipped",
        &[
            "checkout: expectation at = order is in #fulfilled",
            "successful checkout: step missing at order moves to #fulfilled",
        ],
    );
    check(
        CHECKOUT,
        ("checkout.flow", "order moves to #paid", 0, "order moves to #fulfilled"),
        &["order lifecycle: expectation at = order is in #paid"],
    );
}

#[test]
fn a_dropped_transition() {
    let order = |line: &str, expected: &[&str]| check(ORDER, ("order.flow", line, 0, ""), expected);
    order(
        "    order moves to #paid\n",
        &[
            "checkout: expectation at = order is in #paid",
            "successful checkout: step missing at order moves to #paid",
            "out of stock after payment: step missing at order moves to #paid",
        ],
    );
    order(
        "    order moves to #cancelled\n",
        &["out of stock after payment: step missing at order moves to #cancelled"],
    );
    check(
        CHECKOUT,
        ("checkout.flow", "        order moves to #awaiting_payment\n", 0, ""),
        &["order lifecycle: expectation at = order is in #awaiting_payment"],
    );
    check(
        CHECKOUT,
        ("checkout.flow", "      order moves to #fulfilled\n", 0, ""),
        &["order lifecycle: expectation at = order is in #fulfilled"],
    );
}

#[test]
fn a_renamed_event() {
    let confirmed = [
        "checkout: expectation at = @customer received :order_confirmed",
        "successful checkout: expectation at = @customer received :order_confirmed",
    ];
    let emit = "emit :order_confirmed to @customer";
    check(ORDER, ("order.flow", emit, 0, "emit :order_done to @customer"), &confirmed);
    check(ORDER, ("order.flow", emit, 0, "emit :order_confirmed to @clerk"), &confirmed);
    check(
        CHECKOUT,
        ("checkout.flow", "emit :payment_success to @order", 0, "emit :payment_done to @order"),
        &["order lifecycle: not under way at on :payment_success from @payment"],
    );
    check(
        CHECKOUT,
        ("checkout.flow", "on :reserve_stock from @order", 0, "on :reserve from @order"),
        &["order lifecycle: expectation at = order is in #fulfilled"],
    );
}

#[test]
fn swapped_guards_and_changed_amounts() {
    // A total of 0 gets neither refund then, and the story ends there.
    check(
        ORDER,
        ("process-refund.flow", "? order total < 100", 0, "? order total > 100"),
        &["process refund: expectation at = @customer received notification"],
    );
    // With something in the cart, `cart is empty` is known to be false.
    check(
        ORDER,
        ("order.flow", "? cart is valid\n", 0, "? cart is empty\n"),
        &[
            "checkout: expectation at = order is in #awaiting_payment",
            "successful checkout: step missing at order moves to #awaiting_payment",
            "payment fails: step missing at order moves to #awaiting_payment",
            "out of stock after payment: step missing at order moves to #awaiting_payment",
        ],
    );
    check(
        CHECKOUT,
        ("checkout.flow", "      ? cart is valid\n", 0, "      ? $total < 1000\n"),
        &["order lifecycle: expectation at = order is in #awaiting_payment"],
    );
    check(
        ORDER,
        ("order.flow", "$items: array adds $item", 0, "$items: array removes $item"),
        &["add to cart: expectation at = $items contains $item"],
    );
    check(
        CHECKOUT,
        ("checkout.flow", "cart has items\n", 0, "cart has items\n      card is not valid\n"),
        &["order lifecycle: not under way at on :payment_success from @payment"],
    );
}

#[test]
fn a_wrong_place() {
    check(
        ORDER,
        ("order.flow", "on :payment_failed from @payment", 0, "on :payment_failed from @payment in #paid"),
        &[
            "checkout: expectation at = order is in #fulfilled",
            "payment fails: expectation at = @customer received :payment_error",
        ],
    );
    check(
        ORDER,
        (
            "order.flow",
            "on :stock_reserved from @inventory",
            0,
            "on :stock_reserved from @inventory in #idle",
        ),
        &[
            "checkout: expectation at = order is in #fulfilled",
            "successful checkout: expectation at = @customer received :order_confirmed",
        ],
    );
}

#[test]
fn mistakes_that_only_checks_see() {
    // No expectation is about this, and the story takes another route.
    check_model(
        CHECKOUT,
        ("checkout.flow", "        emit :out_of_stock to @order\n", 0, "        note it\n"),
        "unreachable-handler at on :out_of_stock from @inventory",
    );
    check_model(
        CHECKOUT,
        ("checkout.flow", "emit :out_of_stock to @order", 0, "emit :stock_reserved to @order"),
        "unreachable-handler at on :out_of_stock from @inventory",
    );
    check_model(
        CHECKOUT,
        ("checkout.flow", "      emit :refund_request to @payment\n", 0, ""),
        "unreachable-handler at on :refund_request from @order",
    );
}

#[test]
fn mistakes_that_survive() {
    let order = |old: &str, new: &str| check_survives(ORDER, ("order.flow", old, 0, new));
    // No fact states whether the cart is valid, so the answer with which the story passes is assumed.
    order("? cart is valid", "? cart is not valid");
    // This is asked only if the cart is not valid.
    order("? cart is empty", "? cart is not empty");
    order("cart contains:", "basket contains:");
    // No story expects that the email was sent.
    order("    send confirmation email\n", "");
    // '= $total is correct' is a phrase that only Rust code can decide.
    order("    $total: number increases by $item.price\n", "");
    order("$total: number is 1200", "$total: number is 1300");
    check_survives(CHECKOUT, ("checkout.flow", "$total: number is 1200", 0, "$total: number is 1300"));
    // Whether the card is valid is assumed as the story needs it.
    check_survives(CHECKOUT, ("checkout.flow", "? card is valid", 0, "? card is not valid"));
    // However late it is, the customer gets some notification.
    check_survives(
        ORDER,
        ("process-refund.flow", "$days_since_purchase: number is 5", 0, "$days_since_purchase: number is 50"),
    );
    // The scenario files define ':payment_success' themselves, so the machine takes both events.
    order("on :payment_success from @payment", "on :payment_succeeded from @payment");
}
