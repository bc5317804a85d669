//! The rustdoc of generated items: texts and positions of the specification, and a machine's state diagram.
//!
//! The words of each item's documentation are in the function that emits the item.

use flow_model::model::{Scenario, StateId};
use flow_syntax::gather::Gather;
use flow_syntax::render::escaped;
use flow_syntax::source::Span;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::context::Ctx;
use crate::plan::{Bodies, Plan};

/// Doc lines.
pub(crate) fn emit_lines<S: AsRef<str>>(lines: impl IntoIterator<Item = S>) -> TokenStream {
    let lines = lines.into_iter().map(|line| match line.as_ref() {
        "" => string_literal(""),
        line => string_literal(&format!(" {}", escaped(line))),
    });
    quote!(#(#[doc = #lines])*)
}

/// A text as a literal. Most lines of a diagram need no escapes; they are parsed directly, since `Literal::string` looks
/// every character up.
fn string_literal(text: &str) -> Literal {
    let is_plain = |c: char| matches!(c, ' '..='~' | '\u{2500}'..='\u{25ff}') && !matches!(c, '"' | '\\');
    let plain = text.chars().all(is_plain).then(|| format!("\"{text}\"").parse().ok());
    plain.flatten().unwrap_or_else(|| Literal::string(text))
}

/// One doc line.
pub(crate) fn emit_line(text: impl AsRef<str>) -> TokenStream {
    emit_lines([text])
}

/// A text of the specification as inline code, so that rustdoc does not interpret it.
pub(crate) fn quote_code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// `flows/order.flow:12`.
pub(crate) fn show_position(plan: &Plan<'_>, span: Span) -> String {
    if plan.sources.iter().next().is_none() {
        return String::new();
    }
    let source = plan.sources.get(span.file);
    format!("{}:{}", source.path, source.position(span.start).line)
}

/// A list of states: `#paid`, `#failed`.
pub(crate) fn list_states(ctx: &Ctx<'_, '_>, states: &[StateId]) -> String {
    let names: Vec<_> =
        states.iter().map(|state| quote_code(&format!("#{}", ctx.model().states[*state].name.text))).gather();
    names.join(", ")
}

/// The docs of a machine's module: its position, its state diagram, its scenarios.
pub(crate) fn emit_machine_docs(ctx: &Ctx<'_, '_>) -> TokenStream {
    let machine = ctx.model();
    let mut text = vec![format!(
        "The machine `@{}` ({}).",
        machine.name.text,
        show_position(ctx.plan, machine.name.span)
    )];
    if ctx.plan.options.diagrams && ctx.plan.bodies == Bodies::Whole {
        text.extend(draw_state_diagram(ctx));
    }
    let scenarios = machine.scenarios.iter();
    let scenarios: Vec<_> = scenarios.filter_map(|scenario| describe_scenario(ctx.plan, scenario)).gather();
    if !scenarios.is_empty() {
        text.extend([String::new(), "Scenarios:".to_owned(), String::new()]);
        text.extend(scenarios);
    }
    emit_lines(text)
}

fn draw_state_diagram(ctx: &Ctx<'_, '_>) -> Vec<String> {
    let picture = flow_diagram::state_text(ctx.plan.model, ctx.machine.id, ctx.plan.sources);
    let mut text = vec![String::new(), "```text".to_owned()];
    text.extend(picture.lines().map(|line| line.trim_end().to_owned()));
    text.push("```".to_owned());
    text
}

fn describe_scenario(plan: &Plan<'_>, scenario: &Scenario) -> Option<String> {
    let name = scenario.name.as_ref()?;
    Some(format!("- {} ({})", quote_code(&name.text), show_position(plan, name.span)))
}
