//! The table of conversations: for each contestant instructions, time and memory, in both profiles.
//!
//! What was not measured is a dash: the interpreter is built in one profile only.

use std::collections::BTreeMap;

use super::{PROFILES, Times, contestant_label, render_row, time_cell};
use crate::measure::{CRATES, Lines, Programs, TALKS};

/// What was measured so far.
#[derive(Default)]
pub(super) struct Conversation {
    /// Instructions of all conversations, by profile and contestant.
    counts: BTreeMap<(&'static str, &'static str), u64>,
    /// Nanoseconds with their ratio, by profile and contestant.
    times: BTreeMap<(&'static str, &'static str), String>,
}

impl Conversation {
    /// Counts the instructions of contestants.
    pub(super) fn count(
        &mut self,
        profile: &'static str,
        programs: &Programs,
        names: &[&'static str],
    ) -> Result<(), String> {
        for name in names {
            self.counts.insert((profile, name), programs.talk_instructions(name)?);
        }
        Ok(())
    }

    /// Notes the times of contestants.
    pub(super) fn time(&mut self, profile: &'static str, layouts: &[Times], names: &[&'static str]) {
        for name in names {
            let cell = time_cell(layouts, &format!("Shop {name}"), "Shop by-hand");
            self.times.insert((profile, name), cell);
        }
    }

    /// The table; `memory` is what the program of that name printed.
    pub(super) fn table(&self, memory: &Lines) -> String {
        let rows = CRATES.iter().chain(&["interpreter"]).map(|name| {
            let counts = PROFILES.map(|(profile, _)| self.counted(profile, name));
            let times = PROFILES.map(|(profile, _)| self.times.get(&(profile, *name)).cloned());
            let cells = counts.into_iter().chain(times).map(|cell| cell.unwrap_or_else(|| "–".to_owned()));
            render_row(&contestant_label(name, "float"), cells.chain(remembered(memory, name)))
        });
        format!(
            "| | instructions | with fat LTO | ns | with fat LTO | its machines | held | allocations |\n{}\n{}",
            "|---|---|---|---|---|---|---|---|",
            rows.collect::<Vec<_>>().join("\n")
        )
    }

    fn counted(&self, profile: &'static str, name: &'static str) -> Option<String> {
        let count = *self.counts.get(&(profile, name))? as f64;
        let hand = *self.counts.get(&(profile, "by-hand"))? as f64;
        Some(format!("{:.0} ({:.2})", count / TALKS as f64, count / hand))
    }
}

/// The bytes of the machines of a conversation, what one leaves in memory, and how often it asks for some.
fn remembered(memory: &Lines, name: &str) -> [String; 3] {
    let numbers = |kind: &str| {
        let line = memory.iter().find(|line| line.len() > 2 && line[..3] == [kind, "Shop", name]);
        let numbers = line.into_iter().flat_map(|line| &line[3..]).filter_map(|number| number.parse().ok());
        numbers.collect::<Vec<f64>>()
    };
    let a_talk = |number: f64| number / TALKS as f64;
    let (held, allocations) = (numbers("held"), numbers("allocations"));
    match (&held[..], &allocations[..]) {
        ([machines, held], [allocations]) => [
            format!("{machines} bytes"),
            format!("{:.0} bytes", a_talk(*held)),
            format!("{:.1}", a_talk(*allocations)),
        ],
        _ => ["–", "–", "–"].map(str::to_owned),
    }
}
