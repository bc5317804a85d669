// Tokens of Flow by its TextMate grammar, with the engine that VS Code uses. Used by the tests and by the book.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
await oniguruma.loadWASM(readFileSync(wasm).buffer);
const registry = new textmate.Registry({
  onigLib: Promise.resolve({ createOnigScanner: oniguruma.createOnigScanner, createOnigString: oniguruma.createOnigString }),
  loadGrammar: async () => textmate.parseRawGrammar(readFileSync(new URL("vscode/flow.tmLanguage.json", import.meta.url), "utf8"), "flow.json"),
});
const grammar = await registry.loadGrammar("source.flow");

/** The tokens of a text, a list for each line: `{start, end, scope}` with the innermost scope, `source.flow` where no rule says more. */
export function tokens(text) {
  let stack = textmate.INITIAL;
  return text.split("\n").map((line) => {
    const bare = line.replace(/\r$/, "");
    const result = grammar.tokenizeLine(bare, stack);
    stack = result.ruleStack;
    return result.tokens.map(({ startIndex, endIndex, scopes }) => ({ start: startIndex, end: Math.min(endIndex, bare.length), scope: scopes.at(-1) }));
  });
}
