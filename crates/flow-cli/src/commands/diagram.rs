//! `flow diagram`: draws machines and stories.
//!
//! This module turns the arguments into a [`PictureRequest`] and writes the picture; `pictures` draws it.

use std::path::PathBuf;

use flow_diagram::Details;

use crate::atomic_write::write_atomically;
use crate::failure::{Exit, Failure};
use crate::pictures::{Format, Kind, Picture, PictureRequest, draw};
use crate::png;
use crate::specification::{analyze, find_program};
use crate::ui::Ui;
use crate::watch::{Round, watch};

/// Draw machines and stories
///
/// A state diagram shows the transitions of a machine. Lanes show the messages of a story; combined, also its changes of state.
/// A table shows the effect of each event in each state. A page in HTML shows all of this, and who sends what to whom. A specification with errors is drawn as far as possible.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Formats of each type:
  state, system     text, svg, png, mermaid, dot, html
  lane, combined    text, svg, png, mermaid, html
  table             text, markdown, html
  page              html

Examples:
  flow diagram order.flow                               the states, in the terminal
  flow diagram shop.flow -o shop.html                   everything on one page, for a browser
  flow diagram shop.flow --type system                  who sends what to whom
  flow diagram shop.flow --machine order -o order.svg   one machine of several
  flow diagram order.flow --state paid                  one state and its neighbours
  flow diagram shop.flow --type lane                    every story, with its alternatives
  flow diagram shop.flow --type combined --scenario \"order lifecycle\" -o story.png
  flow diagram order.flow --type table -o order.md      the effect of each event in each state

Exit codes: 0 drawn, 1 drawn, but the specification has errors, 2 wrong usage")]
pub(crate) struct DiagramArgs {
    /// A specification (with its files of loose scenarios), a folder, or '-' for standard input; by default this folder
    #[arg(value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// What to draw [default: in HTML everything on one page, else the states]
    #[arg(long = "type", value_enum, value_name = "TYPE")]
    kind: Option<Kind>,
    /// The format [default: by the extension of the output file, else text]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// The machine to draw, or the machine of the stories
    #[arg(long, value_name = "NAME")]
    machine: Option<String>,
    /// Draw only this state, with the transitions to it and from it
    #[arg(long, value_name = "NAME")]
    state: Option<String>,
    /// The story to draw, by its name or by the heading of one of its runs
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,
    /// Leave out guards
    #[arg(long)]
    no_guards: bool,
    /// Show what is done: actions, updates, timers, and emits with their payload
    #[arg(long)]
    actions: bool,
    /// Show the payload of events
    #[arg(long)]
    payloads: bool,
    /// A monospaced font for PNG [default: one of the system's]
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
    /// Write the picture to this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Draw again whenever a file is saved
    #[arg(long, short)]
    watch: bool,
}

/// Draws once, or after each change with `--watch`.
pub(crate) fn run(args: &DiagramArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    if args.watch {
        return watch(&args.paths, ui, |ui| draw_round(args, ui));
    }
    draw_round(args, ui).map(|round| round.exit)
}

fn draw_round(args: &DiagramArgs, ui: &mut Ui) -> Result<Round, Failure> {
    let request = parse_request(args)?;
    let analysis = analyze(&find_program(&args.paths)?, ui);
    let has_errors = analysis.diagnostics.has_errors();
    if !has_errors || !analysis.model.machines.is_empty() {
        let picture = draw(&analysis, &request, ui)?;
        write_picture(args, &picture, ui)?;
    }
    let exit = if has_errors { Exit::FINDINGS } else { Exit::CLEAN };
    Ok(Round { exit, inputs: analysis.program.inputs })
}

/// Validates the arguments.
fn parse_request(args: &DiagramArgs) -> Result<PictureRequest, Failure> {
    let format = match (args.format, &args.output) {
        (Some(format), _) => format,
        (None, Some(file)) => Format::from_path(file)?,
        (None, None) => Format::Text,
    };
    let default = if format == Format::Html && args.state.is_none() { Kind::Page } else { Kind::State };
    let kind = args.kind.unwrap_or(default);
    if !kind.formats().contains(&format) {
        return Err(bad_combination(kind, format));
    }
    if format == Format::Png && !png::IS_AVAILABLE {
        return Err(png::unavailable());
    }
    if args.scenario.is_some() && !kind.shows_stories() {
        return Err(Failure::new(format!(
            "'--scenario' chooses a story, and a diagram of type '{}' shows a machine",
            kind.name()
        ))
        .help("add '--type lane' or '--type combined'"));
    }
    if args.state.is_some() && kind != Kind::State {
        return Err(Failure::new(format!(
            "'--state' chooses a state of a state diagram, and the type is '{}'",
            kind.name()
        ))
        .help("leave out '--type'"));
    }
    Ok(PictureRequest {
        kind,
        format,
        machine: args.machine.as_ref().map(|name| name.trim_start_matches('@').to_owned()),
        state: args.state.as_ref().map(|name| format!("#{}", name.trim_start_matches('#'))),
        scenario: args.scenario.clone(),
        details: Details { guards: !args.no_guards, actions: args.actions, payloads: args.payloads },
        font: args.font.clone(),
    })
}

fn bad_combination(kind: Kind, format: Format) -> Failure {
    let formats: Vec<_> = kind.formats().iter().map(|format| format.name()).collect();
    let kinds: Vec<_> =
        Kind::ALL.iter().filter(|kind| kind.formats().contains(&format)).map(|kind| kind.name()).collect();
    Failure::new(format!("there is no '{}' of type '{}'", format.name(), kind.name()))
        .help(format!("'{}' can be drawn as {}", kind.name(), formats.join(", ")))
        .help(format!("'{}' can show {}", format.name(), kinds.join(", ")))
}

/// Writes the picture to the file or to standard output.
fn write_picture(args: &DiagramArgs, picture: &Picture, ui: &mut Ui) -> Result<(), Failure> {
    match (picture, &args.output) {
        (Picture::Text(text), Some(file)) => write_atomically(file, text.as_bytes()),
        (Picture::Bytes(bytes), Some(file)) => write_atomically(file, bytes),
        (Picture::Text(text), None) => {
            ui.print_data(text);
            warn_if_too_wide(args, text, ui);
            Ok(())
        }
        (Picture::Bytes(_), None) if ui.is_terminal() => {
            Err(Failure::new("a PNG is nothing a terminal shows").help("name a file: '-o picture.png'"))
        }
        (Picture::Bytes(bytes), None) => {
            ui.print_bytes(bytes);
            Ok(())
        }
    }
}

/// Prints a hint if the picture is wider than the terminal.
fn warn_if_too_wide(args: &DiagramArgs, text: &str, ui: &mut Ui) {
    let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    if ui.is_terminal() && widest > ui.width() {
        let is_state = args.kind.is_none_or(|kind| kind == Kind::State);
        let without = if is_state && !args.no_guards { "'--no-guards' is narrower, and " } else { "" };
        ui.eprint(format!(
            "note: the picture is {widest} columns wide, and here are {}; {without}'-o picture.svg' shows all of it\n",
            ui.width()
        ));
    }
}
