//! `flow fmt`: files are changed whole or not at all, and only where they must.

use snapbox::str;

use crate::place::Place;

const LOOSE: &str = "machine: @a\n   on> :x   in #idle // why\n      a moves to #b\n";
const NEAT: &str = "machine: @a\n  on> :x in #idle  // why\n    a moves to #b\n";
const WRONG: &str = "machine: @a\n   on> :x in #idle\n      ? y\n";

#[test]
fn files_are_laid_out() {
    let place = Place::new("fmt", &[("a.flow", LOOSE), ("b/b.flow", NEAT)]);
    place.flow("fmt --check").assert().code(1).stdout_eq("a.flow:2\n").stderr_eq(str![[r#"
1 of 2 files would be formatted; run 'flow fmt'

"#]]);
    assert_eq!(place.read("a.flow"), LOOSE);
    place.flow("fmt").assert().code(0).stdout_eq("").stderr_eq("formatted 1 of 2 files\n");
    assert_eq!(place.read("a.flow"), NEAT);
    place.flow("fmt --check").assert().code(0).stdout_eq("").stderr_eq("nothing to format in 2 files\n");
    assert_eq!(place.names(), ["a.flow", "b"], "nothing is left behind");
}

#[test]
fn standard_input() {
    let place = Place::new("fmt-stdin", &[]);
    place.flow("fmt -").stdin(LOOSE).assert().code(0).stdout_eq(NEAT).stderr_eq("");
    place.flow("fmt --check -").stdin(LOOSE).assert().code(1).stdout_eq("<stdin>:2\n");
    place.flow("fmt -").stdin(WRONG).assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[empty-guard]: this guard has no body
 --> <stdin>:3:7
  |
3 |       ? y
  |       ^^^
  = help: its steps are on the lines below it, one level deeper


"#]]);
}

#[test]
fn wrong_files_stay_and_others_do_not() {
    let place = Place::new("fmt-wrong", &[("a.flow", WRONG), ("b.flow", LOOSE)]);
    place.flow("fmt").assert().code(1).stdout_eq("").stderr_eq(str![[r#"
error[empty-guard]: this guard has no body
 --> a.flow:3:7
  |
3 |       ? y
  |       ^^^
  = help: its steps are on the lines below it, one level deeper

formatted 1 of 2 files; 1 cannot be

"#]]);
    assert_eq!((place.read("a.flow").as_str(), place.read("b.flow").as_str()), (WRONG, NEAT));
}

#[test]
fn line_ends_stay() {
    let windows = |text: &str| text.replace('\n', "\r\n");
    let mixed = NEAT.replacen('\n', "\r\n", 1);
    let place = Place::new("fmt-ends", &[("a.flow", &windows(LOOSE)), ("b.flow", &mixed)]);
    place.flow("fmt --check").assert().code(1).stdout_eq("a.flow:2\nb.flow:2\n");
    place.flow("fmt").assert().code(0);
    assert_eq!((place.read("a.flow"), place.read("b.flow")), (windows(NEAT), windows(NEAT)));
    place.flow("fmt --check").assert().code(0).stdout_eq("");
    place.write("c.flow", NEAT.trim_end());
    place.flow("fmt --check c.flow").assert().code(1).stdout_eq("c.flow:3\n");
}

#[test]
fn what_cannot_be_read_is_no_file_in_order() {
    let place = Place::new("fmt-bad", &[]);
    std::fs::write(place.folder.join("a.flow"), b"machine: @a\n\xff\n").unwrap();
    place.flow("fmt --check").assert().code(2).stdout_eq("").stderr_eq(str![[r#"
error: 'a.flow' is not UTF-8
  = help: a specification is encoded in UTF-8
1 file cannot be formatted

"#]]);
}

#[test]
fn a_file_that_may_not_be_written() {
    let place = Place::new("fmt-closed", &[("a.flow", LOOSE)]);
    let path = place.folder.join("a.flow");
    let mut rights = std::fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).unwrap();
    let output = place.flow("fmt").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write 'a.flow': permission denied"));
    assert_eq!(place.read("a.flow"), LOOSE);
    assert_eq!(place.names(), ["a.flow"]);
}

#[test]
#[cfg(unix)]
fn rights_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new("fmt-rights", &[("real/a.flow", LOOSE)]);
    let real = place.folder.join("real/a.flow");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real/a.flow", place.folder.join("a.flow")).unwrap();
    place.flow("fmt a.flow").assert().code(0);
    assert!(place.folder.join("a.flow").is_symlink());
    assert_eq!(place.read("real/a.flow"), NEAT);
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn the_flat_seed_gets_its_layout_back() {
    let seed = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seed");
    let Ok(entries) = std::fs::read_dir(seed.join("flat")) else {
        return println!("no seed beside the repository");
    };
    let place = Place::new("fmt-seed", &[]);
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_str().unwrap();
        place.write(name, &std::fs::read_to_string(&path).unwrap());
    }
    place.flow("fmt").assert().code(0);
    for name in place.names() {
        let lines = |text: String| {
            text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(
            lines(place.read(&name)),
            lines(std::fs::read_to_string(seed.join(&name)).unwrap()),
            "{name}"
        );
    }
    place.flow("fmt --check").assert().code(0);
}
