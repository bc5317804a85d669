//! The errors of machines together with the error types that programs commonly use: `anyhow::Error` and enums of `thiserror`.

use anyhow::Context as _;
use flow_tests_generated::staging::order::{Bindings, Context, Error, Order, event};

/// A shop whose bindings fail with an error of `anyhow`.
struct Shop;

impl Bindings for Shop {
    type Error = anyhow::Error;

    fn charge_card_with_card(&mut self, _: &Context, card: &str) -> anyhow::Result<()> {
        let number: u64 = card.parse().context("the card has no number")?;
        anyhow::ensure!(number > 0, "the card is blocked");
        Ok(())
    }

    fn card_is_fresh(&self, _: &Context) -> bool {
        true
    }

    fn stamp_card(&mut self, _: &Context) -> anyhow::Result<()> {
        Ok(())
    }
}

fn pay_with(card: &str) -> Result<(), Error<anyhow::Error>> {
    let mut order = Order::new(Context { total: 20, ..Context::default() });
    let pay = event::Pay { card: card.to_owned(), share: 4 };
    order.pay(pay, &mut Shop, &mut flow::Discard).map(|_| ())
}

#[test]
fn anyhow_adds_context_and_shows_all_sources() {
    let program = || -> anyhow::Result<()> { pay_with("visa").context("the checkout failed") };
    let error = program().expect_err("the card has no number");
    let sources: Vec<String> = error.chain().map(ToString::to_string).collect();
    let [checkout, phrase, binding, parsing] = &sources[..] else { panic!("{sources:?}") };
    assert_eq!(checkout, "the checkout failed");
    assert_eq!(phrase, ":pay from @shop: 'charge card with $card' failed");
    assert_eq!(binding, "the card has no number");
    assert_eq!(parsing, "invalid digit found in string");
}

#[test]
fn an_error_of_a_machine_becomes_a_variant_of_a_program() {
    #[derive(Debug, thiserror::Error)]
    enum CheckoutError {
        #[error("the order does not work")]
        Order(#[from] Error<anyhow::Error>),
        #[error("no card was given")]
        NoCard,
    }

    fn check_out(card: Option<&str>) -> Result<(), CheckoutError> {
        Ok(pay_with(card.ok_or(CheckoutError::NoCard)?)?)
    }

    assert!(check_out(Some("4")).is_ok());
    assert!(matches!(check_out(None), Err(CheckoutError::NoCard)));
    let error = check_out(Some("0")).expect_err("the card is blocked");
    assert!(
        matches!(&error, CheckoutError::Order(order) if order.event == event::Pay { card: "0".into(), share: 4 }.into())
    );
    let source = std::error::Error::source(&error).expect("the order's error");
    assert_eq!(
        format!("{source:#}"),
        ":pay from @shop: 'charge card with $card' failed: the card is blocked"
    );
}
