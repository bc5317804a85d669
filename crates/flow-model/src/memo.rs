//! What is kept from one analysis of a program to the next, for tools that analyse it after each change.
//!
//! The results are those of [`Anew`](crate::Anew): only what cannot have changed is taken from the earlier analysis.

use std::collections::BTreeMap;

use flow_syntax::ast;
use flow_syntax::diagnostic::{Diagnostics, Lints};
use flow_syntax::{Kept, parse_again};

use crate::load::load_with;
use crate::loader::Loader;
use crate::model::Model;
use crate::program::Program;
use crate::stages::Stages;
use crate::{check, resolve};

/// What is known from an earlier analysis.
#[derive(Debug, Default)]
pub struct Memo {
    /// The levels of its diagnostics.
    lints: Lints,
    /// What was kept of each text, by path.
    texts: BTreeMap<String, Kept>,
    /// The trees of these texts, as far as they were given back.
    trees: BTreeMap<String, ast::File>,
}

impl Memo {
    /// Gives the trees of the earlier analysis back, which then need not be read again where their text is the same.
    pub fn give_back(&mut self, program: Program) {
        let files = program.files.into_iter().chain(program.tests);
        self.trees.extend(files.map(|file| (file.path, file.ast)));
    }
}

impl Stages for Memo {
    fn load(&mut self, roots: &[String], loader: &mut dyn Loader, diags: &mut Diagnostics) -> Program {
        let mut texts = std::mem::take(&mut self.texts);
        let mut trees = std::mem::take(&mut self.trees);
        if self.lints != *diags.lints() {
            self.lints = diags.lints().clone();
            texts.clear();
        }
        let parse = &mut |path: &str, id, text: &str, diags: &mut Diagnostics| {
            let before = texts.remove(path).zip(trees.remove(path));
            let (tree, kept) = parse_again(id, text, before, diags);
            self.texts.insert(path.to_owned(), kept);
            tree
        };
        load_with(roots, loader, parse, diags)
    }

    fn resolve(&mut self, program: &Program, diags: &mut Diagnostics) -> Model {
        resolve(program, diags)
    }

    fn check(&mut self, model: &Model, diags: &mut Diagnostics) {
        check(model, diags);
    }
}
