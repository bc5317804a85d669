// Stories and cases of test files in the test explorer, from the results of `flow test --format json`.
//
// The results are those of saved files.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { labelOf, messagesOf, outputOf } from "./results.mjs";

/** How long a save that the editor has begun may take, in milliseconds. Tests are run all the same after that. */
const SAVED = 3000;

/** Creates the tests; `program` gives the path of `flow`. */
export function createTests(program) {
  const tests = new Tests(program);
  const watcher = vscode.workspace.createFileSystemWatcher("**/{*.flow,flow.toml}");
  const changed = () => tests.readAgain();
  watcher.onDidChange(changed);
  watcher.onDidCreate(changed);
  watcher.onDidDelete(changed);
  changed();
  return vscode.Disposable.from(tests.controller, watcher, vscode.workspace.onDidChangeWorkspaceFolders(changed));
}

class Tests {
  /** The runs that go on with every change, until they are cancelled. */
  #continuous = new Set();
  /** Whether results are being read, and whether something has changed since. */
  #isReading = false;
  #isOld = false;

  constructor(program) {
    this.program = program;
    this.controller = vscode.tests.createTestController("flow", "Flow");
    const run = (request, token) => (request.continuous ? this.#keepRunning(request, token) : this.#run(request, token));
    this.controller.createRunProfile("Run", vscode.TestRunProfileKind.Run, run, true, undefined, true);
    this.controller.refreshHandler = () => this.readAgain();
  }

  /** Lists the tests again after a change. Changes that come meanwhile are read together. */
  async readAgain() {
    this.#isOld = true;
    if (this.#isReading) return;
    this.#isReading = true;
    while (this.#isOld) {
      this.#isOld = false;
      await this.#list();
      for (const request of this.#continuous) await this.#run(request);
    }
    this.#isReading = false;
  }

  async #keepRunning(request, token) {
    this.#continuous.add(request);
    token.onCancellationRequested(() => this.#continuous.delete(request));
    await this.#run(request, token);
  }

  /**
   * Lists all stories. A specification with errors has none; those that were listed before are kept until it has none. Items that are
   * there already stay, since a result for one that was replaced meanwhile is not shown.
   */
  async #list() {
    const files = new Map();
    let isBroken = false;
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      const { stories, broken, error } = await this.#results(folder);
      isBroken ||= broken > 0 || error !== undefined;
      for (const story of stories) {
        const file = path.join(folder.uri.fsPath, story.place.file);
        if (!files.has(file)) files.set(file, { label: story.place.file, stories: new Map() });
        files.get(file).stories.set(idOf(file, story), story);
      }
    }
    const { items } = this.controller;
    for (const [file, { label, stories }] of files) {
      const uri = vscode.Uri.file(file);
      if (!items.get(file)) items.add(this.controller.createTestItem(file, label, uri));
      this.#update(items.get(file).children, uri, stories);
    }
    items.forEach((item) => {
      if (!files.has(item.id) && !(isBroken && existsSync(item.uri.fsPath))) items.delete(item.id);
    });
  }

  /** Adds, moves and removes the items of the stories of a file. */
  #update(items, uri, stories) {
    for (const [id, story] of stories) {
      if (!items.get(id)) items.add(this.controller.createTestItem(id, labelOf(story), uri));
      const at = new vscode.Position(story.place.line - 1, story.place.column - 1);
      items.get(id).range = new vscode.Range(at, at);
    }
    items.forEach((item) => {
      if (!stories.has(item.id)) items.delete(item.id);
    });
  }

  async #run(request, token) {
    if (!request.continuous) await saveSpecifications();
    const run = this.controller.createTestRun(request);
    const wanted = this.#wanted(request);
    wanted.forEach((item) => run.enqueued(item));
    const only = wanted.size === 1 ? [...wanted.values()][0].label : undefined;
    let reason;
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (token?.isCancellationRequested) break;
      const { stories, error } = await this.#results(folder, only, token);
      reason ??= error;
      for (const story of stories) {
        const id = idOf(path.join(folder.uri.fsPath, story.place.file), story);
        const item = wanted.get(id);
        if (item) show(run, item, story, folder);
        wanted.delete(id);
      }
    }
    if (!token?.isCancellationRequested) {
      const message = reason ?? "It was not run: its specification has errors, or it is gone.";
      wanted.forEach((item) => run.errored(item, new vscode.TestMessage(message)));
    }
    run.end();
  }

  /** The stories that a request asks for, by their ids. */
  #wanted(request) {
    const wanted = new Map();
    const collect = (item) => (item.children.size > 0 ? item.children.forEach(collect) : wanted.set(item.id, item));
    const exclude = (item) => (item.children.size > 0 ? item.children.forEach(exclude) : wanted.delete(item.id));
    if (request.include) request.include.forEach(collect);
    else this.controller.items.forEach(collect);
    request.exclude?.forEach(exclude);
    return wanted;
  }

  /** The results of all stories below a folder, or of those that have a text in their names. */
  #results(folder, only, token) {
    const filter = only === undefined ? [] : ["--filter", only];
    const options = { cwd: folder.uri.fsPath, maxBuffer: 1 << 28 };
    return new Promise((resolve) => {
      const child = execFile(this.program(), ["test", "--format", "json", ...filter, "."], options, (error, out, log) => {
        try {
          resolve(JSON.parse(out));
        } catch {
          resolve({ stories: [], broken: 0, error: log.trim() || error?.message || "'flow test' has no results" });
        }
      });
      token?.onCancellationRequested(() => child.kill());
    });
  }
}

/** Saves changed specifications. The editor does that too, but runs tests before it has ended, and then the other save is refused. */
async function saveSpecifications() {
  if (!vscode.workspace.getConfiguration("testing").get("saveBeforeTest", true)) return;
  const changed = () => vscode.workspace.textDocuments.filter(({ isDirty, isUntitled, languageId, fileName }) =>
    isDirty && !isUntitled && (languageId === "flow" || path.basename(fileName) === "flow.toml"));
  await Promise.all(changed().map((document) => document.save()));
  const end = Date.now() + SAVED;
  while (changed().length > 0 && Date.now() < end) await new Promise((again) => setTimeout(again, 20));
}

/** The id of a story's item. */
function idOf(file, story) {
  return `${file}\n${labelOf(story)}`;
}

/** Shows the result of a story. */
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
