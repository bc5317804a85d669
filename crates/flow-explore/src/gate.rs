//! Judges an exploration by `[explore]` of the settings: the required verdict, and the accepted findings.
//!
//! Accepted findings are compared by their keys. One that does not occur is outdated only if everything was explored.

use flow_project::{ExploreSettings, Require, WorldOption};

use crate::finding::{Finding, Level, Verdict};
use crate::options::Options;
use crate::report::Exploration;

/// An exploration, judged by the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gate {
    /// The findings that are accepted, by their positions, with the reasons.
    pub accepted: Vec<(usize, String)>,
    /// The keys of accepted findings that do not occur, although everything was explored.
    pub outdated: Vec<String>,
    /// Why the exploration did not reach the required verdict, in a sentence without a full stop.
    pub unmet: Option<String>,
}

impl Gate {
    /// Judges an exploration.
    pub fn of(exploration: &Exploration, settings: Option<&ExploreSettings>) -> Gate {
        let Some(settings) = settings else { return Gate::default() };
        let mut gate = Gate { unmet: find_unmet(exploration, settings.require), ..Gate::default() };
        for (key, reason) in &settings.accepted {
            let mut found =
                exploration.findings.iter().enumerate().filter(|(_, finding)| finding.key == *key);
            match found.next() {
                Some((at, _)) => gate.accepted.push((at, reason.clone())),
                None if is_judged(exploration, key) => gate.outdated.push(key.clone()),
                None => {}
            }
        }
        gate
    }

    /// Whether a finding is accepted, and why.
    pub fn reason(&self, finding: usize) -> Option<&str> {
        self.accepted.iter().find(|(at, _)| *at == finding).map(|(_, reason)| reason.as_str())
    }

    /// The findings of these levels that are not accepted.
    pub fn open_findings<'e>(
        &'e self,
        exploration: &'e Exploration,
        levels: &'e [Level],
    ) -> impl Iterator<Item = &'e Finding> {
        let all = exploration.findings.iter().enumerate();
        let open =
            all.filter(|(at, finding)| levels.contains(&finding.level()) && self.reason(*at).is_none());
        open.map(|(_, finding)| finding)
    }
}

/// Whether a finding with a key would have been found.
fn is_judged(exploration: &Exploration, key: &str) -> bool {
    let mut unjudged = exploration.unjudged.iter();
    let kind = key.split('|').next().unwrap_or_default().trim();
    !matches!(exploration.verdict, Verdict::UpTo(_)) && unjudged.all(|unjudged| unjudged.name() != kind)
}

fn find_unmet(exploration: &Exploration, require: Option<Require>) -> Option<String> {
    let require = require?;
    let is_reduced = !exploration.unjudged.is_empty();
    match &exploration.verdict {
        Verdict::UpTo(_) => Some("it ended before everything was seen".to_owned()),
        Verdict::Approximately(_) if require != Require::Approximately => {
            Some("some values were approximated: 'everything, approximately' can be required".to_owned())
        }
        Verdict::Everything if require == Require::Everything && exploration.conversations > 1 => {
            Some("two conversations stand for any number: 'two at a time' can be required".to_owned())
        }
        Verdict::Everything if require != Require::Approximately && is_reduced => Some(
            "some findings are not judged with 'reduce': 'everything, approximately' can be required"
                .to_owned(),
        ),
        Verdict::Everything | Verdict::Approximately(_) => None,
    }
}

/// The world and the bounds of the settings.
impl From<&ExploreSettings> for Options {
    fn from(settings: &ExploreSettings) -> Options {
        let default = Options::default();
        let states = settings.states.and_then(|states| usize::try_from(states).ok());
        Options {
            conversations: settings.instances,
            outside: settings.outside,
            unasked: settings.has(WorldOption::Unasked),
            flood: settings.has(WorldOption::Flood),
            prompt: settings.has(WorldOption::Prompt),
            failures: settings.has(WorldOption::Failures),
            losses: settings.has(WorldOption::Losses),
            doubles: settings.has(WorldOption::Doubles),
            from: settings.from.clone(),
            steady: settings.has(WorldOption::Steady),
            always_answer: settings.has(WorldOption::AlwaysAnswer),
            one_queue: settings.one_queue,
            host: settings.has(WorldOption::Host),
            reduce: settings.reduce,
            max_states: states.unwrap_or(default.max_states),
            ..default
        }
    }
}
