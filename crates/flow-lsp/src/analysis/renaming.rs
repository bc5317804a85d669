//! Renaming of the name at a place, over all files of its program.

use flow_model::mentions::rename::{Change, Refusal};
use flow_model::mentions::{Mentions, Symbol};
use flow_syntax::source::{FileId, Sources, Span};

/// A name that can be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// What it means.
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
