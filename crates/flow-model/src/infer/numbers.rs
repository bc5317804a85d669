//! Decides which numbers are integers (reference#type-inference).
//!
//! An integer converts to a number, so this is a problem of data flow, not of equality: a number without annotation
//! is an integer only if everything that flows into it is. A number without other evidence is an integer if it flows into
//! one, else a decimal number.

use flow_syntax::gather::Gather;
use std::ops::Range;

use flow_syntax::ordered::Map;
use flow_syntax::source::Span;

use super::equal::spread_annotations;
use super::terms::{Term, Terms};
use crate::list::List;

/// The two types of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberType {
    Number,
    Integer,
}

/// From, to, and the place.
pub(super) type Flow = (Term, Term, Span);

/// Flows of numbers, and the evidence for their types.
#[derive(Debug, Default)]
pub(super) struct Flows {
    flows: Vec<Flow>,
    annotated: Vec<(Term, NumberType, Span)>,
    sources: Vec<(Term, NumberType)>,
}

/// A number that flows into a place with the annotation `integer`.
pub(super) struct Narrowing {
    pub(super) to: Term,
    pub(super) from: Span,
    pub(super) annotation: Span,
}

impl Flows {
    /// Values of `from` become values of `to` at `span`.
    pub(super) fn add_flow(&mut self, from: Term, to: Term, span: Span) {
        self.flows.push((from, to, span));
    }

    /// The type is written at `span`.
    pub(super) fn add_annotation(&mut self, term: Term, ty: NumberType, span: Span) {
        self.annotated.push((term, ty, span));
    }

    /// A value of this type flows into `term`.
    pub(super) fn add_source(&mut self, term: Term, ty: NumberType) {
        self.sources.push((term, ty));
    }

    /// The flows so far.
    pub(super) fn edges(&self) -> &[Flow] {
        &self.flows
    }

    /// The type of each number, by term, and the contradictions to annotations.
    pub(super) fn solve(mut self, terms: &Terms) -> (List<Term, NumberType>, Vec<Narrowing>) {
        self.annotated = spread_annotations(&self.annotated, &terms.equal, terms.len());
        self.flows.reserve_exact(2 * terms.equal.len());
        for (a, b, span) in &terms.equal {
            self.flows.extend([(*a, *b, *span), (*b, *a, *span)]);
        }
        let mut solver = Solver::new(&self, terms.len());
        solver.enqueue_sources(&self, NumberType::Number);
        solver.propagate_forward();
        solver.enqueue_sources(&self, NumberType::Integer);
        solver.propagate_forward();
        solver.propagate_backward();
        let types = solver.types.map(|ty| ty.unwrap_or(NumberType::Number));
        drop(solver);
        let narrowings = self.find_narrowings(&types);
        (types, narrowings)
    }

    fn find_narrowings(&self, types: &List<Term, NumberType>) -> Vec<Narrowing> {
        let mut written = Map::new();
        for (term, ty, span) in &self.annotated {
            if *ty == NumberType::Integer && types[*term] == NumberType::Integer {
                written.insert(*term, *span);
            }
        }
        let wrong = self.flows.iter().filter(|(from, _, _)| types[*from] == NumberType::Number);
        let found = wrong.filter_map(|(_, to, from)| {
            written.get(to).map(|annotation| Narrowing { to: *to, from: *from, annotation: *annotation })
        });
        found.gather()
    }
}

/// The neighbours of every term, in one vector sorted by term.
pub(super) struct Neighbours {
    terms: Vec<Term>,
    /// The range of each term's neighbours in `terms`.
    places: List<Term, (u32, u32)>,
}

impl Neighbours {
    pub(super) fn new(count: usize, flows: &[Flow], pair: fn(&Flow) -> (Term, Term)) -> Self {
        let mut places = List::from(vec![(0, 0); count]);
        for (of, _) in flows.iter().map(pair) {
            places[of].1 += 1;
        }
        let mut end = 0;
        for place in &mut places {
            let here = place.1;
            *place = (end, end);
            end += here;
        }
        let mut terms = vec![Term::default(); end as usize];
        for (of, neighbour) in flows.iter().map(pair) {
            let end = &mut places[of].1;
            terms[*end as usize] = neighbour;
            *end += 1;
        }
        Neighbours { terms, places }
    }

    /// The neighbours of a term.
    pub(super) fn of(&self, term: Term) -> &[Term] {
        let (start, end) = self.places[term];
        &self.terms[start as usize..end as usize]
    }

    /// The range of the neighbours of a term; empty from the second call on, so that each edge is followed once.
    fn take_range(&mut self, term: Term) -> Range<usize> {
        let (start, end) = std::mem::take(&mut self.places[term]);
        start as usize..end as usize
    }
}

/// Types found so far, and the worklist of terms with neighbours that have not been visited.
struct Solver {
    types: List<Term, Option<NumberType>>,
    forward: Neighbours,
    backward: Neighbours,
    queue: Vec<Term>,
}

impl Solver {
    fn new(flows: &Flows, count: usize) -> Self {
        let mut solver = Solver {
            types: vec![None; count].into(),
            forward: Neighbours::new(count, &flows.flows, |(from, to, _)| (*from, *to)),
            backward: Neighbours::new(count, &flows.flows, |(from, to, _)| (*to, *from)),
            queue: Vec::new(),
        };
        // An annotation outweighs flows; of two annotations the first counts.
        for (term, ty, _) in &flows.annotated {
            solver.types[*term].get_or_insert(*ty);
        }
        solver
    }

    /// Enqueues all terms with direct evidence for this type.
    fn enqueue_sources(&mut self, flows: &Flows, ty: NumberType) {
        let annotated = flows.annotated.iter().map(|(term, ty, _)| (*term, *ty));
        for (term, _) in annotated.chain(flows.sources.iter().copied()).filter(|(_, of)| *of == ty) {
            if *self.types[term].get_or_insert(ty) == ty {
                self.queue.push(term);
            }
        }
    }

    fn propagate_forward(&mut self) {
        while let Some(term) = self.queue.pop() {
            let ty = self.types[term];
            for at in self.forward.take_range(term) {
                self.set_type(self.forward.terms[at], ty);
            }
        }
    }

    /// Makes integers of terms without a type that flow into integers, and of the terms these flow into.
    fn propagate_backward(&mut self) {
        let integers = self.types.ids().filter(|term| self.types[*term] == Some(NumberType::Integer));
        let mut integers: Vec<Term> = integers.gather();
        while let Some(term) = integers.pop() {
            let before = self.backward.take_range(term).map(|at| self.backward.terms[at]);
            let after = self.forward.take_range(term).map(|at| self.forward.terms[at]);
            for next in before.chain(after) {
                if self.types[next].is_none() {
                    self.types[next] = Some(NumberType::Integer);
                    integers.push(next);
                }
            }
        }
    }

    fn set_type(&mut self, term: Term, ty: Option<NumberType>) {
        if self.types[term].is_none() {
            self.types[term] = ty;
            self.queue.push(term);
        }
    }
}
