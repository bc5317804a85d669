// What goes wrong in other orders of events, and pictures.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { passed } from "./ui.mjs";

export async function exploring(ui, { booking }) {
  const { page } = ui;
  await ui.openFolder("exploring", { "booking.flow": booking });
  await ui.open("booking.flow");
  await ui.sees(".codelens-decoration", "explored: 1 finding");
  await page.locator(".squiggly-warning").first().waitFor({ timeout: 30_000 });
  await ui.hover("on :charged", ":charged");
  await ui.sees(".monaco-hover", "comes late");
  await ui.shot("exploration");
  await ui.part("exploration", 353, 38, 850, 458);
  passed("exploration");

  await picture(ui);

  await ui.click("on :charged", ":charged");
  await ui.actions("Keep this counterexample");
  await ui.shot("keep");
  await ui.keys("Enter");
  await page.waitForTimeout(2000);
  await ui.command("File: Save All Files");
  await ui.until("the test file", () => existsSync(join(ui.folder, "booking.test.flow")));
  const kept = ui.read("booking.test.flow");
  assert.match(kept, /^test: booking\n/);
  // It is a test that fails, and passes once the specification takes the late answer.
  await ui.showProblems();
  await ui.untilProblems("the kept test fails", (found) => found.some((row) => /flow test/.test(row)));
  await ui.shot("kept");
  passed("counterexample kept as a test that fails");
  await ui.open("booking.flow");
  await ui.click("booking moves to #cancelled");
  await ui.keys("End", "Enter", "Home", "Shift+End");
  await page.keyboard.insertText("  on :charged from @bank in #cancelled\n  ignore");
  await ui.untilProblems("the kept test passes", (found) => found.every((row) => !/flow test|comes late/.test(row)));
  await ui.sees(".codelens-decoration", "explored: no finding");
  await ui.shot("repaired");
  passed("counterexample repaired");
  await ui.expectSilence();
}

/** The lens of a machine shows its picture, which follows the text. */
async function picture(ui) {
  const { page } = ui;
  await ui.keys("Escape");
  await ui.moveAway();
  await page.locator(".codelens-decoration a", { hasText: "picture" }).first().click();
  await page.locator("iframe.webview").first().waitFor({ timeout: 30_000 });
  const inner = page.frameLocator("iframe.webview").first().frameLocator("iframe");
  await inner.locator("svg", { hasText: "#cancelled" }).first().waitFor({ timeout: 30_000 });
  await ui.moveAway();
  await ui.shot("picture");
  await ui.part("picture", 353, 38, 770, 460);
  passed("picture");

  await ui.click("booking moves to #cancelled");
  await ui.keys("End");
  await ui.type("_early");
  await inner.locator("svg", { hasText: "#cancelled_early" }).first().waitFor({ timeout: 30_000 });
  for (let letter = 0; letter < "_early".length; letter += 1) await ui.keys("Backspace");
  await ui.until("the first picture", async () => (await inner.locator("svg", { hasText: "#cancelled_early" }).count()) === 0);
  await ui.keys("Escape");
  passed("picture follows the text");
  await page.locator(".tab", { hasText: "@booking" }).first().click({ button: "middle" });
}
