//! The one path from files to what they mean.
//!
//! Tools that analyse a program after each change keep what they can from one time to the next; the result is the same.

#[cfg(feature = "tools")]
use flow_model::Memo;
use flow_model::cases::TestCase;
use flow_model::model::Model;
use flow_model::{Anew, Loader, Program, Stages, remove_follow_ups_of_encoding, resolve_tests};
use flow_syntax::diagnostic::Diagnostics;
use flow_syntax::gather::Gather;

use crate::disk::SETTINGS_FILE;
use crate::number;
use crate::settings::{Settings, SettingsFile};

/// Which files are analysed, and with which settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The files to begin with, as the loader names them. The files that they use are loaded as well.
    pub roots: Vec<String>,
    /// Whether the test file of each root (`order.test.flow` for `order.flow`) is loaded too, if there is one.
    pub with_test_files: bool,
    /// The loader's path of `flow.toml`.
    pub settings_file: String,
    /// Settings that take precedence over those of the file: arguments of the macro, options of a command.
    pub overrides: Settings,
}

impl Default for Request {
    fn default() -> Self {
        Request {
            roots: Vec::new(),
            with_test_files: false,
            settings_file: SETTINGS_FILE.to_owned(),
            overrides: Settings::default(),
        }
    }
}

impl Request {
    /// A request for these files, without their test files and with the settings of `flow.toml`.
    pub fn new(roots: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Request { roots: roots.into_iter().map(Into::into).gather(), ..Request::default() }
    }

    /// The paths of the roots' test files, whether they exist or not; none if the request is not for test files.
    pub fn test_files(&self) -> Vec<String> {
        let roots = self.roots.iter().filter(|_| self.with_test_files);
        let stems = roots.filter_map(|root| root.strip_suffix(".flow"));
        let stems = stems.filter(|stem| !stem.ends_with(".test"));
        stems.map(|stem| format!("{stem}.test.flow")).filter(|path| !self.roots.contains(path)).gather()
    }
}

/// All that is known of a specification without running it or generating code.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The texts that diagnostics refer to, their trees, and every requested file.
    pub program: Program,
    /// The resolved model; after errors, the part of it that could be resolved.
    pub model: Model,
    /// The cases of test files, without those that have unknown names.
    pub tests: Vec<TestCase>,
    /// Everything that was found, mistakes of `flow.toml` and of test files included.
    pub diagnostics: Diagnostics,
    /// Whether stories and cases can be run: there are no errors but unknown names in test files, and those cases are left out.
    pub is_sound: bool,
    /// The settings that apply: those of `flow.toml` with the overrides of the request.
    pub settings: Settings,
}

/// Analyses a specification. It never fails: every mistake is a diagnostic of the analysis.
pub fn analyze(request: &Request, loader: &mut dyn Loader) -> Analysis {
    analyze_by(&mut Anew, request, loader)
}

/// Analyses a specification that has been analysed before, and keeps what the next time needs. The result is that of [`analyze`].
#[cfg(feature = "tools")]
pub fn analyze_again(request: &Request, loader: &mut dyn Loader, memo: &mut Memo) -> Analysis {
    analyze_by(memo, request, loader)
}

/// As [`analyze_again`], but `is_wanted` is called between the stages; once it returns false, the result is `Err` with the requested files.
#[cfg(feature = "tools")]
pub fn analyze_while(
    is_wanted: &mut dyn FnMut() -> bool,
    request: &Request,
    loader: &mut dyn Loader,
    memo: &mut Memo,
) -> Result<Analysis, Vec<String>> {
    let mut stages = While { is_wanted, memo, is_over: false };
    let analysis = analyze_by(&mut stages, request, loader);
    if !stages.is_over {
        return Ok(analysis);
    }
    let inputs = analysis.program.inputs.clone();
    memo.give_back(analysis.program);
    memo.keep_model(analysis.model);
    Err(inputs)
}

/// Stages that return at once when their results are no longer wanted.
#[cfg(feature = "tools")]
struct While<'a> {
    is_wanted: &'a mut dyn FnMut() -> bool,
    memo: &'a mut Memo,
    is_over: bool,
}

#[cfg(feature = "tools")]
impl Stages for While<'_> {
    fn load(&mut self, roots: &[String], loader: &mut dyn Loader, diags: &mut Diagnostics) -> Program {
        self.memo.load(roots, loader, diags)
    }

    fn resolve(&mut self, program: &Program, diags: &mut Diagnostics) -> Model {
        self.is_over = !(self.is_wanted)();
        if self.is_over { Model::default() } else { self.memo.resolve(program, diags) }
    }

    fn check(&mut self, model: &Model, diags: &mut Diagnostics) {
        self.is_over = self.is_over || !(self.is_wanted)();
        if !self.is_over {
            self.memo.check(model, diags);
        }
    }
}

fn analyze_by(stages: &mut dyn Stages, request: &Request, loader: &mut dyn Loader) -> Analysis {
    let mut file = SettingsFile::read(&request.settings_file, loader);
    let mut settings = file.settings.overridden_by(&request.overrides);
    let mut diagnostics = Diagnostics::new(settings.lints.clone());
    let roots = list_roots_with_test_files(request, loader);
    let mut program = stages.load(&roots, loader, &mut diagnostics);
    let model = stages.resolve(&program, &mut diagnostics);
    file.check_names(&model);
    // Others are those of another specification with the same settings.
    settings.secrets.retain(|secret| model.machines.iter().any(|machine| machine.name.text == secret.of));
    file.report(&mut program, &mut diagnostics);
    stages.check(&model, &mut diagnostics);
    number::check_literals(&model, settings.number(), &mut diagnostics);
    let is_sound = !diagnostics.has_errors();
    let tests = resolve_tests(&program, &model, &mut diagnostics);
    remove_follow_ups_of_encoding(&program, &mut diagnostics);
    Analysis { program, model, tests, diagnostics, is_sound, settings }
}

/// The roots of a request and, if it asks for them, their test files.
fn list_roots_with_test_files(request: &Request, loader: &mut dyn Loader) -> Vec<String> {
    let mut roots = request.roots.clone();
    for test_file in request.test_files() {
        if !roots.contains(&test_file) && loader.load(&test_file).is_ok() {
            roots.push(test_file);
        }
    }
    roots
}
