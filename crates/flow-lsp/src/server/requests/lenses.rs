//! Lenses: above stories how each ended, above the first header what exploration found, above machines their picture.
//!
//! The command of a lens shows more: the report of a story that is run again, the findings with their paths, a picture. Results are only
//! those of the texts as they are.

use flow_explore::Level;
use flow_sim::Verdict;
use flow_syntax::source::Span;
use gen_lsp_types::{CodeLens, CodeLensParams, Command, ExecuteCommandParams, TextDocumentIdentifier, Uri};
use serde_json::{Value, json};

use super::super::Server;
use super::super::capabilities::{RUN_STORY, SHOW_EXPLORATION, SHOW_PICTURE};
use super::super::dispatch::Fault;
use super::super::stories::run_stories;
use super::View;
use crate::analysis::exploration::Explored;
use crate::workspace::uri;

impl Server {
    pub(in crate::server) fn code_lenses(&mut self, params: &CodeLensParams) -> Result<Vec<CodeLens>, Fault> {
        let Some(view) = self.view(&params.text_document) else { return Ok(Vec::new()) };
        let path = uri::path_of(&params.text_document.uri.0);
        let Some(at) = self.programs.program_of(&path) else { return Ok(Vec::new()) };
        let document = json!(params.text_document.uri.0);
        let mut lenses = Vec::new();
        let mut add = |span: Span, title: String, command: &str, arguments: Vec<Value>| {
            if span.file == view.file {
                let command = Command {
                    title,
                    tooltip: None,
                    command: command.to_owned(),
                    arguments: Some([vec![document.clone()], arguments].concat()),
                };
                lenses.push(CodeLens { range: view.range(span), command: Some(command), data: None });
            }
        };
        for story in self.told(at).into_iter().flatten() {
            add(story.span, verdict_words(story.verdict).to_owned(), RUN_STORY, vec![json!(story.name)]);
        }
        if let (Some(explored), Some(header)) = (self.explored(at), first_header(&view)) {
            add(header, exploration_words(explored), SHOW_EXPLORATION, Vec::new());
        }
        if self.can_show_pictures() {
            let model = &view.checked.analysis.model;
            if let Some(name) = &model.name {
                add(name.span, "picture".to_owned(), SHOW_PICTURE, vec![Value::Null]);
            }
            for machine in &model.machines {
                let name = &machine.name;
                add(name.span, "picture".to_owned(), SHOW_PICTURE, vec![json!(name.text)]);
            }
        }
        Ok(lenses)
    }

    /// Does what a lens offers. The first argument of every command is the address of a file of the program.
    pub(in crate::server) fn execute_command(
        &mut self,
        params: &ExecuteCommandParams,
    ) -> Result<Value, Fault> {
        let arguments = params.arguments.as_deref().unwrap_or_default();
        let [Value::String(document), arguments @ ..] = arguments else {
            return Err(Fault::refused("the first argument is the address of a document"));
        };
        let document = TextDocumentIdentifier { uri: Uri(document.clone()) };
        let Some(view) = self.view(&document) else {
            return Err(Fault::refused("the document is no specification"));
        };
        match (params.command.as_str(), arguments) {
            (RUN_STORY, [Value::String(name)]) => self.run_story(&view, name),
            (SHOW_EXPLORATION, []) => self.show_exploration(&document),
            (SHOW_PICTURE, [Value::String(machine)]) => self.show_picture(&view.checked, Some(machine)),
            (SHOW_PICTURE, [Value::Null]) => self.show_picture(&view.checked, None),
            (RUN_STORY | SHOW_EXPLORATION | SHOW_PICTURE, _) => {
                Err(Fault::refused(format!("these are no arguments of '{}'", params.command)))
            }
            (command, _) => Err(Fault::refused(format!("there is no command '{command}'"))),
        }
    }

    /// Runs a story, and shows its report.
    fn run_story(&self, view: &View, name: &str) -> Result<Value, Fault> {
        if !view.checked.analysis.is_sound {
            return Err(Fault::refused("the specification has errors"));
        }
        let stories = run_stories(&view.checked, &|| true, &|_| {}).unwrap_or_default();
        let Some(story) = stories.iter().find(|story| story.name == *name) else {
            return Err(Fault::refused(format!("there is no story '{name}'")));
        };
        let level = if story.verdict == Verdict::Failed { 1 } else { 3 };
        self.show_message(level, story.report.trim_end());
        Ok(json!({ "passed": story.verdict != Verdict::Failed, "report": story.report }))
    }

    /// Shows the findings of the exploration of a program, each with its path.
    fn show_exploration(&self, document: &TextDocumentIdentifier) -> Result<Value, Fault> {
        let at = self.programs.program_of(&uri::path_of(&document.uri.0));
        let Some(explored) = at.and_then(|at| self.explored(at)) else {
            return Err(Fault::refused("the specification is not explored yet"));
        };
        let mut report = explored.summary.clone();
        for finding in &explored.findings {
            report += &format!("\n\n{}: {}", finding.kind.name(), finding.message);
            for step in &finding.path {
                report += &format!("\n  {}", step.text);
            }
        }
        self.show_message(3, &report);
        Ok(json!({ "complete": explored.is_complete, "report": report }))
    }

    fn show_message(&self, level: u8, message: &str) {
        self.client.notify("window/showMessage", json!({ "type": level, "message": message }));
    }
}

/// The name of the system, or of its first machine, where it is in the file.
fn first_header(view: &View) -> Option<Span> {
    let model = &view.checked.analysis.model;
    let names = model.name.iter().chain(model.machines.iter().map(|machine| &machine.name));
    names.map(|name| name.span).find(|span| span.file == view.file)
}

fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "\u{2713} passed",
        Verdict::Undecided => "? undecided",
        Verdict::Failed => "\u{2717} failed",
    }
}

/// `explored: 2 findings, not everything`.
fn exploration_words(explored: &Explored) -> String {
    let serious = explored.findings.iter().filter(|finding| finding.level != Level::Note).count();
    let count = match serious {
        0 => "no finding".to_owned(),
        1 => "1 finding".to_owned(),
        count => format!("{count} findings"),
    };
    let rest = if explored.is_complete { "" } else { ", not everything" };
    format!("explored: {count}{rest}")
}
