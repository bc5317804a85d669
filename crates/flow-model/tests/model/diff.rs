//! What changed in meaning between two versions.

use flow_model::diff::{Change, Kind, StepChange, Version, diff};

use crate::show::resolved;

const ORDER: &str = "machine: @order
  scenario: pay
    on> :checkout from @customer
      ? cart is valid
        emit :charge to @bank with amount: $total
        order moves to #waiting
    on :paid from @bank
      $total becomes 0
      order moves to #paid
    on :declined from @bank
      order moves to #failed
    expect:
      = order is in #paid
";

/// Every change: its impact, its kind, its owner, and its message; steps below.
fn changes(old: &str, new: &str) -> Vec<String> {
    let (old_program, old, _) = resolved(&[("order.flow", old)]);
    let (new_program, new, _) = resolved(&[("order.flow", new)]);
    let old = Version { model: &old, sources: &old_program.sources };
    let new = Version { model: &new, sources: &new_program.sources };
    diff(old, new).iter().flat_map(show).collect()
}

fn show(change: &Change) -> Vec<String> {
    let of = change.of.as_deref().unwrap_or("the system");
    let head = format!("{} {}: {of}: {}", change.impact.as_str(), change.kind.as_str(), change.message);
    let steps = change.steps.iter().map(|step| match step {
        StepChange::Gone(text) => format!("  - {text}"),
        StepChange::New(text) => format!("  + {text}"),
    });
    std::iter::once(head).chain(steps).collect()
}

/// Compares the changes with a list after replacing parts of `ORDER`.
#[track_caller]
fn check(replacements: &[(&str, &str)], expected: &[&str]) {
    let mut new = ORDER.to_owned();
    for (from, to) in replacements {
        assert!(new.contains(from), "'{from}' is in the specification");
        new = new.replace(from, to);
    }
    assert_eq!(changes(ORDER, &new), expected);
}

#[test]
fn what_means_the_same_is_no_change() {
    check(&[], &[]);
    check(&[("machine: @order\n", "// ours\nmachine: @order\n\n")], &[]);
    check(&[("with amount: $total", "\n          with:\n            | amount | $total |")], &[]);
    check(
        &[("becomes 0", "becomes 0.0"), ("order moves to", "order enters"), ("is valid", "is  valid")],
        &[],
    );
    // Other names for the story, another order of handlers with explicit states.
    check(&[("scenario: pay", "scenario: paying")], &[]);
    // A retelling.
    let retold = format!(
        "{ORDER}  scenario: again\n    on> :checkout from @customer\n      order moves to #waiting\n    expect:\n      = order is in #waiting\n"
    );
    assert_eq!(changes(ORDER, &retold), Vec::<String>::new());
    assert_eq!(changes(&retold, ORDER), Vec::<String>::new());
}

#[test]
fn a_near_name_is_a_renaming_and_one_change() {
    check(
        &[("#failed", "#payment_failed")],
        &[
            "stored state-removed: @order: state '#failed' is gone; perhaps state '#payment_failed' is its new name",
        ],
    );
    // An entirely different name, but the same events enter and leave it.
    check(
        &[("#failed", "#xyz")],
        &["stored state-removed: @order: state '#failed' is gone; perhaps state '#xyz' is its new name"],
    );
    check(
        &[("$total", "$totals")],
        &[
            "stored variable-removed: @order: variable '$total' is gone; perhaps variable '$totals' is its new name",
        ],
    );
    check(
        &[("cart is valid", "cart is valued")],
        &[
            "callers phrase-removed: @order: phrase 'cart is valid' is gone; perhaps phrase 'cart is valued' is its new name",
        ],
    );
    check(
        &[("@order", "@orders"), ("order ", "orders ")],
        &[
            "stored machine-removed: the system: machine '@order' is gone; perhaps machine '@orders' is its new name",
        ],
    );
}

#[test]
fn states_come_and_go() {
    check(
        &[(
            "order moves to #failed",
            "order moves to #xyz\n    on :more from @bank in #xyz\n      order moves to #failed",
        )],
        &[
            "harmless state-added: @order: state '#xyz' is new",
            "harmless event-added: @order: event ':more from @bank' is new: from #xyz to #failed",
            "behaviour behaviour: @order: ':declined from @bank' in #waiting leads to #xyz, no longer to #failed",
            "  - order moves to #failed",
            "  + order moves to #xyz",
        ],
    );
    check(
        &[("machine: @order\n", "machine: @order\n  starts in #cart\n")],
        &["stored state-removed: @order: state '#idle' is gone; perhaps state '#cart' is its new name"],
    );
}

#[test]
fn where_an_event_is_taken_is_held_against_the_old_states() {
    check(
        &[("on :declined from @bank", "on :declined from @bank in #waiting, #paid")],
        &["harmless accepted: @order: ':declined from @bank' is now accepted in #paid too"],
    );
    let wide = ORDER.replace("on :declined from @bank", "on :declined from @bank in #waiting, #paid");
    assert_eq!(
        changes(&wide, ORDER),
        ["callers rejected: @order: ':declined from @bank' is no longer accepted in #paid"]
    );
}

#[test]
fn events_and_their_payloads() {
    check(
        &[("on> :checkout", "on :checkout")],
        &["callers event-hidden: @order: ':checkout from @customer' is internal now"],
    );
    check(
        &[("on :declined from @bank", "on :declined from @clerk in #waiting")],
        &[
            "callers event-removed: @order: event ':declined from @bank' is gone",
            "harmless event-added: @order: event ':declined from @clerk' is new: from #waiting to #failed",
        ],
    );
    check(
        &[("      ? cart is valid", "      $total becomes $price + 1\n      ? cart is valid")],
        &[
            "callers field-added: @order: ':checkout from @customer' has 'price' now, a number",
            "behaviour behaviour: @order: ':checkout from @customer' in #idle does something else",
            "  + $total becomes $price + 1",
        ],
    );
}

#[test]
fn types_and_origins_of_variables() {
    check(
        &[("$total becomes 0", "$total becomes \"\"")],
        &[
            "stored variable-type: @order: '$total' is a string now, no longer a number",
            "behaviour behaviour: @order: ':paid from @bank' in #waiting does something else",
            "  - $total becomes 0",
            "  + $total becomes \"\"",
            "callers message-field-type: @bank: 'amount' of ':charge' is a string now, no longer a number",
        ],
    );
    check(
        &[("      $total becomes 0\n", "")],
        &[
            "stored variable-removed: @order: variable '$total' is gone",
            "callers field-added: @order: ':checkout from @customer' has 'total' now, of any type",
            "behaviour behaviour: @order: ':checkout from @customer' in #idle does something else",
            "  -   emit :charge to @bank with amount: $total",
            "  +   emit :charge to @bank with amount: event.total",
            "behaviour behaviour: @order: ':paid from @bank' in #waiting does something else",
            "  - $total becomes 0",
            "callers message-field-type: @bank: 'amount' of ':charge' is of any type now, no longer a number",
        ],
    );
}

#[test]
fn an_input_is_for_whoever_creates_an_instance() {
    check(
        &[
            ("amount: $total", "amount: $total, rate: $rate"),
            ("  scenario: pay\n", "  scenario: pay\n    given:\n      $rate: number is 2\n"),
        ],
        &[
            "callers input-added: @order: variable '$rate' is new",
            "behaviour behaviour: @order: ':checkout from @customer' in #idle does something else",
            "  -   emit :charge to @bank with amount: $total",
            "  +   emit :charge to @bank with amount: $total, rate: $rate",
            "harmless message-field-added: @bank: ':charge' has 'rate' now, a number",
        ],
    );
}

#[test]
fn phrases_are_what_the_bindings_must_know() {
    check(
        &[("      order moves to #paid\n", "      send letter to $name\n      order moves to #paid\n")],
        &[
            "callers field-added: @order: ':paid from @bank' has 'name' now, of any type",
            "callers phrase-added: @order: phrase 'send letter to $name' is new",
            "behaviour behaviour: @order: ':paid from @bank' in #waiting does something else",
            "  + send letter to $name",
        ],
    );
    check(
        &[("$total becomes 0", "$total becomes 0\n      $at becomes now()")],
        &[
            "harmless variable-added: @order: variable '$at' is new",
            "callers phrase-added: @order: 'now()' is new",
            "behaviour behaviour: @order: ':paid from @bank' in #waiting does something else",
            "  + $at becomes now()",
        ],
    );
}

#[test]
fn deferring_is_behaviour() {
    let with = |step: &str| {
        format!(
            "machine: @door
  #closed
  #open
  on> :push from @visitor in #closed
    door moves to #open
  on> :ring from @visitor in #closed
    {step}
"
        )
    };
    assert_eq!(
        changes(&with("ring bell"), &with("defer")),
        [
            "callers phrase-removed: @door: phrase 'ring bell' is gone",
            "behaviour behaviour: @door: ':ring from @visitor' in #closed is deferred",
            "  - ring bell",
            "  + defer",
        ]
    );
    assert_eq!(
        changes(&with("defer"), &with("ignore")),
        ["behaviour behaviour: @door: ':ring from @visitor' in #closed is no longer deferred", "  - defer"]
    );
}

#[test]
fn guards_and_branches_are_behaviour() {
    check(
        &[(
            "        order moves to #waiting\n",
            "        order moves to #waiting\n      otherwise\n        order moves to #failed\n",
        )],
        &[
            "behaviour behaviour: @order: ':checkout from @customer' in #idle can lead to #failed too",
            "  + otherwise",
            "  +   order moves to #failed",
        ],
    );
    check(
        &[("? cart is valid", "? cart is valid\n      ? $total > 5")],
        &[
            "behaviour behaviour: @order: ':checkout from @customer' in #idle does something else",
            "  - ? cart is valid",
            "  + ? cart is valid ? $total > 5",
        ],
    );
}

#[test]
fn messages_to_actors_outside() {
    check(
        &[(
            "order moves to #failed",
            "emit :sorry to @customer with why: \"no\"\n      order moves to #failed",
        )],
        &[
            "behaviour behaviour: @order: ':declined from @bank' in #waiting does something else",
            "  + emit :sorry to @customer with why: \"no\"",
            "callers message-added: @customer: message ':sorry' is new",
        ],
    );
    check(
        &[("with amount: $total", "with amount: $total, currency: \"EUR\"")],
        &[
            "behaviour behaviour: @order: ':checkout from @customer' in #idle does something else",
            "  -   emit :charge to @bank with amount: $total",
            "  +   emit :charge to @bank with amount: $total, currency: \"EUR\"",
            "harmless message-field-added: @bank: ':charge' has 'currency' now, a string",
        ],
    );
}

#[test]
fn machines_come_and_go() {
    let two = format!(
        "{ORDER}machine: @bank\n  scenario: s\n    on :charge from @order\n      emit :paid to @order\n"
    );
    let added = changes(ORDER, &two);
    assert!(added.contains(&"harmless machine-added: the system: machine '@bank' is new".to_owned()));
    let gone = changes(&two, ORDER);
    assert!(gone.contains(&"stored machine-removed: the system: machine '@bank' is gone".to_owned()));
}

#[test]
fn every_kind_has_its_own_name() {
    let mut names: Vec<_> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Kind::ALL.len());
}

#[test]
fn other_ends_are_reported() {
    let ends = "machine: @order\n  ends in #paid, #failed\n";
    check(&[("machine: @order\n", ends)], &["behaviour ends: @order: instances end in #paid, #failed now"]);
    let with_ends = ORDER.replace("machine: @order\n", ends);
    let fewer = with_ends.replace("ends in #paid, #failed", "ends in #failed, #paid");
    assert_eq!(changes(&with_ends, &fewer), Vec::<String>::new());
    assert_eq!(
        changes(&with_ends, ORDER),
        ["behaviour ends: @order: the specification does not say any more where instances end"]
    );
}

#[test]
fn another_number_of_instances_breaks_what_is_stored() {
    let none = "system: s\nmachine: @order\n  on> :place from @customer\n    emit :pack to @stock with sku: \"a\", town: \"b\"\nmachine: @stock\n  on :pack from @order\n    $last: string becomes \"{$sku}{$town}\"\n";
    let one = none.replace("machine: @stock\n", "machine: @stock\n  one for all\n");
    let sku = none.replace("machine: @stock\n", "machine: @stock\n  one for each $sku\n");
    let both = none.replace("machine: @stock\n", "machine: @stock\n  one for each $sku, $town\n");
    let other_order = none.replace("machine: @stock\n", "machine: @stock\n  one for each $town, $sku\n");
    for (before, after, message) in [
        (none, &one[..], "one for all now, no longer one for each conversation"),
        (&one, none, "one for each conversation now, no longer one for all"),
        (&one, &sku, "one for each $sku now, no longer one for all"),
        (&sku, &both, "one for each $sku, $town now, no longer one for each $sku"),
        (&both, &other_order, "one for each $town, $sku now, no longer one for each $sku, $town"),
    ] {
        let expected = format!("stored instances: @stock: there is {message}");
        let found = changes(before, after);
        assert!(found.contains(&expected), "{found:?} instead of {expected}");
        assert_eq!(found.iter().filter(|change| change.contains("instances:")).count(), 1, "{found:?}");
        assert_eq!(changes(after, after), Vec::<String>::new());
    }
}

#[test]
fn the_instances_that_get_an_event_are_part_of_a_body() {
    let old = "system: s\nmachine: @order\n  on> :place from @customer\n    emit :pack to @parcel\nmachine: @parcel\n  on :pack from @order\n    $packed becomes true\n";
    let new = old.replace("to @parcel", "to a new @parcel");
    let all = old.replace("to @parcel", "to all @parcel");
    for (before, after, line) in [
        (old, new.as_str(), "+ emit :pack to a new @parcel"),
        (new.as_str(), all.as_str(), "+ emit :pack to all @parcel"),
        (all.as_str(), old, "+ emit :pack to @parcel"),
    ] {
        let found = changes(before, after);
        assert!(found.iter().any(|change| change.contains(line)), "{found:?}");
        assert_eq!(changes(after, after), Vec::<String>::new());
    }
}
