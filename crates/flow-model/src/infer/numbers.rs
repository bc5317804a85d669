//! Which numbers are integers (reference#type-inference).
//!
//! An integer fits where a number is expected, so this is a data-flow problem, not one of equality: an unannotated number
//! is an integer only if everything that flows into it is. A number without other evidence is an integer if it flows into
//! one, else a decimal number.

use std::ops::Range;

use flow_syntax::ordered::Map;
use flow_syntax::source::Span;

use super::terms::{Term, Terms};
use crate::list::List;

/// Which of the two types of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberType {
    Number,
    Integer,
}

/// From, to, and the place.
type Flow = (Term, Term, Span);

/// Flows of numbers, and the evidence for their types.
#[derive(Debug, Default)]
pub(super) struct Flows {
    flows: Vec<Flow>,
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

    /// A value of this type flows into `term`.
    pub(super) fn source(&mut self, term: Term, ty: NumberType) {
        self.sources.push((term, ty));
    }

    /// The type of each number, by term, and the contradictions to annotations.
    pub(super) fn solve(mut self, terms: &Terms) -> (List<Term, NumberType>, Vec<Narrowing>) {
        let nowhere = Span::default();
        self.flows.reserve_exact(2 * terms.equal.len());
        for (a, b) in &terms.equal {
            self.flows.extend([(*a, *b, nowhere), (*b, *a, nowhere)]);
        }
        let mut solving = Solving::new(&self, terms.len());
        solving.begin(&self, NumberType::Number);
        solving.spread();
        solving.begin(&self, NumberType::Integer);
        solving.spread();
        solving.spread_back();
        let types = solving.types.map(|ty| ty.unwrap_or(NumberType::Number));
        drop(solving);
        let narrowings = self.narrowings(&types);
        (types, narrowings)
    }

    fn narrowings(&self, types: &List<Term, NumberType>) -> Vec<Narrowing> {
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
        found.collect()
    }
}

/// The neighbours of every term, in one vector sorted by term.
struct Neighbours {
    terms: Vec<Term>,
    /// Where those of each term begin and end.
    places: List<Term, (u32, u32)>,
}

impl Neighbours {
    fn new(count: usize, flows: &[Flow], pair: fn(&Flow) -> (Term, Term)) -> Self {
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

    /// The range of the neighbours of a term; empty from the second call on, so that each edge is followed once.
    fn take(&mut self, term: Term) -> Range<usize> {
        let (start, end) = std::mem::take(&mut self.places[term]);
        start as usize..end as usize
    }
}

/// Types found so far, and the worklist of terms with neighbours that have not been visited.
struct Solving {
    types: List<Term, Option<NumberType>>,
    forward: Neighbours,
    backward: Neighbours,
    queue: Vec<Term>,
}

impl Solving {
    fn new(flows: &Flows, count: usize) -> Self {
        let mut solving = Solving {
            types: vec![None; count].into(),
            forward: Neighbours::new(count, &flows.flows, |(from, to, _)| (*from, *to)),
            backward: Neighbours::new(count, &flows.flows, |(from, to, _)| (*to, *from)),
            queue: Vec::new(),
        };
        // An annotation outweighs flows; of two annotations the first counts.
        for (term, ty, _) in &flows.annotated {
            solving.types[*term].get_or_insert(*ty);
        }
        solving
    }

    /// Starts from everything that is of this type by itself.
    fn begin(&mut self, flows: &Flows, ty: NumberType) {
        let annotated = flows.annotated.iter().map(|(term, ty, _)| (*term, *ty));
        for (term, _) in annotated.chain(flows.sources.iter().copied()).filter(|(_, of)| *of == ty) {
            if *self.types[term].get_or_insert(ty) == ty {
                self.queue.push(term);
            }
        }
    }

    fn spread(&mut self) {
        while let Some(term) = self.queue.pop() {
            let ty = self.types[term];
            for at in self.forward.take(term) {
                self.learn(self.forward.terms[at], ty);
            }
        }
    }

    /// Makes integers of terms without a type that flow into integers, and of the terms these flow into.
    fn spread_back(&mut self) {
        let integers = self.types.ids().filter(|term| self.types[*term] == Some(NumberType::Integer));
        let mut integers: Vec<Term> = integers.collect();
        while let Some(term) = integers.pop() {
            let before = self.backward.take(term).map(|at| self.backward.terms[at]);
            let after = self.forward.take(term).map(|at| self.forward.terms[at]);
            for next in before.chain(after) {
                if self.types[next].is_none() {
                    self.types[next] = Some(NumberType::Integer);
                    integers.push(next);
                }
            }
        }
    }

    fn learn(&mut self, term: Term, ty: Option<NumberType>) {
        if self.types[term].is_none() {
            self.types[term] = ty;
            self.queue.push(term);
        }
    }
}
