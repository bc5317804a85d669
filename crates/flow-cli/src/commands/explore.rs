//! `flow explore`: runs a specification in every possible order of its events.
//!
//! Every program is explored with the same options, and all results are printed in one format. The exit code is 1 if there is a mistake,
//! 3 if an exploration ended before all states were explored. `[explore]` of `flow.toml` sets the world, the required verdict, and the
//! accepted findings; options add to it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use flow_explore::{Continue, Gate, Options, explore_beside, find_closings};
use flow_project::{Analysis, StartState};
use flow_sim::history::coverage::Hits;
use flow_sim::{Runnable, run_tests};

use crate::commands::model::to_json_text;
use crate::explored::write::TestFile;
use crate::explored::{Explored, json, junit, print, svg, write};
use crate::failure::{Exit, Failure, display_path};
use crate::program::{Program, find_programs, find_programs_with_test_files};
use crate::specification::analyze;
use crate::ui::Ui;

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
  flow explore --from '#paid'         only what happens after that
  flow explore --strict               for CI: approximations and warnings fail too
  flow explore order.flow --write order.test.flow
                                      each finding as a test that fails until it is repaired

Exit codes: 0 no mistake in all that can happen, 1 a mistake was found, 2 wrong usage, 3 it ended before everything was seen")]
pub(crate) struct ExploreArgs {
    /// Files, folders, or '-' for standard input; by default everything below this folder
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// How many conversations are explored together; by default two where they can meet, else one
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(1..=4))]
    instances: Option<u8>,
    /// At most this many events from outside; by default any number
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(0..=200))]
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
    /// Conversations begin in this state: '#paid' or, of one machine, '@order in #paid'
    #[arg(long, value_name = "STATE", value_parser = parse_state)]
    from: Option<String>,
    /// Guard phrases and 'comes from' without values keep their answer in a conversation
    #[arg(long)]
    steady: bool,
    /// No time passes while an actor outside has an open question
    #[arg(long)]
    always_answer: bool,
    /// In which order messages arrive; by default those from one instance to another in order, others in any
    #[arg(long, value_enum, value_name = "ORDER")]
    order: Option<Order>,
    /// As on a host: actions fail, events from outside are repeated, and a message that was not handled may be tried again
    #[arg(long)]
    host: bool,
    /// Of several orders that make no difference explore only some; 'goes-round' and 'piles-up' are not judged then
    #[arg(long)]
    reduce: bool,
    /// Fail on warnings and approximations too
    #[arg(long)]
    strict: bool,
    /// End after this many states; by default 5000000
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..))]
    states: Option<u32>,
    /// End after this many seconds for each specification; by default 60, without a limit if 'flow.toml' sets the states
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..))]
    time: Option<u32>,
    /// If it ends early, follow random paths from there; '--sample=7' gives the same paths each time
    #[arg(long, value_name = "SEED", num_args = 0..=1, require_equals = true, default_missing_value = "1", value_parser = parse_seed)]
    sample: Option<u64>,
    /// How many threads explore; by default one. The result is the same for any number
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u8).range(1..=64))]
    threads: Option<u8>,
    /// Write the errors and warnings as tests into this file, after the tests that it has
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// Draw the steps to each finding as lanes, in this folder
    #[arg(long, value_name = "FOLDER")]
    svg: Option<PathBuf>,
    /// Also list what no story and no test does
    #[arg(long)]
    coverage: bool,
    /// Also print the shortest way to each of these as a test
    #[arg(long)]
    suggest: bool,
    /// The format of the results
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "pretty")]
    format: ExploreFormat,
}

/// In which order messages arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Order {
    /// All in the order in which they were sent, as in a program with a single queue
    One,
}

/// A state, with its sigil.
fn parse_state(text: &str) -> Result<String, String> {
    match StartState::parse(text) {
        Some(_) => Ok(text.to_owned()),
        None => {
            Err("a state is written with its sign: '#paid' or, of one machine, '@order in #paid'".to_owned())
        }
    }
}

fn parse_seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a seed is a number from 0 to {}", u64::MAX))
}

/// How results are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ExploreFormat {
    /// For people
    Pretty,
    /// For programs: docs/schemas/explore.schema.json
    Json,
    /// For CI servers: docs/schemas/junit.xsd
    Junit,
}

/// How long an exploration lasts, if nothing else limits it.
const DEFAULT_SECONDS: u64 = 60;

/// What would close an exploration is looked for in this part of the time that it has.
const PART_OF_TIME: u32 = 4;

/// Explores all programs.
pub(crate) fn run(args: &ExploreArgs, ui: &mut Ui) -> Result<Exit, Failure> {
    check_options(args)?;
    let programs = find_explored_programs(args)?;
    let (mut analyses, mut broken) = (Vec::new(), Vec::new());
    for program in &programs {
        let analysis = analyze(program, ui);
        match analysis.is_sound {
            true => analyses.push(analysis),
            false => broken.push(program.roots[0].clone()),
        }
    }
    analyses.iter().try_for_each(|analysis| check_start(args, analysis))?;
    let file = match (&args.write, analyses.first()) {
        (Some(path), Some(analysis)) => Some(TestFile::open(path, &programs[0].roots[0], &analysis.model)?),
        _ => None,
    };
    let explored: Vec<Explored> =
        analyses.into_iter().map(|analysis| explore_program(args, analysis)).collect();
    print_all(args, &explored, &broken, ui);
    if let (Some(file), Some(one)) = (&file, explored.first()) {
        write::write_findings(one, file, ui)?;
    }
    if let (Some(folder), Some(one)) = (&args.svg, explored.first()) {
        svg::draw_findings(one, folder, ui)?;
    }
    let worst = explored.iter().map(Explored::exit).max().unwrap_or(Exit::CLEAN);
    let has_mistake = !broken.is_empty() || explored.iter().any(|one| one.exit() == Exit::FINDINGS);
    Ok(if has_mistake { Exit::FINDINGS } else { worst })
}

/// Refuses options that have no effect together, and a seed that was read as a path.
fn check_options(args: &ExploreArgs) -> Result<(), Failure> {
    let lists = if args.suggest { "--suggest" } else { "--coverage" };
    if (args.coverage || args.suggest) && args.format == ExploreFormat::Junit {
        let failure = Failure::new(format!("a JUnit report has no place for the list of '{lists}'"));
        return Err(failure.help("leave '--format junit' out, or take '--format json'"));
    }
    let is_number = |path: &&PathBuf| path.to_str().is_some_and(|path| path.parse::<u64>().is_ok());
    if let Some(seed) = args.paths.iter().filter(|path| !path.exists()).find(is_number)
        && args.sample.is_some()
    {
        let seed = display_path(seed);
        let failure = Failure::new(format!("there is no file or folder '{seed}'"));
        return Err(failure.help(format!("as the seed of the samples, write '--sample={seed}'")));
    }
    let is_no_folder = |folder: &&PathBuf| *folder == Path::new("-") || (folder.exists() && !folder.is_dir());
    if let Some(folder) = args.svg.as_ref().filter(is_no_folder) {
        return Err(Failure::new(format!("'--svg' takes a folder, and '{}' is none", display_path(folder))));
    }
    Ok(())
}

/// The programs of the arguments; one only, if something is written for it.
fn find_explored_programs(args: &ExploreArgs) -> Result<Vec<Program>, Failure> {
    // Stories include those of test files in the folder of the specification.
    let programs = match args.coverage || args.suggest {
        true => find_programs_with_test_files(&args.paths)?,
        false => find_programs(&args.paths)?,
    };
    let option = if args.write.is_some() { Some("--write") } else { args.svg.as_ref().map(|_| "--svg") };
    if let Some(option) = option.filter(|_| programs.len() != 1) {
        let failure =
            Failure::new(format!("'{option}' takes one specification, and there are {}", programs.len()));
        return Err(failure.help("name the file of one of them"));
    }
    Ok(programs)
}

/// Refuses a state to begin in that a specification does not have.
fn check_start(args: &ExploreArgs, analysis: &Analysis) -> Result<(), Failure> {
    let settings = analysis.settings.explore.as_ref().and_then(|settings| settings.from.as_ref());
    let Some(from) = args.from.as_ref().or(settings) else { return Ok(()) };
    let mistake = StartState::parse(from).and_then(|from| from.find_mistake(&analysis.model));
    let Some((message, help)) = mistake else { return Ok(()) };
    let name = analysis.program.files.first().map_or("", |file| file.path.as_str());
    let failure = Failure::new(format!("no conversation of '{name}' can begin in '{from}': {message}"));
    Err(if help.is_empty() { failure } else { failure.help(help) })
}

fn print_all(args: &ExploreArgs, explored: &[Explored], broken: &[String], ui: &mut Ui) {
    match args.format {
        ExploreFormat::Pretty => {
            for (at, one) in explored.iter().enumerate() {
                ui.print(if at > 0 { "\n" } else { "" });
                print::print_exploration(one, explored.len() + broken.len() > 1, ui);
                if args.coverage || args.suggest {
                    print::print_never_told(one, args.suggest, ui);
                }
            }
        }
        ExploreFormat::Json => {
            let lists = args.coverage || args.suggest;
            ui.print_data(to_json_text(&json::export(explored, lists, args.suggest)));
        }
        ExploreFormat::Junit => ui.print_data(junit::render(explored, broken)),
    }
}

fn explore_program(args: &ExploreArgs, analysis: Analysis) -> Explored {
    let settings = analysis.settings.explore.as_ref();
    let options = choose_options(args, &settings.map(Options::from).unwrap_or_default());
    let is_limited = args.time.is_some() || settings.is_none_or(|settings| settings.states.is_none());
    let limit = is_limited.then(|| Duration::from_secs(args.time.map_or(DEFAULT_SECONDS, u64::from)));
    let told = (args.coverage || args.suggest).then(|| run_stories(&analysis));
    let exploration = explore_beside(&analysis.model, &options, told.as_ref(), &mut until(limit));
    let limit = limit.map(|limit| limit / PART_OF_TIME);
    let closings = find_closings(&analysis.model, &options, &exploration, &mut until(limit));
    let exploration = exploration.with_rule_texts(&analysis.program.sources);
    let gate = Gate::of(&exploration, settings);
    Explored { analysis, exploration, closings, gate, is_strict: args.strict }
}

/// Goes on for a time from now on, or without a limit.
fn until(limit: Option<Duration>) -> impl FnMut(usize) -> Continue {
    let begun = Instant::now();
    move |_| if limit.is_none_or(|limit| begun.elapsed() < limit) { Continue::Yes } else { Continue::No }
}

/// What the stories and the test cases of a specification exercise.
fn run_stories(analysis: &Analysis) -> Hits {
    let runnable = Runnable::new(&analysis.model);
    let mut results = flow_sim::run(&runnable);
    results.add(run_tests(&runnable, &analysis.tests));
    results.hits
}

/// The options of the command line; the settings are the defaults.
fn choose_options(args: &ExploreArgs, settings: &Options) -> Options {
    Options {
        conversations: args.instances.or(settings.conversations),
        outside: args.outside.or(settings.outside),
        unasked: args.unasked || settings.unasked,
        flood: args.flood || settings.flood,
        prompt: args.prompt || settings.prompt,
        failures: args.failures || settings.failures,
        losses: args.losses || settings.losses,
        doubles: args.doubles || settings.doubles,
        from: args.from.clone().or_else(|| settings.from.clone()),
        steady: args.steady || settings.steady,
        always_answer: args.always_answer || settings.always_answer,
        one_queue: args.order.is_some() || settings.one_queue,
        host: args.host || settings.host,
        reduce: args.reduce || settings.reduce,
        max_states: args
            .states
            .and_then(|states| usize::try_from(states).ok())
            .unwrap_or(settings.max_states),
        sample: args.sample.or(settings.sample),
        threads: args.threads.map_or(1, usize::from),
    }
}
