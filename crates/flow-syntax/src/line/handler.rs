//! `handler`: the `on` line of a handler (reference#handlers).

use crate::ast::{Accepted, Handler, Name, Reaction, Visibility};
use crate::diagnostic;
use crate::grammar::Rule;
use crate::hints::Place;
use crate::line::{Piece, Reader, Token};

const FORMS: [&str; 3] =
    ["on :event from @actor", "on> :event from @actor in #state", "on :event from @actor in any state (api)"];

impl Reader<'_> {
    /// `on :event …`, without its body.
    pub(crate) fn handler(&mut self, piece: Piece<'_>) -> Option<Handler> {
        if let Some(handler) = self.try_fast_handler(piece) {
            return Some(handler);
        }
        if self.report_hint(Place::HandlerOptions, piece) {
            return None;
        }
        let span = self.piece_span(piece);
        let mut handler: Option<Handler> = None;
        let mut visibility = Visibility::Internal;
        for token in self.read_form(Rule::on_line, piece, &FORMS)? {
            match (token.as_rule(), &mut handler) {
                (Rule::public | Rule::api, None) => visibility = Visibility::Public,
                (Rule::event, _) => handler = Some(bare_handler(self.name(&token), visibility, span)),
                (Rule::api, Some(handler)) => handler.visibility = Visibility::Public,
                (Rule::senders, Some(handler)) => self.set_senders(handler, token),
                (Rule::any_state | Rule::in_states, Some(handler)) => self.set_states(handler, token),
                _ => {}
            }
        }
        handler
    }

    fn set_senders(&mut self, handler: &mut Handler, token: Token<'_>) {
        if handler.from.is_some() {
            return self.report_repeated_option(&token, "from");
        }
        let actors = token.into_inner().filter(|inner| inner.as_rule() == Rule::actor);
        let mut senders: Vec<Name> = actors.map(|actor| self.name(&actor)).collect();
        self.keep_first(
            &mut senders,
            |sender| sender,
            |name| format!("'@{name}' is named twice on this line"),
        );
        let mut senders = senders.into_iter();
        handler.from = senders.next();
        handler.also_from = senders.collect();
    }

    fn set_states(&mut self, handler: &mut Handler, token: Token<'_>) {
        if handler.accepted.is_some() {
            return self.report_repeated_option(&token, "in");
        }
        handler.accepted = Some(match token.as_rule() {
            Rule::any_state => Accepted::Any(self.states(token)),
            _ => Accepted::In(self.states(token)),
        });
    }

    fn states(&mut self, token: Token<'_>) -> Vec<Name> {
        let states = token.into_inner().filter(|inner| inner.as_rule() == Rule::state);
        states.map(|state| self.name(&state)).collect()
    }

    fn report_repeated_option(&mut self, token: &Token<'_>, word: &str) {
        let span = self.span(token);
        self.report(diagnostic::Name::Syntax, span, format!("a handler says '{word}' once"));
    }
}

pub(super) fn bare_handler(event: Name, visibility: Visibility, span: crate::source::Span) -> Handler {
    Handler {
        visibility,
        event,
        from: None,
        also_from: Vec::new(),
        accepted: None,
        given: Vec::new(),
        reaction: Reaction::Steps,
        body: Vec::new(),
        expect: Vec::new(),
        span,
    }
}
