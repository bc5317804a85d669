//! The three machines of the e-commerce example in conversation: run by the generated `System`, and by hand.
//!
//! A conversation is one order from its checkout until nothing is under way: paid and delivered, declined, or paid, out of
//! stock and refunded. Both keep every order, answer each checkout with what was sent outside, and ask the same
//! [`World`] what the phrases mean.

pub mod generated;
pub mod hand;

use std::convert::Infallible;

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

/// One conversation, as it is drawn.
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
    /// What it is called in tables.
    const NAME: &'static str;

    /// A shop without orders.
    fn new() -> Self;
    /// Makes an order, checks it out, and delivers until nothing is under way; how many messages went outside.
    fn talk(&mut self, talk: Talk) -> usize;
    /// What came of it.
    fn end(&self) -> End;
}

/// What came of all conversations.
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
    talks.iter().map(|talk| shop.talk(*talk)).sum()
}
