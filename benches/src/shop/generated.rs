//! The conversation in the generated `System`, with any number of instances and conversations.
//!
//! The specification is the example's, as its author wrote it; numbers are floats, as by hand.

use std::convert::Infallible;

use super::{End, Shop, Talk, World, bare};

flow::flow!("../examples/ecommerce/flows/checkout.flow", number = f64, allow(unhandled_event, never_set));

impl order::Bindings for World {
    type Error = Infallible;

    #[inline]
    fn cart_is_valid(&self, _: &order::Context) -> bool {
        true
    }
}

impl payment::Bindings for World {
    type Error = Infallible;

    #[inline]
    fn process_card_with_amount(&mut self, _: &payment::Context, amount: f64) -> Result<(), Infallible> {
        self.process_card(amount)
    }

    #[inline]
    fn card_is_valid(&self, _: &payment::Context) -> bool {
        self.card
    }

    #[inline]
    fn process_refund(&mut self, _: &payment::Context) -> Result<(), Infallible> {
        self.process_refund()
    }
}

impl inventory::Bindings for World {
    type Error = Infallible;

    #[inline]
    fn stock_is_available(&self, _: &inventory::Context) -> bool {
        self.stock
    }

    #[inline]
    fn reserve_items(&mut self, _: &inventory::Context) -> Result<(), Infallible> {
        self.reserve_items()
    }
}

impl Shop for system::System<World> {
    const NAME: &'static str = "flow!";
    type Answer = system::Outcome<order::Step>;

    fn new() -> Self {
        system::System::new(World::default())
    }

    #[inline]
    fn talk(&mut self, talk: Talk) -> Self::Answer {
        let world = self.bindings_mut();
        (world.card, world.stock) = (talk.card, talk.stock);
        let order = self.create_order(order::Context { total: talk.total, ..order::Context::default() });
        self.checkout(order, order::event::Checkout {}).expect("an idle order takes a checkout")
    }

    #[inline]
    fn count(answer: &Self::Answer) -> usize {
        answer.messages.len()
    }

    fn tell(answer: &Self::Answer) -> Vec<String> {
        let message = |sent: &flow::system::Sent<system::Message>| match &sent.message {
            system::Message::Customer(message) => format!("{} from {}", bare(message), sent.from),
        };
        let refused = |undelivered: &system::Undelivered| match (&undelivered.reason, &undelivered.event) {
            (flow::system::Reason::Rejected { .. }, system::Event::Order(event)) => {
                format!("{} refused", bare(event))
            }
            _ => undelivered.to_string(),
        };
        answer.messages.iter().map(message).chain(answer.undelivered.iter().map(refused)).collect()
    }

    fn end(&self) -> End {
        use order::State::{Cancelled, Fulfilled, PaymentFailed};
        let count = |state| self.all::<order::Order>().filter(|(_, order)| order.state() == state).count();
        let last = self.all::<order::Order>().last().map_or("", |(_, order)| order.id()).to_owned();
        End { world: *self.bindings(), orders: [Fulfilled, PaymentFailed, Cancelled].map(count), last }
    }
}
