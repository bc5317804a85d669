// Puts broken lines into specifications, and sees that the colours of the other lines stay: `node broken.mjs FOLDER specification.flow…`
//
// The TextMate grammar is asked here. For the tree-sitter grammar the texts are written to the folder, with the list of their paths, for
// `tree-sitter parse`; `tree-sitter-flow/broken.mjs` compares the trees.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tokens } from "./highlight.mjs";

/** Lines that are being typed, or are no lines of the language. None opens a comment, which is to go on. */
const BROKEN = [
  "on", "on> :", "on :paid from @", "emit", "emit :", "emit : to @", "? ", "? $", "= ", "$", "$total:", "$total becomes", "#", "@", ":",
  '"never ends', 'order is "never ends {$total', 'emit :a to @b with c: "never ends {', "| a", "| a | {", "order moves to", "order moves to #",
  "[1, 2", "{ a: 1", "(1 + ", "\\", "\\\"", "%&!^~`", "]", "}", ")", "))) ]]] }}}", "with", "with:", "for each", "when", "start timer for", "machine", "given", "<<<<<<< ours", "=======", "\u{1f600} \u0301", "'", "’",
];
/** How many lines are put into each specification. */
const PLACES = 3;

const [folder, ...paths] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const failures = [];
const cases = [];
let lines = 0;
let turn = 0;
for (const path of paths) {
  const text = readFileSync(path, "utf8").replace(/\r\n/g, "\n").split("\n");
  const right = tokens(text.join("\n"));
  const comment = commentLines(text);
  // In a text without indentation, facts end where a handler begins, also an unfinished one.
  const isFlat = text.every((line) => !/^\s/.test(line));
  const places = text.map((_, at) => at).filter((at) => at > 0 && text[at].trim() && !/^\s*(\||\/\/|\/\*)/.test(text[at]) && !comment.has(at));
  for (let place = 0; place < PLACES && places.length > 0; place += 1) {
    const at = places[(turn * 7 + place * 13) % places.length];
    const line = BROKEN[turn % BROKEN.length];
    turn += 1;
    if (isFlat && /^on\b/.test(line)) continue;
    const indent = /^\s*/.exec(text[at])[0];
    const broken = [...text.slice(0, at), indent + line, ...text.slice(at)];
    const name = join(folder, `${cases.length}.flow`);
    cases.push({ path, at, line, name });
    writeFileSync(name, broken.join("\n"));
    const found = tokens(broken.join("\n"));
    found.splice(at, 1);
    found.forEach((now, row) => {
      lines += 1;
      if (JSON.stringify(now) !== JSON.stringify(right[row])) {
        failures.push(`${path}: '${line}' above line ${at + 1} changes line ${row + 1}\n    ${text[row]}`);
      }
    });
  }
}

/** The lines that are in comments of several lines. */
function commentLines(text) {
  const found = new Set();
  let isInside = false;
  text.forEach((line, at) => {
    if (isInside) found.add(at);
    const last = line.lastIndexOf("/*");
    if (isInside ? line.includes("*/") : last >= 0 && !line.includes("*/", last)) isInside = !isInside;
  });
  return found;
}

writeFileSync(join(folder, "cases.json"), JSON.stringify(cases));
writeFileSync(join(folder, "paths.txt"), cases.map(({ name, path }) => `${path}\n${name}\n`).join(""));
failures.slice(0, 40).forEach((failure) => console.log(failure));
console.log(`broken lines: ${cases.length}; ${lines - failures.length} lines keep their colours, ${failures.length} do not`);
process.exitCode = failures.length > 0 || cases.length < 1000 ? 1 : 0;
