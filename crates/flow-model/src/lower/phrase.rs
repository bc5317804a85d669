//! Phrases (reference#phrases): the function that a line of free English calls, and its arguments.
//!
//! `partial refund (75%)` calls `partial_refund(percent)`. Guards, facts and assertions with a `not` call the function
//! of the positive phrase. Each function is one [`Phrase`] for all its uses; a use in a handler makes it a binding.

use flow_syntax::ast;
use flow_syntax::diagnostic::Name;
use flow_syntax::gather::Gather;
use flow_syntax::ordered::Map;
use flow_syntax::source::Span;

use super::identity::id_name;
use super::scope::Scope;
use super::{Lower, UNTYPED};
use crate::model::{Call, Expr, ExprKind, Machine, MachineId, Not, Param, Phrase, PhraseId, PhraseKind};
use crate::names::{free_name, identifier};
use crate::near::nearest;

/// The parts of a phrase.
struct Wording<'t> {
    function: String,
    args: Vec<(String, Expr)>,
    text: &'t str,
}

impl Lower<'_, '_> {
    /// The call of a phrase.
    pub(super) fn lower_call(&mut self, scope: &Scope, phrase: &ast::Phrase, kind: PhraseKind) -> Call {
        let text = join_words(self.sources.text(phrase.span));
        self.lower_call_with_text(scope, phrase, &text, kind)
    }

    /// The call of the positive form of a phrase that is true or false, and whether the phrase negates it.
    pub(super) fn lower_positive_call(
        &mut self,
        scope: &Scope,
        phrase: &ast::Phrase,
        kind: PhraseKind,
    ) -> (Call, Not) {
        let (positive, not) = phrase.positive();
        match not {
            Not::Plain => (self.lower_call(scope, phrase, kind), Not::Plain),
            Not::Negated => {
                let words: Vec<_> = positive.parts.iter().map(|part| self.part_text(part)).gather();
                let text = words.join(" ");
                (self.lower_call_with_text(scope, &positive, &text, kind), Not::Negated)
            }
        }
    }

    /// The function of the positive form of a phrase, and whether the phrase negates it. The phrase is not called.
    pub(super) fn positive_function(&self, phrase: &ast::Phrase) -> (String, Not) {
        let (positive, not) = phrase.positive();
        let mut words = String::new();
        for part in &positive.parts {
            match part {
                ast::PhrasePart::Word(name)
                | ast::PhrasePart::Actor(name)
                | ast::PhrasePart::Event(name)
                | ast::PhrasePart::State(name) => add_word(&mut words, &name.text),
                ast::PhrasePart::Variable(path) => add_word(&mut words, &path_name(path)),
                ast::PhrasePart::Value(value) => {
                    opt_id_name(value).iter().for_each(|name| add_word(&mut words, name));
                }
            }
        }
        (identifier(&words), not)
    }

    /// A part of a phrase as messages show it. Words can differ from the source: `does not own` is the negation of `owns`.
    fn part_text<'a>(&'a self, part: &'a ast::PhrasePart) -> &'a str {
        match part {
            ast::PhrasePart::Word(word) => &word.text,
            ast::PhrasePart::Actor(name) | ast::PhrasePart::Event(name) | ast::PhrasePart::State(name) => {
                self.sources.text(name.span)
            }
            ast::PhrasePart::Variable(path) => self.sources.text(path.span),
            ast::PhrasePart::Value(value) => self.sources.text(value.span),
        }
    }

    fn lower_call_with_text(
        &mut self,
        scope: &Scope,
        phrase: &ast::Phrase,
        text: &str,
        kind: PhraseKind,
    ) -> Call {
        let span = phrase.span;
        let wording = self.build_wording(scope, &phrase.parts, text);
        if wording.function.is_empty() {
            self.diags
                .report(Name::Syntax, span, "a phrase needs at least one word")
                .help("its words are the name of what the program does");
        }
        let phrase = self.intern_phrase(scope.machine, &wording, kind, span);
        let count = self.model.machines[scope.machine].phrases[phrase].params.len();
        let mut args: Vec<_> = wording.args.into_iter().map(|(_, value)| value).gather();
        args.resize_with(count, || Expr { kind: ExprKind::Zero, ty: UNTYPED, span });
        args.shrink_to_fit();
        Call { phrase, words: text.into(), args, span }
    }

    /// The arguments of a phrase that have no value here, and match any value.
    pub(super) fn open_arguments(&self, scope: &Scope, phrase: &ast::Phrase) -> Vec<usize> {
        let is_argument = |part: &&ast::PhrasePart| {
            matches!(part, ast::PhrasePart::Variable(_) | ast::PhrasePart::Value(_))
        };
        let arguments = phrase.parts.iter().filter(is_argument).enumerate();
        let open = arguments.filter(|(_, part)| match part {
            ast::PhrasePart::Variable(path) => self.is_open(scope, path),
            _ => false,
        });
        open.map(|(at, _)| at).gather()
    }

    fn build_wording<'t>(&mut self, scope: &Scope, parts: &[ast::PhrasePart], text: &'t str) -> Wording<'t> {
        let mut words = String::with_capacity(text.len());
        let mut args: Vec<(String, Expr)> = Vec::new();
        let mut names = ArgumentNames::default();
        for part in parts {
            let (base, value) = match part {
                ast::PhrasePart::Word(name)
                | ast::PhrasePart::Actor(name)
                | ast::PhrasePart::Event(name)
                | ast::PhrasePart::State(name) => {
                    add_word(&mut words, &name.text);
                    continue;
                }
                ast::PhrasePart::Variable(path) => {
                    let name = path_name(path);
                    add_word(&mut words, &name);
                    let value = match self.is_open(scope, path) {
                        true => Expr { kind: ExprKind::Zero, ty: UNTYPED, span: path.span },
                        false => self.lower_path(scope, path),
                    };
                    (name, value)
                }
                ast::PhrasePart::Value(value) => {
                    let name = opt_id_name(value);
                    name.iter().for_each(|name| add_word(&mut words, name));
                    let name = name.unwrap_or_else(|| value_name(value).to_owned());
                    (name, self.lower_expr(scope, value))
                }
            };
            args.push((names.choose(base, &args), value));
        }
        Wording { function: identifier(&words), args, text }
    }

    /// The phrase of this function, added at its first mention.
    fn intern_phrase(
        &mut self,
        machine: MachineId,
        wording: &Wording<'_>,
        kind: PhraseKind,
        span: Span,
    ) -> PhraseId {
        let phrases = &mut self.model.machines[machine].phrases;
        // Lines without a word have been reported, and are no common phrase.
        let known = self.index[machine].phrases.get(&wording.function);
        let Some(known) = known.filter(|_| !wording.function.is_empty()) else {
            let id = phrases.next_id();
            let param = |(name, _): &(String, Expr)| Param { name: name.clone(), ty: UNTYPED };
            let params = wording.args.iter().map(param).gather();
            let function = wording.function.clone();
            let text = wording.text.to_owned();
            phrases.push(Phrase { kind, function, params, answer: UNTYPED, text, span });
            self.index[machine].phrases.insert(wording.function.clone(), id);
            return id;
        };
        let id = *known;
        let phrase = &mut phrases[id];
        if phrase.params.len() != wording.args.len() {
            self.diags
                .report(Name::NameCollision, span, collision_message(&wording.function))
                .label(phrase.span, format!("here it has {}", argument_count(phrase.params.len())))
                .help("phrases of the same words have the same values");
        } else if is_guard_and_action(phrase.kind, kind) {
            self.diags
                .report(Name::NameCollision, span, format!("'{}' is asked and done", wording.text))
                .label(phrase.span, "the same words here")
                .help("a guard answers yes or no, an action happens: each has words of its own");
        }
        phrase.kind = phrase.kind.max_of(kind);
        id
    }

    /// Reports every `… was called` with a phrase that is no action of its machine.
    pub(super) fn report_called_non_actions(&mut self) {
        let has_errors = self.diags.iter().any(|diag| leaves_lines_out(diag.name));
        for call in self.done.iter().flat_map(|remarks| &remarks.called) {
            let machine = &self.model.machines[call.machine];
            let phrase = &machine.phrases[call.phrase];
            if matches!(phrase.kind, PhraseKind::Action | PhraseKind::Answer) {
                continue;
            }
            let actions = machine.phrases.iter().filter(|phrase| phrase.kind == PhraseKind::Action);
            let near = nearest(&call.words, actions.map(|phrase| phrase.text.as_str()));
            let message = format!("'{}' is no action of '@{}'", call.words, machine.name.text);
            let other = self.model.machines.iter().find(|other| has_action(other, &phrase.function));
            if near.is_none() && other.is_none() && has_errors {
                // The line of the action may be among those with an error.
                continue;
            }
            let report = self.diags.report(Name::UnknownName, call.span, message);
            if let Some(near) = near {
                report.did_you_mean([call.span], near.to_owned());
            } else if let Some(other) = other {
                report
                    .help(format!("'@{0}' does it, so a scenario of '@{0}' can expect it", other.name.text));
            }
        }
    }
}

/// Whether lines are missing in a program with this error.
fn leaves_lines_out(name: Name) -> bool {
    matches!(
        name,
        Name::Syntax
            | Name::UnknownHeader
            | Name::MisplacedLine
            | Name::CapitalName
            | Name::UnclosedText
            | Name::NotSupported
            | Name::TooDeep
            | Name::MissingFile
            | Name::UsesCycle
    )
}

/// Whether a machine has the action of this name.
fn has_action(machine: &Machine, function: &str) -> bool {
    machine.phrases.iter().any(|phrase| phrase.kind == PhraseKind::Action && phrase.function == function)
}

/// The text of a phrase with one space between its words, as reports show it. Spaces in quoted texts remain.
fn join_words(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut in_text = Quoted::No;
    for letter in text.trim().chars() {
        let is_space = letter == ' ' || letter == '\t';
        if is_space && in_text == Quoted::No {
            if !joined.ends_with(' ') {
                joined.push(' ');
            }
            continue;
        }
        in_text = match (in_text, letter) {
            (Quoted::No, '"') | (Quoted::Escaped, _) => Quoted::Yes,
            (Quoted::Yes, '"') => Quoted::No,
            (Quoted::Yes, '\\') => Quoted::Escaped,
            (other, _) => other,
        };
        joined.push(letter);
    }
    joined
}

/// Whether a letter of a phrase is in a quoted text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoted {
    No,
    Yes,
    /// After a backslash.
    Escaped,
}

/// How many arguments are searched one by one for a name: most phrases have fewer.
const FEW_ARGUMENTS: usize = 8;

/// The names of many arguments, each with the first number that may be free after it.
#[derive(Default)]
struct ArgumentNames {
    numbers: Map<String, usize>,
}

impl ArgumentNames {
    /// A name for the argument after some others that none of them has (reference#bindings).
    fn choose(&mut self, base: String, args: &[(String, Expr)]) -> String {
        if args.len() < FEW_ARGUMENTS {
            return free_name(&base, |name| args.iter().any(|(taken, _)| taken == name));
        }
        if args.len() == FEW_ARGUMENTS {
            self.numbers = args.iter().map(|(name, _)| (name.clone(), 2)).collect();
        }
        let mut number = self.numbers.get(&base).copied().unwrap_or(2);
        let mut name = base.clone();
        while self.numbers.contains_key(&name) {
            name = format!("{base}_{number}");
            number += 1;
        }
        self.numbers.insert(base, number);
        self.numbers.insert(name.clone(), 2);
        name
    }
}

/// The name of the function that a phrase calls.
pub(crate) fn phrase_function(phrase: &ast::Phrase) -> String {
    let mut words = String::new();
    for part in &phrase.parts {
        match part {
            ast::PhrasePart::Word(name)
            | ast::PhrasePart::Actor(name)
            | ast::PhrasePart::Event(name)
            | ast::PhrasePart::State(name) => add_word(&mut words, &name.text),
            ast::PhrasePart::Variable(path) => add_word(&mut words, &path_name(path)),
            ast::PhrasePart::Value(value) => {
                opt_id_name(value).iter().for_each(|name| add_word(&mut words, name));
            }
        }
    }
    identifier(&words)
}

/// The name of `@reviewer.id` as an argument: `reviewer_id`.
fn opt_id_name(value: &ast::Expr) -> Option<String> {
    match &value.kind {
        ast::ExprKind::IdOf(name) => Some(id_name(&name.text)),
        _ => None,
    }
}

fn add_word(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(word);
}

impl PhraseKind {
    /// The kind of a phrase that is used as two kinds: a binding before a fact, a fact before an assertion.
    fn max_of(self, other: PhraseKind) -> PhraseKind {
        let rank = |kind| match kind {
            PhraseKind::Assertion => 0,
            PhraseKind::Fact => 1,
            PhraseKind::Guard | PhraseKind::Action | PhraseKind::Answer => 2,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

fn is_guard_and_action(a: PhraseKind, b: PhraseKind) -> bool {
    a != b && a.is_binding() && b.is_binding()
}

fn collision_message(function: &str) -> String {
    format!("two phrases make the function '{function}' with different arguments")
}

fn argument_count(count: usize) -> String {
    match count {
        0 => "no argument".to_owned(),
        1 => "one argument".to_owned(),
        _ => format!("{count} arguments"),
    }
}

/// `$item.price` as a name: `item_price`.
fn path_name(path: &ast::Path) -> String {
    let fields = path.fields.iter().map(|field| field.text.as_str());
    std::iter::once(path.root.text.as_str()).chain(fields).gather().join("_")
}

/// The name of an argument that is no variable (reference#bindings).
fn value_name(value: &ast::Expr) -> &'static str {
    match &value.kind {
        ast::ExprKind::Literal(ast::Literal::Percent(_)) => "percent",
        ast::ExprKind::Literal(ast::Literal::Text(_)) | ast::ExprKind::Joined(_) => "text",
        ast::ExprKind::Literal(ast::Literal::Boolean(_)) => "flag",
        ast::ExprKind::List(_) => "list",
        ast::ExprKind::Object(_) => "object",
        ast::ExprKind::Literal(ast::Literal::Empty) => "value",
        ast::ExprKind::Call(ast::Function::Uuid) => "uuid",
        ast::ExprKind::Call(ast::Function::Now) => "now",
        _ => "number",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_arguments_are_numbered_as_few_are() {
        let span = Span::default();
        let (mut names, mut args) = (ArgumentNames::default(), Vec::new());
        let bases = ["number", "number_9", "number", "text"]
            .into_iter()
            .chain(["number"; 20])
            .chain(["text", "number_9"]);
        for base in bases {
            let name = names.choose(base.to_owned(), &args);
            let expected = free_name(base, |name| args.iter().any(|(taken, _)| taken == name));
            assert_eq!(name, expected);
            args.push((name, Expr { kind: ExprKind::Zero, ty: UNTYPED, span }));
        }
        assert_eq!(args.last().unwrap().0, "number_9_2");
    }
}
