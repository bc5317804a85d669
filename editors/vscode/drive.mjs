// The session of `drive.sh`: what a person would do in the editor, by keys and by the text that is shown.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [address, folder, screenshots, work] = process.argv.slice(2);
const { chromium } = createRequire(join(work, "node_modules/"))("playwright-core");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
const shot = (name) => page.screenshot({ path: join(screenshots, `${name}.png`) });
const has = (selector, text) => page.locator(selector, { hasText: text }).first().waitFor({ timeout: 30_000 });
async function command(name) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>${name}`);
  await page.waitForTimeout(500);
  await page.keyboard.press("Enter");
}

try {
  await page.goto(`${address.replace(/\/$/, "")}/?folder=${encodeURIComponent(folder)}`);
  await page.locator(".monaco-workbench").waitFor({ timeout: 60_000 });
  await page.locator(".explorer-folders-view").getByText("order.flow").first().dblclick({ timeout: 30_000 });

  await page.locator(".squiggly-error").first().waitFor({ timeout: 30_000 });
  await has(".view-lines", "in #waiting");
  await shot("finding-and-hints");
  console.log("finding and hints ok");

  const variable = page.locator(".view-line", { hasText: "becomes 12" }).locator("span", { hasText: "$total" }).last();
  await variable.hover();
  await has(".monaco-hover", "number");
  await shot("hover");
  console.log("hover ok");

  await variable.click();
  await page.keyboard.press("F2");
  const box = page.locator(".rename-input:focus, .rename-box input:focus");
  await box.waitFor({ timeout: 10_000 });
  await box.fill("sum");
  await page.keyboard.press("Enter");
  await has(".view-lines", "total: $sum");
  await shot("rename");
  console.log("rename ok");

  await page.locator(".view-line", { hasText: "#payed" }).locator("span", { hasText: "#payed" }).last().click();
  await page.keyboard.press("Control+.");
  await has(".action-widget", "#paid");
  await shot("fix");
  await page.keyboard.press("Enter");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached", timeout: 20_000 });
  console.log("fix ok");

  await page.keyboard.press("Control+S");
  await page.waitForTimeout(2000);
  assert.match(readFileSync(join(folder, "order.flow"), "utf8"), /order is in #paid/);
  await command("Testing: Focus on Test Explorer View");
  await page.waitForTimeout(2000);
  await command("Test: Run All Tests");
  await page.locator(".test-explorer .codicon-testing-passed-icon, .codicon-testing-passed-icon").first().waitFor({ timeout: 30_000 });
  await shot("tests");
  console.log("test explorer ok");
  console.log("visual studio code: all passed");
} catch (error) {
  await shot("failure");
  throw error;
} finally {
  await browser.close();
}
