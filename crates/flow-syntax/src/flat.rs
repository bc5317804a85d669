//! `flat`: the columns that lines had before their text lost its layout (reference#flat-text).
//!
//! Where no line is indented, every line gets the column it would have in a file with layout, and `layout` nests it
//! like any other. Inside a handler the guards decide: see [`guard_columns`].

use crate::gather::Gather;
use crate::ordered::Map;

use crate::ast::Reaction;
use crate::block::step::{begins_step, excludes_fact, is_transition};
use crate::kind::{Header, Kind};
use crate::lines::Line;

/// The columns of headers, in levels, and of the lines in a scenario.
const MACHINE: usize = 0;
const SCENARIO: usize = 1;
const IN_SCENARIO: usize = 2;

/// Whether the lines lost their layout: more than headers, and all at one column.
pub(crate) fn is_flat(lines: &[Line<'_>]) -> bool {
    let ranked = |line: &Line<'_>| line.kind.rank().is_some();
    let column = lines.first().map(|line| line.column);
    lines.iter().any(ranked)
        && !lines.iter().all(ranked)
        && lines.iter().all(|line| Some(line.column) == column)
}

/// Gives every line of a flat text its column.
pub(crate) fn infer_columns(lines: &mut [Line<'_>]) {
    if lines.iter().any(|line| line.kind == Kind::Header(Header::Test)) {
        return infer_test_columns(lines);
    }
    let depths = compute_table_depths(lines);
    let mut inside = SCENARIO;
    let mut at = 0;
    while at < lines.len() {
        let kind = lines[at].kind;
        if kind.rank().is_some() {
            let is_inner = matches!(kind, Kind::Header(Header::Scenario | Header::Rules));
            inside = if is_inner { IN_SCENARIO } else { SCENARIO };
        }
        at = match kind {
            Kind::Header(Header::System | Header::Machine | Header::Uses) => set_column(lines, at, MACHINE),
            Kind::Header(Header::Scenario) | Kind::State => set_column(lines, at, SCENARIO),
            Kind::Header(Header::Rules) => set_rule_columns(lines, at),
            Kind::Header(Header::Given | Header::Expect) => {
                set_block_columns(lines, &depths, at, inside, ends_block)
            }
            Kind::On | Kind::Crossing => set_handler_columns(lines, &depths, at, inside),
            _ => set_column(lines, at, inside),
        };
    }
}

fn set_column(lines: &mut [Line<'_>], at: usize, column: usize) -> usize {
    lines[at].column = column;
    at + 1
}

/// A `rules:` and its lines: a `when`, and an `assume:`, own the rules up to the next one. Where the next block begins.
fn set_rule_columns(lines: &mut [Line<'_>], header: usize) -> usize {
    lines[header].column = SCENARIO;
    let mut column = IN_SCENARIO;
    let mut at = header + 1;
    while let Some(line) = lines.get_mut(at).filter(|line| line.kind.rank().is_none()) {
        let owns = matches!(line.kind, Kind::When | Kind::Header(Header::Assume));
        line.column = if owns { IN_SCENARIO } else { column };
        column = if owns { IN_SCENARIO + 1 } else { column };
        at += 1;
    }
    at
}

/// The depth of each line of a table or payload, relative to the first line of its block.
fn compute_table_depths(lines: &[Line<'_>]) -> Vec<usize> {
    let mut rows = 1;
    let mut depths = Vec::with_capacity(lines.len());
    for line in lines {
        depths.push(match line.kind {
            Kind::Row => rows,
            Kind::With => 1,
            _ => 0,
        });
        if line.kind != Kind::Row {
            rows = if line.kind == Kind::With { 2 } else { 1 };
        }
    }
    depths
}

/// Whether a line begins another block of a scenario.
fn ends_block(line: &Line<'_>) -> bool {
    matches!(line.kind, Kind::Header(_) | Kind::UnknownHeader | Kind::On | Kind::Crossing)
}

/// Whether a line cannot be a fact of a handler's own `given:`, but must be a step.
fn ends_facts(line: &Line<'_>) -> bool {
    ends_block(line)
        || matches!(line.kind, Kind::Guard | Kind::OrGuard | Kind::Otherwise | Kind::ForEach)
        || excludes_fact(line)
        || changes_variable(line)
        || line.kind == Kind::Words && begins_step(&line.text)
        || line.kind == Kind::Words && Reaction::of_words(&line.text).is_some()
}

/// Whether a line is an update other than `becomes`, which is in the list of texts that no fact has.
fn changes_variable(line: &Line<'_>) -> bool {
    const CHANGES: [&str; 6] =
        [" increases by ", " decreases by ", " adds ", " removes ", " clears", " comes from "];
    line.kind == Kind::Variable && CHANGES.iter().any(|verb| line.text.contains(verb))
}

/// A `given:` or `expect:` and its lines; where the next block begins.
fn set_block_columns(
    lines: &mut [Line<'_>],
    depths: &[usize],
    header: usize,
    column: usize,
    ends: fn(&Line<'_>) -> bool,
) -> usize {
    lines[header].column = column;
    let mut at = header + 1;
    while at < lines.len() && !ends(&lines[at]) {
        lines[at].column = column + 1 + depths[at];
        at += 1;
    }
    at
}

/// A handler with its body and the `given:` and `expect:` that belong to it.
fn set_handler_columns(lines: &mut [Line<'_>], depths: &[usize], on: usize, column: usize) -> usize {
    lines[on].column = column;
    let inside = column + 1;
    let end = (on + 1..lines.len()).find(|at| ends_handler(lines, *at)).unwrap_or(lines.len());
    let mut at = on + 1;
    if lines[on + 1..end].first().is_some_and(|line| line.kind == Kind::With) {
        at = set_declaration_columns(&mut lines[..end], at, inside);
    }
    let mut body = Vec::new();
    while at < end {
        match lines[at].kind {
            Kind::Header(Header::Given) => {
                at = set_block_columns(&mut lines[..end], depths, at, inside, ends_facts);
            }
            Kind::Header(Header::Expect) => {
                at = set_block_columns(&mut lines[..end], depths, at, inside, ends_block);
            }
            _ => {
                body.push(at);
                at += 1;
            }
        }
    }
    let columns = compute_body_columns(lines, depths, &body, inside);
    for (at, column) in body.into_iter().zip(columns) {
        lines[at].column = column;
    }
    end
}

/// The `with:` right below a handler's line, and its table; where they end.
fn set_declaration_columns(lines: &mut [Line<'_>], with: usize, inside: usize) -> usize {
    lines[with].column = inside;
    let rows = lines[with + 1..].iter_mut().take_while(|line| line.kind == Kind::Row);
    with + 1 + rows.map(|row| row.column = inside + 1).count()
}

/// Whether a line ends the handler above it: another handler, a header, or the `expect:` that closes the scenario.
fn ends_handler(lines: &[Line<'_>], at: usize) -> bool {
    match lines[at].kind {
        Kind::On | Kind::Crossing | Kind::State => true,
        Kind::Header(Header::Expect) => closes_scenario(lines, at),
        kind => kind.rank().is_some(),
    }
}

/// Whether no handler and no other `expect:` of its scenario follows an `expect:`.
fn closes_scenario(lines: &[Line<'_>], at: usize) -> bool {
    let ends = |line: &&Line<'_>| {
        line.kind.rank().is_some()
            || matches!(line.kind, Kind::On | Kind::Crossing | Kind::Header(Header::Expect))
    };
    lines[at + 1..].iter().find(ends).is_none_or(|line| line.kind.rank().is_some())
}

/// The columns of a body. A loop owns the lines up to the next transition or loop; in it, and before and after it, the guards decide.
fn compute_body_columns(lines: &[Line<'_>], depths: &[usize], body: &[usize], margin: usize) -> Vec<usize> {
    let mut columns = Vec::with_capacity(body.len());
    let mut inside = margin;
    while columns.len() < body.len() {
        let at = columns.len();
        if lines[body[at]].kind == Kind::ForEach {
            columns.push(margin);
            inside = margin + 1;
            continue;
        }
        let ends = |line: &usize| {
            lines[*line].kind == Kind::ForEach || inside > margin && is_transition(&lines[*line])
        };
        let length = body[at..].iter().position(ends).unwrap_or(body.len() - at);
        columns.extend(guard_columns(lines, depths, &body[at..at + length], inside));
        if columns.len() < body.len() && lines[body[columns.len()]].kind != Kind::ForEach {
            inside = margin;
        }
    }
    columns
}

/// Guard lines on top of each other.
struct Run {
    /// The index of its first guard in the body.
    at: usize,
    /// How many guards.
    length: usize,
}

/// The runs of a body, and which of them begin with a guard of which subject.
struct Runs<'l> {
    runs: Vec<Run>,
    firsts: Map<&'l str, Vec<usize>>,
}

/// An outer chain: its column, and the run that is its next guard. Inner chains end before outer ones go on.
struct Outer {
    column: usize,
    next: usize,
}

/// The columns of a body. A run of two or more with a first subject that is also the first subject of a later run
/// opens an outer chain: up to there, everything but its first guard is nested in it.
fn guard_columns(lines: &[Line<'_>], depths: &[usize], body: &[usize], margin: usize) -> Vec<usize> {
    let Runs { runs, firsts } = find_runs(lines, body);
    let mut columns = Vec::with_capacity(body.len());
    let mut outer: Vec<Outer> = Vec::new();
    let (mut guard, mut inside) = (margin, margin);
    let mut run = 0;
    while columns.len() < body.len() {
        let at = columns.len();
        if runs.get(run).is_some_and(|run| run.at == at) {
            guard = outer.pop_if(|chain| chain.next == run).map_or(guard, |chain| chain.column);
            let guards: Vec<_> = body[at..at + runs[run].length].iter().map(|line| &lines[*line]).gather();
            for nested in find_opened_chains(&guards, &firsts, run, outer.last()) {
                outer.push(Outer { column: guard, next: nested });
                columns.push(guard);
                guard += 1;
            }
            columns.resize(at + guards.len(), guard);
            inside = guard + 1;
            run += 1;
        } else if lines[body[at]].kind == Kind::Otherwise {
            inside = guard + 1;
            columns.push(guard);
        } else {
            columns.push(inside + depths[body[at]]);
        }
    }
    columns
}

/// The chains that the guards of a run open, outermost first: for each, the run that is its next guard.
fn find_opened_chains(
    guards: &[&Line<'_>],
    firsts: &Map<&str, Vec<usize>>,
    run: usize,
    outer: Option<&Outer>,
) -> Vec<usize> {
    let mut end = outer.map_or(usize::MAX, |chain| chain.next);
    let mut chains = Vec::new();
    for pair in guards.windows(2) {
        let same = guard_subject(&pair[0].text).and_then(|subject| firsts.get(subject));
        let next = same.and_then(|same| same.get(same.partition_point(|other| *other <= run)));
        match next {
            Some(next) if pair[1].kind == Kind::Guard && *next < end => end = *next,
            _ => break,
        }
        chains.push(end);
    }
    chains
}

fn find_runs<'l>(lines: &'l [Line<'_>], body: &[usize]) -> Runs<'l> {
    let mut runs: Vec<Run> = Vec::new();
    let mut firsts: Map<&str, Vec<usize>> = Map::new();
    for (at, &line) in body.iter().enumerate() {
        if !lines[line].kind.is_guard() {
            continue;
        }
        if let Some(run) = runs.last_mut().filter(|run| run.at + run.length == at) {
            run.length += 1;
            continue;
        }
        if let Some(subject) = guard_subject(&lines[line].text) {
            firsts.entry(subject).or_default().push(runs.len());
        }
        runs.push(Run { at, length: 1 });
    }
    Runs { runs, firsts }
}

/// The words of a guard before its comparison.
fn guard_subject(guard: &str) -> Option<&str> {
    let condition = guard.trim_start_matches('?').trim();
    let condition = condition.strip_prefix("not ").unwrap_or(condition);
    let sign = condition.find(['<', '>', '=', '!']);
    let word = [" is ", " equals "].iter().filter_map(|word| condition.find(word)).min();
    let end = [sign, word].into_iter().flatten().min()?;
    Some(condition[..end].trim())
}

/// The column of the tests under `for :event:`; those under `for scenario:` and `test:` are one and two columns before it.
const HANDLER_GROUP: usize = 3;

/// A test file has headers of its own (reference#test-files); a test's lines go on until something else begins.
fn infer_test_columns(lines: &mut [Line<'_>]) {
    let mut group = 0;
    let mut block = 0;
    for at in 0..lines.len() {
        let (column, inside) = match lines[at].kind {
            Kind::Header(Header::Test) => (0, 1),
            Kind::ForScenario => (1, 2),
            Kind::ForEvent => (2, HANDLER_GROUP),
            Kind::Header(Header::Assume) => (5, 6),
            Kind::With if lines[at].text.ends_with(':') => (5, 6),
            Kind::Caption | Kind::UnknownHeader if !followed_by_row(lines, at) => (group, 5),
            Kind::Assertion => (5, 5),
            Kind::Words if is_script(&lines[at].text, group) => (5, 5),
            Kind::Row => (block + 1, block),
            _ => (block.max(group), block),
        };
        lines[at].column = column;
        if matches!(lines[at].kind, Kind::Header(Header::Test) | Kind::ForScenario | Kind::ForEvent) {
            group = inside;
        }
        block = inside;
    }
}

fn followed_by_row(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|line| line.kind == Kind::Row)
}

/// Whether a line is a step of a test. In a test of one handler, which has no steps, `after 3 days` is a fact.
fn is_script(text: &str, group: usize) -> bool {
    let of_scenario = group < HANDLER_GROUP && text.starts_with("after ");
    let is_about = |verb: &str| text.strip_prefix(verb).is_some_and(|rest| rest.starts_with(':'));
    of_scenario || ["after ", "receive ", "then "].into_iter().any(is_about)
}
