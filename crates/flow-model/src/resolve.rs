//! From a program to its model: the stages in order.

use flow_syntax::diagnostic::Diagnostics;

use crate::acceptance;
use crate::collect::collect;
use crate::crossings::settle_crossings;
use crate::infer::infer;
use crate::lower::lower;
use crate::model::Model;
use crate::presence::infer_presence;
use crate::program::Program;

/// Resolves `program`: every name looked up, every value typed, every handler with its states.
///
/// The model of a program with errors is complete as far as it could be understood.
pub fn resolve(program: &Program, diags: &mut Diagnostics) -> Model {
    let names = collect(program, diags);
    let lowered = lower(&program.sources, &names, diags);
    drop(names);
    let mut model = infer(&program.sources, lowered, diags);
    acceptance::solve(&mut model);
    settle_crossings(&mut model);
    infer_presence(&mut model);
    model
}
