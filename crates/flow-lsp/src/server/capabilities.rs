//! What the server can do, for the client.
//!
//! Each capability has a method in `dispatch` that answers it. Diagnostics can be pulled only if the client's settings ask for it:
//! otherwise it would show them twice.

use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DiagnosticOptions,
    DocumentLinkOptions, DocumentOnTypeFormattingOptions, ExecuteCommandOptions, FileOperationFilter,
    FileOperationOptions, FileOperationPattern, FileOperationRegistrationOptions, InitializeResult,
    RenameOptions, Save, SaveOptions, SemanticTokensLegend, SemanticTokensOptions, ServerCapabilities,
    ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};

use super::client::{Client, Delivery};
use crate::analysis::highlighting::Kind;

/// The command that runs a story and shows its report.
pub(super) const RUN_STORY: &str = "flow.runStory";

/// The command that shows what exploration found.
pub(super) const SHOW_EXPLORATION: &str = "flow.showExploration";

/// The command that shows the picture of a machine, or of the system.
pub(super) const SHOW_PICTURE: &str = "flow.showPicture";

/// The answer to `initialize`.
pub(super) fn initialize_result(client: &Client) -> InitializeResult {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    InitializeResult {
        capabilities: capabilities(client),
        server_info: Some(ServerInfo { name: "flow".to_owned(), version: Some(version) }),
    }
}

fn capabilities(client: &Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        save: Some(Save::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let completion = CompletionOptions {
        trigger_characters: Some(["#", "@", ":", "$", ".", " "].map(str::to_owned).to_vec()),
        ..CompletionOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::SourceFixAll]),
        ..CodeActionOptions::default()
    };
    let table = DocumentOnTypeFormattingOptions {
        first_trigger_character: "|".to_owned(),
        more_trigger_character: None,
    };
    let pull = (client.settings.diagnostics == Delivery::Pull).then(|| DiagnosticOptions {
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..DiagnosticOptions::default()
    });
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(sync.into()),
        call_hierarchy_provider: Some(true.into()),
        completion_provider: Some(completion),
        definition_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        hover_provider: Some(true.into()),
        references_provider: Some(true.into()),
        rename_provider: Some(
            RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into(),
        ),
        semantic_tokens_provider: Some(semantic_tokens().into()),
        code_action_provider: Some(actions.into()),
        code_lens_provider: Some(CodeLensOptions::default()),
        document_link_provider: Some(DocumentLinkOptions::default()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        document_formatting_provider: Some(true.into()),
        document_range_formatting_provider: Some(true.into()),
        document_on_type_formatting_provider: Some(table),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        inlay_hint_provider: Some(true.into()),
        diagnostic_provider: pull.map(Into::into),
        execute_command_provider: Some(commands()),
        workspace: Some(workspace()),
        ..ServerCapabilities::default()
    }
}

fn semantic_tokens() -> SemanticTokensOptions {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: names(Kind::NAMES),
            token_modifiers: names(&["definition", "modification"]),
        },
        range: Some(true.into()),
        full: Some(true.into()),
        ..SemanticTokensOptions::default()
    }
}

fn commands() -> ExecuteCommandOptions {
    let commands = [RUN_STORY, SHOW_EXPLORATION, SHOW_PICTURE].map(str::to_owned).to_vec();
    ExecuteCommandOptions { commands, ..ExecuteCommandOptions::default() }
}

fn workspace() -> WorkspaceOptions {
    let all = FileOperationPattern { glob: "**".to_owned(), ..FileOperationPattern::default() };
    let files = FileOperationRegistrationOptions {
        filters: vec![FileOperationFilter { scheme: Some("file".to_owned()), pattern: all }],
    };
    WorkspaceOptions {
        workspace_folders: Some(WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(true.into()),
        }),
        file_operations: Some(FileOperationOptions {
            will_rename: Some(files),
            ..FileOperationOptions::default()
        }),
        ..WorkspaceOptions::default()
    }
}
