//! `flow explain`.

use snapbox::str;

use crate::place::Place;

#[test]
fn one_page() {
    let place = Place::new("explain", &[]);
    place.flow("explain tab-indent").env("COLUMNS", "60").assert().code(0).stderr_eq("").stdout_eq(str![[
        r#"
tab-indent

Finds a tab in the indentation. Always an error.

Indentation is measured in columns, and editors disagree
about the width of a tab. So indentation uses spaces only;
inside a line a tab counts as a space.

    machine: @order
      on> :pay in #idle
    	order moves to #paid

    error[tab-indent]: this line is indented with a tab
     --> main.flow:3:1
      |
    3 |  order moves to #paid
      | ^
      = help: blocks are indented with spaces

How to fix it

Replace the tab with spaces.

    machine: @order
      on> :pay in #idle
        order moves to #paid

"#
    ]]);
    let page = place.printed("explain never-set");
    for name in ["never_set", "warning[never-set]", "Never-Set"] {
        assert_eq!(place.printed(&format!("explain {name}")), page, "{name}");
    }
}

#[test]
fn all_pages_fit() {
    let place = Place::new("explain-all", &[]);
    let list = place.printed("explain");
    for name in flow_syntax::diagnostic::Name::ALL {
        assert!(list.contains(&format!("  {}  ", name.as_str())), "{}", name.as_str());
        let output = place.flow_with(&["explain", name.as_str()]).env("COLUMNS", "70").output().unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        let text = page.lines().filter(|line| !line.starts_with("    "));
        text.for_each(|line| assert!(line.chars().count() <= 70, "{}: {line}", name.as_str()));
    }
}

#[test]
fn no_such_page() {
    let place = Place::new("explain-none", &[]);
    place.flow("explain neverset").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no diagnostic 'neverset'
  = help: did you mean 'never-set'? 'flow explain never-set' shows it

"#]]);
    place.flow("explain qqqqqq").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: there is no diagnostic 'qqqqqq'
  = help: 'flow explain' lists all

"#]]);
}

#[test]
fn findings_of_explorations_have_pages() {
    let place = Place::new("explain-finding", &[]);
    let text = place.printed("explain waits-for-ever");
    assert!(text.starts_with("waits-for-ever\n"), "{text}");
    assert!(place.printed("explain error[stale-timer]").starts_with("stale-timer\n"));
    place.flow("explain waits-for-evr").assert().code(2).stderr_eq(str![[r#"
error: there is no diagnostic 'waits-for-evr'
  = help: did you mean 'waits-for-ever'? 'flow explain waits-for-ever' shows it

"#]]);
}
