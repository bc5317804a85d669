//! Findings that errors explain: machines that could not be read in full seem to lack the contents of the skipped lines, those with
//! names that look the same seem to lack what has the other name, and a state that was misnamed is another one.
//!
//! A check is silent about what they explain, so that one cause makes one error.

use flow_syntax::ordered::{self, Set};

use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Name};
use flow_syntax::source::{FileId, Span};

#[cfg(feature = "tools")]
use crate::model::Machine;
use crate::model::{MachineId, Model, State};

/// Diagnostics that report something missing in the machine that contains them.
const OF_ONE_MACHINE: &[Name] = &[
    Name::ConflictingHandlers,
    Name::DeadEnd,
    Name::GuessedSource,
    Name::ImpossibleExpect,
    Name::LeftEnd,
    Name::NeverSet,
    Name::OpenGuards,
    Name::PayloadMismatch,
    Name::UnreachableState,
    Name::UnusedVariable,
    Name::VacuousScenario,
];

/// The machines with lines that could not be read, or with names that only look like others.
pub(crate) struct Broken {
    /// Where what belongs to which machine begins, in order.
    beginnings: Vec<(FileId, u32, MachineId)>,
    machines: Set<MachineId>,
    /// States that were reported where they are named, and are read as the ones that were probably meant.
    misnamed: Set<Span>,
    /// The machines with lines that name such a state.
    #[cfg(feature = "tools")]
    misnaming: Set<MachineId>,
}

impl Broken {
    /// The machines that the findings so far are about, and those with `twins`: the places of names that look the same.
    pub(crate) fn new(model: &Model, diags: &Diagnostics, twins: &[Span]) -> Self {
        let is_misnamed = |said: &&Diagnostic| matches!(said.name, Name::UnknownState | Name::MisusedGroup);
        let misnamed = diags.iter().filter(is_misnamed).map(|said| said.span).collect();
        let mut broken = Broken {
            beginnings: beginnings(model),
            machines: Set::new(),
            misnamed,
            #[cfg(feature = "tools")]
            misnaming: Set::new(),
        };
        let unread = diags.iter().filter(|said| is_of_reading(said.name));
        let places = unread.map(|said| said.span).chain(twins.iter().copied());
        broken.machines = places.filter_map(|place| broken.opt_machine(place)).collect();
        #[cfg(feature = "tools")]
        {
            broken.misnaming =
                broken.misnamed.iter().filter_map(|place| broken.opt_machine(*place)).collect();
        }
        broken
    }

    /// Whether something unread may be the cause of a finding.
    pub(crate) fn may_explain(&self, said: &Diagnostic) -> bool {
        let machine = self.opt_machine(said.span);
        OF_ONE_MACHINE.contains(&said.name) && machine.is_some_and(|machine| self.is_broken(machine))
    }

    /// Whether lines of any machine could not be read.
    pub(crate) fn is_any(&self) -> bool {
        !self.machines.is_empty()
    }

    /// Whether lines of a machine could not be read.
    pub(crate) fn is_broken(&self, machine: MachineId) -> bool {
        self.machines.contains(&machine)
    }

    /// Whether a state is one that its machine's own list lacks.
    pub(crate) fn is_misnamed(&self, state: &State) -> bool {
        self.misnamed.contains(&state.name.span)
    }

    /// Whether a machine, or a line of it, names such a state.
    #[cfg(feature = "tools")]
    pub(crate) fn concerns_misnamed(&self, id: MachineId, machine: &Machine) -> bool {
        self.misnaming.contains(&id) || machine.states.iter().any(|state| self.is_misnamed(state))
    }

    /// Whether a line names such a state.
    pub(crate) fn has_misnamed(&self, line: Span) -> bool {
        let mut behind = self.misnamed.iter_from(&Span { end: line.start, ..line });
        behind.next().is_some_and(|at| at.file == line.file && at.end <= line.end)
    }

    /// The machine that contains a place: the last that began before it, else the first of the file.
    fn opt_machine(&self, span: Span) -> Option<MachineId> {
        let behind =
            self.beginnings.partition_point(|(file, start, _)| (*file, *start) <= (span.file, span.start));
        let before = behind.checked_sub(1).and_then(|at| self.beginnings.get(at));
        let nearest = before.filter(|(file, ..)| *file == span.file).or(self.beginnings.get(behind));
        nearest.filter(|(file, ..)| *file == span.file).map(|(_, _, machine)| *machine)
    }
}

fn beginnings(model: &Model) -> Vec<(FileId, u32, MachineId)> {
    let mut beginnings = Vec::new();
    for (id, machine) in model.machines.entries() {
        let spans = machine.scenarios.iter().map(|scenario| scenario.span).chain([machine.name.span]);
        beginnings.extend(spans.map(|span| (span.file, span.start, id)));
    }
    ordered::sort(&mut beginnings);
    beginnings
}

/// Whether a diagnostic reports that lines could not be read. A guard without a body and an `otherwise` without a guard lose
/// no other line.
fn is_of_reading(name: Name) -> bool {
    let harmless = matches!(name, Name::EmptyGuard | Name::StrayOtherwise | Name::RaggedTable);
    name < Name::MissingFile && !name.is_lint() && !harmless
}
