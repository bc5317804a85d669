//! Diagnostics: findings about a specification, for its author.
//!
//! A [`Diagnostic`] has a [`Name`], a level, a message, a place, related places and help. Phases take
//! `&mut` [`Diagnostics`] and continue; no phase stops at the first error. Rendering is in [`mod@crate::render`].

use crate::gather::Gather;
use crate::ordered::{self, Map};

use crate::edit::Edit;
use crate::source::Span;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not shown.
    Allow,
    /// Shown as a warning.
    Warn,
    /// Shown as an error, which stops the build.
    Deny,
}

/// Declares [`Name`]: the registry of all diagnostics, one line each. `error` names are always errors, `lint` names
/// have the default level given and can be configured (reference#diagnostics).
macro_rules! names {
    ($($variant:ident $text:literal $kind:ident($level:ident) $summary:literal;)*) => {
        /// The name of a diagnostic: kebab-case for people, stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Name { $(#[doc = $summary] $variant,)* }

        impl Name {
            /// Every name, in the order of the registry.
            pub const ALL: &'static [Name] = &[$(Name::$variant,)*];

            /// The kebab-case name people see.
            pub fn as_str(self) -> &'static str {
                match self { $(Name::$variant => $text,)* }
            }

            /// One line that describes its findings.
            pub fn summary(self) -> &'static str {
                match self { $(Name::$variant => $summary,)* }
            }

            /// The level without configuration.
            pub fn default_level(self) -> Level {
                match self { $(Name::$variant => Level::$level,)* }
            }

            /// Whether its level can be configured.
            pub fn is_lint(self) -> bool {
                match self { $(Name::$variant => names!(@is_lint $kind),)* }
            }
        }
    };
    (@is_lint lint) => { true };
    (@is_lint error) => { false };
}

names! {
    // Reading (reference#lines, reference#layout, reference#reserved).
    Syntax "syntax" error(Deny) "a line that has none of the forms of the language";
    TabIndent "tab-indent" error(Deny) "a tab in the indentation";
    Indentation "indentation" error(Deny) "a line at a column that no open block has";
    TooDeep "too-deep" error(Deny) "blocks or parentheses nested more than 64 deep";
    InvalidUtf8 "invalid-utf8" error(Deny) "bytes that are not UTF-8";
    CapitalName "capital-name" error(Deny) "a name with a capital letter";
    UnknownHeader "unknown-header" error(Deny) "a header the language does not have";
    UnclosedText "unclosed-text" error(Deny) "a quotation mark or comment that is not closed";
    RaggedTable "ragged-table" error(Deny) "a table row with more or fewer cells than its header";
    EmptyGuard "empty-guard" error(Deny) "a guard without a body";
    StrayOtherwise "stray-otherwise" error(Deny) "an `otherwise` that follows no guard of its own column";
    MisplacedLine "misplaced-line" error(Deny) "a line at a place where its kind is not allowed";
    UnknownStep "unknown-step" error(Deny) "a line with signs of the language that has none of its forms";
    NotSupported "not-supported" error(Deny) "a construct that is reserved for later";
    LayoutInferred "layout-inferred" lint(Warn) "a file without indentation, read by the rules for flat text";
    EmptyFile "empty-file" error(Deny) "a file without a machine, scenario or test";
    // Loading and names (reference#structure).
    MissingFile "missing-file" error(Deny) "a file that cannot be read";
    UsesCycle "uses-cycle" error(Deny) "files that use each other";
    DuplicateName "duplicate-name" error(Deny) "something that is named or set twice";
    UnknownName "unknown-name" error(Deny) "a machine, scenario, event or phrase that does not exist";
    ReservedName "reserved-name" error(Deny) "a machine with a reserved name";
    MisusedGroup "misused-group" error(Deny) "a group of states that holds itself, or is named where one state is meant";
    LooseScenario "loose-scenario" lint(Deny) "a scenario that belongs to no loaded machine";
    // Meaning (reference#diagnostics).
    UnreachableState "unreachable-state" lint(Deny) "a state that the machine can never be in";
    DeadEnd "dead-end" lint(Warn) "a state that nothing leaves and that `ends in` does not name";
    LeftEnd "left-end" lint(Deny) "a state that `ends in` names and that something leaves";
    UnreachableHandler "unreachable-handler" lint(Warn) "a handler that is never accepted, or whose event is never sent";
    Unaddressed "unaddressed" lint(Deny) "an emit that cannot know which instance receives it";
    MissingKey "missing-key" lint(Deny) "an emit to a machine with a key that does not contain the key";
    UnhandledEvent "unhandled-event" lint(Warn) "an event that its receiver does not handle, or not in the state it is in by then";
    LostAnswer "lost-answer" lint(Warn) "a path of a handler without an answer that its other paths give, while the asker waits for it";
    ShadowedGuard "shadowed-guard" lint(Warn) "a guard that can never be true because earlier ones cover it";
    OpenGuards "open-guards" lint(Allow) "comparisons that leave a gap and have no `otherwise`";
    ImpossibleExpect "impossible-expect" lint(Deny) "an expectation about a state that the story cannot be in at that point";
    NeverSet "never-set" lint(Warn) "a variable that is read and never set";
    NearName "near-name" lint(Warn) "a payload field with nearly the name of a variable";
    LostField "lost-field" lint(Warn) "a payload field of an answer that an earlier event carries and nothing keeps";
    StaleSchedule "stale-schedule" lint(Warn) "a scheduled event that can come in a state that does not accept it";
    IdleFact "idle-fact" lint(Warn) "a fact with the words of a question that it does not answer";
    IdleRule "idle-rule" lint(Warn) "a rule whose `when` never comes true";
    UnusedVariable "unused-variable" lint(Allow) "a variable that is set and never read";
    EmptyDuration "empty-duration" lint(Deny) "a timer whose length is not above zero";
    UnusedTimer "unused-timer" lint(Warn) "a timer that nothing handles, a handler for time that nothing starts, or a `cancel` of what nothing starts";
    PayloadMismatch "payload-mismatch" lint(Deny) "a payload field that a handler needs and a sender leaves out or sends with another type";
    GuessedSource "guessed-source" lint(Warn) "a handler whose states had to be guessed";
    UnknownSource "unknown-source" lint(Warn) "a state that a retelling names and its definition does not accept";
    BareWord "bare-word" lint(Warn) "a comparison with a word that is neither a variable nor quoted, a state without its `#`, or a phrase that is nearly a condition or a step";
    UnknownState "unknown-state" lint(Deny) "a state that is missing in the machine's own list";
    EmitCycle "emit-cycle" lint(Warn) "events that can trigger each other endlessly";
    VacuousScenario "vacuous-scenario" lint(Warn) "a story without expectations";
    BarePercent "bare-percent" lint(Warn) "a percentage after `increases by` or `decreases by`";
    UnknownChoice "unknown-choice" lint(Deny) "a text that the choice at its place does not have";
    UnknownField "unknown-field" lint(Deny) "a field that is read and that nothing gives its object";
    UntypedAnswer "untyped-answer" lint(Deny) "a `comes from` whose value has no known type";
    StrayFailure "stray-failure" lint(Deny) "`that failed` or `$failure` where no step above it can fail";
    TypeMismatch "type-mismatch" lint(Deny) "a value used as two types";
    ConflictingHandlers "conflicting-handlers" lint(Deny) "two definitions of one handler that disagree";
    NameCollision "name-collision" lint(Deny) "two constructs that would share a name in Rust";
    ForeignState "foreign-state" lint(Deny) "a step or guard about the state of another machine";
    // Configuration.
    Configuration "configuration" error(Deny) "a setting that does not exist, or a value that it cannot have";
}

impl Name {
    /// The name that people write as `text`.
    pub fn parse(text: &str) -> Option<Name> {
        Name::ALL.iter().copied().find(|name| name.as_str() == text)
    }
}

/// A related place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The text at the place.
    pub message: String,
}

/// A line of help. Alternatives are helps of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct Help {
    /// The text.
    pub text: String,
    /// The edits that follow the instruction in the text; together they remove the finding and cause no other. Empty for a help that states
    /// a fact, without an instruction.
    pub edits: Vec<Edit>,
}

/// One finding about a specification.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Its name.
    pub name: Name,
    /// Its level, configuration applied.
    pub level: Level,
    /// The problem, in the user's terms: lower case, no full stop.
    pub message: String,
    /// The smallest place that shows it.
    pub span: Span,
    /// Related places.
    pub labels: Vec<Label>,
    /// Instructions that remove the finding, and facts that explain it, a line each.
    pub help: Vec<Help>,
}

impl Diagnostic {
    /// Adds a related place.
    pub fn label(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Adds a help that states a fact. A help with an instruction has edits: [`Diagnostic::write`], [`Diagnostic::fix`].
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.fix(help, Vec::new())
    }

    /// Adds a help with a replacement for the text at a place: `write 'on :paid in #new'`. `lead` is the text before the quotation, which
    /// is the replacement itself, so that both are the same.
    pub fn write(&mut self, lead: &str, at: Span, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        self.fix(format!("{lead} '{text}'"), vec![Edit::replace(at, text)])
    }

    /// Adds the name that was probably meant at some places. A place may occur twice: a handler of several senders is lowered once for
    /// each. Without a place no help is added.
    pub fn did_you_mean(
        &mut self,
        places: impl IntoIterator<Item = Span>,
        name: impl Into<String>,
    ) -> &mut Self {
        let name = name.into();
        let mut places: Vec<_> = places.into_iter().gather();
        ordered::sort_by_key(&mut places, |at| *at);
        places.dedup();
        if places.is_empty() {
            return self;
        }
        let edits = places.into_iter().map(|at| Edit::replace(at, name.clone())).gather();
        self.fix(format!("did you mean '{name}'?"), edits)
    }

    /// Adds a help with the edits that follow its instruction.
    pub fn fix(&mut self, text: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.help.push(Help { text: text.into(), edits });
        self
    }
}

/// Levels that differ from the default, by name (reference#diagnostics).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lints {
    levels: Map<Name, Level>,
}

impl Lints {
    /// The default levels.
    pub fn new() -> Self {
        Lints::default()
    }

    /// Sets the level of a lint; names that are always errors keep their level.
    pub fn set(&mut self, name: Name, level: Level) {
        if name.is_lint() {
            self.levels.insert(name, level);
        }
    }

    /// Sets every level that `other` sets.
    pub fn extend(&mut self, other: &Lints) {
        self.levels.extend(&other.levels);
    }

    /// The level in force.
    pub fn level(&self, name: Name) -> Level {
        self.levels.get(&name).copied().unwrap_or_else(|| name.default_level())
    }
}

/// All diagnostics so far, in the order of their reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics {
    lints: Lints,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// An empty list that applies `lints`.
    pub fn new(lints: Lints) -> Self {
        Diagnostics { lints, list: Vec::new() }
    }

    /// Reports a diagnostic at a place, at the level in force. The returned one takes labels and help.
    pub fn report(&mut self, name: Name, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let level = self.lints.level(name);
        self.list.push(Diagnostic {
            name,
            level,
            message: message.into(),
            span,
            labels: Vec::new(),
            help: Vec::new(),
        });
        self.list.last_mut().expect("a diagnostic was pushed just now")
    }

    /// The levels that differ from the default.
    #[cfg(feature = "tools")]
    pub fn lints(&self) -> &Lints {
        &self.lints
    }

    /// The level in force for a name.
    pub fn level(&self, name: Name) -> Level {
        self.lints.level(name)
    }

    /// Whether anything stops the build.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|diagnostic| diagnostic.level == Level::Deny)
    }

    /// Makes errors of all warnings.
    pub fn deny_warnings(&mut self) {
        let warnings = self.list.iter_mut().filter(|diagnostic| diagnostic.level == Level::Warn);
        warnings.for_each(|diagnostic| diagnostic.level = Level::Deny);
    }

    /// The number of diagnostics so far, shown or not.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// The diagnostics after the first `count`, shown or not.
    #[cfg(feature = "tools")]
    pub fn list_after(&self, count: usize) -> &[Diagnostic] {
        self.list.get(count..).unwrap_or_default()
    }

    /// Adds diagnostics that were reported before, with their levels of then.
    #[cfg(feature = "tools")]
    pub fn extend(&mut self, known: &[Diagnostic]) {
        self.list.extend_from_slice(known);
    }

    /// Whether anything after the first `count` stops the build.
    pub fn has_errors_after(&self, count: usize) -> bool {
        self.list.iter().skip(count).any(|diagnostic| diagnostic.level == Level::Deny)
    }

    /// Removes the diagnostics after the first `count` that `keep` rejects.
    pub fn retain_after(&mut self, count: usize, keep: impl Fn(&Diagnostic) -> bool) {
        let said = self.list.split_off(count.min(self.list.len()));
        self.list.extend(said.into_iter().filter(keep));
    }

    /// Removes the helps of diagnostics to show that `keep` rejects.
    pub fn retain_helps(&mut self, mut keep: impl FnMut(&Diagnostic, &Help) -> bool) {
        for diagnostic in self.list.iter_mut().filter(|diagnostic| diagnostic.level > Level::Allow) {
            let mut help = std::mem::take(&mut diagnostic.help);
            help.retain(|help| keep(diagnostic, help));
            diagnostic.help = help;
        }
    }

    /// The diagnostics to show: without allowed ones, in the order of their reports.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter().filter(|diagnostic| diagnostic.level > Level::Allow)
    }

    /// The diagnostics to show, in file order, without duplicates.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.iter().gather();
        ordered::sort_by_key(&mut sorted, |diagnostic| (diagnostic.span, diagnostic.name));
        sorted.dedup_by(|a, b| a.span == b.span && a.name == b.name && a.message == b.message);
        sorted
    }
}
