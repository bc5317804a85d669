//! Plans for one change at a time, with something stored of each kind.

use super::*;
use crate::Becomes;

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn fields(fields: &[(&str, &str)]) -> Vec<FieldDescription> {
    let field = |(name, of_type): &(&str, &str)| FieldDescription {
        name: (*name).to_owned(),
        of_type: (*of_type).to_owned(),
    };
    fields.iter().map(field).collect()
}

fn event(name: &str, from: Option<&str>, payload: &[(&str, &str)]) -> EventDescription {
    let from = from.map(str::to_owned);
    EventDescription { name: name.into(), from, fields: fields(payload), ..EventDescription::default() }
}

fn phrase(function: &str, answer: &str) -> PhraseDescription {
    PhraseDescription {
        function: function.into(),
        kind: "Answer".into(),
        arguments: texts(&["number"]),
        answer: answer.into(),
    }
}

/// An order with one of everything.
fn order() -> Description {
    let machine = MachineDescription {
        name: "order".into(),
        one_for: None,
        states: texts(&["new", "payed", "done"]),
        ends: texts(&["done"]),
        groups: Vec::new(),
        variables: fields(&[("sum", "number"), ("note", "string")]),
        events: vec![
            event("pay", Some("customer"), &[("sum", "number")]),
            event("payed", Some("bank"), &[]),
            event("late", Some("system"), &[]),
        ],
        phrases: vec![phrase("charge", "string")],
        is_awaited: true,
    };
    let stock = MachineDescription {
        name: "stock".into(),
        one_for: Some(texts(&["sku"])),
        states: texts(&["open"]),
        variables: fields(&[("sku", "string")]),
        ..MachineDescription::default()
    };
    let charge = MessageDescription { name: "charge".into(), fields: fields(&[("sum", "number")]) };
    let bank = ActorDescription { name: "bank".into(), messages: vec![charge] };
    Description { number: "decimal".into(), machines: vec![machine, stock], actors: vec![bank] }
}

fn stored() -> Inventory {
    let instances = |machine: &str, state: &str, count| InstancesIn {
        machine: machine.into(),
        state: state.into(),
        has_ended: state == "done",
        count,
    };
    let at = |name: &str, from: &str, place, count| EventAt {
        machine: "order".into(),
        event: name.into(),
        from: Some(from.into()),
        place,
        count,
    };
    Inventory {
        instances: vec![
            instances("order", "new", 1),
            instances("order", "payed", 2),
            instances("order", "done", 3),
            instances("stock", "open", 1),
        ],
        events: vec![
            at("pay", "customer", Place::Queued, 1),
            at("pay", "customer", Place::Dead, 2),
            at("payed", "bank", Place::Deferred, 1),
            at("late", "system", Place::Timer, 4),
        ],
        messages: vec![MessagesTo { actor: "bank".into(), message: "charge".into(), count: 1 }],
        answers: vec![OldAnswers {
            machine: "order".into(),
            function: "charge".into(),
            is_open: true,
            count: 1,
        }],
        group_timers: Vec::new(),
        is_drained: false,
    }
}

/// The plan after a change, with mappings for `@order` and `@bank`.
fn planned(
    change: impl FnOnce(&mut Description),
    mappings: &[(&'static str, &'static str, Becomes)],
) -> Plan {
    let mut new = order();
    change(&mut new);
    let mappings: Vec<_> =
        mappings.iter().map(|(of, old, becomes)| Mapping { of, old, becomes: *becomes }).collect();
    plan(&order(), &new, &mappings, &stored())
}

/// The lines of a plan without those of the kind [`PlanKind::GoesOn`].
fn lines(plan: &Plan) -> Vec<String> {
    let lines = plan.lines.iter().filter(|line| line.kind != PlanKind::GoesOn);
    lines.map(|line| format!("{}: @{}: {} {:?}", line.kind, line.of, line.what, line.write)).collect()
}

#[test]
fn a_program_goes_on_with_its_own_data() {
    let same = planned(|_| {}, &[]);
    assert!(same.is_complete() && same.changes.is_empty());
    let text = "goes on: @order: 1 recorded answer 'charge': a handler that asks something else now makes its event a dead letter";
    assert_eq!(same.to_string(), text);
}

#[test]
fn a_state_that_is_gone_needs_another() {
    let renamed = |new: &mut Description| new.machines[0].states[1] = "paid".into();
    let open = planned(renamed, &[]);
    assert_eq!(
        lines(&open),
        ["open: @order: 2 instances in #payed, which is gone [\"\\\"#payed\\\" = \\\"#paid\\\"\"]"]
    );
    assert!(!open.is_complete());
    let mapped = planned(renamed, &[("order", "#payed", Becomes::Name("#paid"))]);
    assert_eq!(lines(&mapped), ["migrated: @order: 2 instances in #payed are in #paid from now on []"]);
    assert_eq!(mapped.changes.machines[0].states, [("payed".to_owned(), "paid".to_owned())]);
    let nowhere = planned(renamed, &[("order", "#payed", Becomes::Name("#piad"))]);
    assert!(lines(&nowhere)[0].contains("mapped to no state"), "{nowhere}");
}

#[test]
fn a_mapping_of_an_earlier_upgrade_has_no_effect() {
    // Both names were there before: instances in '#new' are in '#new'.
    let stale = [("order", "#new", Becomes::Name("#payed")), ("order", "$note", Becomes::Name("$sum"))];
    let plan = planned(|new| new.machines[0].states.push("later".into()), &stale);
    assert!(plan.is_complete() && plan.changes.is_empty(), "{plan}");
    // One of them is new: the author's intention is unclear.
    let unclear = planned(
        |new| new.machines[0].states.push("later".into()),
        &[("order", "#new", Becomes::Name("#later"))],
    );
    assert!(lines(&unclear)[0].starts_with("open: @order: 1 instance in #new, which is mapped"), "{unclear}");
}

#[test]
fn timers_of_a_group_need_a_group() {
    let mut old = order();
    old.machines[0].groups = texts(&["open"]);
    let timers = GroupTimers { machine: "order".into(), group: "open".into(), count: 2 };
    let stored = Inventory { group_timers: vec![timers], ..stored() };
    let mut new = old.clone();
    assert!(plan(&old, &new, &[], &stored).is_complete());
    new.machines[0].groups = texts(&["active"]);
    let open = plan(&old, &new, &[], &stored);
    assert!(lines(&open)[0].contains("2 timers of the group #open, which has no timers any more"), "{open}");
    let mapping = [Mapping { of: "order", old: "#open", becomes: Becomes::Name("#active") }];
    let mapped = plan(&old, &new, &mapping, &stored);
    assert!(mapped.is_complete(), "{mapped}");
    assert_eq!(mapped.changes.machines[0].groups, [("open".to_owned(), "active".to_owned())]);
}

#[test]
fn ends_are_those_of_the_new_version() {
    let ends = planned(|new| new.machines[0].ends = texts(&["payed"]), &[]);
    assert_eq!(
        lines(&ends),
        [
            "migrated: @order: 2 instances in #payed are at their end now: timers are cancelled, and deferred events are dead letters []",
            "migrated: @order: 3 instances in #done are not at their end any more, and take events again []",
        ]
    );
    assert_eq!(ends.changes.machines.len(), 1);
}

#[test]
fn variables_are_renamed_dropped_and_read_with_other_types() {
    let renamed = |new: &mut Description| new.machines[0].variables[0].name = "total".into();
    let open = planned(renamed, &[]);
    assert!(!open.is_complete());
    assert!(
        open.to_string().contains("[migrate.order] \"$sum\" = \"$total\"  or  \"$sum\" = \"drop\""),
        "{open}"
    );
    let mapped = planned(renamed, &[("order", "$sum", Becomes::Name("$total"))]);
    let rename = ValueChange::Rename("sum".into(), "total".into());
    assert_eq!((mapped.is_complete(), &*mapped.changes.machines[0].variables), (true, &[rename][..]));
    let dropped = planned(renamed, &[("order", "$sum", Becomes::Dropped)]);
    assert_eq!(dropped.changes.machines[0].variables, [ValueChange::Drop("sum".into())]);
    let taken = planned(renamed, &[("order", "$sum", Becomes::Name("$note"))]);
    assert!(taken.to_string().contains("$sum is mapped to $note, which has a value already"), "{taken}");

    let text = |new: &mut Description| new.machines[0].variables[0].of_type = "string".into();
    assert!(planned(text, &[]).to_string().contains("$sum was number, and is string"));
    let read = planned(text, &[("order", "$sum", Becomes::Name("$sum"))]);
    assert!(read.is_complete() && read.changes.machines.len() == 1, "{read}");
    let set = planned(text, &[("order", "$sum", Becomes::Value("\"0\""))]);
    assert_eq!(set.changes.machines[0].variables, [ValueChange::Set("sum".into(), "\"0\"".into())]);

    let added = |new: &mut Description| new.machines[0].variables.extend(fields(&[("currency", "string")]));
    let zero = planned(added, &[]);
    assert!(zero.is_complete() && zero.to_string().contains("$currency is new, and is zero"), "{zero}");
    let euro = planned(added, &[("order", "$currency", Becomes::Value("\"EUR\""))]);
    assert_eq!(euro.changes.machines[0].variables, [ValueChange::Set("currency".into(), "\"EUR\"".into())]);
}

#[test]
fn events_are_renamed_dropped_and_have_other_payloads() {
    let renamed = |new: &mut Description| new.machines[0].events[0].name = "settle".into();
    let open = planned(renamed, &[]);
    assert!(
        open.to_string()
            .contains("open: @order: :pay from @customer (1 queued, 2 dead letters), which is gone"),
        "{open}"
    );
    assert!(open.to_string().contains("\":pay from @customer\" = \":settle from @customer\""), "{open}");
    let mapped = planned(renamed, &[("order", ":pay", Becomes::Name(":settle"))]);
    assert!(mapped.is_complete(), "{mapped}");
    assert_eq!(mapped.changes.events[0].new, Some(("settle".to_owned(), Some("customer".to_owned()))));
    let dropped = planned(renamed, &[("order", ":pay from @customer", Becomes::Dropped)]);
    assert!(dropped.is_complete() && dropped.changes.events[0].new.is_none());

    let sender = |new: &mut Description| new.machines[0].events[1].from = None;
    assert!(!planned(sender, &[]).is_complete());
    let any = planned(sender, &[("order", ":payed from @bank", Becomes::Name(":payed"))]);
    assert_eq!(any.changes.events[0].new, Some(("payed".to_owned(), None)));

    let field = |new: &mut Description| new.machines[0].events[0].fields[0].name = "amount".into();
    let open = planned(field, &[]);
    assert!(!open.is_complete() && open.to_string().contains(":pay.sum is gone"), "{open}");
    let mapped = planned(field, &[("order", ":pay.sum", Becomes::Name(":pay.amount"))]);
    assert!(mapped.is_complete(), "{mapped}");
    let added = |new: &mut Description| new.machines[0].events[0].fields.extend(fields(&[("tip", "number")]));
    assert!(
        planned(added, &[])
            .to_string()
            .contains("write in flow.toml: [migrate.order] \":pay.tip\" = { value = … }")
    );
    assert!(planned(added, &[("order", ":pay.tip", Becomes::Value("0"))]).is_complete());

    let timer = |new: &mut Description| drop(new.machines[0].events.pop());
    assert!(planned(timer, &[]).to_string().contains(":late from @system (4 timers), which is gone"));
    assert!(planned(timer, &[("order", ":late", Becomes::Dropped)]).is_complete());
}

#[test]
fn messages_to_actors_are_stored_too() {
    let gone = |new: &mut Description| new.actors.clear();
    assert!(planned(gone, &[]).to_string().contains("open: @bank: :charge (1 message), which is gone"));
    let dropped = planned(gone, &[("bank", ":charge", Becomes::Dropped)]);
    assert!(dropped.is_complete() && dropped.changes.messages[0].new.is_none());
    let renamed = |new: &mut Description| new.actors[0].messages[0].name = "collect".into();
    let mapped = planned(renamed, &[("bank", ":charge", Becomes::Name(":collect"))]);
    assert_eq!(mapped.changes.messages[0].new.as_deref(), Some("collect"));
    let fields = [
        ("bank", ":charge", Becomes::Name(":collect")),
        ("bank", ":charge.sum", Becomes::Name(":collect.amount")),
    ];
    let both = |new: &mut Description| {
        new.actors[0].messages[0].name = "collect".into();
        new.actors[0].messages[0].fields[0].name = "amount".into();
    };
    assert!(!planned(both, &fields[..1]).is_complete());
    assert!(planned(both, &fields).is_complete());
}

#[test]
fn other_ids_are_refused_and_so_are_machines_that_are_gone() {
    let refused = |change: fn(&mut Description)| {
        let plan = planned(change, &[]);
        assert_eq!(plan.lines.iter().map(|line| line.kind).min(), Some(PlanKind::Refused), "{plan}");
    };
    refused(|new| new.machines[0].one_for = Some(Vec::new()));
    refused(|new| new.machines[1].one_for = None);
    refused(|new| new.machines[1].one_for = Some(texts(&["sku", "shop"])));
    refused(|new| new.machines[1].variables[0].of_type = "integer".into());
    refused(|new| drop(new.machines.remove(0)));
    let none = Inventory { answers: Vec::new(), ..Inventory::default() };
    let mut new = order();
    new.machines.clear();
    assert!(plan(&order(), &new, &[], &none).lines.is_empty(), "nothing is stored");
}

#[test]
fn answers_that_may_not_fit_are_waited_for() {
    let changes: [fn(&mut Description); 3] = [
        |new| new.machines[0].phrases[0].answer = "number".into(),
        |new| new.machines[0].phrases.clear(),
        |new| new.machines[0].is_awaited = false,
    ];
    for change in changes {
        let open = planned(change, &[]);
        assert!(!open.is_complete() && open.to_string().contains("call `Host::drain`"), "{open}");
        let mut new = order();
        change(&mut new);
        let drained = plan(&order(), &new, &[], &Inventory { is_drained: true, ..stored() });
        assert!(drained.is_complete(), "{drained}");
        assert_eq!(drained.changes.answers, [("order".to_owned(), "charge".to_owned())]);
    }
}

#[test]
fn another_type_of_numbers_is_another_type() {
    let float = planned(|new| new.number = "f64".into(), &[]);
    assert!(float.to_string().contains("$sum was decimal, and is f64"), "{float}");
    assert!(float.to_string().contains("call `Host::drain`"), "{float}");
}

#[test]
fn a_description_is_read_as_it_was_written() {
    let text = order().to_json().unwrap();
    assert_eq!(Description::from_json(&text).unwrap(), order());
    let shorter = text.replace(",\"is_awaited\":true", "");
    assert!(Description::from_json(&shorter).is_ok(), "parts that are missing have defaults");
}
