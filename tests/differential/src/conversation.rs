//! Whole systems: the generated `System` and the interpreter's get the same events.
//!
//! After each act these are compared: the steps of the machine, the messages to the outside in order, the undelivered messages,
//! the calls of the bindings, and all instances with their states, contexts and partners. The interpreter runs first;
//! its calls are answered at random, and the generated system gets the same answers.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use flow_model::model::{MachineId, StateId};
use flow_sim::exec::message::{InstanceId, MessageId, Peer};
use flow_sim::exec::observer::Handled;
use flow_sim::exec::runnable::Runnable;
use flow_sim::exec::step::Refusal;
use flow_sim::exec::value::Value;
use flow_sim::history::{LogEntry, LoggedSystem};
use flow_test::{Answers, Loaded, Request};

use crate::chance::{Luck, Values};
use crate::script::{Act, Plan, Played, invent, next_due, nth, play, shrunk};
use crate::story;
use crate::talk::{Case, Member, Talk, Told};

/// Runs a number of scripts on a system, each of a number of acts.
///
/// # Errors
/// With the shortest script that was found, as a story, if the systems differ.
pub fn check_conversations(case: &Case, scripts: u64, acts: usize) -> Result<(), String> {
    let loaded = case.specification.load();
    let values = Values::new(&loaded.model, case.specification.files);
    let runnable = Runnable::new(&loaded.model);
    for seed in 0..scripts {
        let script = invent(&runnable, &values, Plan { events: case.arrivals, acts }, seed);
        if converse(case, &loaded, &script).is_some() {
            let script = shrunk(&script, |script| converse(case, &loaded, script).is_some());
            let difference = converse(case, &loaded, &script).unwrap_or_default();
            return Err(format!("{}:\n{}", case.name, story::of_script(&loaded, &script, &difference)));
        }
    }
    Ok(())
}

/// The first difference in a script.
fn converse(case: &Case, loaded: &Loaded, script: &[Act]) -> Option<String> {
    let runnable = Runnable::new(&loaded.model);
    let answers = Shared::default();
    let mut replay = answers.clone();
    let mut both = Both {
        case,
        loaded,
        runnable: &runnable,
        system: LoggedSystem::new(&runnable, 0),
        generated: (case.talk)(&mut replay),
        answers,
    };
    script.iter().find_map(|act| both.act(act))
}

struct Both<'a, 'p, 'm> {
    case: &'a Case,
    loaded: &'m Loaded,
    runnable: &'p Runnable<'m>,
    system: LoggedSystem<'p, 'm>,
    generated: Box<dyn Talk + 'a>,
    answers: Shared,
}

impl Both<'_, '_, '_> {
    /// What differs in or after an act.
    fn act(&mut self, act: &Act) -> Option<String> {
        let (begun, late) = (self.system.log().len(), next_due(&self.system));
        let by = late.map_or(0, |due| due.saturating_sub(self.system.now()).max(0));
        let mut luck = Luck::new(act.seed());
        let played = play(self.runnable, &mut self.system, &mut luck, act);
        self.answers.fill(luck.asked);
        let (said, did) = match (act, played) {
            (_, Played::Skipped | Played::Endless) => return None,
            (Act::Create { machine, context }, _) => {
                self.generated.create(*machine, context);
                (Told::default(), Told::default())
            }
            (Act::Send { machine, number, event, payload, .. }, Played::Sent(result)) => {
                let to = nth(&self.system, MachineId::new(*machine), *number)?;
                let arrival = self.case.arrivals.iter().position(|arrival| *arrival == (*machine, *event))?;
                let did = self.generated.arrive(arrival, &self.system.instance(to).id, payload);
                (self.said(begun, Some(&result)), did)
            }
            (Act::SendToKey { machine, key, event, payload, .. }, Played::Sent(result)) => {
                let arrival = self.case.arrivals.iter().position(|arrival| *arrival == (*machine, *event))?;
                let did = self.generated.arrive_at_key(arrival, key, payload);
                (self.said(begun, Some(&result)), did)
            }
            (Act::Wait { .. }, _) => {
                let by = Duration::from_micros(u64::try_from(by).unwrap_or_default());
                (self.said(begun, None), self.generated.advance(by))
            }
            (Act::Send { .. } | Act::SendToKey { .. }, _) => return None,
        };
        told_otherwise(&said, &did).or_else(|| self.answers.difference()).or_else(|| self.members())
    }

    /// What the interpreter did since its log was so long.
    fn said(&self, begun: usize, result: Option<&Result<MessageId, Refusal<'_>>>) -> Told {
        let mut told = Told::default();
        let first = match result {
            Some(Ok(message)) => Some(*message),
            Some(Err(refusal)) => {
                // The caller got the event back, and no other event followed.
                if let Some(LogEntry::Refused { instance, .. }) = self.system.log().last() {
                    told.step = vec![self.why(Peer::Instance(*instance), refusal)];
                }
                return told;
            }
            None => None,
        };
        for entry in &self.system.log()[begun..] {
            self.add(&mut told, first, entry);
        }
        told
    }

    fn add(&self, told: &mut Told, first: Option<MessageId>, entry: &LogEntry<'_>) {
        match entry {
            LogEntry::Handled(Handled { message, instance, done, .. }) if Some(*message) == first => {
                let machine = self.system.instance(*instance).machine;
                told.step = done.passed().map(|state| self.state(machine, state)).collect();
            }
            LogEntry::Sent(id) => {
                let message = self.system.message(*id);
                if let (Peer::Instance(from), Peer::Actor(actor)) = (message.from, message.to) {
                    let actor = self.loaded.model.actors[actor].name.text.clone();
                    told.messages.push((self.id(from), actor, message.name.to_owned()));
                }
            }
            LogEntry::Refused { message, instance, refusal } => {
                let from = match self.system.message(*message).from {
                    Peer::Instance(from) => Some(self.id(from)),
                    _ => None,
                };
                told.undelivered.push((
                    self.id(*instance),
                    from,
                    self.why(Peer::Instance(*instance), refusal),
                ));
            }
            LogEntry::Deferred { message, .. } if Some(*message) == first => {
                told.step = vec!["deferred".to_owned()];
            }
            LogEntry::Handled(_)
            | LogEntry::Deferred { .. }
            | LogEntry::PassedOver(_)
            | LogEntry::Lost(_)
            | LogEntry::Time(_) => {}
        }
    }

    fn id(&self, instance: InstanceId) -> String {
        self.system.instance(instance).id.clone()
    }

    fn state(&self, machine: MachineId, state: StateId) -> String {
        format!("#{}", self.loaded.model.machines[machine].states[state].name.text)
    }

    fn why(&self, of: Peer, refusal: &Refusal<'_>) -> String {
        match (refusal, of) {
            (Refusal::Rejected { state }, Peer::Instance(of)) => {
                format!("rejected in {}", self.state(self.system.instance(of).machine, *state))
            }
            (Refusal::Rejected { .. }, _) => "rejected".to_owned(),
            (Refusal::Deferred { .. }, _) => "deferred".to_owned(),
            (Refusal::Failed { .. }, _) => "a binding failed".to_owned(),
            (Refusal::Fault { .. }, _) => "arithmetic failed".to_owned(),
            (Refusal::Refused { reason, .. }, _) => format!("refused: {reason}"),
        }
    }

    /// What differs between the instances of both.
    fn members(&self) -> Option<String> {
        let mut said: Vec<(InstanceId, usize)> =
            self.system.instances().map(|(id, instance)| (id, instance.machine.index())).collect();
        said.sort_by_key(|(_, machine)| *machine);
        let did = self.generated.members();
        if said.len() != did.len() {
            return Some(format!(
                "there are {} instances, and {} in the generated system",
                said.len(),
                did.len()
            ));
        }
        said.iter().zip(&did).find_map(|((id, _), member)| self.member(*id, member))
    }

    fn member(&self, id: InstanceId, member: &Member) -> Option<String> {
        let instance = self.system.instance(id);
        let state = &self.loaded.model.machines[instance.machine].states[instance.state].name.text;
        let partners = (0..self.loaded.model.machines.len())
            .map(|machine| self.system.partner(id, MachineId::new(machine)).map(|partner| self.id(partner)));
        let partners: Vec<_> = partners.collect();
        let own = self.system.deferred().filter(|(_, message)| message.to == Peer::Instance(id));
        let deferred: Vec<_> = own.map(|(_, message)| message.name).collect();
        let same = instance.id == member.id
            && deferred == member.deferred
            && *state == member.state
            && same_values(&instance.context, &member.context)
            && partners == member.partners;
        (!same).then(|| {
            format!(
                "{} is in #{state} with {}, partners {partners:?}, deferred {deferred:?};\n\
                 in the generated system {} is in #{} with {}, partners {:?}, deferred {:?}",
                instance.id,
                Value::list(instance.context.clone()),
                member.id,
                member.state,
                Value::list(member.context.clone()),
                member.partners,
                member.deferred
            )
        })
    }
}

fn same_values(a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b))
}

fn told_otherwise(said: &Told, did: &Told) -> Option<String> {
    (said != did).then(|| format!("the interpreter: {said:?}\nthe generated system: {did:?}"))
}

/// Answers of the interpreter's bindings, for the generated system to get again.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Queue>>);

#[derive(Default)]
struct Queue {
    answers: VecDeque<(usize, Request)>,
    otherwise: Option<String>,
}

impl Shared {
    fn fill(&self, asked: Vec<(usize, Request)>) {
        self.0.borrow_mut().answers = asked.into();
    }

    /// What was asked otherwise, or not at all.
    fn difference(&self) -> Option<String> {
        let mut queue = self.0.borrow_mut();
        let left =
            queue.answers.front().map(|(_, asked)| format!("the generated system does not ask {asked:?}"));
        queue.otherwise.take().or(left)
    }

    fn turn<T: Default>(&self, what: &str, answer: impl FnOnce(&Request) -> Option<T>) -> T {
        let mut queue = self.0.borrow_mut();
        let front = queue.answers.pop_front();
        let found = front.as_ref().and_then(|(_, asked)| answer(asked));
        if found.is_none() && queue.otherwise.is_none() {
            queue.otherwise = Some(format!("the generated system asks {what}, the interpreter {front:?}"));
        }
        found.unwrap_or_default()
    }
}

impl Answers for Shared {
    fn holds(&mut self, phrase: usize, _: Vec<Value>) -> bool {
        self.turn(&format!("guard {phrase}"), |asked| match asked {
            Request::Held(other, _, holds) if *other == phrase => Some(*holds),
            _ => None,
        })
    }

    fn perform(&mut self, phrase: usize, _: Vec<Value>) -> Result<(), String> {
        let done = self.turn(&format!("action {phrase}"), |asked| match asked {
            Request::Did(other, _, done) if *other == phrase => Some(Some(done.clone())),
            _ => None,
        });
        done.unwrap_or(Ok(()))
    }

    fn answer(&mut self, phrase: usize, _: Vec<Value>) -> Result<Value, String> {
        let answer = self.turn(&format!("answer {phrase}"), |asked| match asked {
            Request::Gave(other, _, answer) if *other == phrase => Some(Some(answer.clone())),
            _ => None,
        });
        answer.unwrap_or(Ok(Value::Nothing))
    }

    fn now(&mut self) -> i64 {
        self.turn("the time", |asked| match asked {
            Request::Now(now) => Some(*now),
            _ => None,
        })
    }

    fn uuid(&mut self) -> String {
        self.turn("an id", |asked| match asked {
            Request::Uuid(id) => Some(id.clone()),
            _ => None,
        })
    }
}
