// The sessions of `drive.sh`, each in a folder of its own: `node main.mjs ADDRESS SCREENSHOTS WORK FLOW [SESSION…]`.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { editing } from "./editing.mjs";
import { exploring } from "./exploring.mjs";
import { programs } from "./programs.mjs";
import { rust } from "./rust.mjs";
import { server } from "./server.mjs";
import { stories } from "./stories.mjs";
import { Ui } from "./ui.mjs";

const SESSIONS = { editing, stories, exploring, server, programs, rust };

const [address, screenshots, work, flow, ...only] = process.argv.slice(2);
const { chromium } = createRequire(join(work, "node_modules/"))("playwright-core");
const read = (name) => readFileSync(new URL(`../../test/${name}.flow`, import.meta.url), "utf8");
const texts = { order: read("order"), booking: read("booking"), parcel: read("parcel"), flow };

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  for (const [name, session] of Object.entries(SESSIONS)) {
    if (only.length > 0 && !only.includes(name)) continue;
    // The pictures of the book are for screens with twice the points.
    const page = await browser.newPage({ viewport: { width: 1300, height: 800 }, deviceScaleFactor: 2 });
    const ui = new Ui(page, address, work, screenshots);
    try {
      await session(ui, texts);
    } catch (error) {
      await ui.shot(`failure-${name}`);
      throw error;
    }
    await page.close();
  }
  console.log(`visual studio code: ${only.length > 0 ? only.join(", ") : "all"} passed`);
} finally {
  await browser.close();
}
