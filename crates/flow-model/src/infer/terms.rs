//! Types that are not known yet: terms, their shapes, and the pairs that must be equal.
//!
//! Terms for values of one type are united (union-find); a group of united terms has at most one [`Shape`], with
//! the place that shows it. Whether a number is an integer is not united but flows (see `numbers`), since an integer
//! fits where a number is expected. A contradiction is kept as a [`Conflict`], and its terms are not united.

use flow_syntax::ordered::Set;
use flow_syntax::source::Span;

use super::fields::Fields;
use crate::list::{Id, List};
use crate::model::MachineId;
use crate::slot::Slot;

/// A type that is not known yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term(u32);

impl Term {
    /// In place of a term that is not wanted.
    pub(super) const NONE: Term = Term(u32::MAX);
}

impl Id for Term {
    fn new(index: usize) -> Self {
        Term(u32::try_from(index).expect("a specification has fewer than 2^32 values"))
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// The knowledge about a term.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    String,
    Number,
    Boolean,
    Time,
    Reference(MachineId),
    Duration,
    Array(Term),
    Object(Box<Fields>),
    /// Values of several types: `any`, though something is known.
    Mixed,
}

impl Shape {
    /// Its name in messages.
    pub(super) fn describe(&self) -> Is {
        Is::A(match self {
            Shape::String => "a string",
            Shape::Number => "a number",
            Shape::Boolean => "a boolean",
            Shape::Time => "a time",
            Shape::Reference(machine) => return Is::Reference(*machine),
            Shape::Duration => "a duration",
            Shape::Array(_) => "an array",
            Shape::Object(_) => "an object",
            Shape::Mixed => "of several types",
        })
    }
}

/// The name of a shape in messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Is {
    /// `a number` and the like.
    A(&'static str),
    /// A reference to a machine.
    Reference(MachineId),
}

/// The construct that a term is the type of.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// A place of the model.
    Slot(Slot),
    /// The items of a list.
    Item(Term),
    /// A field of an object.
    Member(Term, Box<str>),
    /// A value at its place.
    Value(Span),
}

/// The reason why two terms are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// They meet in one machine.
    Use,
    /// One is sent as the other.
    Sent,
    /// One is the argument of a phrase.
    Argument,
}

/// A contradiction.
#[derive(Clone, Debug)]
pub(super) struct Conflict {
    pub(super) reason: Reason,
    /// The place that requires both to be of one type.
    pub(super) span: Span,
    /// The term with two shapes (twice), or the two terms that cannot be united.
    pub(super) terms: [Term; 2],
    /// The shape of each, and its evidence.
    pub(super) is: [(Is, Span); 2],
}

/// All terms.
#[derive(Debug, Default)]
pub(super) struct Terms {
    parents: List<Term, Term>,
    known: List<Term, Option<(Shape, Span)>>,
    origins: List<Term, Origin>,
    conflicts: Vec<Conflict>,
    reported: Set<(Term, Is)>,
    /// Pairs with equal number types: items and fields of united terms.
    pub(super) equal: Vec<(Term, Term, Span)>,
}

impl Terms {
    /// A term for each place of the model.
    pub(super) fn of_slots(slots: &[Slot]) -> Terms {
        let count = slots.len();
        let mut parents = Vec::with_capacity(count);
        parents.extend((0..count).map(Term::new));
        let mut origins = Vec::with_capacity(count);
        origins.extend(slots.iter().map(|slot| Origin::Slot(*slot)));
        let known = vec![None; count].into();
        Terms { parents: parents.into(), known, origins: origins.into(), ..Terms::default() }
    }

    /// A new term without a shape.
    pub(super) fn add(&mut self, origin: Origin) -> Term {
        let term = self.parents.next_id();
        self.parents.push(term);
        self.known.push(None);
        self.origins.push(origin);
        term
    }

    pub(super) fn len(&self) -> usize {
        self.parents.len()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = Term> + use<> {
        self.parents.ids()
    }

    pub(super) fn origin(&self, term: Term) -> &Origin {
        &self.origins[term]
    }

    pub(super) fn take_conflicts(&mut self) -> Vec<Conflict> {
        std::mem::take(&mut self.conflicts)
    }

    /// The representative of all terms united with `term`. Shortens the path to it.
    pub(super) fn root(&mut self, term: Term) -> Term {
        let mut root = term;
        while self.parents[root] != root {
            let above = self.parents[self.parents[root]];
            self.parents[root] = above;
            root = above;
        }
        root
    }

    /// The same without shortening the path, for shared borrows.
    pub(super) fn find_root(&self, term: Term) -> Term {
        let mut root = term;
        while self.parents[root] != root {
            root = self.parents[root];
        }
        root
    }

    /// The shape of a term, if it is known.
    pub(super) fn shape(&mut self, term: Term) -> Option<&Shape> {
        let root = self.root(term);
        self.known[root].as_ref().map(|(shape, _)| shape)
    }

    /// The place that determines the shape of a term.
    pub(super) fn evidence(&mut self, term: Term) -> Option<Span> {
        let root = self.root(term);
        self.known[root].as_ref().map(|(_, span)| *span)
    }

    /// Adds the constraint that a term has a shape; `span` is the evidence.
    pub(super) fn require_shape(&mut self, term: Term, shape: Shape, span: Span, reason: Reason) {
        let root = self.root(term);
        match self.known[root].take() {
            None => self.known[root] = Some((shape, span)),
            Some((known, first)) => {
                if let Some(merged) = self.merge_shapes(term, (known, first), (shape, span), span, reason) {
                    let root = self.root(term);
                    self.known[root] = Some(merged);
                }
            }
        }
    }

    /// Adds the constraint that two terms have the same type, because of the text at `span`. A term that meets values of several types is
    /// converted to `any` there, and keeps its own type.
    pub(super) fn require_same_type(&mut self, a: Term, b: Term, span: Span, reason: Reason) {
        let is_mixed = |shape: Option<&Shape>| matches!(shape, Some(Shape::Mixed));
        if !is_mixed(self.shape(a)) && !is_mixed(self.shape(b)) {
            self.unify(a, b, span, reason);
        }
    }

    fn unify(&mut self, a: Term, b: Term, span: Span, reason: Reason) {
        let (left, right) = (self.root(a), self.root(b));
        if left == right {
            return;
        }
        match (self.known[left].take(), self.known[right].take()) {
            (Some(x), Some(y)) => self.unify_shapes((a, left, x), (b, right, y), span, reason),
            (x, y) => {
                self.link_roots(left, right);
                let root = self.root(left);
                self.known[root] = x.or(y);
            }
        }
    }

    fn unify_shapes(
        &mut self,
        a: (Term, Term, (Shape, Span)),
        b: (Term, Term, (Shape, Span)),
        span: Span,
        reason: Reason,
    ) {
        if compatible(&a.2.0, &b.2.0) {
            self.link_roots(a.1, b.1);
            let root = self.root(a.1);
            // The group is united before its parts are, so that recursive types terminate.
            self.known[root] = Some(a.2.clone());
            let merged = self.merge_shapes(a.0, a.2, b.2, span, reason);
            let root = self.root(root);
            if merged.is_some() {
                self.known[root] = merged;
            }
        } else {
            self.add_conflict([a.0, b.0], (&a.2.0, a.2.1), (&b.2.0, b.2.1), span, reason);
            self.known[a.1] = Some(a.2);
            self.known[b.1] = Some(b.2);
        }
    }

    fn link_roots(&mut self, a: Term, b: Term) {
        let (first, second) = if a < b { (a, b) } else { (b, a) };
        self.parents[second] = first;
    }

    /// Both shapes as one; a contradiction keeps the first.
    fn merge_shapes(
        &mut self,
        term: Term,
        (a, at): (Shape, Span),
        (b, bt): (Shape, Span),
        span: Span,
        reason: Reason,
    ) -> Option<(Shape, Span)> {
        match (a, b) {
            (Shape::Array(x), Shape::Array(y)) => {
                self.set_shape(term, Shape::Array(x), at);
                self.unify_parts(x, y, span, reason);
                None
            }
            (Shape::Object(x), Shape::Object(y)) => {
                self.set_shape(term, Shape::Object(x), at);
                for (name, member) in y.into_list() {
                    self.add_member(term, name, member, span, reason);
                }
                None
            }
            (Shape::Mixed, _) => Some((Shape::Mixed, at)),
            (_, Shape::Mixed) => Some((Shape::Mixed, bt)),
            (a, b) if compatible(&a, &b) => Some((a, at)),
            (a, b) => {
                self.add_conflict([term, term], (&a, at), (&b, bt), span, reason);
                Some((a, at))
            }
        }
    }

    fn set_shape(&mut self, term: Term, shape: Shape, span: Span) {
        let root = self.root(term);
        self.known[root] = Some((shape, span));
    }

    /// Adds a field to an object, or unites it with the one that is there.
    fn add_member(&mut self, object: Term, name: String, member: Term, span: Span, reason: Reason) {
        let root = self.root(object);
        let Some((Shape::Object(fields), _)) = &mut self.known[root] else { return };
        match fields.get(&name) {
            Some(known) => self.unify_parts(known, member, span, reason),
            None => fields.add(name, member),
        }
    }

    /// Unites parts of united terms, which also have equal number types.
    fn unify_parts(&mut self, a: Term, b: Term, span: Span, reason: Reason) {
        self.unify(a, b, span, reason);
        self.equal.push((a, b, span));
    }

    /// The type of a list's items; states that `list` is a list.
    pub(super) fn require_item(&mut self, list: Term, span: Span) -> Term {
        if let Some(Shape::Array(item)) = self.shape(list) {
            return *item;
        }
        let item = self.add(Origin::Item(list));
        self.require_shape(list, Shape::Array(item), span, Reason::Use);
        item
    }

    /// The type of an object's field; states that `object` has it.
    pub(super) fn require_member(&mut self, object: Term, name: &str, span: Span) -> Term {
        if let Some(Shape::Object(fields)) = self.shape(object)
            && let Some(member) = fields.get(name)
        {
            return member;
        }
        let member = self.add(Origin::Member(object, name.into()));
        self.require_shape(
            object,
            Shape::Object(Box::new(Fields::one(name.to_owned(), member))),
            span,
            Reason::Use,
        );
        member
    }

    fn add_conflict(
        &mut self,
        terms: [Term; 2],
        a: (&Shape, Span),
        b: (&Shape, Span),
        span: Span,
        reason: Reason,
    ) {
        let root = self.root(terms[0]);
        if self.reported.insert((root, b.0.describe())) {
            let is = [(a.0.describe(), a.1), (b.0.describe(), b.1)];
            self.conflicts.push(Conflict { reason, span, terms, is });
        }
    }
}

/// Whether two shapes are the same at the top.
fn compatible(a: &Shape, b: &Shape) -> bool {
    use std::mem::discriminant;
    if let (Shape::Reference(a), Shape::Reference(b)) = (a, b) {
        return a == b;
    }
    discriminant(a) == discriminant(b) || matches!(a, Shape::Mixed) || matches!(b, Shape::Mixed)
}
