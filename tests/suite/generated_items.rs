//! Generated items: the tables of `docs/rust/generated.md` list exactly the public items that its example generates.
//!
//! The first cell of a row names items as paths in the generated code; further names in the cell are siblings of the first.
//! An item that no row names, and a row without an item, fail here, so the page cannot go stale.

use std::collections::BTreeSet;
use std::fs;

use flow_codegen::{Options, generate, pretty};
use flow_model::MemoryLoader;
use flow_project::{Request, analyze};
use flow_tests::markdown::blocks;
use flow_tests::repository;
use syn::{ImplItem, Item, TraitItem, Visibility};

#[test]
fn the_page_of_generated_items_lists_what_is_generated() {
    let page = fs::read_to_string(repository().join("docs/rust/generated.md")).unwrap();
    let generated = generated_items(&page);
    let listed = listed_items(&page);
    let unlisted: Vec<_> = generated.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&generated).collect();
    assert!(
        unlisted.is_empty() && gone.is_empty(),
        "not in the tables: {unlisted:#?}\nnot generated: {gone:#?}"
    );
    assert!(listed.len() > 80, "only {} items are listed", listed.len());
}

/// The paths in the tables that have `item` as their first column.
fn listed_items(page: &str) -> BTreeSet<String> {
    let mut items = BTreeSet::new();
    let mut is_in_table = false;
    for line in page.lines() {
        is_in_table = line.starts_with("| item |") || is_in_table && line.starts_with('|');
        if !is_in_table {
            continue;
        }
        let cell = line.trim_start_matches('|').split(" | ").next().unwrap_or_default();
        let names: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        let parent = names.first().and_then(|first| first.rsplit_once("::")).map_or("", |(parent, _)| parent);
        for (at, name) in names.iter().enumerate() {
            items.insert(if at == 0 { (*name).to_owned() } else { format!("{parent}::{name}") });
        }
    }
    items
}

/// The public items of the code for the first specification of the page, with the options `tests` and `durable`.
fn generated_items(page: &str) -> BTreeSet<String> {
    let block = blocks(page).into_iter().next().expect("the page has an example");
    let file = block.file().expect("the example is a file").to_owned();
    let request = Request::new([file.clone()]);
    let analysis = analyze(&request, &mut MemoryLoader::new([(file, block.text.into_bytes())]));
    let output = generate(&analysis, &Options { tests: true, durable: true, ..Options::default() });
    assert!(!output.diagnostics.has_errors(), "the example has errors");
    let code = syn::parse_file(&pretty(&output.code)).expect("generated code is Rust");
    let mut items = BTreeSet::new();
    collect_items("", &code.items, &mut items);
    items
}

fn collect_items(prefix: &str, items: &[Item], found: &mut BTreeSet<String>) {
    for item in items {
        match item {
            Item::Macro(wrapped)
                if wrapped.mac.path.segments.last().is_some_and(|name| name.ident == "with_alloc") =>
            {
                let inner: syn::File = wrapped.mac.parse_body().expect("it contains items");
                collect_items(prefix, &inner.items, found);
            }
            Item::Mod(module) if is_public(&module.vis, &module.attrs) => {
                let path = add(found, prefix, &module.ident);
                let (_, inner) = module.content.as_ref().expect("modules are inline");
                collect_items(&format!("{path}::"), inner, found);
            }
            Item::Trait(definition) if is_public(&definition.vis, &definition.attrs) => {
                let path = add(found, prefix, &definition.ident);
                collect_trait(&path, &definition.items, found);
            }
            Item::Enum(definition) if is_public(&definition.vis, &definition.attrs) => {
                let path = add(found, prefix, &definition.ident);
                for variant in &definition.variants {
                    add(found, &format!("{path}::"), &variant.ident);
                }
            }
            Item::Impl(block) if block.trait_.is_none() => collect_methods(prefix, block, found),
            _ => collect_simple(prefix, item, found),
        }
    }
}

fn collect_simple(prefix: &str, item: &Item, found: &mut BTreeSet<String>) {
    let (vis, attrs, ident) = match item {
        Item::Struct(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Type(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Const(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Static(item) => (&item.vis, &item.attrs, &item.ident),
        Item::Fn(item) => (&item.vis, &item.attrs, &item.sig.ident),
        _ => return,
    };
    if is_public(vis, attrs) {
        add(found, prefix, ident);
    }
}

fn collect_trait(path: &str, items: &[TraitItem], found: &mut BTreeSet<String>) {
    for item in items {
        match item {
            TraitItem::Fn(item) => _ = add(found, &format!("{path}::"), &item.sig.ident),
            TraitItem::Type(item) => _ = add(found, &format!("{path}::"), &item.ident),
            _ => {}
        }
    }
}

fn collect_methods(prefix: &str, block: &syn::ItemImpl, found: &mut BTreeSet<String>) {
    let syn::Type::Path(of) = &*block.self_ty else { return };
    let name = &of.path.segments.last().expect("a type has a name").ident;
    let prefix = format!("{prefix}{name}::");
    for item in &block.items {
        match item {
            ImplItem::Fn(item) if is_public(&item.vis, &item.attrs) => {
                add(found, &prefix, &item.sig.ident);
            }
            ImplItem::Const(item) if is_public(&item.vis, &item.attrs) => {
                add(found, &prefix, &item.ident);
            }
            _ => {}
        }
    }
}

fn add(found: &mut BTreeSet<String>, prefix: &str, ident: &syn::Ident) -> String {
    let path = format!("{prefix}{ident}");
    found.insert(path.clone());
    path
}

/// Whether users see it: public, and not hidden from the documentation.
fn is_public(vis: &Visibility, attrs: &[syn::Attribute]) -> bool {
    let is_hidden = attrs.iter().any(|attr| {
        let is_doc = attr.path().is_ident("doc");
        is_doc && attr.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "hidden")
    });
    matches!(vis, Visibility::Public(_)) && !is_hidden
}
