//! What a cart does, state by state.

use cart::cart::{Bindings, Cart, Context, Emit, Event, EventKind, Item, MODEL, State, event};
use cart::{customer, payment};
use flow::{Decimal, Reason};

/// A shop that has everything, or is sold out; its packers may be on strike.
#[derive(Default)]
struct Warehouse {
    sold_out: bool,
    strike: bool,
    packed: usize,
}

impl Bindings for Warehouse {
    type Error = &'static str;

    fn everything_is_in_stock(&self, _: &Context) -> bool {
        !self.sold_out
    }

    fn pack_the_items(&mut self, cart: &Context) -> Result<(), &'static str> {
        if self.strike {
            return Err("nobody is there");
        }
        self.packed += cart.items.len();
        Ok(())
    }
}

fn laptop() -> Item {
    Item { name: "laptop".into(), price: Decimal::from(1200) }
}

fn mouse() -> Item {
    Item { name: "mouse".into(), price: Decimal::new(2550, 2) }
}

/// Sends events to a cart that takes all of them, and returns its emits.
fn send(cart: &mut Cart, shop: &mut Warehouse, events: impl IntoIterator<Item = Event>) -> Vec<Emit> {
    let mut emits = Vec::new();
    for event in events {
        assert!(cart.handle(event, shop, &mut emits).is_ok());
    }
    emits
}

fn full_cart() -> Cart {
    let context = Context { items: vec![laptop(), mouse()], total: laptop().price + mouse().price };
    Cart::restore(State::Cart, context)
}

#[test]
fn items_add_up() {
    let mut cart = Cart::default();
    assert_eq!(cart.state(), State::Empty);
    let items = [laptop(), mouse()].map(|item| event::AddItem { item }.into());
    send(&mut cart, &mut Warehouse::default(), items);
    assert_eq!(cart, full_cart());
}

#[test]
fn the_last_item_put_back_empties_the_cart() {
    let mut cart = full_cart();
    send(&mut cart, &mut Warehouse::default(), [event::RemoveItem { item: laptop() }.into()]);
    assert_eq!((cart.state(), cart.context().total), (State::Cart, mouse().price));
    send(&mut cart, &mut Warehouse::default(), [event::RemoveItem { item: mouse() }.into()]);
    assert_eq!(cart, Cart::default());
}

#[test]
fn clearing_starts_all_over() {
    let mut cart = full_cart();
    send(&mut cart, &mut Warehouse::default(), [event::Clear {}.into()]);
    assert_eq!(cart, Cart::default());
}

#[test]
fn a_cart_is_paid_for_and_packed() {
    let (mut cart, mut shop) = (full_cart(), Warehouse::default());
    let amount = cart.context().total;
    let emits = send(&mut cart, &mut shop, [event::Checkout {}.into(), event::PaymentSuccess {}.into()]);
    assert_eq!(cart.state(), State::Ordered);
    assert_eq!(shop.packed, 2);
    let expected = [
        Emit::PaymentRequest(payment::PaymentRequest { amount }),
        Emit::Receipt(customer::Receipt { total: amount }),
    ];
    assert_eq!(emits, expected);
}

#[test]
fn a_failed_payment_gives_the_cart_back() {
    let mut cart = full_cart();
    let emits = send(
        &mut cart,
        &mut Warehouse::default(),
        [event::Checkout {}.into(), event::PaymentFailed {}.into()],
    );
    assert_eq!(cart, full_cart());
    assert_eq!(emits.last(), Some(&Emit::PaymentError(customer::PaymentError {})));
}

#[test]
fn what_is_sold_out_cannot_be_checked_out() {
    let (mut cart, mut shop) = (full_cart(), Warehouse { sold_out: true, ..Warehouse::default() });
    let emits = send(&mut cart, &mut shop, [event::Checkout {}.into()]);
    assert_eq!(cart, full_cart());
    assert_eq!(emits, [Emit::SoldOut(customer::SoldOut {})]);
}

#[test]
fn a_failing_binding_leaves_everything_as_it_was() {
    let (mut cart, mut emits) = (Cart::restore(State::Checkout, full_cart().context().clone()), Vec::new());
    let before = cart.clone();
    let mut shop = Warehouse { strike: true, ..Warehouse::default() };
    let error = cart.payment_success(event::PaymentSuccess {}, &mut shop, &mut emits).unwrap_err();
    assert_eq!(
        format!("{error:#}"),
        ":payment_success from @payment: 'pack the items' failed: nobody is there"
    );
    assert_eq!((cart, emits.len()), (before, 0));
}

#[test]
fn an_empty_cart_cannot_be_checked_out() {
    let mut cart = Cart::default();
    assert!(!cart.accepts(EventKind::Checkout));
    let error = cart.checkout(event::Checkout {}, &mut Warehouse::default(), &mut flow::Discard).unwrap_err();
    assert!(matches!(error.reason, Reason::Rejected { state: State::Empty }));
    assert_eq!(error.event, event::Checkout {}.into());
}

#[test]
fn the_edges_are_those_of_the_diagram() {
    let edges: Vec<_> = MODEL.edges().map(|(from, event, to)| format!("#{from} :{event} #{to}")).collect();
    assert_eq!(
        edges,
        [
            "#empty :add_item #cart",
            "#cart :add_item #cart",
            "#cart :checkout #checkout",
            "#checkout :payment_success #ordered",
            "#checkout :payment_failed #cart",
            "#cart :remove_item #empty",
            "#cart :clear #empty",
        ]
    );
}
