//! What a machine is, as data: the `MODEL` of every generated module.
//!
//! Everything is `'static` and made at compile time. States and events are referred to by their index.

/// A machine: its states, events and transitions, with their places in the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its name, without `@`.
    pub name: &'static str,
    /// Where it is declared.
    pub place: Place,
    /// Its states; the first is the initial one.
    pub states: &'static [State],
    /// The events it may get.
    pub events: &'static [Event],
    /// What it does with them.
    pub transitions: &'static [Transition],
}

/// A state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its name, without `#`.
    pub name: &'static str,
    /// Where it is first mentioned.
    pub place: Place,
}

/// An event a machine may get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name, without `:`.
    pub name: &'static str,
    /// The sender, without `@`; `None` if any will do.
    pub from: Option<&'static str>,
    /// Whether the outside may send it.
    pub public: bool,
    /// Where it is first handled.
    pub place: Place,
}

/// What one event does in one state: an edge of the state diagram. A handler that can lead to several states has an
/// edge for each; one that stays has an edge back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The state before, an index into [`Machine::states`].
    pub from: usize,
    /// The event, an index into [`Machine::events`].
    pub event: usize,
    /// The state after.
    pub to: usize,
    /// The handler.
    pub place: Place,
}

/// A place in a specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Machine {
    /// The transitions as names: state, event, state.
    pub fn edges(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> + '_ {
        let name = |at: usize| self.states[at].name;
        self.transitions
            .iter()
            .map(move |edge| (name(edge.from), self.events[edge.event].name, name(edge.to)))
    }
}

impl core::fmt::Display for Place {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
