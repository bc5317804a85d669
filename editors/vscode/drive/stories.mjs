// The test explorer: tests are found, run, shown at their lines, and run again after an edit.

import assert from "node:assert/strict";
import { passed } from "./ui.mjs";

export async function stories(ui, { parcel }) {
  const { page } = ui;
  await ui.openFolder("stories", { "parcel.flow": parcel });
  await ui.open("parcel.flow");
  await ui.command("Testing: Focus on Test Explorer View");
  await page.locator(".test-explorer .monaco-list-row", { hasText: "parcel.flow" }).first().waitFor({ timeout: 60_000 });
  await page.locator(".test-explorer .monaco-list-row", { hasText: "parcel.flow" }).first().click();
  await ui.keys("ArrowRight");
  const rows = page.locator(".test-explorer .monaco-list-row");
  const states = async () => {
    const labels = await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")));
    return labels.join("\n");
  };
  const untilStates = (what, ...wanted) => ui.until(what, async () => {
    const found = await states();
    return wanted.every((pattern) => pattern.test(found));
  });
  await untilStates("the stories are listed", /@parcel \/ delivered/, /@parcel \/ sent back/);
  passed("tests found");

  await ui.command("Test: Run All Tests");
  await untilStates("the stories were run", /delivered \(Passed\)/, /sent back \(Failed\)/);
  // The failure is shown at the line that is not met.
  const message = page.locator(".test-error-content-widget", { hasText: "but @customer received :refund with amount: 12" }).first();
  await message.waitFor({ timeout: 60_000 });
  const [shown, line] = [await message.boundingBox(), await ui.line("received :refund with amount: 10").first().boundingBox()];
  assert.ok(Math.abs(shown.y - line.y) < line.height, `the failure is shown at ${shown.y}, and its line is at ${line.y}`);
  await page.locator(".codicon-testing-passed-icon").first().waitFor({ timeout: 30_000 });
  await page.locator(".codicon-testing-failed-icon").first().waitFor({ timeout: 30_000 });
  await ui.moveAway();
  await ui.sees(".codelens-decoration", "failed");
  await ui.sees(".codelens-decoration", "explored");
  await ui.shot("tests");
  await ui.part("tests", 5, 38, 1290, 550);
  passed("tests run, with a failure at its line");

  // An edit, and the same test again; it is saved before it runs.
  await ui.piece("received :refund", "10").dblclick();
  await ui.type("12");
  await ui.command("Test: Rerun Failed Tests");
  await untilStates("the story passes after an edit", /delivered \(Passed\)/, /sent back \(Passed\)/);
  assert.match(ui.read("parcel.flow"), /received :refund with amount: 12/);
  passed("tests run again after an edit");

  // A specification with errors keeps its tests, which then have a reason and no result.
  await ui.click("starts in", "#packed");
  await ui.keys("End");
  await ui.type(" {");
  await ui.save("parcel.flow", /#packed \{/);
  await ui.command("Test: Run All Tests");
  await untilStates("the stories are not run", /delivered \(Errored\)/, /sent back \(Errored\)/);
  await ui.keys("Escape");
  await ui.open("parcel.flow");
  await ui.click("starts in", "#packed");
  await ui.keys("End", "Backspace", "Backspace", "Backspace");
  await ui.save("parcel.flow", /#packed\n/);
  await ui.command("Test: Run All Tests");
  await untilStates("the stories pass again", /delivered \(Passed\)/, /sent back \(Passed\)/);
  passed("tests of a specification with errors");
  await ui.expectSilence();
}
