// The extension: it starts the language server, and shows stories as tests.

import * as vscode from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";
import { showPicture } from "./pictures.mjs";
import { createRustLinks } from "./rust.mjs";
import { createTests } from "./tests.mjs";

/** @type {LanguageClient | undefined} */
let client;

/** Starts the extension. What it returns is for tests. */
export async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("flow.restartServer", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("flow.server")) restart();
    }),
    createTests(program),
    createRustLinks(() => client),
  );
  await start();
  return { client: () => client };
}

export async function deactivate() {
  await client?.stop();
}

/** The path of the program `flow`. */
function program() {
  return vscode.workspace.getConfiguration("flow").get("server.path") || "flow";
}

async function start() {
  const run = { command: program(), args: ["lsp"] };
  client = new LanguageClient("flow", "Flow", { run, debug: run }, {
    documentSelector: [{ scheme: "file", language: "flow" }, { scheme: "untitled", language: "flow" }],
    initializationOptions: settings(),
    synchronize: { configurationSection: "flow" },
    middleware: { executeCommand: show },
  });
  try {
    await client.start();
  } catch {
    client = undefined;
    const answer = await vscode.window.showErrorMessage(
      `'${program()} lsp' does not start, so Flow has colours only. The setting 'flow.server.path' names the program.`, "Open settings");
    if (answer) await vscode.commands.executeCommand("workbench.action.openSettings", "flow.server.path");
  }
}

/** Runs a command of the server, and shows its result where the server leaves that to the editor. */
async function show(command, args, next) {
  const result = await next(command, args);
  if (command === "flow.showPicture" && result?.svg) showPicture(result);
  return result;
}

async function restart() {
  if (client?.state === State.Running) await client.stop();
  client = undefined;
  await start();
}

/** The settings that the server knows. */
function settings() {
  const { hints, stories, exploration, explorationStates, pages } = vscode.workspace.getConfiguration("flow");
  return { hints, stories, exploration, explorationStates, pages, pictures: true };
}
