//! The fields of an object of a type that is not known yet, in the order of their first use.
//!
//! A field is found by its name; there is one of each. Their order is that of the type's fields in Rust.

use flow_syntax::ordered::Map;

use super::terms::Term;

/// The fields of an object, each with the term of its type.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    list: Vec<(String, Term)>,
    /// The position of each name in the list.
    places: Map<String, usize>,
}

impl Fields {
    /// One field.
    pub(super) fn one(name: String, term: Term) -> Self {
        let mut fields = Fields::default();
        fields.add(name, term);
        fields
    }

    /// Whether no field is known.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The field of a name.
    pub(super) fn get(&self, name: &str) -> Option<Term> {
        self.places.get(name).map(|at| self.list[*at].1)
    }

    /// Appends a field, if there is none of its name.
    pub(super) fn add(&mut self, name: String, term: Term) {
        if self.get(&name).is_none() {
            self.places.insert(name.clone(), self.list.len());
            self.list.push((name, term));
        }
    }

    /// The fields, in order.
    pub(super) fn into_list(self) -> Vec<(String, Term)> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::Terms;
    use super::*;

    #[test]
    fn fields_keep_their_order_and_their_first_term() {
        let mut terms = Terms::default();
        let [a, b] = [(); 2].map(|()| terms.add(super::super::terms::Origin::Value(Default::default())));
        let mut fields = Fields::one("z".to_owned(), a);
        fields.add("a".to_owned(), b);
        fields.add("z".to_owned(), b);
        assert_eq!((fields.get("z"), fields.get("a"), fields.get("b")), (Some(a), Some(b), None));
        assert_eq!(fields.into_list(), [("z".to_owned(), a), ("a".to_owned(), b)]);
    }
}
