//! Renaming of the name at a place, over all files of its program.
//!
//! The edited text is analysed, and a rename that causes an error is refused.
//! A variable can have the name of a field of another event, as long as no line mixes them up: each
//! line must name the same things as before.

use std::collections::BTreeMap;

use flow_model::Loader;
use flow_model::mentions::rename::{Change, Refusal};
use flow_model::mentions::{Mentions, Symbol};
use flow_project::{Analysis, Overlay};
use flow_syntax::diagnostic::Level;
use flow_syntax::edit::apply;
use flow_syntax::source::{FileId, Sources, Span};

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

/// As [`rename()`], unless the edited text has new errors; and also to a name that something else has, if the edited text means the same.
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
    let taken = match rename(sources, mentions, place, new) {
        Err(taken @ Refusal::Taken(_)) => taken,
        Ok(changes) => {
            let after = analyze(&mut edited(sources, &changes, loader));
            return match new_error(analysis, &after) {
                Some(message) => Err(Refusal::Mistake(message)),
                None => Ok(changes),
            };
        }
        Err(refusal) => return Err(refusal),
    };
    let symbol = name_at(sources, mentions, place.0, place.1)?.symbol;
    let new = without_sigil(&symbol, new);
    let Ok(changes) = mentions.rename_to_taken(sources, &symbol, new) else { return Err(taken) };
    let after = analyze(&mut edited(sources, &changes, loader));
    let mentions_after = Mentions::find(&after.program, &after.model, &after.tests);
    let class = mentions.renamed_together(&symbol);
    let expected = named_in_lines(sources, mentions, |symbol| match class.contains(&symbol) {
        true => symbol.with_name(new).unwrap_or_else(|| symbol.clone()).to_string(),
        false => symbol.to_string(),
    });
    let found = named_in_lines(&after.program.sources, &mentions_after, Symbol::to_string);
    if after.diagnostics.has_errors() || found != expected { Err(taken) } else { Ok(changes) }
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
