// The server: settings that change while it runs, settings files that change outside, a crash, a program that is missing.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { PLAIN, passed } from "./ui.mjs";

export async function server(ui, { order, flow }) {
  const { page } = ui;
  await ui.openFolder("server", { ".vscode/settings.json": JSON.stringify(PLAIN), "order.flow": order });
  await ui.open("order.flow");
  await page.locator(".squiggly-error").first().waitFor({ timeout: 120_000 });
  await ui.sees(".view-lines", "in #waiting");

  // Settings of the editor.
  ui.set({ "flow.hints.states": false });
  await ui.until("no hint", async () => !/in #waiting/.test(await text(ui, "on :charged")));
  ui.set({ "flow.hints.states": true });
  await ui.until("the hint again", async () => /in #waiting/.test(await text(ui, "on :charged")));
  passed("settings changed while it runs");

  // Settings of the program, outside of the editor and in it.
  await ui.showProblems();
  await ui.untilProblems("an error", (found) => found.some((row) => row.includes("#payed")));
  await ui.replaceAll(order.replace("#payed", "#paid").replace("becomes 12", "increases by 10%"));
  await ui.untilProblems("a bare percent", (found) => found.some((row) => row.includes("bare-percent")));
  await ui.save("order.flow", /10%/);
  ui.write("flow.toml", "[lints]\nbare-percent = \"allow\"\n");
  await ui.untilProblems("it is allowed by flow.toml", (found) => found.every((row) => !row.includes("bare-percent")));
  ui.write("flow.toml", "[lints]\nbare-percents = \"allow\"\n");
  await ui.untilProblems("a mistake in flow.toml", (found) => found.some((row) => row.includes("flow.toml")) && found.some((row) => row.includes("bare-percents")));
  passed("flow.toml changed outside");
  await ui.open("flow.toml");
  await ui.replaceAll("[lints]\nbare-percent = \"deny\"\n");
  await ui.untilProblems("flow.toml counts before it is saved",
    (found) => found.some((row) => row.includes("bare-percent")) && found.every((row) => !row.includes("bare-percents")));
  await ui.command("File: Revert File");
  ui.write("flow.toml", "");
  passed("flow.toml open and changed");

  // A crash.
  await ui.open("order.flow");
  const before = serverOf(flow);
  process.kill(before, "SIGKILL");
  await ui.until("a new server", () => ![undefined, before].includes(serverOf(flow)));
  await ui.replaceAll(order);
  await ui.untilProblems("findings after a crash", (found) => found.some((row) => row.includes("#payed")));
  passed("restart after a crash");
  await ui.expectSilence();

  // By command.
  const second = serverOf(flow);
  await ui.command("Flow: Restart the language server");
  await ui.until("another server", () => ![undefined, second].includes(serverOf(flow)));
  await ui.untilProblems("findings after a restart", (found) => found.some((row) => row.includes("#payed")));
  passed("restart by command");

  // A program that is not there, and is there again.
  ui.set({ "flow.server.path": `${flow}-missing` });
  await ui.sees(".notification-list-item-message", "does not start");
  await page.waitForTimeout(2000);
  const said = await page.locator(".notification-list-item-message").allInnerTexts();
  assert.equal(said.length, 1, said.join("; "));
  await ui.shot("no-server");
  await ui.closeNotifications();
  ui.set({});
  await ui.untilProblems("findings of the right program", (found) => found.some((row) => row.includes("#payed")));
  passed("a program that is missing");
}

async function text(ui, line) {
  return (await ui.line(line).first().innerText()).replace(/\s/g, " ");
}

/** The process of the server. The path of its program is one of this session. */
function serverOf(flow) {
  const isServer = (id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8").startsWith(`${flow}\0lsp\0`);
    } catch {
      return false; // it has ended
    }
  };
  const found = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).find(isServer);
  return found && Number(found);
}
