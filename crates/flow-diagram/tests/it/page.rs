//! The page about pictures shows current pictures. With `FLOW_BLESS` set they are rewritten.

use std::path::Path;

use flow_diagram::{Details, Graph, Lanes, Table};
use flow_model::model::MachineId;

use crate::specifications::{guarded, model};
use crate::stories::told;

const CART: &str = include_str!("../../../../examples/cart/flows/cart.flow");
const CHECKOUT: &str = include_str!("../../../../examples/ecommerce/flows/checkout.flow");
const CART_ID: MachineId = MachineId(0);

/// The pictures of the page, by the name in its mark.
fn pictures() -> Vec<(&'static str, String)> {
    let (program, cart) = model(&[("cart.flow", CART)]);
    let (shop, system) = model(&[("checkout.flow", CHECKOUT)]);
    let inventory = system.machines.id_where(|machine| machine.name.text == "inventory").expect("a machine");
    let all = Details { guards: true, actions: true, payloads: true };
    let mut happy = told(&[("checkout.flow", CHECKOUT)], Details::default()).swap_remove(0);
    happy.title = None;
    vec![
        ("states", Graph::of(&cart, CART_ID, &program.sources).text()),
        ("guards", guarded(&cart, CART_ID, &program.sources).text()),
        ("actions", Graph::detailed(&system, inventory, &shop.sources, all).text()),
        ("lanes", happy.text(Lanes::Plain)),
        ("lanes with states", happy.text(Lanes::WithStates)),
        ("system", Graph::of_system(&system, Details::default()).text()),
        ("table", Table::of(&cart, CART_ID, &program.sources, Details::default()).text()),
    ]
}

/// The page with each mark followed by its picture.
fn drawn(page: &str) -> String {
    let mut out = page.to_owned();
    for (name, picture) in pictures() {
        let mark = format!("<!-- drawn: {name} -->\n");
        let (before, after) =
            out.split_once(&mark).unwrap_or_else(|| panic!("the page has no mark '{name}'"));
        let old = after.strip_prefix("\n```text\n").and_then(|rest| rest.split_once("\n```\n"));
        let rest = old.map_or(after, |(_, rest)| rest);
        out = format!("{before}{mark}\n```text\n{picture}```\n{rest}");
    }
    out
}

#[test]
fn the_page_shows_what_is_drawn() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/pictures.md");
    let page = std::fs::read_to_string(&path).expect("the page is there");
    let new = drawn(&page);
    if std::env::var_os("FLOW_BLESS").is_some() {
        std::fs::write(&path, new).expect("the page can be written");
    } else {
        assert!(new == page, "docs/pictures.md shows other pictures than are drawn: cargo xtask bless");
    }
}
