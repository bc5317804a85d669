// Links from `flow!("…")` in Rust code to the specification. The server reads saved files, so a text with changes has none.

import * as vscode from "vscode";

/** Creates the links; `client` gives the client of the server. */
export function createRustLinks(client) {
  const selector = { scheme: "file", language: "rust" };
  async function ask(method, document, more) {
    if (document.isDirty || !client()?.isRunning()) return undefined;
    const textDocument = { uri: client().code2ProtocolConverter.asUri(document.uri) };
    return client().sendRequest(`textDocument/${method}`, { textDocument, ...more });
  }
  return vscode.Disposable.from(
    vscode.languages.registerDocumentLinkProvider(selector, {
      async provideDocumentLinks(document) {
        const links = await ask("documentLink", document, {});
        return links && client().protocol2CodeConverter.asDocumentLinks(links);
      },
    }),
    vscode.languages.registerDefinitionProvider(selector, {
      async provideDefinition(document, position) {
        const places = await ask("definition", document, { position });
        return places && client().protocol2CodeConverter.asDefinitionResult(places);
      },
    }),
  );
}
