// A preprocessor of mdBook: colours the `flow` blocks of chapters with the grammar that editors use.
//
// mdBook calls it with a book on standard input and takes the book from standard output. A block keeps its text to the
// letter; only spans are put around its pieces. Sessions (`console`) get their prompts marked in the same way.

import { readFileSync } from "node:fs";
import { tokens } from "../../editors/highlight.mjs";

if (process.argv[2] === "supports") process.exit(process.argv[3] === "html" ? 0 : 1);

/** What a scope is called in the book's style sheet; scopes that are not listed stay plain. */
const CLASSES = [
  ["comment", "comment"], ["punctuation.definition.comment", "comment"],
  ["keyword.control.header", "header"], ["keyword", "keyword"], ["storage.modifier", "keyword"],
  ["entity.name.type.actor", "actor"], ["entity.name.function.event", "event"], ["entity.name.tag.state", "state"],
  ["variable.other.operand", "words"], ["variable.other", "variable"], ["variable.language.subject", "words"],
  ["entity.name.section", "title"], ["entity.name.function.test", "title"],
  ["entity.other.attribute-name", "field"], ["storage.type", "type"],
  ["string.unquoted.phrase", "phrase"], ["string", "value"], ["constant", "value"], ["support.function", "value"],
  ["invalid", "invalid"],
];

const escape = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const span = (name, text) => (name && text.trim() ? `<span class="flow-${name}">${escape(text)}</span>` : escape(text));
const nameOf = (scope) => CLASSES.find(([prefix]) => scope.startsWith(prefix))?.[1];

function flow(text) {
  const lines = text.split("\n");
  return tokens(text).map((line, at) => line.map(({ start, end, scope }) => span(nameOf(scope), lines[at].slice(start, end))).join("")).join("\n");
}

/** What the program says: the head of a report, its marks and its help stand out. */
function said(line) {
  const head = /^(error|warning)(\[[\w-]+\])?(:.*)/.exec(line);
  if (head) return `${span(head[1], head[1] + (head[2] ?? ""))}${span("title", head[3])}`;
  const mark = /^([ \d]*\|\s*)(\^+|-{2,} .*|-+)$/.exec(line);
  if (mark) return escape(mark[1]) + span(mark[2][0] === "^" ? "error" : "related", mark[2]);
  const verdict = /^( *)([✓✗])( .*)$/.exec(line);
  if (verdict) return verdict[1] + span(verdict[2] === "✓" ? "state" : "error", verdict[2]) + span("phrase", verdict[3]);
  const help = /^( *= )(help)(:.*)/.exec(line);
  return help ? escape(help[1]) + span("state", help[2]) + span("phrase", help[3]) : span("phrase", line);
}

const report = (text) => text.split("\n").map(said).join("\n");

/** A session: what is typed stands out from what is said. */
const session = (text) => text.split("\n").map((line) => (line.startsWith("$ ") ? `${span("quiet", "$ ")}${span("typed", line.slice(2))}` : said(line))).join("\n");

const RENDER = { flow, console: session, said: report };

/** Fenced blocks are coloured, or kept; names with a sign in running text get the colour they have in blocks. */
function chapter(content) {
  return content.split(/(^```[^\n]*\n[\s\S]*?^```[ ]*$)/m).map((part) => (part.startsWith("```") ? block(part) : prose(part))).join("");
}

function block(written) {
  const [, kind, marks, text] = /^```(\w*)([^\n]*)\n([\s\S]*?)```[ ]*$/.exec(written);
  const file = /\b(?:file|from)=(\S+)/.exec(marks)?.[1];
  const caption = file ? `<div class="file">${escape(file)}</div>\n\n` : "";
  if (/\bsaid\b/.test(marks)) return `<pre><code class="nohighlight hljs said-code">${RENDER.said(text)}</code></pre>\n`;
  if (!RENDER[kind]) return `${caption}\`\`\`${kind}\n${text}\`\`\``;
  return `${caption}<pre><code class="nohighlight hljs ${kind}-code">${RENDER[kind](text)}</code></pre>\n`;
}

const SIGNS = { "@": "actor", ":": "event", "#": "state", $: "variable" };
const prose = (text) => text.replace(/`([@:#$])([\p{L}_][\p{L}\p{N}_.]*)`/gu, (_, sign, name) => `<code class="flow-${SIGNS[sign]}">${sign}${name}</code>`);

function visit(items) {
  for (const item of items) {
    if (!item.Chapter) continue;
    item.Chapter.content = chapter(item.Chapter.content);
    visit(item.Chapter.sub_items);
  }
}

const [, book] = JSON.parse(readFileSync(0, "utf8"));
visit(book.items ?? book.sections);
process.stdout.write(JSON.stringify(book));
