//! Requests: the function for each method, and the errors of those that fail.
//!
//! Every request has exactly one answer, also where its function panics. Answers leave in the order of the requests.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lsp_server::{ErrorCode, Message, Request, RequestId, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Server, panic_text};

/// Requests about a whole document that clients make again when it changes.
const REPEATED: &[&str] = &[
    "textDocument/codeLens",
    "textDocument/diagnostic",
    "textDocument/documentLink",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/inlayHint",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
];

/// Why a request has no result.
#[derive(Debug)]
pub(super) struct Fault {
    code: ErrorCode,
    message: String,
}

impl Fault {
    /// The request is right, but cannot be done, for this reason.
    pub(super) fn refused(message: impl Into<String>) -> Fault {
        Fault { code: ErrorCode::RequestFailed, message: message.into() }
    }
}

/// The result of a request as JSON.
type Answer = Result<String, Fault>;

impl Server {
    pub(super) fn handle_request(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let answer = match self.superseded(&id, &method, &params) {
            Some(fault) => Err(fault),
            None => {
                let answered = catch_unwind(AssertUnwindSafe(|| {
                    self.group_if_needed();
                    self.answer(&method, params)
                }));
                answered.unwrap_or_else(|panic| {
                    let message = format!("'{method}' failed: {}", panic_text(&*panic));
                    Err(Fault { code: ErrorCode::InternalError, message })
                })
            }
        };
        match answer {
            Ok(result) => self.client.send_result(id, result),
            Err(Fault { code, message }) => {
                self.client.respond(Response::new_err(id, code as i32, message));
            }
        }
    }

    /// The error for a request that later messages make obsolete.
    fn superseded(&self, id: &RequestId, method: &str, params: &Value) -> Option<Fault> {
        let document = |params: &Value| params.pointer("/textDocument/uri").cloned();
        let notes = || {
            self.queue.iter().filter_map(|message| match message {
                Message::Notification(note) => Some(note),
                _ => None,
            })
        };
        let id = serde_json::to_value(id).ok()?;
        let cancels = |note: &&lsp_server::Notification| {
            note.method == "$/cancelRequest" && note.params.get("id") == Some(&id)
        };
        if notes().any(|note| cancels(&note)) {
            return Some(Fault { code: ErrorCode::RequestCanceled, message: "cancelled".to_owned() });
        }
        let of = document(params).filter(|_| REPEATED.contains(&method))?;
        let changes = |note: &lsp_server::Notification| {
            note.method == "textDocument/didChange" && document(&note.params).as_ref() == Some(&of)
        };
        let message = || "the document has changed".to_owned();
        notes().any(changes).then(|| Fault { code: ErrorCode::ContentModified, message: message() })
    }

    fn answer(&mut self, method: &str, params: Value) -> Answer {
        if self.is_shut_down {
            let message = "the server is shut down".to_owned();
            return Err(Fault { code: ErrorCode::InvalidRequest, message });
        }
        match method {
            "shutdown" => {
                self.is_shut_down = true;
                Ok("null".to_owned())
            }
            "initialize" => Err(Fault {
                code: ErrorCode::InvalidRequest,
                message: "the session has begun already".to_owned(),
            }),
            "callHierarchy/incomingCalls" => self.with(params, Server::incoming_calls),
            "callHierarchy/outgoingCalls" => self.with(params, Server::outgoing_calls),
            "textDocument/codeAction" => self.with(params, Server::code_actions),
            "textDocument/codeLens" => self.with(params, Server::code_lenses),
            "textDocument/completion" => self.with(params, Server::completion),
            "textDocument/definition" => self.with(params, Server::definition),
            "textDocument/diagnostic" => self.with_text(params, Server::pull_diagnostics),
            "textDocument/documentHighlight" => self.with(params, Server::highlights),
            "textDocument/documentLink" => self.with(params, Server::links),
            "textDocument/documentSymbol" => self.with(params, Server::document_symbols),
            "textDocument/foldingRange" => self.with(params, Server::folding_ranges),
            "textDocument/formatting" => self.with(params, Server::formatting),
            "textDocument/hover" => self.with(params, Server::hover),
            "textDocument/inlayHint" => self.with(params, Server::inlay_hints),
            "textDocument/onTypeFormatting" => self.with(params, Server::on_type_formatting),
            "textDocument/prepareCallHierarchy" => self.with(params, Server::prepare_hierarchy),
            "textDocument/prepareRename" => self.with(params, Server::prepare_rename),
            "textDocument/rangeFormatting" => self.with(params, Server::range_formatting),
            "textDocument/references" => self.with(params, Server::references),
            "textDocument/rename" => self.with(params, Server::rename),
            "textDocument/selectionRange" => self.with(params, Server::selection_ranges),
            "textDocument/semanticTokens/full" => self.with_text(params, Server::semantic_tokens),
            "textDocument/semanticTokens/range" => self.with_text(params, Server::semantic_tokens_in_range),
            "workspace/diagnostic" => self.with_text(params, Server::pull_all_diagnostics),
            "workspace/executeCommand" => self.with(params, Server::execute_command),
            "workspace/willRenameFiles" => self.with(params, Server::will_rename_files),
            "workspace/symbol" => self.with(params, Server::workspace_symbols),
            #[cfg(test)]
            "flow/panic" => panic!("as the test wants"),
            _ => Err(Fault {
                code: ErrorCode::MethodNotFound,
                message: format!("there is no method '{method}'"),
            }),
        }
    }

    fn with<P: DeserializeOwned, R: Serialize>(
        &mut self,
        params: Value,
        answer: fn(&mut Server, &P) -> Result<R, Fault>,
    ) -> Answer {
        let result = answer(self, &read_params(params)?)?;
        serde_json::to_string(&result)
            .map_err(|error| Fault { code: ErrorCode::InternalError, message: error.to_string() })
    }

    /// The same, for a function of which the result is JSON.
    fn with_text<P: DeserializeOwned>(
        &mut self,
        params: Value,
        answer: fn(&mut Server, &P) -> String,
    ) -> Answer {
        Ok(answer(self, &read_params(params)?))
    }
}

fn read_params<P: DeserializeOwned>(params: Value) -> Result<P, Fault> {
    serde_json::from_value(params)
        .map_err(|error| Fault { code: ErrorCode::InvalidParams, message: error.to_string() })
}
