//! The programs of a workspace, and which of them must be analysed again.
//!
//! Programs are grouped as `flow check` groups them. A change of a file concerns the programs that asked for it, missing files
//! included; the others keep their analysis. The analysis of a program is the one of `flow check`, without following helps: that is done
//! when a help is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use flow_codegen::check_names_of;
use flow_model::model::{Actor, Machine, Party};
use flow_model::{Loader, MachineKey, Memo};
use flow_project::{Analysis, Request, analyze_while};
use flow_syntax::diagnostic::Name;
use flow_syntax::mix::Mix;

use super::discard::Discard;
use super::{Checked, Files};

/// How many versions of a machine are remembered as those without equal names: those of some edits and their repairs.
const VERSIONS: usize = 4;

/// One program.
#[derive(Debug)]
pub struct Program {
    /// The files that no other one uses.
    pub roots: Vec<String>,
    /// Every file that the latest analysis asked for.
    inputs: Vec<String>,
    /// Every file that it was found to consist of when the files were grouped.
    reached: BTreeSet<String>,
    /// The number of the latest analysis, which no other analysis has.
    pub revision: u64,
    /// The latest analysis; `None` before the first one.
    checked: Option<Arc<Checked>>,
    /// What the next one needs of the latest.
    memo: Memo,
    /// The machines and actors that have no two names which are equal in Rust, by name, in their latest versions of sound analyses.
    named: BTreeMap<String, Vec<NamesKey>>,
    /// Whether a file has changed since.
    is_stale: bool,
    /// Whether the client knows the findings of the latest analysis.
    is_published: bool,
    /// Whether its files are known to declare and use what they did when the files were grouped.
    is_compared: bool,
}

impl Program {
    fn new(roots: Vec<String>) -> Program {
        Program {
            roots,
            inputs: Vec::new(),
            reached: BTreeSet::new(),
            revision: 0,
            checked: None,
            memo: Memo::default(),
            named: BTreeMap::new(),
            is_stale: true,
            is_published: false,
            is_compared: false,
        }
    }

    /// The latest analysis, if it is one of the texts as they are.
    pub fn current(&self) -> Option<&Arc<Checked>> {
        self.checked.as_ref().filter(|_| !self.is_stale)
    }

    /// Finds names that are equal in Rust, in the machines and actors that are others than in the latest sound analyses.
    fn check_names(&mut self, analysis: &mut Analysis) {
        let of_machine = |machine: &Machine| {
            let name = &machine.name.text;
            Some((name.clone(), NamesKey::Machine(self.memo.key_of(name)?)))
        };
        let machines: Vec<_> = analysis.model.machines.iter().map(of_machine).collect();
        let of_actor = |actor: &Actor| (actor.name.text.clone(), NamesKey::of_actor(actor));
        let actors: Vec<_> = analysis.model.actors.iter().map(of_actor).collect();
        let is_known =
            |(name, key): &(String, NamesKey)| self.named.get(name).is_some_and(|known| known.contains(key));
        let is_unknown = |party: Party| match party {
            Party::Machine(id) => !machines[id.index()].as_ref().is_some_and(is_known),
            Party::Actor(id) => !is_known(&actors[id.index()]),
            Party::System | Party::Itself => true,
        };
        check_names_of(analysis, is_unknown);
        if analysis.is_sound {
            let mut before = std::mem::take(&mut self.named);
            for (name, key) in machines.into_iter().flatten().chain(actors) {
                let mut known = before.remove(&name).unwrap_or_default();
                known.retain(|other| *other != key);
                known.truncate(VERSIONS - 1);
                known.insert(0, key);
                self.named.insert(name, known);
            }
        }
    }

    /// Whether the client knows the findings of the latest analysis.
    pub fn is_published(&self) -> bool {
        self.is_published
    }

    /// Whether a file has a part in it.
    pub fn has_file(&self, path: &str) -> bool {
        self.reached.contains(path) || self.roots.iter().chain(&self.inputs).any(|input| input == path)
    }
}

/// Identifies the names that a machine or an actor has in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NamesKey {
    Machine(MachineKey),
    Actor(u64),
}

impl NamesKey {
    /// The key of the names of an actor's messages and their fields.
    fn of_actor(actor: &Actor) -> NamesKey {
        let mut mix = Mix::new();
        for message in &actor.messages {
            (&message.name.text, message.fields.len()).hash(&mut mix);
            message.fields.iter().for_each(|field| field.name.text.hash(&mut mix));
        }
        NamesKey::Actor(mix.finish())
    }
}

/// All programs, in the order of their first files.
#[derive(Debug, Default)]
pub struct Programs {
    list: Vec<Program>,
    /// The number of analyses so far.
    revisions: u64,
    /// Drops earlier analyses.
    discard: Discard,
}

impl Programs {
    /// The programs.
    pub fn iter(&self) -> impl Iterator<Item = &Program> {
        self.list.iter()
    }

    /// A program by its position.
    pub fn get(&self, at: usize) -> &Program {
        &self.list[at]
    }

    /// Groups the files again. Programs with the same roots keep their analysis.
    pub fn group(&mut self, files: &mut Files) {
        let known = std::mem::take(&mut self.list).into_iter();
        let mut known: BTreeMap<Vec<String>, Program> =
            known.map(|program| (program.roots.clone(), program)).collect();
        for group in files.group() {
            let program = known.remove(&group.roots).unwrap_or_else(|| Program::new(group.roots));
            self.list.push(Program { reached: group.files, ..program });
        }
    }

    /// Notes that a file has another text, exists now or no longer.
    pub fn note_change(&mut self, path: &str) {
        let concerned = self.list.iter_mut().filter(|program| program.has_file(path));
        concerned.for_each(|program| program.is_stale = true);
    }

    /// Notes that other files exist than before. The help about a missing file names those that may have been meant.
    pub(crate) fn note_listing(&mut self) {
        let misses = |program: &&mut Program| {
            let mut findings = program.checked.iter().flat_map(|checked| checked.analysis.diagnostics.iter());
            findings.any(|finding| finding.name == Name::MissingFile)
        };
        self.list.iter_mut().filter(misses).for_each(|program| program.is_stale = true);
    }

    /// Notes that any file may have changed.
    pub fn note_all(&mut self) {
        self.list.iter_mut().for_each(|program| program.is_stale = true);
    }

    /// The position of the next program with findings that were not published yet. Programs with open documents are preferred.
    pub fn next_unpublished(&self, files: &Files) -> Option<usize> {
        let is_open = |program: &Program| files.open_paths().any(|path| program.has_file(path));
        let waits = |at: &usize| self.waits(*at);
        let open = (0..self.list.len()).filter(waits).find(|at| is_open(&self.list[*at]));
        open.or_else(|| (0..self.list.len()).find(waits))
    }

    /// Notes that the client knows the findings of the latest analysis of a program.
    pub fn note_published(&mut self, at: usize) {
        self.list[at].is_published = true;
    }

    /// Notes that the files of a program are compared with those that were grouped. Returns whether its latest analysis was not compared yet.
    pub(crate) fn note_compared(&mut self, at: usize) -> bool {
        !std::mem::replace(&mut self.list[at].is_compared, true)
    }

    /// Whether the client does not know the findings of a program as its texts are.
    pub(crate) fn waits(&self, at: usize) -> bool {
        let program = &self.list[at];
        program.is_stale || !program.is_published
    }

    /// The position of the program that a file belongs to: the one it is a root of, else the first that uses it.
    pub fn program_of(&self, path: &str) -> Option<usize> {
        let is_root = |program: &Program| program.roots.iter().any(|root| root == path);
        let root = self.list.iter().position(is_root);
        root.or_else(|| self.list.iter().position(|program| program.has_file(path)))
    }

    /// The analysis of a program as its texts are now.
    pub fn check(&mut self, at: usize, files: &mut Files) -> Arc<Checked> {
        let checked = self.check_while(&mut || true, at, files);
        checked.expect("an analysis that is wanted to its end is made")
    }

    /// The same, unless it is not wanted any more, which is asked between the stages.
    pub fn check_while(
        &mut self,
        is_wanted: &mut dyn FnMut() -> bool,
        at: usize,
        files: &mut Files,
    ) -> Option<Arc<Checked>> {
        let program = &mut self.list[at];
        if let Some(current) = program.current() {
            return Some(current.clone());
        }
        let mut memo = std::mem::take(&mut program.memo);
        match program.checked.take().map(Arc::try_unwrap) {
            Some(Ok(before)) => {
                let (program, model, rest) = before.split();
                memo.give_back(program);
                memo.keep_model(model);
                self.discard.drop_later(rest);
            }
            // Stories still run on it.
            Some(Err(shared)) => {
                memo.give_back(shared.analysis.program.clone());
                memo.keep_model(shared.analysis.model.clone());
            }
            None => {}
        }
        let analysis = analyze_while(is_wanted, &request(files, &program.roots), files, &mut memo);
        program.memo = memo;
        let mut analysis = match analysis {
            Ok(analysis) => analysis,
            Err(inputs) => {
                program.inputs = inputs;
                return None;
            }
        };
        program.check_names(&mut analysis);
        self.revisions += 1;
        program.revision = self.revisions;
        (program.is_published, program.is_compared) = (false, false);
        let checked = Checked::with_lines(analysis, |source| files.lines(source));
        let checked = Arc::new(checked.with_marks(|path| files.has_mark(path)));
        program.inputs.clone_from(&checked.analysis.program.inputs);
        program.checked = Some(checked.clone());
        program.is_stale = false;
        Some(checked)
    }

    /// Gives up on a program that cannot be analysed, until one of its files changes.
    pub fn give_up(&mut self, at: usize) {
        let program = &mut self.list[at];
        (program.checked, program.is_stale, program.is_published) = (None, false, true);
    }
}

/// The request for a program: its files and the settings of its first one.
pub(crate) fn request(files: &Files, roots: &[String]) -> Request {
    let settings_file = roots.first().map(|root| files.settings_path(root)).unwrap_or_default();
    Request { settings_file, ..Request::new(roots.iter().cloned()) }
}

/// The analysis that `flow check` makes.
pub(crate) fn analyze(request: &Request, loader: &mut dyn Loader) -> Analysis {
    let mut analysis = flow_project::analyze(request, loader);
    flow_codegen::check_names(&mut analysis);
    analysis
}
