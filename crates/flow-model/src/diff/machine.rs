//! The declarations of a machine: its states, its context, its events and their payloads, its bindings; and the messages to actors outside.
//!
//! The bodies of handlers are compared elsewhere, in `bodies`.

use super::names::{MachinePair, Matched, Names};
use super::{Change, Changes, Impact, Kind, Version};
use crate::edges::edges;
use crate::list::Id;
use crate::model::*;
use crate::visit;
use crate::words;
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;

/// How many moves of a new event a message lists; the others are counted, so that it stays one line or two.
const MOST_MOVES: usize = 6;

/// The system's name, and machines that are gone or new.
pub(super) fn compare_systems(changes: &mut Changes<'_>, names: &Names) {
    let (old, new) = (changes.old.model, changes.new.model);
    let name = |model: &Model| model.name.as_ref().map(|name| name.text.clone());
    if let (Some(was), Some(is)) = (name(old), name(new))
        && was != is
    {
        changes.add(Kind::SystemName, format!("the system '{was}' is called '{is}' now"));
    }
    let thing = |machine: &Machine| (format!("machine '@{}'", machine.name.text), machine.name.span);
    let (was, is) = (|id| thing(&old.machines[id]), |id| thing(&new.machines[id]));
    report_matched(changes, &names.all, [Kind::MachineRemoved, Kind::MachineAdded], was, is);
}

/// The rules that only one version has. Rules are compared by their words: a rule that is worded differently is another one.
pub(super) fn compare_rules(changes: &mut Changes<'_>) {
    let (old, new) = (words_of_rules(changes.old), words_of_rules(changes.new));
    for (words, at) in old.iter().filter(|(words, _)| new.iter().all(|(other, _)| other != words)) {
        changes.add(Kind::RuleRemoved, format!("the rule '{words}' is gone")).was_at(*at);
    }
    for (words, at) in new.iter().filter(|(words, _)| old.iter().all(|(other, _)| other != words)) {
        changes.add(Kind::RuleAdded, format!("the rule '{words}' is new")).is_at(*at);
    }
}

/// The words of all rules and assumptions with one blank between them, a `when` before its rules.
fn words_of_rules(version: Version<'_>) -> Vec<(String, Span)> {
    let words = |span: Span| version.sources.text(span).split_whitespace().gather().join(" ");
    let Rules { rules, exclusions } = &version.model.rules;
    let rules = rules.iter().map(|rule| {
        let when = rule.when.as_ref().map_or(String::new(), |when| format!("when {}: ", words(when.span())));
        (when + &words(rule.span), rule.span)
    });
    rules.chain(exclusions.iter().map(|exclusion| (words(exclusion.span), exclusion.span))).gather()
}

/// Reports removed items, perhaps renamed, and added ones.
fn report_matched<I: Id>(
    changes: &mut Changes<'_>,
    matched: &Matched<I>,
    [removed, added]: [Kind; 2],
    old: impl Fn(I) -> (String, Span),
    new: impl Fn(I) -> (String, Span),
) {
    for (from, to) in &matched.renamed {
        let ((was, was_at), (is, is_at)) = (old(*from), new(*to));
        let message = format!("{was} is gone; perhaps {is} is its new name");
        changes.add(removed, message).was_at(was_at).is_at(is_at);
    }
    for gone in &matched.gone {
        let (was, at) = old(*gone);
        changes.add(removed, format!("{was} is gone")).was_at(at);
    }
    for new_one in &matched.new {
        let (is, at) = new(*new_one);
        changes.add(added, format!("{is} is new")).is_at(at);
    }
}

/// Compares the declarations of one machine.
pub(super) fn compare_declarations(changes: &mut Changes<'_>, names: &Names, pair: &MachinePair) {
    let (old_model, new_model) = (changes.old.model, changes.new.model);
    let (old, new) = (&old_model.machines[pair.old], &new_model.machines[pair.new]);
    compare_states(changes, pair, old, new);
    compare_ends(changes, pair, old, new);
    compare_instances(changes, pair, old, new);
    compare_variables(changes, pair, old, new);
    compare_instance_ids(changes, old, new);
    compare_events(changes, names, pair, old, new);
    compare_phrases(changes, pair, old, new);
    compare_functions(changes, old, new);
}

fn compare_states(changes: &mut Changes<'_>, pair: &MachinePair, old: &Machine, new: &Machine) {
    let thing = |state: &State| (format!("state '#{}'", state.name.text), state.name.span);
    let (was, is) = (|id| thing(&old.states[id]), |id| thing(&new.states[id]));
    report_matched(changes, &pair.states, [Kind::StateRemoved, Kind::StateAdded], was, is);
    if pair.states.new_of(old.initial) != Some(new.initial) {
        let (was, is) = (words::state(old, old.initial), words::state(new, new.initial));
        let change = changes.add(Kind::InitialState, format!("instances start in {is}, no longer in {was}"));
        change.was_at(old.states[old.initial].name.span);
        change.is_at(new.states[new.initial].name.span);
    }
}

fn compare_ends(changes: &mut Changes<'_>, pair: &MachinePair, old: &Machine, new: &Machine) {
    let mut was: Vec<_> = old.ends.states.iter().map(|state| pair.states.new_of(*state)).gather();
    let mut is: Vec<_> = new.ends.states.iter().map(|state| Some(*state)).gather();
    was.sort();
    is.sort();
    if was == is {
        return;
    }
    let message = match new.ends.are_said() {
        true => format!("instances end in {} now", words::states(new, &new.ends.states)),
        false => "the specification does not say any more where instances end".to_owned(),
    };
    let place = |machine: &Machine| machine.ends.names.first().map(|name| name.span);
    let change = changes.add(Kind::Ends, message);
    (change.old, change.new) = (place(old), place(new));
}

/// The number of instances, and the key that identifies them.
fn compare_instances(changes: &mut Changes<'_>, pair: &MachinePair, old: &Machine, new: &Machine) {
    let same = match (&old.instances, &new.instances) {
        (Instances::PerKey(was), Instances::PerKey(is)) => {
            was.iter().map(|key| pair.variables.new_of(*key)).eq(is.iter().map(|key| Some(*key)))
        }
        (was, is) => was == is,
    };
    if same {
        return;
    }
    let message = format!("there is {} now, no longer {}", describe_count(new), describe_count(old));
    changes.add(Kind::Instances, message).was_at(old.name.span).is_at(new.name.span);
}

/// `one for each $account_id`.
fn describe_count(machine: &Machine) -> String {
    match &machine.instances {
        Instances::PerConversation => "one for each conversation".to_owned(),
        Instances::One => "one for all".to_owned(),
        Instances::PerKey(keys) => {
            let names = keys.iter().map(|key| format!("${}", machine.variables[*key].name.text));
            format!("one for each {}", names.gather().join(", "))
        }
    }
}

fn compare_variables(changes: &mut Changes<'_>, pair: &MachinePair, old: &Machine, new: &Machine) {
    let (old_model, new_model) = (changes.old.model, changes.new.model);
    let thing = |variable: &Variable| (format!("variable '${}'", variable.name.text), variable.name.span);
    let (was, is) = (|id| thing(&old.variables[id]), |id| thing(&new.variables[id]));
    let is_set = |id: &VariableId| new.variables[*id].origin == Origin::Set;
    let (variables, inputs) = pair.variables.split_new(is_set);
    report_matched(changes, &variables, [Kind::VariableRemoved, Kind::VariableAdded], was, is);
    report_matched(changes, &inputs, [Kind::VariableRemoved, Kind::InputAdded], was, is);
    for (from, to) in &pair.variables.both {
        let (was, is) = (&old.variables[*from], &new.variables[*to]);
        let name = &is.name.text;
        let types = [words::ty(old_model, &was.ty), words::ty(new_model, &is.ty)];
        let change = if types[0] != types[1] {
            changes.add(Kind::VariableType, describe_type_change(&format!("'${name}'"), &types))
        } else if is_key(was) || is_key(is) {
            // The number of instances is another change.
            continue;
        } else if (was.origin == Origin::Set) != (is.origin == Origin::Set) {
            changes.add(Kind::VariableOrigin, format!("'${name}' is {} now", describe_origin(is.origin)))
        } else {
            continue;
        };
        change.was_at(was.name.span).is_at(is.name.span);
    }
}

fn is_key(variable: &Variable) -> bool {
    variable.origin == Origin::Key
}

fn describe_type_change(name: &str, [was, is]: &[String; 2]) -> String {
    format!("{name} is {} now, no longer {}", with_article(is), with_article(was))
}

/// `a number`, `an integer`, and `of any type`.
fn with_article(ty: &str) -> String {
    match ty.chars().next() {
        _ if ty == "any" => "of any type".to_owned(),
        Some('a' | 'i' | 'o') => format!("an {ty}"),
        _ => format!("a {ty}"),
    }
}

fn describe_origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Set => "set by the machine",
        Origin::Key => "a key of the machine",
        Origin::Given | Origin::NeverSet => "provided by whoever creates the instance",
    }
}

fn compare_instance_ids(changes: &mut Changes<'_>, old: &Machine, new: &Machine) {
    let message = match (old.uses_id, new.uses_id) {
        (InstanceId::Unused, InstanceId::Used) => "instances are created with their id now",
        (InstanceId::Used, InstanceId::Unused) => "instances are created without an id now",
        _ => return,
    };
    changes.add(Kind::InstanceId, message).was_at(old.name.span).is_at(new.name.span);
}

fn compare_events(
    changes: &mut Changes<'_>,
    names: &Names,
    pair: &MachinePair,
    old: &Machine,
    new: &Machine,
) {
    let (old_model, new_model) = (changes.old.model, changes.new.model);
    let party = |party| names.new_name_of_party(old_model, new_model, party);
    let was =
        |id: EventId| (format!("event '{}'", event_name(&old.events[id], party)), old.events[id].name.span);
    let is = |id: EventId| {
        let name = event_name(&new.events[id], |party| words::party(new_model, party));
        (format!("event '{name}'"), new.events[id].name.span)
    };
    let mut own = pair.events.clone();
    own.gone.retain(|at| !old.events[*at].handlers.is_empty());
    own.new.retain(|at| !new.events[*at].handlers.is_empty());
    own.renamed.retain(|(_, to)| !new.events[*to].handlers.is_empty());
    let first = changes.list.len();
    let added = std::mem::take(&mut own.new);
    report_matched(changes, &own, [Kind::EventRemoved, Kind::EventAdded], was, is);
    for id in added {
        let (name, place) = is(id);
        let message = format!("{name} is new{}", list_moves(new_model, pair.new, id));
        changes.add(Kind::EventAdded, message).is_at(place);
    }
    for change in &mut changes.list[first..] {
        lower_impact_of_own_event(change);
    }
    for (from, to) in &own.both {
        compare_event(changes, (&old.events[*from], &new.events[*to]), &is(*to).0);
    }
}

/// The moves of a new event: `: from #idle to #paid, from #paid to #closed`.
fn list_moves(model: &Model, machine: MachineId, event: EventId) -> String {
    let owner = &model.machines[machine];
    let edges = edges(model, machine).into_iter().filter(|edge| edge.event == event && edge.from != edge.to);
    let mut moves: Vec<(StateId, StateId)> = edges.map(|edge| (edge.from, edge.to)).gather();
    moves.sort();
    moves.dedup();
    let mut shown: Vec<String> = moves
        .iter()
        .take(MOST_MOVES)
        .map(|(from, to)| format!("from {} to {}", words::state(owner, *from), words::state(owner, *to)))
        .gather();
    if moves.len() > MOST_MOVES {
        shown.push(format!("and {} more", moves.len() - MOST_MOVES));
    }
    if shown.is_empty() { String::new() } else { format!(": {}", shown.join(", ")) }
}

/// Lowers the impact of changes to events of time and of the instance itself: no caller sends them.
fn lower_impact_of_own_event(change: &mut Change) {
    let own = change.message.contains(" from @system'") || change.message.contains(" from @self'");
    if own && change.impact == Impact::Callers {
        change.impact = Impact::Behaviour;
    }
}

/// `:checkout from @customer`.
pub(super) fn event_name(event: &Event, party: impl Fn(Party) -> String) -> String {
    match event.from {
        Some(from) => format!(":{} from {}", event.name.text, party(from)),
        None => format!(":{}", event.name.text),
    }
}

fn compare_event(changes: &mut Changes<'_>, (old, new): (&Event, &Event), name: &str) {
    if old.handlers.is_empty() {
        return;
    }
    let name = name.strip_prefix("event ").unwrap_or(name);
    match (old.visibility, new.visibility) {
        (Visibility::Public, Visibility::Internal) => {
            changes
                .add(Kind::EventHidden, format!("{name} is internal now"))
                .was_at(old.name.span)
                .is_at(new.name.span);
        }
        (Visibility::Internal, Visibility::Public) => {
            changes
                .add(Kind::EventPublished, format!("{name} is public now"))
                .was_at(old.name.span)
                .is_at(new.name.span);
        }
        _ => {}
    }
    let kinds = [Kind::FieldRemoved, Kind::FieldAdded, Kind::FieldType];
    compare_fields(changes, kinds, name, (&old.fields, &new.fields));
}

/// The fields of a payload, by name.
fn compare_fields(
    changes: &mut Changes<'_>,
    [removed, added, retype]: [Kind; 3],
    of: &str,
    (old, new): (&[PayloadField], &[PayloadField]),
) {
    let (old_model, new_model) = (changes.old.model, changes.new.model);
    let find = |list: &[PayloadField], name: &str| list.iter().position(|field| field.name.text == name);
    for field in old.iter().filter(|field| find(new, &field.name.text).is_none()) {
        changes.add(removed, format!("{of} has no '{}' any more", field.name.text)).was_at(field.name.span);
    }
    for field in new {
        let name = &field.name.text;
        let is = words::ty(new_model, &field.ty);
        let Some(was) = find(old, name).map(|at| &old[at]) else {
            changes
                .add(added, format!("{of} has '{name}' now, {}", with_article(&is)))
                .is_at(field.name.span);
            continue;
        };
        let types = [words::ty(old_model, &was.ty), is];
        if types[0] != types[1] {
            let message = describe_type_change(&format!("'{name}' of {of}"), &types);
            changes.add(retype, message).was_at(was.name.span).is_at(field.name.span);
        }
    }
}

fn compare_phrases(changes: &mut Changes<'_>, pair: &MachinePair, old: &Machine, new: &Machine) {
    let (old_model, new_model) = (changes.old.model, changes.new.model);
    let mut bindings = pair.phrases.clone();
    bindings.gone.retain(|at| old.phrases[*at].kind.is_binding());
    bindings.new.retain(|at| new.phrases[*at].kind.is_binding());
    bindings.renamed.retain(|(_, to)| new.phrases[*to].kind.is_binding());
    let thing = |phrase: &Phrase| (format!("phrase '{}'", phrase.text), phrase.span);
    let (was, is) = (|id| thing(&old.phrases[id]), |id| thing(&new.phrases[id]));
    report_matched(changes, &bindings, [Kind::PhraseRemoved, Kind::PhraseAdded], was, is);
    for (from, to) in &bindings.both {
        let (was, is) = (&old.phrases[*from], &new.phrases[*to]);
        let signatures = [describe_arguments(old_model, was), describe_arguments(new_model, is)];
        if is.kind.is_binding() && signatures[0] != signatures[1] {
            let message =
                format!("phrase '{}' takes {} now, no longer {}", is.text, signatures[1], signatures[0]);
            changes.add(Kind::PhraseChanged, message).was_at(was.span).is_at(is.span);
        }
    }
}

/// The arguments of a phrase: `amount: number`.
fn describe_arguments(model: &Model, phrase: &Phrase) -> String {
    let params =
        phrase.params.iter().map(|param| format!("'{}: {}'", param.name, words::ty(model, &param.ty)));
    let params: Vec<_> = params.gather();
    if params.is_empty() { "nothing".to_owned() } else { params.join(" and ") }
}

/// `uuid()` and `now()`, which the bindings answer where a machine uses them.
fn compare_functions(changes: &mut Changes<'_>, old: &Machine, new: &Machine) {
    for (name, is) in [("uuid()", ExprKind::Uuid), ("now()", ExprKind::Now)] {
        match (find_use(old, &is), find_use(new, &is)) {
            (None, Some(at)) => {
                changes.add(Kind::PhraseAdded, format!("'{name}' is new")).is_at(at);
            }
            (Some(at), None) => {
                changes.add(Kind::PhraseRemoved, format!("'{name}' is gone")).was_at(at);
            }
            _ => {}
        }
    }
}

fn find_use(machine: &Machine, wanted: &ExprKind) -> Option<Span> {
    let mut found = None;
    for (_, handler) in machine.definitions() {
        visit::body_exprs(&handler.body, &mut |expr| {
            if expr.kind == *wanted {
                found.get_or_insert(expr.span);
            }
        });
    }
    found
}

/// The messages to actors outside.
pub(super) fn compare_actors(changes: &mut Changes<'_>, names: &Names) {
    let (old, new) = (changes.old.model, changes.new.model);
    for gone in &names.actors.gone {
        let actor = &old.actors[*gone];
        changes.of = Some(format!("@{}", actor.name.text));
        compare_messages(changes, &actor.messages, &List::new());
    }
    for (from, to) in &names.actors.both {
        changes.of = Some(format!("@{}", new.actors[*to].name.text));
        compare_messages(changes, &old.actors[*from].messages, &new.actors[*to].messages);
    }
    for added in &names.actors.new {
        let actor = &new.actors[*added];
        changes.of = Some(format!("@{}", actor.name.text));
        compare_messages(changes, &List::new(), &actor.messages);
    }
}

fn compare_messages(
    changes: &mut Changes<'_>,
    old: &List<MessageId, Message>,
    new: &List<MessageId, Message>,
) {
    let matched = Matched::of_messages(old, new);
    let thing = |message: &Message| (format!("message ':{}'", message.name.text), message.name.span);
    let (was, is) = (|id| thing(&old[id]), |id| thing(&new[id]));
    report_matched(changes, &matched, [Kind::MessageRemoved, Kind::MessageAdded], was, is);
    let kinds = [Kind::MessageFieldRemoved, Kind::MessageFieldAdded, Kind::MessageFieldType];
    for (from, to) in &matched.both {
        let name = format!("':{}'", new[*to].name.text);
        compare_fields(changes, kinds, &name, (&old[*from].fields, &new[*to].fields));
    }
}
