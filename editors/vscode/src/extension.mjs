// The extension: it starts the language server, and shows stories as tests.

import { execFile } from "node:child_process";
import * as vscode from "vscode";
import { LanguageClient, State } from "vscode-languageclient/node";
import { followTexts, showPicture } from "./pictures.mjs";
import { createRustLinks } from "./rust.mjs";
import { createTests } from "./tests.mjs";

/** The server's command that draws a picture. */
const PICTURE = "flow.showPicture";

/** How long a server that is to be stopped still gets messages, in milliseconds. */
const PAUSE = 200;

/** @type {LanguageClient | undefined} */
let client;
/** Starts and stops follow each other. */
let last = Promise.resolve();

/** Starts the extension. What it returns is for tests. */
export async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("flow.restartServer", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("flow.server")) restart();
    }),
    createTests(program),
    createRustLinks(() => client),
    followTexts(drawPicture),
  );
  await inTurn(start);
  return { client: () => client };
}

export async function deactivate() {
  await inTurn(stop);
}

/** Runs a step after those that were begun before. */
function inTurn(step) {
  last = last.then(step, step);
  return last;
}

/** The path of the program `flow`. */
function program() {
  return vscode.workspace.getConfiguration("flow").get("server.path") || "flow";
}

async function start() {
  // The client would say in its own words that it cannot start a program that is not there.
  if (!(await isServer(program()))) {
    reportNoServer(); // nothing waits for the answer
    return;
  }
  const run = { command: program(), args: ["lsp"] };
  client = new LanguageClient("flow", "Flow", { run, debug: run }, {
    // Settings that are open count before they are saved.
    documentSelector: [{ scheme: "file", language: "flow" }, { scheme: "untitled", language: "flow" }, { scheme: "file", pattern: "**/flow.toml" }],
    initializationOptions: settings(),
    synchronize: { configurationSection: "flow" },
    middleware: { executeCommand: show },
  });
  try {
    await client.start();
  } catch {
    client = undefined;
    reportNoServer();
  }
}

/** Whether a program has the command that is the server. */
function isServer(path) {
  return new Promise((resolve) => execFile(path, ["lsp", "--help"], (error) => resolve(!error)));
}

/** Says that the server is missing. */
async function reportNoServer() {
  const text = `'${program()} lsp' does not start, so Flow has colours only. The setting 'flow.server.path' names the program.`;
  const answer = await vscode.window.showErrorMessage(text, "Open settings");
  if (answer) await vscode.commands.executeCommand("workbench.action.openSettings", "flow.server.path");
}

/** Stops the server. One that has ended by itself cannot be stopped. */
async function stop() {
  const stopped = client;
  client = undefined;
  if (stopped?.state === State.Running) await stopped.stop();
}

function restart() {
  return inTurn(async () => {
    // After a change of settings the client sends them to the server that is to be stopped, and complains if it is gone.
    await new Promise((go) => setTimeout(go, PAUSE));
    await stop();
    await start();
  });
}

/** Runs a command of the server, and shows its result where the server leaves that to the editor. */
async function show(command, args, next) {
  const result = await next(command, args);
  if (command === PICTURE && result?.svg) showPicture(args, result);
  return result;
}

/** The picture that the command draws now. */
async function drawPicture(args) {
  return client?.isRunning() ? client.sendRequest("workspace/executeCommand", { command: PICTURE, arguments: args }) : undefined;
}

/** The settings that the server knows. */
function settings() {
  const { hints, stories, exploration, explorationStates, pages } = vscode.workspace.getConfiguration("flow");
  return { hints, stories, exploration, explorationStates, pages, pictures: true };
}
