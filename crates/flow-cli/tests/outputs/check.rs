//! `flow check`: findings, output formats and exit codes.

use std::fs::File;
use std::process::{Command, Stdio};

use snapbox::str;

use crate::place::Place;
use crate::specs::{LIBRARY, LOAN, LOAN_TESTS};

const TYPO: &str = "machine: @order\n  on> :pay in #idle\n    order moves to #paid\n  on> :cancel from @customer\n    ? order is in #payed\n      order moves to #cancelled\n";
const VACUOUS: &str = "machine: @order\n  scenario: pay\n    on> :pay in #idle\n      order moves to #paid\n";

#[test]
fn nothing_to_mend() {
    let place = Place::new("check-clean", &[("loan.flow", LOAN), ("loan.test.flow", LOAN_TESTS)]);
    place.flow("check").assert().code(0).stdout_eq("ok: no problems in 2 files\n").stderr_eq("");
}

#[test]
fn a_mistake() {
    let place = Place::new("check-typo", &[("order.flow", TYPO), ("loan.flow", LOAN)]);
    place.flow("check").assert().code(1).stderr_eq("").stdout_eq(str![[r#"
error[unreachable-state]: nothing moves '@order' to '#payed'
 --> order.flow:5:19
  |
5 |     ? order is in #payed
  |                   ^^^^^^
  = help: did you mean '#paid'?

1 error in 1 of 2 files; 'flow explain unreachable-state' tells more

"#]]);
    place.flow("check --format github").assert().code(1).stderr_eq("").stdout_eq(str![[r#"
::error file=order.flow,line=5,endLine=5,col=19,endColumn=25,title=unreachable-state::nothing moves '@order' to '#payed'%0Ahelp: did you mean '#paid'?

"#]]);
    place.flow("check --format json").assert().code(1).stderr_eq("").stdout_eq(str![[r##"
{"name":"unreachable-state","level":"error","message":"nothing moves '@order' to '#payed'","span":{"file":"order.flow","start":108,"end":114,"line":5,"column":19,"end_line":5,"end_column":25},"labels":[],"help":["did you mean '#paid'?"],"fixes":[{"help":"did you mean '#paid'?","edits":[{"span":{"file":"order.flow","start":108,"end":114,"line":5,"column":19,"end_line":5,"end_column":25},"text":"#paid"}]}]}

"##]]);
}

#[test]
fn levels_can_be_set() {
    let place = Place::new("check-levels", &[("order.flow", TYPO)]);
    place.flow("check -A unreachable_state").assert().code(0);
    place.flow("check -W unreachable-state").assert().code(0);
    place.flow("check -W unreachable-state -D warnings").assert().code(1);
    place.flow("check -A unreachable-stat").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no check 'unreachable-stat'
  = help: did you mean 'unreachable-state'?

"#]]);
    place.flow("check -A syntax").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: 'syntax' is always an error
  = help: 'flow explain syntax' shows how to fix it

"#]]);
    place.write("flow.toml", "[lints]\nunreachable-state = \"allow\"\n");
    place.flow("check").assert().code(0);
    place.write("deep/er/order.flow", TYPO);
    place.flow("check deep").assert().code(0);
}

#[test]
fn warnings_do_not_stop() {
    let place = Place::new("check-warnings", &[("order.flow", VACUOUS)]);
    place.flow("check").assert().code(0).stderr_eq("").stdout_eq(str![[r#"
warning[vacuous-scenario]: 'pay' checks nothing
 --> order.flow:2:13
  |
2 |   scenario: pay
  |             ^^^
  = help: what is true at its end is below 'expect:', such as '= order is in #paid'

1 warning in 1 file; 'flow explain vacuous-scenario' tells more

"#]]);
}

#[test]
fn what_is_denied_is_an_error() {
    let place = Place::new("check-denied", &[("order.flow", VACUOUS)]);
    place.flow("check -D warnings").assert().code(1).stderr_eq("").stdout_eq(str![[r#"
error[vacuous-scenario]: 'pay' checks nothing
 --> order.flow:2:13
  |
2 |   scenario: pay
  |             ^^^
  = help: what is true at its end is below 'expect:', such as '= order is in #paid'

1 error in 1 file; 'flow explain vacuous-scenario' tells more

"#]]);
    for format in ["github", "json", "sarif"] {
        for args in ["-D warnings", "-D vacuous-scenario"] {
            let output = place.flow(&format!("check {args} --format {format}")).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            assert_eq!(output.status.code(), Some(1), "{text}");
            let level = match format {
                "github" => "::error file=order.flow",
                "json" => "\"level\":\"error\"",
                _ => "\"level\": \"error\",\n          \"locations\"",
            };
            assert!(text.contains(level), "{format}: {text}");
        }
    }
}

#[test]
fn the_worst_is_explained_first() {
    let both = format!("{VACUOUS}{}", TYPO.replace("order", "bill"));
    let place = Place::new("check-worst", &[("order.flow", &both)]);
    let output = place.flow("check").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let last = text.lines().last().unwrap();
    assert_eq!(
        last,
        "1 error, 1 warning in 1 file; 'flow explain unreachable-state' tells more, as for any name in brackets"
    );
}

#[test]
fn help_is_broken_where_lines_end() {
    let place = Place::new("check-narrow", &[("order.flow", VACUOUS)]);
    place.flow("check").env("COLUMNS", "40").assert().code(0).stderr_eq("").stdout_eq(str![[r#"
warning[vacuous-scenario]: 'pay' checks nothing
 --> order.flow:2:13
  |
2 |   scenario: pay
  |             ^^^
  = help: what is true at its end is
          below 'expect:', such as '=
          order is in #paid'

1 warning in 1 file; 'flow explain vacuous-scenario' tells more

"#]]);
    let failure = place.flow("check").env("COLUMNS", "40").current_dir("/dev").output().unwrap();
    assert_eq!(failure.status.code(), Some(2));
    String::from_utf8(failure.stderr)
        .unwrap()
        .lines()
        .skip(1)
        .for_each(|line| assert!(line.len() <= 40, "{line}"));
}

#[test]
fn settings_are_shown_with_their_folder() {
    let settings = "[lints]\nnever-sett = \"allow\"\n";
    let place = Place::new("check-settings", &[("deep/flow.toml", settings), ("deep/er/order.flow", LOAN)]);
    let said = |folder: &str, path: &str| {
        let run = place.flow(&format!("check {path}")).current_dir(place.folder.join(folder));
        let output = run.output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().find_map(|line| line.trim().strip_prefix("--> ")).unwrap().to_owned()
    };
    assert_eq!(said("", "deep/er"), "deep/flow.toml:2:1");
    assert_eq!(said("deep", "er/order.flow"), "flow.toml:2:1");
    assert_eq!(said("deep/er", "."), "../flow.toml:2:1");
    let absolute = place.folder.join("deep/er/order.flow");
    assert!(said("", absolute.to_str().unwrap()).ends_with("/check-settings/deep/flow.toml:2:1"));
}

#[test]
#[cfg(unix)]
fn long_work_shows_how_far_it_is() {
    let place = Place::new("check-progress", &[]);
    let handler = |at: usize| {
        format!("  on> :event_{at} from @customer in #idle\n    $sum increases by {at}\n    note it\n")
    };
    let long = format!("machine: @order\n{}", (0..6_000).map(handler).collect::<String>());
    (0..8).for_each(|at| place.write(&format!("{at}.flow"), &long));
    let mut script = Command::new("script");
    let flow = format!("'{}' check", snapbox::cmd::cargo_bin!("flow").display());
    script.args(["-qec", &flow, "/dev/null"]).current_dir(&place.folder).stdin(Stdio::null());
    let Ok(output) = script.output() else {
        return println!("there is no program 'script' to play a terminal");
    };
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("checking ["), "{text}");
    assert!(text.contains(" of 8, "), "{text}");
    let piped = place.flow("check 0.flow 1.flow").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&piped.stderr), "", "only terminals show it");
}

#[test]
fn colours_where_they_are_wanted() {
    let place = Place::new("check-colour", &[("order.flow", TYPO)]);
    let has_colour = |args: &str| {
        let output = place.flow(args).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!has_colour("check"));
    assert!(has_colour("check --color always"));
    assert!(!has_colour("--color never check"));
    let output = place.flow("check").env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(output.stdout.contains(&0x1b));
}

#[test]
fn standard_input() {
    let place = Place::new("check-stdin", &[]);
    place.flow("check -").stdin(TYPO).assert().code(1).stderr_eq("").stdout_eq(str![[r#"
error[unreachable-state]: nothing moves '@order' to '#payed'
 --> <stdin>:5:19
  |
5 |     ? order is in #payed
  |                   ^^^^^^
  = help: did you mean '#paid'?

1 error in 1 file; 'flow explain unreachable-state' tells more

"#]]);
    place.flow("check -").stdin(LOAN).assert().code(0).stdout_eq("ok: no problems in 1 file\n");
    place.flow("check -").stdin("").assert().code(1);
}

#[test]
fn bad_use() {
    let place = Place::new("check-bad", &[("order.flow", LOAN), ("notes.txt", "x")]);
    std::fs::create_dir(place.folder.join("empty")).unwrap();
    let check = |args: &str, said: snapbox::data::Inline| {
        place.flow(args).assert().code(2).stdout_eq("").stderr_eq(said);
    };
    check(
        "check odrer.flow",
        str![[r#"
error: there is no file or folder 'odrer.flow'
  = help: did you mean 'order.flow'?

"#]],
    );
    check(
        "check order",
        str![[r#"
error: there is no file or folder 'order'
  = help: did you mean 'order.flow'?

"#]],
    );
    check(
        "check notes.txt",
        str![[r#"
error: 'notes.txt' is no specification
  = help: the names of specifications end in '.flow'

"#]],
    );
    check(
        "check empty",
        str![[r#"
error: there are no specifications in 'empty'
  = help: the names of specifications end in '.flow'; 'flow new shop' writes first ones, in a project of its own

"#]],
    );
    check(
        "check --format yaml",
        str![[r#"
error: invalid value 'yaml' for '--format <FORMAT>'
  [possible values: text, json, github, sarif]

For more information, try '--help'.

"#]],
    );
    check(
        "chekc",
        str![[r#"
error: unrecognized subcommand 'chekc'

  tip: a similar subcommand exists: 'check'

Usage: flow [OPTIONS] [COMMAND]

For more information, try '--help'.

"#]],
    );
    check(
        "check --watch -",
        str![[r#"
error: standard input cannot be watched
  = help: name a file or a folder

"#]],
    );
}

#[test]
fn loose_scenarios_and_tests_find_their_machine() {
    let story = "scenario: late\n  on> :borrow from @reader\n    loan moves to #active\n  expect:\n    = loan is in #active\n";
    let machine = "machine: @loan\n  starts in #open\n  scenario: borrow\n    on> :borrow from @reader\n      loan moves to #active\n    expect:\n      = loan is in #active\n";
    let other = machine.replace("loan", "fine");
    let test = "test: @loan\n  for scenario: borow\n    x:\n      = loan is in #active\n";
    let place = Place::new(
        "check-loose",
        &[("loan.flow", machine), ("fine.flow", &other), ("late.flow", story), ("x.test.flow", test)],
    );
    place.flow("check late.flow").assert().code(0).stdout_eq("ok: no problems in 2 files\n");
    place.flow("check x.test.flow").assert().code(1).stdout_eq(str![[r#"
error[unknown-name]: '@loan' has no scenario 'borow'
 --> x.test.flow:2:17
  |
2 |   for scenario: borow
  |                 ^^^^^
  = help: did you mean 'borrow'?

1 error in 1 of 2 files; 'flow explain unknown-name' tells more

"#]]);
    place.flow("check fine.flow").assert().code(0).stdout_eq("ok: no problems in 1 file\n");
    place
        .flow("check fine.flow loan.flow late.flow")
        .assert()
        .code(0)
        .stdout_eq("ok: no problems in 3 files\n");
}

#[test]
fn files_of_a_system_belong_together() {
    let [head, tail] =
        LIBRARY.split_once("machine: @shelf").map(|(head, tail)| [head.to_owned(), tail.to_owned()]).unwrap();
    let shelf = format!("machine: @shelf{tail}");
    let place = Place::new("check-system", &[("library.flow", &head), ("shelf.flow", &shelf)]);
    // Without the shelf, and with it.
    let alone = place.flow("model library.flow").output().unwrap();
    let both = place.flow("model .").output().unwrap();
    let machines = |output: &std::process::Output| {
        String::from_utf8_lossy(&output.stdout).matches("\"initial\": \"").count()
    };
    assert_eq!((machines(&alone), machines(&both)), (1, 2));
}

#[test]
fn a_folder_of_200_files() {
    let place = Place::new(
        "check-many",
        &[(".gitignore", "left-out\n"), ("left-out/order.flow", TYPO), (".hidden/order.flow", TYPO)],
    );
    for at in 0..200 {
        place.write(&format!("{}/order-{at}.flow", at % 7), LOAN);
    }
    let start = std::time::Instant::now();
    place.flow("check").assert().code(0).stdout_eq("ok: no problems in 200 files\n");
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_read() {
    let place = Place::new("check-unreadable", &[("loan.flow", LOAN)]);
    std::os::unix::fs::symlink("/proc/self/mem", place.folder.join("closed.flow")).unwrap();
    std::os::unix::fs::symlink("nowhere.flow", place.folder.join("dangling.flow")).unwrap();
    place.flow("check").assert().code(1).stderr_eq("").stdout_eq(str![[r#"
error[missing-file]: 'closed.flow' cannot be read: Input/output error (os error 5)
 --> closed.flow:1:1

error[missing-file]: there is no file 'dangling.flow'
 --> dangling.flow:1:1

2 errors in 2 of 3 files; 'flow explain missing-file' tells more

"#]]);
}

#[test]
fn bytes_of_any_kind() {
    let place = Place::new("check-bytes", &[]);
    std::fs::write(place.folder.join("a.flow"), b"\xff\xfe\0machine: @a\n\xc3\x28").unwrap();
    let output = place.flow("check").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("error[invalid-utf8]"));
}

#[test]
fn a_reader_that_goes_away() {
    let place = Place::new("check-pipe", &[("order.flow", TYPO)]);
    let mut child = raw(&place, "check").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]), "the verdict stands");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk() {
    let place = Place::new("check-full", &[("order.flow", TYPO)]);
    for args in
        ["check", "check --format sarif", "explain", "explain never-set", "completions bash", "--help", ""]
    {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = raw(&place, args).stdout(full).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args}: {said}");
        assert!(said.contains("the result cannot be written: no space left on device"), "{args}: {said}");
    }
}

fn raw(place: &Place, args: &str) -> Command {
    let mut command = Command::new(snapbox::cmd::cargo_bin!("flow"));
    command.args(args.split_whitespace()).current_dir(&place.folder);
    command
}
