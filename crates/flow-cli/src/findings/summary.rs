//! The summary line: the number of findings and files, and a hint at `flow explain`.

use std::collections::BTreeSet;

use crate::findings::{Finding, count_errors};
use crate::ui::{BOLD, DIM, GREEN, RED, YELLOW, painted};

/// The summary of findings in `files` files, with a line end.
pub(super) fn summarize(found: &[Finding<'_>], files: usize) -> String {
    let looked_at = count_with_noun(files, "file");
    if found.is_empty() {
        return format!("{}: no problems in {looked_at}\n", painted(GREEN, "ok"));
    }
    let errors = count_errors(found);
    let warnings = found.len() - errors;
    let mut counts = Vec::new();
    if errors > 0 {
        counts.push(painted(RED, &count_with_noun(errors, "error")));
    }
    if warnings > 0 {
        counts.push(painted(YELLOW, &count_with_noun(warnings, "warning")));
    }
    let touched: BTreeSet<&str> = found.iter().map(Finding::path).collect();
    let place =
        if files == 1 { "in 1 file".to_owned() } else { format!("in {} of {looked_at}", touched.len()) };
    let hint = painted(DIM, &explain_hint(found));
    format!("{} {}; {hint}\n", counts.join(&painted(BOLD, ", ")), painted(BOLD, &place))
}

/// The hint: it names the first error, or the first warning if there are no errors.
fn explain_hint(found: &[Finding<'_>]) -> String {
    let worst = found.iter().map(|found| found.diagnostic.level).max();
    let first = found.iter().find(|found| Some(found.diagnostic.level) == worst);
    let first = first.map_or("", |found| found.diagnostic.name.as_str());
    let names: BTreeSet<_> = found.iter().map(|found| found.diagnostic.name).collect();
    match names.len() {
        0 | 1 => format!("'flow explain {first}' tells more"),
        _ => format!("'flow explain {first}' tells more, as for any name in brackets"),
    }
}

/// `1 file`, `2 files`.
pub(crate) fn count_with_noun(count: usize, what: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {what}{end}")
}
