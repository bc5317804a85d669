//! The one path from files to code.

use flow_model::model::Model;
use flow_model::{Loader, Program, check, load, resolve};
use flow_syntax::diagnostic::Diagnostics;
use proc_macro2::TokenStream;

use crate::config::Config;
use crate::{Options, generate};

/// What is to be compiled, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The files to begin with, as the loader knows them; what they use is loaded too.
    pub roots: Vec<String>,
    /// How.
    pub options: Options,
}

/// All that a surface needs to report, to track, and to hand on.
#[derive(Clone, Debug)]
pub struct Output {
    /// The code: whole, or stubs of the public names if `diagnostics` has errors.
    pub code: TokenStream,
    /// The model, as far as it was understood.
    pub model: Model,
    /// What was read: the texts that diagnostics refer to, and, as its inputs, every file that was asked for; a change
    /// of any of them changes the code.
    pub program: Program,
    /// What is wrong.
    pub diagnostics: Diagnostics,
}

/// Compiles specifications to Rust. Never fails: what is wrong stands in the output.
pub fn compile(request: &Request, loader: &mut dyn Loader) -> Output {
    let config = Config::read(&request.options.settings, loader);
    let options = config.apply(&request.options);
    let mut diagnostics = Diagnostics::new(options.lints.clone());
    let mut program = load(&roots(request, loader), loader, &mut diagnostics);
    config.report(&mut program.sources, &mut program.inputs, &mut diagnostics);
    let model = resolve(&program, &mut diagnostics);
    check(&model, &mut diagnostics);
    let code = generate(&model, &program, &options, &mut diagnostics);
    Output { code, model, program, diagnostics }
}

/// The files to begin with: with `tests`, also the test files that stand beside them under their names, if there are any.
fn roots(request: &Request, loader: &mut dyn Loader) -> Vec<String> {
    let mut roots = request.roots.clone();
    if !request.options.tests {
        return roots;
    }
    for root in &request.roots {
        let Some(stem) = root.strip_suffix(".flow").filter(|stem| !stem.ends_with(".test")) else { continue };
        let beside = format!("{stem}.test.flow");
        if !roots.contains(&beside) && loader.load(&beside).is_ok() {
            roots.push(beside);
        }
    }
    roots
}
