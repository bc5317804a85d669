//! Whether values that were stored with one type mean the same with another.
//!
//! Types are compared as the texts in which the language writes them. A value that is read with a wider type has the same text and the
//! same meaning; every other difference needs a mapping.

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Type<'a> {
    /// `string`, `time`, `@order`, `number (decimal)`.
    Word(&'a str),
    Array(Box<Type<'a>>),
    /// The texts of `one of`, with their quotation marks.
    Choice(Vec<&'a str>),
    /// The fields of an object, sorted.
    Object(Vec<(&'a str, Type<'a>)>),
}

/// How values of one type fit another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The types are equal.
    Same,
    /// Each value is one of the other type, too.
    Wider,
    /// Some values are not, or mean something else.
    Different,
}

/// How values of a type fit another; each type is a pair with the kind of its numbers.
pub(super) fn compare_types(old: (&str, &str), new: (&str, &str)) -> Fit {
    let numbers = (old.1, new.1);
    match (parse(old.0), parse(new.0)) {
        (Some(before), Some(now)) => compare(&before, &now, numbers),
        // A type that this version cannot read.
        _ if old == new => Fit::Same,
        _ => Fit::Different,
    }
}

fn compare(old: &Type<'_>, new: &Type<'_>, numbers: (&str, &str)) -> Fit {
    match (old, new) {
        (Type::Word("number"), Type::Word("number")) => compare_numbers(numbers),
        // An integer is a JSON number, which every kind of number is read from.
        (Type::Word("integer"), Type::Word("number")) | (Type::Choice(_), Type::Word("string")) => Fit::Wider,
        (Type::Word(old), Type::Word(new)) if old == new => Fit::Same,
        (Type::Array(old), Type::Array(new)) => compare(old, new, numbers),
        (Type::Choice(old), Type::Choice(new)) if old == new => Fit::Same,
        (Type::Choice(old), Type::Choice(new)) if old.iter().all(|text| new.contains(text)) => Fit::Wider,
        (Type::Object(old), Type::Object(new)) if old.len() == new.len() => {
            let pairs = old.iter().zip(new);
            let fit = |((old, before), (new, now)): (&(&str, Type<'_>), &(&str, Type<'_>))| {
                if old == new { compare(before, now, numbers) } else { Fit::Different }
            };
            pairs.map(fit).max().unwrap_or(Fit::Same)
        }
        _ => Fit::Different,
    }
}

fn compare_numbers(numbers: (&str, &str)) -> Fit {
    match numbers {
        (old, new) if old == new => Fit::Same,
        ("i64", "decimal") => Fit::Wider,
        _ => Fit::Different,
    }
}

/// The type that a text means; `None` if it is none that this version knows.
fn parse(text: &str) -> Option<Type<'_>> {
    let (of_type, rest) = take_type(text)?;
    rest.is_empty().then_some(of_type)
}

/// The type with which a text begins, and the rest.
fn take_type(text: &str) -> Option<(Type<'_>, &str)> {
    if let Some(item) = text.strip_prefix("array of ") {
        let (item, rest) = take_type(item)?;
        return Some((Type::Array(Box::new(item)), rest));
    }
    if let Some(texts) = text.strip_prefix("one of ") {
        return take_choice(texts);
    }
    if let Some(fields) = text.strip_prefix("object (") {
        return take_object(fields);
    }
    let end = text.find([',', ')']).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    (!word.is_empty()).then_some((Type::Word(word), rest))
}

fn take_choice(text: &str) -> Option<(Type<'_>, &str)> {
    let (mut texts, mut rest) = (Vec::new(), text);
    loop {
        let end = end_of_text(rest)?;
        let (quoted, after) = rest.split_at(end);
        texts.push(quoted);
        match after.strip_prefix(", ").filter(|after| after.starts_with('"')) {
            Some(more) => rest = more,
            None => return Some((Type::Choice(texts), after)),
        }
    }
}

/// The length of the quoted text with which a text begins.
fn end_of_text(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    let signs = text.strip_prefix('"')?.char_indices();
    for (at, sign) in signs {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some(at + 2),
            _ => {}
        }
    }
    None
}

fn take_object(text: &str) -> Option<(Type<'_>, &str)> {
    let (mut fields, mut rest) = (Vec::new(), text);
    while !rest.starts_with(')') {
        let (name, of_type) = rest.split_once(": ")?;
        let (of_type, after) = take_type(of_type)?;
        fields.push((name, of_type));
        rest = after.strip_prefix(", ").unwrap_or(after);
    }
    fields.sort_unstable_by_key(|(name, _)| *name);
    Some((Type::Object(fields), rest.strip_prefix(')')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(old: &str, new: &str) -> Fit {
        compare_types((old, "decimal"), (new, "decimal"))
    }

    #[test]
    fn wider_types_take_every_value() {
        assert_eq!(fit("string", "string"), Fit::Same);
        assert_eq!(fit("integer", "number"), Fit::Wider);
        assert_eq!(fit("array of integer", "array of number"), Fit::Wider);
        assert_eq!(fit("one of \"a\", \"b\"", "one of \"b\", \"a\", \"c\""), Fit::Wider);
        assert_eq!(fit("one of \"a, b\"", "string"), Fit::Wider);
        let line = "array of object (price: integer, name: one of \"x\", \"y\")";
        let wide = "array of object (name: one of \"x\", \"y\", price: number)";
        assert_eq!((fit(line, wide), fit(line, line)), (Fit::Wider, Fit::Same));
    }

    #[test]
    fn other_types_need_a_word() {
        let others = [
            ("number", "integer"),
            ("string", "number"),
            ("string", "one of \"a\""),
            ("one of \"a\", \"b\"", "one of \"a\""),
            ("object (a: string)", "object (b: string)"),
            ("object (a: string)", "object (a: string, b: string)"),
            ("array of string", "string"),
            ("@order", "@parcel"),
            ("time", "string"),
        ];
        assert!(others.iter().all(|(old, new)| fit(old, new) == Fit::Different));
        assert_eq!(fit("object (a: (", "object (a: ("), Fit::Same, "no type at all, and the same");
    }

    #[test]
    fn numbers_are_stored_in_three_ways() {
        let fit = |old, new| compare_types(("array of number", old), ("array of number", new));
        assert_eq!(fit("f64", "f64"), Fit::Same);
        assert_eq!(fit("i64", "decimal"), Fit::Wider);
        assert_eq!((fit("decimal", "f64"), fit("f64", "i64")), (Fit::Different, Fit::Different));
    }
}
