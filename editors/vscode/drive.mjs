// The session of `drive.sh`: what a person would do in the editor, by keys and by the text that is shown. The screenshots whose names the
// book has are parts of the window.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [address, folder, screenshots, work] = process.argv.slice(2);
const { chromium } = createRequire(join(work, "node_modules/"))("playwright-core");

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1300, height: 800 } });
const shot = (name) => page.screenshot({ path: join(screenshots, `${name}.png`) });
/** A part of the window for the book. */
const part = (name, x, y, width, height) =>
  page.screenshot({ path: join(screenshots, `editor-${name}.png`), clip: { x, y, width, height } });
const has = (selector, text) => page.locator(selector, { hasText: text }).first().waitFor({ timeout: 30_000 });
/** Opens the list of actions, again if something else that came meanwhile has closed it. */
async function actions(text) {
  for (let turn = 1; ; turn += 1) {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+.");
    try {
      return await page.locator(".action-widget", { hasText: text }).first().waitFor({ timeout: 8_000 });
    } catch (error) {
      if (turn === 5) throw error;
    }
  }
}
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

  await page.locator(".squiggly-error").first().waitFor({ timeout: 120_000 });
  await has(".view-lines", "in #waiting");
  await shot("finding-and-hints");
  await part("hints", 353, 38, 560, 320);
  console.log("finding and hints ok");

  const variable = page.locator(".view-line", { hasText: "becomes 12" }).locator("span", { hasText: "$total" }).last();
  await variable.hover();
  await has(".monaco-hover", "number");
  await shot("hover");
  console.log("hover ok");

  await page.locator(".view-line", { hasText: "moves to #waiting" }).locator("span", { hasText: "#waiting" }).last().hover();
  await page.locator(".monaco-hover img").first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(1000);
  await shot("hover-picture");
  await part("hover", 353, 92, 610, 402);
  console.log("picture in a hover ok");

  await variable.click();
  await page.keyboard.press("F2");
  const box = page.locator(".rename-input:focus, .rename-box input:focus");
  await box.waitFor({ timeout: 10_000 });
  await box.fill("sum");
  await part("rename", 353, 92, 610, 250);
  await page.keyboard.press("Enter");
  await has(".view-lines", "total: $sum");
  await shot("rename");
  console.log("rename ok");

  await page.locator(".view-line", { hasText: "#payed" }).locator("span", { hasText: "#payed" }).last().click();
  await actions("#paid");
  await shot("fix");
  await page.keyboard.press("Enter");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached", timeout: 20_000 });
  console.log("fix ok");

  // A line below a handler is deeper; letters bring suggestions, in a name and in a form.
  await page.locator(".view-line", { hasText: "on :charged" }).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await has(".statusbar", "Col 7");
  await page.keyboard.type("ord", { delay: 100 });
  await has(".suggest-widget.visible", "order moves to #");
  await shot("forms");
  await page.keyboard.press("Enter");
  await page.keyboard.type("wa", { delay: 100 });
  await has(".suggest-widget.visible", "#waiting");
  await shot("names");
  await page.keyboard.press("Enter");
  await page.locator(".view-line", { hasText: "moves to #waiting" }).nth(1).waitFor({ timeout: 10_000 });
  await page.keyboard.press("Enter");
  await page.keyboard.type("emit ", { delay: 100 });
  await has(".suggest-widget.visible", ":receipt");
  await page.keyboard.type("rec", { delay: 100 });
  await page.keyboard.press("Enter");
  await has(".view-lines", "emit :receipt");
  console.log("typing ok");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Shift+K");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Control+Shift+K");

  await page.keyboard.press("Control+S");
  await page.waitForTimeout(2000);
  assert.match(readFileSync(join(folder, "order.flow"), "utf8"), /order is in #paid/);
  await command("Testing: Focus on Test Explorer View");
  await page.waitForTimeout(2000);
  await command("Test: Run All Tests");
  await page.locator(".test-explorer .codicon-testing-passed-icon, .codicon-testing-passed-icon").first().waitFor({ timeout: 30_000 });
  await shot("tests");
  await part("tests", 5, 38, 860, 320);
  console.log("test explorer ok");

  await command("View: Show Explorer");
  await page.locator(".explorer-folders-view").getByText("booking.flow").first().dblclick({ timeout: 30_000 });
  await has(".codelens-decoration", "explored: 1 finding");
  await page.locator(".squiggly-warning").first().waitFor({ timeout: 30_000 });
  await page.locator(".view-line", { hasText: "on :charged" }).locator("span", { hasText: ":charged" }).last().hover();
  await has(".monaco-hover", "comes late");
  await page.waitForTimeout(500);
  await shot("exploration");
  await part("exploration", 353, 38, 850, 458);
  console.log("exploration ok");

  await page.locator(".view-line", { hasText: "on :charged" }).locator("span", { hasText: ":charged" }).last().click();
  await actions("Keep this counterexample");
  await shot("keep");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(2000);
  await command("File: Save All Files");
  await page.waitForTimeout(1000);
  assert.match(readFileSync(join(folder, "booking.test.flow"), "utf8"), /^test: booking\n/);
  console.log("counterexample ok");

  await page.locator(".codelens-decoration a", { hasText: "picture" }).first().click();
  await page.locator("iframe.webview").first().waitFor({ timeout: 30_000 });
  const inner = page.frameLocator("iframe.webview").first().frameLocator("iframe");
  await inner.locator("svg", { hasText: "#cancelled" }).first().waitFor({ timeout: 30_000 });
  await shot("picture");
  await part("picture", 353, 38, 770, 460);
  console.log("picture ok");
  console.log("visual studio code: all passed");
} catch (error) {
  await shot("failure");
  throw error;
} finally {
  await browser.close();
}
