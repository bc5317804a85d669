//! `flow explore`: runs a specification in every order in which its events can come.
//!
//! Every program is explored with the same options, and all results are printed in one format. The exit code is 1 if there is a mistake,
//! 3 if an exploration ended before everything was seen.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anstyle::Style as Paint;
use flow_explore::{
    Continue, Exploration, Finding, Level, Options, Verdict, describe_start, describe_step, explore,
};
use flow_project::Analysis;

use crate::commands::model::to_json_text;
use crate::explore_json;
use crate::failure::{Exit, Failure};
use crate::program::find_programs;
use crate::specification::analyze;
use crate::style::TextStyle;
use crate::ui::{BLUE, BOLD, DIM, GREEN, RED, Ui, YELLOW, painted};

/// Explore every order of events
///
/// Runs a specification in every order in which its events can come, with every answer of the outside, and reports what goes wrong in some
/// of them, each with the shortest way to it. It says 'everything' only if nothing was left out.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  flow explore                        every specification below this folder
  flow explore order.flow --failures  actions can fail as well
  flow explore --losses --doubles     a message between machines is lost, or comes twice
  flow explore --strict               for CI: approximations and warnings fail too

Exit codes: 0 no mistake in all that can happen, 1 a mistake was found, 2 wrong usage, 3 it ended before everything was seen")]
pub(crate) struct ExploreArgs {
    /// Files, folders, or '-' for standard input; by default everything below this folder
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// How many conversations are explored together; by default two where they can meet, else one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4))]
    instances: Option<u8>,
    /// At most this many events from outside; by default any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=200))]
    outside: Option<u8>,
    /// Actors outside also send answers that nobody asked for
    #[arg(long)]
    unasked: bool,
    /// The outside repeats an event before the one before has had all its effects
    #[arg(long)]
    flood: bool,
    /// Timers fire only when no message is under way
    #[arg(long)]
    prompt: bool,
    /// Every action can fail, not only those that '? that failed' asks about
    #[arg(long)]
    failures: bool,
    /// One message between machines is lost
    #[arg(long)]
    losses: bool,
    /// One message between machines comes twice
    #[arg(long)]
    doubles: bool,
    /// Fail on warnings and approximations too
    #[arg(long)]
    strict: bool,
    /// End after this many states
    #[arg(long, value_name = "N", default_value_t = Options::default().max_states)]
    states: usize,
    /// End after this many seconds for each specification
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    time: u64,
    /// The format of the results
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    format: ExploreFormat,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ExploreFormat {
    /// For people
    Pretty,
    /// For programs: docs/schemas/explore.schema.json
    Json,
}

/// An exploration of one program.
struct Explored {
    analysis: Analysis,
    exploration: Exploration,
}

/// Explores all programs.
pub(crate) fn run(args: &ExploreArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    let programs = find_programs(&args.paths)?;
    let (mut explored, mut is_broken) = (Vec::new(), false);
    for program in &programs {
        let analysis = analyze(program, ui);
        if analysis.is_sound {
            let exploration = explore_program(args, &analysis);
            explored.push(Explored { analysis, exploration });
        } else {
            is_broken = true;
        }
    }
    match args.format {
        ExploreFormat::Pretty => {
            for (at, one) in explored.iter().enumerate() {
                ui.print(if at > 0 { "\n" } else { "" });
                print_exploration(one, programs.len() > 1, ui);
            }
        }
        ExploreFormat::Json => {
            let all = explored.iter().map(|one| (&one.analysis, &one.exploration));
            ui.print(to_json_text(&explore_json::export(all)));
        }
    }
    let worst = explored.iter().map(|one| exit_of(args, &one.exploration)).max().unwrap_or(Exit::CLEAN);
    let has_mistake =
        is_broken || explored.iter().any(|one| exit_of(args, &one.exploration) == Exit::FINDINGS);
    Ok(if has_mistake { Exit::FINDINGS } else { worst })
}

fn explore_program(args: &ExploreArgs, analysis: &Analysis) -> Exploration {
    let options = Options {
        conversations: args.instances,
        outside: args.outside,
        unasked: args.unasked,
        flood: args.flood,
        prompt: args.prompt,
        failures: args.failures,
        losses: args.losses,
        doubles: args.doubles,
        max_states: args.states,
    };
    let (begun, limit) = (Instant::now(), Duration::from_secs(args.time));
    explore(&analysis.model, &options, &mut |_| {
        if begun.elapsed() < limit { Continue::Yes } else { Continue::No }
    })
}

fn exit_of(args: &ExploreArgs, exploration: &Exploration) -> Exit {
    let is_fatal = |finding: &Finding| match finding.kind.level() {
        Level::Deny => true,
        Level::Warn => args.strict,
        Level::Note => false,
    };
    if exploration.findings.iter().any(is_fatal) {
        return Exit::FINDINGS;
    }
    match &exploration.verdict {
        Verdict::UpTo(_) => Exit::OPEN,
        Verdict::Approximately(_) if args.strict => Exit::FINDINGS,
        Verdict::Everything | Verdict::Approximately(_) => Exit::CLEAN,
    }
}

fn print_exploration(explored: &Explored, names_file: bool, ui: &mut Ui) {
    let Explored { analysis, exploration } = explored;
    let style = TextStyle::of(ui);
    if names_file {
        let name = analysis.program.files.first().map_or("", |file| file.path.as_str());
        ui.print(format!("{}\n", painted(DIM, &format!("{name}:"))));
    }
    let (verdict, paint) = verdict_words(&exploration.verdict);
    let text = describe_verdict(verdict, exploration);
    print_wrapped(&text, verdict, |text| painted(paint, text), str::to_owned, style, ui);
    let notes = match &exploration.verdict {
        Verdict::Everything => &Vec::new(),
        Verdict::Approximately(notes) | Verdict::UpTo(notes) => notes,
    };
    for note in notes {
        for line in style.wrapped(&format!("- {note}"), 2) {
            ui.print(format!("  {line}\n"));
        }
    }
    for span in &exploration.unchecked_rules {
        let position = analysis.program.sources.position(*span);
        let path = &analysis.program.sources.get(span.file).path;
        ui.print(format!(
            "  - the rule at {path}:{} is not checked: it is about something that happens later\n",
            position.line
        ));
    }
    for finding in &exploration.findings {
        print_finding(analysis, finding, style, ui);
    }
}

/// The verdict with the world that it is about: "everything, with a patient outside and actions that succeed: 12 states, no limit on
/// what comes from outside".
fn describe_verdict(verdict: &str, exploration: &Exploration) -> String {
    let Exploration { world, states, outside, .. } = exploration;
    let limit = if outside.is_some() { "" } else { ", no limit on what comes from outside" };
    let plural = if *states == 1 { "state" } else { "states" };
    format!("{verdict}, {world}: {states} {plural}{limit}")
}

fn verdict_words(verdict: &Verdict) -> (&'static str, Paint) {
    match verdict {
        Verdict::Everything => ("everything", GREEN),
        Verdict::Approximately(_) => ("everything, approximately", YELLOW),
        Verdict::UpTo(_) => ("not everything", YELLOW),
    }
}

/// Prints a text in lines, its beginning and the rest in different colours: colours have no width.
fn print_wrapped(
    text: &str,
    beginning: &str,
    paint: impl Fn(&str) -> String,
    paint_rest: impl Fn(&str) -> String,
    style: TextStyle,
    ui: &mut Ui,
) {
    for line in style.wrapped(text, 0) {
        let line = match line.strip_prefix(beginning) {
            Some(rest) => paint(beginning) + &paint_rest(rest),
            None => paint_rest(&line),
        };
        ui.print(line + "\n");
    }
}

fn print_finding(analysis: &Analysis, finding: &Finding, style: TextStyle, ui: &mut Ui) {
    let (word, paint) = match finding.kind.level() {
        Level::Deny => ("error", RED),
        Level::Warn => ("warning", YELLOW),
        Level::Note => ("note", BLUE),
    };
    let head = format!("{word}[{}]", finding.kind.name());
    let text = format!("{head}: {}", finding.message);
    ui.print("\n");
    print_wrapped(&text, &head, |text| painted(paint, text), |text| painted(BOLD, text), style, ui);
    if let Some(span) = finding.span {
        let sources = &analysis.program.sources;
        let position = sources.position(span);
        let path = &sources.get(span.file).path;
        ui.print(format!("  {} {path}:{}:{}\n", painted(BLUE, "-->"), position.line, position.column));
    }
    if let Some(start) = describe_start(&analysis.model, &finding.trace.start) {
        ui.print(format!("  {}\n", painted(DIM, &format!("there are: {start}"))));
    }
    for (number, step) in finding.trace.steps.iter().enumerate() {
        let text = format!("{:>3}. {}", number + 1, describe_step(&analysis.model, step));
        for line in style.wrapped(&text, 2) {
            ui.print(format!("  {line}\n"));
        }
    }
}
