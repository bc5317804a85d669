//! What `infer` promises of every model without errors: values have the types of the places they go to.
//!
//! Held over the whole corpus, and over its cases with one line in three left out; neither may panic.

use std::fs;
use std::path::{Path, PathBuf};

use flow_model::model::*;
use flow_model::visit;
use flow_syntax::diagnostic::Diagnostics;

use crate::show::resolved;

/// The texts of the corpus, one case each.
fn corpus() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let mut texts = Vec::new();
    gather(&folder, &mut texts);
    texts.sort();
    texts
}

fn gather(folder: &Path, texts: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            gather(&path, texts);
        } else if let Ok(text) = fs::read_to_string(&path) {
            texts.push((path.display().to_string(), text));
        }
    }
}

/// Resolves a text; if it has no errors, every value must have its type.
fn check(name: &str, text: &str) {
    let (_, model, diags) = resolved(&[("main.flow", text)]);
    if diags.has_errors() {
        return;
    }
    for (at, machine) in model.machines.iter().enumerate() {
        for handler in &machine.handlers {
            let typed =
                Typed { name, text, model: &model, machine, id: MachineId::new(at), event: handler.event };
            typed.body(&handler.body);
            visit::handler_exprs(handler, &mut |expr| typed.inside(expr));
        }
    }
}

struct Typed<'a> {
    name: &'a str,
    text: &'a str,
    model: &'a Model,
    machine: &'a Machine,
    id: MachineId,
    event: EventId,
}

impl Typed<'_> {
    fn is(&self, expr: &Expr, wanted: &Type) {
        assert_eq!(expr.ty, *wanted, "{}: {expr:?}\n{}", self.name, self.text);
    }

    fn variable(&self, id: VariableId) -> &Type {
        &self.machine.variables[id].ty
    }

    fn body(&self, body: &Block) {
        visit::steps(body, &mut |step| match step {
            Step::Update(update) => self.update(update),
            Step::Emit(emit) => {
                for (field, value) in &emit.payload {
                    self.is(value, &self.payload(emit.target)[*field].ty);
                }
            }
            Step::Action(call) => self.call(call),
            Step::Chain(chain) => chain.groups.iter().for_each(|group| self.condition(&group.condition)),
            Step::ForEach(each) => {
                self.is(&each.list, &Type::Array(Box::new(self.machine.items[each.item].ty.clone())));
            }
            Step::Reject(reject) => reject.reason.iter().for_each(|reason| self.is(reason, &Type::String)),
            Step::Timer(_) | Step::Transition(_) => {}
        });
    }

    fn update(&self, update: &Update) {
        let ty = self.variable(update.variable);
        match (&update.op, ty) {
            (UpdateOp::Increases(value) | UpdateOp::Decreases(value), Type::Time) => {
                self.is(value, &Type::Duration);
            }
            (UpdateOp::Becomes(value) | UpdateOp::Increases(value) | UpdateOp::Decreases(value), ty) => {
                self.is(value, ty);
            }
            (UpdateOp::Adds(value) | UpdateOp::Removes(value), Type::Array(item)) => self.is(value, item),
            (UpdateOp::Adds(_) | UpdateOp::Removes(_), other) => {
                panic!("{}: {other:?} is no list", self.name)
            }
            (UpdateOp::Clears | UpdateOp::ComesFrom(_), _) => {}
        }
    }

    fn payload(&self, target: Target) -> &List<FieldId, PayloadField> {
        match target {
            Target::Machine(machine, event) => &self.model.machines[machine].events[event].fields,
            Target::Itself(event) => &self.model.machines[self.id].events[event].fields,
            Target::Actor(actor, message) => &self.model.actors[actor].messages[message].fields,
        }
    }

    fn call(&self, call: &Call) {
        let params = &self.machine.phrases[call.phrase].params;
        assert_eq!(call.args.len(), params.len(), "{}", self.name);
        call.args.iter().zip(params).for_each(|(arg, param)| self.is(arg, &param.ty));
    }

    fn condition(&self, condition: &Condition) {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::Compare(left, _, right) => self.is(left, &right.ty),
            ConditionKind::Contains(list, item) => match &list.ty {
                Type::Array(of) => self.is(item, of),
                other => self.is(item, other),
            },
            ConditionKind::Flag(value) => self.is(value, &Type::Boolean),
            ConditionKind::Call(call) => self.call(call),
            ConditionKind::Empty(_)
            | ConditionKind::Failed
            | ConditionKind::InState(..)
            | ConditionKind::Began(_) => {}
        }
    }

    /// Checks every value by itself.
    fn inside(&self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Variable(variable) => self.is(expr, self.variable(*variable)),
            ExprKind::Payload(field) => {
                self.is(expr, &self.machine.events[self.event].fields[*field].ty);
            }
            ExprKind::Binary(op, left, right) => {
                let fits = is_arithmetic_of_time(*op, [&left.ty, &right.ty, &expr.ty]);
                if !fits {
                    self.is(left, &expr.ty);
                    self.is(right, &expr.ty);
                    assert!(matches!(expr.ty, Type::Number | Type::Integer), "{}: {expr:?}", self.name);
                }
            }
            ExprKind::Convert(inner) => {
                let widens = expr.ty == Type::Any
                    || matches!(
                        (&inner.ty, &expr.ty),
                        (Type::Integer, Type::Number) | (Type::Choice(_), Type::String)
                    );
                assert!(widens && inner.ty != expr.ty, "{}: {expr:?}", self.name);
            }
            ExprKind::Object(fields) => {
                if let Type::Object(id) = &expr.ty {
                    let of = &self.model.objects[*id].fields;
                    assert_eq!(fields.len(), of.len(), "{}: {expr:?}", self.name);
                    fields.iter().zip(of).for_each(|((_, value), (_, ty))| self.is(value, ty));
                }
            }
            ExprKind::List(items) => match &expr.ty {
                Type::Array(of) => items.iter().for_each(|item| self.is(item, of)),
                other => panic!("{}: {other:?} is no list", self.name),
            },
            _ => {}
        }
    }
}

/// The types of the sides and the result that reference#time-arithmetic allows.
fn is_arithmetic_of_time(op: BinaryOp, [left, right, result]: [&Type; 3]) -> bool {
    use Type::{Duration, Integer, Number, Time};
    match (op, left, right) {
        (BinaryOp::Add | BinaryOp::Subtract, Duration, Duration) => *result == Duration,
        (BinaryOp::Add | BinaryOp::Subtract, Time, Duration) | (BinaryOp::Add, Duration, Time) => {
            *result == Time
        }
        (BinaryOp::Subtract, Time, Time) => *result == Duration,
        (BinaryOp::Multiply | BinaryOp::Divide, Duration, Number | Integer)
        | (BinaryOp::Multiply, Number | Integer, Duration) => *result == Duration,
        _ => false,
    }
}

#[test]
fn the_corpus() {
    let corpus = corpus();
    assert!(corpus.len() > 100, "the corpus is not there");
    for (name, text) in &corpus {
        check(name, text);
    }
}

#[test]
fn the_corpus_with_a_line_left_out() {
    for (name, text) in &corpus() {
        let lines: Vec<&str> = text.lines().collect();
        for left_out in (name.len() % 3..lines.len()).step_by(3) {
            let kept: Vec<_> =
                lines.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, line)| *line).collect();
            check(name, &(kept.join("\n") + "\n"));
        }
    }
}

#[test]
fn values_are_widened_where_they_meet() {
    let text = "machine: @count
  on> :go in #idle
    $n: integer becomes 4
    $total: number becomes $n + 1
    $total increases by $n
    $half becomes $n / 2
    $mixed adds 1
    $list becomes [\"a\", 1, $n]
    ? $n < 2.5
    ? $total > $n
    ? $n is between 1 and 2
    ? $list contains $n
    ?? $list has 3 items
      emit :all to @log with $total, $half, $n, list: $list, o: {a: 1, b: [$n, 2.5]}
      note $n and $total
      $mixed becomes empty
";
    check("widened", text);
    let (_, _, diags): (_, _, Diagnostics) = resolved(&[("main.flow", text)]);
    assert!(!diags.has_errors(), "{:?}", diags.sorted());
}
