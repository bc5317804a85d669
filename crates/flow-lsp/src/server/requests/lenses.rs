//! Lenses above stories: how each ended, and a command that runs it and shows the report.

use flow_sim::Verdict;
use gen_lsp_types::{CodeLens, CodeLensParams, Command, ExecuteCommandParams, TextDocumentIdentifier, Uri};
use serde_json::{Value, json};

use super::super::Server;
use super::super::capabilities::RUN_STORY;
use super::super::dispatch::Fault;
use super::super::stories::run_stories;
use crate::workspace::uri;

impl Server {
    pub(in crate::server) fn code_lenses(&mut self, params: &CodeLensParams) -> Result<Vec<CodeLens>, Fault> {
        let Some(view) = self.view(&params.text_document) else { return Ok(Vec::new()) };
        let path = uri::path_of(&params.text_document.uri.0);
        let Some(at) = self.programs.program_of(&path) else { return Ok(Vec::new()) };
        let program = self.programs.get(at);
        let outcome =
            self.outcomes.get(&program.roots[0]).filter(|outcome| outcome.revision == program.revision);
        let Some(outcome) = outcome else { return Ok(Vec::new()) };
        let stories = outcome.stories.iter().filter(|story| story.span.file == view.file);
        let lens = |story: &super::super::stories::Story| CodeLens {
            range: view.range(story.span),
            command: Some(Command {
                title: title(story.verdict).to_owned(),
                tooltip: None,
                command: RUN_STORY.to_owned(),
                arguments: Some(vec![json!(params.text_document.uri.0), json!(story.name)]),
            }),
            data: None,
        };
        Ok(stories.map(lens).collect())
    }

    /// Runs a story, and shows its report: the arguments are the address of a file of its program, and its name.
    pub(in crate::server) fn execute_command(
        &mut self,
        params: &ExecuteCommandParams,
    ) -> Result<Value, Fault> {
        if params.command != RUN_STORY {
            return Err(Fault::refused(format!("there is no command '{}'", params.command)));
        }
        let arguments = params.arguments.as_deref().unwrap_or_default();
        let [Value::String(document), Value::String(name)] = arguments else {
            return Err(Fault::refused(
                "the arguments are the address of a document and the name of a story",
            ));
        };
        let document = TextDocumentIdentifier { uri: Uri(document.clone()) };
        let Some(view) = self.view(&document) else {
            return Err(Fault::refused("the document is no specification"));
        };
        if !view.checked.analysis.is_sound {
            return Err(Fault::refused("the specification has errors"));
        }
        let stories = run_stories(&view.checked, &|| true).unwrap_or_default();
        let Some(story) = stories.iter().find(|story| story.name == *name) else {
            return Err(Fault::refused(format!("there is no story '{name}'")));
        };
        let level = if story.verdict == Verdict::Failed { 1 } else { 3 };
        let message = json!({ "type": level, "message": story.report.trim_end() });
        self.client.notify("window/showMessage", message);
        Ok(json!({ "passed": story.verdict != Verdict::Failed, "report": story.report }))
    }
}

fn title(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "\u{2713} passed",
        Verdict::Undecided => "? undecided",
        Verdict::Failed => "\u{2717} failed",
    }
}
