//! What stands between the parentheses of `flow!`: files first, then options.
//!
//! Each argument is read by itself, so that all mistakes are reported in one run, each at its place.

use flow_codegen::{Level, Lints, Name, Number, Request, nearest};
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, parenthesized};

/// The names of all options.
const OPTIONS: &[&str] = &["serde", "tests", "number", "crate", "allow", "warn", "deny"];

/// The arguments of one `flow!`.
#[derive(Debug)]
pub(crate) struct Args {
    /// The files, at least one, and how code is generated.
    pub(crate) request: Request,
    /// Where each of the files is named.
    pub(crate) places: Vec<Span>,
}

/// Reads the arguments.
///
/// # Errors
/// Everything that is wrong with them.
pub(crate) fn parse(input: TokenStream) -> syn::Result<Args> {
    let mut args = Args { request: Request::default(), places: Vec::new() };
    let mut errors: Option<syn::Error> = None;
    for argument in split(input) {
        let read = |input: ParseStream<'_>| args.read(input);
        if let Err(error) = read.parse2(argument) {
            match &mut errors {
                Some(errors) => errors.combine(error),
                None => errors = Some(error),
            }
        }
    }
    match errors {
        Some(errors) => Err(errors),
        None if args.places.is_empty() => Err(no_file()),
        None => Ok(args),
    }
}

fn no_file() -> syn::Error {
    let message = "flow! needs a specification: flow!(\"flows/checkout.flow\")";
    syn::Error::new(Span::call_site(), message)
}

/// The arguments, at the commas that stand in no brackets. A comma at the end is allowed.
fn split(input: TokenStream) -> Vec<TokenStream> {
    let mut arguments = vec![TokenStream::new()];
    for token in input {
        match (&token, arguments.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => arguments.push(TokenStream::new()),
            (_, Some(argument)) => argument.extend([token]),
            (_, None) => {}
        }
    }
    if arguments.last().is_some_and(TokenStream::is_empty) {
        arguments.pop();
    }
    arguments
}

impl Args {
    /// Reads one argument.
    fn read(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        if input.peek(LitStr) {
            let file: LitStr = input.parse()?;
            self.places.push(file.span());
            self.request.roots.push(file.value());
            return Ok(());
        }
        if !input.peek(Ident::peek_any) {
            return Err(
                input.error(format!("expected a file in quotation marks, or one of: {}", OPTIONS.join(", ")))
            );
        }
        let name = input.call(Ident::parse_any)?;
        let options = &mut self.request.options;
        match name.to_string().as_str() {
            "serde" => options.serde = true,
            "tests" => {
                options.tests = true;
                if !input.is_empty() {
                    options.flow_test = path(input)?;
                }
            }
            "number" => options.number = Some(number(input)?),
            "crate" => options.krate = path(input)?,
            "allow" => levels(input, Level::Allow, &mut options.lints)?,
            "warn" => levels(input, Level::Warn, &mut options.lints)?,
            "deny" => levels(input, Level::Deny, &mut options.lints)?,
            other => return Err(unknown(&name, "option", other, OPTIONS.iter().copied())),
        }
        Ok(())
    }
}

/// An error at a name that does not exist, with the near one.
fn unknown<'a>(
    at: &impl quote::ToTokens,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> syn::Error {
    let help = match nearest(name, known.clone()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("there are: {}", known.collect::<Vec<_>>().join(", ")),
    };
    syn::Error::new_spanned(at, format!("there is no {what} '{name}'; {help}"))
}

/// `= f64`.
fn number(input: ParseStream<'_>) -> syn::Result<Number> {
    input.parse::<Token![=]>()?;
    let name = input.call(Ident::parse_any)?;
    let kinds = ["decimal", "f64", "i64"];
    Number::parse(&name.to_string())
        .ok_or_else(|| unknown(&name, "number type", &name.to_string(), kinds.into_iter()))
}

/// `= path::to::flow`.
fn path(input: ParseStream<'_>) -> syn::Result<String> {
    input.parse::<Token![=]>()?;
    let mut path = String::new();
    loop {
        if input.peek(Token![::]) {
            input.parse::<Token![::]>()?;
            path.push_str("::");
        }
        path.push_str(&input.call(Ident::parse_any)?.to_string());
        if input.is_empty() {
            return Ok(path);
        }
    }
}

/// `(unreachable_state, never-set)`.
fn levels(input: ParseStream<'_>, level: Level, lints: &mut Lints) -> syn::Result<()> {
    let names;
    parenthesized!(names in input);
    for check in Punctuated::<Check, Token![,]>::parse_terminated_with(&names, check)? {
        lints.set(check.name()?, level);
    }
    Ok(())
}

/// The name of a check, in Rust's or in Flow's spelling, with its tokens.
struct Check {
    text: String,
    tokens: TokenStream,
}

fn check(input: ParseStream<'_>) -> syn::Result<Check> {
    let first = input.call(Ident::parse_any)?;
    let mut check = Check { text: first.to_string(), tokens: quote::quote!(#first) };
    while input.peek(Token![-]) {
        let (dash, word) = (input.parse::<Token![-]>()?, input.call(Ident::parse_any)?);
        check.text.push_str(&format!("-{word}"));
        check.tokens.extend(quote::quote!(#dash #word));
    }
    check.text = check.text.replace('_', "-");
    Ok(check)
}

impl Check {
    fn name(&self) -> syn::Result<Name> {
        let lints = Name::ALL.iter().filter(|name| name.is_lint()).map(|name| name.as_str());
        match Name::parse(&self.text) {
            Some(name) if name.is_lint() => Ok(name),
            Some(_) => {
                Err(syn::Error::new_spanned(&self.tokens, format!("'{}' is always an error", self.text)))
            }
            None => Err(unknown(&self.tokens, "check", &self.text, lints)),
        }
    }
}

#[cfg(test)]
mod tests {
    use flow_codegen::Options;

    use super::*;

    /// Reads arguments and shows them, or the messages of all errors.
    fn check(input: &str, expected: &str) {
        let shown = match parse(input.parse().expect("the test's tokens are balanced")) {
            Ok(args) => show(&args),
            Err(errors) => errors.into_iter().map(|error| error.to_string()).collect::<Vec<_>>().join("\n"),
        };
        assert_eq!(shown, expected);
    }

    fn show(args: &Args) -> String {
        let Options { serde, tests, flow_test, number, krate, lints } = &args.request.options;
        let levels = [Name::UnreachableState, Name::NeverSet].map(|name| lints.level(name));
        let files = args.request.roots.join("+");
        let tests = if *tests { format!(" tests={flow_test}") } else { String::new() };
        format!("{files} serde={serde} {number:?} {krate} {levels:?}{tests}")
    }

    #[test]
    fn files_and_every_option() {
        check("\"a.flow\"", "a.flow serde=false None ::flow [Deny, Warn]");
        check(
            "\"a.flow\", \"b.flow\", serde, number = f64, crate = ::my::flow, allow(never-set), warn(unreachable_state),",
            "a.flow+b.flow serde=true Some(F64) ::my::flow [Warn, Allow]",
        );
        check(
            "\"a.flow\", crate = crate::rt, deny(never_set)",
            "a.flow serde=false None crate::rt [Deny, Deny]",
        );
    }

    #[test]
    fn nothing_is_no_specification() {
        check("", "flow! needs a specification: flow!(\"flows/checkout.flow\")");
        check("serde", "flow! needs a specification: flow!(\"flows/checkout.flow\")");
    }

    #[test]
    fn unknown_names_come_with_the_near_one() {
        check("\"a.flow\", serd", "there is no option 'serd'; did you mean 'serde'?");
        check("\"a.flow\", number = f46", "there is no number type 'f46'; did you mean 'f64'?");
        check("\"a.flow\", allow(never_sett)", "there is no check 'never-sett'; did you mean 'never-set'?");
        check(
            "\"a.flow\", quickly",
            "there is no option 'quickly'; there are: serde, tests, number, crate, allow, warn, deny",
        );
    }

    #[test]
    fn tests_may_have_a_crate_of_their_own() {
        check("\"a.flow\", tests", "a.flow serde=false None ::flow [Deny, Warn] tests=::flow_test");
        check("\"a.flow\", tests = crate::ft", "a.flow serde=false None ::flow [Deny, Warn] tests=crate::ft");
    }

    #[test]
    fn what_is_always_an_error_cannot_be_allowed() {
        check("\"a.flow\", allow(tab_indent)", "'tab-indent' is always an error");
    }

    #[test]
    fn all_mistakes_are_reported_in_one_run() {
        check(
            "\"a.flow\", serd, 12, number: f64",
            "there is no option 'serd'; did you mean 'serde'?\n\
             expected a file in quotation marks, or one of: serde, tests, number, crate, allow, warn, deny\n\
             expected `=`",
        );
    }
}
