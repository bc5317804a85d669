//! A machine as data: the type of the constant `MODEL` in every generated module.
//!
//! All data is `'static` and built at compile time. Transitions refer to states and events by index.

/// A machine: its states, events and transitions, with their positions in the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Its name, without `@`.
    pub name: &'static str,
    /// The position of its declaration.
    pub place: Place,
    /// Its states; the first one is initial (reference#initial-state).
    pub states: &'static [State],
    /// The events it may get.
    pub events: &'static [Event],
    /// Its transitions, in the order of their source states.
    pub transitions: &'static [Transition],
}

/// A state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its name, without `#`.
    pub name: &'static str,
    /// The position of its first mention.
    pub place: Place,
}

/// An event a machine may get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name, without `:`.
    pub name: &'static str,
    /// The sender, without `@`; `None` for an event from any sender.
    pub from: Option<&'static str>,
    /// Whether actors outside the system may send it.
    pub public: bool,
    /// The position of its first handler.
    pub place: Place,
}

/// An edge of the state diagram: an event in a state, and the state after it. A handler that can end in several states has an
/// edge for each; a handler that makes no transition has an edge to its own state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The state before, an index into [`Machine::states`].
    pub from: usize,
    /// The event, an index into [`Machine::events`].
    pub event: usize,
    /// The state after.
    pub to: usize,
    /// The position of the handler.
    pub place: Place,
}

/// A position in a specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path of the file.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Machine {
    /// The transitions by name: state, event, next state.
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
