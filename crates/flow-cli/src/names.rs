//! Names of diagnostics as arguments: shells complete them, and what is written is not judged here.
//!
//! Commands read a name more kindly than a list of values would (`error[never-set]`, `never_set`), and say what was meant.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use flow_syntax::diagnostic::Name;

/// Takes any text, and knows the names that a shell may complete.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Names {
    is_offered: fn(&Name) -> bool,
    /// What else may stand there.
    also: &'static [&'static str],
}

impl Names {
    /// Every diagnostic.
    pub(crate) const ALL: Names = Names { is_offered: |_| true, also: &[] };
    /// The checks, whose level can be set.
    pub(crate) const LINTS: Names = Names { is_offered: |name| name.is_lint(), also: &[] };

    /// These, and more.
    pub(crate) const fn and(self, also: &'static [&'static str]) -> Names {
        Names { also, ..self }
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
        Some(Box::new(names.chain(self.also.iter().copied()).map(PossibleValue::new)))
    }
}
