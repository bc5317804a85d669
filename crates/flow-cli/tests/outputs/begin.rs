//! The first minutes: `flow` alone, `--help`, `flow new`, `flow completions`.

use snapbox::str;

use crate::place::Place;
use crate::specs::LOAN;

#[test]
fn alone() {
    let place = Place::new("alone", &[]);
    place.flow_with(&[]).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
There are no specifications here yet

  flow new shop       a small project in the folder 'shop': a specification, its tests, a program
  flow check FOLDER   check the specifications in another folder
  flow --help         everything else

"#]]);
    place.write("loan.flow", LOAN);
    place.flow_with(&[]).assert().code(0).stderr_eq("").stdout_eq(str![[r#"
1 specification below this folder

  flow check          report their mistakes
  flow test           run their stories
  flow diagram FILE   draw one
  flow --help         everything else

"#]]);
    place.flow("check nothing").assert().code(2);
}

#[test]
fn help() {
    let place = Place::new("help", &[]);
    place.flow("--help").env("COLUMNS", "100").assert().code(0).stderr_eq("").stdout_eq(str![[r#"
State machines from specifications that people can read

Usage: flow [OPTIONS] [COMMAND]

Every day
  check        Check specifications
  test         Run stories and test files
  explore      Explore every order of events
  diagram      Draw machines and stories
  fmt          Format specifications
  lsp          Serve an editor

For programs around a specification
  expand       Print the Rust code that `flow!` generates
  bindings     List the phrases to implement in Rust
  model        Print the resolved model as JSON
  openapi      Print the HTTP interface as OpenAPI
  diff         Compare the meaning of two versions

To begin, and to look things up
  new          Create a small project
  explain      Show the page of a diagnostic
  completions  Print a script that completes commands in your shell

Options
      --color <WHEN>  When to use colours: auto, always or never [default: auto]
  -h, --help          Print help
  -V, --version       Print version

Examples
  flow new shop               begin a project in the folder 'shop'
  flow check                  check every specification below this folder
  flow test --watch           run the stories again whenever a file is saved
  flow explore                find what goes wrong in some order of events
  flow diagram order.flow     draw the states of a machine
  flow explain never-set      explain a diagnostic and how to fix it

`flow <COMMAND> --help` describes a command.

"#]]);
    place.flow("check --help").env("COLUMNS", "100").assert().code(0).stderr_eq("").stdout_eq(str![[r#"
Check specifications

Usage: flow check [OPTIONS] [PATHS]...

Arguments:
  [PATHS]...
          Files, folders, or '-' for standard input; by default everything below this folder

Options:
      --color <WHEN>
          When to use colours: auto, always or never
          
          [default: auto]

      --format <FORMAT>
          The format of the findings

          Possible values:
          - text:   For people
          - json:   One JSON object per line
          - github: Annotations for GitHub Actions
          - sarif:  SARIF 2.1.0, for code scanners
          
          [default: text]

  -A, --allow <CHECK>
          Do not report what a check finds

  -W, --warn <CHECK>
          Report what a check finds as a warning

  -D, --deny <CHECK>
          Report what a check finds as an error; 'warnings' means all warnings

      --fix
          Follow the helps that say what to write, where a finding has one; then report what is left

      --diff
          With '--fix': change no file, and print the changes as a diff
          
          [alias: --dry-run]

  -w, --watch
          Check again whenever a file is saved

  -h, --help
          Print help (see a summary with '-h')

Examples:
  flow check                         everything below this folder
  flow check order.flow              one specification
  flow check --watch                 again whenever a file is saved
  flow check --fix                   apply the fixes that the findings propose
  flow check --fix --diff            print them, change no file
  flow check -D warnings             treat warnings as errors
  flow check --format github         annotate the lines of a pull request
  git show HEAD:order.flow | flow check -

Exit codes: 0 no errors, 1 errors (after --fix: errors that are left; with --diff: or changes),
2 wrong usage, or a file cannot be read or written

"#]]);
    place.flow("--version").assert().code(0).stdout_eq(concat!("flow ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn completions() {
    let place = Place::new("completions", &[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(place.printed(&format!("completions {shell}")).contains("diagram"), "{shell}");
    }
    let bash = place.printed("completions bash");
    let completed = |of: &str| {
        let (_, script) = bash.split_once(&format!("        flow__subcmd__{of})")).unwrap_or_default();
        script.lines().nth(1).unwrap_or_default().to_owned()
    };
    assert!(completed("explain").contains(" never-set ") && completed("explain").contains(" syntax "));
    assert!(!place.printed("explain --help").contains("ragged-table"), "the list is long");
    assert!(bash.contains(" foreign-state warnings\""), "levels of checks");
    place.flow("completions tcsh").assert().code(2).stdout_eq("");
}

#[test]
fn names_of_projects() {
    let place = Place::new("new-names", &[("there/a.txt", "x")]);
    let check = |name: &str, said: snapbox::data::Inline| {
        place.flow(&format!("new {name}")).assert().code(2).stdout_eq("").stderr_eq(said);
    };
    check(
        "there",
        str![[r#"
error: 'there' is there already
  = help: choose another name

"#]],
    );
    check(
        "My-Shop",
        str![[r#"
error: 'My-Shop' is no name for a project
  = help: names have small letters, digits, '-' and '_': 'flow new my-shop'

"#]],
    );
    check(
        "7",
        str![[r#"
error: '7' is no name for a project
  = help: a name begins with a letter: 'flow new my-7'

"#]],
    );
    check(
        "test",
        str![[r#"
error: a project cannot be called 'test'
  = help: that word is taken; write 'flow new my-test'

"#]],
    );
    check(
        "3d",
        str![[r#"
error: '3d' is no name for a project
  = help: a name begins with a letter: 'flow new my-3d'

"#]],
    );
    check(
        "there/fn",
        str![[r#"
error: a project cannot be called 'fn'
  = help: that word is taken; write 'flow new there/my-fn'

"#]],
    );
    check(
        "käse",
        str![[r#"
error: 'käse' is no name for a project
  = help: names have letters from a to z, digits, '-' and '_', as in 'flow new shop'

"#]],
    );
    assert_eq!(place.names(), ["there"]);
}

#[test]
fn remarks_stand_below_each_other() {
    let place = Place::new("new-readme", &[]);
    for name in ["a", "a-rather-long-name-for-a-shop"] {
        place.flow(&format!("new {name}")).assert().code(0);
        let readme = place.read(&format!("{name}/README.md"));
        let columns: std::collections::BTreeSet<_> =
            readme.lines().filter_map(|line| line.find("   # ")).collect();
        assert_eq!(columns.len(), 1, "{readme}");
    }
}

#[test]
fn a_project_checks_and_plays() {
    let place = Place::new("new-plays", &[]);
    place.flow("new deep/shop").assert().code(0).stderr_eq("").stdout_eq(str![[r#"
written: deep/shop

Next
  cd deep/shop
  flow test                 run its stories
  flow diagram              draw it
  cargo run                 run the program

The specification is flows/shop.flow: change a line, and run 'flow check'.

"#]]);
    place.flow("check -D warnings deep/shop").assert().code(0);
    place.flow("test deep/shop").assert().code(0);
    place.flow("fmt --check deep/shop").assert().code(0);
    place.flow("diagram deep/shop").assert().code(0);
}
