//! `flow explore` with options that it cannot use: exit code 2, a sentence, and nothing is explored or written.

use snapbox::str;

use crate::place::Place;

const ORDER: &str = "machine: @order
  starts in #open
  scenario: cancel
    on> :cancel from @customer in #open
      emit :refund to @payment
      order moves to #cancelled

machine: @payment
  scenario: refund
    on :refund from @order
      emit :refunded to @order

machine: @account
  one for each $number
  scenario: open
    on> :open from @customer with $number
      account moves to #opened
";

/// The options, and the first line of the message.
const REFUSED: &[(&[&str], &str)] = &[
    (&["--write", "order.flow"], "error: '--write' takes a test file, and 'order.flow' is none"),
    (&["--write", "-"], "error: '--write' takes a test file, and '-' is none"),
    (&["--write", "notes.txt"], "error: '--write' takes a test file, and 'notes.txt' is none"),
    (&["--write", ".test.flow"], "error: '--write' takes a test file, and '.test.flow' is none"),
    (&["--write", "."], "error: '--write' takes a test file, and '.' is none"),
    (&["--write", "nowhere/order.test.flow"], "error: there is no folder 'nowhere'"),
    (&["--write", "folder.test.flow"], "error: 'folder.test.flow' is no file"),
    (
        &["--write", "really.test.flow"],
        "error: 'really.test.flow' is a specification, and tests are not added to those",
    ),
    (
        &["--write", "other.test.flow"],
        "error: 'other.test.flow' has tests of '@light', which is not in this specification",
    ),
    (
        &["--write", "flat.test.flow"],
        "error: no line of 'flat.test.flow' is indented, and tests that are added are",
    ),
    (
        &["--write", "comment.test.flow"],
        "error: after the text of 'comment.test.flow', the tests would not be read",
    ),
    (&["--svg", "order.flow"], "error: '--svg' takes a folder, and 'order.flow' is none"),
    (&["--svg", "-"], "error: '--svg' takes a folder, and '-' is none"),
    (
        &["--from", "#cancelld"],
        "error: no conversation of 'order.flow' can begin in '#cancelld': no machine has a state '#cancelld'",
    ),
    (
        &["--from", "@ordr in #open"],
        "error: no conversation of 'order.flow' can begin in '@ordr in #open': there is no machine '@ordr'",
    ),
    (
        &["--from", "@order in #opn"],
        "error: no conversation of 'order.flow' can begin in '@order in #opn': '@order' has no state '#opn'",
    ),
    (
        &["--from", "@order in #typo"],
        "error: no conversation of 'order.flow' can begin in '@order in #typo': '@order' has no state '#typo'",
    ),
    (
        &["--from", "#opened"],
        "error: no conversation of 'order.flow' can begin in '#opened': '@account' is one for each key, and no instance of it can be placed",
    ),
    (
        &["--from", "#"],
        "error: invalid value '#' for '--from <STATE>': a state is written with its sign: '#paid' or, of one machine, '@order in #paid'",
    ),
    (&["--sample", "7"], "error: there is no file or folder '7'"),
    (
        &["--sample=x"],
        "error: invalid value 'x' for '--sample[=<SEED>]': a seed is a number from 0 to 18446744073709551615",
    ),
    (&["--states", "0"], "error: invalid value '0' for '--states <N>': 0 is not in 1..=4294967295"),
    (&["--states", "-1"], "error: invalid value '-1' for '--states <N>': -1 is not in 1..=4294967295"),
    (&["--time", "0"], "error: invalid value '0' for '--time <SECONDS>': 0 is not in 1..=4294967295"),
    (&["--instances", "0"], "error: invalid value '0' for '--instances <N>': 0 is not in 1..=4"),
    (&["--instances", "5"], "error: invalid value '5' for '--instances <N>': 5 is not in 1..=4"),
    (&["--outside", "-1"], "error: invalid value '-1' for '--outside <N>': -1 is not in 0..=200"),
    (&["--outside", "201"], "error: invalid value '201' for '--outside <N>': 201 is not in 0..=200"),
    (&["--threads", "0"], "error: invalid value '0' for '--threads <N>': 0 is not in 1..=64"),
    (&["--order", "two"], "error: invalid value 'two' for '--order <ORDER>'"),
    (
        &["--order", "one", "--instances", "0"],
        "error: invalid value '0' for '--instances <N>': 0 is not in 1..=4",
    ),
    (&["--states", "1", "--states", "2"], "error: the argument '--states <N>' cannot be used multiple times"),
    (&["--coverage", "--format", "junit"], "error: a JUnit report has no place for the list of '--coverage'"),
    (&["--suggest", "--format", "junit"], "error: a JUnit report has no place for the list of '--suggest'"),
];

#[test]
fn what_cannot_be_used_is_refused() {
    let files = [
        ("order.flow", ORDER),
        ("really.test.flow", "machine: @light\n  on> :press\n    light moves to #on\n"),
        (
            "other.test.flow",
            "test: @light\n  it shines:\n    receive :press to @light\n    = light is in #on\n",
        ),
        ("flat.test.flow", "test: order\nit is cancelled:\nreceive :cancel from @customer to @order\n"),
        ("comment.test.flow", "test: order\n/* not yet\n"),
        ("folder.test.flow/inner.txt", ""),
    ];
    let place = Place::new("explore-refused", &files);
    let names = place.names();
    for (options, message) in REFUSED {
        let mut args = vec!["explore", "order.flow"];
        args.extend_from_slice(options);
        let output = place.flow_with(&args).env("COLUMNS", "1000").output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert_eq!((errors.lines().next(), output.status.code()), (Some(*message), Some(2)), "{options:?}");
        // A comment without an end is only noticed when the tests are there.
        assert!(output.stdout.is_empty() || message.contains("would not be read"), "{options:?}");
    }
    assert_eq!(place.names(), names);
    for (name, text) in &files {
        assert_eq!(place.read(name), *text, "{name}");
    }
}

#[test]
fn helps_for_options() {
    let place = Place::new("explore-helps", &[("order.flow", ORDER)]);
    let help = |args: &[&str]| {
        let output = place.flow_with(args).env("COLUMNS", "1000").output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        errors.lines().nth(1).unwrap_or_default().trim().to_owned()
    };
    for (args, expected) in [
        (&["explore", "--from", "#cancelld"][..], "= help: did you mean '#cancelled'?"),
        (&["explore", "--from", "@ordr in #open"], "= help: did you mean '@order in #open'?"),
        (&["explore", "--from", "@order in #opn"], "= help: did you mean '@order in #open'?"),
        (&["explore", "--from", "@order in #typo"], "= help: it has #open, #cancelled"),
        (&["explore", "--sample", "7"], "= help: as the seed of the samples, write '--sample=7'"),
        (
            &["explore", "order.flow", "--write", "order"],
            "= help: the names of test files end in '.test.flow': '--write order.test.flow'",
        ),
    ] {
        assert_eq!(help(args), expected, "{args:?}");
    }
}

/// The path after `--sample` is a path.
#[test]
fn samples_have_a_seed_of_their_own() {
    let growing = "machine: @light\n  starts in #off\n  scenario: press\n    on> :press from @guest in #off\n      light moves to #on\n    on> :press from @guest in #on\n      light moves to #off\n    on> :break from @guest in #on\n      light moves to #broken\n";
    let place = Place::new("explore-sample", &[("order.flow", ORDER), ("light.flow", growing)]);
    place.flow("explore --sample order.flow").assert().code(1);
    let notes = |args: &str| {
        let output = place.flow(args).env("COLUMNS", "1000").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let first = notes("explore --states 1 --sample light.flow");
    assert!(first.contains("('--sample=1' samples the same)"), "{first}");
    let seventh = notes("explore --states 1 --sample=7 light.flow");
    assert!(seventh.contains("('--sample=7' samples the same)"), "{seventh}");
}

#[test]
fn settings_of_exploration_are_checked_with_their_place() {
    let settings =
        "[explore]\nrequire = \"everything\"\ninstances = 2\nfrom = \"#cancelld\"\nstates = 0\nthreads = 2\n";
    let place = Place::new("explore-settings-wrong", &[("order.flow", ORDER), ("flow.toml", settings)]);
    place.flow("explore").assert().code(1).stdout_eq("").stderr_eq(str![[r##"
error[configuration]: with several instances, this is never reached
 --> flow.toml:2:12
  |
2 | require = "everything"
  |            ^^^^^^^^^^
  = help: write "two at a time", or leave 'instances' out

error[configuration]: no machine has a state '#cancelld'
 --> flow.toml:4:9
  |
4 | from = "#cancelld"
  |         ^^^^^^^^^
  = help: did you mean '#cancelled'?

error[configuration]: this is no number of states
 --> flow.toml:5:10
  |
5 | states = 0
  |          ^
  = help: write `states = 200000`

error[configuration]: 'threads' cannot be set
 --> flow.toml:6:1
  |
6 | threads = 2
  | ^^^^^^^


"##]]);
    // The state may be one of another specification with the same settings.
    place.write("flow.toml", "[explore]\nfrom = \"@elevator in #moving\"\n");
    place.flow("check").assert().code(0);
    place.flow("explore").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: no conversation of 'order.flow' can begin in '@elevator in #moving': there is no machine '@elevator'

"#]]);
}
