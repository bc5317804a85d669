//! Runs one contestant once, for callgrind to count its instructions: `count float by-hand random called 100000`, or
//! `count shop by-hand 10000`, or `count reminders 4000`.
//!
//! Only `run_inlined`, `run_called`, `run_talks` and `run_reminders` are counted (`--toggle-collect`); the rest makes the events.

use std::process::ExitCode;

use flow_benches::race::{Number, Site, lanes, talk_lanes};
use flow_benches::reminders::run_reminders;
use flow_benches::stream::{Stream, draw};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if let ["shop", name, talks] = args[..] {
        return shop(name, talks);
    }
    if let ["reminders", count] = args[..] {
        return reminders(count);
    }
    let [number, name, stream, site, length] = args[..] else { return usage() };
    let number = if number == "float" { Number::Float } else { Number::Decimal };
    let stream = if stream == "random" { Stream::Random } else { Stream::Guided };
    let site = if site == "inlined" { Site::Inlined } else { Site::Called };
    let Ok(length) = length.parse() else { return usage() };
    let lanes = lanes(number, site, &draw(stream, length));
    let Some(lane) = lanes.iter().find(|lane| lane.name().replace(' ', "-") == name) else { return usage() };
    println!("{:?}", lane.round());
    ExitCode::SUCCESS
}

fn shop(name: &str, talks: &str) -> ExitCode {
    let Ok(talks) = talks.parse() else { return usage() };
    let lanes = talk_lanes();
    let Some(lane) = lanes.iter().find(|lane| lane.name.replace(' ', "-") == name) else { return usage() };
    println!("{:?}", (lane.round)(talks).end);
    ExitCode::SUCCESS
}

fn reminders(count: &str) -> ExitCode {
    let Ok(count) = count.parse() else { return usage() };
    println!("{}", run_reminders(count));
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!(
        "usage: count float|decimal <contestant> random|guided inlined|called <events>\n       count shop <contestant> <conversations>\n       count reminders <instances>"
    );
    ExitCode::FAILURE
}
