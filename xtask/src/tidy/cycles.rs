//! Cycles: no cycle of more than two files among the files of a crate.
//!
//! A file depends on another if it names an item of it, in a `use` or in a path of its code, tests left out. Names that a
//! file imports or re-exports count for the file that has the item, so that a crate's root does not depend on all and all
//! on it. Declaring a module is no dependency, and neither is naming an item of a module that the file is in: such a module
//! has the types that its parts share. Two files may depend on each other. Method calls and the arguments of macros are
//! not seen.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use syn::visit::Visit;

use crate::repository::Repository;

/// The path of a module below its crate, as names: `["layout", "route"]`.
type ModulePath = Vec<String>;

/// Files that are part of a cycle of more than two.
pub(crate) fn check_cycles(repository: &Repository) -> Vec<String> {
    let sources: BTreeSet<&str> = repository.files.iter().filter_map(|path| source_folder(path)).collect();
    sources.into_iter().flat_map(|folder| cycles_of_crate(repository, folder)).collect()
}

/// The folder of a crate's sources: `crates/flow-model/src/`.
fn source_folder(path: &str) -> Option<&str> {
    let folder = path.split_inclusive("/src/").next()?;
    let is_crate = folder.ends_with("/src/") && (folder.starts_with("crates/") || folder == "xtask/src/");
    (is_crate && path.ends_with(".rs")).then_some(folder)
}

fn cycles_of_crate(repository: &Repository, folder: &str) -> Vec<String> {
    let mut modules = BTreeMap::new();
    for path in repository.files.iter().filter(|path| path.starts_with(folder) && path.ends_with(".rs")) {
        if let Ok(file) = syn::parse_file(&repository.text(path)) {
            modules.insert(module_path(&path[folder.len()..]), Module::of(path, &file));
        }
    }
    let files = Files { modules };
    shortest_cycles(&files.dependencies())
}

/// `layout/route.rs` and `layout/route/mod.rs` are `["layout", "route"]`, `lib.rs` and `main.rs` the root.
fn module_path(path: &str) -> ModulePath {
    let mut names: ModulePath = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    let is_folder = |name: &str| name == "mod" || name == "lib" || name == "main";
    if names.last().is_some_and(|name| is_folder(name)) {
        names.pop();
    }
    names
}

/// What a file declares and names.
struct Module {
    /// Its path in the repository.
    file: String,
    /// The names of its items.
    items: BTreeSet<String>,
    /// Names that a `use` brings in, with the paths they are imported from.
    imports: BTreeMap<String, Vec<String>>,
    /// The paths of `use …::*`.
    globs: Vec<Vec<String>>,
    /// All paths in its code.
    paths: BTreeSet<Vec<String>>,
}

impl Module {
    fn of(path: &str, file: &syn::File) -> Module {
        let (items, imports, globs, paths) = Default::default();
        let mut module = Module { file: path.to_owned(), items, imports, globs, paths };
        module.visit_file(file);
        module.items = file.items.iter().filter_map(item_name).collect();
        module
    }

    fn add_use(&mut self, tree: &syn::UseTree, prefix: &[String]) {
        let with = |name: &syn::Ident| [prefix, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_use(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) if name.ident == "self" => self.import(prefix.last(), prefix),
            syn::UseTree::Name(name) => self.import(Some(&name.ident.to_string()), &with(&name.ident)),
            syn::UseTree::Rename(rename) => {
                self.import(Some(&rename.rename.to_string()), &with(&rename.ident));
            }
            syn::UseTree::Glob(_) => {
                self.globs.push(prefix.to_vec());
                self.paths.insert(prefix.to_vec());
            }
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_use(tree, prefix)),
        }
    }

    fn import(&mut self, name: Option<&String>, path: &[String]) {
        self.paths.insert(path.to_vec());
        self.imports.extend(name.map(|name| (name.clone(), path.to_vec())));
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    let is_test = |attribute: &syn::Attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::NameValue(_) => false,
    };
    attributes.iter().any(is_test)
}

impl<'ast> Visit<'ast> for Module {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            syn::visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.add_use(&item.tree, &[]);
        }
    }

    /// The path of `pub(crate)` is no dependency on the crate's root.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }
}

fn item_name(item: &syn::Item) -> Option<String> {
    let name = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Macro(item) => item.ident.as_ref()?,
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        syn::Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

/// The files of a crate.
struct Files {
    modules: BTreeMap<ModulePath, Module>,
}

/// Imports of imports are followed this far; longer chains do not exist, but circles of them do.
const LONGEST_CHAIN: usize = 8;

impl Files {
    /// For each file, the files it depends on.
    fn dependencies(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (at, module) in &self.modules {
            let targets = module.paths.iter().filter_map(|path| self.file_of(at, path, LONGEST_CHAIN));
            let ancestors =
                (0..=at.len()).filter_map(|length| Some(self.modules.get(&at[..length])?.file.as_str()));
            let ancestors: BTreeSet<&str> = ancestors.collect();
            graph.insert(&module.file, targets.filter(|file| !ancestors.contains(file)).collect());
        }
        graph
    }

    /// The file with the item that a path in the module `at` names; `None` if that is in another crate.
    fn file_of(&self, at: &[String], path: &[String], chain: usize) -> Option<&str> {
        let mut module = at.to_vec();
        let mut rest = path;
        while let [first, others @ ..] = rest {
            match first.as_str() {
                "crate" => module.clear(),
                "super" => drop(module.pop()),
                "self" => {}
                _ => break,
            }
            rest = others;
        }
        let is_relative = rest.len() == path.len();
        self.find(&module, rest, is_relative, chain)
    }

    /// The file with the item `rest` of a module. A path that does not begin at the crate may be of another one.
    fn find(&self, module: &[String], rest: &[String], is_relative: bool, chain: usize) -> Option<&str> {
        let here = self.modules.get(module)?;
        let Some((name, others)) = rest.split_first() else { return Some(&here.file) };
        let child = [module, std::slice::from_ref(name)].concat();
        if self.modules.contains_key(&child) {
            return self.find(&child, others, false, chain);
        }
        if here.items.contains(name) || chain == 0 {
            return Some(&here.file);
        }
        if let Some(import) = here.imports.get(name) {
            return self.file_of(module, &[import, others].concat(), chain - 1);
        }
        let globs = here.globs.iter().filter_map(|glob| {
            let file = self.file_of(module, &[glob.as_slice(), rest].concat(), chain - 1)?;
            let has_item =
                self.modules.values().any(|other| other.file == file && other.items.contains(name));
            has_item.then_some(file)
        });
        globs.into_iter().next().or((!is_relative).then_some(here.file.as_str()))
    }
}

/// For each dependency that closes a cycle of more than two files, the shortest such cycle, each cycle once.
fn shortest_cycles(graph: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (from, targets) in graph {
        for to in targets {
            let Some(path) = shortest_path(graph, to, from) else { continue };
            let mut files = path.clone();
            files.sort_unstable();
            if seen.insert(files) {
                found.push(format!("{} → {}", path.join(" → "), to));
            }
        }
    }
    found
}

/// The shortest path between two files that is more than the edge between them.
fn shortest_path<'f>(
    graph: &BTreeMap<&'f str, BTreeSet<&'f str>>,
    from: &'f str,
    to: &'f str,
) -> Option<Vec<&'f str>> {
    let mut previous: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(file) = queue.pop_front() {
        for next in graph.get(file).into_iter().flatten().copied() {
            if (file, next) == (from, to) || next == from || previous.contains_key(next) {
                continue;
            }
            previous.insert(next, file);
            queue.push_back(next);
        }
    }
    let mut path = vec![to];
    while *path.last()? != from {
        path.push(previous.get(path.last()?).copied()?);
    }
    path.reverse();
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(texts: &[(&str, &str)]) -> Vec<String> {
        let modules = texts.iter().map(|(path, text)| {
            let file = syn::parse_file(text).unwrap();
            (module_path(path), Module::of(path, &file))
        });
        shortest_cycles(&Files { modules: modules.collect() }.dependencies())
    }

    #[test]
    fn three_files_in_a_cycle_are_found() {
        let found = files(&[
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "use crate::b::B; pub struct A(B);"),
            ("b.rs", "pub struct B; fn b() { super::c::c() }"),
            ("c.rs", "pub fn c() { crate::a::A::new() }"),
        ]);
        assert_eq!(found, ["b.rs → c.rs → a.rs → b.rs"]);
    }

    #[test]
    fn re_exports_count_for_their_source() {
        let found = files(&[
            ("lib.rs", "mod a; mod b; pub use a::A; pub use b::*;"),
            ("a.rs", "pub struct A;"),
            ("b.rs", "use crate::A; pub struct B(A);"),
            ("c.rs", "use crate::{A, B};"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn two_files_may_depend_on_each_other() {
        let found = files(&[
            ("lib.rs", "mod a; mod b; fn root() {}"),
            ("a.rs", "use crate::b::b; pub fn a() { crate::root() }"),
            ("b.rs", "pub fn b() { crate::a::a() } #[cfg(test)] mod tests { use crate::root; }"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn parts_of_a_module_may_use_it() {
        let found = files(&[
            ("lib.rs", "mod a;"),
            ("a.rs", "mod b; mod c; pub struct A(b::B);"),
            ("a/b.rs", "use super::c::C; pub struct B(C);"),
            ("a/c.rs", "use super::A; pub struct C(Box<A>);"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }
}
