//! The walk over the trees of a program: declarations, scenarios, handlers and steps.
//!
//! It visits every name of a tree once. How a name is written is read from the text at its place, since trees keep names without their
//! sigils, and read capitals as lower case.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use flow_syntax::ast;
use flow_syntax::ordered::{Map, Set};
use flow_syntax::source::{FileId, Span};

use super::meanings::Meanings;
use super::region::Region;
use super::search::Search;
use super::{Mention, Mentions, Role, Symbol, Table, Written};
use crate::cases::TestCase;
use crate::collect::possible_owners;
use crate::model::{Instances, MachineId, Model, TIMER_EXPIRED};
use crate::names::{SENDER, identifier};
use crate::program::Program;

/// The signs before names.
pub(super) const SIGILS: [char; 4] = ['@', ':', '#', '$'];

/// One walk.
pub(super) struct Walk<'p> {
    pub(super) program: &'p Program,
    pub(super) model: &'p Model,
    pub(super) meanings: Meanings,
    /// What is visited.
    pub(super) region: Region,
    machines: BTreeMap<&'p str, MachineId>,
    /// The scenarios in the trees, by machine and name, for test files.
    pub(super) scenarios: Map<(MachineId, &'p str), &'p ast::Scenario>,
    /// The receivers of each event that is emitted, by its name. Few lines need them.
    pub(super) receivers_by_event: OnceCell<Map<&'p str, Vec<&'p str>>>,
    all: Vec<Mention>,
    table: Table,
    /// The variables that a step above has set.
    set: Set<Symbol>,
}

/// Where a line is.
#[derive(Clone)]
pub(super) struct Place<'p> {
    /// The machine in which its names are looked up; `None` where there is none, in a text with errors.
    pub(super) machine: Option<MachineId>,
    /// The handler with the payload that it can read.
    pub(super) handler: Option<&'p ast::Handler>,
    /// The handlers with events that get their payload from tables here.
    pub(super) told: &'p [ast::Handler],
    /// The items of the loops around it, outermost first.
    pub(super) items: Vec<&'p ast::Name>,
}

impl<'p> Place<'p> {
    /// A line of a machine, outside of its handlers.
    pub(super) fn of(machine: Option<MachineId>, told: &'p [ast::Handler]) -> Place<'p> {
        Place { machine, handler: None, told, items: Vec::new() }
    }
}

/// Finds the mentions in all files.
pub(super) fn find_mentions(program: &Program, model: &Model, tests: &[TestCase]) -> Mentions {
    let mut walk = Walk::new(program, model, tests, Region::Everything);
    walk.add_determined();
    let mut mentions = walk.find();
    add_definitions(&mut mentions.all, &mentions.table);
    mentions
}

/// Finds the mentions in the lines around a byte of a file.
pub(super) fn find_around(
    program: &Program,
    model: &Model,
    tests: &[TestCase],
    place: (FileId, u32),
) -> Mentions {
    Walk::new(program, model, tests, Region::around(program, place)).find()
}

/// Finds the mentions in the lines that can mention one of some symbols.
pub(super) fn find_symbols(
    program: &Program,
    model: &Model,
    tests: &[TestCase],
    symbols: &[Symbol],
) -> Mentions {
    let find = |symbols: &[Symbol]| {
        let search = Search::of(symbols);
        let region = search.map_or(Region::Everything, |search| Region::of(program, &search));
        Walk::new(program, model, tests, region).find()
    };
    let mut mentions = find(symbols);
    // A mention that is the definition of one of its symbols has that role for all of them, which takes the mentions of all.
    let beside = symbols_beside(&mentions, symbols);
    if !beside.is_empty() {
        mentions = find(&[symbols, &beside].concat());
    }
    add_definitions(&mut mentions.all, &mentions.table);
    mentions
}

/// The symbols that mentions of some symbols name besides these, where the role of the mention for one of these depends on them.
fn symbols_beside(mentions: &Mentions, symbols: &[Symbol]) -> Vec<Symbol> {
    let mut beside: Vec<Symbol> = Vec::new();
    for mention in &mentions.all {
        let named = || mention.symbols.iter().chain(mention.fields());
        let depends = |symbol: &Symbol| symbols.contains(symbol) && !mention.only_reads(symbol);
        if named().any(depends) {
            beside.extend(named().filter(|symbol| !symbols.contains(symbol)).cloned());
        }
    }
    beside.sort();
    beside.dedup();
    beside
}

/// Gives each symbol without a definition one: the first mention that sets it, else the first.
fn add_definitions(all: &mut [Mention], table: &Table) {
    let mut best = vec![(usize::MAX, 0); table.len()];
    for (at, mention) in all.iter().enumerate() {
        let rank = match mention.role {
            Role::Definition => 0,
            Role::Write => 1,
            Role::Read => 2,
        };
        // The field of a shorthand is set, independent of the use of the variable.
        let named = mention.symbols.iter().map(|symbol| (symbol, rank));
        for (symbol, rank) in named.chain(mention.fields().iter().map(|field| (field, 1))) {
            if let Some(best) = table.position(symbol).and_then(|id| best.get_mut(id)) {
                *best = (*best).min((rank, at));
            }
        }
    }
    for (rank, at) in best {
        if rank > 0
            && rank < usize::MAX
            && let Some(mention) = all.get_mut(at)
        {
            mention.role = Role::Definition;
        }
    }
}

impl<'p> Walk<'p> {
    fn new(program: &'p Program, model: &'p Model, tests: &[TestCase], region: Region) -> Walk<'p> {
        Walk {
            program,
            model,
            meanings: Meanings::of(model, tests, &region),
            region,
            machines: model.machines.entries().map(|(id, of)| (of.name.text.as_str(), id)).collect(),
            scenarios: Map::new(),
            receivers_by_event: OnceCell::new(),
            all: Vec::new(),
            table: Table::default(),
            set: Set::new(),
        }
    }

    /// The mentions, in their order.
    fn find(mut self) -> Mentions {
        let program = self.program;
        for file in &program.files {
            self.visit_file(&file.ast);
        }
        for file in &program.tests {
            self.visit_file(&file.ast);
            if self.region.has_lines_of(file.id) {
                file.ast.tests.iter().for_each(|test| self.visit_test(test));
                self.visit_unread_tests(&file.ast);
            }
        }
        self.visit_unread();
        self.all.sort_by_key(|mention| {
            let Span { file, start, end } = mention.token;
            (file, start, u32::MAX - end)
        });
        self.all.shrink_to_fit();
        Mentions { all: self.all, table: self.table }
    }

    /// Notes the names that no line gives: the event of a `start timer` without a name, and the initial state of a machine that states
    /// none.
    fn add_determined(&mut self) {
        for machine in &self.model.machines {
            let receiver = machine.name.text.clone();
            self.table.add_determined(Symbol::Event { receiver, name: TIMER_EXPIRED.to_owned() });
            let initial = machine.states.get(machine.initial.index());
            if let Some(initial) = initial.filter(|state| state.name.span == machine.name.span) {
                let [machine, name] = [&machine.name.text, &initial.name.text].map(String::clone);
                self.table.add_determined(Symbol::State { machine, name });
            }
        }
    }

    fn visit_file(&mut self, file: &'p ast::File) {
        if let Some(system) = &file.system {
            self.note(system.span, vec![Symbol::System], Role::Definition);
        }
        for used in &file.uses {
            self.note(used.machine.span, vec![self.party(&used.machine)], Role::Read);
        }
        for rules in &file.rules {
            self.visit_rules(None, rules);
        }
        for machine in &file.machines {
            self.visit_machine(machine);
        }
        // Nothing refers to them: the text of their header is no name.
        for machine in &file.unread_machines {
            self.visit_parts(None, machine);
        }
        for scenario in &file.loose {
            // Test files name scenarios of any machine.
            let begins_here = |handler: &ast::Handler| self.region.contains(handler.span);
            let is_visited = self.region.contains(scenario.span) || scenario.handlers.iter().any(begins_here);
            if is_visited || !self.program.tests.is_empty() {
                self.visit_scenario(self.find_owner(scenario), scenario);
            }
        }
    }

    fn visit_machine(&mut self, machine: &'p ast::Machine) {
        let id = self.find_machine(&machine.name.text);
        self.note(machine.name.span, vec![self.party(&machine.name)], Role::Definition);
        self.visit_parts(id, machine);
    }

    fn visit_parts(&mut self, id: Option<MachineId>, machine: &'p ast::Machine) {
        self.visit_states(id, &machine.states);
        for key in machine.instances.iter().flat_map(|instances| &instances.keys) {
            let symbol = self.own_variable(id, &key.text);
            self.set.insert(symbol.clone());
            self.note(key.span, vec![symbol], Role::Definition);
        }
        for crossing in &machine.crossings {
            self.visit_crossing(id, crossing);
        }
        for scenario in &machine.scenarios {
            self.visit_scenario(id, scenario);
        }
        let place = Place::of(id, &[]);
        machine.unread.iter().for_each(|unread| self.visit_unread_block(&place, unread));
        for rules in &machine.rules {
            self.visit_rules(id, rules);
        }
    }

    fn visit_states(&mut self, machine: Option<MachineId>, states: &'p ast::States) {
        let first = if states.list.is_empty() { Role::Definition } else { Role::Read };
        states.starts_in.iter().for_each(|state| self.note_state(machine, state, first));
        states.list.iter().for_each(|state| self.note_state(machine, state, Role::Definition));
        states.ends_in.iter().for_each(|state| self.note_state(machine, state, Role::Read));
        for group in &states.groups {
            self.note_state(machine, &group.name, Role::Definition);
            self.note_states(machine, &group.members);
        }
    }

    fn visit_crossing(&mut self, machine: Option<MachineId>, crossing: &'p ast::Crossing) {
        self.note_state(machine, &crossing.state, Role::Read);
        self.visit_steps(&Place::of(machine, &[]), &crossing.body);
    }

    fn visit_scenario(&mut self, machine: Option<MachineId>, scenario: &'p ast::Scenario) {
        if let (Some(name), Some(machine)) = (&scenario.name, machine)
            && !self.program.tests.is_empty()
        {
            self.scenarios.insert((machine, &name.text), scenario);
        }
        if let Some(name) = scenario.name.as_ref().filter(|_| self.region.contains(scenario.span)) {
            let symbol = Symbol::Scenario { machine: self.machine_name(machine), name: name.text.clone() };
            self.note(name.span, vec![symbol], Role::Definition);
        }
        let story = Place::of(machine, &scenario.handlers);
        for fact in &scenario.given {
            if self.region.contains(fact.span) {
                self.visit_fact(&story, fact);
            }
        }
        for handler in &scenario.handlers {
            if self.region.contains(handler.span) {
                self.visit_handler(machine, handler);
            }
        }
        for crossing in &scenario.crossings {
            if self.region.contains(crossing.span) {
                self.visit_crossing(machine, crossing);
            }
        }
        let place = Place::of(machine, &[]);
        for unread in &scenario.unread {
            if self.region.contains(unread.span) {
                self.visit_unread_block(&place, unread);
            }
        }
        for line in &scenario.expect {
            if self.region.contains(line.span) {
                self.visit_assertion(&story, line);
            }
        }
    }

    /// The lines below an unreadable line. The event of an unreadable handler is not known, so that their names are those of the machine.
    fn visit_unread_block(&mut self, place: &Place<'p>, unread: &'p ast::UnreadBlock) {
        unread.given.iter().for_each(|fact| self.visit_fact(place, fact));
        unread.guards.iter().for_each(|guard| self.visit_condition(place, guard));
        self.visit_steps(place, &unread.body);
        unread.expect.iter().for_each(|line| self.visit_assertion(place, line));
    }

    fn visit_handler(&mut self, machine: Option<MachineId>, handler: &'p ast::Handler) {
        let own = [self.machine_name(machine)];
        self.note_event(&own, &handler.event, Role::Definition);
        for from in handler.from.iter().chain(&handler.also_from) {
            self.note(from.span, vec![self.party(from)], Role::Read);
        }
        match &handler.accepted {
            Some(ast::Accepted::Any(states) | ast::Accepted::In(states)) => {
                self.note_states(machine, states);
            }
            None => {}
        }
        for field in handler.declared.iter().flat_map(|declared| &declared.fields) {
            let symbols = self.fields(&own, &handler.event.text, &field.name.text);
            self.note(field.name.span, symbols, Role::Definition);
            self.visit_type(field.ty.as_ref());
        }
        let told = std::slice::from_ref(handler);
        let place = Place { machine, handler: Some(handler), told, items: Vec::new() };
        handler.given.iter().for_each(|fact| self.visit_fact(&place, fact));
        self.visit_steps(&place, &handler.body);
        handler.unread.iter().for_each(|unread| self.visit_unread_block(&place, unread));
        handler.expect.iter().for_each(|line| self.visit_assertion(&place, line));
    }

    fn visit_steps(&mut self, place: &Place<'p>, steps: &'p [ast::Step]) {
        steps.iter().for_each(|step| self.visit_step(place, step));
    }

    fn visit_step(&mut self, place: &Place<'p>, step: &'p ast::Step) {
        match step {
            ast::Step::Transition(transition) => {
                let machine = self.visit_subject(place, &transition.subject);
                self.note_state(machine, &transition.state, Role::Read);
            }
            ast::Step::Update(update) => self.visit_update(place, update),
            ast::Step::Emit(emit) => self.visit_emit(place, emit),
            ast::Step::Timer(timer) => self.visit_timer(place, &timer.op),
            ast::Step::Chain(chain) => {
                for group in &chain.groups {
                    let conditions = group.alternatives.iter().flatten();
                    conditions.for_each(|condition| self.visit_condition(place, condition));
                    self.visit_steps(place, &group.body);
                }
                chain.otherwise.iter().for_each(|otherwise| self.visit_steps(place, &otherwise.body));
            }
            ast::Step::ForEach(each) => {
                let symbol = Symbol::Item { name: each.item.text.clone(), at: each.item.span };
                self.note(each.item.span, vec![symbol], Role::Definition);
                self.visit_value(place, &each.list);
                let mut inside = place.clone();
                inside.items.push(&each.item);
                self.visit_steps(&inside, &each.body);
            }
            ast::Step::Action(phrase) => self.visit_phrase(place, phrase),
            // A kind of step without names of its own has values at most.
            other => {
                if let ast::Step::Reject(reject) = other {
                    reject.reason.iter().for_each(|reason| self.visit_value(place, reason));
                }
            }
        }
    }

    fn visit_update(&mut self, place: &Place<'p>, update: &'p ast::Update) {
        let symbol = self.own_variable(place.machine, &update.variable.text);
        let role = if self.set.insert(symbol.clone()) { Role::Definition } else { Role::Write };
        self.note(update.variable.span, vec![symbol], role);
        self.visit_type(update.ty.as_ref());
        match &update.op {
            ast::UpdateOp::Becomes(value)
            | ast::UpdateOp::Increases(value)
            | ast::UpdateOp::Decreases(value)
            | ast::UpdateOp::Adds(value)
            | ast::UpdateOp::Removes(value) => self.visit_value(place, value),
            ast::UpdateOp::Clears => {}
            ast::UpdateOp::ComesFrom(phrase) => self.visit_phrase(place, phrase),
        }
    }

    fn visit_emit(&mut self, place: &Place<'p>, emit: &'p ast::Emit) {
        let known = self.meanings.receivers(emit.event.span).map(<[String]>::to_vec);
        let receivers = known.unwrap_or_else(|| match emit.to.party() {
            Some(to) => self.receivers(place, to),
            None => vec![String::new()],
        });
        self.note_event(&receivers, &emit.event, Role::Read);
        match &emit.to {
            ast::Receiver::Party(name) | ast::Receiver::New(name) | ast::Receiver::All(name) => {
                self.note_party(name);
            }
            ast::Receiver::Reference(path) => self.visit_path(place, path),
        }
        self.visit_payload(place, &receivers, &emit.event.text, &emit.payload);
    }

    fn visit_timer(&mut self, place: &Place<'p>, op: &'p ast::TimerOp) {
        let own = [self.machine_name(place.machine)];
        let (event, due, payload) = match op {
            ast::TimerOp::Start(event, due, payload) => (event.as_ref(), due, payload),
            ast::TimerOp::Schedule(event, due, payload) => (Some(event), due, payload),
            ast::TimerOp::CancelTimer => return,
            ast::TimerOp::CancelEvent(event) => return self.note_event(&own, event, Role::Read),
        };
        event.iter().for_each(|event| self.note_event(&own, event, Role::Read));
        self.visit_value(place, due.when.time_expr());
        let event = event.map_or(TIMER_EXPIRED, |event| &event.text);
        self.visit_payload(place, &own, event, payload);
    }

    /// The subject of a state, and the machine that it means.
    pub(super) fn visit_subject(&mut self, place: &Place<'p>, subject: &ast::Name) -> Option<MachineId> {
        let named = self.find_machine(&identifier(&subject.text));
        if let Some(named) = named {
            self.note(subject.span, vec![Symbol::Machine(self.machine_name(Some(named)))], Role::Read);
        } else if self.program.sources.text(subject.span).starts_with('@') {
            self.note_party(subject);
        }
        named.or(place.machine)
    }

    pub(super) fn visit_type(&mut self, ty: Option<&ast::TypeName>) {
        ty.and_then(ast::TypeName::machine).iter().for_each(|machine| self.note_party(machine));
    }

    /// The machine that a loose scenario belongs to.
    pub(super) fn find_owner(&self, scenario: &ast::Scenario) -> Option<MachineId> {
        let has =
            |machine: &crate::model::Machine| machine.scenarios.iter().any(|of| of.span == scenario.span);
        let resolved = self.model.machines.id_where(has);
        resolved.or_else(|| possible_owners(scenario).iter().find_map(|owner| self.find_machine(owner)))
    }
}

/// The meanings of names that follow from the name and its machine.
impl Walk<'_> {
    pub(super) fn find_machine(&self, name: &str) -> Option<MachineId> {
        self.machines.get(name).copied()
    }

    pub(super) fn machine_name(&self, machine: Option<MachineId>) -> String {
        machine.map_or(String::new(), |machine| self.model.machines[machine].name.text.clone())
    }

    /// The actor or machine `@name`.
    pub(super) fn party(&self, name: &ast::Name) -> Symbol {
        match name.text.as_str() {
            "system" | "self" | SENDER => Symbol::Reserved(format!("@{}", name.text)),
            text if self.find_machine(text).is_some() => Symbol::Machine(text.to_owned()),
            text => Symbol::Actor(text.to_owned()),
        }
    }

    /// The receivers of an emit to `@name`.
    pub(super) fn receivers(&self, place: &Place<'_>, name: &ast::Name) -> Vec<String> {
        match (name.text.as_str(), place.handler) {
            ("self", _) => vec![self.machine_name(place.machine)],
            (SENDER, Some(handler)) => {
                handler.from.iter().chain(&handler.also_from).map(|from| from.text.clone()).collect()
            }
            (text, _) => vec![text.to_owned()],
        }
    }

    pub(super) fn own_variable(&self, machine: Option<MachineId>, name: &str) -> Symbol {
        Symbol::Variable { machine: self.machine_name(machine), name: name.to_owned() }
    }

    /// The fields of this name of an event. A field with the name of a key of its machine is that key.
    pub(super) fn fields(&mut self, receivers: &[String], event: &str, name: &str) -> Vec<Symbol> {
        let mut fields = Vec::new();
        for receiver in receivers {
            let [receiver, event, name] = [receiver.as_str(), event, name].map(str::to_owned);
            let field = Symbol::Field { receiver: receiver.clone(), event, name: name.clone() };
            let machine = self.find_machine(&receiver).map(|machine| &self.model.machines[machine]);
            if let Some(machine) = machine
                && let Instances::PerKey(keys) = &machine.instances
                && keys.iter().any(|key| machine.variables[*key].name.text == name)
            {
                self.table.unite(&[field.clone(), Symbol::Variable { machine: receiver, name }]);
            }
            fields.push(field);
        }
        fields
    }
}

/// Notes of mentions.
impl Walk<'_> {
    /// Notes a name, written as in the text at its place.
    pub(super) fn note(&mut self, token: Span, symbols: Vec<Symbol>, role: Role) {
        let text = self.program.sources.text(token);
        let sigil = u32::from(text.starts_with(SIGILS));
        let mut name = Span { start: token.start + sigil, ..token };
        let bare = &text[sigil as usize..];
        let mut written = Written::Plain;
        match symbols.first() {
            Some(Symbol::Machine(machine)) if !text.starts_with('@') && is_id_of(bare, machine) => {
                name.end -= "_id".len() as u32;
                written = Written::InstanceId;
            }
            Some(symbol) if sigil == 0 && !symbol.name().is_empty() && symbol.name() != bare => {
                written = Written::Words;
            }
            _ => {}
        }
        let symbols = self.share(symbols);
        self.push(Mention { token, name, symbols, role, written });
    }

    /// Adds a mention.
    pub(super) fn push(&mut self, mention: Mention) {
        self.all.push(mention);
    }

    /// The list of some symbols that one name means.
    pub(super) fn share(&mut self, symbols: Vec<Symbol>) -> Arc<[Symbol]> {
        self.table.share(symbols)
    }

    /// Lets symbols have one name.
    pub(super) fn unite(&mut self, symbols: &[Symbol]) {
        self.table.unite(symbols);
    }

    /// The mention of the token at a place, if it is among the latest.
    pub(super) fn latest_at(&mut self, token: Span) -> Option<&mut Mention> {
        self.all.iter_mut().rev().take(8).find(|mention| mention.token == token)
    }

    /// The places at which names with sigils of a file are mentioned.
    pub(super) fn tokens_in(&self, file: FileId) -> Vec<u32> {
        let in_file = |mention: &&Mention| mention.token.file == file && mention.written != Written::Phrase;
        self.all.iter().filter(in_file).map(|mention| mention.token.start).collect()
    }

    pub(super) fn note_party(&mut self, name: &ast::Name) {
        self.note(name.span, vec![self.party(name)], Role::Read);
    }

    pub(super) fn note_event(&mut self, receivers: &[String], event: &ast::Name, role: Role) {
        let of = |receiver: &String| Symbol::Event { receiver: receiver.clone(), name: event.text.clone() };
        self.note(event.span, receivers.iter().map(of).collect(), role);
    }

    pub(super) fn note_states(&mut self, machine: Option<MachineId>, states: &[ast::Name]) {
        states.iter().for_each(|state| self.note_state(machine, state, Role::Read));
    }

    pub(super) fn note_state(&mut self, machine: Option<MachineId>, state: &ast::Name, role: Role) {
        let is_group = machine.is_some_and(|machine| {
            self.model.machines[machine].groups.iter().any(|group| group.name.text == state.text)
        });
        let (machine, name) = (self.machine_name(machine), state.text.clone());
        let symbol = match is_group {
            true => Symbol::Group { machine, name },
            false => Symbol::State { machine, name },
        };
        self.note(state.span, vec![symbol], role);
    }
}

/// Whether a text is the id of a machine's instance: `order_id`, `order id`.
fn is_id_of(text: &str, machine: &str) -> bool {
    identifier(text).strip_suffix("_id") == Some(machine)
}
