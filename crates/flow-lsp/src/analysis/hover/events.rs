//! Hovers of events and their fields: who sends them, who handles them, what they bring.
//!
//! An event is shown by who gets it, with all its senders; a handler's line shows the one of its sender.

use flow_model::mentions::Symbol;
use flow_model::model::{EventId, List, Machine, Party, PayloadField, Presence, Role, Step, Target};
use flow_model::{visit, words};
use flow_syntax::source::Span;

use super::markdown::{code, escaped};
use super::{About, section};

impl About<'_> {
    /// `` `:paid` from `@bank` ``.
    pub(super) fn event_words(&self, machine: &Machine, event: EventId) -> String {
        let name = words::event(machine, event);
        match machine.events[event].from {
            Some(from) => format!("`{name}` from `{}`", words::party(self.model(), from)),
            None => format!("`{name}`"),
        }
    }

    pub(super) fn event(&self, symbol: &Symbol, receiver: &str, name: &str) -> Option<String> {
        let Some((_, machine)) = self.machine(receiver) else {
            return self.message(symbol, receiver, name);
        };
        let events: Vec<EventId> =
            machine.events.entries().filter(|(_, event)| event.name.text == name).map(|(id, _)| id).collect();
        let mut handled = Vec::new();
        let mut fields = Vec::new();
        for id in &events {
            let event = &machine.events[*id];
            fields.extend(self.fields(&event.fields));
            for handler in &event.handlers {
                let accepted = machine.accepted(*handler);
                if accepted.role == Role::Definition {
                    let line = self.line(machine.handlers[*handler].span);
                    let from = event.from.map_or_else(String::new, |from| {
                        format!("from `{}` ", words::party(self.model(), from))
                    });
                    handled.push(format!("{from}in {}: {line}", self.states(machine, &accepted.states)));
                }
            }
        }
        fields.dedup();
        let is_public =
            events.iter().any(|id| machine.events[*id].visibility == flow_model::model::Visibility::Public);
        let public = if is_public { ", which the outside may send" } else { "" };
        let lists = [
            section("It brings", fields),
            section("It is handled", handled),
            section("It is sent by", self.senders(machine, name, &events)),
        ];
        Some(format!("**`:{name}`**: an event of `@{receiver}`{public}{}", lists.concat()))
    }

    /// An event that an actor outside gets.
    fn message(&self, _: &Symbol, receiver: &str, name: &str) -> Option<String> {
        let actor = self.model().actors.iter().find(|actor| actor.name.text == receiver)?;
        let message = actor.messages.iter().find(|message| message.name.text == name)?;
        let lists = [
            section("It brings", self.fields(&message.fields)),
            section(
                "It is sent by",
                self.emits_to(|target| match target {
                    Target::Actor(id, message) => {
                        let actor = &self.model().actors[id];
                        actor.name.text == receiver && actor.messages[message].name.text == name
                    }
                    _ => false,
                }),
            ),
        ];
        Some(format!("**`:{name}`**: an event to `@{receiver}`, outside of the system{}", lists.concat()))
    }

    fn fields(&self, fields: &List<flow_model::model::FieldId, PayloadField>) -> Vec<String> {
        let field = |field: &PayloadField| {
            let sometimes = if field.presence == Presence::Sometimes { ", not always" } else { "" };
            code(&format!("{}: {}", field.name.text, words::ty(self.model(), &field.ty))) + sometimes
        };
        fields.iter().map(field).collect()
    }

    /// The lines that send an event, and the actors outside that may.
    fn senders(&self, machine: &Machine, name: &str, events: &[EventId]) -> Vec<String> {
        let mut senders = self.emits_to(|target| match target {
            Target::Machine(id, event) => {
                let to = &self.model().machines[id];
                to.name.text == machine.name.text && to.events[event].name.text == name
            }
            _ => false,
        });
        for id in events {
            match machine.events[*id].from {
                Some(Party::Actor(_)) => {
                    let from = machine.events[*id].from.map(|from| words::party(self.model(), from));
                    senders.push(format!("`{}`, outside of the system", from.unwrap_or_default()));
                }
                Some(Party::System | Party::Itself) => senders.extend(self.timers(machine, *id)),
                _ => {}
            }
        }
        senders
    }

    /// The steps of a machine that start a timer for an event.
    fn timers(&self, machine: &Machine, event: EventId) -> Vec<String> {
        let mut found = Vec::new();
        for (_, handler) in machine.definitions() {
            visit::steps(&handler.body, &mut |step| {
                if let Step::Timer(timer) = step
                    && let Some(start) = timer.op.start().filter(|start| start.event == event)
                {
                    let when = words::due(self.analysis.program.sources.text(start.words));
                    found.push(format!("time, {}: {}", escaped(&when), self.line(timer.span)));
                }
                if let Step::Emit(emit) = step
                    && emit.target == Target::Itself(event)
                {
                    found.push(format!("itself: {}", self.line(emit.span)));
                }
            });
        }
        found.dedup();
        found
    }

    /// The emits to some targets, each with its machine and line.
    fn emits_to(&self, is_wanted: impl Fn(Target) -> bool) -> Vec<String> {
        let mut found: Vec<(Span, String)> = Vec::new();
        for machine in &self.model().machines {
            let bodies = machine.handlers.iter().map(|handler| handler.own_body());
            let crossings = machine.crossings.iter().map(|crossing| crossing.body.as_slice());
            for body in bodies.chain(crossings) {
                visit::steps(body, &mut |step| {
                    if let Step::Emit(emit) = step
                        && is_wanted(emit.target)
                    {
                        found
                            .push((emit.span, format!("`@{}`: {}", machine.name.text, self.line(emit.span))));
                    }
                });
            }
        }
        found.sort();
        found.dedup();
        found.into_iter().map(|(_, text)| text).collect()
    }

    pub(super) fn field(&self, symbol: &Symbol, receiver: &str, event: &str, name: &str) -> Option<String> {
        let model = self.model();
        let machine = self.machine(receiver).map(|(_, machine)| machine);
        let of_machine =
            machine.into_iter().flat_map(|machine| &machine.events).filter(|known| known.name.text == event);
        let of_actor = model.actors.iter().filter(|actor| actor.name.text == receiver);
        let of_actor = of_actor.flat_map(|actor| &actor.messages).filter(|known| known.name.text == event);
        let mut fields =
            of_machine.flat_map(|event| &event.fields).chain(of_actor.flat_map(|message| &message.fields));
        let field = fields.find(|field| field.name.text == name)?;
        let sometimes = if field.presence == Presence::Sometimes { "; some emits leave it out" } else { "" };
        let ty = words::ty(model, &field.ty);
        Some(format!(
            "**{}**: a field of `:{event}` to `@{receiver}`{sometimes}; {}",
            code(&format!("{name}: {ty}")),
            self.count_mentions(symbol)
        ))
    }
}
