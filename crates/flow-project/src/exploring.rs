//! `[explore]` of the settings: the world that `flow explore` explores, the required verdict, and the accepted findings.
//!
//! Only the form is checked here. `flow-explore` compares the keys of accepted findings with those of its findings.

use flow_syntax::gather::Gather;
use toml_span::Value;
use toml_span::value::Table;

use crate::migrations::quote;
use crate::start_state::StartState;

/// The world of an exploration and the criteria for its result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExploreSettings {
    /// The required verdict.
    pub require: Option<Require>,
    /// Whether generated tests explore too.
    pub test: bool,
    /// The most global states.
    pub states: Option<u32>,
    /// How many conversations are explored together.
    pub instances: Option<u8>,
    /// The most events from outside.
    pub outside: Option<u8>,
    /// The state in which conversations begin.
    pub from: Option<String>,
    /// Whether all messages are in one queue.
    pub one_queue: bool,
    /// Whether only some of several orders that make no difference are explored.
    pub reduce: bool,
    /// Which parts of the world differ from the default.
    pub world: Vec<WorldOption>,
    /// The findings that are accepted: their keys, each with the reason.
    pub accepted: Vec<(String, String)>,
}

/// What an exploration must reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Require {
    /// Everything that can happen, exactly, with any number of conversations.
    Everything,
    /// Everything that can happen, exactly, where two conversations at a time may represent any number.
    TwoAtATime,
    /// Everything that can happen, with values that represent others.
    Approximately,
}

/// A part of the world that can be switched on, with the name of its option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorldOption {
    /// Actors outside send answers without a question.
    Unasked,
    /// The outside repeats events early.
    Flood,
    /// Timers fire only when no message is in flight.
    Prompt,
    /// Every action can fail.
    Failures,
    /// One message is lost.
    Losses,
    /// One message is delivered twice.
    Doubles,
    /// Phrases keep their answer in a conversation.
    Steady,
    /// No time passes while an actor outside has an open question.
    AlwaysAnswer,
    /// A host runs the machines.
    Host,
}

/// The names of [`Require`] in the settings.
const REQUIRED: [(&str, Require); 3] = [
    ("everything", Require::Everything),
    ("two at a time", Require::TwoAtATime),
    ("everything, approximately", Require::Approximately),
];

/// The names of [`WorldOption`] in the settings.
const WORLD: [(&str, WorldOption); 9] = [
    ("unasked", WorldOption::Unasked),
    ("flood", WorldOption::Flood),
    ("prompt", WorldOption::Prompt),
    ("failures", WorldOption::Failures),
    ("losses", WorldOption::Losses),
    ("doubles", WorldOption::Doubles),
    ("steady", WorldOption::Steady),
    ("always-answer", WorldOption::AlwaysAnswer),
    ("host", WorldOption::Host),
];

/// The settings other than those of the world.
const OTHERS: [&str; 9] =
    ["require", "test", "states", "instances", "outside", "from", "order", "reduce", "accept"];

/// All settings of the section.
pub(crate) fn setting_names() -> Vec<&'static str> {
    OTHERS.into_iter().chain(WORLD.iter().map(|(name, _)| *name)).gather()
}

/// The most conversations that can be explored together, and the most events from outside: the bounds of the options of `flow explore`.
const MOST_INSTANCES: i64 = 4;
const MOST_OUTSIDE: i64 = 200;

/// The message and the help for what must be true or false.
const NO_FLAG: &str = "this is neither true nor false";
const FLAG: &str = "write `true` or `false`, without quotation marks";

/// A mistake: its place, its message and its help.
type Mistake = (toml_span::Span, &'static str, &'static str);

impl ExploreSettings {
    /// Reads one setting; false if there is none of this name.
    pub(crate) fn read(&mut self, name: &str, value: &Value<'_>, mistakes: &mut Vec<Mistake>) -> bool {
        let mut expect = |is_right: bool, message, help| {
            if !is_right {
                mistakes.push((value.span, message, help));
            }
        };
        let number = |most: i64| value.as_integer().filter(|number| (0..=most).contains(number));
        match name {
            "require" => {
                let known = REQUIRED.iter().find(|(name, _)| value.as_str() == Some(*name));
                self.require = known.map(|(_, required)| *required);
                let help = "write \"everything\", \"two at a time\" or \"everything, approximately\"";
                expect(known.is_some(), "this cannot be required", help);
            }
            "test" | "reduce" => {
                let flag = if name == "test" { &mut self.test } else { &mut self.reduce };
                *flag = value.as_bool() == Some(true);
                expect(value.as_bool().is_some(), NO_FLAG, FLAG);
            }
            "states" => {
                let states = number(u32::MAX.into()).and_then(|number| u32::try_from(number).ok());
                self.states = states.filter(|states| *states > 0);
                expect(self.states.is_some(), "this is no number of states", "write `states = 200000`");
            }
            "instances" => {
                let instances = number(MOST_INSTANCES).and_then(|number| u8::try_from(number).ok());
                self.instances = instances.filter(|instances| *instances > 0);
                let help = "write a number from 1 to 4";
                expect(self.instances.is_some(), "this is no number of conversations", help);
            }
            "outside" => {
                self.outside = number(MOST_OUTSIDE).and_then(|number| u8::try_from(number).ok());
                expect(self.outside.is_some(), "this is no number of events", "write a number from 0 to 200");
            }
            "from" | "order" => self.read_start_or_order(name, value, mistakes),
            "accept" => match value.as_table() {
                Some(accepted) => self.read_accepted(accepted, mistakes),
                None => expect(
                    false,
                    "'accept' is a section",
                    "write `[explore.accept]` above the accepted findings",
                ),
            },
            _ => {
                let Some((_, option)) = WORLD.iter().find(|(known, _)| *known == name) else { return false };
                match value.as_bool() {
                    Some(true) => self.world.push(*option),
                    Some(false) => {}
                    None => expect(false, NO_FLAG, FLAG),
                }
            }
        }
        true
    }

    /// Reads the state in which conversations begin, or the order of messages.
    fn read_start_or_order(&mut self, name: &str, value: &Value<'_>, mistakes: &mut Vec<Mistake>) {
        if name == "order" {
            self.one_queue = value.as_str() == Some("one");
            if !self.one_queue {
                let help = "write `order = \"one\"`, or leave it out";
                mistakes.push((value.span, "there is no such order", help));
            }
            return;
        }
        self.from = value.as_str().filter(|from| StartState::parse(from).is_some()).map(str::to_owned);
        if self.from.is_none() {
            let help = "write `from = \"#paid\"` or, of one machine, `from = \"@order in #paid\"`";
            mistakes.push((value.span, "this is no state", help));
        }
    }

    /// Whether a verdict is required that several conversations at a time cannot have.
    pub(crate) fn requires_one_conversation(&self) -> bool {
        self.require == Some(Require::Everything) && self.instances.is_some_and(|instances| instances > 1)
    }

    /// Whether a part of the world is switched on.
    pub fn has(&self, option: WorldOption) -> bool {
        self.world.contains(&option)
    }

    /// The settings as the text of a `flow.toml`, for generated tests, which read no files.
    pub fn to_toml(&self) -> String {
        let mut text = "[explore]\n".to_owned();
        let required = REQUIRED.iter().find(|(_, required)| Some(*required) == self.require);
        if let Some((name, _)) = required {
            text += &format!("require = {}\n", quote(name));
        }
        let numbers = [
            ("states", self.states),
            ("instances", self.instances.map(u32::from)),
            ("outside", self.outside.map(u32::from)),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                text += &format!("{name} = {number}\n");
            }
        }
        if let Some(from) = &self.from {
            text += &format!("from = {}\n", quote(from));
        }
        if self.one_queue {
            text += "order = \"one\"\n";
        }
        if self.reduce {
            text += "reduce = true\n";
        }
        for (name, option) in &WORLD {
            if self.has(*option) {
                text += &format!("{name} = true\n");
            }
        }
        if !self.accepted.is_empty() {
            text += "[explore.accept]\n";
        }
        for (key, reason) in &self.accepted {
            text += &format!("{} = {}\n", quote(key), quote(reason));
        }
        text
    }

    fn read_accepted(&mut self, accepted: &Table<'_>, mistakes: &mut Vec<Mistake>) {
        for (key, reason) in accepted {
            match reason.as_str().filter(|reason| !reason.trim().is_empty()) {
                Some(reason) => self.accepted.push((key.name.to_string(), reason.to_owned())),
                None => mistakes.push((
                    key.span,
                    "an accepted finding has no reason",
                    "write `\"the key of the finding\" = \"why it is accepted\"`",
                )),
            }
        }
    }
}
