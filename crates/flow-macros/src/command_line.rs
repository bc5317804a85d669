//! The crates that the compiler was given, by its command line.
//!
//! A macro cannot ask whether a crate exists. Cargo names each crate in an argument of the compiler. Without such
//! arguments, or if they are in a file, no crate is reported as missing.

use flow_syntax::gather::Gather;

/// Whether the code is compiled as a test without this crate.
pub(crate) fn lacks_crate_for_tests(path: &str) -> bool {
    let arguments = read_arguments();
    compiles_tests(&arguments) && lacks_crate(&arguments, path)
}

/// Whether the code is compiled without this crate.
pub(crate) fn lacks_crate_for_hosts(path: &str) -> bool {
    lacks_crate(&read_arguments(), path)
}

fn read_arguments() -> Vec<String> {
    std::env::args_os().map(|arg| arg.to_string_lossy().into_owned()).gather()
}

fn compiles_tests(arguments: &[String]) -> bool {
    arguments.iter().any(|argument| argument == "--test")
}

/// Whether these arguments lack the crate of a path. A path within the own crate is not checked.
fn lacks_crate(arguments: &[String], path: &str) -> bool {
    let Some(name) = path.strip_prefix("::").and_then(|path| path.split("::").next()) else { return false };
    let is_in_file = arguments.iter().any(|argument| argument.starts_with('@'));
    let mut crates = extern_crates(arguments).peekable();
    !is_in_file && crates.peek().is_some() && crates.all(|given| given != name)
}

/// The names in `--extern name=path`, `--extern=priv:name=path`, `--extern name`.
fn extern_crates(arguments: &[String]) -> impl Iterator<Item = &str> {
    let before = std::iter::once("").chain(arguments.iter().map(String::as_str));
    arguments.iter().zip(before).filter_map(|(argument, before)| {
        let value = argument.strip_prefix("--extern=");
        let value = value.or_else(|| (before == "--extern").then_some(argument.as_str()))?;
        let name = value.split('=').next()?;
        name.rsplit(':').next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &str, path: &str, expected: bool) {
        let arguments: Vec<_> = arguments.split(' ').map(str::to_owned).collect();
        let lacks = compiles_tests(&arguments) && lacks_crate(&arguments, path);
        assert_eq!(lacks, expected, "{arguments:?}");
    }

    #[test]
    fn crates_are_arguments() {
        check(
            "rustc --test --extern flow=/x/libflow.rlib --extern flow_test=/x/t.rlib",
            "::flow_test",
            false,
        );
        check("rustc --test --extern flow=/x/libflow.rlib", "::flow_test", true);
        check("rustc --test --extern=priv,noprelude:flow_test=C:/x.rlib", "::flow_test", false);
        check("rustc --test --extern flow_test", "::flow_test::inner", false);
    }

    #[test]
    fn where_nothing_is_known_nothing_is_reported() {
        check("rustc --extern flow=/x/libflow.rlib", "::flow_test", false);
        check("rustc --test", "::flow_test", false);
        check("rustc @arguments --test --extern flow=/x", "::flow_test", false);
        check("rustc --test --extern flow=/x", "crate::testing", false);
    }
}
