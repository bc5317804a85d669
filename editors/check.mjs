// Holds the grammar against the trees of specifications: `classes … | node check.mjs`.
//
// Standard input is what the program `classes` prints. Every character that the tree has a class for must have that
// class's scope; every other one that is not blank, on a line the tree knows, must be a keyword or a sign.

import { readFileSync } from "node:fs";
import { tokens } from "./highlight.mjs";

/** The scopes a class may have. Names in phrases keep their own. */
const SCOPES = {
  actor: /^entity\.name\.type\.actor\./,
  call: /^(support\.function|punctuation\.section\.parens)\./,
  cell: /^string\.unquoted\.cell\./,
  column: /^entity\.other\.attribute-name\.column\./,
  comment: /^(comment|punctuation\.definition\.comment)\./,
  constant: /^constant\.language\./,
  event: /^entity\.name\.function\.event\./,
  field: /^(entity\.other\.attribute-name\.field|variable\.other)\./,
  number: /^constant\.numeric\./,
  operand: /^(variable\.other\.operand|constant\.(numeric|language))\./,
  phrase: /^string\.unquoted\.phrase\./,
  section: /^entity\.name\.section\./,
  sign: /^(punctuation\.(other\.phrase|section\.parens|separator\.comma))\./,
  state: /^entity\.name\.tag\.state\./,
  subject: /^variable\.language\.subject\./,
  test: /^entity\.name\.function\.test\./,
  text: /^(string\.quoted\.double|constant\.character\.escape)\./,
  unit: /^storage\.type\.unit\./,
  type: /^storage\.type\./,
  variable: /^variable\.other\.flow/,
};
/** What stands between the pieces of a tree. */
const GLUE = /^(keyword|punctuation|storage\.modifier|storage\.type\.unit|constant\.language)\./;

const wanted = new Map();
let current;
for (const line of readFileSync(0, "utf8").trimEnd().split("\n")) {
  if (line.startsWith("= ")) wanted.set(line.slice(2), current = new Map());
  else {
    const [, at, start, end, name] = /^(\d+) (\d+) (\d+) (\w+)$/.exec(line);
    current.set(+at, [...(current.get(+at) ?? []), { start: +start, end: +end, name }]);
  }
}

const failures = [];
let lines = 0;
for (const [path, pieces] of wanted) {
  const text = readFileSync(path, "utf8").split("\n");
  tokens(text.join("\n")).forEach((found, at) => {
    lines += 1;
    const failure = judge(text[at], found, pieces.get(at));
    if (failure) failures.push(`${path}:${at + 1}: ${failure}\n    ${text[at]}`);
  });
}

/** What is wrong with a line's tokens. A line the tree does not know is one that does not parse, or all keywords. */
function judge(line, found, pieces) {
  if (/\*\/\s*\S/.test(line)) return null; // a comment before something is the one place where the grammar knows no better
  if (!pieces && !/^\s*(\w+:|\?|otherwise|with|cancel|: else)/.test(line)) return null;
  for (const { start, end, scope } of found) {
    for (let at = start; at < end; at += 1) {
      if (/\s/.test(line[at])) continue;
      const piece = pieces?.find((piece) => piece.start <= at && at < piece.end);
      const fits = piece ? SCOPES[piece.name].test(scope) : GLUE.test(scope) || (!pieces && !/^source\./.test(scope));
      if (!fits) return `'${line.slice(start, end)}' is ${scope}, and should be ${piece ? piece.name : "a keyword or a sign"}`;
    }
  }
  return null;
}

failures.slice(0, 60).forEach((failure) => console.log(failure));
console.log(`${lines - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || lines < 1000 ? 1 : 0;
