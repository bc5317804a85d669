// Pictures of machines and systems, beside the text. They are SVG of the server, without scripts.

import * as vscode from "vscode";

/** The panels that are open, by title. */
const panels = new Map();

/** Shows a picture in a panel of its own; one that is open already gets the new picture. */
export function showPicture({ title, svg }) {
  let panel = panels.get(title);
  if (!panel) {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    panel = vscode.window.createWebviewPanel("flow.picture", title, place, { enableScripts: false });
    panel.onDidDispose(() => panels.delete(title));
    panels.set(title, panel);
  }
  panel.webview.html = pageOf(svg);
  panel.reveal(undefined, true);
}

/** A page that can load nothing and run nothing. */
function pageOf(svg) {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const style = "body { margin: 0; padding: 1em; background: #fff; } svg { max-width: 100%; height: auto; }";
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${style}</style></head><body>${svg}</body></html>`;
}
