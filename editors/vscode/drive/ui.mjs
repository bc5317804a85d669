// What a person does in Visual Studio Code, by keys and by the text that is shown.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** How long something may take, in milliseconds. The machine may have other work. */
const PATIENCE = 60_000;

/** Settings for a text that is put in as a whole: its indentation is right already. */
export const PLAIN = { "editor.autoIndent": "none", "editor.autoClosingBrackets": "never", "editor.autoClosingQuotes": "never" };

export class Ui {
  constructor(page, address, work, screenshots) {
    Object.assign(this, { page, address, work, screenshots });
  }

  /** Opens a new folder with these files. */
  async openFolder(name, files) {
    this.folder = join(this.work, "folders", name);
    for (const [file, text] of Object.entries(files)) this.write(file, text);
    await this.page.goto(`${this.address}?folder=${encodeURIComponent(this.folder)}`);
    await this.page.locator(".monaco-workbench").waitFor({ timeout: PATIENCE });
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: PATIENCE });
  }

  write(file, text) {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  read(file) {
    return readFileSync(join(this.folder, file), "utf8");
  }

  /** Sets the settings of the folder while the editor runs. It does not look at the file of the user's again. */
  set(settings) {
    this.write(".vscode/settings.json", JSON.stringify({ ...PLAIN, ...settings }, null, 2));
  }

  /** Opens a file by its name, which may be with those of its folders. A new file is found after a while only. */
  async open(file) {
    const name = file.split("/").at(-1);
    for (let turn = 1; ; turn += 1) {
      await this.keys("Control+P");
      await this.page.locator(".quick-input-widget input").fill(file);
      // At first the list has the files that were open before.
      const first = this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name });
      try {
        await first.waitFor({ timeout: 5_000 });
        await first.click();
        break;
      } catch (error) {
        if (turn === 12) throw error;
        await this.keys("Escape");
      }
    }
    await this.page.locator(".tab.active", { hasText: name }).first().waitFor({ timeout: PATIENCE });
  }

  async keys(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text) {
    await this.page.keyboard.type(text, { delay: 100 });
  }

  /** Runs a command by its title, which may come only when the extension has started. */
  async command(name) {
    const row = this.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first();
    for (let turn = 1; ; turn += 1) {
      await this.keys("F1");
      await this.page.locator(".quick-input-widget input").fill(`>${name}`);
      try {
        await row.waitFor({ timeout: 5_000 });
        break;
      } catch (error) {
        if (turn === 12) throw error;
        await this.keys("Escape");
      }
    }
    // Others with similar titles may be above it.
    await row.click();
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden", timeout: 5_000 }).catch(() => {});
  }

  /** The line of the editor that has a text. */
  line(text) {
    return this.page.locator(".view-line", { hasText: text });
  }

  /** A piece of a line. */
  piece(line, text) {
    return this.line(line).first().locator("span", { hasText: text }).last();
  }

  /** Moves the mouse to where nothing has a tooltip. */
  async moveAway() {
    await this.page.mouse.move(150, 600);
    await this.page.locator(".monaco-hover:not(.hidden)").first().waitFor({ state: "hidden", timeout: 5_000 }).catch(() => {});
  }

  /** Clicks on a piece of a line, or on the line. */
  async click(line, text) {
    await this.moveAway();
    await (text ? this.piece(line, text) : this.line(line).first()).click();
    await this.moveAway();
  }

  /** Waits until a text is shown in a part of the window. */
  async sees(selector, text) {
    await this.page.locator(selector, { hasText: text }).first().waitFor({ timeout: PATIENCE });
  }

  async lacks(selector, text) {
    await this.until(`no '${text}' in ${selector}`, async () => (await this.page.locator(selector, { hasText: text }).count()) === 0);
  }

  /** Waits until a condition holds. */
  async until(what, condition) {
    const end = Date.now() + PATIENCE;
    while (!(await condition())) {
      if (Date.now() > end) throw new Error(`timeout: ${what}`);
      await this.page.waitForTimeout(200);
    }
  }

  /** The findings in the list of problems, as `message [Ln 1, Col 2]`. */
  async problems() {
    const rows = this.page.locator(".markers-panel .monaco-list-row");
    return (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  }

  async showProblems() {
    await this.command("Problems: Focus on Problems View");
    await this.page.locator(".markers-panel").waitFor({ timeout: PATIENCE });
  }

  async untilProblems(what, wanted) {
    let found = [];
    try {
      await this.until(what, async () => wanted((found = await this.problems())));
    } catch (error) {
      throw new Error(`${error.message}; the problems are ${JSON.stringify(found)}`);
    }
  }

  /** Opens the list of actions, again if something else that came meanwhile has closed it. */
  async actions(text) {
    for (let turn = 1; ; turn += 1) {
      await this.keys("Escape", "Control+.");
      try {
        return await this.page.locator(".action-widget", { hasText: text }).first().waitFor({ timeout: 8_000 });
      } catch (error) {
        if (turn === 6) throw error;
      }
    }
  }

  /** Shows the text about a piece. */
  async hover(line, text) {
    await this.moveAway();
    await this.piece(line, text).hover();
    await this.page.locator(".monaco-hover:not(.hidden)").first().waitFor({ timeout: PATIENCE });
  }

  /** Saves the file that is edited, which then has a text. */
  async save(file, pattern) {
    await this.keys("Control+S");
    await this.until(`'${file}' has ${pattern}`, () => pattern.test(this.read(file)));
  }

  /** Selects everything in the editor, and writes a text in its place at once. */
  async replaceAll(text) {
    await this.moveAway();
    await this.page.locator(".editor-group-container.active .view-lines").first().click();
    await this.keys("Control+A");
    await this.page.keyboard.insertText(text);
  }

  /** Fails if the editor has something to say that no test has asked for. */
  async expectSilence() {
    const said = await this.page.locator(".notification-list-item-message").allInnerTexts();
    if (said.length > 0) throw new Error(`notifications: ${said.join("; ")}`);
  }

  async closeNotifications() {
    await this.command("Notifications: Clear All Notifications");
    await this.lacks(".notification-list-item-message", "");
  }

  shot(name) {
    return this.page.screenshot({ path: join(this.screenshots, `${name}.png`) });
  }

  /** A part of the window for the book, without marks of the mouse. */
  async part(name, x, y, width, height) {
    await this.page.waitForTimeout(500);
    await this.expectSilence();
    await this.page.screenshot({ path: join(this.screenshots, `editor-${name}.png`), clip: { x, y, width, height }, caret: "hide" });
  }
}

/** Says that a part of a session went well. */
export function passed(what) {
  console.log(`${what} ok`);
}
