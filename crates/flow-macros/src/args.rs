//! The arguments of `flow!`: files first, then options.
//!
//! Each argument is read by itself, so that all mistakes are reported in one run, each at its place.
//! Read by hand: `syn` would cost every user more to compile than all of this crate.

use flow_codegen::Options;
use flow_model::near::nearest;
use flow_project::{Number, Request};
use flow_syntax::diagnostic::{Level, Lints, Name};
use flow_syntax::gather::Gather;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::files::{Files, unreadable_path_message};
use crate::input::{Error, Input};

/// The names of all options.
const OPTIONS: &[&str] =
    &["serde", "tests", "durable", "number", "fallible_guards", "crate", "allow", "warn", "deny"];

/// The arguments of one `flow!`.
#[derive(Debug)]
pub(crate) struct Args {
    /// The files, at least one, and their settings.
    pub(crate) request: Request,
    /// How code is generated.
    pub(crate) options: Options,
    /// Where each of the files is named.
    pub(crate) places: Vec<Span>,
    /// The variables of the environment that their paths contain.
    pub(crate) variables: Vec<String>,
    /// Where the options `serde`, `tests` and `durable` are.
    pub(crate) serde_place: Option<Span>,
    pub(crate) tests_place: Option<Span>,
    pub(crate) durable_place: Option<Span>,
    /// The options and checks that were read, each of which may be given once.
    given: Vec<String>,
}

/// Reads the arguments.
///
/// # Errors
/// Everything that is wrong with them.
pub(crate) fn parse(input: TokenStream) -> Result<Args, Vec<Error>> {
    let mut args = Args {
        request: Request::default(),
        options: Options::default(),
        places: Vec::new(),
        variables: Vec::new(),
        serde_place: None,
        tests_place: None,
        durable_place: None,
        given: Vec::new(),
    };
    let arguments = split(input, ',');
    let errors: Vec<Error> =
        arguments.into_iter().filter_map(|argument| args.read_argument(Input::new(argument)).err()).gather();
    match &errors[..] {
        [] if args.places.is_empty() => Err(vec![missing_file_error()]),
        [] => Ok(args),
        _ => Err(errors),
    }
}

fn missing_file_error() -> Error {
    Error::new(Span::call_site(), "flow! needs a specification: flow!(\"flows/checkout.flow\")")
}

/// The tokens between separators outside of brackets. A separator at the end is allowed.
pub(crate) fn split(input: TokenStream, sign: char) -> Vec<Vec<TokenTree>> {
    let mut pieces = vec![Vec::new()];
    for token in input.into_iter().flat_map(remove_invisible_groups) {
        match (&token, pieces.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == sign => pieces.push(Vec::new()),
            (_, Some(piece)) => piece.push(token),
            (_, None) => {}
        }
    }
    if pieces.last().is_some_and(Vec::is_empty) {
        pieces.pop();
    }
    pieces
}

/// A token without the invisible brackets that other macros leave around what they pass on.
fn remove_invisible_groups(token: TokenTree) -> Vec<TokenTree> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            group.stream().into_iter().flat_map(remove_invisible_groups).gather()
        }
        token => vec![token],
    }
}

impl Args {
    /// Reads one argument.
    fn read_argument(&mut self, mut input: Input) -> Result<(), Error> {
        if let Some(file) = (Files { variables: &mut self.variables }).opt_file(&mut input) {
            let (path, span) = file?;
            self.places.push(span);
            self.request.roots.push(path);
            return input.expect_end();
        }
        let Some(name) = input.opt_word() else {
            let options = OPTIONS.join(", ");
            return Err(input.error(&format!("expected a file in quotation marks, or one of: {options}")));
        };
        let (options, overrides) = (&mut self.options, &mut self.request.overrides);
        let word = name.to_string();
        let is_list = matches!(word.as_str(), "allow" | "warn" | "deny");
        if !is_list && OPTIONS.contains(&word.as_str()) {
            add_given(&mut self.given, (name.span(), name.span()), "option", &word)?;
        }
        match word.as_str() {
            "serde" => {
                options.serde = true;
                self.serde_place = Some(name.span());
            }
            "tests" => {
                options.tests = true;
                self.tests_place = Some(name.span());
                self.request.with_test_files = true;
                if !input.is_empty() {
                    options.flow_test = read_crate_path(&mut input)?;
                }
            }
            "durable" => {
                options.durable = true;
                self.durable_place = Some(name.span());
                if !input.is_empty() {
                    options.flow_durable = read_crate_path(&mut input)?;
                }
            }
            "number" => overrides.number = Some(read_number(&mut input)?),
            "fallible_guards" => overrides.fallible_guards = Some(true),
            "crate" => options.krate = read_crate_path(&mut input)?,
            "allow" => read_levels(&mut input, Level::Allow, &mut overrides.lints, &mut self.given)?,
            "warn" => read_levels(&mut input, Level::Warn, &mut overrides.lints, &mut self.given)?,
            "deny" => read_levels(&mut input, Level::Deny, &mut overrides.lints, &mut self.given)?,
            other if other.chars().all(|sign| matches!(sign, 'A'..='Z' | '0'..='9' | '_')) => {
                return Err(Error::new(name.span(), unreadable_path_message(other)));
            }
            other => return Err(unknown_name_error((name.span(), name.span()), "option", other, OPTIONS)),
        }
        input.expect_end()
    }
}

/// An error at a name that does not exist, with the near one.
fn unknown_name_error(place: (Span, Span), what: &str, name: &str, known: &[&str]) -> Error {
    let help = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("there are: {}", known.join(", ")),
    };
    Error::between(place, format!("there is no {what} '{name}'; {help}"))
}

/// `= f64`.
fn read_number(input: &mut Input) -> Result<Number, Error> {
    input.expect_punct('=')?;
    let name = input.expect_word()?;
    let kinds = ["decimal", "f64", "i64"];
    let unknown = || unknown_name_error((name.span(), name.span()), "number type", &name.to_string(), &kinds);
    Number::parse(&name.to_string()).ok_or_else(unknown)
}

/// `= path::to::flow`.
fn read_crate_path(input: &mut Input) -> Result<String, Error> {
    input.expect_punct('=')?;
    let mut path = String::new();
    loop {
        if input.opt_punct(':') {
            input.expect_punct(':')?;
            path.push_str("::");
        } else if !path.is_empty() {
            return Ok(path);
        }
        path.push_str(&input.expect_word()?.to_string());
    }
}

/// Reads the checks of a level: `(unreachable_state, never-set)`.
fn read_levels(
    input: &mut Input,
    level: Level,
    lints: &mut Lints,
    given: &mut Vec<String>,
) -> Result<(), Error> {
    let names: Group = input.expect_group(Delimiter::Parenthesis)?;
    for name in split(names.stream(), ',') {
        let (name, place) = read_check(Input::new(name))?;
        add_given(given, place, "check", name.as_str())?;
        lints.set(name, level);
    }
    Ok(())
}

/// Notes that an option or check is given.
///
/// # Errors
/// If it was given before: of two levels, one would be ignored.
fn add_given(given: &mut Vec<String>, place: (Span, Span), what: &str, name: &str) -> Result<(), Error> {
    if given.iter().any(|other| other == name) {
        return Err(Error::between(place, format!("the {what} '{name}' is given twice; remove one of them")));
    }
    given.push(name.to_owned());
    Ok(())
}

/// The name of a check, in Rust's or in Flow's spelling, and its place.
fn read_check(mut input: Input) -> Result<(Name, (Span, Span)), Error> {
    let first: Ident = input.expect_word()?;
    let (mut text, mut place) = (first.to_string(), (first.span(), first.span()));
    while input.opt_punct('-') {
        let word = input.expect_word()?;
        text.push_str(&format!("-{word}"));
        place.1 = word.span();
    }
    input.expect_end()?;
    let text = text.replace('_', "-");
    let lints = Name::ALL.iter().filter(|name| name.is_lint()).map(|name| name.as_str());
    match Name::parse(&text) {
        Some(name) if name.is_lint() => Ok((name, place)),
        Some(_) => Err(Error::between(place, format!("'{text}' is always an error"))),
        None => Err(unknown_name_error(place, "check", &text, &lints.gather())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads arguments and shows them, or the messages of all errors.
    fn check(input: &str, expected: &str) {
        let shown = match parse(input.parse().expect("the test's tokens are balanced")) {
            Ok(args) => show(&args),
            Err(errors) => errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join("\n"),
        };
        assert_eq!(shown, expected);
    }

    fn show(args: &Args) -> String {
        let Options { serde, tests, flow_test, durable, flow_durable, krate, diagrams: _ } = &args.options;
        assert_eq!(*tests, args.request.with_test_files);
        let overrides = &args.request.overrides;
        let number = overrides.number;
        let levels = [Name::UnreachableState, Name::NeverSet].map(|name| overrides.lints.level(name));
        let files = args.request.roots.join("+");
        let tests = if *tests { format!(" tests={flow_test}") } else { String::new() };
        let guards = if overrides.fallible_guards == Some(true) { " fallible_guards" } else { "" };
        let durable = if *durable { format!(" durable={flow_durable}") } else { String::new() };
        format!("{files} serde={serde} {number:?} {krate} {levels:?}{tests}{guards}{durable}")
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
    fn what_is_too_much_or_too_little() {
        check("\"a.flow\" serde", "unexpected token");
        check("\"a.flow\", number = ", "expected a name");
        check("\"a.flow\", number = \"f64\"", "write `f64` without quotation marks");
        check("\"a.flow\", crate = a:b", "expected `:`");
        check("\"a.flow\", allow never_set", "expected parentheses");
        check("\"a.flow\", allow(never-)", "expected a name");
        check(
            r##"r"a.flow", r#"b.flow"#, "c\\d.flow""##,
            r"a.flow+b.flow+c\d.flow serde=false None ::flow [Deny, Warn]",
        );
        check(r#""a\u{61}.flow""#, "write this path without escapes");
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
            "there is no option 'quickly'; there are: serde, tests, durable, number, fallible_guards, crate, allow, warn, deny",
        );
    }

    #[test]
    fn paths_may_be_made_of_constants() {
        check(
            "concat!(\"flows/\", ::core::concat!(\"a\", 1, '.', true), \".flow\"), serde",
            "flows/a1.true.flow serde=true None ::flow [Deny, Warn]",
        );
        let here = "env!(\"CARGO_MANIFEST_DIR\")";
        check(&format!("concat!({here}, \"/a.flow\",)"), "a.flow serde=false None ::flow [Deny, Warn]");
        check("env!(\"FLOW_IS_NOT_SET\")", "the variable `FLOW_IS_NOT_SET` is not set");
        check("concat!(\"a\", b)", "`concat!` joins texts, numbers and other constants");
    }

    #[test]
    fn paths_of_other_macros_and_constants_are_explained() {
        let expected = "the macro runs before others and before constants have values: write the path in quotation marks, or with `concat!` and `env!`";
        check("stringify!(a)", &format!("`stringify!` cannot be read: {expected}"));
        check("concat!(\"a\", stringify!(b))", &format!("`stringify!` cannot be read: {expected}"));
        check("PATH_1", &format!("`PATH_1` cannot be read: {expected}"));
    }

    #[test]
    fn tests_may_have_a_crate_of_their_own() {
        check("\"a.flow\", tests", "a.flow serde=false None ::flow [Deny, Warn] tests=::flow_test");
        check("\"a.flow\", tests = crate::ft", "a.flow serde=false None ::flow [Deny, Warn] tests=crate::ft");
    }

    #[test]
    fn hosts_may_have_a_crate_of_their_own() {
        check("\"a.flow\", durable", "a.flow serde=false None ::flow [Deny, Warn] durable=::flow_durable");
        check(
            "\"a.flow\", durable = crate::host",
            "a.flow serde=false None ::flow [Deny, Warn] durable=crate::host",
        );
    }

    #[test]
    fn guards_may_be_fallible() {
        check("\"a.flow\", fallible_guards", "a.flow serde=false None ::flow [Deny, Warn] fallible_guards");
        check("\"a.flow\", fallible_guards = true", "unexpected token");
        check(
            "\"a.flow\", falible_guards",
            "there is no option 'falible_guards'; did you mean 'fallible_guards'?",
        );
    }

    #[test]
    fn options_and_checks_are_given_once() {
        check(
            "\"a.flow\", number = f64, number = i64",
            "the option 'number' is given twice; remove one of them",
        );
        check("\"a.flow\", serde, tests, serde", "the option 'serde' is given twice; remove one of them");
        check(
            "\"a.flow\", allow(never-set), deny(never_set)",
            "the check 'never-set' is given twice; remove one of them",
        );
        check(
            "\"a.flow\", allow(never-set), allow(unreachable-state)",
            "a.flow serde=false None ::flow [Allow, Allow]",
        );
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
             expected a file in quotation marks, or one of: serde, tests, durable, number, fallible_guards, crate, allow, warn, deny\n\
             expected `=`",
        );
    }
}
