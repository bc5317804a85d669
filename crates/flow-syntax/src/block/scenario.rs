//! `scenario`: a scenario with its facts, handlers and expectations, and a handler with its own (reference#structure, reference#handlers).
//!
//! The lines below a handler's line that cannot be read are no handler. They are read for their errors, and kept for tools.

#[cfg(feature = "tools")]
use crate::ast::UnreadBlock;
use crate::ast::{Handler, Reaction, Scenario};
use crate::block::{Builder, append};
use crate::diagnostic::Name;
use crate::kind::{Header, Kind};
use crate::layout::Node;

const SCENARIO_HELP: &str = "below a scenario are 'given:', handlers and 'expect:'; a step is indented deeper than its 'on :event' line";

impl Builder<'_, '_> {
    /// `scenario: name` and the lines below it. One without a name is reported and read as nameless.
    pub(super) fn build_scenario(&mut self, node: &Node) -> Scenario {
        #[cfg(feature = "tools")]
        return self.reuse(node, Self::build_new_scenario);
        #[cfg(not(feature = "tools"))]
        self.build_new_scenario(node)
    }

    /// A handler directly below its machine.
    pub(super) fn build_lone_handler(&mut self, node: &Node) -> Option<Handler> {
        #[cfg(feature = "tools")]
        return self.reuse(node, Self::build_handler);
        #[cfg(not(feature = "tools"))]
        self.build_handler(node)
    }

    fn build_new_scenario(&mut self, node: &Node) -> Scenario {
        let name = self.free_name(node, "a scenario", "scenario: borrow a book");
        let mut scenario = Scenario {
            name,
            given: Vec::new(),
            handlers: Vec::new(),
            crossings: Vec::new(),
            expect: Vec::new(),
            #[cfg(feature = "tools")]
            unread: Vec::new(),
            span: self.span(node),
        };
        #[cfg(feature = "tools")]
        let before = self.unread.count_blocks();
        for (at, child) in node.children.iter().enumerate() {
            match self.kind(child) {
                Kind::Header(Header::Given) => append(&mut scenario.given, self.build_given(child)),
                Kind::Header(Header::Expect) => append(&mut scenario.expect, self.expect(node, at)),
                Kind::On => scenario.handlers.extend(self.build_handler(child)),
                Kind::Crossing => scenario.crossings.extend(self.build_crossing(child)),
                _ => self.report_misplaced(child, "directly below a scenario", SCENARIO_HELP),
            }
        }
        scenario.handlers.shrink_to_fit();
        self.report_stated_twice(&scenario.given);
        #[cfg(feature = "tools")]
        scenario.unread.append(&mut self.unread.take_blocks_after(before));
        scenario
    }

    /// `on :event …` and the lines below it. If the line is malformed, the rest is read for its errors, and for tools.
    pub(super) fn build_handler(&mut self, node: &Node) -> Option<Handler> {
        let head = self.piece(node).and_then(|piece| self.reader.read_handler(piece));
        #[cfg(feature = "tools")]
        let before = self.unread.count_blocks();
        let mut given = Vec::new();
        let mut expect = Vec::new();
        let mut steps = Vec::new();
        let mut declared = None;
        for (at, child) in node.children.iter().enumerate() {
            match self.kind(child) {
                Kind::Header(Header::Given) => append(&mut given, self.build_given(child)),
                Kind::Header(Header::Expect) => append(&mut expect, self.expect(node, at)),
                Kind::With if at == 0 => declared = self.build_declaration_table(child),
                // The table of a `with:` on the malformed line.
                Kind::Row if head.is_none() && steps.is_empty() => {}
                _ => steps.push(child),
            }
        }
        self.report_stated_twice(&given);
        let reaction = self.take_reaction(&mut steps);
        let body = self.build_body(&steps);
        let Some(mut head) = head else {
            #[cfg(feature = "tools")]
            self.unread.push_block(UnreadBlock {
                is_handler: true,
                guards: Vec::new(),
                given,
                body,
                expect,
                span: self.span(node),
            });
            return None;
        };
        #[cfg(feature = "tools")]
        {
            head.unread = self.unread.take_blocks_after(before);
        }
        head.declared = self.choose_declaration(head.declared, declared);
        Some(Handler { given, reaction, body, expect, ..head })
    }

    /// The reaction that is the only step of a handler. Removes it, and steps that repeat or contradict it, from the steps.
    fn take_reaction(&mut self, steps: &mut Vec<&Node>) -> Reaction {
        let reactions: Option<Vec<Reaction>> = steps.iter().map(|step| self.reaction(step)).collect();
        let Some(reactions) = reactions else { return Reaction::Steps };
        let mut said = steps.drain(..).zip(reactions);
        let Some((first, reaction)) = said.next() else { return Reaction::Steps };
        self.report_lines_below(first);
        for (again, _) in said {
            let (again, first) = (self.span(again), self.span(first));
            self.report(Name::UnknownStep, again, "an event is ignored or deferred once")
                .label(first, "it is said here already");
        }
        reaction
    }

    /// The reaction of a line of a body, if it is one.
    pub(super) fn reaction(&self, node: &Node) -> Option<Reaction> {
        let line = self.line(node);
        Some(line).filter(|line| line.kind == Kind::Words).and_then(|line| Reaction::of_words(&line.text))
    }
}
