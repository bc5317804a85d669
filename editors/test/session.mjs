// A session with `flow lsp` over its standard streams, with the client library of the protocol's authors.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node.js";

/** Starts the server for a folder. What it publishes is kept by document. */
export async function start(program, folder, capabilities = {}, options = {}) {
  const server = spawn(program, ["lsp"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const published = new Map();
  const waiting = [];
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, version, diagnostics }) => {
    published.set(uri, { version, diagnostics });
    waiting.splice(0).forEach((again) => again());
  });
  connection.onRequest("client/registerCapability", () => null);
  connection.onRequest("workspace/configuration", ({ items }) => items.map(() => null));
  for (const refresh of ["inlayHint", "codeLens", "diagnostics", "semanticTokens"]) connection.onRequest(`workspace/${refresh}/refresh`, () => null);
  connection.listen();
  const rootUri = new URL(`file://${folder}`).href;
  const { capabilities: abilities } = await connection.sendRequest("initialize", {
    processId: process.pid, rootUri, capabilities, initializationOptions: options,
    workspaceFolders: [{ uri: rootUri, name: "test" }],
  });
  await connection.sendNotification("initialized", {});
  /** Waits until the findings of a document are as wanted; fails after ten seconds. */
  async function findings(uri, isWanted) {
    const end = Date.now() + 10_000;
    for (;;) {
      const found = published.get(uri)?.diagnostics;
      if (found && isWanted(found)) return found;
      if (Date.now() > end) throw new Error(`findings of ${uri}: ${JSON.stringify(found)}`);
      await Promise.race([new Promise((again) => waiting.push(again)), new Promise((again) => setTimeout(again, 200))]);
    }
  }
  async function stop() {
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    const [code] = server.exitCode === null ? await once(server, "exit") : [server.exitCode];
    return code;
  }
  return { connection, abilities, findings, stop };
}
