// What the test explorer of Visual Studio Code reads of the program's results: `node results.mjs path/to/flow`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { labelOf, messagesOf, outputOf } from "../vscode/src/results.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const { stdout } = spawnSync(resolve(process.argv[2] ?? "flow"), ["test", "--format", "json", "."], { cwd: here, encoding: "utf8" });
const { stories, broken } = JSON.parse(stdout);
// `order.flow` has a mistake.
assert.equal(broken, 1);
assert.deepEqual(stories.map(labelOf), ["@parcel / delivered", "@parcel / sent back"]);
const [delivered, back] = stories;
assert.deepEqual(messagesOf(delivered), []);
assert.equal(outputOf(delivered), "@parcel / delivered: passed\r\n");
const [failure] = messagesOf(back);
assert.deepEqual(failure.place, { file: "parcel.flow", line: 21, column: 9 });
assert.match(failure.text, /^but @customer received :refund with amount: 12\n/);
assert.match(outputOf(back), /^@parcel \/ sent back: failed\r\n *parcel\.flow:21:9: expected at the end\r\n/);
console.log("results: all passed");
