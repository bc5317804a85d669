//! Systems of machines that share, make and refer to each other (reference#conversations, reference#receivers).
//!
//! Unlike [`specification`](crate::specification), which follows stories, this composes *episodes*: small patterns of some
//! machines, such as a shared machine that keeps who asked, and answers later. Every event has one name in the whole system, and
//! every handler that may be reached on several paths names its states, so that episodes never disturb each other.
//!
//! Invariant: the specification has no errors. A test checks hundreds of seeds.

use crate::body::{Body, OUTERMOST, Part, Place, Writer, constant};
use crate::episode;
use crate::line::{Kind, Line, write};
use crate::random::Random;
use crate::value::{Scope, condition, expr, literal};
use crate::words::{Names, Ty, Var, kept};

/// How many instances of a machine there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Count {
    /// One for each conversation.
    Plain,
    /// `one for all`.
    One,
    /// `one for each …`.
    Keyed,
}

/// A machine while it is written.
#[derive(Debug)]
pub(crate) struct Machine {
    pub(crate) name: String,
    pub(crate) count: Count,
    /// The variables of `one for each …`.
    pub(crate) keys: Vec<Var>,
    vars: Vec<Var>,
    /// The initial state first.
    pub(crate) states: Vec<String>,
    /// The state that `ends in` names, which is none of the others.
    pub(crate) end: Option<String>,
    names: Names,
    own_names: Names,
    handlers: Vec<Line>,
    crossings: Vec<Line>,
    /// How many groups it has, but for that of all its states.
    groups: usize,
}

/// A system while it is written.
pub(crate) struct Network<'r> {
    pub(crate) random: &'r mut Random,
    names: Names,
    pub(crate) machines: Vec<Machine>,
    pub(crate) people: Vec<String>,
    pub(crate) offices: Vec<String>,
}

/// A made-up system of two to four machines: at least one of a conversation, and one that conversations share.
pub fn network(random: &mut Random) -> String {
    let mut names = Names::default();
    let people = (0..2).map(|_| names.person(random)).collect();
    let offices = vec![names.office(random)];
    let mut counts = vec![Count::Plain, *random.pick(&[Count::One, Count::Keyed])];
    for _ in 0..[0, 1, 1, 2][random.below(4)] {
        counts.push(*random.pick(&[Count::Plain, Count::Plain, Count::One, Count::Keyed]));
    }
    let machines = counts.into_iter().map(|count| machine(random, &mut names, count)).collect();
    let mut network = Network { random, names, machines, people, offices };
    for _ in 0..network.random.between(3, 4) {
        episode::write(&mut network);
    }
    network.finish()
}

fn machine(random: &mut Random, names: &mut Names, count: Count) -> Machine {
    let name = names.machine(random);
    let kept_count = random.between(0, 3);
    let mut vars = kept(random, kept_count);
    if random.chance(20) {
        vars.retain(|var| var.name != "priority");
        vars.push(Var { name: "priority".to_owned(), ty: Ty::Level });
    }
    let mut own_names = Names::default();
    let states = (0..random.between(1, 2)).map(|_| own_names.state(random)).collect();
    let end = (count == Count::Plain && random.chance(60)).then(|| own_names.fresh("over".to_owned()));
    let types: &[Ty] = match count {
        Count::Keyed => KEY_TYPES[random.below(KEY_TYPES.len())],
        _ => &[],
    };
    let key = |ty: &Ty| {
        let noun = if *ty == Ty::Integer { "lot" } else { "town" };
        Var { name: names.fresh(format!("{noun}_key")), ty: *ty }
    };
    Machine {
        name,
        count,
        keys: types.iter().map(key).collect(),
        vars,
        states,
        end,
        names: Names::default(),
        own_names,
        handlers: Vec::new(),
        crossings: Vec::new(),
        groups: 0,
    }
}

/// The types of the keys of a machine.
const KEY_TYPES: &[&[Ty]] = &[&[Ty::Text], &[Ty::Integer], &[Ty::Text, Ty::Integer], &[Ty::Text, Ty::Text]];

/// Texts of keys: few, so that several emits mean one instance, and some that the id must escape.
const KEY_TEXTS: &[&str] = &[r#""a""#, r#""a""#, r#""b""#, r#""50%/b""#, r#""""#];

impl Network<'_> {
    /// An event's name that the system has nowhere else.
    pub(crate) fn event(&mut self) -> String {
        self.names.event(self.random)
    }

    /// The name of a payload field, or of a loop's item, that the system has nowhere else.
    pub(crate) fn field(&mut self, name: &str) -> String {
        self.names.fresh(name.to_owned())
    }

    /// The name of a variable that the machine has nowhere else.
    pub(crate) fn variable(&mut self, at: usize, name: &str) -> String {
        self.machines[at].names.fresh(format!("{name}_kept"))
    }

    /// A machine that fits.
    pub(crate) fn pick(&mut self, fits: impl Fn(&Machine) -> bool) -> Option<usize> {
        let all: Vec<usize> = (0..self.machines.len()).filter(|at| fits(&self.machines[*at])).collect();
        (!all.is_empty()).then(|| *self.random.pick(&all))
    }

    pub(crate) fn person(&mut self) -> String {
        self.random.pick(&self.people).clone()
    }

    /// A value for each key of a machine.
    pub(crate) fn keys_of(&mut self, at: usize) -> Vec<(Var, String)> {
        let keys = self.machines[at].keys.clone();
        let value = |key: Var| {
            let value = match key.ty {
                Ty::Integer => self.random.between(1, 3).to_string(),
                _ => (*self.random.pick(KEY_TEXTS)).to_owned(),
            };
            (key, value)
        };
        keys.into_iter().map(value).collect()
    }

    /// Where a handler is accepted, in the form of its line. Never in an end state.
    pub(crate) fn said(&mut self, at: usize) -> String {
        let machine = &self.machines[at];
        let (first, other) = (self.random.pick(&machine.states), self.random.pick(&machine.states));
        match (self.random.below(6), &machine.end) {
            (0, None) => " in any state".to_owned(),
            (0, Some(end)) => format!(" in any state except #{end}"),
            (1, _) if first == other => format!(" in #{first}"),
            (1, _) => format!(" in #{first}, #{other}"),
            _ => " in #present".to_owned(),
        }
    }

    fn writer<'a>(&'a mut self, at: usize, fields: &'a [Var]) -> Writer<'a> {
        let machine = &mut self.machines[at];
        let part = Part {
            at,
            machine: &machine.name,
            vars: &machine.vars,
            fields,
            people: &self.people,
            offices: &self.offices,
            others: &[],
            may_ask: false,
            loops: true,
            timed: false,
        };
        Writer {
            random: self.random,
            names: &mut self.names,
            own_names: &mut machine.own_names,
            states: &mut machine.states,
            part,
            body: Body::default(),
        }
    }

    /// What a handler of an event with these fields can read.
    fn readable(&self, at: usize, fields: &[Var]) -> Vec<Var> {
        fields.iter().chain(&self.machines[at].keys).cloned().collect()
    }

    /// Steps that do not involve other machines; often none.
    pub(crate) fn filler(&mut self, at: usize, fields: &[Var]) -> Vec<Line> {
        let count = [0, 0, 0, 0, 0, 1][self.random.below(6)];
        let readable = self.readable(at, fields);
        self.writer(at, &readable).steps(count, OUTERMOST - 1, Place::Amid)
    }

    /// An emit from a machine whose handler has these fields. Its payload begins with the given values.
    pub(crate) fn emit(
        &mut self,
        at: usize,
        fields: &[Var],
        (event, receiver): (&str, &str),
        sent: &[Var],
        given: &[(Var, String)],
    ) -> Line {
        let readable = self.readable(at, fields);
        self.writer(at, &readable).emit_to(event, receiver, sent, given)
    }

    /// A step with a payload after its words.
    pub(crate) fn with_payload(&mut self, at: usize, fields: &[Var], words: &str, sent: &[Var]) -> Line {
        let readable = self.readable(at, fields);
        self.writer(at, &readable).with_payload(words, sent, &[])
    }

    /// A condition over what a handler can read.
    pub(crate) fn condition(&mut self, at: usize, fields: &[Var]) -> String {
        let readable = self.readable(at, fields);
        let Machine { name, vars, states, .. } = &self.machines[at];
        condition(self.random, &Scope { machine: name, vars, fields: &readable, states })
    }

    /// A value that a handler can compute.
    pub(crate) fn value(&mut self, at: usize, fields: &[Var], ty: Ty) -> String {
        let readable = self.readable(at, fields);
        let Machine { name, vars, states, .. } = &self.machines[at];
        expr(self.random, &Scope { machine: name, vars, fields: &readable, states }, ty, 1)
    }

    /// Adds a handler: its own facts, some steps, those that matter, some more, and perhaps a move.
    pub(crate) fn handle(&mut self, at: usize, header: String, fields: &[Var], core: Vec<Line>) {
        let mut below = self.annotated(fields);
        below.extend(self.filler(at, fields));
        below.extend(core);
        below.extend(self.filler(at, fields));
        if self.random.chance(25) {
            let state = self.random.pick(&self.machines[at].states).clone();
            below.push(self.move_to(at, &state));
        }
        if below.iter().all(|line| line.text == "given:") {
            below.push(Line::step("note that it came"));
        }
        self.machines[at].handlers.push(Line::other(header).with(below));
    }

    /// Adds a handler with exactly these steps.
    pub(crate) fn handle_plainly(&mut self, at: usize, header: String, below: Vec<Line>) {
        self.machines[at].handlers.push(Line::other(header).with(below));
    }

    /// Adds steps for a state, or a group, that is entered or left.
    pub(crate) fn cross(&mut self, at: usize, side: &str, place: &str, below: Vec<Line>) {
        let header = format!("on {side} #{place}");
        let crossings = &mut self.machines[at].crossings;
        if crossings.iter().all(|line| line.text != header) {
            crossings.push(Line::other(header).with(below));
        }
    }

    /// A group of two states that other states are outside of; none if the machine has such a group already.
    pub(crate) fn group(&mut self, at: usize) -> Option<String> {
        let machine = &mut self.machines[at];
        if machine.groups > 0 {
            return None;
        }
        machine.groups += 1;
        if machine.states.len() < 3 {
            machine.states.push(machine.own_names.state(self.random));
        }
        let group = machine.own_names.fresh("near".to_owned());
        let line = format!("#{group} is #{}, #{}", machine.states[1], machine.states[2]);
        machine.crossings.insert(0, Line::other(line));
        Some(group)
    }

    pub(crate) fn move_to(&self, at: usize, state: &str) -> Line {
        Line::step(format!("{} moves to #{state}", self.machines[at].name.replace('_', " ")))
    }

    /// Facts of the integers among the fields: only an annotation makes a number an integer.
    pub(crate) fn annotated(&mut self, fields: &[Var]) -> Vec<Line> {
        let integers: Vec<Var> = fields.iter().filter(|field| field.ty == Ty::Integer).cloned().collect();
        facts(self.random, &integers)
    }

    /// A story that determines the types of the variables, and handlers that enter all states.
    fn begin(&mut self, at: usize) -> Line {
        let variables: Vec<Var> =
            self.machines[at].vars.iter().chain(&self.machines[at].keys).cloned().collect();
        let mut below = facts(self.random, &variables);
        let states = self.machines[at].states.clone();
        let end = self.machines[at].end.clone();
        let next = states.iter().skip(1).chain(&end).chain(&states[..usize::from(end.is_none())]);
        for (from, to) in states.iter().zip(next.cloned().collect::<Vec<_>>()) {
            let (event, person) = (self.event(), self.person());
            // No other step: a guard that always rejects would make the next state unreachable.
            let steps = vec![self.move_to(at, &to)];
            below.push(Line::other(format!("on> :{event} from @{person} in #{from}")).with(steps));
        }
        Line::other("scenario: go through all states").with(below)
    }

    fn finish(mut self) -> String {
        let mut out = String::from("system: made up\n\n");
        for at in 0..self.machines.len() {
            let begin = self.begin(at);
            let Machine { name, count, keys, states, end, handlers, crossings, .. } = &self.machines[at];
            let mut below = Vec::new();
            let keys: Vec<String> = keys.iter().map(|key| format!("${}", key.name)).collect();
            match count {
                Count::Plain => {}
                Count::One => below.push(Line::other("one for all")),
                Count::Keyed => below.push(Line::other(format!("one for each {}", keys.join(", ")))),
            }
            below.push(Line::other(format!("starts in #{}", states[0])));
            below.extend(end.iter().map(|end| Line::other(format!("ends in #{end}"))));
            let all: Vec<String> = states.iter().map(|state| format!("#{state}")).collect();
            below.push(Line::other(format!("#present is {}", all.join(", "))));
            below.extend(crossings.iter().cloned());
            below.extend(handlers.iter().cloned());
            below.push(begin);
            let machine = Line::other(format!("machine: @{name}")).with(below);
            write(&mut out, self.random, &[machine], 0, 2);
            out.push('\n');
        }
        out
    }
}

/// A `given:` with a fact of each variable and its type.
fn facts(random: &mut Random, variables: &[Var]) -> Vec<Line> {
    let fact = |var: &Var| {
        let value = match var.name.ends_with("_key") {
            true => literal_key(var),
            false => constant(random, "", var.ty),
        };
        Line::other(format!("${}{} is {value}", var.name, var.ty.annotation()))
    };
    let facts: Vec<Line> = variables.iter().map(fact).collect();
    if facts.is_empty() { facts } else { vec![Line::other("given:").with(facts)] }
}

/// The key of a story's own instance.
fn literal_key(var: &Var) -> String {
    if var.ty == Ty::Integer { "7".to_owned() } else { r#""own""#.to_owned() }
}

/// A group of guards with its body.
pub(crate) fn guarded(guard: impl Into<String>, body: Vec<Line>) -> Line {
    Line::new(Kind::Group, format!("? {}", guard.into())).with(body)
}

/// The last group of a chain.
pub(crate) fn otherwise(body: Vec<Line>) -> Line {
    Line::new(Kind::Otherwise, "otherwise").with(body)
}

/// A literal.
pub(crate) fn text_literal(random: &mut Random) -> String {
    literal(random, &Scope { machine: "", vars: &[], fields: &[], states: &[] }, Ty::Text)
}
