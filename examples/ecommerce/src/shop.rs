//! The checkout's phrases in a small shop: a till, the card of its customer, and shelves.
//!
//! Customers are served one after another. The shop implements "card is valid" and "reserve items"; when they are
//! asked, and what follows from the answer, is the specification's business.

use std::collections::BTreeMap;
use std::convert::Infallible;

use flow::Decimal;

use crate::{inventory, order, payment};

/// A product, with its price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its name on the shelf.
    pub name: &'static str,
    /// The price of one.
    pub price: Decimal,
}

/// What a customer wants to buy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cart {
    items: Vec<Product>,
}

impl Cart {
    /// A cart with these products in it.
    pub fn of(items: impl IntoIterator<Item = Product>) -> Self {
        Cart { items: items.into_iter().collect() }
    }

    /// Its price.
    pub fn total(&self) -> Decimal {
        self.items.iter().map(|item| item.price).sum()
    }
}

/// A card with some money on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Its balance.
    pub balance: Decimal,
}

/// The customer at the till.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customer {
    /// Who it is.
    pub name: &'static str,
    /// The products in the cart.
    pub cart: Cart,
    /// The card to pay with.
    pub card: Card,
}

/// The shop: its shelves and its till.
#[derive(Clone, Debug, Default)]
pub struct Shop {
    shelves: BTreeMap<&'static str, usize>,
    customer: Customer,
    charged: Option<Decimal>,
}

impl Shop {
    /// A shop with a stock of each product on its shelves.
    pub fn with_stock(stock: impl IntoIterator<Item = (Product, usize)>) -> Self {
        let shelves = stock.into_iter().map(|(product, count)| (product.name, count)).collect();
        Shop { shelves, ..Shop::default() }
    }

    /// Serves the next customer.
    pub fn welcome(&mut self, customer: Customer) {
        self.customer = customer;
        self.charged = None;
    }

    /// The customer at the till.
    pub fn customer(&self) -> &Customer {
        &self.customer
    }

    /// How many of a product are left.
    pub fn in_stock(&self, product: Product) -> usize {
        self.shelves.get(product.name).copied().unwrap_or_default()
    }

    fn wanted(&self, product: Product) -> usize {
        self.customer.cart.items.iter().filter(|item| **item == product).count()
    }
}

impl order::Bindings for Shop {
    type Error = Infallible;

    fn cart_is_valid(&self, order: &order::Context) -> bool {
        !self.customer.cart.items.is_empty() && self.customer.cart.total() == order.total
    }
}

impl payment::Bindings for Shop {
    type Error = Infallible;

    fn process_card_with_amount(&mut self, _: &payment::Context, amount: Decimal) -> Result<(), Infallible> {
        if self.customer.card.balance >= amount {
            self.customer.card.balance -= amount;
            self.charged = Some(amount);
        }
        Ok(())
    }

    fn card_is_valid(&self, _: &payment::Context) -> bool {
        self.charged.is_some()
    }

    fn process_refund(&mut self, _: &payment::Context) -> Result<(), Infallible> {
        self.customer.card.balance += self.charged.take().unwrap_or_default();
        Ok(())
    }
}

impl inventory::Bindings for Shop {
    type Error = Infallible;

    fn stock_is_available(&self, _: &inventory::Context) -> bool {
        self.customer.cart.items.iter().all(|item| self.in_stock(*item) >= self.wanted(*item))
    }

    fn reserve_items(&mut self, _: &inventory::Context) -> Result<(), Infallible> {
        for item in &self.customer.cart.items {
            if let Some(count) = self.shelves.get_mut(item.name) {
                *count -= 1;
            }
        }
        Ok(())
    }
}
