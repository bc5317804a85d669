//! The rules of a specification (reference#rules), as the host checks them after each commit.
//!
//! A rule that is broken changes nothing: it is counted, stored and reported. The conditions are evaluated by the interpreter, so that the
//! engine knows only which machines a rule is about and how its conditions are combined.

use flow::Time;
use flow_durable::Unreadable;

use crate::history::Party;
use crate::store::Instance;

/// The rules of a program, and who evaluates their conditions.
#[derive(Default)]
pub(crate) struct Rules {
    pub(crate) list: Vec<Rule>,
    /// `None` if no rule is checked.
    pub(crate) judge: Option<Box<dyn Judge>>,
}

/// One rule.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// Its line in the specification.
    pub(crate) text: String,
    /// The machines that it names, each once.
    pub(crate) machines: Vec<usize>,
    pub(crate) form: Form,
}

/// How a rule is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Its condition is true.
    Always,
    /// Its two conditions are not both true.
    #[cfg_attr(not(feature = "interpreter"), expect(dead_code, reason = "only the interpreter makes it"))]
    NeverWhile,
    /// Since a commit at which its first condition was true, the second one is false. The first is about so many of the machines, which
    /// are listed first.
    OnceNever(usize),
    /// A machine or an actor gets an event at most once in a conversation.
    #[cfg_attr(not(feature = "interpreter"), expect(dead_code, reason = "only the interpreter makes it"))]
    AtMostOnce { receiver: String, event: String },
    /// It is not checked, for this reason.
    Unchecked(&'static str),
}

/// Why a rule is not checked by a host without the interpreter.
#[cfg(not(feature = "rules"))]
pub(crate) const WITHOUT_INTERPRETER: &str = "the program is built without the feature `rules` of the host";

/// Receives the numbers of a choice of instances, and what each condition then is; `None` if its arithmetic cannot be done.
pub(crate) type VisitChoice<'v> = dyn FnMut(&[i64], &[Option<bool>]) + 'v;

/// The conditions of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of them.
    Whole,
    /// The first one, which a rule `once A, never B` remembers: there need be no instance of the machines that only `B` names.
    First,
}

/// Evaluates the conditions of rules.
pub(crate) trait Judge: Send + Sync {
    /// Calls a function with each choice of one instance of each machine that a part of a rule names, in their order.
    fn visit_choices(
        &self,
        rule: usize,
        part: Part,
        instances: &[&Instance],
        visit: &mut VisitChoice<'_>,
    ) -> Result<(), Unreadable>;
}

impl Rules {
    /// Rules that are known by their lines only.
    pub(crate) fn unchecked(lines: &[&str], why: &'static str) -> Self {
        let rule =
            |line: &&str| Rule { text: (*line).to_owned(), machines: Vec::new(), form: Form::Unchecked(why) };
        Rules { list: lines.iter().map(rule).collect(), judge: None }
    }

    /// Whether any rule is checked.
    pub(crate) fn is_watched(&self) -> bool {
        self.judge.is_some() && !self.list.is_empty()
    }
}

/// A rule that was broken by a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BrokenRule {
    /// The line of the rule in the specification.
    pub rule: String,
    /// The instances for which it is broken: one of each machine that the rule names. For `at most once`, the instance with which the
    /// conversation began.
    pub instances: Vec<Party>,
    /// Their states after the commit.
    pub states: Vec<String>,
    /// When it was committed.
    pub at: Time,
}
