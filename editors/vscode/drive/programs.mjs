// Two programs in one workspace, and a buffer that was never saved.

import assert from "node:assert/strict";
import { PLAIN, passed } from "./ui.mjs";

export async function programs(ui, { order }) {
  const { page } = ui;
  const right = order.replace("#payed", "#paid");
  await ui.openFolder("programs", {
    ".vscode/settings.json": JSON.stringify(PLAIN), "shop/flow.toml": "", "shop/order.flow": right,
    "market/flow.toml": "", "market/order.flow": right.replaceAll("$total", "$price"),
  });
  await ui.open("shop/order.flow");
  await ui.sees(".view-lines", "in #waiting");
  await ui.showProblems();
  await ui.untilProblems("no findings", (found) => found.length === 0 || found.every((row) => !row.includes("order.flow")));

  // A finding in one says nothing about the other, and a rename in one leaves the other alone.
  await ui.replaceAll(order);
  await ui.untilProblems("a finding of one program", (found) => found.some((row) => row.includes("#payed")));
  const files = (await ui.problems()).filter((row) => row.includes("order.flow"));
  assert.equal(files.length, 1, JSON.stringify(files));
  assert.match(files[0], /shop/);
  await ui.replaceAll(right);
  await ui.untilProblems("no findings again", (found) => found.every((row) => !row.includes("#payed")));
  await ui.click("on :charged", ":charged");
  await ui.keys("F2");
  const box = page.locator(".rename-input:focus, .rename-box input:focus");
  await box.waitFor({ timeout: 20_000 });
  await box.fill("billed");
  await ui.keys("Enter");
  await ui.sees(".view-lines", "on :billed");
  await ui.command("File: Save All Files");
  await ui.until("the rename is saved", () => ui.read("shop/order.flow").includes(":billed"));
  assert.ok(!ui.read("market/order.flow").includes(":billed"));
  passed("two programs");

  await ui.command("View: Close All Editors");
  await ui.command("File: New Untitled Text File");
  await ui.command("Change Language Mode");
  await page.locator(".quick-input-widget input").fill("Flow");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "(flow)" }).first().waitFor({ timeout: 30_000 });
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "(flow)" }).first().click();
  await ui.replaceAll(order);
  await ui.sees(".view-lines", "in #waiting");
  await page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
  await ui.click("#payed", "#payed");
  await ui.actions("#paid");
  await ui.keys("Enter");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached", timeout: 30_000 });
  await ui.sees(".codelens-decoration", "passed");
  await ui.shot("untitled");
  passed("untitled buffer");
  await ui.expectSilence();
}
