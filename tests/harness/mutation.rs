//! Mutations: a specification with one mistake in it, as authors make them.
//!
//! They are the same in every run. A file has many more than a test can afford, so that [`mutations`] returns a number of them,
//! spread over the kinds of mistake and the lines of the file.

/// A text with one mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutation {
    /// The mistake and its line: `line 7: a word is deleted`.
    pub what: String,
    /// The whole text.
    pub text: String,
}

/// What happens to a line: the lines that replace it and the following line. `None` where the mistake cannot be made.
type Kind = (&'static str, fn(&str, &str, usize) -> Option<Vec<String>>);

const KINDS: &[Kind] = &[
    ("the line is deleted", |_, next, _| Some(vec![next.to_owned()])),
    ("the line is there twice", |line, next, _| {
        Some(vec![line.to_owned(), line.to_owned(), next.to_owned()])
    }),
    ("the line and the next one are swapped", |line, next, _| Some(vec![next.to_owned(), line.to_owned()])),
    ("the line is deeper", |line, next, _| Some(vec![format!("  {line}"), next.to_owned()])),
    ("the line is less deep", |line, next, _| {
        Some(vec![line.strip_prefix("  ")?.to_owned(), next.to_owned()])
    }),
    ("the line is also after the next one", |line, next, _| {
        Some(vec![line.to_owned(), next.to_owned(), line.to_owned()])
    }),
    ("the next line continues it", |line, next, _| Some(vec![format!("{line} {}", next.trim_start())])),
    ("a word is there twice", |line, next, turn| with_line(doubled_word(line, turn), next)),
    ("two words are swapped", |line, next, turn| with_line(swapped_words(line, turn), next)),
    ("the end is missing", |line, next, turn| with_line(without_end(line, turn), next)),
    ("a word is deleted", |line, next, turn| with_line(without_word(line, turn), next)),
    ("letters of a word are swapped", |line, next, turn| with_line(swapped_letters(line, turn), next)),
    ("a name has another letter", |line, next, turn| with_line(renamed(line, turn), next)),
    ("a sigil is missing", |line, next, turn| with_line(without_sigil(line, turn), next)),
    ("a sign is a word", |line, next, _| with_line(replaced(line, &[(" = ", " is ")]), next)),
    ("a word is a sign", |line, next, _| {
        with_line(replaced(line, &[(" is ", " = "), (" becomes ", " = ")]), next)
    }),
    ("the state is missing", |line, next, _| with_line(without_state(line), next)),
];

/// Up to `limit` mutations of a text, of each kind about the same number.
pub fn mutations(text: &str, limit: usize) -> Vec<Mutation> {
    let lines: Vec<&str> = text.lines().collect();
    let written: Vec<usize> = (0..lines.len()).filter(|at| is_written(lines[*at])).collect();
    let mut all = Vec::new();
    // Kinds change fastest, so that any part of the list has all of them.
    for (turn, at) in written.iter().enumerate() {
        for (what, kind) in KINDS {
            let next = lines.get(at + 1).copied().unwrap_or_default();
            let Some(new) = kind(lines[*at], next, turn) else { continue };
            let after = lines.iter().skip(at + 2).map(|line| (*line).to_owned());
            let before = lines[..*at].iter().map(|line| (*line).to_owned());
            let text = before.chain(new).chain(after).collect::<Vec<_>>().join("\n") + "\n";
            all.push(Mutation { what: format!("line {}: {what}", at + 1), text });
        }
    }
    let count = all.len();
    if count <= limit {
        return all;
    }
    (0..limit).map(|at| all[at * count / limit].clone()).collect()
}

/// Whether a line is part of the specification: neither empty nor a comment.
fn is_written(line: &str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with("//")
}

fn with_line(line: Option<String>, next: &str) -> Option<Vec<String>> {
    Some(vec![line?, next.to_owned()])
}

/// The ranges of the words of a line, in bytes.
fn words(line: &str) -> Vec<(usize, usize)> {
    let offset = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    line.split_whitespace().map(|word| (offset(word), offset(word) + word.len())).collect()
}

fn without_word(line: &str, turn: usize) -> Option<String> {
    let words = words(line);
    let (start, end) = *words.get(turn % words.len().max(1)).filter(|_| words.len() > 1)?;
    let end = line[end..].find(|sign: char| sign != ' ').map_or(line.len(), |gap| end + gap);
    Some(format!("{}{}", &line[..start], &line[end..]).trim_end().to_owned())
}

fn doubled_word(line: &str, turn: usize) -> Option<String> {
    let words = words(line);
    let (start, end) = *words.get(turn % words.len().max(1))?;
    Some(format!("{} {}", &line[..end], &line[start..]))
}

fn swapped_words(line: &str, turn: usize) -> Option<String> {
    let words = words(line);
    let first = turn % words.len().saturating_sub(1).max(1);
    let [(start, end), (next, last)] = words.get(first..first + 2)? else { return None };
    let gap = &line[*end..*next];
    Some(format!("{}{}{gap}{}{}", &line[..*start], &line[*next..*last], &line[*start..*end], &line[*last..]))
}

/// The line up to a word after the first.
fn without_end(line: &str, turn: usize) -> Option<String> {
    let words = words(line);
    let last = words.len().checked_sub(1).filter(|last| *last > 0)?;
    let (_, end) = words[turn % last];
    Some(line[..end].to_owned())
}

fn swapped_letters(line: &str, turn: usize) -> Option<String> {
    let long: Vec<_> = words(line).into_iter().filter(|(start, end)| end - start > 3).collect();
    let (start, end) = *long.get(turn % long.len().max(1))?;
    let letters: Vec<usize> = (start + 1..end - 1)
        .filter(|at| line.as_bytes()[*at..at + 2].iter().all(u8::is_ascii_lowercase))
        .filter(|at| line.as_bytes()[*at] != line.as_bytes()[at + 1])
        .collect();
    let at = *letters.get(letters.len() / 2)?;
    Some(format!("{}{}{}{}", &line[..at], &line[at + 1..at + 2], &line[at..=at], &line[at + 2..]))
}

/// The places of the names of a line: after their sigils.
fn names(line: &str) -> Vec<usize> {
    let is_sigil = |sign: char| matches!(sign, '#' | '@' | ':' | '$');
    let starts = line.match_indices(is_sigil).map(|(at, _)| at + 1);
    starts.filter(|at| line[*at..].starts_with(|sign: char| sign.is_ascii_lowercase())).collect()
}

fn renamed(line: &str, turn: usize) -> Option<String> {
    let names = names(line);
    let start = *names.get(turn % names.len().max(1))?;
    let is_part = |sign: char| sign.is_alphanumeric() || sign == '_';
    let end = line[start..].find(|sign| !is_part(sign)).map_or(line.len(), |length| start + length);
    let last = line[..end].chars().next_back().filter(char::is_ascii)?;
    let other = if last == 'x' { 'y' } else { 'x' };
    Some(format!("{}{other}{}", &line[..end - 1], &line[end..]))
}

fn without_sigil(line: &str, turn: usize) -> Option<String> {
    let names = names(line);
    let start = *names.get(turn % names.len().max(1))?;
    Some(format!("{}{}", &line[..start - 1], &line[start..]))
}

fn replaced(line: &str, pairs: &[(&str, &str)]) -> Option<String> {
    let (from, to) = pairs.iter().find(|(from, _)| line.contains(from))?;
    Some(line.replacen(from, to, 1))
}

fn without_state(line: &str) -> Option<String> {
    let start = line.find(" in #").or_else(|| line.find(" in any state"))?;
    Some(line[..start].to_owned())
}
