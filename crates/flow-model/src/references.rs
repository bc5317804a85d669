//! The machines that references mean, as far as emits `to $who` need them before types are known (reference#references).
//!
//! The meaning of `$x` depends on the payload of the event, so the receiver of every emit is needed before bodies are resolved, while types
//! are inferred after that. This stage follows only references: through updates, payloads, lists and objects, by name. A list and its items
//! count as one, since the inference checks the types of everything later. Programs without an emit to a reference skip this stage.

use flow_syntax::ast;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::{Map, Set};
use flow_syntax::source::Span;

use crate::collect::Collected;
use crate::model::{MachineId, Party};
use crate::stated::given_variable;

/// The machine that each emit to a reference goes to, by the place of the reference.
pub(crate) type Receivers = Map<Span, MachineId>;

/// Finds the receivers of all emits to references, and adds these emits to the sent events. An emit can carry the reference that another
/// one goes to, so this repeats until no more are found.
pub(crate) fn resolve_references(collected: &mut Collected<'_>) {
    if !has_references(collected) {
        return;
    }
    loop {
        let found = Walk::receivers(collected);
        let known = collected.receivers.len();
        collected.add_reference_emits(found);
        if collected.receivers.len() == known {
            return;
        }
    }
}

fn has_references(collected: &Collected<'_>) -> bool {
    let mut found = false;
    for body in collected.machines.iter().flat_map(crate::collect::Parts::bodies) {
        crate::collect::walk_steps(body, &mut |step| {
            found |= matches!(step, ast::Step::Emit(ast::Emit { to: ast::Receiver::Reference(_), .. }));
        });
    }
    found
}

/// A group of values of one type.
type Node = usize;

/// A variable (without an event), or a payload field of an event of any sender.
type Key<'p> = (MachineId, Option<&'p str>, &'p str);

/// Values that contain equal references.
#[derive(Default)]
struct Groups<'p> {
    nodes: Map<Key<'p>, Node>,
    machines: Map<MachineId, Node>,
    parents: Vec<Node>,
    members: Vec<Map<&'p str, Node>>,
    means: Vec<Option<MachineId>>,
}

impl<'p> Groups<'p> {
    fn add(&mut self) -> Node {
        let node = self.parents.len();
        self.parents.push(node);
        self.members.push(Map::new());
        self.means.push(None);
        node
    }

    fn root(&self, mut node: Node) -> Node {
        while self.parents[node] != node {
            node = self.parents[node];
        }
        node
    }

    fn find_or_add_key(&mut self, key: Key<'p>) -> Node {
        if let Some(node) = self.nodes.get(&key) {
            return *node;
        }
        let node = self.add();
        self.nodes.insert(key, node);
        node
    }

    /// The references to a machine.
    fn of_machine(&mut self, machine: MachineId) -> Node {
        if let Some(node) = self.machines.get(&machine) {
            return *node;
        }
        let node = self.add();
        self.means[node] = Some(machine);
        self.machines.insert(machine, node);
        node
    }

    fn find_or_add_member(&mut self, node: Node, name: &'p str) -> Node {
        let root = self.root(node);
        if let Some(member) = self.members[root].get(&name) {
            return *member;
        }
        let member = self.add();
        self.members[root].insert(name, member);
        member
    }

    /// Lets two values be of one type. A contradiction is left to the inference.
    fn unite(&mut self, a: Node, b: Node) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        self.parents[b] = a;
        self.means[a] = self.means[a].or(self.means[b]);
        for (name, member) in std::mem::take(&mut self.members[b]) {
            let known = self.find_or_add_member(a, name);
            self.unite(known, member);
        }
    }
}

/// One pass over all bodies.
struct Walk<'c, 'p> {
    collected: &'c Collected<'p>,
    groups: Groups<'p>,
    /// The references of emits.
    emits: Vec<(Span, Node)>,
}

/// Where a value is read.
#[derive(Clone)]
struct Place<'p> {
    machine: MachineId,
    handler: Option<&'p ast::Handler>,
    /// The fields that the handler's own `given:` states.
    stated: Set<String>,
    /// The items of the loops around it.
    items: Vec<(&'p str, Node)>,
}

impl<'p> Walk<'_, 'p> {
    fn receivers(collected: &Collected<'p>) -> Receivers {
        let mut walk = Walk { collected, groups: Groups::default(), emits: Vec::new() };
        for (machine, parts) in collected.machines.entries() {
            for (_, scenario) in &parts.scenarios {
                walk.visit_scenario(machine, scenario);
            }
            for crossing in &parts.crossings {
                let place = Place { machine, handler: None, stated: Set::new(), items: Vec::new() };
                walk.visit_block(&place, &crossing.body);
            }
        }
        walk.unite_keys();
        let Walk { groups, emits, .. } = walk;
        emits.into_iter().filter_map(|(span, node)| Some((span, groups.means[groups.root(node)]?))).collect()
    }

    fn visit_scenario(&mut self, machine: MachineId, scenario: &'p ast::Scenario) {
        let story = Place { machine, handler: None, stated: Set::new(), items: Vec::new() };
        self.visit_facts(&story, &scenario.given);
        for handler in &scenario.handlers {
            let stated = handler.given.iter().filter_map(given_variable).collect();
            let place = Place { machine, handler: Some(handler), stated, items: Vec::new() };
            self.visit_facts(&place, &handler.given);
            self.visit_block(&place, &handler.body);
        }
    }

    fn visit_facts(&mut self, place: &Place<'p>, facts: &'p [ast::Fact]) {
        for fact in facts {
            let ast::FactKind::Variable { variable, ty, value } = &fact.kind else { continue };
            let target = self.variable_node(place, &variable.text);
            self.annotate(target, ty.as_ref());
            self.add_flow(place, value, target);
        }
    }

    fn visit_block(&mut self, place: &Place<'p>, steps: &'p [ast::Step]) {
        for step in steps {
            match step {
                ast::Step::Update(update) => self.visit_update(place, update),
                ast::Step::Emit(emit) => self.visit_emit(place, emit),
                ast::Step::Chain(chain) => {
                    for group in &chain.groups {
                        group
                            .alternatives
                            .iter()
                            .flatten()
                            .for_each(|asked| self.visit_condition(place, asked));
                        self.visit_block(place, &group.body);
                    }
                    chain.otherwise.iter().for_each(|otherwise| self.visit_block(place, &otherwise.body));
                }
                ast::Step::ForEach(each) => {
                    let list = self.value_node(place, &each.list).unwrap_or_else(|| self.groups.add());
                    let mut inside = place.clone();
                    inside.items.push((&each.item.text, list));
                    self.visit_block(&inside, &each.body);
                }
                _ => {}
            }
        }
    }

    fn visit_update(&mut self, place: &Place<'p>, update: &'p ast::Update) {
        let target = self.groups.find_or_add_key((place.machine, None, &update.variable.text));
        self.annotate(target, update.ty.as_ref());
        if let ast::UpdateOp::Becomes(value) | ast::UpdateOp::Adds(value) | ast::UpdateOp::Removes(value) =
            &update.op
        {
            self.add_flow(place, value, target);
        }
    }

    fn visit_emit(&mut self, place: &Place<'p>, emit: &'p ast::Emit) {
        let receiver = match &emit.to {
            ast::Receiver::Reference(path) => {
                let node = self.path_node(place, path);
                self.emits.push((path.span, node));
                self.collected.receivers.get(&path.span).copied()
            }
            ast::Receiver::Party(name) | ast::Receiver::New(name) | ast::Receiver::All(name) => {
                self.instance(place, name)
            }
        };
        let Some(receiver) = receiver else { return };
        for field in &emit.payload {
            let target = self.groups.find_or_add_key((receiver, Some(&emit.event.text), &field.name.text));
            self.annotate(target, field.ty.as_ref());
            self.add_flow(place, &field.value, target);
        }
    }

    fn visit_condition(&mut self, place: &Place<'p>, condition: &'p ast::Condition) {
        let (ast::ConditionKind::Compare { left, right, .. }
        | ast::ConditionKind::Contains { list: left, item: right }) = &condition.kind
        else {
            return;
        };
        if let (ast::Operand::Expr(left), ast::Operand::Expr(right)) = (left, right)
            && let Some(left) = self.value_node(place, left)
        {
            self.add_flow(place, right, left);
        }
    }

    fn annotate(&mut self, node: Node, ty: Option<&ast::TypeName>) {
        if let Some(machine) = ty.and_then(ast::TypeName::machine)
            && let Some(machine) = self.collected.machine(&machine.text)
        {
            let references = self.groups.of_machine(machine);
            self.groups.unite(references, node);
        }
    }

    fn add_flow(&mut self, place: &Place<'p>, value: &'p ast::Expr, to: Node) {
        if let Some(from) = self.value_node(place, value) {
            self.groups.unite(to, from);
        }
    }

    /// The group of a value; `None` if it cannot contain references.
    fn value_node(&mut self, place: &Place<'p>, value: &'p ast::Expr) -> Option<Node> {
        match &value.kind {
            ast::ExprKind::Path(path) => Some(self.path_node(place, path)),
            // The items of a list are in its group.
            ast::ExprKind::OfList(ast::ListFunction::First | ast::ListFunction::Last, list) => {
                Some(self.path_node(place, list))
            }
            ast::ExprKind::Actor(name) => {
                let machine = self.instance(place, name)?;
                Some(self.groups.of_machine(machine))
            }
            ast::ExprKind::List(items) => {
                let list = self.groups.add();
                items.iter().for_each(|item| self.add_flow(place, item, list));
                Some(list)
            }
            ast::ExprKind::Object(fields) => {
                let object = self.groups.add();
                for (name, value) in fields {
                    let member = self.groups.find_or_add_member(object, &name.text);
                    self.add_flow(place, value, member);
                }
                Some(object)
            }
            _ => None,
        }
    }

    fn path_node(&mut self, place: &Place<'p>, path: &'p ast::Path) -> Node {
        let root = self.variable_node(place, &path.root.text);
        path.fields.iter().fold(root, |object, field| self.groups.find_or_add_member(object, &field.text))
    }

    /// The value that `$x` names where it is read, found by name only (reference#variable-lookup).
    fn variable_node(&mut self, place: &Place<'p>, x: &'p str) -> Node {
        if let Some((_, item)) = place.items.iter().rev().find(|(name, _)| *name == x) {
            return *item;
        }
        let event = place.handler.filter(|handler| self.is_payload_field(place, handler, x));
        self.groups.find_or_add_key((place.machine, event.map(|handler| handler.event.text.as_str()), x))
    }

    fn is_payload_field(&self, place: &Place<'p>, handler: &ast::Handler, x: &str) -> bool {
        let parts = &self.collected.machines[place.machine];
        let from = handler.from.as_ref().and_then(|from| self.collected.party(&from.text));
        let event = handler.event.text.as_str();
        let is_sent = self.collected.sends.has_field(place.machine, event, from, x);
        is_sent
            || place.stated.contains(x)
            || parts.kept.contains(&(event, x))
            || !parts.set.contains(x) && !parts.given.contains(x) && !parts.has_key(x)
    }

    /// The machine of `@name`, where it is one, or of `@self`.
    fn instance(&self, place: &Place<'p>, name: &ast::Name) -> Option<MachineId> {
        match self.collected.party(&name.text)? {
            Party::Machine(machine) => Some(machine),
            Party::Itself => Some(place.machine),
            Party::Actor(_) | Party::System => None,
        }
    }

    /// The key of a machine is the payload field of its name in every event.
    fn unite_keys(&mut self) {
        let fields: Vec<(Key<'p>, Node)> = self.groups.nodes.iter().map(|(key, node)| (*key, *node)).gather();
        for ((machine, event, name), field) in fields {
            if event.is_some() && self.collected.machines[machine].has_key(name) {
                let key = self.groups.find_or_add_key((machine, None, name));
                self.groups.unite(key, field);
            }
        }
    }
}
