// Holds the tree-sitter grammar against every specification: `node check.mjs classes.txt parsed.txt`.
//
// The first file is what the program `classes` prints, which knows what each piece of a line is; the second is what
// `tree-sitter parse` prints for the same files. No file may have an error, and each name, text, number and comment must be a node of its
// kind where the compiler has it. Columns of the two count alike in lines of ASCII, to which the comparison keeps.

import { readFileSync } from "node:fs";

const KINDS = { actor: "actor", event: "event", state: "state", variable: "variable", comment: "comment", text: "text", number: "number" };

const [classes, parsed] = process.argv.slice(2).map((path) => readFileSync(path, "utf8"));
const failures = [];

const nodes = new Map();
let current;
for (const line of parsed.split("\n")) {
  if (/^\((source_file|ERROR)/.test(line)) nodes.set(nodes.size, (current = new Set()));
  for (const [, kind, row, column] of line.matchAll(/\((\w+) \[(\d+), (\d+)\]/g)) current?.add(`${kind} ${row} ${column}`);
}

let count = 0;
const files = classes.trimEnd().split(/^= /m).slice(1);
if (files.length !== nodes.size) failures.push(`${files.length} files are known, and ${nodes.size} were parsed`);
files.forEach((file, at) => {
  const [path, ...pieces] = file.trimEnd().split("\n");
  if ([...(nodes.get(at) ?? [])].some((node) => /^(ERROR|MISSING)/.test(node))) failures.push(`${path} has an error`);
  const text = readFileSync(path, "utf8").split("\n");
  for (const piece of pieces) {
    const [, row, start, end, name] = /^(\d+) (\d+) (\d+) (\w+)$/.exec(piece);
    const kind = KINDS[name];
    const line = text[+row];
    // In the cells of facts, and in quotations, nothing is what it looks like; a comment of several lines has a place in each.
    if (!kind || /[^\x00-\x7f]/.test(line) || (name === "comment" && !/^\/[/*]/.test(line.slice(+start)))) continue;
    const part = line.slice(+start, +end);
    if (name === "text" && (!part.startsWith('"') || (part === '"' && line[+end] !== "{"))) continue; // the rest of a text with values
    if (name === "number" && line[start - 1] === "-") continue; // whether the sign is one of the number depends on what is before it
    count += 1;
    if (!nodes.get(at)?.has(`${kind} ${row} ${start}`)) failures.push(`${path}:${+row + 1}:${+start + 1}: '${part}' is no ${kind}`);
  }
});

failures.slice(0, 40).forEach((failure) => console.log(failure));
console.log(`tree-sitter: ${files.length} files, ${count - failures.length} names, texts and comments, ${failures.length} failures`);
process.exitCode = failures.length > 0 || count < 1000 ? 1 : 0;
