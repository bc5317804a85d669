//! The statements of a handler, ordered so that a failure leaves no trace (reference#staging, reference#failure).
//!
//! Updates and transitions are made in place, since bindings see the new context; where something later can end the handler, be it a failure
//! or a panic of a binding or the sink, the old value is saved in a slot and restored then. Emits cannot be taken back: where a later
//! step can fail or calls a binding they are delayed in a slot, and sent as soon as none can. A handler that changes nothing before its
//! last emit has no slots. Arithmetic moves before the first change, and changes move after the last emit, where the order cannot be
//! observed ([`early`], [`late`]).
//!
//! Payload fields are taken out of the event at their last use if nothing can fail there and later, and cloned elsewhere: the event
//! of a handler that fails or panics is whole.

mod early;
mod fields;
mod late;
mod planner;
pub(crate) mod step;
mod uses;

use flow_model::model::{self, Block, FieldId, List, Model, Step};
use flow_model::visit::always_rejects;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};
use proc_macro2::Ident;

use super::handler::{End, Failure, Handler, Reads, Run, SlotId, Sources, Stmt, Takes, Undo};
use super::items::{Field, Guards};
use early::{find_early_updates, is_unseen};
use late::{Late, find_late_changes};
use planner::{After, Path, Planner};
use step::{Effects, asks_guards, refuses};

pub(crate) use fields::is_small;
pub(crate) use uses::{asks_sink, calls_uuid, needs_now, needs_uuid};

/// Plans one private function. `payload` are the fields of the struct that it takes.
pub(crate) fn plan_handler<'m>(
    (model, machine): (&'m Model, &'m model::Machine),
    run: Run,
    function: Ident,
    payload: &List<FieldId, Field>,
    guards: Guards,
) -> Handler<'m> {
    let definition = &machine.handlers[run.handler];
    let (mut planner, mut path) = (Planner::new(model), Path::default());
    let body = planner.plan_block(&definition.body, &After::default(), &mut path);
    let effects = Effects::of_block(model, &definition.body);
    let fails = effects.fails || (guards == Guards::Fallible && asks_guards(&definition.body));
    Handler {
        handler: run.handler,
        event: run.event,
        function,
        reaction: definition.reaction,
        states: Vec::new(),
        payload: map_payload_names(machine, run, payload),
        copied: fields::find_copied_values(&definition.body),
        reads_event: Reads::from(fields::are_read(&definition.body)),
        takes_fields: if planner.takes { Takes::Some } else { Takes::Nothing },
        reads_bindings: Reads::from(effects.calls_bindings),
        reads_emits: Reads::from(effects.emits && sends(&body) || effects.asks_sink),
        made: uses::find_made_machines(&definition.body),
        failure: match fails {
            true if refuses(&definition.body) => Failure::Refusal,
            true => Failure::Possible,
            false => Failure::Never,
        },
        undo: if planner.undone { Undo::Needed } else { Undo::Never },
        slots: planner.slots,
        body,
        end: if always_rejects(&definition.body) { End::Never } else { End::Reached },
        passes: path.passes,
    }
}

/// Whether statements send anything: the delayed emits of paths that reject are not sent.
fn sends(stmts: &[Stmt<'_>]) -> bool {
    stmts.iter().any(|stmt| match stmt {
        Stmt::Emit(_, None, _) | Stmt::Send(_) => true,
        Stmt::Branch(groups, otherwise) | Stmt::Catch(_, groups, otherwise) => {
            groups.iter().any(|(_, body)| sends(body)) || sends(otherwise)
        }
        Stmt::Loop(_, _, body) => sends(body),
        _ => false,
    })
}

/// The fields of the definition's event with their names in the struct of the handled event. The two differ where the definition
/// takes an event from any sender: fields are matched by name, and fields that the sender does not send are left out.
fn map_payload_names(
    machine: &model::Machine,
    run: Run,
    payload: &List<FieldId, Field>,
) -> Map<FieldId, Ident> {
    let defined = &machine.events[machine.handlers[run.handler].event];
    let handled = &machine.events[run.event];
    let named = defined.fields.entries().filter_map(|(id, field)| {
        let other = handled.fields.id_where(|other| other.name.text == field.name.text)?;
        Some((id, payload[other].ident.clone()))
    });
    named.collect()
}

/// The updates that were computed early, with their local variables, by the position of the step in its block.
type Computed<'m> = Map<usize, (&'m model::Update, Ident)>;

impl<'m> Planner<'m> {
    /// The statements of a block. `path` has the transitions and delayed emits before the block, and after it those at its end.
    fn plan_block(&mut self, block: &'m Block, rest: &After, path: &mut Path) -> Vec<Stmt<'m>> {
        let effects: Vec<_> = block.iter().map(|step| Effects::of_step(self.model, step)).gather();
        let early = find_early_updates(block, &effects);
        let (first, mut afters) = collect_rest_after_steps(block, &effects, &early, rest);
        let late = find_late_changes(block, &effects, &mut afters, rest);
        let (mut stmts, mut computed) = self.compute_early(block, (&early, &late), &first, path);
        let mut changes = Vec::new();
        if !first.ends {
            send_delayed(&mut path.delayed, &mut stmts);
        }
        for (at, (step, after)) in block.iter().zip(&afters).enumerate() {
            if late.has(at) {
                let local = computed.remove(&at).map(|(_, local)| local);
                changes.extend(self.plan_late(step, (effects[at], after), local, &mut stmts, path));
                if effects[at].end() && !early.contains(&at) {
                    send_delayed(&mut path.delayed, &mut stmts);
                }
                continue;
            }
            if early.contains(&at) {
                if let Some((update, local)) = computed.remove(&at) {
                    stmts.push(Stmt::Set(update, self.save_variable(update, after, path), local));
                }
                continue;
            }
            let catches = match block.get(at + 1) {
                Some(Step::Chain(chain)) => chain.catches,
                _ => None,
            };
            let stmt = self.plan_step(step, catches, effects[at], after, path);
            stmts.push(stmt);
            if effects[at].end() && !after.ends && !always_rejects(std::slice::from_ref(step)) {
                send_delayed(&mut path.delayed, &mut stmts);
            }
            if late.last == Some(at) {
                self.pending.clear();
                stmts.append(&mut changes);
            }
        }
        stmts
    }

    /// The statements that compute early values, and the variables that keep them until their update. The last value is set at
    /// once if no step before its update reads or changes the variable.
    fn compute_early(
        &mut self,
        block: &'m Block,
        (early, late): (&Set<usize>, &Late),
        first: &After,
        path: &Path,
    ) -> (Vec<Stmt<'m>>, Computed<'m>) {
        let (mut stmts, mut computed) = (Vec::new(), Map::new());
        for at in early {
            let Step::Update(update) = &block[*at] else { continue };
            if !late.has(*at) && early.last() == Some(at) && is_unseen(&block[..*at], update.variable) {
                let slot = self.save_variable(update, first, path);
                stmts.push(Stmt::Update(update, slot, Sources::default()));
                continue;
            }
            let local = self.next_local();
            stmts.push(Stmt::Compute(update, local.clone(), Sources::default()));
            computed.insert(*at, (update, local));
        }
        (stmts, computed)
    }
}

/// For each step of a block, what follows it on any path; and the same for the beginning of the block.
fn collect_rest_after_steps(
    block: &Block,
    effects: &[Effects],
    early: &Set<usize>,
    rest: &After,
) -> (After, Vec<After>) {
    let mut next = rest.clone();
    let mut afters = Vec::with_capacity(block.len());
    for (at, step) in block.iter().enumerate().rev() {
        afters.push(next.clone());
        next.ends |= effects[at].end() && !early.contains(&at);
        next.emits |= effects[at].emits;
        next.fields.merge(&fields::find_whole_fields(std::slice::from_ref(step)));
    }
    afters.reverse();
    (next, afters)
}

/// Sends the delayed emits.
fn send_delayed(delayed: &mut Vec<SlotId>, stmts: &mut Vec<Stmt<'_>>) {
    stmts.extend(delayed.drain(..).map(Stmt::Send));
}
