// What Visual Studio Code reads of `vscode/language-configuration.json`: `node configuration.mjs specification.flow…`
//
// Its words are those of the language, and a line that has deeper lines below it in a specification indents the line after it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const configuration = JSON.parse(readFileSync(new URL("../vscode/language-configuration.json", import.meta.url), "utf8"));

/** A pattern as the editor reads it: a text has no flags. */
function regexOf(pattern) {
  return typeof pattern === "string" ? new RegExp(pattern) : new RegExp(pattern.pattern, pattern.flags);
}

const { pattern, flags } = configuration.wordPattern;
const words = "emit :late_fee to @kundin with $größe, e\u0301a".match(new RegExp(pattern, `${flags}g`));
assert.deepEqual(words, ["emit", ":late_fee", "to", "@kundin", "with", "$größe", "e\u0301a"]);

const rules = configuration.onEnterRules.map(({ beforeText }) => regexOf(beforeText));
const opens = (line) => rules.some((rule) => rule.test(line));
const indent = (line) => line.length - line.trimStart().length;
let count = 0;
const missing = [];
for (const path of process.argv.slice(2)) {
  const lines = readFileSync(path, "utf8").split(/\r?\n/).map((line) => line.replace(/ *\/\/.*$/, ""));
  // Spaces only: a line that is indented with tabs is an error.
  const read = lines.filter((line) => line.trim() && !/^\s*[|/*]/.test(line) && !/^ *\t/.test(line));
  read.slice(1).forEach((line, at) => {
    const above = read[at];
    // What is deeper below a payload or a step is a mistake, or a table.
    if (indent(line) <= indent(above) || /^ *(emit|with|start|schedule|=|system:)/.test(above)) return;
    count += 1;
    if (!opens(above)) missing.push(`${path}: ${above}`);
  });
}
// Some specifications have lines that are deeper by mistake.
assert.ok(missing.length * 200 < count, `${missing.length} of ${count} lines open no block:\n${missing.join("\n")}`);
console.log(`configuration: ${count - missing.length} of ${count} blocks`);
