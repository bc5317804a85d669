//! `types`: names of types, and the variable that a line sets (reference#types).
//!
//! Both are read from the tokens of one line; whether a type fits its values is decided by the model.

use crate::ast::{Name, TypeKind, TypeName};
use crate::diagnostic;
use crate::gather::Gather;
use crate::grammar::Rule;
use crate::line::value::shrink_to_fit;
use crate::line::{Piece, Reader, Token};
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
    pub(crate) fn read_whole_variable(&mut self, token: &Token<'_>) -> Option<Name> {
        let path = self.read_path(token)?;
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

    /// A type; a name that no type has is reported.
    pub(crate) fn read_type_form(&mut self, token: Token<'_>) -> Option<TypeName> {
        let span = self.span(&token);
        let kind = match token.as_rule() {
            Rule::choice_type => TypeKind::Choice(self.read_choice_texts(token)),
            Rule::array_type => {
                let item = token.into_inner().find(is_type)?;
                TypeKind::ArrayOf(Box::new(self.read_type_form(item)?))
            }
            _ => return self.read_type_of(token.as_str(), span),
        };
        Some(TypeName { kind, span })
    }

    /// The texts of a choice, each once.
    fn read_choice_texts(&mut self, token: Token<'_>) -> Vec<Name> {
        let texts = token.into_inner().filter(|inner| inner.as_rule() == Rule::text);
        let mut texts: Vec<Name> = texts.map(|text| self.read_constant_text(&text)).gather();
        self.keep_first(&mut texts, |text| text, |text| format!("this choice has '\"{text}\"' twice"));
        shrink_to_fit(texts)
    }

    /// The type in a cell of a table.
    pub(crate) fn read_type_cell(&mut self, cell: Piece<'_>) -> Option<TypeName> {
        let span = self.piece_span(cell);
        match self.read(Rule::type_cell, cell).ok().and_then(|mut tokens| tokens.find(is_type)) {
            Some(token) => self.read_type_form(token),
            None => self.read_type_of(cell.text, span),
        }
    }

    /// The type of a name.
    fn read_type_of(&mut self, text: &str, span: Span) -> Option<TypeName> {
        if let Some(ty) = opt_type(text, span) {
            return Some(ty);
        }
        let names = TYPES.each_ref().map(|(name, _)| *name);
        let report =
            self.report(diagnostic::Name::Syntax, span, format!("there is no type '{}'", shortened(text)));
        // The header row of a payload's table, which is no header below other rows.
        let is_header = text == "type";
        match near(text, names).filter(|_| !is_header) {
            Some(name) => report.did_you_mean([span], name.to_owned()),
            None => report.help(format!(
                "the types are {}, 'array of string' and 'one of \"low\", \"high\"'",
                names.join(", ")
            )),
        };
        None
    }
}

/// Whether a token is a type.
pub(crate) fn is_type(token: &Token<'_>) -> bool {
    matches!(token.as_rule(), Rule::type_name | Rule::choice_type | Rule::array_type)
}

/// The type of a name, if there is one.
pub(crate) fn opt_type(text: &str, span: Span) -> Option<TypeName> {
    if let Some(machine) = text.strip_prefix('@') {
        let machine = Name { text: machine.to_owned(), span };
        return Some(TypeName { kind: TypeKind::Reference(machine), span });
    }
    let (_, kind) = TYPES.iter().find(|(name, _)| *name == text)?;
    Some(TypeName { kind: kind.clone(), span })
}
