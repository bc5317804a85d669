//! Documents: every `flow` block of the README and of `docs` is checked, and its stories are run.
//!
//! A block's fence lists the expected diagnostics: ` ```flow ` none, ` ```flow error[never-set] ` that one. A block
//! marked `file=name` is a file that the later blocks of the document may use. A block ` ```text said ` after one of
//! these is its complete report, compared exactly; with `FLOW_BLESS` set it is rewritten. A block marked `from=path` is an
//! excerpt of that file of the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use flow_model::{MemoryLoader, check, load, resolve};
use flow_sim::{Reporter, Runnable, Verdict};
use flow_syntax::Style;
use flow_syntax::diagnostic::{Diagnostic, Diagnostics, Level, Lints, Name};
use flow_syntax::render::render_all;
use flow_tests::markdown::{Block, blocks, fences, replaced};
use flow_tests::repository;

fn documents() -> Vec<PathBuf> {
    let mut paths = vec![repository().join("README.md"), repository().join("CONTRIBUTING.md")];
    let mut folders = vec![repository().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { paths.push(path) }
        }
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    paths
}

/// The result of one block.
struct Judged {
    /// The names that were reported, as fences write them.
    marks: Vec<String>,
    /// The whole report.
    report: String,
    /// The stories that failed, in their own words.
    failed: String,
}

#[test]
fn every_block_says_what_its_fence_says() {
    let mut failures = Vec::new();
    for path in documents() {
        failures.extend(judge_document(&path));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The errors of the blocks of a document. Blessing rewrites its reports.
fn judge_document(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut files = BTreeMap::new();
    let mut failures = Vec::new();
    let mut reports = Vec::new();
    let mut last: Option<Judged> = None;
    for block in fences(&text) {
        let at = format!("{}:{}", path.display(), block.line);
        if block.language == "flow" {
            let judged = judge(path, &mut files, &block);
            failures.extend(unlike_its_fence(&block, &judged).map(|what| format!("{at}: {what}")));
            last = Some(judged);
        } else if block.language == "text" && block.is("said") {
            let report = last.as_ref().map_or(String::new(), |judged| judged.report.clone());
            if block.text != report {
                failures.push(format!("{at}: the report is\n{report}"));
            }
            reports.push((block, report));
        }
    }
    if std::env::var_os("FLOW_BLESS").is_some() {
        let new = replaced(&text, &reports);
        failures.retain(|failure| !failure.contains(": the report is\n"));
        if new != text {
            fs::write(path, new).unwrap();
        }
    }
    failures
}

fn judge(path: &Path, files: &mut BTreeMap<String, Vec<u8>>, block: &Block) -> Judged {
    let name = block.file().unwrap_or("main.flow").to_owned();
    let mut all = files.clone();
    all.insert(name.clone(), block.text.clone().into_bytes());
    // A test file is about the specifications before it in its folder.
    let is_beside = |other: &&String| Path::new(other.as_str()).parent() == Path::new(&name).parent();
    let roots = match name.ends_with(".test.flow") {
        true => all.keys().filter(is_beside).cloned().collect(),
        false => vec![name.clone()],
    };
    if block.file().is_some() {
        files.clone_from(&all);
    }

    let mut diags = Diagnostics::new(lints(path));
    let program = load(&roots, &mut MemoryLoader::new(all), &mut diags);
    let model = resolve(&program, &mut diags);
    check(&model, &mut diags);
    let mut failed = String::new();
    if !diags.has_errors() {
        let runnable = Runnable::new(&model);
        let mut results = flow_sim::run(&runnable);
        let cases = flow_model::resolve_tests(&program, &model, &mut diags);
        results.add(flow_sim::run_tests(&runnable, &cases));
        let reporter = Reporter { model: &model, sources: &program.sources };
        let stories = results.stories.iter().filter(|story| story.verdict == Verdict::Failed);
        failed = stories.map(|story| reporter.report_story(story)).collect();
    }
    let said = diags.sorted();
    let report = render_all(said.iter().copied(), &program.sources, Style::Plain);
    Judged {
        marks: said.into_iter().map(mark).collect(),
        report: report.trim_end().to_owned() + "\n",
        failed,
    }
}

/// How a block differs from its fence. Stories fail if and only if the fence has `fails`.
fn unlike_its_fence(block: &Block, judged: &Judged) -> Option<String> {
    let mut said = judged.marks.clone();
    let mut expected = block.marks.clone();
    expected.retain(|mark| !mark.starts_with("file=") && !mark.starts_with("from=") && mark != "fails");
    said.sort();
    expected.sort();
    if said != expected {
        return Some(format!("expected {expected:?}, got {said:?}\n{}", judged.report));
    }
    if block.is("fails") == judged.failed.is_empty() {
        return Some(format!("stories that fail: {:?}", judged.failed));
    }
    None
}

fn mark(said: &Diagnostic) -> String {
    let level = if said.level == Level::Deny { "error" } else { "warning" };
    format!("{level}[{}]", said.name.as_str())
}

/// On its own page a diagnostic that is allowed by default is shown.
fn lints(path: &Path) -> Lints {
    let mut lints = Lints::new();
    let page = path.file_stem().and_then(|stem| Name::parse(&stem.to_string_lossy()));
    if let Some(name) = page.filter(|name| name.default_level() == Level::Allow) {
        lints.set(name, Level::Warn);
    }
    lints
}

#[test]
fn excerpts_are_in_their_files() {
    let mut failures = Vec::new();
    let mut count = 0;
    for path in documents() {
        for block in fences(&fs::read_to_string(&path).unwrap()) {
            let Some(from) = block.marks.iter().find_map(|mark| mark.strip_prefix("from=")) else { continue };
            count += 1;
            let file = fs::read_to_string(repository().join(from)).unwrap_or_default();
            if !file.contains(&block.text) {
                failures.push(format!("{}:{}: this text is not in {from}", path.display(), block.line));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(count > 5, "only {count} excerpts were found");
}

#[test]
fn every_page_shows_its_diagnostic_and_its_mending() {
    let mut lacking = Vec::new();
    for name in Name::ALL.iter().filter(|name| !WITHOUT_BLOCKS.contains(name)) {
        let text =
            fs::read_to_string(repository().join(format!("docs/checks/{}.md", name.as_str()))).unwrap();
        let blocks = blocks(&text);
        let shows = blocks.iter().any(|block| block.marks.iter().any(|mark| mark.contains(name.as_str())));
        let mends = blocks.iter().any(|block| block.marks.is_empty());
        let says = fences(&text).iter().any(|block| block.is("said") && block.text.contains(name.as_str()));
        if !shows || !mends || !says {
            lacking.push(name.as_str());
        }
    }
    assert_eq!(lacking, Vec::<&str>::new());
}

#[test]
fn the_list_of_checks_says_what_the_registry_says() {
    let list = fs::read_to_string(repository().join("docs/checks.md")).unwrap();
    let rows = Name::ALL.iter().map(|name| {
        let (text, summary) = (name.as_str(), name.summary());
        let level = match name.default_level() {
            _ if !name.is_lint() => "",
            Level::Deny => "error | ",
            Level::Warn => "warning | ",
            Level::Allow => "○ off | ",
        };
        format!("| [`{text}`](checks/{text}.md) | {level}{summary} |\n")
    });
    let lacking: Vec<String> = rows.filter(|row| !list.contains(row)).collect();
    assert!(lacking.is_empty(), "{}", lacking.concat());
}

#[test]
fn the_book_has_every_page() {
    let summary = fs::read_to_string(repository().join("docs/SUMMARY.md")).unwrap();
    let docs = repository().join("docs");
    let pages = documents().into_iter().filter_map(|path| {
        let page = path.strip_prefix(&docs).ok()?.to_string_lossy().replace('\\', "/");
        (page != "SUMMARY.md" && !summary.contains(&format!("({page})"))).then_some(page)
    });
    assert_eq!(pages.collect::<Vec<_>>(), Vec::<String>::new());
}

/// What no block can show.
const WITHOUT_BLOCKS: &[Name] = &[Name::InvalidUtf8, Name::Configuration];
