// Pictures of machines and systems, beside the text. They are SVG of the server, without scripts, and follow the text.

import * as vscode from "vscode";

/** How long a text rests before its picture is drawn again, in milliseconds. */
const PAUSE = 300;

/** The panels that are open, by title, each with the arguments of the command that drew it. */
const panels = new Map();

/** Shows a picture in a panel of its own; one that is open already gets the new picture. */
export function showPicture(args, { title, svg }) {
  let shown = panels.get(title);
  if (!shown) {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const panel = vscode.window.createWebviewPanel("flow.picture", title, place, { enableScripts: false });
    panel.onDidDispose(() => panels.delete(title));
    panels.set(title, (shown = { panel }));
  }
  shown.args = args;
  draw(shown, svg);
  shown.panel.reveal(undefined, true);
}

/** Draws open pictures again when a text has changed; `ask` gives the picture for the arguments of the command. */
export function followTexts(ask) {
  let timer;
  async function drawAgain() {
    for (const shown of [...panels.values()].filter(({ panel }) => panel.visible)) {
      const picture = await ask(shown.args).catch(() => undefined);
      // While a text cannot be read the last picture stays.
      if (picture?.svg && panels.has(picture.title)) draw(shown, picture.svg);
    }
  }
  const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document.languageId !== "flow" || panels.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(drawAgain, PAUSE);
  });
  return vscode.Disposable.from(listener, new vscode.Disposable(() => clearTimeout(timer)));
}

function draw(shown, svg) {
  if (shown.svg === svg) return;
  shown.svg = svg;
  shown.panel.webview.html = pageOf(svg);
}

/** A page that can load nothing and run nothing. */
function pageOf(svg) {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const style = "body { margin: 0; padding: 1em; background: #fff; } svg { max-width: 100%; height: auto; }";
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${style}</style></head><body>${svg}</body></html>`;
}
