//! Functions: none is longer than 60 lines, its signature and braces included.
//!
//! Decided by the text: `cargo fmt` puts the closing brace of a function in a line of its own, at the column of the
//! function's first line. Generated files, goldens and the programs that trybuild compiles are left
//! out, and so are tests, which are as long as the output that they expect.

use crate::repository::Repository;
use crate::tidy::sources::{is_test, is_written};

/// A function of 60 lines fits on one screen with a few lines to spare.
const LONGEST: usize = 60;

/// The order by hand that benches compare generated code with: one `match`, as people write it.
const BY_HAND: &str = "benches/src/order/hand.rs";

/// Functions that are too long.
pub(crate) fn check_functions(repository: &Repository) -> Vec<String> {
    let files = repository
        .files
        .iter()
        .filter(|path| path.ends_with(".rs") && is_written(path) && !is_test(path) && *path != BY_HAND);
    files.flat_map(|path| long_functions(path, &repository.text(path))).collect()
}

fn long_functions(path: &str, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indentation = line.len() - line.trim_start().len();
        let ends = |line: &&&str| line.trim_start() == "}" && line.len() == indentation + 1;
        let is_level = |line: &&&str| line.len() - line.trim_start().len() == indentation && !line.is_empty();
        // A declaration in a trait may have a line for each parameter; its last line is level with the first one.
        let signature_end =
            if line.ends_with('(') { lines[at + 1..].iter().find(is_level) } else { Some(line) };
        let declares_only = signature_end.is_some_and(|end| end.ends_with(';') || end.ends_with('}'));
        if declares_only {
            continue;
        }
        let length = lines[at..].iter().position(|line| ends(&line)).map_or(0, |length| length + 1);
        if length > LONGEST {
            found.push(format!("{path}:{} '{name}' has {length} lines; {LONGEST} is the most", at + 1));
        }
    }
    found
}

/// The name of the function that begins in this line.
fn function_name(line: &str) -> Option<&str> {
    const QUALIFIERS: &[&str] =
        &["pub", "pub(crate)", "pub(super)", "const", "async", "unsafe", "extern", "\"C\""];
    let (before, after) = line.split_once("fn ")?;
    let is_function = before.split_whitespace().all(|word| QUALIFIERS.contains(&word));
    is_function.then(|| after.split(|c: char| !c.is_alphanumeric() && c != '_').next())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_functions_are_found() {
        let body = "        step();\n".repeat(LONGEST - 2);
        let text = |body: &str| format!("impl A {{\n    pub(crate) fn run() {{\n{body}    }}\n}}\n");
        assert_eq!(long_functions("a.rs", &text(&body)), Vec::<String>::new());
        let longer = format!("{body}        step();\n");
        assert_eq!(long_functions("a.rs", &text(&longer)), ["a.rs:2 'run' has 61 lines; 60 is the most"]);
    }

    #[test]
    fn a_declaration_with_a_line_for_each_parameter_has_no_body() {
        let others = "    fn other() {}\n".repeat(LONGEST);
        let text = format!(
            "trait A {{\n    fn run(\n        &self,\n    ) -> u8;\n{others}    fn end() {{\n    }}\n}}\n"
        );
        assert_eq!(long_functions("a.rs", &text), Vec::<String>::new());
        let body = "        step();\n".repeat(LONGEST);
        let text = format!("impl A {{\n    fn run(\n        &self,\n    ) -> u8 {{\n{body}    }}\n}}\n");
        assert_eq!(long_functions("a.rs", &text), ["a.rs:2 'run' has 64 lines; 60 is the most"]);
    }

    #[test]
    fn the_name_of_a_function() {
        assert_eq!(function_name("    pub const unsafe fn a_b(x: u8) {"), Some("a_b"));
        assert_eq!(function_name("// what fn is"), None);
    }
}
