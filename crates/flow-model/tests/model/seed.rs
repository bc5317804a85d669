//! The specifications of the seed, resolved: types, and no findings but the true ones.

use std::path::PathBuf;

use crate::show::{findings, resolved, show};

pub(crate) fn seed(name: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let text = std::fs::read_to_string(folder.join(name)).ok();
    if text.is_none() {
        println!("skipped: there is no seed beside the repository");
    }
    text
}

/// Resolves seed files together and compares lines of the model, and all findings, with the expected ones.
fn check(names: &[&str], expected: &[&str], found: &[&str]) {
    let texts: Option<Vec<_>> = names.iter().map(|name| seed(name)).collect();
    let Some(texts) = texts else { return };
    let files: Vec<_> = names.iter().zip(&texts).map(|(name, text)| (*name, text.as_str())).collect();
    let (program, model, diags) = resolved(&files);
    let shown = show(&model);
    for line in expected {
        assert!(shown.lines().any(|known| known.trim() == *line), "'{line}' is not in\n{shown}");
    }
    assert_eq!(findings(&program, &diags), found, "{shown}");
}

#[test]
fn checkout() {
    check(
        &["checkout.flow"],
        &[
            "@order #idle #awaiting_payment #paid #payment_failed #fulfilled #cancelled",
            "$total: number (given)",
            "$items: any (never set)",
            ":payment_request from @order(order_id: string, amount: number)",
            ":payment_success from @payment(transaction_id: string)",
            ":payment_failed from @payment(error: string)",
            ":refund_complete from @payment() unhandled",
            ":reserve_stock from @order(order_id: string, items: any)",
            "! process_card_with_amount(amount: number)",
            "? cart_is_valid()",
            "given cart_has_items()",
        ],
        &["28: never-set at $items", "71: unhandled-event at :refund_complete"],
    );
}

#[test]
fn order() {
    check(
        &["order.flow"],
        &[
            ":add_item from @customer(item: item)",
            "$items: [item] (set)",
            "$total: number (set)",
            "object item {price: number}",
            "= total_is_correct(total: number)",
            "given cart_contains()",
            "? cart_is_empty()",
        ],
        &[],
    );
}

#[test]
fn order_with_its_stories() {
    check(
        &["order.flow", "successful-checkout.flow", "payment-fails.flow", "out-of-stock.flow"],
        &["given payment_will_fail()", "given inventory_is_empty()"],
        &[],
    );
}

#[test]
fn order_with_refunds() {
    check(
        &["order.flow", "process-refund.flow"],
        &[
            "$days_since_purchase: number (given)",
            "$order_total: number (never set)",
            "! partial_refund(percent: number)",
            "? customer_has_premium_status()",
        ],
        // The total that the guards ask for is set nowhere, the credit is for the books alone, and the refund can be
        // processed after each of the four handlers that grant one.
        &[
            "9: never-set at order total",
            "26: unused-variable at $credit_amount",
            "36: guessed-source at on :refund_processed from @payment",
        ],
    );
}
