//! Compiled steps on any number of threads, compared with the engine alone: the same worlds, in the same order, with the same findings.
//!
//! All specifications of the corpus that are one file are searched, each in three different worlds. In tests batches are small, so that
//! small specifications have many of them, and threads share them.

use std::fs;
use std::path::{Path, PathBuf};

use flow_model::MemoryLoader;
use flow_model::model::Model;
use flow_sim::Runnable;
use flow_syntax::diagnostic::{Diagnostics, Level as Severity, Lints};

use crate::engine::Engine;
use crate::regions::Regions;
use crate::search::Search;
use crate::slice::{Relevance, slice};
use crate::world::World;
use crate::{Continue, Options};

/// As many states of each specification as keep the test short.
const STATES: usize = 400;

/// What a search has found, as text: all worlds with their parents, in order, and everything else that a report is made of.
fn search_all(model: &Model, options: &Options, compiles: bool) -> (String, usize) {
    let relevance = Relevance::of(model);
    let regions = Regions::of(model, &relevance);
    let sliced = slice(model, &relevance);
    let runnable = Runnable::new(&sliced);
    let mut engine = Engine::new(&runnable, relevance, regions, options.clone());
    engine.compiles &= compiles;
    engine.assign_marks();
    let starts = engine.find_starts();
    let mut search = Search::run(&mut engine, &starts, &mut |_| Continue::Yes);
    if search.is_closed() {
        search.find_waiting();
        search.find_never();
    }
    let mut text =
        format!("{} {} {:?}\n{:?}\n", search.transitions, search.open, search.growth, search.found);
    if search.engine.has_timers {
        text += &format!("{:?}\n", search.others);
    }
    let mut world = World::default();
    for id in 0..search.store.len() as u32 {
        search.load(id, &mut world);
        let locals: Vec<_> =
            world.members.iter().map(|local| search.engine.tables.locals.get(*local)).collect();
        let queues = world.queues.iter().map(|(pair, queue)| {
            let messages = search.engine.tables.queues.get(*queue).iter();
            let messages = messages.map(|message| search.engine.tables.messages.get(*message));
            let content = |content: u32| search.engine.tables.contents.get(content);
            (*pair, messages.map(|message| (content(message.content), message.cause)).collect::<Vec<_>>())
        });
        let queues: Vec<_> = queues.collect();
        let deferred: Vec<usize> = locals.iter().map(|local| local.deferred.len()).collect();
        let timers = world.timers.iter().map(|timer| search.engine.tables.timers.get(*timer));
        let timers: Vec<_> = timers.map(|timer| (timer.slot, timer.event, timer.has_left)).collect();
        let instances: Vec<_> = locals.iter().map(|local| (&local.instance, &local.questions)).collect();
        let parent = search.store.parent(id);
        text += &format!("{parent:?} {instances:?} {queues:?} {deferred:?} {timers:?} {}\n", world.outside);
    }
    let compiled = search.engine.compiled.changes.len();
    (text, compiled)
}

/// The specifications of the corpus that are one file without errors.
pub(super) fn corpus() -> Vec<(PathBuf, Model)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let mut files = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|of| of == "flow") => files.push(path),
                false => {}
            }
        }
    }
    files.sort();
    files.into_iter().filter_map(|path| Some((path.clone(), read_model(&path)?))).collect()
}

fn read_model(path: &Path) -> Option<Model> {
    let text = fs::read_to_string(path).ok()?;
    let mut diags = Diagnostics::new(Lints::new());
    let mut loader = MemoryLoader::new([("main.flow", text.as_str())]);
    let program = flow_model::load(&["main.flow".to_owned()], &mut loader, &mut diags);
    let model = flow_model::resolve(&program, &mut diags);
    diags.iter().all(|found| found.level != Severity::Deny).then_some(model)
}

fn models() -> Vec<(PathBuf, Model)> {
    let mut models = corpus();
    assert!(models.len() > 100, "{}", models.len());
    let texts = [super::protocols::two_phase_commit(3), super::verdicts::saga("")];
    models.extend(texts.iter().map(|text| (PathBuf::new(), super::model(&[("main.flow", text)]))));
    models
}

/// Different worlds: one that hurries, one with few events from outside, and one without anything special.
fn worlds() -> [Options; 3] {
    let default = Options { max_states: STATES, ..Options::default() };
    [
        Options { flood: true, failures: true, conversations: Some(1), ..default.clone() },
        Options { outside: Some(3), unasked: true, prompt: true, ..default.clone() },
        default,
    ]
}

#[test]
fn compiled_steps_are_those_of_the_engine() {
    let mut compiled_in = 0;
    for (path, model) in models() {
        for options in worlds() {
            let (engine, none) = search_all(&model, &options, false);
            assert_eq!(none, 0);
            let (compiled, changes) = search_all(&model, &options, true);
            assert!(engine == compiled, "{}\n{options:?}\n{engine}\nCOMPILED\n{compiled}", path.display());
            compiled_in += usize::from(changes > 0);
        }
    }
    assert!(compiled_in > 200, "{compiled_in}");
}

#[test]
fn any_number_of_threads_finds_the_same() {
    for (path, model) in models() {
        for options in worlds() {
            let of = |threads| search_all(&model, &Options { threads, ..options.clone() }, true).0;
            let one = of(1);
            for threads in [2, 3, 8] {
                assert!(one == of(threads), "{threads}: {}\n{options:?}", path.display());
            }
        }
    }
}
