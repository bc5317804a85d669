//! Handlers with several senders (reference#senders): one for each of them, and the meaning of `@sender` in their bodies.
//!
//! A story uses one of them: the first, or the one that the handler's own `given:` names. It is lowered first, so that those for the other
//! senders of its line follow it.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;

use super::Lower;
use super::identity::opt_told_sender;
use super::scope::Scope;
use crate::model::Party;
use crate::names::SENDER;

/// The senders of a handler's line; one `None` for any sender.
pub(super) fn senders(handler: &ast::Handler) -> impl Iterator<Item = Option<&ast::Name>> {
    std::iter::once(handler.from.as_ref()).chain(handler.also_from.iter().map(Some))
}

/// The same, beginning with the one that the story uses.
pub(super) fn senders_with_given_first(handler: &ast::Handler) -> Vec<Option<&ast::Name>> {
    let told = handler.given.iter().find_map(opt_given_sender);
    let is_told = |sender: &Option<&ast::Name>| {
        sender.is_some_and(|sender| told.is_some_and(|told| told.text == sender.text))
    };
    let (mut first, others): (Vec<_>, Vec<_>) = senders(handler).partition(is_told);
    first.extend(others);
    first
}

/// The actor of a fact `@sender is @actor`.
fn opt_given_sender(fact: &ast::Fact) -> Option<&ast::Name> {
    let ast::FactKind::Phrase(ast::Condition { phrase, not: ast::Not::Plain, .. }) = &fact.kind else {
        return None;
    };
    match &phrase.parts[..] {
        [ast::PhrasePart::Actor(sender), ast::PhrasePart::Word(is), ast::PhrasePart::Actor(actor)] => {
            (sender.text == SENDER && is.text == "is").then_some(actor)
        }
        _ => None,
    }
}

/// Whether a fact sets the id of another sender of a handler's line: `@seller.id is "s-7"`, where the event is that of the buyer.
pub(super) fn tells_other_sender(handler: &ast::Handler, from: Option<&ast::Name>, fact: &ast::Fact) -> bool {
    let ast::FactKind::Phrase(condition) = &fact.kind else { return false };
    let Some((told, _)) = opt_told_sender(condition) else { return false };
    from.is_some_and(|from| from.text != told.text)
        && senders(handler).flatten().any(|sender| sender.text == told.text)
}

impl Lower<'_, '_> {
    /// Whether a fact selects one of several senders for the story. One that is no sender of its handler is reported.
    pub(super) fn is_given_sender(&mut self, handler: &ast::Handler, fact: &ast::Fact) -> bool {
        let Some(told) = opt_given_sender(fact) else { return false };
        if senders(handler).flatten().all(|sender| sender.text != told.text) {
            let message = format!("this handler takes no event from '@{}'", told.text);
            self.diags.report(Name::UnknownName, told.span, message).label(handler.span, "the handler");
        }
        true
    }

    /// The party of an `@name` in a handler: for `@sender`, who sent the event.
    pub(super) fn opt_party(&mut self, scope: &Scope, name: &ast::Name) -> Option<Party> {
        if name.text != SENDER {
            return self.party(&name.text);
        }
        let sender = scope.sender();
        if sender.is_none() {
            self.diags
                .report(Name::ReservedName, name.span, "'@sender' is nobody here")
                .help("in a handler with 'from', '@sender' is the one that the event came from");
        }
        sender
    }

    /// Reports `from @sender`.
    pub(super) fn report_sender_as_name(&mut self, from: Option<&ast::Name>) {
        if let Some(from) = from.filter(|from| from.text == SENDER) {
            self.diags
                .report(Name::ReservedName, from.span, "'@sender' is no name for an actor")
                .help("in a handler with 'from', '@sender' is the one that the event came from");
        }
    }
}
