//! Settings: levels of checks, the type of numbers, whether guards may fail, and what becomes of stored data (reference#settings).
//!
//! `flow.toml` is read through the loader, before anything else, since it decides how the rest is reported. Sections and
//! names that do not exist are reported with the near one, so that a slip does not turn a setting off silently. The parser
//! is `toml-span`: it reports duplicates and has the place of every key, and costs users of the macro two small crates
//! without `serde`, where `toml_edit` costs eight.

use flow_model::model::Model;
use flow_model::near::nearest;
use flow_model::{LoadError, Loader, Program};
use flow_syntax::diagnostic::{Diagnostics, Level, Lints, Name};
use flow_syntax::gather::Gather;
use flow_syntax::source::Span;
use toml_span::value::{Key, Table, ValueInner};
use toml_span::{ErrorKind, Value};

use crate::Number;
use crate::exploring::{self, ExploreSettings};
use crate::migrations::{Migration, read_migration};
use crate::secrets::SecretName;
use crate::start_state::StartState;

/// Reads the settings of one section.
type ReadSection = fn(&mut SettingsFile, &Table<'_>);

/// Every section, each with the function that reads its settings.
const SECTIONS: &[(&str, ReadSection)] = &[
    ("lints", SettingsFile::read_lints),
    ("types", SettingsFile::read_types),
    ("bindings", SettingsFile::read_bindings),
    ("host", SettingsFile::read_host),
    ("migrate", SettingsFile::read_migrate),
    ("explore", SettingsFile::read_explore),
];

/// Levels of checks, the type of numbers, and whether guards may fail, where they are set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The levels of checks that differ from their defaults.
    pub lints: Lints,
    /// What a `number` is in Rust, if anything sets it.
    pub number: Option<Number>,
    /// Whether the functions of guards may fail, if anything sets it.
    pub fallible_guards: Option<bool>,
    /// What becomes of things that a durable host stored with an earlier version.
    pub migrations: Vec<Migration>,
    /// The settings of exploration, if the file has them.
    pub explore: Option<ExploreSettings>,
    /// The values that a durable host hides.
    pub secrets: Vec<SecretName>,
}

impl Settings {
    /// These settings, with others in their place where those are set.
    #[must_use]
    pub fn overridden_by(&self, overrides: &Settings) -> Settings {
        let mut lints = self.lints.clone();
        lints.extend(&overrides.lints);
        Settings {
            lints,
            number: overrides.number.or(self.number),
            fallible_guards: overrides.fallible_guards.or(self.fallible_guards),
            migrations: [self.migrations.as_slice(), &overrides.migrations].concat(),
            explore: overrides.explore.clone().or(self.explore.clone()),
            secrets: [self.secrets.as_slice(), &overrides.secrets].concat(),
        }
    }

    /// What a `number` is in Rust.
    pub fn number(&self) -> Number {
        self.number.unwrap_or_default()
    }

    /// Whether the functions of guards may fail.
    pub fn has_fallible_guards(&self) -> bool {
        self.fallible_guards.unwrap_or_default()
    }
}

/// A settings file that was read.
#[derive(Debug, Default)]
pub(crate) struct SettingsFile {
    /// Its settings.
    pub(crate) settings: Settings,
    path: String,
    /// The text; `None` if there is no such file.
    text: Option<String>,
    mistakes: Vec<Mistake>,
    /// The secret values with their places.
    secrets: Vec<(toml_span::Span, SecretName)>,
    /// The state in which explored conversations begin, with its place.
    start: Option<(toml_span::Span, StartState)>,
}

/// Something in the file that is wrong.
#[derive(Debug)]
struct Mistake {
    /// Its place, in bytes.
    at: toml_span::Span,
    message: String,
    /// What to write instead; empty if that is not known.
    help: String,
    /// The same thing before, if it is there twice.
    first: Option<toml_span::Span>,
}

impl SettingsFile {
    /// Reads the file, if it is there.
    pub(crate) fn read(path: &str, loader: &mut dyn Loader) -> SettingsFile {
        match loader.load(path) {
            Ok(bytes) => SettingsFile::parse(path, &String::from_utf8_lossy(&bytes)),
            Err(LoadError { reason: None, .. }) => SettingsFile::default(),
            Err(LoadError { reason: Some(reason), .. }) => SettingsFile::unreadable(path, &reason),
        }
    }

    fn unreadable(path: &str, reason: &str) -> SettingsFile {
        let mut file = SettingsFile::parse(path, "");
        file.add_mistake(toml_span::Span::new(0, 0), format!("'{path}' cannot be read: {reason}"), "");
        file
    }

    fn parse(path: &str, text: &str) -> SettingsFile {
        let text = text.trim_start_matches('\u{feff}');
        let mut file =
            SettingsFile { path: path.to_owned(), text: Some(text.to_owned()), ..SettingsFile::default() };
        match toml_span::parse(text) {
            Ok(root) => file.read_sections(&root),
            Err(error) => file.mistakes.push(explain_syntax_error(text, &error)),
        }
        file
    }

    fn read_sections(&mut self, root: &Value<'_>) {
        for (key, value) in root.as_table().into_iter().flatten() {
            let section = SECTIONS.iter().find(|(name, _)| *name == key.name);
            match (section, value.as_ref()) {
                (Some((_, read)), ValueInner::Table(settings)) => read(self, settings),
                (Some((name, _)), _) => {
                    let help = format!("write `[{name}]` above its settings");
                    self.add_mistake(key.span, format!("'{name}' is a section"), &help);
                }
                (None, ValueInner::Table(_)) => {
                    let names: Vec<_> = SECTIONS.iter().map(|(name, _)| *name).gather();
                    self.add_unknown_key(key, &format!("there is no section '[{}]'", key.name), &names);
                }
                (None, _) => {
                    let message = format!("'{}' is in no section", key.name);
                    self.add_mistake(
                        key.span,
                        message,
                        "write `[lints]`, `[types]`, `[bindings]`, `[host]`, `[explore]` or `[migrate.…]` above it",
                    );
                }
            }
        }
    }

    /// Reads `[lints]`: a level for each check.
    fn read_lints(&mut self, lints: &Table<'_>) {
        for (key, value) in lints {
            let Some(lint) = Name::parse(&key.name) else {
                let names: Vec<_> =
                    Name::ALL.iter().filter(|lint| lint.is_lint()).map(|lint| lint.as_str()).gather();
                self.add_unknown_key(key, &format!("there is no check '{}'", key.name), &names);
                continue;
            };
            if !lint.is_lint() {
                self.add_mistake(key.span, format!("'{}' is always an error", key.name), "");
                continue;
            }
            match value.as_str() {
                Some("allow") => self.settings.lints.set(lint, Level::Allow),
                Some("warn") => self.settings.lints.set(lint, Level::Warn),
                Some("deny") => self.settings.lints.set(lint, Level::Deny),
                _ => {
                    let message = format!("'{}' is no level", self.value_text(value));
                    self.add_mistake(value.span, message, "write \"allow\", \"warn\" or \"deny\"");
                }
            }
        }
    }

    /// Reads `[types]`: the type of numbers.
    fn read_types(&mut self, types: &Table<'_>) {
        for (key, value) in types {
            if key.name != "number" {
                self.add_unknown_key(key, &format!("'{}' cannot be set", key.name), &["number"]);
                continue;
            }
            match value.as_str().and_then(Number::parse) {
                Some(number) => self.settings.number = Some(number),
                None => {
                    let message = format!("'{}' is no type for numbers", self.value_text(value));
                    self.add_mistake(value.span, message, "write \"decimal\", \"f64\" or \"i64\"");
                }
            }
        }
    }

    /// Reads `[bindings]`: whether guards may fail.
    fn read_bindings(&mut self, bindings: &Table<'_>) {
        for (key, value) in bindings {
            if key.name != "fallible_guards" {
                self.add_unknown_key(key, &format!("'{}' cannot be set", key.name), &["fallible_guards"]);
                continue;
            }
            match value.as_bool() {
                Some(fallible) => self.settings.fallible_guards = Some(fallible),
                None => {
                    let message = format!("'{}' is neither true nor false", self.value_text(value));
                    self.add_mistake(value.span, message, "write `true` or `false`, without quotation marks");
                }
            }
        }
    }

    /// Reads `[host]`: the hidden values.
    fn read_host(&mut self, host: &Table<'_>) {
        for (key, value) in host {
            if key.name != "secret" {
                self.add_unknown_key(key, &format!("'{}' cannot be set", key.name), &["secret"]);
                continue;
            }
            let Some(names) = value.as_array() else {
                let help = "write `secret = [\"payment.$card\"]`";
                self.add_mistake(value.span, format!("'{}' is no list", self.value_text(value)), help);
                continue;
            };
            for name in names {
                match name.as_str().and_then(SecretName::parse) {
                    Some(secret) => self.secrets.push((name.span, secret)),
                    None => {
                        let message = format!("'{}' is no variable of a machine", self.value_text(name));
                        self.add_mistake(name.span, message, "write it like \"payment.$card\"");
                    }
                }
            }
        }
        self.settings.secrets = self.secrets.iter().map(|(_, secret)| secret.clone()).gather();
    }

    /// Checks the settings that name something of the specification.
    pub(crate) fn check_names(&mut self, model: &Model) {
        if let Some((at, start)) = self.start.take()
            && !start.is_elsewhere(model)
            && let Some((message, help)) = start.find_mistake(model)
        {
            self.add_mistake(at, message, &help);
        }
        self.check_secrets(model);
    }

    /// Checks that machines of this specification have their secret values.
    fn check_secrets(&mut self, model: &Model) {
        for (at, secret) in std::mem::take(&mut self.secrets) {
            if let Some((message, help)) = secret.find_mistake(model) {
                self.add_mistake(at, message, &help);
            }
        }
    }

    /// Reads `[migrate.…]`: for a machine or an actor, what becomes of stored things.
    fn read_migrate(&mut self, sections: &Table<'_>) {
        for (key, value) in sections {
            let Some(entries) = value.as_table() else {
                let help = "write `[migrate.order]` above it, with the name of its machine";
                self.add_mistake(key.span, format!("'{}' is in no section of a machine", key.name), help);
                continue;
            };
            for (old, new) in entries {
                match read_migration(&key.name, &old.name, new) {
                    Ok(migration) => self.settings.migrations.push(migration),
                    Err((message, help)) => self.add_mistake(old.span, message, help),
                }
            }
        }
    }

    /// Reads `[explore]`.
    fn read_explore(&mut self, settings: &Table<'_>) {
        let (mut explore, mut mistakes) = (ExploreSettings::default(), Vec::new());
        for (key, value) in settings {
            if !explore.read(&key.name, value, &mut mistakes) {
                self.add_unknown_key(
                    key,
                    &format!("'{}' cannot be set", key.name),
                    &exploring::setting_names(),
                );
            }
        }
        let value = |name: &str| settings.iter().find(|(key, _)| key.name == name).map(|(_, value)| value);
        let start = explore.from.as_deref().and_then(StartState::parse);
        self.start = value("from").map(|value| value.span).zip(start);
        if let Some(value) = value("require").filter(|_| explore.requires_one_conversation()) {
            let help = "write \"two at a time\", or leave 'instances' out";
            self.add_mistake(value.span, "with several instances, this is never reached".to_owned(), help);
        }
        for (place, message, help) in mistakes {
            self.add_mistake(place, message.to_owned(), help);
        }
        self.settings.explore = Some(explore);
    }

    /// A value as the file has it, a text without its quotation marks.
    fn value_text(&self, value: &Value<'_>) -> String {
        let text = self.text.as_deref().unwrap_or_default();
        match value.as_str() {
            Some(text) => text.to_owned(),
            None => text.get(value.span.start..value.span.end).unwrap_or_default().to_owned(),
        }
    }

    fn add_unknown_key(&mut self, key: &Key<'_>, message: &str, candidates: &[&str]) {
        let near = nearest(&key.name, candidates.iter().copied());
        let help = near.map(|near| format!("did you mean '{near}'?")).unwrap_or_default();
        self.add_mistake(key.span, message.to_owned(), &help);
    }

    fn add_mistake(&mut self, at: toml_span::Span, message: String, help: &str) {
        self.mistakes.push(Mistake { at, message, help: help.to_owned(), first: None });
    }

    /// Adds the file to the program's inputs and texts, and its mistakes to the diagnostics.
    pub(crate) fn report(&self, program: &mut Program, diags: &mut Diagnostics) {
        let Some(text) = &self.text else { return };
        program.inputs.push(self.path.clone());
        let file = program.sources.add(&self.path, text.as_str());
        let span = |at: toml_span::Span| Span::new(file, at.start, at.end);
        for mistake in &self.mistakes {
            let diagnostic = diags.report(Name::Configuration, span(mistake.at), mistake.message.as_str());
            if let Some(first) = mistake.first {
                diagnostic.label(span(first), "the first is here");
            }
            if !mistake.help.is_empty() {
                diagnostic.help(mistake.help.as_str());
            }
        }
    }
}

/// A text that is not TOML. The parser stops at the first error, and the file then has no effect.
fn explain_syntax_error(text: &str, error: &toml_span::Error) -> Mistake {
    let (message, help, first) = match &error.kind {
        ErrorKind::DuplicateKey { key, first } => {
            (format!("'{key}' is set twice"), "leave one of them out", Some(*first))
        }
        ErrorKind::DuplicateTable { name, first } => {
            (format!("there are two sections '[{name}]'"), "put their settings into one", Some(*first))
        }
        ErrorKind::UnquotedString => ("this is no setting".to_owned(), "write `name = \"value\"`", None),
        ErrorKind::Wanted { expected: "an equals", .. } => {
            ("this is no setting".to_owned(), "write `name = \"value\"`", None)
        }
        _ => (format!("this is not TOML: {error}").replace('`', "'"), "", None),
    };
    Mistake { at: visible_range(text, error.span), message, help: help.to_owned(), first }
}

/// The place of an error up to the end of its line; the whole line, if the error is the line end.
fn visible_range(text: &str, at: toml_span::Span) -> toml_span::Span {
    let end = at.end.min(text.len());
    let start = at.start.min(end);
    let line = text.get(start..end).unwrap_or_default().split('\n').next().unwrap_or_default();
    let end = start + line.trim_end().len();
    if start < end {
        return toml_span::Span::new(start, end);
    }
    let before = text.get(..end).unwrap_or_default().trim_end();
    toml_span::Span::new(before.rfind('\n').map_or(0, |line_end| line_end + 1), before.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SETTINGS_FILE;

    /// Reads a text and asserts its mistakes, in file order: `place: message [help]`.
    fn check(text: &str, expected: &[&str]) -> Settings {
        let mut file = SettingsFile::parse(SETTINGS_FILE, text);
        file.mistakes.sort_by_key(|mistake| mistake.at.start);
        let reported = file.mistakes.iter().map(|mistake| {
            let place = &text[mistake.at.start..mistake.at.end];
            format!("{place}: {} [{}]", mistake.message, mistake.help)
        });
        assert_eq!(reported.collect::<Vec<_>>(), expected, "{text}");
        file.settings
    }

    #[test]
    fn levels_and_types_are_read() {
        let settings =
            check("# ours\n[lints]\nnever-set = \"allow\" # why\n\n[types]\r\nnumber = 'f64'\r\n", &[]);
        assert_eq!(settings.lints.level(Name::NeverSet), Level::Allow);
        assert_eq!(settings.number, Some(Number::F64));
    }

    #[test]
    fn guards_may_be_fallible() {
        assert!(check("[bindings]\nfallible_guards = true\n", &[]).has_fallible_guards());
        assert!(!check("[bindings]\nfallible_guards = false\n", &[]).has_fallible_guards());
        assert!(!check("", &[]).has_fallible_guards());
        check(
            "[bindings]\nfallible-guards = true\n",
            &["fallible-guards: 'fallible-guards' cannot be set [did you mean 'fallible_guards'?]"],
        );
        check(
            "[bindings]\nfallible_guards = \"true\"\n",
            &["true: 'true' is neither true nor false [write `true` or `false`, without quotation marks]"],
        );
    }

    #[test]
    fn explorations_are_described() {
        use crate::exploring::{Require, WorldOption};
        let settings = check(
            "[explore]\nrequire = \"two at a time\"\nstates = 2000\nfailures = true\nlosses = false\n\
             [explore.accept]\n\"waits-for-ever | order\" = \"a clerk calls\"\n",
            &[],
        );
        let explore = settings.explore.unwrap();
        assert_eq!((explore.require, explore.states), (Some(Require::TwoAtATime), Some(2000)));
        assert!(explore.has(WorldOption::Failures) && !explore.has(WorldOption::Losses));
        assert_eq!(explore.accepted, [("waits-for-ever | order".to_owned(), "a clerk calls".to_owned())]);
        assert_eq!(check(&explore.to_toml(), &[]).explore, Some(explore));
        check(
            "[explore]\nrequire = \"all\"\nstates = -1\ninstances = 9\nfailure = true\nflood = 1\naccept = 2\n",
            &[
                "all: this cannot be required [write \"everything\", \"two at a time\" or \"everything, approximately\"]",
                "-1: this is no number of states [write `states = 200000`]",
                "9: this is no number of conversations [write a number from 1 to 4]",
                "failure: 'failure' cannot be set [did you mean 'failures'?]",
                "1: this is neither true nor false [write `true` or `false`, without quotation marks]",
                "2: 'accept' is a section [write `[explore.accept]` above the accepted findings]",
            ],
        );
        check(
            "[explore.accept]\n\"fails\" = \"\"\n",
            &[
                "fails: an accepted finding has no reason [write `\"the key of the finding\" = \"why it is accepted\"`]",
            ],
        );
    }

    #[test]
    fn migrations_are_read() {
        use crate::migrations::Becomes;
        let settings = check(
            "[migrate.order]\n\"#payed\" = \"#paid\"\n\":pay.sum\" = \":pay.amount\"\n\"$note\" = \"drop\"\n\
             \"$currency\" = { value = \"EUR\" }\n[migrate.bank]\n\":charge\" = \":collect\"\n",
            &[],
        );
        let read: Vec<_> = settings
            .migrations
            .iter()
            .map(|migration| (&*migration.of, &*migration.old, &migration.becomes))
            .collect();
        assert_eq!(read.len(), 5);
        assert!(read.contains(&("order", "#payed", &Becomes::Name("#paid".into()))));
        assert!(read.contains(&("order", "$note", &Becomes::Dropped)));
        assert!(read.contains(&("order", "$currency", &Becomes::Value("\"EUR\"".into()))));
        assert!(read.contains(&("bank", ":charge", &Becomes::Name(":collect".into()))));
        check(
            "[migrate]\n\"#a\" = \"#b\"\n[migrate.order]\nsum = \"$total\"\n\"$sum\" = \"#paid\"\n\"#a\" = \"drop\"\n",
            &[
                "#a: '#a' is in no section of a machine [write `[migrate.order]` above it, with the name of its machine]",
                "sum: 'sum' is no state, variable, event or field [write `\"#state\"`, `\"$variable\"`, `\":event\"` or `\":event.field\"`]",
                "$sum: '$sum' becomes nothing of its kind [write a name that begins like it, `\"drop\"` or `{ value = … }`]",
                "#a: '#a' becomes nothing of its kind [write a name that begins like it, `\"drop\"` or `{ value = … }`]",
            ],
        );
    }

    #[test]
    fn secret_values_are_read() {
        let settings = check("[host]\nsecret = [\"payment.$card\", \"@order.$note\"]\n", &[]);
        let read: Vec<_> = settings.secrets.iter().map(|secret| (&*secret.of, &*secret.name)).collect();
        assert_eq!(read, [("payment", "card"), ("order", "note")]);
        let help = "[write it like \"payment.$card\"]";
        check(
            "[host]\nsecret = [\"card\", 1, \".$card\", \"payment.$\"]\nsecrets = []\n",
            &[
                &format!("card: 'card' is no variable of a machine {help}"),
                &format!("1: '1' is no variable of a machine {help}"),
                &format!(".$card: '.$card' is no variable of a machine {help}"),
                &format!("payment.$: 'payment.$' is no variable of a machine {help}"),
                "secrets: 'secrets' cannot be set [did you mean 'secret'?]",
            ],
        );
        check(
            "[host]\nsecret = \"payment.$card\"\n",
            &["payment.$card: 'payment.$card' is no list [write `secret = [\"payment.$card\"]`]"],
        );
    }

    #[test]
    fn every_spelling_of_toml_is_read() {
        for text in [
            "lints.never-set = \"allow\"",
            "lints = { never-set = \"allow\" }",
            "[lints]\n\"never-set\" = '''allow'''",
            "\u{feff}[lints]\nnever-set = \"\\u0061llow\"",
        ] {
            assert_eq!(check(text, &[]).lints.level(Name::NeverSet), Level::Allow, "{text}");
        }
    }

    #[test]
    fn overrides_take_precedence() {
        let settings = check("[lints]\nnever-set = \"allow\"\n[types]\nnumber = \"f64\"", &[]);
        let mut overrides = Settings { number: Some(Number::I64), ..Settings::default() };
        overrides.lints.set(Name::NeverSet, Level::Deny);
        let settings = settings.overridden_by(&overrides);
        assert_eq!(settings.number(), Number::I64);
        assert_eq!(settings.lints.level(Name::NeverSet), Level::Deny);
    }

    #[test]
    fn unknown_names_suggest_the_near_one() {
        check(
            "[lints]\nunreachable-stat = \"warn\"\nnever-set = \"error\"\nsyntax = \"warn\"\n[type]\nnumber = \"f32\"",
            &[
                "unreachable-stat: there is no check 'unreachable-stat' [did you mean 'unreachable-state'?]",
                "error: 'error' is no level [write \"allow\", \"warn\" or \"deny\"]",
                "syntax: 'syntax' is always an error []",
                "type: there is no section '[type]' [did you mean 'types'?]",
            ],
        );
    }

    #[test]
    fn values_of_another_kind_are_reported() {
        check(
            "x = \"1\"\ntypes.number = \"f32\"\n[lints]\nnever-set = 1\nunused-variable = [\"allow\"]",
            &[
                "x: 'x' is in no section [write `[lints]`, `[types]`, `[bindings]`, `[host]`, `[explore]` or `[migrate.…]` above it]",
                "f32: 'f32' is no type for numbers [write \"decimal\", \"f64\" or \"i64\"]",
                "1: '1' is no level [write \"allow\", \"warn\" or \"deny\"]",
                "[\"allow\"]: '[\"allow\"]' is no level [write \"allow\", \"warn\" or \"deny\"]",
            ],
        );
        check("lints = 1", &["lints: 'lints' is a section [write `[lints]` above its settings]"]);
        check("[[lints]]", &["lints: 'lints' is a section [write `[lints]` above its settings]"]);
    }

    #[test]
    fn a_text_that_is_not_toml_is_reported_where_it_goes_wrong() {
        let no_setting = "this is no setting [write `name = \"value\"`]";
        check("[types]\nnumber\n", &[&format!("number: {no_setting}")]);
        check("[types]\nnumber = f64\n", &[&format!("f64: {no_setting}")]);
        check(
            "[lints\nnever-set = \"allow\"",
            &["[lints: this is not TOML: expected a right bracket, found a newline []"],
        );
        check("[types]\nnumber = \"f64", &["\": this is not TOML: unterminated string []"]);
    }

    #[test]
    fn a_key_that_is_set_twice_is_reported() {
        check(
            "[lints]\nnever-set = \"warn\"\nnever-set = \"allow\"",
            &["never-set: 'never-set' is set twice [leave one of them out]"],
        );
        check(
            "[lints]\n[types]\n[lints]\n",
            &["[lints]: there are two sections '[lints]' [put their settings into one]"],
        );
    }
}
