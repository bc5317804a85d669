// Packs the extension: `node package.mjs` writes `dist/flow-language.vsix`, `node package.mjs build` only the bundle.
//
// The bundle has packages of others in it; their licences ask for their texts, which go into `dist/NOTICES.txt`. The licences of Flow are
// those of the repository.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

process.chdir(dirname(fileURLToPath(import.meta.url)));
const { metafile } = await build({
  entryPoints: ["src/extension.mjs"], bundle: true, platform: "node", format: "cjs", target: "node20", external: ["vscode"],
  minify: true, metafile: true, outfile: "dist/extension.js", logLevel: "warning",
});
writeFileSync("dist/NOTICES.txt", notices(Object.keys(metafile.inputs)));
writeFileSync("LICENSE.txt", [
  "Flow is licensed under the MIT License or the Apache License, Version 2.0, at your option.\n",
  ...["LICENSE-MIT", "LICENSE-APACHE"].map((name) => readFileSync(join("../..", name), "utf8")),
].join("\n----------------------------------------\n\n"));

if (process.argv[2] !== "build") {
  const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
  // The repository has no public address yet.
  const options = ["package", "--no-dependencies", "--allow-missing-repository", "--out", "dist/flow-language.vsix"];
  process.exitCode = spawnSync(process.execPath, [vsce, ...options], { stdio: "inherit" }).status ?? 1;
}

/** The licences of the packages that these files are of. */
function notices(files) {
  const folders = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]).filter(Boolean);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((file) => /^licen[cs]e(\.\w+)?$/i.test(file));
    if (!file || !existsSync(join(folder, file))) throw new Error(`${folder} has no text of its licence`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return ["The extension contains these packages.\n", ...texts].join("\n----------------------------------------\n\n");
}
