//! The checks of language.md §12: what is wrong with a specification that can be understood.
//!
//! One check is one file, named like its diagnostic; the list below is the registry. A check reads the solved model and
//! reports; it changes nothing and knows of no other check.

mod conflicting_handlers;
mod guessed_source;
mod name_collision;
mod never_set;
mod payload_mismatch;
mod unreachable_handler;
mod unused_variable;
mod vacuous_scenario;

use flow_syntax::diagnostic::Diagnostics;

use crate::messages::Traffic;
use crate::model::Model;

/// Runs every check on a resolved model, after [`crate::wait::solve`].
pub fn check(model: &Model, diags: &mut Diagnostics) {
    let traffic = Traffic::of(model);
    conflicting_handlers::conflicting_handlers(model, diags);
    guessed_source::guessed_source(model, diags);
    unreachable_handler::unreachable_handler(model, diags, &traffic);
    name_collision::name_collision(model, diags);
    never_set::never_set(model, diags);
    payload_mismatch::payload_mismatch(model, diags);
    unused_variable::unused_variable(model, diags);
    vacuous_scenario::vacuous_scenario(model, diags);
}
