// Sees that a broken line leaves the nodes of the other lines as they were: `node broken.mjs FOLDER parsed.txt`.
//
// The folder is what `../broken.mjs` wrote; the second file is what `tree-sitter parse` prints for its `paths.txt`, each specification
// before its broken text.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The nodes that have colours. Which block a line is in does not count. */
const COLORED = /^(actor|event|state|variable|comment|text|number|label|title|verb|keyword|type|unit|constant|function|operator_word|word|escape|interpolation)$/;

const [folder, path] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8"));
const trees = [];
for (const line of readFileSync(path, "utf8").split("\n")) {
  if (/^\((source_file|ERROR)/.test(line)) trees.push(new Map());
  for (const [, kind, row, column, last] of line.matchAll(/\((\w+) \[(\d+), (\d+)\] - \[(\d+), \d+\]/g)) {
    if (!COLORED.test(kind)) continue;
    const nodes = trees.at(-1);
    nodes.set(+row, `${nodes.get(+row) ?? ""}${kind} ${column} ${last - row};`);
  }
}
if (trees.length !== 2 * cases.length) throw new Error(`${trees.length} trees for ${cases.length} texts`);

const failures = [];
let lines = 0;
cases.forEach(({ path, at, line }, index) => {
  const [right, broken] = [trees[2 * index], trees[2 * index + 1]];
  const text = readFileSync(path, "utf8").split("\n");
  text.forEach((shown, row) => {
    lines += 1;
    const now = broken.get(row < at ? row : row + 1);
    if (now !== right.get(row)) failures.push(`${path}: '${line}' above line ${at + 1} changes line ${row + 1}\n    ${shown}`);
  });
});
failures.slice(0, 20).forEach((failure) => console.log(failure));
console.log(`tree-sitter: ${cases.length} broken lines; ${lines - failures.length} lines keep their nodes, ${failures.length} do not`);
process.exitCode = failures.length > 0 ? 1 : 0;
