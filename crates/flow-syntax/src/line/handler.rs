//! `handler`: the `on` line of a handler (reference#handlers), and the payload that it declares (reference#payload-declarations).
//!
//! Options may be in any order, each once; only the payload is always last.

use crate::ast::{Accepted, Declaration, DeclaredField, Handler, Name, Reaction, Visibility};
use crate::diagnostic;
use crate::gather::Gather;
use crate::grammar::Rule;
use crate::hints::Place;
use crate::line::types::is_type;
use crate::line::value::shrink_to_fit;
use crate::line::{Piece, Reader, Token};

const FORMS: [&str; 4] = [
    "on :event from @actor",
    "on> :event from @actor in #state",
    "on :event from @actor in any state (api)",
    "on> :event from @actor with $name: string",
];

impl Reader<'_> {
    /// `on :event …`, without its body.
    pub(crate) fn read_handler(&mut self, piece: Piece<'_>) -> Option<Handler> {
        if let Some(handler) = self.try_fast_handler(piece) {
            return Some(handler);
        }
        let tokens = match self.read(Rule::on_line, piece) {
            Ok(tokens) => tokens,
            Err(_) if self.report_hint(Place::HandlerOptions, piece) => return None,
            Err(unread) => {
                self.report_malformed(Rule::on_line, piece, unread, &FORMS);
                return None;
            }
        };
        let span = self.piece_span(piece);
        let mut handler: Option<Handler> = None;
        let mut visibility = Visibility::Internal;
        for token in tokens {
            match (token.as_rule(), &mut handler) {
                (Rule::public | Rule::api, None) => visibility = Visibility::Public,
                (Rule::event, _) => handler = Some(bare_handler(self.read_name(&token), visibility, span)),
                (Rule::api, Some(handler)) => handler.visibility = Visibility::Public,
                (Rule::senders, Some(handler)) => self.set_senders(handler, token),
                (Rule::any_state | Rule::in_states, Some(handler)) => self.set_states(handler, token),
                (Rule::declared, Some(handler)) => handler.declared = self.read_declaration(token),
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
        let mut senders: Vec<Name> = actors.map(|actor| self.read_name(&actor)).gather();
        self.keep_first(
            &mut senders,
            |sender| sender,
            |name| format!("'@{name}' is named twice on this line"),
        );
        let mut senders = senders.into_iter();
        handler.from = senders.next();
        handler.also_from = senders.gather();
    }

    fn set_states(&mut self, handler: &mut Handler, token: Token<'_>) {
        if handler.accepted.is_some() {
            return self.report_repeated_option(&token, "in");
        }
        handler.accepted = Some(match token.as_rule() {
            Rule::any_state => Accepted::Any(self.read_states(token)),
            _ => Accepted::In(self.read_states(token)),
        });
    }

    fn read_states(&mut self, token: Token<'_>) -> Vec<Name> {
        let states = token.into_inner().filter(|inner| inner.as_rule() == Rule::state);
        states.map(|state| self.read_name(&state)).gather()
    }

    /// `with $subject: string, $urgent`.
    fn read_declaration(&mut self, token: Token<'_>) -> Option<Declaration> {
        let span = self.span(&token);
        let fields = token.into_inner().filter(|inner| inner.as_rule() == Rule::declared_field);
        let fields: Option<Vec<DeclaredField>> =
            fields.map(|field| self.read_declared_field(field)).collect();
        let mut fields = fields?;
        self.report_fields_declared_twice(&mut fields);
        Some(Declaration { fields: shrink_to_fit(fields), is_table: false, span })
    }

    /// Reports and leaves out fields that a declaration has before.
    pub(crate) fn report_fields_declared_twice(&mut self, fields: &mut Vec<DeclaredField>) {
        self.keep_first(fields, |field| &field.name, |name| format!("'{name}' is declared twice"));
    }

    fn read_declared_field(&mut self, token: Token<'_>) -> Option<DeclaredField> {
        let span = self.span(&token);
        let mut tokens = token.into_inner();
        let path = self.read_path(&tokens.next()?)?;
        if let Some(part) = path.fields.first() {
            let message = "a declared field has a name without '.'";
            self.report(diagnostic::Name::Syntax, part.span, message)
                .help("a field with parts is of the type 'object'");
            return None;
        }
        let name = path.root;
        let ty = match tokens.find(is_type) {
            Some(ty) => Some(self.read_type_form(ty)?),
            None => None,
        };
        Some(DeclaredField { name, ty, span })
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
        declared: None,
        given: Vec::new(),
        reaction: Reaction::Steps,
        #[cfg(feature = "tools")]
        unread: Vec::new(),
        body: Vec::new(),
        expect: Vec::new(),
        span,
    }
}
