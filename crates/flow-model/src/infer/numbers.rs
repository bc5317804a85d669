//! Which numbers are integers (§7).
//!
//! An integer fits where a number is wanted, so this is not a question of what is the same but of what flows where:
//! an unannotated number is an integer only if everything that flows into it is. Where nothing tells, what flows into
//! an integer is one too, and all else is a number.

use flow_syntax::source::Span;

use super::terms::{Term, Terms};

/// Which of the two types of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberType {
    Number,
    Integer,
}

/// What flows where, and what is written.
#[derive(Debug, Default)]
pub(super) struct Flows {
    /// From, to, and the place.
    flows: Vec<(Term, Term, Span)>,
    annotated: Vec<(Term, NumberType, Span)>,
    sources: Vec<(Term, NumberType)>,
}

/// A number that flows where an integer was announced.
pub(super) struct Narrowing {
    pub(super) to: Term,
    pub(super) from: Span,
    pub(super) annotation: Span,
}

impl Flows {
    /// Values of `from` become values of `to` at `span`.
    pub(super) fn flow(&mut self, from: Term, to: Term, span: Span) {
        self.flows.push((from, to, span));
    }

    /// The type is written at `span`.
    pub(super) fn annotate(&mut self, term: Term, ty: NumberType, span: Span) {
        self.annotated.push((term, ty, span));
    }

    /// A value of this type comes in here.
    pub(super) fn source(&mut self, term: Term, ty: NumberType) {
        self.sources.push((term, ty));
    }

    /// Which type each number has, by term, and where that contradicts what is written.
    pub(super) fn solve(mut self, terms: &Terms) -> (Vec<NumberType>, Vec<Narrowing>) {
        let nowhere = Span::default();
        for (a, b) in &terms.equal {
            self.flows.extend([(*a, *b, nowhere), (*b, *a, nowhere)]);
        }
        let mut solving = Solving::new(&self, terms.len());
        solving.begin(&self, NumberType::Number);
        solving.spread();
        solving.begin(&self, NumberType::Integer);
        solving.spread();
        solving.spread_back();
        let types: Vec<_> = solving.types.iter().map(|ty| ty.unwrap_or(NumberType::Number)).collect();
        let narrowings = self.narrowings(&types);
        (types, narrowings)
    }

    fn narrowings(&self, types: &[NumberType]) -> Vec<Narrowing> {
        let mut written: Vec<Option<Span>> = vec![None; types.len()];
        for (term, ty, span) in &self.annotated {
            if *ty == NumberType::Integer && types[term.index()] == NumberType::Integer {
                written[term.index()] = Some(*span);
            }
        }
        let wrong = self.flows.iter().filter(|(from, _, _)| types[from.index()] == NumberType::Number);
        let found = wrong.filter_map(|(_, to, from)| {
            written[to.index()].map(|annotation| Narrowing { to: *to, from: *from, annotation })
        });
        found.collect()
    }
}

/// Types found so far, and terms whose neighbours are still to be looked at.
struct Solving {
    types: Vec<Option<NumberType>>,
    forward: Vec<Vec<Term>>,
    backward: Vec<Vec<Term>>,
    queue: Vec<Term>,
}

impl Solving {
    fn new(flows: &Flows, count: usize) -> Self {
        let mut solving = Solving {
            types: vec![None; count],
            forward: vec![Vec::new(); count],
            backward: vec![Vec::new(); count],
            queue: Vec::new(),
        };
        for (from, to, _) in &flows.flows {
            solving.forward[from.index()].push(*to);
            solving.backward[to.index()].push(*from);
        }
        // What is written stands, whatever flows; of two annotations the first.
        for (term, ty, _) in &flows.annotated {
            solving.types[term.index()].get_or_insert(*ty);
        }
        solving
    }

    /// Starts from everything that is of this type by itself.
    fn begin(&mut self, flows: &Flows, ty: NumberType) {
        let annotated = flows.annotated.iter().map(|(term, ty, _)| (*term, *ty));
        for (term, _) in annotated.chain(flows.sources.iter().copied()).filter(|(_, of)| *of == ty) {
            if *self.types[term.index()].get_or_insert(ty) == ty {
                self.queue.push(term);
            }
        }
    }

    fn spread(&mut self) {
        while let Some(term) = self.queue.pop() {
            let ty = self.types[term.index()];
            for next in std::mem::take(&mut self.forward[term.index()]) {
                self.learn(next, ty);
            }
        }
    }

    /// What flows into integers, and nothing else is known of, is integer; and so is what that flows into.
    fn spread_back(&mut self) {
        let integers = (0..self.types.len()).filter(|at| self.types[*at] == Some(NumberType::Integer));
        let mut integers: Vec<usize> = integers.collect();
        while let Some(at) = integers.pop() {
            let before = std::mem::take(&mut self.backward[at]);
            let behind = std::mem::take(&mut self.forward[at]);
            for next in before.into_iter().chain(behind) {
                if self.types[next.index()].is_none() {
                    self.types[next.index()] = Some(NumberType::Integer);
                    integers.push(next.index());
                }
            }
        }
    }

    fn learn(&mut self, term: Term, ty: Option<NumberType>) {
        if self.types[term.index()].is_none() {
            self.types[term.index()] = ty;
            self.queue.push(term);
        }
    }
}
