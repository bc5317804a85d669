//! Licences: every package in `Cargo.lock` may be used under a permissive one.
//!
//! Reads the licence expressions that packages state: `OR`, `AND`, `WITH`, parentheses, and the older `/` for `OR`.
//! A package that states none is found too.

use crate::repository::Repository;

const PERMISSIVE: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages without a permissive licence.
pub(crate) fn check_licences(repository: &Repository) -> Vec<String> {
    let packages = repository.metadata.packages.iter();
    let wrong = packages.filter(|package| !package.license.as_deref().is_some_and(is_permissive));
    wrong
        .map(|package| {
            let licence = package.license.as_deref().unwrap_or("no licence");
            format!("'{} {}' is under {licence}", package.name, package.version)
        })
        .collect()
}

/// Whether an expression can be met with permissive licences only. `AND` binds closer than `OR`.
fn is_permissive(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    split_at_word(&expression, " OR ")
        .iter()
        .any(|choice| split_at_word(choice, " AND ").iter().all(|part| is_permissive_part(part)))
}

fn is_permissive_part(part: &str) -> bool {
    let part = part.trim();
    match part.strip_prefix('(').and_then(|part| part.strip_suffix(')')) {
        Some(inner) => is_permissive(inner),
        None => PERMISSIVE.contains(&part),
    }
}

/// Splits at a word that is outside of parentheses.
fn split_at_word<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && at >= start && text[at..].starts_with(word) => {
                parts.push(&text[start..at]);
                start = at + word.len();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::is_permissive;

    fn check(expression: &str, expected: bool) {
        assert_eq!(is_permissive(expression), expected, "{expression}");
    }

    #[test]
    fn expressions_are_understood() {
        check("MIT", true);
        check("MIT/Apache-2.0", true);
        check("(MIT OR Apache-2.0) AND Unicode-3.0", true);
        check("GPL-3.0 OR MIT", true);
        check("Apache-2.0 WITH LLVM-exception", true);
        check("GPL-3.0", false);
        check("MIT AND GPL-3.0", false);
        check("(MIT OR GPL-3.0) AND MPL-2.0", false);
    }
}
