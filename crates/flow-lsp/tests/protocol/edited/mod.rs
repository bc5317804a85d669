//! Sessions of people: what they do to texts and files, at random, with all features asked in between.
//!
//! After each change the findings are those of an analysis without earlier results, and at times the answers of the server are
//! compared with those of a server that was just started on the same texts. `FLOW_EDITS=10000` makes as many changes, `FLOW_SEED`
//! begins elsewhere, and with `FLOW_PROGRAM=target/debug/flow` findings are compared with what that program prints.

mod desk;
mod expected;
mod gestures;
mod questions;
mod text;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use flow_speculate::Random;
use flow_tests::inputs::inputs;
use lsp_server::Message;
use serde_json::{Value, json};

use desk::Desk;
use expected::Findings;
use gestures::Hand;

/// How many gestures a session has.
const GESTURES: usize = 12;

/// How long findings may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn number(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |value| value.parse().unwrap())
}

/// Texts with several machines in files that use each other; two programs can share a file.
fn split_network(random: &mut Random) -> BTreeMap<String, String> {
    let text = flow_speculate::network_from_seed(random.below(10_000) as u64);
    let starts: Vec<usize> = text.match_indices("\nmachine:").map(|(at, _)| at + 1).collect();
    let mut files = BTreeMap::new();
    let (Some(first), false) = (starts.first(), starts.len() < 2) else {
        return BTreeMap::from([("one.flow".to_owned(), text)]);
    };
    let mut uses = String::from("uses:\n");
    for (nth, start) in starts.iter().enumerate().skip(1) {
        let part = &text[*start..starts.get(nth + 1).copied().unwrap_or(text.len())];
        let name: String =
            part["machine: @".len()..].chars().take_while(|c| *c == '_' || c.is_alphanumeric()).collect();
        uses += &format!("  @{name} from \"./parts/{name}.flow\"\n");
        files.insert(format!("parts/{name}.flow"), part.to_owned());
    }
    let head = &text[..*first];
    let rest = &text[*first..starts[1]];
    let main = match head.find('\n') {
        Some(end) if head.starts_with("system:") => {
            format!("{}{uses}{}{rest}", &head[..=end], &head[end + 1..])
        }
        _ => format!("{uses}{head}{rest}"),
    };
    if random.chance(50) {
        files.insert("second.flow".to_owned(), main.replacen("system: ", "system: second ", 1));
    }
    files.insert("main.flow".to_owned(), main);
    files
}

/// The files of a desk, and lines and texts that are pasted.
fn some_files(random: &mut Random, cases: &[flow_tests::case::Case]) -> BTreeMap<String, String> {
    let mut files = match random.below(4) {
        0 => split_network(random),
        1 => {
            BTreeMap::from([("shop.flow".to_owned(), flow_speculate::from_seed(random.below(10_000) as u64))])
        }
        _ => {
            let case = random.pick(cases);
            let below = |path: &str| path.rsplit('/').next().unwrap().to_owned();
            case.files.iter().map(|(path, text)| (below(path), text.clone())).collect()
        }
    };
    for folder in ["", "other/"] {
        if random.chance(30) {
            let case = random.pick(cases);
            for (path, text) in &case.files {
                files
                    .entry(format!("{folder}{}", path.rsplit('/').next().unwrap()))
                    .or_insert_with(|| text.clone());
            }
        }
    }
    if random.chance(30) {
        files.insert("flow.toml".to_owned(), (*random.pick(SETTINGS)).to_owned());
    }
    files
}

/// Settings that people write, with mistakes.
const SETTINGS: &[&str] = &[
    "",
    "[lints]\nnever-set = \"deny\"\nunused-variable = \"warn\"\nopen-guards = \"warn\"\n",
    "[lints]\nnever-set = \"allow\"\nunreachable-state = \"warn\"\n",
    "[lints]\nno-such-check = \"deny\"\n",
    "[lints\n",
    "[types]\nnumber = \"i64\"\n",
    "[types]\nnumber = \"f64\"\n[lints]\nbare-word = \"deny\"\n",
];

/// Waits until the client has the findings of the current texts.
fn expect_findings(desk: &mut Desk, random: &mut Random) -> Result<(), String> {
    let mut expected = expected::of_desk(desk);
    for found in expected.values_mut() {
        found.dedup();
    }
    if desk.is_pulling {
        return expect_pulled(desk, random, &expected);
    }
    if random.chance(30) {
        // All findings leave before the answer.
        desk.client
            .request("workspace/diagnostic", json!({ "previousResultIds": [] }))
            .map_err(|(_, message)| message)?;
        return difference(&published(desk), &expected).map_or(Ok(()), Err);
    }
    let begin = Instant::now();
    while let Some(reason) = difference(&published(desk), &expected) {
        if begin.elapsed() > PATIENCE {
            return Err(format!("after a minute {reason}"));
        }
        // An answer comes also where no findings do.
        let id = desk.client.send("workspace/none", json!({}));
        let is_answer =
            |message: &Message| matches!(message, Message::Response(answer) if answer.id == id.into());
        while !is_answer(&desk.client.receive()) {}
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

fn published(desk: &Desk) -> Findings {
    let all = desk.client.diagnostics.iter();
    all.map(|(uri, params)| (uri.clone(), expected::of_client(&params["diagnostics"]))).collect()
}

fn expect_pulled(desk: &mut Desk, random: &mut Random, expected: &Findings) -> Result<(), String> {
    if random.chance(50) {
        let all = desk
            .client
            .request("workspace/diagnostic", json!({ "previousResultIds": [] }))
            .map_err(|(_, message)| message)?;
        let items = all["items"].as_array().unwrap().iter();
        let found =
            items.map(|item| (item["uri"].as_str().unwrap().to_owned(), expected::of_client(&item["items"])));
        return difference(&found.collect(), expected).map_or(Ok(()), Err);
    }
    let paths: Vec<String> = desk.open.keys().cloned().collect();
    for path in paths {
        let uri = desk.client.address(&path);
        let params = json!({ "textDocument": { "uri": uri } });
        let found = desk.client.request("textDocument/diagnostic", params).map_err(|(_, message)| message)?;
        let found = Findings::from([(uri.clone(), expected::of_client(&found["items"]))]);
        let expected = expected.get(&uri).cloned().unwrap_or_default();
        if let Some(reason) = difference(&found, &Findings::from([(uri, expected)])) {
            return Err(format!("pulled alone {reason}"));
        }
    }
    Ok(())
}

/// The first difference between the findings of the client and those expected.
fn difference(found: &Findings, expected: &Findings) -> Option<String> {
    let none = Vec::new();
    for uri in found.keys().chain(expected.keys()) {
        let mut have = found.get(uri).unwrap_or(&none).clone();
        have.dedup();
        let want = expected.get(uri).unwrap_or(&none);
        if have != *want {
            let missing: Vec<_> = want.iter().filter(|one| !have.contains(one)).collect();
            let extra: Vec<_> = have.iter().filter(|one| !want.contains(one)).collect();
            return Some(format!("{uri}: missing {missing:#?}, and not expected {extra:#?}"));
        }
    }
    None
}

/// The findings of the client are those that the program prints.
fn compare_with_program(desk: &mut Desk, program: &str) -> Result<(), String> {
    let all = desk
        .client
        .request("workspace/diagnostic", json!({ "previousResultIds": [] }))
        .map_err(|(_, message)| message)?;
    let items = all["items"].as_array().unwrap().iter();
    let reports: Vec<(String, Value)> =
        items.map(|item| (item["uri"].as_str().unwrap().to_owned(), item["items"].clone())).collect();
    let (found, printed) = (expected::as_program(desk, &reports), expected::of_program(program, desk));
    if found == printed {
        return Ok(());
    }
    let missing: Vec<_> = printed.iter().filter(|one| !found.contains(one)).collect();
    let extra: Vec<_> = found.iter().filter(|one| !printed.contains(one)).collect();
    Err(format!("the program also prints {missing:#?}, and not {extra:#?}"))
}

/// A session and its counters.
struct Session<'a> {
    random: &'a mut Random,
    library: &'a [String],
    desk: Desk,
    changes: usize,
    compared: usize,
}

impl Session<'_> {
    fn some_open(&mut self) -> Option<String> {
        let paths: Vec<String> = self.desk.open.keys().cloned().collect();
        (!paths.is_empty()).then(|| self.random.pick(&paths).clone())
    }

    fn some_specification(&mut self) -> Option<String> {
        let paths: Vec<String> =
            self.desk.open.keys().filter(|path| !path.ends_with(".toml")).cloned().collect();
        (!paths.is_empty()).then(|| self.random.pick(&paths).clone())
    }

    fn some_file(&mut self) -> Option<String> {
        let paths: Vec<String> = self.desk.disk.keys().cloned().collect();
        (!paths.is_empty()).then(|| self.random.pick(&paths).clone())
    }

    /// Edits a document, and checks at times between two keystrokes.
    fn edit(&mut self) -> Result<(), String> {
        let Some(path) = self.some_specification() else { return Ok(()) };
        let before = self.desk.open[&path].text.clone();
        let mut hand = Hand { random: self.random, text: before.clone(), sent: Vec::new() };
        let gesture = hand.act(self.library);
        let (sent, after) = (hand.sent, hand.text);
        self.desk.log.push(format!("{gesture} in {path}, {} changes", sent.len()));
        for changes in &sent {
            let skipped = if self.random.chance(5) { 7 } else { 0 };
            self.desk.change(&path, changes, skipped);
            self.changes += 1;
            self.disturb()?;
        }
        assert_eq!(self.desk.open[&path].text, after);
        self.desk.open.get_mut(&path).unwrap().before.push(before);
        Ok(())
    }

    /// What happens between two keystrokes.
    fn disturb(&mut self) -> Result<(), String> {
        match self.random.below(10) {
            0 | 1 => self.ask(1),
            2..=4 => expect_findings(&mut self.desk, self.random),
            5 => {
                std::thread::sleep(Duration::from_millis(self.random.below(4) as u64));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn ask(&mut self, count: usize) -> Result<(), String> {
        for _ in 0..count {
            if let Some(question) = questions::some_question(self.random, &self.desk) {
                questions::ask(&mut self.desk, &question)?;
            }
        }
        Ok(())
    }

    fn undo(&mut self) -> Result<(), String> {
        let Some(path) = self.some_open() else { return Ok(()) };
        let Some(text) = self.desk.open.get_mut(&path).unwrap().before.pop() else { return Ok(()) };
        self.desk.log.push(format!("undo in {path}"));
        self.desk.change_to(&path, &text);
        self.changes += 1;
        Ok(())
    }

    /// Applies an answer: a rename, a code action, formatting.
    fn obey(&mut self) -> Result<(), String> {
        for _ in 0..8 {
            let Some(question) = questions::some_question(self.random, &self.desk) else { return Ok(()) };
            let answer = match question.method.as_str() {
                "textDocument/rename" => questions::ask(&mut self.desk, &question)?,
                "textDocument/codeAction" => {
                    let mut question = question.clone();
                    if self.random.chance(30) {
                        question.params["context"]["only"] = json!(["source.fixAll"]);
                    }
                    let actions = questions::ask(&mut self.desk, &question)?;
                    match actions.as_array().and_then(|all| all.first()) {
                        Some(action) => action["edit"].clone(),
                        None => continue,
                    }
                }
                "textDocument/formatting" => {
                    let edits = questions::ask(&mut self.desk, &question)?;
                    if !edits.is_array() {
                        continue;
                    }
                    json!({ "changes": { question.params["textDocument"]["uri"].as_str().unwrap(): edits } })
                }
                _ => continue,
            };
            self.desk
                .log
                .push(format!("{} in {}: {}", question.method, question.path, question.params["newName"]));
            self.changes += 1;
            return self.desk.apply(&answer);
        }
        Ok(())
    }

    /// Something about files.
    fn arrange(&mut self) -> Result<(), String> {
        match self.random.below(12) {
            0 => {
                let Some(path) = self.some_file() else { return Ok(()) };
                self.desk.open(&path);
            }
            1 => {
                let Some(path) = self.some_open() else { return Ok(()) };
                self.desk.close(&path);
            }
            2 => {
                let Some(path) = self.some_open().filter(|path| !path.contains(':')) else { return Ok(()) };
                self.desk.save(&path);
            }
            3 => {
                let Some(path) = self.some_file() else { return Ok(()) };
                self.desk.remove(&path);
            }
            4 => {
                // A file is made, or written by another program.
                let (text, name) = (
                    self.random.pick(self.library).clone(),
                    *self.random.pick(&["new.flow", "other/new.flow", "parts/new.flow", "new.test.flow"]),
                );
                self.desk.write(name, &text);
            }
            5 => {
                // Another program changes a file.
                let Some(path) = self.some_file().filter(|path| !path.ends_with(".toml")) else {
                    return Ok(());
                };
                let text = self.desk.disk[&path].clone();
                let mut hand = Hand { random: self.random, text, sent: Vec::new() };
                hand.act(self.library);
                let text = hand.text;
                self.desk.write(&path, &text);
            }
            6 => return self.rename_file(),
            7 | 8 => self.change_settings(),
            9 => {
                let name = *self.random.pick(&["untitled:Untitled-1", "untitled:Untitled-2.flow"]);
                self.desk.open(name);
                let text = self.random.pick(self.library).clone();
                self.desk.change_to(name, &text);
            }
            10 => {
                // Closed and opened again.
                let Some(path) = self.some_open() else { return Ok(()) };
                self.desk.close(&path);
                self.desk.open(&path);
            }
            _ => {
                let Some(path) = self.some_file() else { return Ok(()) };
                self.desk.open(&path);
                self.desk.remove(&path);
            }
        }
        self.changes += 1;
        Ok(())
    }

    fn change_settings(&mut self) {
        let text = (*self.random.pick(SETTINGS)).to_owned();
        let path = *self.random.pick(&["flow.toml", "flow.toml", "other/flow.toml", "parts/flow.toml"]);
        match self.random.below(4) {
            0 => self.desk.write(path, &text),
            1 => self.desk.remove(path),
            2 if self.desk.open.contains_key(path) => self.desk.close(path),
            _ => {
                self.desk.open(path);
                self.desk.change_to(path, &text);
            }
        }
        self.desk.log.push(format!("settings {path}: {text:?}"));
    }

    /// Renames a file as an editor does it: the edits are made, then the file is another one.
    fn rename_file(&mut self) -> Result<(), String> {
        let Some(path) = self.some_file().filter(|path| !path.ends_with(".toml")) else { return Ok(()) };
        let new = format!(
            "{}moved_{}",
            self.random.pick(&["", "parts/", "other/"]),
            path.rsplit('/').next().unwrap()
        );
        if new.len() > 60 || self.desk.disk.contains_key(&new) || self.desk.open.contains_key(&new) {
            return Ok(());
        }
        self.desk.log.push(format!("rename {path} to {new}"));
        let (old_uri, new_uri) = (self.desk.client.uri(&path), self.desk.client.uri(&new));
        let params = json!({ "files": [{ "oldUri": old_uri, "newUri": new_uri }] });
        let edit =
            self.desk.client.request("workspace/willRenameFiles", params).map_err(|(_, message)| message)?;
        self.desk.apply(&edit)?;
        let open = self.desk.open.get(&path).cloned();
        if open.is_some() {
            self.desk.close(&path);
        }
        let text = self.desk.disk[&path].clone();
        self.desk.remove(&path);
        self.desk.write(&new, &text);
        if let Some(open) = open {
            self.desk.open(&new);
            self.desk.change_to(&new, &open.text);
        }
        self.changes += 1;
        Ok(())
    }

    /// Compares with a server that was just started.
    fn compare(&mut self) -> Result<(), String> {
        let mut fresh = self.desk.fresh_client();
        for _ in 0..12 {
            let Some(question) = questions::some_question(self.random, &self.desk) else { break };
            questions::compare(&mut self.desk, &mut fresh, &question)?;
            self.compared += 1;
        }
        fresh.end();
        Ok(())
    }

    fn run(&mut self, program: Option<&str>) -> Result<(), String> {
        if let Some(path) = self.some_file() {
            self.desk.open(&path);
        }
        for _ in 0..GESTURES {
            match self.random.below(10) {
                0..=4 => self.edit()?,
                5 => self.undo()?,
                6 => self.obey()?,
                _ => self.arrange()?,
            }
            if self.random.chance(50) {
                self.ask(2)?;
            }
            expect_findings(&mut self.desk, self.random)?;
            if self.random.chance(15) {
                self.compare()?;
            }
            let is_named = self.desk.open.keys().all(|path| !path.contains(':'));
            if let Some(program) = program.filter(|_| is_named && self.random.chance(25)) {
                compare_with_program(&mut self.desk, program)?;
            }
        }
        let panics = |note: &&Message| format!("{note:?}").contains("failed: ");
        match self.desk.client.notes.iter().find(panics) {
            Some(panic) => Err(format!("{panic:?}")),
            None => Ok(()),
        }
    }
}

#[test]
fn what_people_do_leaves_the_findings_and_answers_of_a_fresh_server() {
    let (edits, seed) = (number("FLOW_EDITS", 400), number("FLOW_SEED", 1) as u64);
    let only = std::env::var("FLOW_SESSION").ok().map(|session| session.parse::<u64>().unwrap());
    let program = std::env::var("FLOW_PROGRAM").ok();
    let cases: Vec<_> = inputs().into_iter().filter(|case| case.files.len() < 8).collect();
    let library: Vec<String> = cases
        .iter()
        .flat_map(|case| case.files.values().cloned())
        .filter(|text| text.len() < 6_000)
        .collect();
    let (mut made, mut compared, mut failures) = (0, 0, Vec::new());
    for session in only.unwrap_or(0).. {
        let random = &mut Random::new(seed.wrapping_mul(1_000_003) + session);
        let files = some_files(random, &cases);
        let desk = Desk::new(random, &files);
        let mut one = Session { random, library: &library, desk, changes: 0, compared: 0 };
        let result = catch_unwind(AssertUnwindSafe(|| one.run(program.as_deref())));
        let result =
            result.unwrap_or_else(|panic| Err(format!("panic: {:?}", panic.downcast_ref::<String>())));
        (made, compared) = (made + one.changes, compared + one.compared);
        if let Err(reason) = result {
            failures.push(format!(
                "seed {seed}, session {session}: {reason}\n{}\n{:?}",
                one.desk.log.join("\n"),
                one.desk.params
            ));
            eprintln!("{}", failures.last().unwrap());
        }
        if only.is_some() || made >= edits || failures.len() > 20 {
            break;
        }
        if session % 100 == 99 {
            eprintln!(
                "{session} sessions, {made} changes, {compared} answers compared, {} failures",
                failures.len()
            );
        }
    }
    eprintln!("{made} changes, {compared} answers compared, {} failures", failures.len());
    assert!(failures.is_empty(), "{} failures, the first: {}", failures.len(), failures[0]);
}
