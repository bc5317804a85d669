//! Orders, as specified in `flows/{{name}}.flow`. `cargo run` handles two of them; `cargo test` runs every story.

use std::convert::Infallible;

use order::{Bindings, Context, Emit, Event, Order, event};

flow::flow!("flows/{{name}}.flow", tests);

/// Implements the phrases of the specification.
struct Shelf {
    items: u32,
}

impl Bindings for Shelf {
    type Error = Infallible;

    fn item_is_in_stock(&self, _: &Context) -> bool {
        self.items > 0
    }

    fn pack_the_parcel(&mut self, _: &Context) -> Result<(), Infallible> {
        self.items -= 1;
        println!("    packing, {} left", self.items);
        Ok(())
    }
}

fn main() {
    let mut shelf = Shelf { items: 1 };
    for customer in ["Ada", "Bob"] {
        println!("{customer} buys something");
        let mut order = Order::new(Context {});
        send(&mut order, event::Buy { price: 12.into() }.into(), &mut shelf);
        if order.state() == order::State::AwaitingPayment {
            send(&mut order, event::Paid {}.into(), &mut shelf);
        }
        println!("    the order is in {}", order.state());
    }
}

/// Sends an event to the order, and prints its messages.
fn send(order: &mut Order, event: Event, shelf: &mut Shelf) {
    let sent = &mut |emit: Emit| println!("    sends {emit}");
    if let Err(error) = order.handle(event, shelf, sent) {
        println!("    {error}");
    }
}
