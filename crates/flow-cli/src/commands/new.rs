//! `flow new`: a small project that builds, tests and draws at once.
//!
//! The files are those of the folder `template`, with the project's name inserted. If this program was built from a checkout
//! that still exists, the project depends on the crates of the checkout and copies its `Cargo.lock`, so that it builds
//! offline. Otherwise it depends on published versions.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Exit, Failure, display_path};
use crate::ui::{BOLD, GREEN, Ui, painted};

/// Create a small project
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct NewArgs {
    /// The name of the project and of its folder
    #[arg(value_name = "NAME")]
    path: PathBuf,
}

const EXAMPLES: &str = "\x1b[1mExamples:\x1b[0m
  flow new shop                create a folder 'shop' with a specification, its tests, and a program
  cd shop && flow test         run its stories
  cargo run                    run the program";

/// The files of a project: path and content.
const FILES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("../template/Cargo.toml.in")),
    (".gitignore", "/target\n"),
    ("README.md", include_str!("../template/README.md")),
    ("flows/{{name}}.flow", include_str!("../template/flows/main.flow")),
    ("flows/{{name}}.test.flow", include_str!("../template/flows/main.test.flow")),
    ("src/main.rs", include_str!("../template/src/main.rs")),
];

/// Names that cargo or Rust reserves, and those of the project's dependencies.
const TAKEN: &[&str] = &[
    "alloc",
    "as",
    "async",
    "await",
    "break",
    "build",
    "const",
    "continue",
    "core",
    "crate",
    "deps",
    "dyn",
    "else",
    "enum",
    "examples",
    "extern",
    "false",
    "flow",
    "flow-lang",
    "flow-lang-test",
    "flow-test",
    "flow_test",
    "fn",
    "for",
    "if",
    "impl",
    "in",
    "incremental",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "proc-macro",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
];

/// The separator between a command and a remark in the README.
const REMARK: &str = "   # ";

/// Writes the project.
pub(crate) fn run(args: &NewArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let name = project_name(&args.path)?;
    if args.path.read_dir().is_ok_and(|mut entries| entries.next().is_some()) || args.path.is_file() {
        return Err(Failure::new(format!("'{}' is there already", display_path(&args.path)))
            .help("choose another name"));
    }
    let checkout = source_checkout();
    for (path, text) in FILES {
        let path = args.path.join(path.replace("{{name}}", name));
        write_file(&path, &fill_template(text, name, checkout.as_deref()))?;
    }
    if let Some(lock) = checkout.and_then(|checkout| fs::read_to_string(checkout.join("Cargo.lock")).ok()) {
        write_file(&args.path.join("Cargo.lock"), &lock)?;
    }
    ui.print(next_steps(&args.path, name));
    Ok(Exit::CLEAN)
}

/// The last part of the path, if it is a valid name of a package.
fn project_name(path: &Path) -> Result<&str, Failure> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let called = |name: &str| path.with_file_name(name).display().to_string();
    let is_sign =
        |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, '-' | '_');
    if name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(is_sign) {
        return match TAKEN.contains(&name) {
            false => Ok(name),
            true => Err(Failure::new(format!("a project cannot be called '{name}'"))
                .help(format!("that word is taken; write 'flow new {}'", called(&format!("my-{name}"))))),
        };
    }
    let plain: String =
        name.to_lowercase().chars().map(|sign| if is_sign(sign) { sign } else { '-' }).collect();
    let plain = plain.trim_matches(['-', '_']);
    let failure = Failure::new(format!("'{}' is no name for a project", display_path(path)));
    Err(match plain {
        _ if plain.is_empty() || !name.is_ascii() => {
            failure.help("names have letters from a to z, digits, '-' and '_', as in 'flow new shop'")
        }
        plain if !plain.starts_with(|first: char| first.is_ascii_lowercase()) => failure
            .help(format!("a name begins with a letter: 'flow new {}'", called(&format!("my-{plain}")))),
        plain => failure
            .help(format!("names have small letters, digits, '-' and '_': 'flow new {}'", called(plain))),
    })
}

/// The checkout that this program was built from, if it still exists.
fn source_checkout() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2)?;
    root.join("crates/flow/Cargo.toml").is_file().then(|| root.to_owned())
}

fn fill_template(text: &str, name: &str, checkout: Option<&Path>) -> String {
    let dependency = |package: &str| match checkout {
        // Literal strings of TOML know no escapes, which paths of Windows would need.
        Some(root) => format!("path = '{}'", root.join("crates").join(package).display()),
        None => format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
    };
    let text = text.replace("{{name}}", name);
    align_remarks(
        &text.replace("{{flow}}", &dependency("flow")).replace("{{flow-test}}", &dependency("flow-test")),
    )
}

/// Aligns the remarks of commands in one column: their position depends on the length of the name.
fn align_remarks(text: &str) -> String {
    let parts = |line| str::split_once(line, REMARK).map(|(command, remark)| (command.trim_end(), remark));
    let widest = text.lines().filter_map(parts).map(|(command, _)| command.len()).max().unwrap_or_default();
    let line = |line| match parts(line) {
        Some((command, remark)) => format!("{command:widest$}{REMARK}{remark}\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Failure::io("make the folder", folder, &error))?;
    fs::write(path, text).map_err(|error| Failure::io("write", path, &error))
}

fn next_steps(folder: &Path, name: &str) -> String {
    let title = painted(GREEN, "written");
    let step = |command: &str, does: &str| format!("  {:24}  {does}\n", command);
    let mut text = format!("{title}: {}\n\n{}\n", display_path(folder), painted(BOLD, "Next"));
    text += &step(&format!("cd {}", display_path(folder)), "");
    text += &step("flow test", "run its stories");
    text += &step("flow diagram", "draw it");
    text += &step("cargo run", "run the program");
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>()
        + &format!("\nThe specification is flows/{name}.flow: change a line, and run 'flow check'.\n")
}
