//! Progress of work in the background, for clients that show it.
//!
//! One token for each kind of work, from its first report to its end. A person can cancel exploration there.

use serde_json::json;

use super::Server;
use super::background::Kind;

/// The tokens that the client knows now.
#[derive(Debug, Default)]
pub(super) struct Progress {
    stories: Option<String>,
    exploration: Option<String>,
    /// The number of tokens so far.
    count: u32,
}

impl Progress {
    fn token(&mut self, kind: Kind) -> &mut Option<String> {
        match kind {
            Kind::Stories => &mut self.stories,
            Kind::Exploration => &mut self.exploration,
        }
    }

    /// The kind of work of a token.
    pub(super) fn kind_of(&self, token: &str) -> Option<Kind> {
        let is_it = |known: &Option<String>| known.as_deref() == Some(token);
        match (is_it(&self.stories), is_it(&self.exploration)) {
            (true, _) => Some(Kind::Stories),
            (_, true) => Some(Kind::Exploration),
            _ => None,
        }
    }
}

impl Server {
    /// Shows how far some work is.
    pub(super) fn show_progress(&mut self, kind: Kind, message: &str) {
        if !self.client.can.show_progress {
            return;
        }
        if let Some(token) = self.progress.token(kind).clone() {
            let value = json!({ "kind": "report", "message": message });
            return self.client.notify("$/progress", json!({ "token": token, "value": value }));
        }
        self.progress.count += 1;
        let (title, name) = match kind {
            Kind::Stories => ("Flow: stories", "stories"),
            Kind::Exploration => ("Flow: exploration", "exploration"),
        };
        let token = format!("flow/{name}/{}", self.progress.count);
        self.client.request("window/workDoneProgress/create", json!({ "token": token }));
        let value = json!({ "kind": "begin", "title": title, "message": message, "cancellable": true });
        self.client.notify("$/progress", json!({ "token": token, "value": value }));
        *self.progress.token(kind) = Some(token);
    }

    /// Ends what [`Server::show_progress`] has begun.
    pub(super) fn end_progress(&mut self, kind: Kind) {
        if let Some(token) = self.progress.token(kind).take() {
            self.client.notify("$/progress", json!({ "token": token, "value": { "kind": "end" } }));
        }
    }

    /// Ends the work that a person has cancelled.
    pub(super) fn cancel_work(&mut self, params: &gen_lsp_types::WorkDoneProgressCancelParams) {
        let gen_lsp_types::ProgressToken::String(token) = &params.token else { return };
        match self.progress.kind_of(token) {
            Some(Kind::Stories) => self.stories.cancel_all(),
            Some(Kind::Exploration) => self.explorer.cancel_all(),
            None => {}
        }
    }
}
