//! Rust code as text: the specifications that `flow!` names, and the implementations of `Bindings`.
//!
//! A search in lines is enough, since the formatter of Rust gives blocks their indentation. Code that is written by macros, or
//! is not formatted, is not found.

use std::ops::Range;

use super::bindings::{Function, Skeleton};

/// The name of the trait, and what follows it in an implementation.
const TRAIT: &str = "Bindings for ";

/// What is before it in the name of the trait of phrases that a host awaits.
const ASYNC: &str = "Async";

/// An implementation of the trait of a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implementation {
    /// The type that implements it.
    pub target: String,
    /// The path of the machine's module: `order::`; empty if the trait is imported.
    prefix: String,
    /// Whether it is one of `AsyncBindings`.
    pub is_async: bool,
    /// The indentation of the block.
    indent: String,
    /// The bytes between the braces.
    body: Range<usize>,
    /// Whether both braces are on one line: `impl Bindings for Shop {}`.
    is_one_line: bool,
}

/// The paths in calls of `flow!`, with their bytes, without quotation marks.
pub fn named_specifications(text: &str) -> Vec<(Range<u32>, &str)> {
    let mut found = Vec::new();
    for (call, name) in text.match_indices("flow!(") {
        let before = text[..call].rsplit('\n').next().unwrap_or_default();
        let is_other = before.ends_with(|c: char| c == '_' || c.is_alphanumeric()) || before.contains("//");
        if is_other {
            continue;
        }
        // The files are the first arguments, up to an option.
        let mut at = call + name.len();
        loop {
            at += text[at..].len() - text[at..].trim_start_matches([' ', '\n', '\r', '\t', ',']).len();
            let Some(length) = text[at..].strip_prefix('"').and_then(|rest| rest.find(['"', '\n'])) else {
                break;
            };
            let path = at + 1..at + 1 + length;
            found.push((path.start as u32..path.end as u32, &text[path.clone()]));
            at = path.end + 1;
            if !text.is_char_boundary(at) || at > text.len() {
                break;
            }
        }
    }
    found
}

/// The implementations of the trait of a machine. `is_only` means that no other machine has phrases, so that a trait without a path
/// belongs to this machine.
pub fn implementations(text: &str, module: &str, is_only: bool) -> Vec<Implementation> {
    let imports =
        |name: &str| text.contains(&format!("{module}::{name}")) || text.contains(&format!("{module}::{{"));
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        if let Some((path, target)) = implemented(line) {
            let is_async = path.ends_with(ASYNC);
            let prefix = path.strip_suffix(ASYNC).unwrap_or(path).to_owned();
            let is_its = match prefix.trim_end_matches("::").rsplit("::").next() {
                Some("") | None => is_only || imports(if is_async { "AsyncBindings" } else { "Bindings" }),
                Some(last) => last == module,
            };
            let indent: String = line.chars().take_while(|c| *c == ' ').collect();
            let is_one_line = line.trim_end().ends_with('}');
            let body = match line.rfind('}').filter(|_| is_one_line) {
                Some(brace) => Some(start + brace..start + brace),
                None => length_of_block(&text[end..], &indent).map(|length| end..end + length),
            };
            if let (true, Some(body)) = (is_its, body) {
                let target = target.to_owned();
                found.push(Implementation { target, prefix, is_async, indent, body, is_one_line });
            }
        }
        start = end;
    }
    found
}

/// The bytes before the line that closes a block of this indentation.
fn length_of_block(text: &str, indent: &str) -> Option<usize> {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        if line.strip_prefix(indent).is_some_and(|rest| rest.trim_end() == "}") {
            return Some(length);
        }
        length += line.len();
    }
    None
}

/// The path before the trait and the type after it, of a line that begins an implementation of it.
fn implemented(line: &str) -> Option<(&str, &str)> {
    let code = line.trim();
    let head = code.strip_prefix("impl")?;
    let at = head.find(TRAIT)?;
    let before = &head[..at];
    let path = before.rsplit([' ', '>']).next().unwrap_or_default();
    let target = &head[at + TRAIT.len()..];
    let target = target.strip_suffix('}').unwrap_or(target).trim_end().strip_suffix('{')?.trim();
    let own = path.strip_suffix(ASYNC).unwrap_or(path);
    let is_path = own.is_empty() || own.ends_with("::");
    is_path.then_some((path, target.split(" where").next().unwrap_or(target)))
}

impl Implementation {
    /// Whether it has a function of a name.
    pub fn has(&self, text: &str, function: &str) -> bool {
        let start = format!("fn {function}");
        let body = &text[self.body.clone()];
        let is_whole = |at: usize| body[at + start.len()..].starts_with(['(', '<']);
        body.match_indices(&start).any(|(at, _)| is_whole(at))
    }

    /// The byte at its end at which a function is inserted, and the text for it; `None` of a function that its trait does not have.
    pub fn insertion(&self, text: &str, skeleton: &Skeleton, function: &Function) -> Option<(u32, String)> {
        let code = if self.is_async { function.awaited.as_ref()? } else { &function.code };
        let body = &text[self.body.clone()];
        let gap = if body.trim().is_empty() && !self.is_one_line { "" } else { "\n" };
        let code = in_module(code, &skeleton.module, &self.prefix);
        let lines = code.lines().map(|line| match line {
            "" => "\n".to_owned(),
            line => format!("{}{line}\n", self.indent),
        });
        let lines = lines.fold(gap.to_owned(), |text, line| text + &line);
        let end = if self.is_one_line { &self.indent } else { "" };
        Some((self.body.end as u32, lines + end))
    }
}

/// Code with another path for its module.
fn in_module(code: &str, module: &str, prefix: &str) -> String {
    let own = format!("{module}::");
    let mut text = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(&own) {
        let (before, after) = (&rest[..at], &rest[at + own.len()..]);
        let is_own = !before.ends_with(|c: char| c == '_' || c == ':' || c.is_alphanumeric());
        text += before;
        text += if is_own { prefix } else { &own };
        rest = after;
    }
    text + rest
}

/// What to add at the end of a file, so that it has an implementation.
pub fn appended(text: &str, skeleton: &Skeleton) -> String {
    let world = "/// The data that the phrases of the specification read and change.\n#[derive(Debug, Default)]\npub struct World {}\n\n";
    let has_world = text.contains("struct World ") || text.contains("struct World;");
    format!("\n{}{}", if has_world { "" } else { world }, skeleton.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FUNCTION: &str = "    /// `card is valid` (a.flow:1).\n    fn card_is_valid(&self, payment: &payment::Context) -> bool {\n        todo!(\"card is valid\")\n    }\n";

    fn skeleton() -> Skeleton {
        let function = Function {
            name: "card_is_valid".to_owned(),
            phrase: "card_is_valid".to_owned(),
            code: FUNCTION.to_owned(),
            awaited: Some(FUNCTION.replace("fn card", "async fn card")),
        };
        let code = "impl payment::Bindings for World {}\n".to_owned();
        Skeleton {
            machine: "payment".to_owned(),
            module: "payment".to_owned(),
            code,
            functions: vec![function],
        }
    }

    /// The text with the function in the implementation of a number.
    fn inserted(text: &str, number: usize, is_only: bool) -> String {
        let skeleton = skeleton();
        let found = implementations(text, "payment", is_only);
        let (at, new) = found[number].insertion(text, &skeleton, &skeleton.functions[0]).unwrap();
        let mut text = text.to_owned();
        text.insert_str(at as usize, &new);
        text
    }

    #[test]
    fn paths_of_specifications() {
        let text = "flow::flow!(\"a.flow\", \"b/c.flow\", tests);\n// flow!(\"no.flow\");\nmy_flow!(\"no.flow\");\nflow!(\n    \"d.flow\"\n);\nflow!(";
        let found: Vec<&str> = named_specifications(text).into_iter().map(|(_, path)| path).collect();
        assert_eq!(found, ["a.flow", "b/c.flow", "d.flow"]);
        let (range, path) = named_specifications(text)[0].clone();
        assert_eq!(&text[range.start as usize..range.end as usize], path);
    }

    #[test]
    fn paths_that_are_not_ended() {
        assert_eq!(named_specifications("flow!(\"a.flow"), []);
        assert_eq!(named_specifications("flow!(\"a.flow\"").len(), 1);
        assert_eq!(named_specifications("flow!(\"\u{e4}\"").len(), 1);
    }

    #[test]
    fn a_function_is_inserted_at_the_end() {
        let text = "impl payment::Bindings for Shop {\n    type Error = Infallible;\n}\n";
        let expected =
            format!("impl payment::Bindings for Shop {{\n    type Error = Infallible;\n\n{FUNCTION}}}\n");
        assert_eq!(inserted(text, 0, false), expected);
        assert_eq!(
            inserted("impl payment::Bindings for Shop {\n}\n", 0, false),
            format!("impl payment::Bindings for Shop {{\n{FUNCTION}}}\n")
        );
        // On one line, at the end of a file without a line end, and with those of Windows.
        assert_eq!(
            inserted("impl payment::Bindings for Shop {}\n", 0, false),
            format!("impl payment::Bindings for Shop {{\n{FUNCTION}}}\n")
        );
        assert_eq!(
            inserted("impl payment::Bindings for Shop {\n}", 0, false),
            format!("impl payment::Bindings for Shop {{\n{FUNCTION}}}")
        );
        let windows = implementations(
            "impl payment::Bindings for Shop {\r\n    type E = ();\r\n}\r\n",
            "payment",
            false,
        );
        assert_eq!(windows.len(), 1);
    }

    #[test]
    fn the_path_of_the_module_is_that_of_the_implementation() {
        let text = "impl crate::shop::payment::Bindings for Shop {\n    type Error = Infallible;\n}\n";
        assert!(inserted(text, 0, false).contains("payment: &crate::shop::payment::Context)"));
        let text = "use shop::payment::{Bindings, Context};\nimpl Bindings for Shop {\n    type Error = Infallible;\n}\n";
        assert!(inserted(text, 0, false).contains("payment: &Context)"));
    }

    #[test]
    fn nested_and_generic_implementations() {
        let text = "mod a {\n    impl<T> payment::Bindings for Shop<T>\n    where\n        T: Copy,\n    {\n    }\n    impl<T: Into<u8>> payment::Bindings for Shop<T> {\n        type Error = ();\n    }\n}\n";
        let found = implementations(text, "payment", false);
        let targets: Vec<&str> = found.iter().map(|found| found.target.as_str()).collect();
        assert_eq!(targets, ["Shop<T>"]);
        assert!(inserted(text, 0, false).contains("\n        fn card_is_valid(&self"));
    }

    #[test]
    fn traits_of_other_machines_and_other_traits() {
        let text = "impl order::Bindings for Shop {\n}\nimpl payment::AsyncBindings for Shop {\n}\nimpl Bindings for Shop {\n}\n";
        let found = implementations(text, "payment", false);
        assert_eq!(found.iter().map(|of| of.is_async).collect::<Vec<_>>(), [true]);
        assert_eq!(implementations(text, "payment", true).len(), 2);
        let awaited = "use shop::payment::AsyncBindings;\nimpl AsyncBindings for Shop {\n}\n";
        assert!(inserted(awaited, 0, false).contains("async fn card_is_valid(&self, payment: &Context)"));
    }

    #[test]
    fn functions_that_are_there() {
        let text =
            "impl payment::Bindings for Shop {\n    fn card_is_valid2(&self) {}\n    fn pay(&self) {}\n}\n";
        let found = implementations(text, "payment", false);
        assert!(found[0].has(text, "pay"));
        assert!(!found[0].has(text, "card_is_valid"));
    }
}
