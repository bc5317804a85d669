//! The stories of the specifications this project was created from: each has the result that its author meant.

use crate::support::{Loaded, check_story, load, seed};

/// Checks a story of `order.flow`, loaded with further files of the seed.
fn check(files: &[&str], name: &str, expected: &[&str]) {
    let texts: Option<Vec<_>> = files.iter().map(|file| seed(file)).collect();
    let Some(texts) = texts else { return };
    let loaded: Vec<_> = files.iter().zip(&texts).map(|(name, text)| (*name, text.as_str())).collect();
    check_story(&loaded, name, expected);
}

#[test]
fn a_total_is_only_correct_if_somebody_can_say_so() {
    check(&["order.flow"], "add to cart", &["main: undecided: #idle :add_item #idle :remove_item #idle"]);
}

#[test]
fn the_failures_run_as_alternatives_of_the_checkout() {
    check(
        &["order.flow"],
        "checkout",
        &[
            "main: passed: #idle :checkout #awaiting_payment :payment_success #paid :stock_reserved #fulfilled \
             | cart is valid",
            "alternative :payment_failed: passed: #idle :checkout #awaiting_payment :payment_failed #payment_failed \
             | cart is valid",
            "alternative :out_of_stock: passed: #idle :checkout #awaiting_payment :payment_success #paid \
             :out_of_stock #cancelled | cart is valid",
        ],
    );
}

#[test]
fn scenario_files_tell_the_order_again() {
    check(
        &["order.flow", "successful-checkout.flow"],
        "successful checkout",
        &[
            "main: passed: #idle :checkout #awaiting_payment :payment_success #paid :stock_reserved #fulfilled \
           | cart is valid",
        ],
    );
    check(
        &["order.flow", "payment-fails.flow"],
        "payment fails",
        &["main: passed: #idle :checkout #awaiting_payment :payment_failed #payment_failed | cart is valid"],
    );
    check(
        &["order.flow", "out-of-stock.flow"],
        "out of stock after payment",
        &["main: passed: #idle :checkout #awaiting_payment :payment_success #paid :out_of_stock #cancelled \
           | cart is valid"],
    );
}

#[test]
fn a_refund_after_five_days_is_instant() {
    check(
        &["order.flow", "process-refund.flow"],
        "process refund",
        &["main: passed: #fulfilled :request_refund #refunded :refund_processed #refunded"],
    );
}

#[test]
fn the_whole_system_talks_by_itself() {
    check(
        &["checkout.flow"],
        "order lifecycle",
        &[
            "main: passed: #idle :checkout #awaiting_payment :payment_success #paid :stock_reserved #fulfilled \
             | cart is valid | card is valid | stock is available",
            "alternative :payment_failed: passed: #idle :checkout #awaiting_payment :payment_failed #payment_failed \
             | cart is valid | card is not valid",
            "alternative :out_of_stock: passed: #idle :checkout #awaiting_payment :payment_success #paid \
             :out_of_stock #cancelled | cart is valid | card is valid | stock is not available | rejected :refund_complete",
        ],
    );
    check(&["checkout.flow"], "payment processing", &["description"]);
    check(&["checkout.flow"], "stock management", &["description"]);
}

#[test]
fn flat_files_tell_the_same_stories() {
    for file in ["order.flow", "checkout.flow"] {
        let (Some(indented), Some(flat)) = (seed(file), seed(&format!("flat/{file}"))) else { return };
        let (indented, flat) = (load(&[(file, &indented)]), load(&[(file, &flat)]));
        let short = |loaded: &Loaded| -> Vec<_> {
            loaded.run().stories.iter().map(|story| loaded.short(story)).collect()
        };
        assert_eq!(short(&indented), short(&flat));
    }
}
