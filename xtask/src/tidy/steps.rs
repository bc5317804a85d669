//! Steps: a new kind of step touches few files, and `ARCHITECTURE.md` lists them.
//!
//! The recipe is the numbered list under "A kind of step": each file in backticks counts, and `<kind>` is the name of the new
//! kind. A source file depends on the kinds of steps if it contains a `match` with an arm for a variant of `Step` and without
//! a catch-all arm: such a match does not compile with a new variant. A match with a catch-all arm has chosen a meaning for
//! new kinds, and does not count. Test files and `#[cfg(test)]` modules do not count either. Variants are read from the enums
//! of the tree and of the model; other enums named `Step` have other variants.

use std::collections::BTreeSet;

use syn::visit_mut::{VisitMut, visit_expr_match_mut, visit_item_mod_mut};
use syn::{ExprMatch, Item, ItemMod, Pat, Path};

use crate::repository::Repository;

/// The files with the enums `Step`.
const ENUMS: [&str; 2] = ["crates/flow-model/src/model/step.rs", "crates/flow-syntax/src/ast.rs"];
const RECIPE: &str = "ARCHITECTURE.md";
/// The most files of the recipe: about the stages that a step passes through, one file for each. With 34 files, as once, a new
/// kind is a week's work and some place is forgotten.
const MOST: usize = 12;

/// Files that match on the kinds of steps and are not in the recipe, files of the recipe that do not exist, and a recipe that
/// is too long.
pub(crate) fn check_steps(repository: &Repository) -> Vec<String> {
    let text = repository.text(RECIPE);
    let recipe = files_of_recipe(&text);
    let mut found = Vec::new();
    if recipe.is_empty() || recipe.len() > MOST {
        found.push(format!(
            "{RECIPE} lists {} files for a kind of step; {MOST} are the most, and none is too few",
            recipe.len()
        ));
    }
    let missing = recipe.iter().filter(|path| !exists(repository, path));
    found.extend(
        missing.map(|path| format!("{RECIPE} lists {path} for a kind of step, which does not exist")),
    );
    let variants: BTreeSet<String> =
        ENUMS.iter().flat_map(|path| variants_of_step(&repository.text(path))).collect();
    if variants.is_empty() {
        found.push(format!("no enum 'Step' in {}", ENUMS.join(" and ")));
    }
    let matching = repository.files.iter().filter(|path| is_source(path) && !recipe.contains(path.as_str()));
    let matching = matching.filter(|path| matches_all_kinds(&repository.text(path), &variants));
    found.extend(matching.map(|path| {
        format!("{path} matches on every kind of step: use a method of `Step`, or list it in {RECIPE}")
    }));
    found
}

/// The files in the numbered list of the recipe.
fn files_of_recipe(text: &str) -> BTreeSet<&str> {
    let items = text.lines().skip_while(|line| !line.starts_with("- **A kind of step**")).skip(1);
    let items = items.take_while(|line| !line.starts_with("- **"));
    let numbered = items.filter(|line| line.trim_start().starts_with(|first: char| first.is_ascii_digit()));
    let quoted = numbered.flat_map(|line| line.split('`').skip(1).step_by(2));
    quoted.filter(|name| name.contains('/') && name.contains('.')).collect()
}

/// Whether a file exists, or, for `<kind>`, others in its place do.
fn exists(repository: &Repository, path: &str) -> bool {
    match path.split_once("<kind>") {
        Some((before, after)) => {
            repository.files.iter().any(|file| file.starts_with(before) && file.ends_with(after))
        }
        None => repository.files.iter().any(|file| file == path),
    }
}

fn is_source(path: &str) -> bool {
    path.starts_with("crates/")
        && path.contains("/src/")
        && path.ends_with(".rs")
        && !path.ends_with("tests.rs")
}

/// The variants of the enum `Step` of a file.
fn variants_of_step(text: &str) -> Vec<String> {
    let items = syn::parse_file(text).map(|file| file.items).unwrap_or_default();
    let steps = items.into_iter().filter_map(|item| match item {
        Item::Enum(item) if item.ident == "Step" => Some(item.variants),
        _ => None,
    });
    steps.flatten().map(|variant| variant.ident.to_string()).collect()
}

/// Whether a file has a match over `Step` without a catch-all arm.
fn matches_all_kinds(text: &str, variants: &BTreeSet<String>) -> bool {
    if !text.contains("Step::") {
        return false;
    }
    let Ok(mut file) = syn::parse_file(text) else { return false };
    let mut finder = Finder { variants, found: false };
    finder.visit_file_mut(&mut file);
    finder.found
}

struct Finder<'a> {
    variants: &'a BTreeSet<String>,
    found: bool,
}

impl VisitMut for Finder<'_> {
    fn visit_item_mod_mut(&mut self, item: &mut ItemMod) {
        let is_test = item.attrs.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && attribute.parse_args::<Path>().is_ok_and(|path| path.is_ident("test"))
        });
        if !is_test {
            visit_item_mod_mut(self, item);
        }
    }

    fn visit_expr_match_mut(&mut self, matching: &mut ExprMatch) {
        let patterns = || matching.arms.iter().map(|arm| &arm.pat);
        let names_kind = patterns().any(|pattern| self.names_kind(pattern));
        let catches_all = patterns().any(catches_all);
        self.found |= names_kind && !catches_all;
        visit_expr_match_mut(self, matching);
    }
}

impl Finder<'_> {
    /// Whether a pattern is of a variant of `Step`; patterns inside other patterns count where alternatives are nested.
    fn names_kind(&self, pattern: &Pat) -> bool {
        match pattern {
            Pat::TupleStruct(pattern) => self.is_kind(&pattern.path),
            Pat::Struct(pattern) => self.is_kind(&pattern.path),
            Pat::Path(pattern) => self.is_kind(&pattern.path),
            Pat::Or(pattern) => pattern.cases.iter().any(|case| self.names_kind(case)),
            Pat::Paren(pattern) => self.names_kind(&pattern.pat),
            Pat::Guard(pattern) => self.names_kind(&pattern.pat),
            Pat::Reference(pattern) => self.names_kind(&pattern.pat),
            Pat::Tuple(pattern) => pattern.elems.iter().any(|element| self.names_kind(element)),
            _ => false,
        }
    }

    /// Whether a path ends in `Step::` and the name of a kind.
    fn is_kind(&self, path: &Path) -> bool {
        let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
        names.next().is_some_and(|variant| self.variants.contains(&variant))
            && names.next().is_some_and(|name| name == "Step")
    }
}

/// Whether a pattern matches every value. One with a guard does not.
fn catches_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(pattern) => pattern.subpat.is_none(),
        Pat::Tuple(pattern) => pattern.elems.iter().all(catches_all),
        Pat::Or(pattern) => pattern.cases.iter().any(catches_all),
        Pat::Paren(pattern) => catches_all(&pattern.pat),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(arms: &str) -> bool {
        let variants = BTreeSet::from(["Emit".to_owned(), "Chain".to_owned()]);
        matches_all_kinds(&format!("fn f() {{ match step {{ {arms} }} }}"), &variants)
    }

    #[test]
    fn a_match_without_a_catch_all_arm_depends_on_the_kinds() {
        assert!(matches("Step::Emit(_) => 1, ast::Step::Chain(_) => 2"));
        assert!(matches("Step::Emit(_) | Step::Chain(_) => 2"));
        assert!(matches("(Step::Emit(a), _) => 1, (Step::Chain(a), _) => 2"));
    }

    #[test]
    fn a_match_with_a_catch_all_arm_and_other_enums_do_not() {
        assert!(!matches("Step::Emit(_) => 1, _ => 2"));
        assert!(!matches("Step::Emit(_) => 1, other => 2"));
        assert!(!matches("(Step::Emit(_), _) => 1, (a, b) => 2"));
        assert!(!matches("Step::Stay => 1, Step::Move => 2"));
        assert!(!matches("Kind::Emit => 1, Kind::Chain => 2"));
    }

    #[test]
    fn the_recipe_is_the_numbered_list() {
        let text = "- **A kind of step**, in `a/b.rs`:\n  1. `c/d.rs`: text\n  2. `e/f.rs` and `Step`\n\n  Then `g/h.rs`.\n- **Else**\n  1. `i/j.rs`\n";
        assert_eq!(files_of_recipe(text), BTreeSet::from(["c/d.rs", "e/f.rs"]));
    }
}
