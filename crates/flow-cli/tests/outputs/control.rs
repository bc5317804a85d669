//! Control characters in texts and names of a specification: no command sends one to a terminal, and data keeps them.

use crate::place::Place;

/// A sequence that clears a terminal, as it is in a specification.
const CLEAR: &str = "\u{1b}[2J";
/// A sequence that a terminal takes for a colour, which outputs have of their own.
const RED: &str = "\u{1b}[31m";

const SPECIFICATION: &str = "system: sCLEARys\u{8}\n
machine: @f
  starts in #idle
  ends in #z
  scenario: aCLEARb\u{7}
    given:
      shelf contains:
        | ti |
        | ECLEAR |
    on> :x from @u
      ? phrase ok \"pRED\"
        $q becomes \"aCLEAR\"
        emit :e to @g with t: \"tCLEAR\"
        hand over \"xRED\"
        f moves to #a
      otherwise
        reject \"noCLEAR\"
    expect:
      = $q is \"aCLEARq\"
  scenario: aREDc
    given:
      f is in #a
    on> :zz from @u
      f moves to #z
    expect:
      = f is in #z
      = thing \"CLEAR\" holds
machine: @g
  starts in #i
  on :e from @f in #i
    $t becomes $t
    emit :r to @f with t: \"qCLEAR\"
";

const TESTS: &str = "test: @f
  for scenario: aREDc
    for :zz:
      caseCLEAR n:
        = f is in #a
";

fn place(name: &str) -> Place {
    let written = |text: &str| text.replace("CLEAR", CLEAR).replace("RED", RED);
    let specification = written(SPECIFICATION);
    let other = specification.replace("hand over", "pass on");
    Place::new(name, &[("f.flow", &specification), ("f.test.flow", &written(TESTS)), ("g/f.flow", &other)])
}

/// What a command prints on both streams.
fn printed(place: &Place, args: &str) -> String {
    let output = place.flow(args).output().unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// The text without the colours that `flow` writes itself.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((code, rest)) if code.chars().all(|c| c.is_ascii_digit() || c == ';') => {
                plain.push_str(rest);
            }
            _ => plain += &format!("\u{1b}[{part}"),
        }
    }
    plain
}

#[test]
fn no_command_sends_them_to_a_terminal() {
    let place = place("control-terminal");
    let commands = [
        "check f.flow",
        "test f.flow",
        "test --coverage f.flow",
        "test --format junit f.flow",
        "bindings f.flow",
        "bindings --rust f.flow",
        "diagram f.flow --actions --payloads",
        "diagram f.flow --type lane",
        "diagram f.flow --type combined",
        "diagram f.flow --type table",
        "diagram f.flow --type system",
        "diagram f.flow --type system --format dot",
        "diagram f.flow --type system --format mermaid",
        "diagram f.flow --type system --format svg",
        "diagram f.flow --format html",
        "explore f.flow",
        "explore f.flow --outside 1",
        "expand f.flow",
        "expand --tests f.flow",
        "model f.flow",
        "openapi f.flow",
        "diff f.flow g/f.flow",
        "diff f.flow g/f.flow --format json",
    ];
    for args in commands {
        let text = without_colours(&printed(&place, &format!("{args} --color always")));
        let raw = text.lines().find(|line| line.contains(|c: char| c.is_control()));
        assert_eq!(raw, None, "flow {args}");
    }
}

#[test]
fn they_are_shown_where_a_text_is() {
    let place = place("control-shown");
    let results = printed(&place, "test f.flow");
    for shown in [
        "✗ a\\u{1b}[2Jb\\u{7}\n",
        "assuming phrase ok \"p\\u{1b}[31m\"\n",
        "? a\\u{1b}[31mc\n",
        "✗ case\\u{1b}[2J n\n",
    ] {
        assert!(results.contains(shown), "{shown}: {results}");
    }
    assert!(printed(&place, "bindings f.flow").contains("hand over \"x\\u{1b}[31m\""));
    assert!(printed(&place, "explore f.flow").contains("'phrase ok \"p\\u{1b}[31m\"' is true"));
}

#[test]
fn what_is_formatted_keeps_them() {
    let place = place("control-kept");
    let text = place.read("f.flow");
    let formatted = place.flow("fmt -").stdin(text.as_str()).output().unwrap();
    let once = String::from_utf8(formatted.stdout).unwrap();
    let count = |text: &str| text.matches('\u{1b}').count();
    assert!(count(&text) > 0);
    assert_eq!(count(&once), count(&text));
}
