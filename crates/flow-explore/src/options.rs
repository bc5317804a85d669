//! The assumptions about the world around the machines.

/// The world that is explored, and the bounds of the exploration. The default is described in the book under `flow explore`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many conversations are explored together; by default two if conversations can meet, else one.
    pub conversations: Option<u8>,
    /// The most events from outside; by default any number.
    pub outside: Option<u8>,
    /// Actors outside also send unasked answers.
    pub unasked: bool,
    /// Someone outside repeats an event before the one before has been handled with everything it caused.
    pub flood: bool,
    /// Timers only fire when no message is in flight.
    pub prompt: bool,
    /// Every action and every question for a value can fail, not only those that `? that failed` asks about.
    pub failures: bool,
    /// One message between machines is lost.
    pub losses: bool,
    /// One message between machines is delivered twice.
    pub doubles: bool,
    /// The state in which conversations begin, as `#paid` or `@order in #paid`; by default the initial ones.
    pub from: Option<String>,
    /// A guard phrase and a `comes from` without values keep their answer throughout a conversation.
    pub steady: bool,
    /// No time passes while an actor outside has an open question.
    pub always_answer: bool,
    /// Messages arrive in the order in which they were sent, whoever sent them.
    pub one_queue: bool,
    /// A host runs the machines: actions fail, events from outside are repeated, and an unhandled message may be tried again later.
    pub host: bool,
    /// Of several orders of events that make no difference, only some are explored.
    pub reduce: bool,
    /// The most global states.
    pub max_states: usize,
    /// If it ends early, random paths are followed from where it ended: with this seed.
    pub sample: Option<u64>,
    /// How many threads explore; the result is the same for any number.
    pub threads: usize,
}

/// Five million: a minute, and about 300 MB.
const DEFAULT_STATES: usize = 5_000_000;

impl Default for Options {
    fn default() -> Self {
        Options {
            conversations: None,
            outside: None,
            unasked: false,
            flood: false,
            prompt: false,
            failures: false,
            losses: false,
            doubles: false,
            from: None,
            steady: false,
            always_answer: false,
            one_queue: false,
            host: false,
            reduce: false,
            max_states: DEFAULT_STATES,
            sample: None,
            threads: 1,
        }
    }
}
