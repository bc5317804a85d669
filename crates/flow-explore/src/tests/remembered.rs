//! What rules `once A, never B` remember: one instance of each machine that A names.

use flow_sim::Runnable;

use super::{explore_text, model};
use crate::{Continue, Exploration, Kind, Options, Verdict, explore, replay};

/// Two parcels of one order. The first is lost; LATER happens to them, or to a third one.
const PARCELS: &str = "system: warehouse\n  rules:\n    = RULE\n\nmachine: @order\n  starts in #cart\n  on> :buy from @customer in #cart\n    $calm: integer becomes 0\n    emit :pack to a new @parcel\n    $first becomes @parcel\n    emit :pack to a new @parcel\n    $second becomes @parcel\n    order moves to #waiting\n  on> :lose from @clerk in #waiting\n    emit :lose to $first\n    order moves to #searching\n  on> :go_on from @clerk in #searching\n    LATER\n    order moves to #over\n\nmachine: @parcel\n  starts in #new\n  on :pack from @order in #new\n    parcel moves to #sent\n  on :lose from @order in #sent\n    $losses: integer becomes 1\n    parcel moves to #lost\n  on :find from @order in #lost\n    parcel moves to #sent\n  on :hand_over from @order in #sent\n    parcel moves to #delivered\n";

fn is_broken(found: &Exploration) -> bool {
    assert!(!matches!(found.verdict, Verdict::UpTo(_)), "{:?}", found.verdict);
    found.findings.iter().any(|finding| finding.kind == Kind::BrokenRule)
}

/// Whether exploration keeps a rule; a path that breaks it is what the interpreter does as well.
fn keeps(rule: &str, later: &str) -> bool {
    let text = PARCELS.replace("RULE", rule).replace("LATER", later);
    let model = model(&[("main.flow", &text)]);
    let found = explore(&model, &Options::default(), &mut |_| Continue::Yes);
    for finding in found.findings.iter().filter(|finding| finding.kind == Kind::BrokenRule) {
        replay(&Runnable::new(&model), &finding.trace).expect("the interpreter takes the same steps");
    }
    !is_broken(&found)
}

/// The same cases as those of stories.
#[test]
fn what_has_begun_is_remembered_for_each_choice_of_instances() {
    let each = "once parcel is in #lost, parcel is never in #delivered";
    assert!(keeps(each, "emit :hand_over to $second"));
    assert!(!keeps(each, "emit :find to $first\n    emit :hand_over to $first"));
    let of_order = "once order is in #searching, parcel is never in #delivered";
    assert!(keeps(of_order, "emit :find to $first"));
    assert!(!keeps(of_order, "emit :hand_over to $second"));
    let made = "once order is in #searching, parcel is never in #new";
    assert!(!keeps(made, "emit :pack to a new @parcel"));
    let pair = "once $losses of @parcel is greater than $calm of @order, parcel is never in #sent";
    assert!(!keeps(pair, "emit :find to $first"));
    assert!(keeps(pair, "emit :hand_over to $second"));
}

/// What was true of a conversation that made room for others stays true for a machine that all share.
#[test]
fn what_a_forgotten_conversation_has_begun_counts_for_shared_machines() {
    let text = "system: shop\n  rules:\n    = once order is in #cancelled, stock is never in #full\n\nmachine: @order\n  starts in #cart\n  ends in #cancelled, #bought\n  on> :cancel from @customer in #cart\n    order moves to #cancelled\n  on> :buy from @customer in #cart\n    emit :take to @stock\n    order moves to #bought\n\nmachine: @stock\n  one for all\n  starts in #empty\n  on :take from @order in #empty\n    stock moves to #one\n  on :take from @order in #one\n    stock moves to #two\n  on :take from @order in #two\n    stock moves to #full\n  on :take from @order in #full\n    ignore\n";
    // The two orders that are explored together cannot fill the stock: later ones do.
    assert!(is_broken(&explore_text(text, &Options::default())));
    let without = text.replace("    order moves to #cancelled\n", "    order moves to #bought\n");
    assert!(!is_broken(&explore_text(&without, &Options::default())));
}
