//! The stages of an analysis, as a trait: each text by itself, or with the results of an earlier one.
//!
//! Every implementation has the same results.

use flow_syntax::diagnostic::Diagnostics;

use crate::loader::Loader;
use crate::model::Model;
use crate::program::Program;
use crate::{check, load, resolve};

/// The stages of an analysis.
pub trait Stages {
    /// Reads files and all that they use, as [`load()`] does.
    fn load(&mut self, roots: &[String], loader: &mut dyn Loader, diags: &mut Diagnostics) -> Program;

    /// Resolves a program, as [`resolve()`] does.
    fn resolve(&mut self, program: &Program, diags: &mut Diagnostics) -> Model;

    /// Runs every check, as [`check()`] does.
    fn check(&mut self, model: &Model, diags: &mut Diagnostics);
}

/// The stages without anything known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anew;

impl Stages for Anew {
    fn load(&mut self, roots: &[String], loader: &mut dyn Loader, diags: &mut Diagnostics) -> Program {
        load(roots, loader, diags)
    }

    fn resolve(&mut self, program: &Program, diags: &mut Diagnostics) -> Model {
        resolve(program, diags)
    }

    fn check(&mut self, model: &Model, diags: &mut Diagnostics) {
        check(model, diags);
    }
}
