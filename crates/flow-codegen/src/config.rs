//! `flow.toml`: levels of checks and what a `number` is (language.md §12).
//!
//! The file is a small part of TOML: sections, and `name = "text"` in them. Names that do not exist are reported with the
//! near one. It is read through the loader, before anything else, since it says how the rest is judged.

use flow_model::near::nearest;
use flow_model::{LoadError, Loader};
use flow_syntax::diagnostic::{Diagnostics, Level, Lints, Name};
use flow_syntax::source::{Sources, Span};

use crate::{Number, Options};

/// The file's name, at the root.
pub(crate) const FILE: &str = "flow.toml";

/// What the file says.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// Its path.
    path: String,
    /// The text; `None` if there is no such file.
    text: Option<String>,
    lints: Lints,
    number: Option<Number>,
    mistakes: Vec<Mistake>,
}

/// Something in the file that is wrong, at a range of bytes.
#[derive(Debug)]
struct Mistake {
    start: usize,
    end: usize,
    message: String,
    help: String,
}

/// A piece of a line, and where it starts.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    start: usize,
}

/// The sections there are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Lints,
    Types,
    /// One that does not exist: its lines were reported with it.
    Unknown,
}

impl Config {
    /// Reads the file, if it is there.
    pub(crate) fn read(path: &str, loader: &mut dyn Loader) -> Config {
        match loader.load(path) {
            Ok(bytes) => Config::parse(path, &String::from_utf8_lossy(&bytes)),
            Err(LoadError { reason: None, .. }) => Config::default(),
            Err(LoadError { reason: Some(reason), .. }) => Config::unreadable(path, &reason),
        }
    }

    fn unreadable(path: &str, reason: &str) -> Config {
        let mut config = Config::parse(path, "");
        let message = format!("'{path}' cannot be read: {reason}");
        config.mistake(Piece { text: "", start: 0 }, message, String::new());
        config
    }

    /// The options with what the file says where they say nothing.
    pub(crate) fn apply(&self, options: &Options) -> Options {
        let mut lints = self.lints.clone();
        lints.extend(&options.lints);
        Options { number: options.number.or(self.number), lints, ..options.clone() }
    }

    /// Adds the file to the inputs and its mistakes to the diagnostics.
    pub(crate) fn report(&self, sources: &mut Sources, inputs: &mut Vec<String>, diags: &mut Diagnostics) {
        let Some(text) = &self.text else { return };
        inputs.push(self.path.clone());
        let file = sources.add(&self.path, text.as_str());
        for mistake in &self.mistakes {
            let span = Span::new(file, mistake.start, mistake.end);
            let diagnostic = diags.report(Name::Configuration, span, mistake.message.as_str());
            if !mistake.help.is_empty() {
                diagnostic.help(mistake.help.as_str());
            }
        }
    }

    fn parse(path: &str, text: &str) -> Config {
        let mut config = Config { path: path.to_owned(), text: Some(text.to_owned()), ..Config::default() };
        let mut section = None;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            config.line(trimmed(Piece { text: line, start }), &mut section);
            start += line.len();
        }
        config
    }

    fn line(&mut self, line: Piece<'_>, section: &mut Option<Section>) {
        match line.text.chars().next() {
            None | Some('#') => {}
            Some('[') => *section = Some(self.section(without_comment(line))),
            Some(_) => self.setting(line, *section),
        }
    }

    fn section(&mut self, line: Piece<'_>) -> Section {
        let name = line.text.trim_start_matches('[').trim_end_matches(']').trim();
        match name {
            "lints" => Section::Lints,
            "types" => Section::Types,
            _ => {
                self.unknown(line, &format!("there is no section '[{name}]'"), name, &["lints", "types"]);
                Section::Unknown
            }
        }
    }

    fn setting(&mut self, line: Piece<'_>, section: Option<Section>) {
        let Some((name, value)) = split(line) else {
            let help = "write `name = \"value\"`";
            return self.mistake(without_comment(line), "this is no setting".to_owned(), help.to_owned());
        };
        match section {
            Some(Section::Lints) => self.lint(name, value),
            Some(Section::Types) => self.type_setting(name, value),
            Some(Section::Unknown) => {}
            None => {
                let message = format!("'{}' stands in no section", name.text);
                self.mistake(name, message, "write `[lints]` or `[types]` above it".to_owned());
            }
        }
    }

    fn lint(&mut self, name: Piece<'_>, value: Piece<'_>) {
        let Some(lint) = Name::parse(name.text) else {
            let lints: Vec<_> =
                Name::ALL.iter().filter(|lint| lint.is_lint()).map(|lint| lint.as_str()).collect();
            return self.unknown(name, &format!("there is no check '{}'", name.text), name.text, &lints);
        };
        if !lint.is_lint() {
            return self.mistake(name, format!("'{}' is always an error", name.text), String::new());
        }
        match value.text {
            "allow" => self.lints.set(lint, Level::Allow),
            "warn" => self.lints.set(lint, Level::Warn),
            "deny" => self.lints.set(lint, Level::Deny),
            level => self.mistake(
                value,
                format!("'{level}' is no level"),
                "write \"allow\", \"warn\" or \"deny\"".to_owned(),
            ),
        }
    }

    fn type_setting(&mut self, name: Piece<'_>, value: Piece<'_>) {
        if name.text != "number" {
            return self.unknown(name, &format!("'{}' cannot be set", name.text), name.text, &["number"]);
        }
        match Number::parse(value.text) {
            Some(number) => self.number = Some(number),
            None => self.mistake(
                value,
                format!("'{}' is no type for numbers", value.text),
                "write \"decimal\", \"f64\" or \"i64\"".to_owned(),
            ),
        }
    }

    fn unknown(&mut self, place: Piece<'_>, message: &str, name: &str, candidates: &[&str]) {
        let near = nearest(name, candidates.iter().copied());
        let help = near.map(|near| format!("did you mean '{near}'?")).unwrap_or_default();
        self.mistake(place, message.to_owned(), help);
    }

    fn mistake(&mut self, place: Piece<'_>, message: String, help: String) {
        self.mistakes.push(Mistake {
            start: place.start,
            end: place.start + place.text.len(),
            message,
            help,
        });
    }
}

fn trimmed(piece: Piece<'_>) -> Piece<'_> {
    let text = piece.text.trim_start();
    Piece { text: text.trim_end(), start: piece.start + piece.text.len() - text.len() }
}

fn without_comment(line: Piece<'_>) -> Piece<'_> {
    trimmed(Piece { text: line.text.split('#').next().unwrap_or_default(), ..line })
}

/// The name and the text of `name = "text"`. Both kinds of quotation marks will do.
fn split(line: Piece<'_>) -> Option<(Piece<'_>, Piece<'_>)> {
    let (name, value) = line.text.split_once('=')?;
    let value = trimmed(Piece { text: value, start: line.start + name.len() + 1 });
    let mark = value.text.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let (text, rest) = value.text[1..].split_once(mark)?;
    let rest = rest.trim_start();
    let name = trimmed(Piece { text: name, start: line.start });
    let name = Piece { text: name.text.trim_matches('"'), ..name };
    (rest.is_empty() || rest.starts_with('#')).then_some((name, Piece { text, start: value.start + 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) -> Config {
        let config = Config::parse(FILE, text);
        let said = config.mistakes.iter().map(|mistake| {
            let place = &text[mistake.start..mistake.end];
            format!("{place}: {} [{}]", mistake.message, mistake.help)
        });
        assert_eq!(said.collect::<Vec<_>>(), expected);
        config
    }

    #[test]
    fn levels_and_types_are_read() {
        let config =
            check("# ours\n[lints]\nnever-set = \"allow\" # why\n\n[types]\r\nnumber = 'f64'\r\n", &[]);
        assert_eq!(config.lints.level(Name::NeverSet), Level::Allow);
        assert_eq!(config.number, Some(Number::F64));
    }

    #[test]
    fn options_go_before_the_file() {
        let config = check("[lints]\nnever-set = \"allow\"\n[types]\nnumber = \"f64\"", &[]);
        let mut options = Options { number: Some(Number::I64), ..Options::default() };
        options.lints.set(Name::NeverSet, Level::Deny);
        let options = config.apply(&options);
        assert_eq!(options.number, Some(Number::I64));
        assert_eq!(options.lints.level(Name::NeverSet), Level::Deny);
    }

    #[test]
    fn unknown_names_suggest_the_near_one() {
        check(
            "[lints]\nunreachable-stat = \"warn\"\nnever-set = \"error\"\nsyntax = \"warn\"\n[type]\nnumber = \"f32\"",
            &[
                "unreachable-stat: there is no check 'unreachable-stat' [did you mean 'unreachable-state'?]",
                "error: 'error' is no level [write \"allow\", \"warn\" or \"deny\"]",
                "syntax: 'syntax' is always an error []",
                "[type]: there is no section '[type]' [did you mean 'types'?]",
            ],
        );
    }

    #[test]
    fn lines_that_are_no_settings_are_reported() {
        check(
            "x = \"1\"\n[types]\nnumber\nnumber = f64\nnumber = \"f32\"",
            &[
                "x: 'x' stands in no section [write `[lints]` or `[types]` above it]",
                "number: this is no setting [write `name = \"value\"`]",
                "number = f64: this is no setting [write `name = \"value\"`]",
                "f32: 'f32' is no type for numbers [write \"decimal\", \"f64\" or \"i64\"]",
            ],
        );
    }
}
