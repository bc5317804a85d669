//! `types`: names of types, and the variable that a line sets (reference#types).

use crate::ast::{Name, TypeKind, TypeName};
use crate::diagnostic;
use crate::line::{Reader, Token};
use crate::source::Span;
use crate::suggest::near;
use crate::text::shortened;

const TYPES: [(&str, TypeKind); 8] = [
    ("string", TypeKind::String),
    ("number", TypeKind::Number),
    ("integer", TypeKind::Integer),
    ("boolean", TypeKind::Boolean),
    ("array", TypeKind::Array),
    ("object", TypeKind::Object),
    ("time", TypeKind::Time),
    ("duration", TypeKind::Duration),
];

impl Reader<'_> {
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
        .help(format!("an object is set as a whole, as in '${root} becomes {{key: 1}}'"));
        None
    }

    /// The name of a type; reported if there is none of that name.
    pub(crate) fn type_name(&mut self, token: &Token<'_>) -> Option<TypeName> {
        let span = self.span(token);
        self.type_of(token.as_str(), span)
    }

    /// The type of a name.
    pub(crate) fn type_of(&mut self, text: &str, span: Span) -> Option<TypeName> {
        if let Some(ty) = opt_type(text, span) {
            return Some(ty);
        }
        let names = TYPES.map(|(name, _)| name);
        let report =
            self.report(diagnostic::Name::Syntax, span, format!("there is no type '{}'", shortened(text)));
        match near(text, names) {
            Some(name) => report.did_you_mean([span], name.to_owned()),
            None => report.help(format!("the types are {}", names.join(", "))),
        };
        None
    }
}

/// The type of a name, if there is one.
pub(super) fn opt_type(text: &str, span: Span) -> Option<TypeName> {
    let (_, kind) = TYPES.iter().find(|(name, _)| *name == text)?;
    Some(TypeName { kind: *kind, span })
}
