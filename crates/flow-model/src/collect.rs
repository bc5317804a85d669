//! Finding the names of a program: its machines with all their scenarios, the actors outside, and the events between them
//! (reference#structure).
//!
//! Names in bodies are not resolved here. One walk over the trees collects the facts about the whole system that resolving
//! the first body needs: the variables that a machine sets, and the payload fields that are sent to it (reference#variable-lookup).

use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Name};
use flow_syntax::source::FileId;

use crate::declarations::Declarations;
use crate::lower::{phrase_function, split_answer};
use crate::model::{ActorId, List, MachineId, Party, ScenarioOrigin, TIMER_EXPIRED};
use crate::names::{SENDER, identifier};
use crate::near::nearest;
use crate::program::Program;
use crate::references::{Receivers, resolve_references};
use crate::sends::Sends;
use crate::stated::{given_variable, is_text, text_variable};

/// The names of a program.
pub(crate) struct Collected<'p> {
    /// The name after `system:` in the first file that has one.
    pub(crate) system: Option<&'p ast::Name>,
    /// The rules of the system.
    pub(crate) rules: Vec<&'p ast::Rules>,
    /// The machines, by [`MachineId`].
    pub(crate) machines: List<MachineId, Parts<'p>>,
    /// The actors outside, by [`ActorId`], at their first appearance.
    pub(crate) actors: List<ActorId, &'p ast::Name>,
    /// The events sent between the machines.
    pub(crate) sends: Sends<'p>,
    /// The machines that emits to references go to.
    pub(crate) receivers: Receivers,
    /// The functions of all phrases that set variables by `comes from`.
    pub(crate) answers: Set<String>,
    parties: Map<&'p str, Party>,
    /// The names of variables and fields that are written to be a choice, each with a text of the choice.
    pub(crate) choices: Set<(&'p str, &'p str)>,
    /// Machines of `uses:` lines that no file has, which is reported where files are loaded.
    pub(crate) unread: Set<&'p str>,
}

/// The declarations of one machine in all its files.
pub(crate) struct Parts<'p> {
    pub(crate) name: &'p ast::Name,
    /// `starts in #a`, or one lone `#a`.
    pub(crate) starts_in: Option<&'p ast::Name>,
    /// Its own list of states; empty if it has none.
    pub(crate) list: Vec<&'p ast::Name>,
    /// Its groups of states, by their names.
    pub(crate) groups: Map<&'p str, &'p ast::StateGroup>,
    /// The names of its `ends in` lines.
    pub(crate) ends_in: Vec<&'p ast::Name>,
    /// `one for …`, if a file has that line.
    pub(crate) instances: Option<&'p ast::Instances>,
    /// Its scenarios: first those of its own files, then the loose ones.
    pub(crate) scenarios: Vec<(ScenarioOrigin, &'p ast::Scenario)>,
    /// Its steps at entering and leaving states, in the same order.
    pub(crate) crossings: Vec<&'p ast::Crossing>,
    /// Its rules.
    pub(crate) rules: Vec<&'p ast::Rules>,
    /// Variables that a handler sets.
    pub(crate) set: Set<&'p str>,
    /// Variables that the `given:` of a scenario sets.
    pub(crate) given: Set<String>,
    /// Variables that some `given:` or step sets to a literal text.
    pub(crate) texts: Set<&'p str>,
    /// Event and field of every `$x becomes $x` (reference#variable-lookup).
    pub(crate) kept: Set<(&'p str, &'p str)>,
    /// The payloads that its handlers declare.
    pub(crate) declarations: Declarations<'p>,
}

impl<'p> Collected<'p> {
    /// The machine of this name.
    pub(crate) fn machine(&self, name: &str) -> Option<MachineId> {
        match self.parties.get(name) {
            Some(Party::Machine(machine)) => Some(*machine),
            _ => None,
        }
    }

    /// Whoever `@name` is. Every actor of the program has been seen by [`collect`].
    pub(crate) fn party(&self, name: &str) -> Option<Party> {
        self.parties.get(name).copied()
    }

    fn add_actor(&mut self, name: &'p ast::Name) {
        if name.text == SENDER {
            return;
        }
        let next = Party::Actor(self.actors.next_id());
        self.parties.entry(&name.text).or_insert_with(|| {
            self.actors.push(name);
            next
        });
    }
}

/// Finds the names of `program`.
pub(crate) fn collect<'p>(program: &'p Program, diags: &mut Diagnostics) -> Collected<'p> {
    let parties = Map::from([("system", Party::System), ("self", Party::Itself)]);
    let system = program.files.iter().find_map(|file| file.ast.system.as_ref());
    let mut collected = Collected {
        system,
        rules: program.files.iter().flat_map(|file| &file.ast.rules).gather(),
        machines: List::new(),
        actors: List::new(),
        sends: Sends::default(),
        receivers: Receivers::new(),
        answers: Set::new(),
        parties,
        choices: Set::new(),
        unread: Set::new(),
    };
    for file in &program.files {
        collect_machines(&mut collected, diags, file.id, &file.ast);
    }
    let used = program.files.iter().flat_map(|file| &file.ast.uses).map(|used| used.machine.text.as_str());
    collected.unread = used.filter(|name| collected.machine(name).is_none()).collect();
    for file in &program.files {
        for scenario in &file.ast.loose {
            attach_scenario(&mut collected, diags, file.id, scenario);
        }
    }
    for parts in &collected.machines {
        report_duplicate_scenarios(diags, parts);
    }
    for parts in collected.machines.iter_mut() {
        parts.add_declarations(diags);
    }
    walk_answers(&mut collected);
    for machine in collected.machines.ids() {
        walk_machine(&mut collected, machine);
    }
    resolve_references(&mut collected);
    collected
}

/// Adds the machines of one file; parts of machines that other files have begun are merged.
fn collect_machines<'p>(
    collected: &mut Collected<'p>,
    diags: &mut Diagnostics,
    file: FileId,
    ast: &'p ast::File,
) {
    let mut here: Map<&str, &ast::Name> = Map::new();
    for machine in &ast.machines {
        if matches!(machine.name.text.as_str(), "system" | "self" | SENDER) {
            let message = format!("'@{}' is no name for a machine", machine.name.text);
            let report = diags.report(Name::ReservedName, machine.name.span, message);
            report.help(match machine.name.text.as_str() {
                SENDER => "'@sender' is the one that an event came from",
                _ => "'@system' is time, and '@self' is the instance itself",
            });
            continue;
        }
        if let Some(first) = here.insert(&machine.name.text, &machine.name) {
            let message = format!("'@{}' is defined twice in this file", machine.name.text);
            diags.report(Name::DuplicateName, machine.name.span, message).label(first.span, "first here");
            // Together they would contradict each other.
            continue;
        }
        add_machine(collected, diags, file, machine);
    }
}

fn add_machine<'p>(
    collected: &mut Collected<'p>,
    diags: &mut Diagnostics,
    file: FileId,
    machine: &'p ast::Machine,
) {
    let id = collected.machine(&machine.name.text).unwrap_or_else(|| {
        let id = collected.machines.push(Parts::new(&machine.name));
        collected.parties.insert(&machine.name.text, Party::Machine(id));
        id
    });
    let parts = &mut collected.machines[id];
    let origin = ScenarioOrigin::Machine(file);
    parts.scenarios.extend(machine.scenarios.iter().map(|scenario| (origin, scenario)));
    parts.crossings.extend(&machine.crossings);
    parts.crossings.extend(machine.scenarios.iter().flat_map(|scenario| &scenario.crossings));
    parts.rules.extend(&machine.rules);
    parts.add_states(diags, &machine.states);
    parts.add_groups(diags, &machine.states);
    parts.add_instances(diags, machine);
}

impl<'p> Parts<'p> {
    fn new(name: &'p ast::Name) -> Self {
        Parts {
            name,
            starts_in: None,
            list: Vec::new(),
            groups: Map::new(),
            ends_in: Vec::new(),
            instances: None,
            scenarios: Vec::new(),
            crossings: Vec::new(),
            rules: Vec::new(),
            set: Set::new(),
            given: Set::new(),
            texts: Set::new(),
            kept: Set::new(),
            declarations: Declarations::default(),
        }
    }

    /// The steps of all its handlers, and of the states that it enters and leaves.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &'p [ast::Step]> {
        let handlers = self.scenarios.iter().flat_map(|(_, scenario)| &scenario.handlers);
        let crossings = self.crossings.iter().map(|crossing| &crossing.body[..]);
        handlers.map(|handler| &handler.body[..]).chain(crossings)
    }

    /// Whether a variable is a key of the machine.
    pub(crate) fn has_key(&self, name: &str) -> bool {
        self.instances.is_some_and(|instances| instances.keys.iter().any(|key| key.text == name))
    }

    fn add_instances(&mut self, diags: &mut Diagnostics, machine: &'p ast::Machine) {
        let texts = |said: &ast::Instances| said.keys.iter().map(|key| key.text.clone()).gather();
        match (self.instances, &machine.instances) {
            (Some(first), Some(second)) if texts(first) != texts(second) => {
                let message = format!("two files say how many '@{}' there are, differently", self.name.text);
                diags.report(Name::DuplicateName, second.span, message).label(first.span, "first here");
            }
            (None, said) => self.instances = said.as_ref(),
            _ => {}
        }
    }

    fn add_states(&mut self, diags: &mut Diagnostics, states: &'p ast::States) {
        match (self.starts_in, &states.starts_in) {
            (Some(first), Some(second)) if first.text != second.text => {
                let message = format!("'@{}' starts in two states", self.name.text);
                diags.report(Name::DuplicateName, second.span, message).label(first.span, "first here");
            }
            (None, Some(only)) => self.starts_in = Some(only),
            _ => {}
        }
        for state in &states.ends_in {
            if self.ends_in.iter().all(|known| known.text != state.text) {
                self.ends_in.push(state);
            }
        }
        let before = self.list.len();
        for state in &states.list {
            match self.list.iter().position(|known| known.text == state.text) {
                Some(at) if at >= before => {
                    let message = format!("'#{}' is listed twice", state.text);
                    diags
                        .report(Name::DuplicateName, state.span, message)
                        .label(self.list[at].span, "first here");
                }
                Some(_) => {}
                None => self.list.push(state),
            }
        }
    }
}

impl<'p> Parts<'p> {
    /// Adds the groups of states of a file, unless something else has their name.
    fn add_groups(&mut self, diags: &mut Diagnostics, states: &'p ast::States) {
        for group in &states.groups {
            let name = group.name.text.as_str();
            let state = self.starts_in.iter().chain(&self.list).find(|state| state.text == name);
            let other = self.groups.get(name).map(|group| &group.name).or(state.copied());
            let Some(other) = other else {
                self.groups.insert(name, group);
                continue;
            };
            let message = match state {
                Some(_) => format!("'#{name}' is a state and a group"),
                None => format!("there are two groups '#{name}'"),
            };
            diags.report(Name::DuplicateName, group.name.span, message).label(other.span, "first here");
        }
    }
}

/// Reports scenarios of one machine that share a name.
fn report_duplicate_scenarios(diags: &mut Diagnostics, parts: &Parts<'_>) {
    let mut seen: Map<&str, &ast::Name> = Map::new();
    for (_, scenario) in &parts.scenarios {
        let Some(name) = &scenario.name else { continue };
        if let Some(first) = seen.get(name.text.as_str()) {
            let message = format!("'@{}' has two scenarios named '{}'", parts.name.text, name.text);
            let report = diags.report(Name::DuplicateName, name.span, message);
            report.label(first.span, "first here").help("each scenario of a machine has a name of its own");
        } else {
            seen.insert(&name.text, name);
        }
    }
}

/// Attaches a loose scenario to the machine that its subjects name, or to the only one there is (reference#loose-scenarios).
fn attach_scenario<'p>(
    collected: &mut Collected<'p>,
    diags: &mut Diagnostics,
    file: FileId,
    scenario: &'p ast::Scenario,
) {
    let subjects = list_scenario_subjects(scenario);
    let named = possible_owners(scenario).iter().find_map(|owner| collected.machine(owner));
    let only = (collected.machines.len() == 1).then_some(MachineId(0));
    match named.or(only) {
        Some(machine) => {
            let parts = &mut collected.machines[machine];
            parts.scenarios.push((ScenarioOrigin::Loose(file), scenario));
            parts.crossings.extend(&scenario.crossings);
        }
        None => report_loose_scenario(collected, diags, scenario, subjects.first().copied()),
    }
}

fn report_loose_scenario(
    collected: &Collected<'_>,
    diags: &mut Diagnostics,
    scenario: &ast::Scenario,
    subject: Option<&ast::Name>,
) {
    let span = scenario.name.as_ref().map_or(scenario.span, |name| name.span);
    let title = scenario.name.as_ref().map_or("this scenario".to_owned(), |name| format!("'{}'", name.text));
    let report = diags.report(Name::LooseScenario, span, format!("{title} belongs to no machine"));
    let machines = collected.machines.iter().map(|parts| parts.name.text.as_str());
    if let Some(subject) = subject {
        report.label(subject.span, format!("no machine is named '@{}'", identifier(&subject.text)));
        if let Some(near) = nearest(&identifier(&subject.text), machines) {
            report.did_you_mean([subject.span], near.to_owned());
        }
    }
    report.help(
        "it belongs to a machine that is loaded with it, or to the one of a line 'machine: @name' above it",
    );
}

/// The names of the machines that a loose scenario may belong to, likeliest first (reference#loose-scenarios). It belongs to the first of
/// them that is loaded.
pub fn possible_owners(scenario: &ast::Scenario) -> Vec<String> {
    list_scenario_subjects(scenario).into_iter().map(|subject| identifier(&subject.text)).gather()
}

/// The subjects of a scenario: those of its transitions, else those of its conditions about states.
fn list_scenario_subjects(scenario: &ast::Scenario) -> Vec<&ast::Name> {
    let mut subjects = Vec::new();
    for handler in &scenario.handlers {
        walk_steps(&handler.body, &mut |step| {
            if let ast::Step::Transition(transition) = step {
                subjects.push(&transition.subject);
            }
        });
    }
    subjects.extend(scenario.given.iter().filter_map(|fact| match &fact.kind {
        ast::FactKind::InState { subject, .. } => Some(subject),
        _ => None,
    }));
    subjects.extend(scenario.expect.iter().filter_map(|assertion| match &assertion.kind {
        ast::AssertionKind::Condition(ast::Condition {
            kind: ast::ConditionKind::InState { subject, .. },
            ..
        })
        | ast::AssertionKind::History { subject, .. } => Some(subject),
        _ => None,
    }));
    subjects
}

/// Calls `visit` with every step of a body, each chain before the steps in it.
pub(crate) fn walk_steps<'p>(body: &'p [ast::Step], visit: &mut impl FnMut(&'p ast::Step)) {
    for step in body {
        visit(step);
        match step {
            ast::Step::Chain(chain) => {
                chain.groups.iter().for_each(|group| walk_steps(&group.body, visit));
                chain.otherwise.iter().for_each(|otherwise| walk_steps(&otherwise.body, visit));
            }
            ast::Step::ForEach(each) => walk_steps(&each.body, visit),
            _ => {}
        }
    }
}

/// Collects the functions of the phrases after `comes from`.
fn walk_answers(collected: &mut Collected<'_>) {
    let bodies: Vec<_> = collected.machines.iter().flat_map(Parts::bodies).gather();
    for body in bodies {
        walk_steps(body, &mut |step| {
            if let ast::Step::Update(ast::Update { op: ast::UpdateOp::ComesFrom(phrase), .. }) = step {
                collected.answers.insert(phrase_function(phrase));
            }
        });
    }
}

/// Whether a fact in words is the answer to a `comes from`, and sets no variable.
fn is_answer(fact: &ast::Fact, answers: &Set<String>) -> bool {
    let ast::FactKind::Phrase(condition) = &fact.kind else { return false };
    split_answer(&condition.phrase).is_some_and(|(phrase, _)| answers.contains(&phrase_function(&phrase)))
}

/// Collects the variables, events and actors in one machine's scenarios.
fn walk_machine(collected: &mut Collected<'_>, machine: MachineId) {
    for index in 0..collected.machines[machine].scenarios.len() {
        let (_, scenario) = collected.machines[machine].scenarios[index];
        let facts = scenario.given.iter().filter(|fact| !is_answer(fact, &collected.answers));
        let given: Vec<String> = facts.filter_map(given_variable).gather();
        let parts = &mut collected.machines[machine];
        parts.given.extend(given);
        parts.texts.extend(scenario.given.iter().filter_map(text_variable));
        let facts = scenario.handlers.iter().flat_map(|handler| &handler.given).chain(&scenario.given);
        for fact in facts {
            if let ast::FactKind::Variable { variable, ty, .. } = &fact.kind {
                add_choice(&mut collected.choices, variable, ty.as_ref());
            }
        }
        for handler in &scenario.handlers {
            for from in handler.from.iter().chain(&handler.also_from) {
                collected.add_actor(from);
            }
            for field in handler.declared.iter().flat_map(|declared| &declared.fields) {
                add_choice(&mut collected.choices, &field.name, field.ty.as_ref());
            }
            walk_body(collected, machine, &handler.body, Some(handler));
            handler.expect.iter().for_each(|assertion| walk_assertion(collected, assertion));
        }
        scenario.expect.iter().for_each(|assertion| walk_assertion(collected, assertion));
    }
    for index in 0..collected.machines[machine].crossings.len() {
        let crossing = collected.machines[machine].crossings[index];
        walk_body(collected, machine, &crossing.body, None);
    }
}

/// Collects the names in a body, which is that of a handler or of a state that is entered or left.
fn walk_body<'p>(
    collected: &mut Collected<'p>,
    machine: MachineId,
    body: &'p [ast::Step],
    handler: Option<&'p ast::Handler>,
) {
    walk_steps(body, &mut |step| match step {
        ast::Step::Update(update) => {
            add_choice(&mut collected.choices, &update.variable, update.ty.as_ref());
            walk_update(&mut collected.machines[machine], handler, update);
        }
        ast::Step::Emit(emit) if emit.to.party().is_some_and(|to| to.text == SENDER) => {
            for from in handler.iter().flat_map(|handler| handler.from.iter().chain(&handler.also_from)) {
                walk_emit(collected, machine, emit, from);
            }
        }
        // Emits to references are added when it is known what these mean.
        ast::Step::Emit(emit) => {
            emit.to.party().into_iter().for_each(|to| walk_emit(collected, machine, emit, to));
        }
        ast::Step::Timer(timer) => walk_timer(&mut collected.sends, machine, timer),
        _ => {}
    });
}

fn walk_update<'p>(parts: &mut Parts<'p>, handler: Option<&'p ast::Handler>, update: &'p ast::Update) {
    let target = update.variable.text.as_str();
    parts.set.insert(target);
    if let ast::UpdateOp::Becomes(value) = &update.op
        && is_text(value)
    {
        parts.texts.insert(target);
    }
    if let ast::UpdateOp::Becomes(ast::Expr { kind: ast::ExprKind::Path(path), .. }) = &update.op
        && path.root.text == target
        && path.fields.is_empty()
        && let Some(handler) = handler
    {
        parts.kept.insert((&handler.event.text, target));
    }
}

/// Notes the texts of a name that is written to be a choice.
fn add_choice<'p>(choices: &mut Set<(&'p str, &'p str)>, name: &'p ast::Name, ty: Option<&'p ast::TypeName>) {
    let mut ty = ty;
    while let Some(of) = ty {
        ty = match &of.kind {
            ast::TypeKind::ArrayOf(item) => Some(item),
            ast::TypeKind::Choice(texts) => {
                choices.extend(texts.iter().map(|text| (name.text.as_str(), text.text.as_str())));
                None
            }
            _ => None,
        };
    }
}

fn walk_emit<'p>(collected: &mut Collected<'p>, machine: MachineId, emit: &'p ast::Emit, to: &'p ast::Name) {
    collected.add_actor(to);
    for field in &emit.payload {
        add_choice(&mut collected.choices, &field.name, field.ty.as_ref());
    }
    let (receiver, sender) = match collected.party(&to.text) {
        Some(Party::Machine(receiver)) => (receiver, Party::Machine(machine)),
        Some(Party::Itself) => (machine, Party::Itself),
        _ => return,
    };
    collected.add_emit(receiver, sender, emit);
}

impl<'p> Collected<'p> {
    /// Adds the emits to references that go to these machines.
    pub(crate) fn add_reference_emits(&mut self, found: Receivers) {
        for machine in self.machines.ids() {
            let bodies: Vec<_> = self.machines[machine].bodies().gather();
            for body in bodies {
                walk_steps(body, &mut |step| {
                    if let ast::Step::Emit(emit) = step
                        && let ast::Receiver::Reference(path) = &emit.to
                        && let Some(receiver) = found.get(&path.span)
                    {
                        self.add_emit(*receiver, Party::Machine(machine), emit);
                    }
                });
            }
        }
        self.receivers = found;
    }

    fn add_emit(&mut self, receiver: MachineId, sender: Party, emit: &'p ast::Emit) {
        let event = emit.event.text.as_str();
        self.sends.events.entry((receiver, event)).or_default().insert(sender);
        let fields = emit.payload.iter().map(|field| (receiver, event, sender, field.name.text.as_str()));
        self.sends.fields.extend(fields);
    }
}

fn walk_timer<'p>(sends: &mut Sends<'p>, machine: MachineId, timer: &'p ast::Timer) {
    let (event, sender, payload) = match &timer.op {
        ast::TimerOp::Start(None, _, payload) => (TIMER_EXPIRED, Party::System, payload),
        ast::TimerOp::Start(Some(event), _, payload) => (event.text.as_str(), Party::System, payload),
        ast::TimerOp::Schedule(event, _, payload) => (event.text.as_str(), Party::Itself, payload),
        ast::TimerOp::CancelTimer | ast::TimerOp::CancelEvent(_) => return,
    };
    sends.events.entry((machine, event)).or_default().insert(sender);
    sends.fields.extend(payload.iter().map(|field| (machine, event, sender, field.name.text.as_str())));
}

fn walk_assertion<'p>(collected: &mut Collected<'p>, assertion: &'p ast::Assertion) {
    match &assertion.kind {
        ast::AssertionKind::Received { actor, .. } | ast::AssertionKind::ReceivedCount { actor, .. } => {
            collected.add_actor(actor);
        }
        ast::AssertionKind::Emitted { to: Some(actor), .. } => collected.add_actor(actor),
        _ => {}
    }
}
