//! Renaming of the name at a place, over all files of its program.
//!
//! The edited text is analysed, and a rename is refused that causes an error, or another model or other test cases than those before with
//! the new name in them: `$total` renamed to `$order_id` would be the id of an order. A variable can have the name of a field of another event, as long as no line mixes them up: each
//! line must name the same things as before.

use std::collections::BTreeMap;

use flow_model::mentions::rename::{Change, Refusal, phrase_function_of};
use flow_model::mentions::{Mentions, Symbol};
use flow_model::{Loader, item_name};
use flow_project::{Analysis, Overlay};
use flow_syntax::diagnostic::Level;
use flow_syntax::edit::apply;
use flow_syntax::source::{FileId, Sources, Span};

use super::meaning::{Replaced, find_difference};

/// A name that can be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The symbol that it refers to.
    pub symbol: Symbol,
    /// The name without its sigil.
    pub at: Span,
    /// The name as a person types it.
    pub text: String,
}

/// The name at a place.
///
/// # Errors
/// If there is none, or it cannot be renamed.
pub fn name_at(
    sources: &Sources,
    mentions: &Mentions,
    file: FileId,
    offset: u32,
) -> Result<Renamed, Refusal> {
    let mention = mentions.mention_at(file, offset).ok_or(Refusal::Unknown)?;
    let symbol = mention.symbols.first().or(mention.fields().first()).ok_or(Refusal::Unknown)?;
    let text = mentions.renamed_text(sources, symbol)?;
    Ok(Renamed { symbol: symbol.clone(), at: mention.name, text })
}

/// The changes that give the name at a place another one, which may be typed with its sigil.
///
/// # Errors
/// If it cannot have that name.
pub fn rename(
    sources: &Sources,
    mentions: &Mentions,
    (file, offset): (FileId, u32),
    new: &str,
) -> Result<Vec<Change>, Refusal> {
    let renamed = name_at(sources, mentions, file, offset)?;
    mentions.rename(sources, &renamed.symbol, without_sigil(&renamed.symbol, new))
}

/// As [`rename()`], unless the edited text has new errors or means something else; and also to a name that something else has.
/// `loader` and `analyze` are those of the analysis.
///
/// # Errors
/// If it cannot have that name.
pub fn rename_verified(
    analysis: &Analysis,
    mentions: &Mentions,
    place: (FileId, u32),
    new: &str,
    loader: &mut dyn Loader,
    analyze: &dyn Fn(&mut dyn Loader) -> Analysis,
) -> Result<Vec<Change>, Refusal> {
    let sources = &analysis.program.sources;
    let symbol = name_at(sources, mentions, place.0, place.1)?.symbol;
    let new = without_sigil(&symbol, new);
    let (changes, taken) = match mentions.rename(sources, &symbol, new) {
        Ok(changes) => (changes, None),
        Err(taken @ Refusal::Taken(_)) => match mentions.rename_to_taken(sources, &symbol, new) {
            Ok(changes) => (changes, Some(taken)),
            Err(_) => return Err(taken),
        },
        Err(refusal) => return Err(refusal),
    };
    let after = analyze(&mut edited(sources, &changes, loader));
    let class = mentions.renamed_together(&symbol);
    let line = || find_line_with_other_names(analysis, &after, mentions, &class, new);
    let near = find_difference(analysis, &after, &replaced(sources, &class, &changes, new));
    let error = new_error(analysis, &after);
    if taken.is_none()
        && error.is_none()
        && near.is_none()
        && is_event_elsewhere(mentions, &symbol, new)
        && let Some((path, line)) = line()
    {
        return Err(Refusal::Meaning(format!("{path}:{line}")));
    }
    match (taken, error, near) {
        (Some(taken), error, near) if error.is_some() || near.is_some() || line().is_some() => Err(taken),
        (None, Some(message), _) => Err(Refusal::Mistake(message)),
        (None, None, Some(near)) => {
            let near = (sources.get(near.file).path.clone(), sources.position(near).line);
            // A line with other names is the better place, if the kind of the name has these.
            let (path, line) = symbol.with_name(new).and_then(|_| line()).unwrap_or(near);
            Err(Refusal::Meaning(format!("{path}:{line}")))
        }
        _ => Ok(changes),
    }
}

/// Whether an event would have the name of an event of another machine: a line that names no receiver, such as `= :paid was refused`, is about
/// both then, which the model does not tell.
fn is_event_elsewhere(mentions: &Mentions, symbol: &Symbol, new: &str) -> bool {
    let has_name = |other: &Symbol| matches!(other, Symbol::Event { name, .. } if name == new);
    matches!(symbol, Symbol::Event { name, .. } if name != new) && mentions.symbols().any(has_name)
}

/// The texts that a rename replaces: what is written, the names themselves, and the names of functions that follow from them.
fn replaced(sources: &Sources, class: &[&Symbol], changes: &[Change], new: &str) -> Replaced {
    let mut replaced = Replaced::default();
    for symbol in class {
        let new = match symbol {
            Symbol::Phrase { .. } => phrase_function_of(new).unwrap_or_else(|| new.to_owned()),
            _ => new.to_owned(),
        };
        replaced.add(symbol.name(), &new);
        replaced.add(&symbol.name().replace('_', " "), &new.replace('_', " "));
        // The type of the objects in a list is named after it.
        replaced.add(&item_name(symbol.name()), &item_name(&new));
    }
    changes.iter().for_each(|(span, text)| replaced.add(sources.text(*span), text));
    replaced
}

/// The first line that names other things in the edited program than before, and its file.
fn find_line_with_other_names(
    before: &Analysis,
    after: &Analysis,
    mentions: &Mentions,
    class: &[&Symbol],
    new: &str,
) -> Option<(String, usize)> {
    let mentions_after = Mentions::find(&after.program, &after.model, &after.tests);
    let name_after = |symbol: &Symbol| symbol.after_rename(class, new).to_string();
    let expected = named_in_lines(&before.program.sources, mentions, name_after);
    let found = named_in_lines(&after.program.sources, &mentions_after, Symbol::to_string);
    let missing = expected.iter().filter(|(at, count)| found.get(*at) != Some(count));
    let added = found.iter().filter(|(at, count)| expected.get(*at) != Some(count));
    missing.chain(added).map(|((path, line, _), _)| (path.clone(), *line)).min()
}

/// The message of an error of an analysis, if it has more errors than one before.
fn new_error(before: &Analysis, after: &Analysis) -> Option<String> {
    let errors = |analysis: &Analysis| {
        let errors = analysis.diagnostics.sorted().into_iter().filter(|finding| finding.level == Level::Deny);
        errors.map(|finding| finding.message.clone()).collect::<Vec<_>>()
    };
    let (known, now) = (errors(before), errors(after));
    let is_new = |message: &String| !known.contains(message);
    (now.len() > known.len()).then(|| now.iter().find(|message| is_new(message)).or(now.first()).cloned())?
}

/// The files with some changes.
fn edited<'l>(
    sources: &Sources,
    changes: &[Change],
    loader: &'l mut dyn Loader,
) -> Overlay<&'l mut dyn Loader> {
    let mut overlay = Overlay::new(loader);
    for (id, source) in sources.iter() {
        let own: Vec<Change> = changes.iter().filter(|(span, _)| span.file == id).cloned().collect();
        if !own.is_empty() {
            overlay.insert(&source.path, apply(&source.text, &own));
        }
    }
    overlay
}

/// How often each line names each thing. Phrases are left out: their functions have the names of their variables in them.
fn named_in_lines(
    sources: &Sources,
    mentions: &Mentions,
    name: impl Fn(&Symbol) -> String,
) -> BTreeMap<(String, usize, String), usize> {
    let mut found = BTreeMap::new();
    for mention in mentions.iter() {
        let (path, line) = (&sources.get(mention.token.file).path, sources.position(mention.token).line);
        for symbol in mention.symbols.iter().chain(mention.fields()) {
            if !matches!(symbol, Symbol::Phrase { .. } | Symbol::Parameter { .. }) {
                *found.entry((path.clone(), line, name(symbol))).or_default() += 1;
            }
        }
    }
    found
}

fn without_sigil<'n>(symbol: &Symbol, new: &'n str) -> &'n str {
    let sigil = match symbol {
        Symbol::Machine(_) | Symbol::Actor(_) => '@',
        Symbol::State { .. } | Symbol::Group { .. } => '#',
        Symbol::Event { .. } => ':',
        Symbol::Field { .. } | Symbol::Variable { .. } | Symbol::Item { .. } => '$',
        _ => return new,
    };
    new.strip_prefix(sigil).unwrap_or(new)
}
