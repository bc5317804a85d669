//! The order desk: one order by itself, from the cart to a refund.
//!
//! `flows/order.flow` is its specification, and four files with one scenario each are loaded together with it. Card and stock are
//! of other systems here: their messages arrive as events.

use std::convert::Infallible;

use flow::Decimal;

// An order total that is never set, and an answer that may arrive in several states: kept as the author wrote them.
flow::flow!(
    "flows/order.flow",
    "flows/successful-checkout.flow",
    "flows/payment-fails.flow",
    "flows/out-of-stock.flow",
    "flows/process-refund.flow",
    tests,
    allow(never_set, guessed_source)
);

/// What a customer has, and what the desk knows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// Whether a customer is there.
    pub occupied: bool,
    /// The prices of the items in the cart.
    pub cart: Vec<Decimal>,
    /// What was paid back at once.
    pub wallet: Decimal,
    /// What can be spent here only.
    pub credit: Decimal,
    /// Whether the customer has premium status.
    pub premium: bool,
    /// The mails to the customer.
    pub letters: Vec<&'static str>,
}

impl Desk {
    /// The total of the cart.
    pub fn total(&self) -> Decimal {
        self.cart.iter().sum()
    }
}

impl order::Bindings for Desk {
    type Error = Infallible;

    fn cart_is_empty(&self, _: &order::Context) -> bool {
        self.cart.is_empty()
    }

    fn cart_is_valid(&self, order: &order::Context) -> bool {
        self.occupied && !self.cart.is_empty() && self.total() == order.total
    }

    fn send_confirmation_email(&mut self, _: &order::Context) -> Result<(), Infallible> {
        self.letters.push("your order is confirmed");
        Ok(())
    }

    fn instant_refund_to_wallet(&mut self, order: &order::Context) -> Result<(), Infallible> {
        self.wallet += order.order_total;
        self.letters.push("your money is in your wallet");
        Ok(())
    }

    fn process_credit_card_refund(&mut self, _: &order::Context) -> Result<(), Infallible> {
        self.letters.push("your money is on its way");
        Ok(())
    }

    fn customer_has_premium_status(&self, _: &order::Context) -> bool {
        self.premium
    }

    fn partial_refund(&mut self, order: &order::Context, percent: Decimal) -> Result<(), Infallible> {
        self.wallet += order.order_total * percent;
        self.letters.push("part of your money is in your wallet");
        Ok(())
    }

    fn store_credit_only(&mut self, order: &order::Context) -> Result<(), Infallible> {
        self.credit += order.order_total;
        Ok(())
    }

    fn refund_denied(&mut self, _: &order::Context) -> Result<(), Infallible> {
        self.letters.push("it is too late for a refund");
        Ok(())
    }
}
