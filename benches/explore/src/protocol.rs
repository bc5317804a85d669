//! Two-phase commit in Flow and in Promela: a coordinator, and participants that are machines of their own.
//!
//! Both have the same states: a queue in each direction, steps that are handled whole, and a choice at each vote.

use std::fmt::Write;

/// The specification.
pub(crate) fn flow_text(count: usize) -> String {
    let all = |event: &str, indent: &str| -> String {
        (1..=count).map(|one| format!("{indent}emit :{event} to @rm{one}\n")).collect()
    };
    let mut text = String::from(
        "machine: @tm\n  starts in #idle\n  scenario: commit\n    on> :begin from @client in #idle\n      tm moves to #voting\n",
    );
    text += &all("prepare", "      ");
    for one in 1..=count {
        let (commit, abort) = (all("commit", "        "), all("abort", "      "));
        text += &format!(
            "    on :prepared from @rm{one} in #voting\n      $votes: integer increases by 1\n      ? $votes = {count}\n        tm moves to #committed\n{commit}    on :prepared from @rm{one} in #aborted\n      note a late vote\n    on :refused from @rm{one} in #voting\n      tm moves to #aborted\n{abort}    on :refused from @rm{one} in #aborted\n      note a late vote\n"
        );
    }
    for one in 1..=count {
        text += &format!(
            "\nmachine: @rm{one}\n  starts in #working\n  scenario: vote\n    on :prepare from @tm in #working\n      ? can commit\n        rm{one} moves to #prepared\n        emit :prepared to @tm\n      otherwise\n        rm{one} moves to #aborted\n        emit :refused to @tm\n    on :commit from @tm in #prepared\n      rm{one} moves to #committed\n    on :abort from @tm in #prepared, #aborted\n      rm{one} moves to #aborted\n"
        );
    }
    text
}

/// The same for SPIN.
pub(crate) fn promela_text(count: usize) -> String {
    let all = |event: &str| -> String { (0..count).map(|one| format!("down[{one}]!{event}; ")).collect() };
    let mut text = format!(
        "mtype = {{ prepare, prepared, refused, commit, abort }};\nchan down[{count}] = [3] of {{ mtype }};\nchan up[{count}] = [3] of {{ mtype }};\nbyte state[{count}]; byte phase; byte votes;\n\nactive proctype Coordinator() {{\n  d_step {{ phase = 1; {} }}\nend: do\n",
        all("prepare")
    );
    for one in 0..count {
        let (commit, abort) = (all("commit"), all("abort"));
        let _ = write!(
            text,
            "  :: d_step {{ up[{one}]?prepared -> if :: phase == 1 -> votes++; if :: votes == {count} -> phase = 2; {commit} :: else fi :: else fi }}\n  :: d_step {{ up[{one}]?refused -> if :: phase == 1 -> phase = 3; {abort} :: else fi }}\n"
        );
    }
    let _ = write!(
        text,
        "  od\n}}\n\nactive [{count}] proctype Participant() {{\n  byte me = _pid - 1;\nend: do\n  :: atomic {{ down[me]?prepare -> assert(state[me] == 0); if :: state[me] = 1; up[me]!prepared :: state[me] = 3; up[me]!refused fi }}\n  :: d_step {{ down[me]?commit -> assert(state[me] == 1); state[me] = 2 }}\n  :: d_step {{ down[me]?abort -> assert(state[me] != 2); state[me] = 3 }}\n  od\n}}\n"
    );
    text
}
