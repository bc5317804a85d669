//! Lane diagrams of hand-made traces.

use flow_diagram::trace::{Act, EntryKind};
use flow_diagram::{Lanes, SvgOptions, Trace};

use flow_model::model::{FileId, Span};

use crate::golden::golden;

const CUSTOMER: &str = "@customer";
const ORDER: &str = "@order";
const PAYMENT: &str = "@payment";
const INVENTORY: &str = "@inventory";

fn guard(words: &str) -> Act {
    Act::Guard(words.to_owned())
}

fn action(words: &str) -> Act {
    Act::Action(words.to_owned())
}

fn change(state: &str) -> Act {
    Act::Change(state.to_owned())
}

/// The story of the seed's picture, in the words of its specification.
fn happy_story() -> Trace {
    let mut trace = Trace::new();
    trace.message(CUSTOMER, ORDER, ":checkout");
    trace.act(ORDER, guard("cart is valid"));
    trace.act(ORDER, change("#awaiting_payment"));
    trace.message(ORDER, PAYMENT, ":payment_request");
    trace.act(PAYMENT, action("process card with $amount"));
    trace.act(PAYMENT, guard("card is valid"));
    trace.message(PAYMENT, ORDER, ":payment_success");
    trace.act(ORDER, change("#paid"));
    trace.message(ORDER, INVENTORY, ":reserve_stock");
    trace.act(INVENTORY, guard("stock is available"));
    trace.act(INVENTORY, action("reserve items"));
    trace.message(INVENTORY, ORDER, ":stock_reserved");
    trace.act(ORDER, change("#fulfilled"));
    trace.message(ORDER, CUSTOMER, ":order_confirmed");
    trace
}

/// A conversation in which everything happens that can.
fn troubled_story() -> Trace {
    let mut trace = happy_story();
    trace.title = Some("out of stock, and a reminder".to_owned());
    trace.entries.truncate(9);
    trace.act(INVENTORY, Act::Otherwise);
    trace.message(INVENTORY, ORDER, ":out_of_stock");
    trace.message(ORDER, PAYMENT, ":refund_request");
    trace.act(ORDER, change("#cancelled"));
    trace.act(PAYMENT, action("process refund"));
    trace.rejected(PAYMENT, ORDER, ":refund_complete");
    trace.message(ORDER, ORDER, ":remind");
    trace.message("@system", ORDER, ":timer_expired");
    trace
}

#[track_caller]
fn check(name: &str, trace: &Trace) {
    golden(&format!("lanes/{name}.txt"), &trace.text(Lanes::Plain));
    golden(&format!("lanes/{name}.states.txt"), &trace.text(Lanes::WithStates));
    golden(&format!("lanes/{name}.svg"), &trace.svg(Lanes::WithStates, SvgOptions::default()));
    golden(&format!("lanes/{name}.mmd"), &trace.mermaid(Lanes::WithStates));
}

#[test]
fn stories() {
    check("happy_story", &happy_story());
    check("troubled_story", &troubled_story());
    check("nothing", &Trace::new());
}

/// A lost message ends before it comes to another lane, in both directions and over several lanes; one to itself ends in a cross, too.
#[test]
fn lost_messages_do_not_arrive() {
    let mut trace = happy_story();
    trace.title = Some("messages that are lost".to_owned());
    trace.entries.truncate(4);
    trace.lost(PAYMENT, ORDER, ":payment_success");
    trace.message(PAYMENT, ORDER, ":payment_success again");
    trace.lost(ORDER, INVENTORY, ":reserve_stock");
    trace.lost(ORDER, ORDER, ":remind");
    check("lost_messages", &trace);
    let description = trace.svg(Lanes::Plain, SvgOptions::default());
    assert!(
        description.contains("@payment sends :payment_success to @order, and it is lost."),
        "{description}"
    );
}

#[test]
fn a_lane_is_as_wide_as_its_longest_word() {
    let mut trace = Trace::new();
    trace.message("@顧客", "@reallylongnamewithoutabreak", ":注文する");
    trace.act("@顧客", action("支払い方法を選ぶ"));
    check("wide_lanes", &trace);
}

/// The expected picture; `None` where the seed is missing.
pub(crate) fn seed_picture() -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed/lane-diagram.txt");
    let picture = std::fs::read_to_string(&path).ok();
    if picture.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    picture
}

/// Blocks between the blank rows of a picture: one for each thing that happened.
fn blocks(picture: &str) -> Vec<String> {
    let is_blank = |row: &&str| row.chars().all(|c| "│ ".contains(c));
    let rows: Vec<&str> = picture.lines().collect();
    rows.split(|row| is_blank(row)).map(|block| block.join("\n")).collect()
}

/// What hand and program must draw alike: everything but the words in a lane, which the seed's picture made up.
pub(crate) fn without_acts(picture: &str) -> Vec<String> {
    let is_act = |block: &String| !block.contains(['─', '@']);
    blocks(picture).into_iter().filter(|block| !is_act(block)).collect()
}

#[test]
fn the_happy_story_is_the_seeds_picture() {
    let Some(seed) = seed_picture() else { return };
    let drawn = happy_story().text(Lanes::Plain);
    assert_eq!(without_acts(&drawn), without_acts(&seed));
    assert_eq!(blocks(&seed).len() - without_acts(&seed).len(), 3, "the words in the seed's picture");
    assert_eq!(
        blocks(&drawn).len() - without_acts(&drawn).len(),
        5,
        "guards and actions of the specification"
    );
}

#[test]
fn with_words_made_up_like_the_seeds_it_is_the_seeds_picture_to_the_letter() {
    let Some(seed) = seed_picture() else { return };
    let mut trace = happy_story();
    let mut words = ["validates cart", "processes card", "checks stock"].into_iter();
    trace
        .entries
        .retain(|entry| !matches!(entry.kind, EntryKind::Act { act: Act::Action(_) | Act::Change(_), .. }));
    for entry in &mut trace.entries {
        if let EntryKind::Act { act, .. } = &mut entry.kind {
            *act = action(words.next().unwrap());
        }
    }
    assert_eq!(trace.text(Lanes::Plain).trim_end(), seed.trim_end());
}

#[test]
fn lanes_stand_in_order_of_first_appearance() {
    assert_eq!(troubled_story().parties, [CUSTOMER, ORDER, PAYMENT, INVENTORY, "@system"]);
}

#[test]
fn plain_lanes_hide_states() {
    assert!(!happy_story().text(Lanes::Plain).contains("#paid"));
    assert!(happy_story().text(Lanes::WithStates).contains("→ #paid"));
}

#[test]
fn messages_link_to_their_places() {
    let mut trace = happy_story();
    trace.set_place(Span::new(FileId(0), 12, 20));
    let link = |span: Span| Some(format!("checkout.flow#{}", span.start));
    let svg = trace.svg(Lanes::Plain, SvgOptions { link: Some(&link), ..SvgOptions::default() });
    assert_eq!(svg.matches("<a href=").count(), 1);
    assert!(svg.contains("<a href=\"checkout.flow#12\">"));
}
