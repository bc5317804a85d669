//! Names: whether the mentions of a case are complete, and whether a rename changes only the name.
//!
//! The scan for sigils does not use the trees, so that it finds a name that the walk over them forgets. The strongest test is that
//! of a rename: a new name of the same length must give the same model and the same findings, except for the name.

use std::collections::BTreeSet;

use flow_model::MemoryLoader;
use flow_model::mentions::rename::{Change, Refusal};
use flow_model::mentions::{Mention, Mentions, Symbol, Written};
use flow_project::{Analysis, Request, Settings, analyze};
use flow_syntax::diagnostic::Name;
use flow_syntax::edit::apply;
use flow_syntax::source::{FileId, Span};

use crate::case::Case;

/// A case with the mentions of its names.
#[derive(Debug)]
pub struct Named {
    /// The analysis.
    pub analysis: Analysis,
    /// The mentions.
    pub mentions: Mentions,
}

/// Analyses a case and finds its mentions.
pub fn find_names(case: &Case) -> Named {
    let files = case.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    let overrides = Settings { lints: case.lints.clone(), ..Settings::default() };
    let request = Request { overrides, ..Request::new(case.roots.iter().cloned()) };
    let analysis = analyze(&request, &mut MemoryLoader::new(files));
    let mentions = Mentions::find(&analysis.program, &analysis.model, &analysis.tests);
    Named { analysis, mentions }
}

impl Named {
    /// Mentions with a wrong text, and symbols without a definition.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let sources = &self.analysis.program.sources;
        for mention in self.mentions.iter() {
            let text = mention.text(sources);
            for symbol in mention.symbols.iter() {
                if !is_name_of(text, symbol, &mention.written) {
                    faults.push(format!("{}: '{text}' is noted as {symbol}", self.place(mention.token)));
                }
            }
        }
        for symbol in self.mentions.symbols() {
            let is_mentioned = self.mentions.mentions_of(symbol).next().is_some();
            let is_defined = self.mentions.definitions_of(symbol).next().is_some();
            let is_bound_only = matches!(symbol, Symbol::Parameter { .. } | Symbol::Variable { .. });
            if is_mentioned && !is_defined || !is_mentioned && !is_bound_only {
                faults.push(format!("{symbol} has no definition"));
            }
        }
        faults
    }

    /// The sigils that do not have exactly one mention.
    pub fn unnamed(&self) -> Vec<String> {
        let program = &self.analysis.program;
        let mut faults = Vec::new();
        for file in program.files.iter().chain(&program.tests) {
            let text = &program.sources.get(file.id).text;
            for token in sigil_tokens(file.id, text) {
                let at = |mention: &&Mention| mention.token == token && mention.written != Written::Phrase;
                let count = self.mentions.in_file(file.id).iter().filter(at).count();
                if count != 1 {
                    let (place, text) = (self.place(token), program.sources.text(token));
                    faults.push(format!("{place}: '{text}' has {count} mentions"));
                }
            }
        }
        faults
    }

    fn place(&self, span: Span) -> String {
        let sources = &self.analysis.program.sources;
        let position = sources.position(span);
        format!("{}:{}:{}", sources.get(span.file).path, position.line, position.column)
    }

    /// One symbol of each class, in order.
    pub fn classes(&self) -> Vec<&Symbol> {
        let mut seen = BTreeSet::new();
        let mentioned =
            self.mentions.symbols().filter(|symbol| self.mentions.mentions_of(symbol).next().is_some());
        let first = mentioned.filter(|symbol| {
            let class = self.mentions.renamed_together(symbol);
            seen.insert(format!("{:?}", class.first()))
        });
        first.collect()
    }

    /// The findings, except those that compare words.
    fn meaning(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for finding in self.analysis.diagnostics.sorted() {
            let compares_words = finding.message.ends_with("is named only here")
                || matches!(finding.name, Name::BareWord | Name::IdleFact | Name::NearName | Name::LostField);
            if compares_words {
                continue;
            }
            let place = self.place(finding.span);
            let line = place.rsplit_once(':').map_or("", |(line, _)| line);
            let helps: Vec<_> = finding.help.iter().map(|help| &help.text).collect();
            let labels: Vec<_> = finding.labels.iter().map(|label| &label.message).collect();
            lines.push(format!(
                "{line} [{}] {} {labels:?} {helps:?}",
                finding.name.as_str(),
                finding.message
            ));
        }
        lines
    }
}

/// Renames a symbol and compares; an error is the difference. `Ok` also for a symbol that cannot be renamed.
pub fn rename_fault(case: &Case, named: &Named, symbol: &Symbol) -> Result<Renamed, String> {
    let sources = &named.analysis.program.sources;
    let old = match named.mentions.renamed_text(sources, symbol) {
        Ok(old) => old,
        Err(Refusal::Reserved | Refusal::Words(_)) => return Ok(Renamed::Refused),
        Err(refusal) => return Err(format!("{symbol}: {refusal}")),
    };
    let model = |named: &Named| format!("{:#?}\n{:#?}", named.analysis.model, named.analysis.tests);
    let model_before = model(named);
    let (new, (old_part, new_part)) = fresh_text(case, &model_before, symbol, &old);
    let changes = match named.mentions.rename(sources, symbol, &new) {
        Ok(changes) => changes,
        Err(refusal) => return Err(format!("{symbol} to '{new}': {refusal}")),
    };
    let edited = edited_case(case, named, &changes);
    let after = find_names(&edited);
    let what = |problem: &str| {
        let texts = edited.files.iter().filter(|(path, text)| case.files[*path] != **text);
        let texts: String = texts.map(|(path, text)| format!("--- {path}\n{text}")).collect();
        format!("{symbol} to '{new}': {problem}\n{texts}")
    };
    // A model shows names with their control characters escaped.
    let escaped = |name: &str| name.escape_debug().to_string();
    let with_old =
        |text: &str| restore(&restore(text, &new_part, &old_part), &escaped(&new_part), &escaped(&old_part));
    let (before, now) = (named.meaning(), after.meaning());
    let now: Vec<_> = now.iter().map(|line| with_old(line)).collect();
    if before.len() != now.len() || before.iter().any(|line| !now.contains(line)) {
        return Err(what(&format!("the findings differ:\n{before:#?}\n{now:#?}")));
    }
    let keeps_places = changes.iter().all(|(span, text)| (span.end - span.start) as usize == text.len());
    if keeps_places {
        let now = with_old(&model(&after));
        if model_before != now {
            let differs = model_before.lines().zip(now.lines()).find(|(before, now)| before != now);
            return Err(what(&format!("the models differ: {differs:?}")));
        }
    }
    match invert(case, &edited, &after, (&changes, &old)) {
        None => Ok(Renamed::Done),
        Some(problem) => Err(what(&problem)),
    }
}

/// How a rename went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// The name is changed everywhere.
    Done,
    /// It cannot be.
    Refused,
}

/// Renames back, and compares with the first texts.
fn invert(case: &Case, edited: &Case, after: &Named, (changes, old): (&[Change], &str)) -> Option<String> {
    let Some((span, text)) = changes.first() else { return Some("it has no mention".to_owned()) };
    // The new name is the only text of its kind at the first change.
    let path = &after.analysis.program.sources.get(span.file).path;
    let file = after.analysis.program.sources.iter().find(|(_, source)| source.path == *path)?.0;
    let renamed = after.mentions.in_file(file).iter().find(|mention| {
        let end = span.start + u32::try_from(text.len()).unwrap_or(u32::MAX);
        let inside = span.start <= mention.name.start && mention.name.end <= end;
        inside && is_written_with(after.analysis.program.sources.text(mention.name), text, old)
    })?;
    let symbols = renamed.symbols.iter().chain(renamed.fields());
    for symbol in symbols {
        let Ok(back) = after.mentions.rename(&after.analysis.program.sources, symbol, old) else { continue };
        let restored = edited_case(edited, after, &back);
        if restored.files == case.files {
            return None;
        }
        let differs = case.files.iter().find(|(path, text)| restored.files[*path] != **text);
        let (before, now) = (differs?.1, &restored.files[differs?.0]);
        let line = before.lines().zip(now.lines()).find(|(before, now)| before != now)?;
        if !is_alternative(line.0) {
            return Some(format!("the inverse differs: {line:?}"));
        }
    }
    None
}

/// Whether a name at a change is the new one, rather than the old name of a field in the same change.
fn is_written_with(name: &str, change: &str, old: &str) -> bool {
    name != old && change.contains(name)
}

/// Whether a line has a name in a form that is not the only one: `total: $total`, or words that are not joined by single blanks in
/// lower case. What was written is not known after a rename.
fn is_alternative(line: &str) -> bool {
    let pairs = line.match_indices(": $").any(|(at, sign)| {
        let name = line[..at].rsplit(|sign: char| !sign.is_alphanumeric() && sign != '_').next();
        let value = line[at + sign.len()..].split(|sign: char| !sign.is_alphanumeric() && sign != '_').next();
        name == value
    });
    // The id of an instance is sent under another name than the machine's.
    let is_id = line.contains("_id");
    pairs || is_id || line.contains(|sign: char| sign.is_uppercase() || sign == '-')
}

/// A new text for a symbol, with the part of the old text that it replaces, and the new part. Of a phrase, that is one word: its values
/// must stay, and the name of its function has its words only.
fn fresh_text(case: &Case, model: &str, symbol: &Symbol, old: &str) -> (String, (String, String)) {
    let place = match symbol {
        Symbol::Phrase { .. } => longest_word(old).unwrap_or(0..old.len()),
        _ => 0..old.len(),
    };
    let part = &old[place.clone()];
    let fresh = fresh_name(case, model, part);
    let mut new = old.to_owned();
    new.replace_range(place, &fresh);
    (new, (part.to_owned(), fresh))
}

/// The place of the longest word of a phrase that is outside of its values.
fn longest_word(phrase: &str) -> Option<std::ops::Range<usize>> {
    let is_outside = |at: usize| {
        let before = &phrase[..at];
        before.matches('"').count().is_multiple_of(2)
            && before.matches('{').count() == before.matches('}').count()
    };
    let mut at = 0;
    let words = phrase.split(' ').map(|word| {
        let place = at..at + word.len();
        at = place.end + 1;
        (word, place)
    });
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase());
    let places =
        words.filter(|(word, place)| is_word(word) && is_outside(place.start)).map(|(_, place)| place);
    places.max_by_key(std::iter::ExactSizeIterator::len)
}

/// A name that no text has, as long as the old one where that is possible.
fn fresh_name(case: &Case, model: &str, old: &str) -> String {
    // The last letter last: a final `s` makes a name a plural, from which other names are derived.
    let letters = old.char_indices().filter(|(_, letter)| letter.is_ascii_lowercase());
    let mut letters: Vec<_> = letters.rev().collect();
    let count = letters.len().min(1);
    letters.rotate_left(count);
    let same_length = letters.into_iter().flat_map(|(at, _)| {
        ('a'..='z').rev().map(move |letter| {
            let mut new = old.to_owned();
            new.replace_range(at..=at, &letter.to_string());
            new
        })
    });
    let is_free = |new: &String| {
        let (words, joined) = (new.replace('_', " "), new.to_lowercase().replace(' ', "_"));
        let is_free_in =
            |text: &str| !text.contains(new) && !text.contains(&words) && !text.contains(&joined);
        is_free_in(model) && case.files.values().all(|text| is_free_in(&text.to_lowercase()))
    };
    let mut same_length = same_length;
    same_length.find(is_free).unwrap_or_else(|| format!("{old}zqx"))
}

/// A text with the old name for the new one, unchanged, as words, as a part of a function's name, and as the name of one item.
fn restore(text: &str, new: &str, old: &str) -> String {
    let joined = |name: &str| name.to_lowercase().replace(' ', "_");
    let words = |name: &str| name.replace('_', " ");
    let text = text.replace(new, old).replace(&words(new), &words(old)).replace(&joined(new), &joined(old));
    match (new.strip_suffix('s'), old.strip_suffix('s')) {
        (Some(new), Some(old)) => text.replace(&format!("\"{new}\""), &format!("\"{old}\"")),
        _ => text,
    }
}

fn edited_case(case: &Case, named: &Named, changes: &[Change]) -> Case {
    let sources = &named.analysis.program.sources;
    let mut edited = case.clone();
    for (path, text) in &mut edited.files {
        let here: Vec<_> =
            changes.iter().filter(|(span, _)| sources.get(span.file).path == *path).cloned().collect();
        *text = apply(text, &here);
    }
    edited
}

/// Whether a text is one form of the name of a symbol.
fn is_name_of(text: &str, symbol: &Symbol, written: &Written) -> bool {
    let joined = |text: &str| text.to_lowercase().split([' ', '-', '\'']).collect::<Vec<_>>().join("_");
    // A name with capitals is an error, and read as the name without.
    let letters = |text: &str| text.to_lowercase().replace('_', "");
    match (symbol, written) {
        (Symbol::System | Symbol::Phrase { .. }, _) => !text.is_empty(),
        (Symbol::Reserved(name), _) => name.ends_with(text),
        (_, Written::Words | Written::InstanceId) => joined(text) == symbol.name(),
        _ => {
            text == symbol.name()
                || text.contains(char::is_uppercase) && letters(text) == letters(symbol.name())
        }
    }
}

/// The names with sigils in the code of a text: outside of comments and texts, but in the braces of texts.
fn sigil_tokens(file: FileId, text: &str) -> Vec<Span> {
    let mut tokens = Vec::new();
    let bytes = text.as_bytes();
    let (mut at, mut in_text, mut in_braces) = (0, false, false);
    while at < bytes.len() {
        let rest = &text[at..];
        let sign = rest.chars().next().unwrap_or(' ');
        match sign {
            '/' if !in_text && rest.starts_with("//") => at += rest.find('\n').unwrap_or(rest.len()),
            '/' if !in_text && rest.starts_with("/*") => {
                at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            }
            '\\' if in_text && !in_braces => at += 2,
            '"' if !in_braces => {
                in_text = !in_text;
                at += 1;
            }
            '{' if in_text && rest.starts_with("{$") => {
                in_braces = true;
                at += 1;
            }
            '}' if in_braces => {
                in_braces = false;
                at += 1;
            }
            '@' | ':' | '#' | '$' if !in_text || in_braces => {
                let length = name_length(&rest[1..]);
                let is_joined = text[..at].ends_with(|before: char| before.is_alphanumeric());
                if length > 0 && !is_joined {
                    tokens.push(Span::new(file, at, at + 1 + length));
                }
                at += 1 + length;
            }
            _ => at += sign.len_utf8(),
        }
        if rest.starts_with('\n') {
            (in_text, in_braces) = (false, false);
        }
    }
    tokens
}

fn name_length(text: &str) -> usize {
    let starts = text.starts_with(|first: char| first.is_alphabetic());
    let is_mark = |sign: char| ('\u{300}'..='\u{36f}').contains(&sign);
    let end = text.find(|sign: char| !sign.is_alphanumeric() && sign != '_' && !is_mark(sign));
    let end = end.unwrap_or(text.len());
    if starts { end } else { 0 }
}
