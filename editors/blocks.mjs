// Writes the specifications in the pages of the book to a folder, and prints their paths: `node blocks.mjs FOLDER page.md…`

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, ...pages] = process.argv.slice(2);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const page of pages) {
  const blocks = readFileSync(page, "utf8").matchAll(/^( *)```flow\b[^\n]*\n([^]*?)^ *```$/gm);
  for (const [at, [, indent, text]] of [...blocks].entries()) {
    const path = join(folder, `${page.replace(/[/.]/g, "-")}-${at + 1}.flow`);
    writeFileSync(path, indent ? text.replaceAll(new RegExp(`^${indent}`, "gm"), "") : text);
    console.log(path);
  }
}
