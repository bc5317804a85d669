//! `flow check --fix`: what it writes, prints and leaves.

use snapbox::str;

use crate::place::Place;

/// A capital, and a line that ends too early.
const UNREADABLE: &str =
    "machine: @order\n  on> :pay from @customer in #idle\n    order moves to #Paid\n    emit :done to\n";
const TYPO: &str = "machine: @order\n  on> :pay in #idle\n    order moves to #paid\n  on> :cancel from @customer\n    ? order is in #payed\n      order moves to #cancelled\n";
const PERCENT: &str = "machine: @order\n  on> :pay from @customer in #idle\n    $total: number increases by 10%\n    order moves to #paid\n";

#[test]
fn a_misspelt_name_is_corrected() {
    let place = Place::new("check-fix", &[("order.flow", TYPO)]);
    place
        .flow("check --fix")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
ok: no problems in 1 file

"#]])
        .stderr_eq(str![[r#"
fixed[unreachable-state] order.flow:5: nothing moves '@order' to '#payed'; did you mean '#paid'?
fixed 1 finding in 1 file

"#]]);
    assert_eq!(place.read("order.flow"), TYPO.replace("#payed", "#paid"));
    place
        .flow("check --fix")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
ok: no problems in 1 file

"#]])
        .stderr_eq(str![[r#"
nothing to fix

"#]]);
}

#[test]
fn a_diff_changes_no_file() {
    let place = Place::new("check-fix-diff", &[("order.flow", TYPO)]);
    place
        .flow("check --fix --diff")
        .assert()
        .code(1)
        .stdout_eq(str![[r#"
--- order.flow
+++ order.flow
@@ -2,5 +2,5 @@
   on> :pay in #idle
     order moves to #paid
   on> :cancel from @customer
-    ? order is in #payed
+    ? order is in #paid
       order moves to #cancelled
ok: no problems in 1 file

"#]])
        .stderr_eq(str![[r#"
would fix[unreachable-state] order.flow:5: nothing moves '@order' to '#payed'; did you mean '#paid'?
would fix 1 finding in 1 file

"#]]);
    assert_eq!(place.read("order.flow"), TYPO);
}

#[test]
fn of_several_fixes_none_is_chosen() {
    let place = Place::new("check-fix-choice", &[("order.flow", PERCENT)]);
    place
        .flow("check --fix")
        .assert()
        .code(0)
        .stdout_eq(str![[r#"
warning[bare-percent]: '10%' is the number 0.1 here, not a part of '$total'
 --> order.flow:3:33
  |
3 |     $total: number increases by 10%
  |                                 ^^^
  = help: if a part of it is meant, write '$total * 10%'
  = help: if the number is meant, write '0.1'

1 warning in 1 file; 'flow explain bare-percent' tells more

"#]])
        .stderr_eq(str![[r#"
nothing to fix; 1 finding has several fixes to choose from

"#]]);
    assert_eq!(place.read("order.flow"), PERCENT);
}

#[test]
fn what_cannot_be_fixed_is_left() {
    let place = Place::new("check-fix-left", &[("order.flow", UNREADABLE)]);
    place.flow("check --fix").assert().code(1).stdout_eq(str![[r#"
error[syntax]: this line ends too early
 --> order.flow:4:5
  |
4 |     emit :done to
  |     ^^^^^^^^^^^^^
  = help: a line of this kind is 'emit :event to @actor'
  = help: a line of this kind is 'emit :event to @actor with $a, $b'
  = help: a line of this kind is 'emit :event to @actor with name: 1'

1 error in 1 file; 'flow explain syntax' tells more

"#]]).stderr_eq(str![[r#"
fixed[capital-name] order.flow:3: '#Paid' has a capital letter; names are lower-case words joined by '_': '#paid'
fixed 1 finding in 1 file

"#]]);
}

#[test]
fn the_line_ends_of_a_file_are_kept() {
    let text = TYPO.replace('\n', "\r\n");
    let place = Place::new("check-fix-crlf", &[("order.flow", &text)]);
    place.flow("check --fix").assert().code(0);
    assert_eq!(place.read("order.flow"), text.replace("#payed", "#paid"));
}

#[test]
fn the_rest_is_reported_in_every_format() {
    let place = Place::new("check-fix-json", &[("order.flow", PERCENT), ("other.flow", TYPO)]);
    place.flow("check --fix --format json").assert().code(0).stdout_eq(str![[r#"
{"name":"bare-percent","level":"warning","message":"'10%' is the number 0.1 here, not a part of '$total'","span":{"file":"order.flow","start":83,"end":86,"line":3,"column":33,"end_line":3,"end_column":36},"labels":[],"help":["if a part of it is meant, write '$total * 10%'","if the number is meant, write '0.1'"],"fixes":[{"help":"if a part of it is meant, write '$total * 10%'","edits":[{"span":{"file":"order.flow","start":83,"end":86,"line":3,"column":33,"end_line":3,"end_column":36},"text":"$total * 10%"}]},{"help":"if the number is meant, write '0.1'","edits":[{"span":{"file":"order.flow","start":83,"end":86,"line":3,"column":33,"end_line":3,"end_column":36},"text":"0.1"}]}]}

"#]]);
}

#[test]
fn standard_input_is_not_fixed() {
    let place = Place::new("check-fix-stdin", &[]);
    place.flow("check --fix -").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: standard input cannot be fixed
  = help: name the file

"#]]);
    place.flow("check --diff").assert().code(2).stdout_eq("");
    place.flow("check --fix --watch").assert().code(2).stdout_eq("");
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_a_failure() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new("check-fix-readonly", &[("order.flow", TYPO)]);
    let path = place.folder.join("order.flow");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).unwrap();
    place.flow("check --fix").assert().code(2);
    assert_eq!(place.read("order.flow"), TYPO);
}
