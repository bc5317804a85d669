//! The three machines of the e-commerce example in conversation, six times over: by hand, run by the generated `System`, as
//! machines of other crates between which a loop by hand carries mail (`driven`), and interpreted.
//!
//! A conversation is one order from its checkout until no message is in flight: paid and delivered, declined, or paid, out of
//! stock and refunded. All keep every order, answer each checkout with the messages sent outside and the undeliverable ones, and ask
//! the same [`World`] what the phrases mean.

pub mod by_rust_fsm;
pub mod by_smlang;
pub mod by_statig;
pub mod driven;
pub mod generated;
pub mod hand;
#[cfg(feature = "interpreter")]
pub mod interpreted;

use std::convert::Infallible;
use std::fmt::Debug;

/// What the phrases of the conversation mean: what was drawn for it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct World {
    /// Whether the card is good.
    pub card: bool,
    /// Whether there is enough in stock.
    pub stock: bool,
    /// How much was charged.
    pub charged: f64,
    /// How often something was refunded.
    pub refunds: u64,
    /// How often something was reserved.
    pub reserved: u64,
}

impl World {
    #[inline]
    fn process_card(&mut self, amount: f64) -> Result<(), Infallible> {
        self.charged += amount;
        Ok(())
    }

    #[inline]
    fn process_refund(&mut self) -> Result<(), Infallible> {
        self.refunds += 1;
        Ok(())
    }

    #[inline]
    fn reserve_items(&mut self) -> Result<(), Infallible> {
        self.reserved += 1;
        Ok(())
    }
}

/// One generated conversation.
#[derive(Clone, Copy, Debug)]
pub struct Talk {
    /// Whether the card is good.
    pub card: bool,
    /// Whether there is enough in stock.
    pub stock: bool,
    /// What the order costs.
    pub total: f64,
}

/// Conversations: of eight, one fails at the card and one at the stock.
pub fn draw(length: usize) -> Vec<Talk> {
    let talk = |at: usize| Talk { card: at % 8 != 3, stock: at % 8 != 6, total: (at % 7) as f64 };
    (0..length).map(talk).collect()
}

/// A shop that runs conversations.
pub trait Shop {
    /// Its name in tables.
    const NAME: &'static str;
    /// What a checkout is answered with.
    type Answer;

    /// A shop without orders.
    fn new() -> Self;
    /// Makes an order, checks it out, and delivers until no message is in flight.
    fn talk(&mut self, talk: Talk) -> Self::Answer;
    /// How many messages went outside.
    fn count(answer: &Self::Answer) -> usize;
    /// The messages sent outside, with their senders, and the undeliverable ones, in words.
    fn tell(answer: &Self::Answer) -> Vec<String>;
    /// Its result.
    fn end(&self) -> End;
}

/// What goes to the customer, and from which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The order, counted from 0.
    pub from: usize,
    /// Its text.
    pub message: Message,
}

/// What goes to the customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    PaymentError,
    OrderConfirmed,
}

/// The result of a checkout without generated code.
#[derive(Debug)]
pub struct Answer<Event> {
    /// What went outside.
    pub messages: Vec<Sent>,
    /// The undeliverable messages.
    pub undelivered: Vec<Event>,
}

impl<Event> Default for Answer<Event> {
    fn default() -> Self {
        Answer { messages: Vec::new(), undelivered: Vec::new() }
    }
}

impl<Event: Debug> Answer<Event> {
    fn tell(&self) -> Vec<String> {
        let message = |sent: &Sent| format!("{} from order-{}", bare(&sent.message), sent.from + 1);
        let refused = |event: &Event| format!("{} refused", bare(event));
        self.messages.iter().map(message).chain(self.undelivered.iter().map(refused)).collect()
    }
}

/// The name of a variant, without its fields.
fn bare(variant: &impl Debug) -> String {
    let shown = format!("{variant:?}");
    shown.split(|char: char| !char.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// The result of all conversations.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The world, as the phrases left it.
    pub world: World,
    /// How many orders are in each state: paid for and delivered, declined, cancelled.
    pub orders: [usize; 3],
    /// The id of the last order.
    pub last: String,
}

/// All conversations; how many messages went outside.
#[inline(never)]
pub fn run_talks<S: Shop>(shop: &mut S, talks: &[Talk]) -> usize {
    talks.iter().map(|talk| S::count(&shop.talk(*talk))).sum()
}
