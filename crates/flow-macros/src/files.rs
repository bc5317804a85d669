//! The paths of specifications among the arguments: texts, and the macros of the standard library that make texts.
//!
//! Macros run before the macros in their arguments, so `concat!` and `env!` are evaluated here. Paths into the package's
//! folder become relative to it, so that the code has no path of this machine.

use proc_macro2::Span;

use crate::args::split;
use crate::input::{Error, Input};

/// Reads paths, and collects the variables of the environment in them.
pub(crate) struct Files<'a> {
    pub(crate) variables: &'a mut Vec<String>,
}

/// The error of a path that is no text before the program is compiled.
pub(crate) fn unreadable_path_message(what: &str) -> String {
    format!(
        "`{what}` cannot be read: the macro runs before others and before constants have values: write the path in quotation marks, or with `concat!` and `env!`"
    )
}

impl Files<'_> {
    /// A path with its span, if the argument begins with one.
    pub(crate) fn opt_file(&mut self, input: &mut Input) -> Option<Result<(String, Span), Error>> {
        let file = self.opt_text(input)?;
        Some(file.map(|(path, span)| (below_package(path), span)))
    }

    fn opt_text(&mut self, input: &mut Input) -> Option<Result<(String, Span), Error>> {
        if let Some(text) = input.opt_text() {
            return Some(text);
        }
        let (name, arguments) = input.opt_macro_call()?;
        let span = name.span();
        let mut pieces = split(arguments.stream(), ',').into_iter().map(Input::new);
        let text = match name.to_string().as_str() {
            "concat" => pieces.map(|piece| self.read_concat_argument(piece, span)).collect(),
            "env" => match pieces.next().and_then(|mut piece| piece.opt_text()) {
                Some(variable) => variable.and_then(|(variable, span)| self.read_variable(variable, span)),
                None => Err(Error::new(span, "`env!` needs the name of a variable in quotation marks")),
            },
            other => Err(Error::new(span, unreadable_path_message(&format!("{other}!")))),
        };
        Some(text.map(|text| (text, span)))
    }

    /// An argument of `concat!`.
    fn read_concat_argument(&mut self, mut input: Input, of: Span) -> Result<String, Error> {
        let text = match self.opt_text(&mut input) {
            Some(text) => Some(text?.0),
            None => input.opt_literal(),
        };
        let text =
            text.ok_or_else(|| Error::new(of, "`concat!` joins texts, numbers and other constants"))?;
        input.expect_end()?;
        Ok(text)
    }

    fn read_variable(&mut self, name: String, span: Span) -> Result<String, Error> {
        let value = std::env::var(&name);
        let value = value.map_err(|_| Error::new(span, format!("the variable `{name}` is not set")))?;
        self.variables.push(name);
        Ok(value)
    }
}

/// The path relative to the package's folder, if it is in it.
fn below_package(path: String) -> String {
    let package = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let below = path.strip_prefix(&package).filter(|_| !package.is_empty());
    match below.and_then(|below| below.strip_prefix(['/', '\\'])) {
        Some(below) => below.to_owned(),
        None => path,
    }
}
