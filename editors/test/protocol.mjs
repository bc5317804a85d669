// Drives `flow lsp` as an editor does: `node protocol.mjs path/to/flow`.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { start } from "./session.mjs";

const program = resolve(process.argv[2] ?? "flow");
const folder = mkdtempSync(join(tmpdir(), "flow-protocol-"));
let text = readFileSync(new URL("order.flow", import.meta.url), "utf8");
writeFileSync(join(folder, "order.flow"), text);
const uri = new URL(`file://${folder}/order.flow`).href;
const textDocument = { uri };

/** The position of the `nth` place of a text, with an offset into it. */
function at(part, offset = 0, nth = 1) {
  let index = -1;
  for (let count = 0; count < nth; count += 1) index = text.indexOf(part, index + 1);
  assert.notEqual(index, -1, part);
  const before = text.slice(0, index + offset).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
}

/** A text with edits applied, last one first. */
function edited(changes) {
  const offset = ({ line, character }) => text.split("\n").slice(0, line).reduce((sum, row) => sum + row.length + 1, 0) + character;
  const sorted = [...changes].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return sorted.reduce((now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)), text);
}

const changesOf = (edit) => edit.changes?.[uri] ?? edit.documentChanges?.flatMap((change) => change.edits ?? []) ?? [];

const { connection, abilities, findings, stop } = await start(program, folder, {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source.fixAll"] } } } },
});
const ask = (method, params) => connection.sendRequest(`textDocument/${method}`, { textDocument, ...params });

await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "flow", version: 1, text } });
const [typo] = await findings(uri, (found) => found.some(({ message }) => message.includes("#payed")));
assert.equal(typo.source, "flow");
console.log("findings ok");

const hints = await ask("inlayHint", { range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } } });
const labels = hints.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join(""))).map((label) => label.trim());
assert.ok(labels.includes("in #waiting"), `hints: ${labels}`);
console.log("hints ok");

const hover = await ask("hover", { position: at("$total", 1, 2) });
assert.match(JSON.stringify(hover.contents), /number/);
console.log("hover ok");

const completion = await ask("completion", { position: at("#waiting", 1) });
const offered = (completion.items ?? completion).map(({ label }) => label);
assert.ok(offered.some((label) => label.includes("paid")), `completion: ${offered}`);
console.log("completion ok");

const definition = [await ask("definition", { position: at("$total", 1, 3) })].flat();
assert.ok(definition.length > 0);
const references = await ask("references", { position: at("$total", 1), context: { includeDeclaration: true } });
assert.equal(references.length, 3);
console.log("navigation ok");

const renamed = edited(changesOf(await ask("rename", { position: at("$total", 1), newName: "sum" })));
assert.match(renamed, /\$sum: number becomes 12/);
assert.match(renamed, /emit :charge to @bank with total: \$sum\n/);
console.log("rename ok");

const actions = await ask("codeAction", { range: typo.range, context: { diagnostics: [typo] } });
const fix = actions.find(({ title }) => title.includes("#paid"));
assert.ok(fix, `actions: ${actions.map(({ title }) => title)}`);
text = edited(changesOf(fix.edit));
await connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text }] });
await findings(uri, (found) => found.length === 0);
console.log("fix ok");

const symbols = await ask("documentSymbol", {});
assert.match(JSON.stringify(symbols), /buy/);
const folds = await ask("foldingRange", {});
assert.ok(folds.length > 0);
assert.ok(abilities.codeLensProvider);
// Stories run in the background.
let lenses = [];
for (let turn = 0; turn < 50 && lenses.length === 0; turn += 1) {
  lenses = await ask("codeLens", {});
  if (lenses.length === 0) await new Promise((again) => setTimeout(again, 200));
}
assert.ok(lenses.length > 0, "no lens for the story");
console.log("structure ok");

assert.equal(await stop(), 0);
console.log("protocol: all passed");
