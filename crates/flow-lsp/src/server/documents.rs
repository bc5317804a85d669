//! Notifications: documents that are opened, changed and closed, files that change, folders and settings.
//!
//! They only note what has changed; the analysis follows when no message waits. One that cannot be read, or panics, is logged.

use gen_lsp_types::{
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, FileChangeType,
};
use lsp_server::Notification;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::client::Settings;
use super::{Server, panic_text};
use crate::text::Document;
use crate::workspace::{is_settings, uri};

impl Server {
    pub(super) fn handle_notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let handled = catch_unwind(AssertUnwindSafe(|| match method.as_str() {
            "initialized" => self.watch_files(),
            "textDocument/didOpen" => self.take(params, Server::open_document),
            "textDocument/didChange" => self.take(params, Server::change_document),
            "textDocument/didClose" => self.take(params, Server::close_document),
            "textDocument/didSave" => self.take(params, Server::note_save),
            "workspace/didChangeWatchedFiles" => self.take(params, Server::note_files),
            "workspace/didChangeWorkspaceFolders" => self.take(params, Server::change_folders),
            "window/workDoneProgress/cancel" => self.take(params, Server::cancel_work),
            "workspace/didChangeConfiguration" => self.take(params, Server::change_settings),
            _ => {}
        }));
        if let Err(panic) = handled {
            self.client.log(&format!("'{method}' failed: {}", panic_text(&*panic)));
        }
    }

    fn take<P: DeserializeOwned>(&mut self, params: serde_json::Value, handle: fn(&mut Server, &P)) {
        match serde_json::from_value::<P>(params) {
            Ok(params) => handle(self, &params),
            Err(error) => self.client.log(&format!("a notification cannot be read: {error}")),
        }
    }

    /// Opens the folders of the workspace.
    pub(super) fn open_folders(&mut self, folders: Vec<String>) {
        self.files.set_folders(folders);
        self.group_later();
    }

    /// Asks the client to watch the files that programs are read from.
    fn watch_files(&mut self) {
        if self.client.can.watch_files {
            let watchers = [json!({ "globPattern": "**/*.flow" }), json!({ "globPattern": "**/flow.toml" })];
            let registration = json!({
                "id": "flow-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": watchers },
            });
            self.client.request("client/registerCapability", json!({ "registrations": [registration] }));
        }
    }

    fn open_document(&mut self, params: &DidOpenTextDocumentParams) {
        let opened = &params.text_document;
        let path = uri::path_of(&opened.uri.0);
        let is_known = self.programs.program_of(&path).is_some();
        self.files.open(&opened.uri.0, Document::new(opened.text.clone(), opened.version));
        let is_same = is_known && self.files.is_grouped(&path);
        self.note_text(&path, is_same);
    }

    fn change_document(&mut self, params: &DidChangeTextDocumentParams) {
        let path = uri::path_of(&params.text_document.text_document_identifier.uri.0);
        let encoding = self.client.encoding;
        let Some(document) = self.files.document_mut(&path) else {
            return self.client.log("a document was changed that is not open");
        };
        document.apply(&params.content_changes, params.text_document.version, encoding);
        // Whether it belongs to another program now is seen when it has been analysed.
        self.programs.note_change(&path);
        for program in self.programs.iter().filter(|program| program.has_file(&path)) {
            self.stories.cancel(&program.roots[0]);
            self.explorer.cancel(&program.roots[0]);
        }
    }

    fn close_document(&mut self, params: &DidCloseTextDocumentParams) {
        let path = uri::path_of(&params.text_document.uri.0);
        self.files.close(&path);
        let is_same = self.files.is_listed(&path) && self.files.is_grouped(&path);
        self.note_text(&path, is_same);
    }

    /// Notes a new text; one that belongs to the same programs as before, or perhaps to others.
    fn note_text(&mut self, path: &str, is_same_program: bool) {
        if is_settings(path) {
            // They can take the place of those of a folder above, or leave it to them.
            return self.programs.note_all();
        }
        if !is_same_program {
            self.group_later();
        }
        self.programs.note_change(path);
    }

    /// Looks for files that have changed, as a client that watches files would report them. Returns whether there are some.
    pub(super) fn note_changes_on_disk(&mut self) -> bool {
        let changed = self.files.take_changes_on_disk();
        if changed.is_empty() {
            return false;
        }
        if changed.iter().any(|path| is_settings(path)) {
            self.note_any();
            return true;
        }
        self.list_again();
        self.group_later();
        changed.iter().for_each(|path| self.programs.note_change(path));
        true
    }

    /// Without watched files, a save is the only sign of new files.
    fn note_save(&mut self, _: &DidSaveTextDocumentParams) {
        if !self.client.can.watch_files {
            self.note_any();
        }
    }

    fn note_files(&mut self, params: &DidChangeWatchedFilesParams) {
        let mut must_list = false;
        let mut settings = false;
        let mut changed = Vec::new();
        for event in &params.changes {
            let path = uri::path_of(&event.uri.0);
            settings |= path.ends_with(".toml");
            must_list |= event.kind != FileChangeType::Changed || !self.files.is_specification(&path);
            self.files.forget(&path);
            changed.push(path);
        }
        match settings {
            // New settings can take the place of those of a folder above.
            true => self.note_any(),
            false => {
                if must_list {
                    self.list_again();
                }
                self.group_later();
                changed.iter().for_each(|path| self.programs.note_change(path));
            }
        }
    }

    /// Lists the files of the folders again: a client may only have said that a folder has changed.
    fn list_again(&mut self) {
        let changed = self.files.list_again();
        changed.iter().for_each(|path| self.programs.note_change(path));
        if !changed.is_empty() {
            self.programs.note_listing();
        }
    }

    fn note_any(&mut self) {
        self.list_again();
        self.group_later();
        self.programs.note_all();
    }

    fn change_folders(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        let removed: Vec<String> =
            params.event.removed.iter().map(|folder| uri::path_of(&folder.uri.0)).collect();
        let added = params.event.added.iter().map(|folder| uri::path_of(&folder.uri.0));
        let kept = self.files.folders().iter().filter(|folder| !removed.contains(folder)).cloned();
        let folders = kept.chain(added).collect();
        self.open_folders(folders);
    }

    fn change_settings(&mut self, params: &DidChangeConfigurationParams) {
        match Settings::read(&params.settings) {
            // The settings for diagnostics and pictures are fixed at initialization.
            Some(settings) => {
                let Settings { diagnostics, pictures, .. } = self.client.settings;
                self.client.settings = Settings { diagnostics, pictures, ..settings };
            }
            None => return self.client.log("these settings cannot be read"),
        }
        if self.client.can.refresh_hints {
            self.client.request("workspace/inlayHint/refresh", ());
        }
        self.programs.note_all();
    }
}
