// Follows every link of the built book that leads to the book itself: `node links.mjs target/book`.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

const root = process.argv[2];
const pages = readdirSync(root, { recursive: true }).filter((path) => path.endsWith(".html") && !["toc.html", "print.html", "404.html"].includes(path));
const texts = new Map(pages.map((page) => [page, readFileSync(join(root, page), "utf8")]));
const ids = (page) => new Set([...(texts.get(page) ?? "").matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]));

const failures = [];
let links = 0;
for (const [page, text] of texts) {
  for (const [, written] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
    if (/^[a-z]+:/.test(written) || written.startsWith("//")) continue;
    links += 1;
    const [path, id] = decodeURI(written).split("#");
    const target = path ? normalize(join(dirname(page), path)) : page;
    const file = existsSync(join(root, target)) && statSync(join(root, target)).isDirectory() ? join(target, "index.html") : target;
    if (!existsSync(join(root, file)) || relative("", file).startsWith("..")) failures.push(`${page}: '${written}' leads nowhere`);
    else if (id && file.endsWith(".html") && !ids(file).has(id)) failures.push(`${page}: '${written}' names no place of ${file}`);
  }
}
failures.forEach((failure) => console.log(failure));
console.log(`${links - failures.length} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 || links < 100 ? 1 : 0;
