//! What a handler does, in Rust's order, so that a failure leaves no trace (language.md §9).
//!
//! Updates and transitions are made in place, since bindings see the new context; where something later can still fail,
//! the old value is kept in a slot and put back on failure. Emits cannot be taken back, so where something later can
//! still fail they wait in a slot, and are sent as soon as nothing can fail any more. Where nothing can fail, neither
//! costs anything: there are no slots. Arithmetic is done before the first change where it may be (`early`).
//!
//! Payload fields are moved out of the event where they are used last, and cloned before.

mod early;
mod fields;
mod walk;

use flow_syntax::ordered::{Map, Set};

use flow_model::model::{
    self, Block, Call, Chain, Condition, EventId, Expr, ExprKind, FieldId, HandlerId, StateId, Step,
    TimeUnit, UpdateOp,
};
use flow_syntax::source::{Sources, Span};
use proc_macro2::Ident;
use quote::format_ident;

use super::{Field, Run, number};
use fields::Fields;
pub(crate) use fields::is_small;
pub(crate) use walk::{converted_objects, has_uuid, needs_now, needs_uuid};

/// One private function of a machine.
#[derive(Debug)]
pub struct Handler<'m> {
    /// The definition it runs.
    pub handler: HandlerId,
    /// The event whose struct it takes.
    pub event: EventId,
    /// Its name.
    pub function: Ident,
    /// The states in which the event leads here.
    pub states: Vec<StateId>,
    /// The payload's fields as the body refers to them: fields of the definition's event, named as in the struct.
    pub payload: Map<FieldId, Ident>,
    /// Small values that are copied out of the payload first, since their fields are moved.
    pub copied: Vec<Copied<'m>>,
    /// Whether it reads the payload.
    pub reads_event: Reads,
    /// Whether it calls bindings.
    pub reads_bindings: Reads,
    /// Whether it emits.
    pub reads_emits: Reads,
    /// Whether it can fail, and then has something to put back.
    pub failure: Failure,
    /// Emits that wait and values to put back: as many as there are, in the order they are filled.
    pub slots: Vec<Slot<'m>>,
    /// The statements.
    pub body: Vec<Stmt<'m>>,
    /// The greatest number of transitions on a path.
    pub passes: usize,
}

/// A small value in a payload field (`$item.price`), and the variable it is copied to.
#[derive(Clone, Debug)]
pub struct Copied<'m> {
    /// The value.
    pub value: &'m Expr,
    /// The variable.
    pub local: Ident,
}

/// Whether a function takes an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    /// It does.
    Yes,
    /// It has no use for it.
    No,
}

/// How a handler can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It cannot.
    Never,
    /// Before it has changed anything.
    Clean,
    /// After changes, which it undoes.
    Undone,
}

/// An index into [`Handler::slots`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotId(pub usize);

/// Something held back.
#[derive(Clone, Copy, Debug)]
pub enum Slot<'m> {
    /// An emit that waits.
    Emit,
    /// What an update replaced, added or removed.
    Before(&'m model::Update),
}

/// A statement.
#[derive(Debug)]
pub enum Stmt<'m> {
    /// The machine moves; so many transitions at most came before.
    Move(StateId, usize),
    /// The value of an update is computed, before anything changes.
    Compute(&'m model::Update, Ident),
    /// A variable gets the value that was computed; the old value is kept in the slot.
    Set(&'m model::Update, Option<SlotId>, Ident),
    /// A variable changes; the old value is kept in the slot.
    Update(&'m model::Update, Option<SlotId>, Moves),
    /// An emit is made and sent, or put into the slot.
    Emit(Sent<'m>, Option<SlotId>, Moves),
    /// What waits in the slot is sent.
    Send(SlotId),
    /// A binding acts.
    Call(&'m Call),
    /// Guards.
    Branch(Vec<(&'m Condition, Vec<Stmt<'m>>)>, Vec<Stmt<'m>>),
}

/// Payload fields that may be moved out of the event in a statement, since nothing needs them later.
pub type Moves = Set<FieldId>;

/// What is emitted.
#[derive(Clone, Copy, Debug)]
pub enum Sent<'m> {
    /// An event or a message.
    Event(&'m model::Emit),
    /// A timer step.
    Timer(&'m model::Timer),
}

/// Plans one function.
pub(crate) fn plan<'m>(
    machine: &'m model::Machine,
    run: Run,
    function: Ident,
    payload: &[Field],
) -> Handler<'m> {
    let definition = &machine.handlers[run.handler];
    let mut planner = Planner { slots: Vec::new(), undone: false, computed: 0 };
    let mut waiting = Vec::new();
    let after = After { fails: false, fields: Fields::default() };
    let (body, passes) = planner.block(&definition.body, &after, 0, &mut waiting);
    let failure = match (walk::fails(&definition.body), planner.undone) {
        (false, _) => Failure::Never,
        (true, false) => Failure::Clean,
        (true, true) => Failure::Undone,
    };
    let reads = |found: bool| if found { Reads::Yes } else { Reads::No };
    Handler {
        handler: run.handler,
        event: run.event,
        function,
        states: Vec::new(),
        payload: payload_names(machine, run, payload),
        copied: fields::copied(&definition.body),
        reads_event: reads(fields::are_read(&definition.body)),
        reads_bindings: reads(walk::calls_bindings(&definition.body)),
        reads_emits: reads(walk::emits(&definition.body)),
        failure,
        slots: planner.slots,
        body,
        passes,
    }
}

/// The fields of the definition's event, as the event that is run names them: the same names in another struct, where
/// the definition takes any sender.
fn payload_names(machine: &model::Machine, run: Run, payload: &[Field]) -> Map<FieldId, Ident> {
    let own = &machine.events[machine.handlers[run.handler].event];
    let taken = &machine.events[run.event];
    let place = |name: &str| taken.fields.iter().position(|field| field.name.text == name);
    let fields = own.fields.iter().enumerate();
    let named = fields.filter_map(|(at, field)| Some((FieldId::new(at), place(&field.name.text)?)));
    named.map(|(id, place)| (id, payload[place].ident.clone())).collect()
}

impl Handler<'_> {
    /// The variable that a small value of the payload was copied to.
    pub(crate) fn copy_of(&self, expr: &Expr) -> Option<&Ident> {
        let part = fields::small_part(expr)?;
        let copied =
            self.copied.iter().find(|copied| fields::small_part(copied.value) == Some(part.clone()))?;
        Some(&copied.local)
    }
}

/// What comes after a step, on any path.
#[derive(Clone)]
struct After {
    fails: bool,
    fields: Fields,
}

/// By place in the block: updates whose values are in variables.
type Waiting<'m> = Map<usize, (&'m model::Update, Ident)>;

struct Planner<'m> {
    slots: Vec<Slot<'m>>,
    undone: bool,
    computed: usize,
}

impl<'m> Planner<'m> {
    /// The statements of a block and the greatest number of transitions made when it ends. `waiting` are the slots of
    /// emits that wait; they are sent here if nothing after them can fail.
    fn block(
        &mut self,
        block: &'m Block,
        rest: &After,
        mut passes: usize,
        waiting: &mut Vec<SlotId>,
    ) -> (Vec<Stmt<'m>>, usize) {
        let early = early::early(block);
        let fails = rest.fails || late_fails(block, &early, 0);
        let (mut stmts, mut computed) = self.compute(block, &early, fails);
        if !fails {
            send_all(waiting, &mut stmts);
        }
        for (at, step) in block.iter().enumerate() {
            let after = after(block, &early, at + 1, rest);
            if early.contains(&at) {
                stmts.extend(computed.remove(&at).map(|(update, local)| self.set(update, local, &after)));
                continue;
            }
            let stmt = self.step(step, &after, &mut passes, waiting);
            stmts.push(stmt);
            if walk::step_fails(step) && !after.fails {
                send_all(waiting, &mut stmts);
            }
        }
        (stmts, passes)
    }

    /// The statements that compute what is computed early, and the variables in which the values wait for their places.
    /// The last value need not wait if nobody looks before that.
    fn compute(&mut self, block: &'m Block, early: &Set<usize>, fails: bool) -> (Vec<Stmt<'m>>, Waiting<'m>) {
        let (mut stmts, mut waiting) = (Vec::new(), Map::new());
        for at in early {
            let Step::Update(update) = &block[*at] else { continue };
            if early.last() == Some(at) && early::is_unseen(&block[..*at], update.variable) {
                let slot = self.keep(update, fails);
                stmts.push(Stmt::Update(update, slot, Moves::new()));
                continue;
            }
            self.computed += 1;
            let local = format_ident!("computed_{}", self.computed);
            stmts.push(Stmt::Compute(update, local.clone()));
            waiting.insert(*at, (update, local));
        }
        (stmts, waiting)
    }

    fn set(&mut self, update: &'m model::Update, local: Ident, after: &After) -> Stmt<'m> {
        let slot = self.keep(update, after.fails);
        Stmt::Set(update, slot, local)
    }

    fn step(
        &mut self,
        step: &'m Step,
        after: &After,
        passes: &mut usize,
        waiting: &mut Vec<SlotId>,
    ) -> Stmt<'m> {
        match step {
            Step::Transition(transition) => self.transition(transition, after, passes),
            Step::Update(update) => self.update(update, after, moves(step, after)),
            Step::Emit(emit) => {
                Stmt::Emit(Sent::Event(emit), self.wait(step, after, waiting), moves(step, after))
            }
            Step::Timer(timer) => {
                Stmt::Emit(Sent::Timer(timer), self.wait(step, after, waiting), moves(step, after))
            }
            Step::Action(call) => Stmt::Call(call),
            Step::Chain(chain) => self.chain(chain, after, passes, waiting),
        }
    }

    fn transition(&mut self, transition: &model::Transition, after: &After, passes: &mut usize) -> Stmt<'m> {
        self.undone |= after.fails;
        *passes += 1;
        Stmt::Move(transition.to, *passes - 1)
    }

    fn update(&mut self, update: &'m model::Update, after: &After, moves: Moves) -> Stmt<'m> {
        let slot = self.keep(update, after.fails);
        Stmt::Update(update, slot, moves)
    }

    /// A slot for the old value of a variable, if it may have to be put back.
    fn keep(&mut self, update: &'m model::Update, fails: bool) -> Option<SlotId> {
        fails.then(|| {
            self.undone = true;
            self.slot(Slot::Before(update))
        })
    }

    /// A slot for an emit, if it must wait: for what can fail after it, or, if its own values can fail, for those before it,
    /// which are sent first.
    fn wait(&mut self, step: &Step, after: &After, waiting: &mut Vec<SlotId>) -> Option<SlotId> {
        let is_behind = !waiting.is_empty() && walk::step_fails(step);
        (after.fails || is_behind).then(|| {
            let slot = self.slot(Slot::Emit);
            waiting.push(slot);
            slot
        })
    }

    fn slot(&mut self, slot: Slot<'m>) -> SlotId {
        self.slots.push(slot);
        SlotId(self.slots.len() - 1)
    }

    fn chain(
        &mut self,
        chain: &'m Chain,
        after: &After,
        passes: &mut usize,
        waiting: &mut Vec<SlotId>,
    ) -> Stmt<'m> {
        let before = *passes;
        let mut left = waiting.clone();
        let mut branch = |planner: &mut Self, body: &'m Block| {
            let mut path = waiting.clone();
            let (stmts, made) = planner.block(body, after, before, &mut path);
            *passes = made.max(*passes);
            left.extend(path.iter().filter(|slot| !waiting.contains(slot)));
            stmts
        };
        let groups = chain.groups.iter().map(|group| (&group.condition, branch(self, &group.body))).collect();
        let otherwise = match &chain.otherwise {
            Some(body) => branch(self, body),
            None => branch(self, NOTHING),
        };
        *waiting = if after.fails { left } else { Vec::new() };
        Stmt::Branch(groups, otherwise)
    }
}

/// The body of a branch that is not written.
static NOTHING: &Block = &Vec::new();

fn send_all(waiting: &mut Vec<SlotId>, stmts: &mut Vec<Stmt<'_>>) {
    stmts.extend(waiting.drain(..).map(Stmt::Send));
}

fn after(block: &[Step], early: &Set<usize>, at: usize, rest: &After) -> After {
    let mut fields = rest.fields.clone();
    fields.merge(&fields::of(&block[at..]));
    After { fails: rest.fails || late_fails(block, early, at), fields }
}

/// Whether a step of the block can fail where it stands, from a place on.
fn late_fails(block: &[Step], early: &Set<usize>, from: usize) -> bool {
    (from..block.len()).any(|at| !early.contains(&at) && walk::step_fails(&block[at]))
}

/// The fields that a step uses once and nothing uses after it.
fn moves(step: &Step, after: &After) -> Moves {
    fields::of(std::slice::from_ref(step)).once().filter(|field| !after.fields.has(*field)).collect()
}

/// Whether an update's own value may be the variable as it is: then nothing happens.
pub(crate) fn is_same(update: &model::Update) -> bool {
    let UpdateOp::Becomes(Expr { kind: ExprKind::Variable(variable), .. }) = &update.op else { return false };
    *variable == update.variable
}

/// An amount of time that the specification says as a number, in milliseconds. `None` if it has to be computed.
pub(crate) fn constant_millis(duration: &model::Duration) -> Option<u64> {
    let ExprKind::Number(digits) = &duration.amount.kind else { return None };
    let (mantissa, scale) = number::parts(digits)?;
    let millis = u128::try_from(mantissa).ok()?.checked_mul(unit_millis(duration.unit).into())?;
    u64::try_from(millis / 10_u128.checked_pow(scale)?).ok()
}

/// A unit of time in milliseconds.
pub(crate) fn unit_millis(unit: TimeUnit) -> u64 {
    match unit {
        TimeUnit::Milliseconds => 1,
        TimeUnit::Seconds => 1000,
        TimeUnit::Minutes => 60_000,
        TimeUnit::Hours => 3_600_000,
        TimeUnit::Days => 86_400_000,
        TimeUnit::Weeks => 604_800_000,
    }
}

/// The text of an expression, as the specification has it.
pub(crate) fn text_of(sources: &Sources, span: Span) -> String {
    sources.text(span).split_whitespace().collect::<Vec<_>>().join(" ")
}
