//! Changes of the text of one machine of a case, as an author makes them.

use std::ops::Range;

use flow_tests::case::Case;

/// The case with some lines of a machine changed.
pub(crate) fn edit_lines(case: &Case, machine: &str, edit: &dyn Fn(&str) -> Option<String>) -> Case {
    let (path, range) = lines_of(case, machine);
    let change = |(number, line): (usize, &str)| match range.contains(&number) {
        true => edit(line).unwrap_or_else(|| line.to_owned()),
        false => line.to_owned(),
    };
    let text: Vec<String> = case.files[&path].lines().enumerate().map(change).collect();
    replace_file(case, &path, &text.join("\n"))
}

/// The case with another text in one of its files.
pub(crate) fn replace_file(case: &Case, path: &str, text: &str) -> Case {
    let mut case = case.clone();
    case.files.insert(path.to_owned(), format!("{text}\n"));
    case
}

/// The file of a machine and its lines, from its header to the next header.
pub(crate) fn lines_of(case: &Case, machine: &str) -> (String, Range<usize>) {
    let header = format!("machine: @{machine}");
    let is_header = |line: &str| line.split("//").next().unwrap_or(line).trim() == header;
    let begins = |line: &&str| {
        ["machine:", "system:", "test:", "uses:"].iter().any(|word| line.trim_start().starts_with(word))
    };
    let found = case.files.iter().find_map(|(path, text)| {
        let first = text.lines().position(is_header)?;
        let length = text.lines().skip(first + 1).take_while(|line| !begins(line)).count();
        Some((path.clone(), first..first + 1 + length))
    });
    found.unwrap_or_else(|| panic!("{}: no header of @{machine}", case.name))
}

/// The spaces at the beginning of a line.
pub(crate) fn indent_of(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}
