//! Runs one contestant once, for callgrind to count its instructions: `count float by-hand random called 100000`.
//!
//! Only what happens in `run_inlined` and `run_called` is to be counted (`--toggle-collect`); the rest makes the events.

use std::process::ExitCode;

use flow_benches::race::{Number, Site, lanes};
use flow_benches::stream::{Stream, draw};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
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

fn usage() -> ExitCode {
    eprintln!("usage: count float|decimal <contestant> random|guided inlined|called <events>");
    ExitCode::FAILURE
}
