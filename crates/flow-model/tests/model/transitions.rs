//! The transitions of a machine, with the precedence of reference#handler-precedence.

use crate::states::{check_edges, check_seed, check_seed_edges};

#[test]
fn precedence_of_senders_and_states() {
    check_edges(
        "
        machine: @order
          on> :open from @clerk
            order moves to #open
          on> :stop from @clerk in any state
            order moves to #stopped
          on> :stop from @clerk in #open
            order moves to #paused
          on> :stop in any state
            order moves to #lost
    ",
        "
        #idle :open #open
        #idle :stop #stopped
        #stopped :stop #stopped
        #paused :stop #stopped
        #lost :stop #stopped
        #open :stop #paused
        #idle :stop #lost
        #open :stop #lost
        #stopped :stop #lost
        #paused :stop #lost
        #lost :stop #lost
    ",
    );
}

const ORDER: &str = "
    #idle :add_item #idle
    #idle :remove_item #idle
    #idle :checkout #awaiting_payment
    #awaiting_payment :payment_success #paid
    #awaiting_payment :payment_failed #payment_failed
    #paid :stock_reserved #fulfilled
    #paid :out_of_stock #cancelled
";

#[test]
fn the_order_of_the_seed() {
    check_seed_edges(&["order.flow"], ORDER);
    check_seed(
        &["order.flow"],
        "
        @order :add_item from @customer: #idle (initial)
        @order :remove_item from @customer: #idle (continuation)
        @order :checkout from @customer: #idle (initial)
        @order :payment_success from @payment: #awaiting_payment (answer)
        @order :payment_failed from @payment: #awaiting_payment (answer)
        @order :stock_reserved from @inventory: #paid (answer)
        @order :out_of_stock from @inventory: #paid (answer)
    ",
    );
}

#[test]
fn the_stories_of_the_seed_add_nothing() {
    let files = ["order.flow", "successful-checkout.flow", "payment-fails.flow", "out-of-stock.flow"];
    check_seed_edges(&files, ORDER);
    check_seed(
        &files,
        "
        @order :add_item from @customer: #idle (initial)
        @order :remove_item from @customer: #idle (continuation)
        @order :checkout from @customer: #idle (initial)
        @order :payment_success from @payment: #awaiting_payment (answer)
        @order :payment_failed from @payment: #awaiting_payment (answer)
        @order :stock_reserved from @inventory: #paid (answer)
        @order :out_of_stock from @inventory: #paid (answer)
        @order :checkout from @customer: #idle (initial) retells
        @order :payment_success from @payment: #awaiting_payment (answer) retells
        @order :stock_reserved from @inventory: #paid (answer) retells
        @order :checkout from @customer: #idle (initial) retells
        @order :payment_failed from @payment: #awaiting_payment (answer) retells
        @order :checkout from @customer: #idle (initial) retells
        @order :payment_success from @payment: #awaiting_payment (answer) retells
        @order :out_of_stock from @inventory: #paid (answer) retells
    ",
    );
}

#[test]
fn the_refund_of_the_seed() {
    // No scenario sends a request to '@payment' above ':refund_processed': it is accepted in the target states of all four refunds.
    check_seed_edges(
        &["order.flow", "process-refund.flow"],
        &format!(
            "{ORDER}
        #fulfilled :request_refund #refunded
        #fulfilled :request_refund #refund_pending
        #fulfilled :request_refund #partially_refunded
        #fulfilled :request_refund #credit_issued
        #refunded :refund_processed #refunded
        #refund_pending :refund_processed #refunded
        #partially_refunded :refund_processed #refunded
        #credit_issued :refund_processed #refunded
    "
        ),
    );
}

#[test]
fn the_system_of_the_seed() {
    check_seed_edges(
        &["checkout.flow"],
        "
        #idle :checkout #awaiting_payment
        #awaiting_payment :payment_success #paid
        #awaiting_payment :payment_failed #payment_failed
        #paid :stock_reserved #fulfilled
        #paid :out_of_stock #cancelled
    ",
    );
    // ':refund_request' answers ':payment_success', which causes ':out_of_stock' at '@order' through '@inventory'.
    check_seed(
        &["checkout.flow"],
        "
        @order :checkout from @customer: #idle (initial)
        @order :payment_success from @payment: #awaiting_payment (answer)
        @order :payment_failed from @payment: #awaiting_payment (answer)
        @order :stock_reserved from @inventory: #paid (answer)
        @order :out_of_stock from @inventory: #paid (answer)
        @payment :payment_request from @order: #idle (initial)
        @payment :refund_request from @order: #idle (answer)
        @inventory :reserve_stock from @order: #idle (initial)
    ",
    );
}
