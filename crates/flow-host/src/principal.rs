//! [`Principal`]: who calls from outside.
//!
//! A host over HTTP knows each caller as an actor of the specification and a subject, the caller's own name. Instances belong to the
//! principal whose call began their conversation.

/// A caller from outside: one of the people or programs that are an actor of the specification.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Principal {
    /// The actor, without `@`.
    pub actor: String,
    /// The name of this person or program among all that are this actor: `@customer.id` in the specification.
    pub subject: String,
}

/// The actor name of operators of the host. No actor's name begins with `-`.
const OPERATOR: &str = "-operator";

impl Principal {
    /// One of those who are an actor of the specification.
    pub fn new(actor: impl Into<String>, subject: impl Into<String>) -> Self {
        Principal { actor: actor.into(), subject: subject.into() }
    }

    /// One of those who run the host: they see all instances and their history, and are no actor, so that they send no events.
    pub fn operator(subject: impl Into<String>) -> Self {
        Principal::new(OPERATOR, subject)
    }

    /// Whether this is one of those who run the host.
    pub fn is_operator(&self) -> bool {
        self.actor == OPERATOR
    }

    /// The principal as one text, by which its calls are stored. Names have no line breaks, so that no two principals share one.
    pub(crate) fn scope(&self) -> String {
        format!("{}\n{}", self.actor, self.subject)
    }
}
