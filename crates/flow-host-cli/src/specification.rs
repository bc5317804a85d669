//! Reads a specification as a program that needs no generated code.
//!
//! Paths are files, or folders with specifications that are read together. The settings are those of `flow.toml` in the folder of the first one,
//! or in a folder above it.

use std::path::{Path, PathBuf};

use flow_host::durable::{Becomes, Mapping};
use flow_host::interpret::Specification;
use flow_project::{Analysis, DiskLoader, Number, Request, analyze};
use flow_syntax::Style;
use flow_syntax::diagnostic::Level;
use flow_syntax::render::render;

use crate::failure::Failure;

/// Reads a specification.
///
/// # Errors
/// If it has errors, or cannot be interpreted.
pub(crate) fn read_specification(paths: &[PathBuf]) -> Result<Specification, Failure> {
    let roots = find_roots(paths)?;
    let Some(first) = roots.first() else {
        return Err(Failure::new("there is no specification here").help("name a file, like flows/shop.flow"));
    };
    let folder = Path::new(first).parent().map(Path::to_owned).unwrap_or_default();
    let settings = folder.join(DiskLoader::new(&folder).settings_file());
    let request =
        Request { settings_file: settings.display().to_string(), ..Request::new(roots.iter().cloned()) };
    let analysis = analyze(&request, &mut DiskLoader::new(""));
    check(&analysis)?;
    let mappings = analysis.settings.migrations.iter().map(make_mapping).collect();
    let secrets = analysis.settings.secrets.into_iter().map(|secret| (secret.of, secret.name));
    Ok(Specification::new(analysis.model, analysis.program.sources, mappings).with_secrets(secrets))
}

/// The files, and those of the folders.
fn find_roots(paths: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let mut roots = Vec::new();
    for path in paths {
        if !path.is_dir() {
            roots.push(path.display().to_string());
            continue;
        }
        let unreadable =
            |error: std::io::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
        let entries = std::fs::read_dir(path).map_err(unreadable)?;
        let names = entries.filter_map(|entry| Some(entry.ok()?.path().display().to_string()));
        let mut names: Vec<_> =
            names.filter(|name| name.ends_with(".flow") && !name.ends_with(".test.flow")).collect();
        names.sort();
        roots.extend(names);
    }
    Ok(roots)
}

/// Checks that a specification can be run.
fn check(analysis: &Analysis) -> Result<(), Failure> {
    if analysis.diagnostics.has_errors() {
        let errors = analysis.diagnostics.sorted().into_iter().filter(|found| found.level == Level::Deny);
        let errors = errors.map(|error| render(error, &analysis.program.sources, Style::Plain));
        let errors: Vec<String> = errors.collect();
        return Err(Failure::new(format!(
            "the specification has errors\n\n{}",
            errors.join("\n").trim_end()
        )));
    }
    if analysis.settings.number() != Number::Decimal {
        return Err(Failure::new(
            "the settings say that a number is no decimal, which only generated code can do",
        )
        .help("remove `number` from [types] in flow.toml"));
    }
    Ok(())
}

/// A line of `[migrate.…]`. The texts are kept until the process ends, as those of generated code are.
fn make_mapping(migration: &flow_project::Migration) -> Mapping {
    let keep = |text: &str| -> &'static str { String::leak(text.to_owned()) };
    let becomes = match &migration.becomes {
        flow_project::Becomes::Name(name) => Becomes::Name(keep(name)),
        flow_project::Becomes::Value(value) => Becomes::Value(keep(value)),
        flow_project::Becomes::Dropped => Becomes::Dropped,
    };
    Mapping { of: keep(&migration.of), old: keep(&migration.old), becomes }
}
