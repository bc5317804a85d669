//! `step`: the lines of a handler's head and body (language.md §4), but for what stands under them.
//!
//! What a line is, its first words tell; after them the grammar reads the rest, and an error names the forms there are. A line
//! that is none of the language's forms is an action.

use crate::ast::{
    Accepted, Duration, Emit, Field, Handler, Name, Step, TimeUnit, Timer, TimerOp, TypeKind, TypeName,
    Update, UpdateOp, Visibility,
};
use crate::diagnostic;
use crate::grammar::Rule;
use crate::kind::split_word;
use crate::line::{Piece, Reader, Token};
use crate::suggest::near;

const ON_FORMS: [&str; 3] =
    ["on :event from @actor", "on> :event from @actor in #state", "on :event from @actor in any state (api)"];
const EMIT_FORMS: [&str; 3] =
    ["emit :event to @actor", "emit :event to @actor with $a, $b", "emit :event to @actor with name: 1"];
const UPDATE_FORMS: [&str; 7] = [
    "$x becomes 1",
    "$x: number becomes 1",
    "$x increases by 1",
    "$x decreases by 1",
    "$xs adds $x",
    "$xs removes $x",
    "$xs clears",
];
const START_FORMS: [&str; 1] = ["start timer for 30 seconds"];
const SCHEDULE_FORMS: [&str; 1] = ["schedule :event for 2 hours"];
/// The forms of a `with` line.
pub(crate) const WITH_FORMS: [&str; 3] = ["with $a, $b", "with name: 1", "with:"];

const TYPES: [(&str, TypeKind); 7] = [
    ("string", TypeKind::String),
    ("number", TypeKind::Number),
    ("integer", TypeKind::Integer),
    ("boolean", TypeKind::Boolean),
    ("array", TypeKind::Array),
    ("object", TypeKind::Object),
    ("time", TypeKind::Time),
];

/// The payload part of a line.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Payload {
    /// The fields on the line.
    pub(crate) fields: Vec<Field>,
    /// The place of a `with:`, whose table stands under the line.
    pub(crate) table: Option<crate::source::Span>,
}

impl Reader<'_> {
    /// `on :event …`, with nothing under it yet.
    pub(crate) fn handler(&mut self, piece: Piece<'_>) -> Option<Handler> {
        if let Some(handler) = self.opt_short_handler(piece) {
            return Some(handler);
        }
        if self.handler_with(piece) {
            return None;
        }
        let span = self.piece_span(piece);
        let mut handler: Option<Handler> = None;
        let mut visibility = Visibility::Internal;
        for token in self.read_form(Rule::on_line, piece, &ON_FORMS)? {
            match (token.as_rule(), &mut handler) {
                (Rule::public | Rule::api, None) => visibility = Visibility::Public,
                (Rule::event, _) => handler = Some(bare_handler(self.name(&token), visibility, span)),
                (Rule::api, Some(handler)) => handler.visibility = Visibility::Public,
                (Rule::sender, Some(handler)) => self.set_sender(handler, token),
                (Rule::any_state | Rule::in_states, Some(handler)) => self.set_states(handler, token),
                _ => {}
            }
        }
        handler
    }

    /// Reports `on :event … with $x`.
    fn handler_with(&mut self, piece: Piece<'_>) -> bool {
        let Some((before, with)) = piece.text.split_once(" with ") else { return false };
        let start = piece.start + before.len() + 1;
        let span = crate::source::Span::new(self.file, start, piece.start + piece.text.len());
        let names = super::shortened(with.trim());
        self.report(diagnostic::Name::Syntax, span, "a handler does not list what its event carries").help(
            format!("leave 'with {names}' out: what is read below, as '$amount', comes with the event"),
        );
        true
    }

    fn set_sender(&mut self, handler: &mut Handler, token: Token<'_>) {
        if handler.from.is_some() {
            return self.twice(&token, "from");
        }
        handler.from =
            token.into_inner().find(|inner| inner.as_rule() == Rule::actor).map(|actor| self.name(&actor));
    }

    fn set_states(&mut self, handler: &mut Handler, token: Token<'_>) {
        if handler.accepted.is_some() {
            return self.twice(&token, "in");
        }
        handler.accepted = Some(match token.as_rule() {
            Rule::any_state => Accepted::Any(self.span(&token)),
            _ => Accepted::In(self.states(token)),
        });
    }

    fn states(&mut self, token: Token<'_>) -> Vec<Name> {
        let states = token.into_inner().filter(|inner| inner.as_rule() == Rule::state);
        states.map(|state| self.name(&state)).collect()
    }

    fn twice(&mut self, token: &Token<'_>, word: &str) {
        let span = self.span(token);
        self.report(diagnostic::Name::Syntax, span, format!("a handler says '{word}' once"));
    }

    /// A line of words in a body: a transition, a timer, or else an action.
    pub(crate) fn worded_step(&mut self, piece: Piece<'_>) -> Option<Step> {
        if self.reserved(piece) || self.capital_step(piece) {
            return None;
        }
        let (word, rest) = split_word(piece.text);
        let behind = rest.trim_start();
        match word {
            "start" if is_timer(behind) => self.timer(piece, &START_FORMS),
            "schedule" if behind.starts_with(':') => self.timer(piece, &SCHEDULE_FORMS),
            "cancel" => self.cancel(piece),
            _ if piece.text.contains('#') => self.transition(piece),
            _ => self.pure_phrase(piece).map(Step::Action),
        }
    }

    /// Reports `Emit :event` and the like: with a capital they would be taken for actions.
    fn capital_step(&mut self, piece: Piece<'_>) -> bool {
        let (word, rest) = split_word(piece.text);
        let (small, behind) = (word.to_lowercase(), rest.trim_start());
        let is_step = match small.as_str() {
            "emit" | "schedule" | "on" => behind.starts_with(':'),
            "start" | "cancel" => is_timer(behind) || behind.starts_with(':'),
            _ => false,
        };
        let is_capital = is_step && small != word;
        if is_capital {
            let span = self.piece_span(Piece { text: word, ..piece });
            self.report(diagnostic::Name::CapitalName, span, format!("'{word}' has a capital letter"))
                .help(format!("write '{small}'"));
        }
        is_capital
    }

    fn cancel(&mut self, piece: Piece<'_>) -> Option<Step> {
        if let Some(step) = self.opt_short_timer(piece) {
            return Some(step);
        }
        if self.read(Rule::timer_line, piece).is_ok() {
            return self.timer(piece, &[]);
        }
        self.pure_phrase(piece).map(Step::Action)
    }

    fn timer(&mut self, piece: Piece<'_>, forms: &[&str]) -> Option<Step> {
        if let Some(step) = self.opt_short_timer(piece) {
            return Some(step);
        }
        let token = self.read_form(Rule::timer_line, piece, forms)?.next()?;
        let rule = token.as_rule();
        let mut event = None;
        let mut duration = None;
        for inner in token.into_inner() {
            match inner.as_rule() {
                Rule::event => event = Some(self.name(&inner)),
                Rule::duration => duration = Some(self.duration(inner)?),
                _ => {}
            }
        }
        let op = match rule {
            Rule::start => TimerOp::Start(duration?),
            Rule::schedule => TimerOp::Schedule(event?, duration?),
            Rule::cancel_event => TimerOp::CancelEvent(event?),
            _ => TimerOp::CancelTimer,
        };
        Some(Step::Timer(Timer { op, span: self.piece_span(piece) }))
    }

    fn duration(&mut self, token: Token<'_>) -> Option<Duration> {
        let span = self.span(&token);
        let mut tokens = token.into_inner();
        let amount = self.expr(tokens.next()?)?;
        Some(Duration { amount, unit: opt_time_unit(tokens.next()?.as_str())?, span })
    }

    /// `$x becomes E` and its siblings.
    pub(crate) fn update(&mut self, piece: Piece<'_>) -> Option<Update> {
        if let Some(update) = self.opt_short_update(piece) {
            return Some(update);
        }
        if self.assignment(piece) {
            return None;
        }
        let mut tokens = self.read_form(Rule::update_line, piece, &UPDATE_FORMS)?.peekable();
        let variable = self.whole_variable(&tokens.next()?)?;
        let ty = tokens.next_if(|token| token.as_rule() == Rule::type_name);
        let ty = ty.and_then(|token| self.type_name(&token));
        let verb = tokens.next()?;
        let op = match (verb.as_rule(), verb.as_str()) {
            (Rule::set, _) => {
                let value = verb.into_inner().find(|inner| inner.as_rule() == Rule::expr)?;
                UpdateOp::Becomes(self.expr(value)?)
            }
            (Rule::clears, _) => UpdateOp::Clears,
            (_, verb) => self.change(verb, tokens.find(|token| token.as_rule() == Rule::expr)?)?,
        };
        Some(Update { variable, ty, op, span: self.piece_span(piece) })
    }

    /// Reports `$x = 3`, `$x += 1`, `$x++`: how other languages set a variable.
    fn assignment(&mut self, piece: Piece<'_>) -> bool {
        let name = split_word(piece.text.get(1..).unwrap_or_default()).0.len() + 1;
        let variable = &piece.text[..name];
        let rest = piece.text[name..].trim_start();
        let signs = rest.len() - rest.trim_start_matches(['=', '+', '-', ':', '*', '/']).len();
        let (sign, value) = (&rest[..signs], rest[signs..].trim());
        let value = if value.is_empty() { "1" } else { value };
        let meant = match sign {
            "=" | ":=" => format!("{variable} becomes {value}"),
            "+=" | "++" => format!("{variable} increases by {value}"),
            "-=" | "--" => format!("{variable} decreases by {value}"),
            "*=" | "/=" => format!("{variable} becomes {variable} {} {value}", &sign[..1]),
            _ => return false,
        };
        let start = piece.start + piece.text.len() - rest.len();
        let span = crate::source::Span::new(self.file, start, start + signs);
        self.report(diagnostic::Name::Syntax, span, format!("'{sign}' sets no variable"))
            .help(format!("write '{}'", super::shortened(&meant)));
        true
    }

    fn change(&mut self, verb: &str, value: Token<'_>) -> Option<UpdateOp> {
        let value = self.expr(value)?;
        Some(match verb {
            "increases" => UpdateOp::Increases(value),
            "decreases" => UpdateOp::Decreases(value),
            "adds" => UpdateOp::Adds(value),
            _ => UpdateOp::Removes(value),
        })
    }

    /// A variable that is set: fields cannot be.
    pub(crate) fn whole_variable(&mut self, token: &Token<'_>) -> Option<Name> {
        let path = self.path(token)?;
        if path.fields.is_empty() {
            return Some(path.root);
        }
        let root = &path.root.text;
        self.report(
            diagnostic::Name::Syntax,
            path.span,
            "only a variable as a whole can be set, not one of its fields",
        )
        .help(format!("set '${root}' to an object: '${root} becomes {{key: 1}}'"));
        None
    }

    /// The name of a type; reported if there is none of that name.
    pub(crate) fn type_name(&mut self, token: &Token<'_>) -> Option<TypeName> {
        let span = self.span(token);
        self.type_of(token.as_str(), span)
    }

    /// The type of a name.
    pub(crate) fn type_of(&mut self, text: &str, span: crate::source::Span) -> Option<TypeName> {
        if let Some(ty) = opt_type(text, span) {
            return Some(ty);
        }
        let names = TYPES.map(|(name, _)| name);
        let help = match near(text, names) {
            Some(name) => format!("did you mean '{name}'?"),
            None => format!("the types are {}", names.join(", ")),
        };
        self.report(diagnostic::Name::Syntax, span, format!("there is no type '{}'", super::shortened(text)))
            .help(help);
        None
    }

    /// `emit :event to @actor …`, without what stands under it.
    pub(crate) fn emit(&mut self, piece: Piece<'_>) -> Option<(Emit, Payload)> {
        if let Some(emit) = self.opt_short_emit(piece) {
            return Some(emit);
        }
        let mut event = None;
        let mut to = None;
        let mut payload = Payload::default();
        for token in self.read_form(Rule::emit_line, piece, &EMIT_FORMS)? {
            match token.as_rule() {
                Rule::event => event = Some(self.name(&token)),
                Rule::actor => to = Some(self.name(&token)),
                _ => self.add_payload(&mut payload, token)?,
            }
        }
        let emit = Emit { event: event?, to: to?, payload: Vec::new(), span: self.piece_span(piece) };
        Some((emit, payload))
    }

    /// A `with` line under an emit.
    pub(crate) fn with(&mut self, piece: Piece<'_>) -> Option<Payload> {
        if let Some(payload) = self.opt_short_with(piece) {
            return Some(payload);
        }
        let mut payload = Payload::default();
        for token in self.read_form(Rule::with_line, piece, &WITH_FORMS)? {
            self.add_payload(&mut payload, token)?;
        }
        Some(payload)
    }

    /// Takes a `with …` or `with:` token into a payload; other tokens are nothing to it.
    pub(crate) fn add_payload(&mut self, payload: &mut Payload, token: Token<'_>) -> Option<()> {
        match token.as_rule() {
            Rule::table => payload.table = Some(self.span(&token)),
            Rule::fields => {
                for field in token.into_inner().filter(|inner| inner.as_rule() == Rule::field) {
                    let field = self.field(field)?;
                    payload.fields.push(field);
                }
                payload.fields.shrink_to_fit();
            }
            _ => {}
        }
        Some(())
    }

    /// `$a`, or `name: E`. A path is named after its last field.
    fn field(&mut self, token: Token<'_>) -> Option<Field> {
        let span = self.span(&token);
        let mut tokens = token.into_inner();
        let first = tokens.next()?;
        let Some(value) = tokens.next() else {
            let value = self.operand(first.clone())?;
            let path = self.path(&first)?;
            let name = path.fields.last().unwrap_or(&path.root).clone();
            return Some(Field { name, ty: None, value, span });
        };
        Some(Field { name: self.name(&first), ty: None, value: self.expr(value)?, span })
    }
}

pub(super) fn bare_handler(event: Name, visibility: Visibility, span: crate::source::Span) -> Handler {
    Handler {
        visibility,
        event,
        from: None,
        accepted: None,
        given: Vec::new(),
        body: Vec::new(),
        expect: Vec::new(),
        span,
    }
}

fn is_timer(rest: &str) -> bool {
    let (word, rest) = split_word(rest);
    word == "timer" && (rest.is_empty() || split_word(rest.trim_start()).0 == "for")
}

/// The type of a name, if there is one.
pub(super) fn opt_type(text: &str, span: crate::source::Span) -> Option<TypeName> {
    let (_, kind) = TYPES.iter().find(|(name, _)| *name == text)?;
    Some(TypeName { kind: *kind, span })
}

/// A unit of time, in the singular or plural.
pub(super) fn opt_time_unit(unit: &str) -> Option<TimeUnit> {
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "millisecond" => TimeUnit::Milliseconds,
        "second" => TimeUnit::Seconds,
        "minute" => TimeUnit::Minutes,
        "hour" => TimeUnit::Hours,
        "day" => TimeUnit::Days,
        "week" => TimeUnit::Weeks,
        _ => return None,
    })
}
