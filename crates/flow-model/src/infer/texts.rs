//! Decides which texts are choices (reference#choices).
//!
//! A choice fits where a string is expected, so this is a problem of data flow, as for integers and numbers. A text without an annotation
//! is a choice if every value that flows into it is of that choice, or if it flows into one and has no other constraint. A literal
//! determines a string only where it does not flow on into a place with the annotation of a choice.

use flow_syntax::gather::Gather;
use flow_syntax::ordered::Set;
use flow_syntax::source::Span;

use super::equal::spread_annotations;
use super::numbers::{Flow, Neighbours};
use super::terms::Term;
use crate::list::List;
use crate::model::{Choice, ChoiceId, Type};

/// The two kinds of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextType {
    String,
    Choice(ChoiceId),
}

impl TextType {
    /// The type that contains both.
    fn join(self, other: TextType) -> TextType {
        if self == other { self } else { TextType::String }
    }
}

/// The evidence for the types of texts.
#[derive(Debug, Default)]
pub(super) struct Texts {
    annotated: Vec<(Term, TextType, Span)>,
    strings: Vec<Term>,
    literals: Vec<Term>,
}

/// A text that flows into a place with the annotation of a choice, and is not of this choice.
pub(super) struct Misfit {
    pub(super) to: Term,
    pub(super) is: TextType,
    pub(super) from: Span,
    pub(super) annotation: Span,
}

/// The types of texts.
#[derive(Default)]
pub(super) struct Solved {
    /// By term; empty if all are strings.
    types: Vec<Option<TextType>>,
    pub(super) choices: List<ChoiceId, Choice>,
    pub(super) misfits: Vec<Misfit>,
}

impl Solved {
    /// The type of a text.
    pub(super) fn type_of(&self, term: Term) -> Type {
        match self.types.get(crate::list::Id::index(term)) {
            Some(Some(TextType::Choice(choice))) => Type::Choice(*choice),
            _ => Type::String,
        }
    }
}

impl Texts {
    /// The type is written at `span`.
    pub(super) fn add_annotation(&mut self, term: Term, ty: TextType, span: Span) {
        self.annotated.push((term, ty, span));
    }

    /// A text that is no choice flows into `term`.
    pub(super) fn add_string(&mut self, term: Term) {
        self.strings.push(term);
    }

    /// A literal text flows into `term`.
    pub(super) fn add_literal(&mut self, term: Term) {
        self.literals.push(term);
    }

    /// The type of each text.
    pub(super) fn solve(
        self,
        choices: List<ChoiceId, Choice>,
        flows: &[Flow],
        equal: &[Flow],
        count: usize,
    ) -> Solved {
        // Without the annotation of a choice, all texts are strings.
        if !self.annotated.iter().any(|(_, ty, _)| matches!(ty, TextType::Choice(_))) {
            return Solved { choices, ..Solved::default() };
        }
        let annotated = spread_annotations(&self.annotated, equal, count);
        let mut edges = flows.to_vec();
        edges.extend(equal.iter().flat_map(|(a, b, span)| [(*a, *b, *span), (*b, *a, *span)]));
        let mut solver = Solver::new(&annotated, &edges, count);
        for term in &self.strings {
            solver.join(*term, TextType::String);
        }
        solver.propagate_forward();
        solver.join_literals(&self.literals, &annotated);
        solver.propagate_backward(|_| true);
        let types = solver.types.into_iter().gather();
        let mut solved = Solved { types, choices, misfits: Vec::new() };
        solved.misfits = find_misfits(&solved, &annotated, &edges);
        solved
    }
}

fn find_misfits(solved: &Solved, annotated: &[(Term, TextType, Span)], edges: &[Flow]) -> Vec<Misfit> {
    let mut written = flow_syntax::ordered::Map::new();
    for (term, ty, span) in annotated {
        if let TextType::Choice(_) = ty {
            written.insert(*term, *span);
        }
    }
    let of = |term: Term| solved.types[crate::list::Id::index(term)];
    let misfit = |(from, to, span): &Flow| {
        let is = of(*from).filter(|is| Some(*is) != of(*to))?;
        Some(Misfit { to: *to, is, from: *span, annotation: *written.get(to)? })
    };
    edges.iter().filter_map(misfit).gather()
}

/// The types found so far, and the worklist of terms with a changed type.
struct Solver {
    types: List<Term, Option<TextType>>,
    is_fixed: List<Term, bool>,
    forward: Neighbours,
    backward: Neighbours,
    queue: Vec<Term>,
}

impl Solver {
    fn new(annotated: &[(Term, TextType, Span)], edges: &[Flow], count: usize) -> Self {
        let mut solver = Solver {
            types: vec![None; count].into(),
            is_fixed: vec![false; count].into(),
            forward: Neighbours::new(count, edges, |(from, to, _)| (*from, *to)),
            backward: Neighbours::new(count, edges, |(from, to, _)| (*to, *from)),
            queue: Vec::new(),
        };
        for (term, ty, _) in annotated {
            solver.types[*term] = Some(*ty);
            solver.is_fixed[*term] = true;
            solver.queue.push(*term);
        }
        solver
    }

    /// Adds evidence to a term; each term changes at most twice.
    fn join(&mut self, term: Term, ty: TextType) {
        let joined = Some(self.types[term].map_or(ty, |known| known.join(ty)));
        if !self.is_fixed[term] && self.types[term] != joined {
            self.types[term] = joined;
            self.queue.push(term);
        }
    }

    fn propagate_forward(&mut self) {
        while let Some(term) = self.queue.pop() {
            let Some(ty) = self.types[term] else { continue };
            for at in 0..self.forward.of(term).len() {
                self.join(self.forward.of(term)[at], ty);
            }
        }
    }

    /// Adds the evidence of literals. One that flows into an annotated choice, without anything else that determines the places
    /// between, is of this choice: whether the choice has the text is checked where the literal is.
    fn join_literals(&mut self, literals: &[Term], annotated: &[(Term, TextType, Span)]) {
        if literals.is_empty() {
            return;
        }
        for term in literals.iter().filter(|term| self.types[**term].is_some()).gather() {
            self.join(*term, TextType::String);
        }
        self.propagate_forward();
        let places: Set<Term> = annotated.iter().map(|(term, ..)| *term).collect();
        self.propagate_backward(|term| places.contains(&term));
        for term in literals {
            if self.types[*term].is_none() {
                self.join(*term, TextType::String);
            }
        }
        self.propagate_forward();
    }

    /// Makes choices of terms without a type that flow into the choices that `is_meant` accepts.
    fn propagate_backward(&mut self, is_meant: impl Fn(Term) -> bool) {
        let is_choice =
            |term: &Term| matches!(self.types[*term], Some(TextType::Choice(_))) && is_meant(*term);
        let mut choices: Vec<Term> = self.types.ids().filter(is_choice).gather();
        while let Some(term) = choices.pop() {
            for at in 0..self.backward.of(term).len() {
                let before = self.backward.of(term)[at];
                if self.types[before].is_none() {
                    self.types[before] = self.types[term];
                    self.queue.push(before);
                    choices.push(before);
                }
            }
        }
        self.propagate_forward();
    }
}
