// Stories and cases of test files in the test explorer, from the results of `flow test --format json`.

import { execFile } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";
import { labelOf, messagesOf, outputOf } from "./results.mjs";

/** Creates the tests; `program` gives the path of `flow`. */
export function createTests(program) {
  const controller = vscode.tests.createTestController("flow", "Flow");
  const profile = (request, token) => run(controller, program, request, token);
  controller.createRunProfile("Run", vscode.TestRunProfileKind.Run, profile, true);
  controller.refreshHandler = () => discover(controller, program);
  const watcher = vscode.workspace.createFileSystemWatcher("**/*.flow");
  const again = () => discover(controller, program);
  watcher.onDidChange(again);
  watcher.onDidCreate(again);
  watcher.onDidDelete(again);
  discover(controller, program);
  return vscode.Disposable.from(controller, watcher);
}

/** Lists all stories. A story that fails to be listed is one that does not parse, which the server reports. */
async function discover(controller, program) {
  const found = new Map();
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    for (const story of await readStories(program, folder.uri.fsPath)) add(controller, found, folder, story);
  }
  controller.items.replace([...found.values()].filter((item) => !item.parent));
}

/** Adds the item of a story, below that of its file. */
function add(controller, items, folder, story) {
  const file = path.join(folder.uri.fsPath, story.place.file);
  const uri = vscode.Uri.file(file);
  if (!items.has(file)) items.set(file, controller.createTestItem(file, story.place.file, uri));
  const item = controller.createTestItem(`${file}\n${labelOf(story)}`, labelOf(story), uri);
  const at = new vscode.Position(story.place.line - 1, story.place.column - 1);
  item.range = new vscode.Range(at, at);
  items.get(file).children.add(item);
  return item;
}

async function run(controller, program, request, token) {
  const run = controller.createTestRun(request);
  const wanted = new Set();
  const collect = (item) => (item.children.size > 0 ? item.children.forEach(collect) : wanted.add(item.id));
  if (request.include) request.include.forEach(collect);
  else controller.items.forEach(collect);
  request.exclude?.forEach((item) => wanted.delete(item.id));
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (token.isCancellationRequested) break;
    for (const story of await readStories(program, folder.uri.fsPath, token)) {
      const file = path.join(folder.uri.fsPath, story.place.file);
      const item = controller.items.get(file)?.children.get(`${file}\n${labelOf(story)}`);
      if (item && wanted.has(item.id)) show(run, item, story, folder);
    }
  }
  run.end();
}

function show(run, item, story, folder) {
  run.appendOutput(outputOf(story), undefined, item);
  if (story.verdict === "passed") return run.passed(item);
  if (story.verdict !== "failed") return run.skipped(item);
  const messages = messagesOf(story).map(({ text, place }) => {
    const message = new vscode.TestMessage(text);
    if (place) {
      const uri = vscode.Uri.file(path.join(folder.uri.fsPath, place.file));
      message.location = new vscode.Location(uri, new vscode.Position(place.line - 1, place.column - 1));
    }
    return message;
  });
  run.failed(item, messages);
}

/** The results of all stories below a folder; none if they cannot be run. */
function readStories(program, folder, token) {
  return new Promise((resolve) => {
    const child = execFile(program(), ["test", "--format", "json", "."], { cwd: folder, maxBuffer: 1 << 28 }, (_, out) => {
      try {
        resolve(JSON.parse(out).stories);
      } catch {
        resolve([]);
      }
    });
    token?.onCancellationRequested(() => child.kill());
  });
}
