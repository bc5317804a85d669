//! The seed's specifications, run: what issue and author promise of them.

use flow::{Decimal, Value};

mod order {
    use super::{Decimal, Value};
    use flow_tests_generated::seed_order::customer;
    use flow_tests_generated::seed_order::order::{
        Bindings, Context, Emit, Event, Item, MODEL, Order, State, event,
    };

    /// A shop that notes what it is asked to do.
    #[derive(Default)]
    struct Shop {
        cart_is_valid: bool,
        premium: bool,
        mail_is_down: bool,
        done: Vec<String>,
    }

    impl Shop {
        fn note(&mut self, what: impl Into<String>) -> Result<(), &'static str> {
            self.done.push(what.into());
            Ok(())
        }
    }

    impl Bindings for Shop {
        type Error = &'static str;

        fn cart_is_empty(&self, order: &Context) -> bool {
            order.items.is_empty()
        }

        fn cart_is_valid(&self, _order: &Context) -> bool {
            self.cart_is_valid
        }

        fn send_confirmation_email(&mut self, _order: &Context) -> Result<(), Self::Error> {
            if self.mail_is_down { Err("mail is down") } else { self.note("mail") }
        }

        fn instant_refund_to_wallet(&mut self, _order: &Context) -> Result<(), Self::Error> {
            self.note("wallet")
        }

        fn process_credit_card_refund(&mut self, _order: &Context) -> Result<(), Self::Error> {
            self.note("card")
        }

        fn customer_has_premium_status(&self, _order: &Context) -> bool {
            self.premium
        }

        fn partial_refund(&mut self, _order: &Context, percent: Decimal) -> Result<(), Self::Error> {
            self.note(percent.to_string())
        }

        fn store_credit_only(&mut self, _order: &Context) -> Result<(), Self::Error> {
            self.note("credit")
        }

        fn refund_denied(&mut self, _order: &Context) -> Result<(), Self::Error> {
            self.note("denied")
        }
    }

    fn shop() -> Shop {
        Shop { cart_is_valid: true, ..Shop::default() }
    }

    #[test]
    fn the_transitions_are_those_of_the_document() {
        let expected = [
            ("idle", "add_item", "idle"),
            ("idle", "remove_item", "idle"),
            ("idle", "checkout", "awaiting_payment"),
            ("awaiting_payment", "payment_success", "paid"),
            ("awaiting_payment", "payment_failed", "payment_failed"),
            ("paid", "stock_reserved", "fulfilled"),
            ("paid", "out_of_stock", "cancelled"),
        ];
        let refunds = |edge: &(&str, &str, &str)| edge.1.contains("refund");
        let edges: Vec<_> = MODEL.edges().filter(|edge| !refunds(edge)).collect();
        assert_eq!(edges, expected);
    }

    #[test]
    fn a_conversation_is_held_to_its_end() {
        let (mut shop, mut emits) = (shop(), Vec::new());
        let mut order = Order::with_id("o-1", Context { total: Decimal::from(1200), ..Context::default() });
        assert!(order.checkout(event::Checkout {}, &mut shop, &mut emits).is_ok());
        assert!(order.payment_success(event::PaymentSuccess {}, &mut shop, &mut emits).is_ok());
        let step = order.stock_reserved(event::StockReserved {}, &mut shop, &mut emits).unwrap();
        assert_eq!(step.to_string(), "#paid -> #fulfilled");
        assert_eq!(shop.done, ["mail"]);
        let said: Vec<_> = emits.iter().map(Emit::to_string).collect();
        let expected =
            [":payment_request to @payment", ":reserve_stock to @inventory", ":order_confirmed to @customer"];
        assert_eq!(said, expected);
        let Emit::PaymentRequest(request) = &emits[0] else { panic!("the payment is asked for first") };
        assert_eq!((request.order_id.as_str(), request.amount), ("o-1", Decimal::from(1200)));
    }

    #[test]
    fn a_mail_that_cannot_be_sent_leaves_the_order_paid_and_says_nothing() {
        let mut shop = Shop { mail_is_down: true, ..shop() };
        let mut order = Order::restore(State::Paid, Context::default());
        let mut emits = Vec::new();
        let error = order.stock_reserved(event::StockReserved {}, &mut shop, &mut emits).unwrap_err();
        assert_eq!(
            format!("{error:#}"),
            ":stock_reserved from @inventory: 'send confirmation email' failed: mail is down"
        );
        assert_eq!((order.state(), emits), (State::Paid, vec![]));
    }

    #[test]
    fn an_event_that_is_not_awaited_comes_back() {
        let mut order = Order::default_in(State::Idle);
        let event = Event::from(event::StockReserved {});
        let error = order.handle(event.clone(), &mut shop(), &mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), ":stock_reserved from @inventory is not accepted in #idle");
        assert_eq!(error.into_event(), event);
    }

    #[test]
    fn items_are_summed_exactly() {
        let mut order = Order::default_in(State::Idle);
        let price = |text: &str| Item { price: text.parse().expect("a decimal") };
        for item in [price("0.1"), price("0.2")] {
            assert!(order.add_item(event::AddItem { item }, &mut shop(), &mut Vec::new()).is_ok());
        }
        assert_eq!(order.context().total, price("0.3").price);
        let remove = event::RemoveItem { item: price("0.1") };
        assert!(order.remove_item(remove, &mut shop(), &mut Vec::new()).is_ok());
        assert_eq!(
            (order.context().items.clone(), order.context().total),
            (vec![price("0.2")], price("0.2").price)
        );
    }

    #[test]
    fn refunds_follow_the_nested_guards() {
        for (days, total, premium, done, state) in [
            (5, 99, false, "wallet", State::Refunded),
            (5, 100, false, "card", State::RefundPending),
            (29, 500, true, "0.75", State::PartiallyRefunded),
            (29, 500, false, "0.5", State::PartiallyRefunded),
            (89, 500, false, "credit", State::CreditIssued),
            (90, 500, false, "denied", State::Fulfilled),
        ] {
            let mut shop = Shop { premium, ..shop() };
            let context = Context {
                days_since_purchase: Decimal::from(days),
                order_total: Decimal::from(total),
                ..Context::default()
            };
            let mut order = Order::restore(State::Fulfilled, context);
            let request = event::RequestRefund { order_total: Value::from(total) };
            let mut emits = Vec::new();
            assert!(order.request_refund(request, &mut shop, &mut emits).is_ok());
            assert_eq!((shop.done[0].as_str(), order.state()), (done, state));
            let denied = customer::RefundRejected { reason: "Refund period expired".into() };
            assert_eq!(emits.contains(&Emit::RefundRejected(denied)), done == "denied");
        }
    }

    /// An order in a state, with the zero of every variable.
    trait DefaultIn {
        fn default_in(state: State) -> Self;
    }

    impl DefaultIn for Order {
        fn default_in(state: State) -> Self {
            Order::restore(state, Context::default())
        }
    }
}

mod checkout {
    use super::Value;
    use flow_tests_generated::seed_checkout::{inventory, order, payment};

    #[test]
    fn fields_travel_from_machine_to_machine() {
        struct Bank {
            card_is_valid: bool,
        }
        impl payment::Bindings for Bank {
            type Error = std::convert::Infallible;
            fn process_card_with_amount(
                &mut self,
                _payment: &payment::Context,
                _amount: super::Decimal,
            ) -> Result<(), Self::Error> {
                Ok(())
            }
            fn card_is_valid(&self, _payment: &payment::Context) -> bool {
                self.card_is_valid
            }
            fn process_refund(&mut self, _payment: &payment::Context) -> Result<(), Self::Error> {
                Ok(())
            }
        }
        for (card_is_valid, expected) in [
            (
                true,
                payment::Emit::PaymentSuccess(order::event::PaymentSuccess {
                    transaction_id: "TXN-12345".into(),
                }),
            ),
            (
                false,
                payment::Emit::PaymentFailed(order::event::PaymentFailed { error: "Card declined".into() }),
            ),
        ] {
            let mut emits = Vec::new();
            let request = payment::event::PaymentRequest { order_id: "o".into(), amount: 1.into() };
            let mut payment = payment::Payment::default();
            let step = payment.payment_request(request, &mut Bank { card_is_valid }, &mut emits).unwrap();
            assert!(step.stayed());
            assert_eq!(emits, [expected]);
        }
    }

    #[test]
    fn items_without_a_type_are_values() {
        let items = Value::from(3);
        let reserve = inventory::event::ReserveStock { order_id: "o".into(), items: items.clone() };
        assert_eq!(reserve.items, items);
        assert_eq!(order::MODEL.edges().count(), 5);
    }
}
