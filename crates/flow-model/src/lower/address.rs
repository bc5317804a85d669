//! Instances and references: `one for …`, the addresses of emits, `@order` as a value, and loops over lists of references
//! (reference#instances, reference#receivers, reference#references, reference#loops).
//!
//! The machine that a reference means is known from [`crate::references`], since types are inferred later.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;

use super::scope::Scope;
use super::{Lower, UNTYPED};
use crate::model::{Address, Expr, ExprKind, ForEach, Instances, Item, MachineId, Party};
use crate::near::nearest;

impl<'p> Lower<'p, '_> {
    /// Sets how many instances of a machine there are.
    pub(super) fn add_instances(&mut self, machine: MachineId, said: Option<&ast::Instances>) {
        let Some(said) = said else { return };
        let keys: Vec<_> = said.keys.iter().map(|key| self.intern_variable(machine, key)).gather();
        self.model.machines[machine].instances =
            if keys.is_empty() { Instances::One } else { Instances::PerKey(keys) };
    }

    /// The receiver of an emit, and which of its instances; `None` for an invalid one, which is reported.
    pub(super) fn opt_address(&mut self, scope: &Scope, to: &ast::Receiver) -> Option<(Party, Address)> {
        let (name, address, words) = match to {
            ast::Receiver::Party(name) => return Some((self.opt_party(scope, name)?, Address::Partner)),
            ast::Receiver::Reference(path) => return self.opt_reference(scope, path),
            ast::Receiver::New(name) => (name, Address::New, "to a new"),
            ast::Receiver::All(name) => (name, Address::All, "to all"),
        };
        let party = self.party(&name.text)?;
        let is_shared = |parts: &crate::collect::Parts<'_>| parts.instances.is_some();
        let problem = match party {
            Party::Machine(machine) if is_shared(&self.names.machines[machine]) => {
                "is 'one for …', so that its instances belong to no conversation"
            }
            Party::Machine(_) => return Some((party, address)),
            Party::Actor(_) => "is outside of the system: it has no instances",
            Party::Itself => "is this instance",
            Party::System => return Some((party, Address::Partner)),
        };
        let message = format!("'{words}' needs a machine of the system, and '@{}' {problem}", name.text);
        let at = self.receiver_span(to);
        self.diags.report(Name::Unaddressed, at, message).write("write", at, format!("@{}", name.text));
        Some((party, Address::Partner))
    }

    /// The place of `@m`, `a new @m`, `all @m` or `$who`.
    pub(super) fn receiver_span(&self, to: &ast::Receiver) -> Span {
        let (name, word) = match to {
            ast::Receiver::Party(name) => return name.span,
            ast::Receiver::Reference(path) => return path.span,
            ast::Receiver::New(name) => (name, "a"),
            ast::Receiver::All(name) => (name, "all"),
        };
        let before = self.sources.text(Span { start: 0, end: name.span.start, ..name.span });
        let begin = before.rfind(word).and_then(|at| u32::try_from(at).ok());
        Span { start: begin.unwrap_or(name.span.start), ..name.span }
    }

    fn opt_reference(&mut self, scope: &Scope, path: &ast::Path) -> Option<(Party, Address)> {
        let reference = self.lower_path(scope, path);
        let Some(machine) = self.names.receivers.get(&path.span) else {
            let message = format!("nothing says which machine '{}' refers to", self.sources.text(path.span));
            self.diags.report(Name::TypeMismatch, path.span, message).help(
                "a reference is '@order' or '@self', kept in a variable or sent with an event, or a variable of the type '@order'",
            );
            return None;
        };
        #[cfg(feature = "tools")]
        self.note_machine(*machine);
        Some((Party::Machine(*machine), Address::Reference(reference)))
    }

    /// `@order`, `@self`.
    pub(super) fn lower_instance(&mut self, scope: &Scope, name: &ast::Name) -> ExprKind {
        match self.opt_party(scope, name) {
            Some(Party::Itself) => ExprKind::Itself,
            Some(Party::Machine(machine)) if self.made.contains(&machine) => ExprKind::Made(machine),
            Some(Party::Machine(machine)) => ExprKind::Partner(machine),
            Some(Party::Actor(_) | Party::System) | None => {
                self.report_no_machine(name);
                ExprKind::Zero
            }
        }
    }

    /// Whether `@name` is an instance: a machine of the system, or `@self`.
    pub(super) fn is_instance(&self, name: &ast::Name) -> bool {
        matches!(self.party(&name.text), Some(Party::Machine(_) | Party::Itself))
    }

    /// Reports a name where only a machine can be.
    pub(super) fn report_no_machine(&mut self, name: &ast::Name) {
        let machines = self.names.machines.iter().map(|parts| parts.name.text.as_str());
        let near = nearest(&name.text, machines);
        let message = format!("'@{}' is no machine of the system, so nothing can refer to it", name.text);
        let report = self.diags.report(Name::TypeMismatch, name.span, message);
        if let Some(near) = near {
            report.did_you_mean([name.span], format!("@{near}"));
        }
    }

    /// Reports an update of something that no step changes.
    pub(super) fn report_read_only(&mut self, scope: &Scope, variable: &ast::Name) {
        let machine = &self.names.machines[scope.machine];
        let (what, place) = if let Some(item) = scope.item(&variable.text) {
            let item = &self.model.machines[scope.machine].items[item];
            ("the item of this loop".to_owned(), item.name.span)
        } else {
            let keys = machine.instances.into_iter().flat_map(|instances| &instances.keys);
            let Some(key) = keys.into_iter().find(|key| key.text == variable.text) else { return };
            (format!("a key of '@{}'", machine.name.text), key.span)
        };
        let message = format!("'${}' is {what}, and no step changes it", variable.text);
        self.diags.report(Name::ReservedName, variable.span, message).label(place, "here");
    }

    pub(super) fn lower_for_each(&mut self, scope: &Scope, each: &'p ast::ForEach) -> ForEach {
        let list: Expr = self.lower_expr(scope, &each.list);
        let items = &mut self.model.machines[scope.machine].items;
        let item = items.push(Item { name: each.item.clone(), ty: UNTYPED });
        let body = self.lower_block(&scope.with_item(&each.item.text, item), &each.body);
        ForEach { item, list, body, span: each.span }
    }
}
