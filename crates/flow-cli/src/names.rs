//! A clap value parser for names of diagnostics: shells complete the names, and any text is accepted.
//!
//! The commands validate names themselves, since they accept more spellings than clap (`error[never-set]`, `never_set`) and
//! suggest similar names.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use flow_syntax::diagnostic::Name;

/// Accepts any text and lists the names that a shell may complete.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names {
    is_offered: fn(&Name) -> bool,
    /// Further values to complete.
    extra: &'static [&'static str],
}

impl Names {
    /// Every diagnostic.
    pub(crate) const ALL: Names = Names { is_offered: |_| true, extra: &[] };
    /// The checks: the diagnostics with a configurable level.
    pub(crate) const LINTS: Names = Names { is_offered: |name| name.is_lint(), extra: &[] };

    /// Adds further values.
    pub(crate) const fn and(self, extra: &'static [&'static str]) -> Names {
        Names { extra, ..self }
    }
}

impl TypedValueParser for Names {
    type Value = String;

    fn parse_ref(
        &self,
        command: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let names = Name::ALL.iter().filter(|name| (self.is_offered)(name)).map(|name| name.as_str());
        Some(Box::new(names.chain(self.extra.iter().copied()).map(PossibleValue::new)))
    }
}
