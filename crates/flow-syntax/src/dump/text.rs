//! `text`: values and phrases as the dump writes them.

use crate::ast::{Expr, ExprKind, Literal, Members, Path, Phrase, PhrasePart, TypeKind, TypeName};
use crate::gather::Gather;

pub(crate) fn joined<T>(items: &[T], between: &str, text: impl Fn(&T) -> String) -> String {
    items.iter().map(text).gather().join(between)
}

pub(crate) fn type_text(ty: Option<&TypeName>) -> String {
    ty.map_or(String::new(), |ty| format!(": {}", kind_text(&ty.kind)))
}

fn kind_text(kind: &TypeKind) -> String {
    match kind {
        TypeKind::ArrayOf(item) => format!("array of {}", kind_text(&item.kind)),
        TypeKind::Choice(texts) => {
            format!("one of {}", joined(texts, ", ", |text| format!("{:?}", text.text)))
        }
        TypeKind::Reference(machine) => format!("@{}", machine.text),
        word => format!("{word:?}").to_lowercase(),
    }
}

pub(crate) fn expr_text(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Literal(literal) => literal_text(literal),
        ExprKind::List(items) => format!("[{}]", joined(items, ", ", expr_text)),
        ExprKind::Object(entries) => {
            format!(
                "{{{}}}",
                joined(entries, ", ", |(name, value)| format!("{}: {}", name.text, expr_text(value)))
            )
        }
        ExprKind::Path(path) => path_text(path),
        ExprKind::Owned(path, machine) => format!("({} of @{})", path_text(path), machine.text),
        ExprKind::Joined(parts) => format!("({})", joined(parts, " & ", expr_text)),
        ExprKind::OfList(function, list) => {
            format!("({} of {})", format!("{function:?}").to_lowercase(), path_text(list))
        }
        ExprKind::Negate(inner) => format!("(- {})", expr_text(inner)),
        ExprKind::Not(inner) => format!("(not {})", expr_text(inner)),
        ExprKind::Duration(amount, unit) => format!("({} {unit:?})", expr_text(amount)).to_lowercase(),
        ExprKind::Binary(op, left, right) => format!("({} {op:?} {})", expr_text(left), expr_text(right)),
        ExprKind::Actor(name) => format!("@{}", name.text),
        ExprKind::IdOf(name) => format!("@{}.id", name.text),
        ExprKind::Call(function) => format!("{function:?}()").to_lowercase(),
        ExprKind::Apply(function, args) => {
            format!("{}({})", format!("{function:?}").to_lowercase(), joined(args, ", ", expr_text))
        }
    }
}

pub(crate) fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::Number(digits) => digits.clone(),
        Literal::Percent(digits) => format!("{digits}%"),
        Literal::Text(text) => format!("{text:?}"),
        Literal::Boolean(value) => value.to_string(),
        Literal::Empty => "empty".to_owned(),
    }
}

pub(crate) fn path_text(path: &Path) -> String {
    let fields: String = path.fields.iter().map(|field| format!(".{}", field.text)).collect();
    format!("${}{fields}", path.root.text)
}

pub(crate) fn phrase_text(phrase: &Phrase) -> String {
    joined(&phrase.parts, " ", |part| match part {
        PhrasePart::Word(word) => word.text.clone(),
        PhrasePart::Variable(path) => path_text(path),
        PhrasePart::Actor(name) => format!("@{}", name.text),
        PhrasePart::Event(name) => format!(":{}", name.text),
        PhrasePart::State(name) => format!("#{}", name.text),
        PhrasePart::Value(expr) => format!("<{}>", expr_text(expr)),
    })
}

/// `Every @parcel`.
pub(crate) fn members_text(members: &Members) -> String {
    format!("{:?} @{}", members.which, members.machine.text)
}
