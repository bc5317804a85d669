// Findings, hints, hovers, renames, fixes and completion in one file.

import assert from "node:assert/strict";
import { passed } from "./ui.mjs";

export async function editing(ui, { order }) {
  const { page } = ui;
  await ui.openFolder("editing", { "order.flow": order });
  await ui.open("order.flow");

  await page.locator(".squiggly-error").first().waitFor({ timeout: 120_000 });
  await ui.sees(".view-lines", "in #waiting");
  assert.match((await ui.line("on :charged").first().innerText()).replace(/\s/g, " "), /^ *on :charged from @bank *in #waiting$/);
  await ui.shot("finding-and-hints");
  await ui.part("hints", 353, 38, 560, 320);
  await ui.showProblems();
  await ui.untilProblems("the finding", (found) => found.some((row) => /#payed.*\[Ln 12, Col 21\]/.test(row)));
  passed("squiggle and hints");
  await ui.command("View: Toggle Panel Visibility");

  await ui.hover("becomes 12", "$total");
  await ui.sees(".monaco-hover", "number");
  await ui.shot("hover");
  passed("hover");

  // A tooltip is as high as a quarter of the window, and this one shall show the picture.
  await page.setViewportSize({ width: 1300, height: 3000 });
  await ui.hover("moves to #waiting", "#waiting");
  await page.locator(".monaco-hover img").first().waitFor({ timeout: 30_000 });
  await page.waitForTimeout(1000);
  const drawn = await page.locator(".monaco-hover img").first().evaluate((image) => image.naturalWidth);
  assert.ok(drawn > 0, "the picture in the tooltip is not drawn");
  await ui.part("hover", 353, 92, 610, 740);
  await ui.shot("hover-picture");
  await page.setViewportSize({ width: 1300, height: 800 });
  passed("picture in a hover");

  await ui.click("becomes 12", "$total");
  await ui.keys("F2");
  const box = page.locator(".rename-input:focus, .rename-box input:focus");
  await box.waitFor({ timeout: 20_000 });
  await box.fill("sum");
  await ui.moveAway();
  await ui.part("rename", 353, 92, 610, 250);
  await ui.keys("Enter");
  await ui.sees(".view-lines", "total: $sum");
  assert.equal(await ui.line("$total").count(), 0);
  passed("rename");

  await ui.click("#payed", "#payed");
  await ui.actions("#paid");
  await ui.shot("fix");
  await ui.keys("Enter");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached", timeout: 20_000 });
  await ui.sees(".view-line", "order is in #paid");
  passed("fix");

  await completion(ui);
  await ui.save("order.flow", /total: \$sum[^]*order is in #paid/);
  await storyLens(ui);
  await ui.expectSilence();
}

/** A line below a handler is deeper; letters bring suggestions, in a name and in a form. */
async function completion(ui) {
  const { page } = ui;
  await ui.click("on :charged");
  await ui.keys("End", "Enter");
  await ui.sees(".statusbar", "Col 7");
  await ui.type("ord");
  await ui.sees(".suggest-widget.visible", "order moves to #");
  await ui.shot("forms");
  await ui.keys("Enter");
  await ui.type("wa");
  await ui.sees(".suggest-widget.visible", "#waiting");
  await ui.shot("names");
  await ui.keys("Enter");
  await ui.line("moves to #waiting").nth(1).waitFor({ timeout: 20_000 });
  await ui.keys("Enter");
  await ui.type("emit ");
  await ui.sees(".suggest-widget.visible", ":receipt");
  await ui.type("rec");
  await ui.keys("Enter");
  await ui.sees(".view-lines", "emit :receipt");
  await page.waitForTimeout(500);
  passed("completion");
  await ui.keys("Escape", "Control+Shift+K", "ArrowUp", "Control+Shift+K");
}

/** The lens of a story runs it, and shows its report. */
async function storyLens(ui) {
  const lens = ui.page.locator(".codelens-decoration a", { hasText: "passed" }).first();
  await lens.waitFor({ timeout: 60_000 });
  await lens.click();
  await ui.sees(".notification-list-item-message", "buy");
  await ui.shot("story");
  await ui.closeNotifications();
  passed("lens of a story");
}
