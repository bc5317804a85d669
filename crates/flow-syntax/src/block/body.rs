//! `body`: the steps of a handler, and the chains its guards form (reference#handlers, reference#guards).
//!
//! Guard lines on top of each other become a group, groups that follow each other a chain; a step between them ends it. An
//! `otherwise` without a group above it at its own column is reported, and so is a group without a body.

use crate::ast::{Chain, Condition, Group, Otherwise, Reaction, Step};
use crate::block::Builder;
use crate::block::step::{BODY_HELP, begins_step, read_step, step_kind};
use crate::diagnostic::Name;
use crate::gather::Gather;
use crate::grammar::Rule;
use crate::hints::{self, Place};
use crate::kind::{Header, Kind, split_word, starts_timer};
use crate::layout::Node;
use crate::line::Piece;
use crate::source::Span;

/// A group that may be incomplete.
struct Gathered {
    /// The group; `None` if one of its guards is malformed or it has no body.
    group: Option<Group>,
    /// The place of its guard lines.
    span: Span,
}

impl Builder<'_, '_> {
    /// The lines of a body, or of a guard's.
    pub(in crate::block) fn build_body(&mut self, nodes: &[&Node]) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = 0;
        let mut is_unread = false;
        while let Some(node) = nodes.get(at) {
            if self.kind(node).is_guard() {
                steps.extend(self.build_chain(nodes, &mut at, std::mem::take(&mut is_unread)));
                continue;
            }
            at += 1;
            let step = self.build_step(node);
            is_unread = step.is_none();
            steps.extend(step);
            if self.kind(node) == Kind::Otherwise {
                // Further ones right below follow no guard for the same reason.
                while let Some(again) = nodes.get(at).filter(|again| self.kind(again) == Kind::Otherwise) {
                    at += 1;
                    let (body, span) = (self.inner_body(again), self.span(again));
                    self.keep_unread(Vec::new(), body, span);
                }
            }
        }
        steps.shrink_to_fit();
        steps
    }

    fn build_step(&mut self, node: &Node) -> Option<Step> {
        let text = &self.line(node).text;
        match self.kind(node) {
            Kind::Otherwise => {
                self.report_stray_otherwise(node);
                None
            }
            Kind::Words if !node.is_bare() && self.is_block_elsewhere(node) => None,
            Kind::Words if self.is_emit_without_event(node) => None,
            Kind::Words if self.reaction(node).is_some() => {
                self.report_misused_reaction(node);
                None
            }
            Kind::Words if self.report_reserved_or_capital(node) => {
                self.report_lines_below(node);
                None
            }
            kind @ (Kind::Words | Kind::Variable | Kind::Step(_) | Kind::ForEach) => {
                read_step(self, node, step_kind(kind, text))
            }
            Kind::Caption if starts_timer(text) => read_step(self, node, step_kind(Kind::Words, text)),
            kind => {
                self.report_misplaced(node, "in a handler", misplaced_help(kind));
                None
            }
        }
    }

    /// Reports `emit charge to @bank` with a payload under it. Without one, it may be an action.
    fn is_emit_without_event(&mut self, node: &Node) -> bool {
        let line = self.line(node);
        let has_payload = node.children.first().is_some_and(|child| self.kind(child) == Kind::With);
        let Some(rest) = line.text.strip_prefix("emit ").filter(|_| has_payload) else { return false };
        let event = split_word(rest.trim_start()).0;
        let start = line.start + line.text.len() - rest.trim_start().len();
        let span = Span::new(self.reader.file, start, start + event.len());
        let text = format!("emit :{}", rest.trim_start());
        let whole = self.span(node);
        let is_emit = self.reader.is_readable(Rule::emit_line, &text);
        let report = self.report(Name::Syntax, span, format!("'{event}' needs its ':'"));
        if is_emit {
            report.write("write", whole, text);
        } else {
            report.help("an emit is 'emit :event to @actor'");
        }
        true
    }

    /// Reports `ignore` or `defer` among other steps.
    fn report_misused_reaction(&mut self, node: &Node) {
        let (word, span) = (&self.line(node).text, self.span(node));
        self.report(Name::UnknownStep, span, format!("'{word}' can only be the single step of its handler"))
            .help("it applies to all states of the handler, whose line can name them: 'on :event in #a'");
        self.report_lines_below(node);
    }

    /// Reports a line of words that is reserved, or a step but for its capital.
    fn report_reserved_or_capital(&mut self, node: &Node) -> bool {
        let Some(piece) = self.piece(node) else { return false };
        self.reader.report_reserved(piece) || self.report_capital_step(piece)
    }

    /// Reports `Emit :event` and the like: with a capital they would be actions.
    fn report_capital_step(&mut self, piece: Piece<'_>) -> bool {
        let (word, rest) = split_word(piece.text);
        let small = word.to_lowercase();
        let is_handler = small == "on" && rest.trim_start().starts_with(':');
        let is_reaction = rest.is_empty() && Reaction::of_words(&small).is_some();
        let is_step = || begins_step(&format!("{small}{rest}"));
        let is_capital = small != word && (is_handler || is_reaction || is_step());
        if is_capital {
            let span = self.reader.piece_span(Piece { text: word, ..piece });
            self.report(Name::CapitalName, span, format!("'{word}' has a capital letter"))
                .write("write", span, small);
        }
        is_capital
    }

    /// Reports `if …`, `else` and `when :event …` with lines under them, which are read for their own mistakes.
    fn is_block_elsewhere(&mut self, node: &Node) -> bool {
        let line = self.line(node);
        let word = split_word(&line.text).0;
        let mark = Span::new(self.reader.file, line.start, line.start + word.len());
        let whole = self.span(node);
        if hints::help(Place::Handler, &line.text).is_some() {
            self.report(Name::MisplacedLine, mark, "a handler is not allowed in a handler")
                .help("a handler is a line of its scenario, 'on :event from @actor'");
        } else if let Some(found) = hints::find(Place::Guard, &hints::Line::new(&line.text, "")) {
            let report = self.report(Name::Syntax, mark, found.message);
            found.help.into_iter().for_each(|help| hints::add_help(report, help, whole));
        } else {
            return false;
        }
        let body = self.inner_body(node);
        self.keep_unread(Vec::new(), body, whole);
        true
    }

    fn report_stray_otherwise(&mut self, node: &Node) {
        let span = self.span(node);
        self.report(Name::StrayOtherwise, span, "this 'otherwise' follows no guard of its own column")
            .help("its column is that of the guards it belongs to, right after the last one's body");
        let body = self.inner_body(node);
        self.keep_unread(Vec::new(), body, span);
    }

    /// Keeps the steps below a line that cannot be read, for tools.
    #[cfg_attr(not(feature = "tools"), expect(clippy::unused_self, reason = "only tools keep them"))]
    fn keep_unread(&mut self, guards: Vec<Condition>, body: Vec<Step>, span: Span) {
        #[cfg(feature = "tools")]
        self.unread.push_block(crate::ast::UnreadBlock {
            is_handler: false,
            guards,
            given: Vec::new(),
            body,
            expect: Vec::new(),
            span,
        });
        #[cfg(not(feature = "tools"))]
        drop((guards, body, span));
    }

    fn inner_body(&mut self, node: &Node) -> Vec<Step> {
        self.build_body(&node.children.iter().gather())
    }

    /// Groups that follow each other, from `at` on, and the `otherwise` that ends them.
    fn build_chain(&mut self, nodes: &[&Node], at: &mut usize, is_below_unread: bool) -> Option<Step> {
        let mut groups = Vec::new();
        let mut span: Option<Span> = None;
        while nodes.get(*at).is_some_and(|node| self.kind(node).is_guard()) {
            let gathered = self.group(nodes, at);
            span = Some(span.map_or(gathered.span, |span| span.to(gathered.span)));
            groups.extend(gathered.group);
        }
        groups.shrink_to_fit();
        let otherwise = nodes.get(*at).filter(|node| self.kind(node) == Kind::Otherwise);
        let otherwise = otherwise.map(|node| {
            *at += 1;
            self.build_otherwise(node)
        });
        let span = otherwise.iter().fold(span?, |span, otherwise| span.to(otherwise.span));
        (!groups.is_empty()).then_some(Step::Chain(Chain { groups, otherwise, is_below_unread, span }))
    }

    fn build_otherwise(&mut self, node: &Node) -> Otherwise {
        let span = self.span(node);
        let line = self.line(node);
        if let Some(rest) = line.text.strip_prefix("otherwise").map(str::trim).filter(|rest| !rest.is_empty())
        {
            let place = Span::new(self.reader.file, span.end as usize - rest.len(), span.end as usize);
            self.report(Name::Syntax, place, "'otherwise' is alone on its line")
                .help("its steps are on the lines below it, one level deeper");
        }
        if node.is_bare() {
            self.report(Name::EmptyGuard, span, "this 'otherwise' has no body")
                .help("its steps are on the lines below it, one level deeper");
        }
        Otherwise { body: self.inner_body(node), span }
    }

    /// Guard lines on top of each other, up to the first that has a body.
    fn group(&mut self, nodes: &[&Node], at: &mut usize) -> Gathered {
        let first = nodes[*at];
        let mut alternatives: Vec<Vec<Condition>> = Vec::new();
        let mut sound = true;
        let mut last = first;
        while let Some(node) = nodes.get(*at).filter(|node| self.kind(node).is_guard()) {
            *at += 1;
            last = node;
            sound &= self.guard(node, &mut alternatives, node.line == first.line);
            if !node.is_bare() {
                break;
            }
        }
        let span = self.span(first).to(self.span(last));
        if last.is_bare() {
            // A '??' that begins a group has been reported.
            if last.line != first.line || self.kind(first) != Kind::OrGuard {
                self.report_empty_guard(last);
            }
            return Gathered { group: None, span };
        }
        let body = self.inner_body(last);
        if !sound {
            self.keep_unread(alternatives.into_iter().flatten().collect(), body, span);
            return Gathered { group: None, span };
        }
        Gathered { group: Some(Group { alternatives, body, span }), span }
    }

    /// Adds the condition of a guard line to its group; whether that worked.
    fn guard(&mut self, node: &Node, alternatives: &mut Vec<Vec<Condition>>, is_first: bool) -> bool {
        let is_or = self.kind(node) == Kind::OrGuard;
        if is_or && is_first {
            self.report_stray_alternative(node);
        }
        let Some(piece) = self.piece(node) else { return false };
        let condition = piece.after(if is_or { 2 } else { 1 });
        if condition.text.is_empty() {
            self.report_empty_condition(node, is_first);
            return false;
        }
        let Some(condition) = self.reader.read_condition(condition) else { return false };
        match alternatives.last_mut().filter(|_| !is_or) {
            Some(alternative) => alternative.push(condition),
            None => alternatives.push(vec![condition]),
        }
        true
    }

    /// Reports a `??` without a condition, unless it is reported as stray anyway.
    fn report_empty_condition(&mut self, node: &Node, is_first: bool) {
        let span = self.span(node);
        if !is_first {
            self.report(Name::Syntax, span, "this guard asks nothing")
                .help("a guard has a condition, as '?? order is in #paid'");
        }
    }

    fn report_stray_alternative(&mut self, node: &Node) {
        let span = self.span(node);
        let mark = Span { end: span.start + 2, ..span };
        self.report(Name::MisplacedLine, mark, "'??' has no guard right above it to be the alternative of")
            .help("a group begins with '?'; its alternatives are above its body");
    }

    fn report_empty_guard(&mut self, node: &Node) {
        let span = self.span(node);
        self.report(Name::EmptyGuard, span, "this guard has no body")
            .help("its steps are on the lines below it, one level deeper");
    }
}

fn misplaced_help(kind: Kind) -> &'static str {
    match kind {
        Kind::Assertion => "assertions are below 'expect:'",
        Kind::With => "'with' belongs to the emit right above it, one level deeper",
        Kind::Row => "a table belongs to a 'with:' or to a fact of a 'given:' that ends in ':'",
        Kind::State => {
            "the states of a machine are directly below 'machine:'; a transition is 'order moves to #paid'"
        }
        Kind::Caption => "only a fact of a 'given:' takes a table; an action is written without ':'",
        Kind::Header(Header::Given | Header::Expect) => "it belongs to the whole handler, not to a guard",
        _ => BODY_HELP,
    }
}
