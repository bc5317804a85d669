// Rust code: the link to a specification, and the function of a phrase that is missing.

import assert from "node:assert/strict";
import { passed } from "./ui.mjs";

const LIB = `flow::flow!("flows/order.flow");

struct Shop;

impl order::Bindings for Shop {
    type Error = std::convert::Infallible;
}
`;

export async function rust(ui, { order }) {
  const { page } = ui;
  await ui.openFolder("rust", {
    "Cargo.toml": "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    "src/lib.rs": LIB,
    "flows/order.flow": order.replace("#payed", "#paid").replace("      emit :receipt", "      pack the goods\n      emit :receipt"),
  });
  await ui.open("lib.rs");
  await page.locator(".detected-link", { hasText: "order.flow" }).first().waitFor({ timeout: 60_000 });
  await ui.click("flow::flow!", "order");
  await ui.keys("F12");
  await page.locator(".tab.active", { hasText: "order.flow" }).first().waitFor({ timeout: 30_000 });
  passed("link to a specification");

  await ui.click("pack the goods", "pack");
  await ui.actions("pack_the_goods");
  await ui.shot("rust");
  await ui.keys("Enter");
  await ui.command("File: Save All Files");
  await ui.until("the function is written", () => ui.read("src/lib.rs").includes("fn pack_the_goods"));
  assert.match(ui.read("src/lib.rs"), /impl order::Bindings for Shop \{\s+type Error = [^;]+;\s[^}]*fn pack_the_goods\(/);
  passed("function of a phrase");
  await ui.expectSilence();
}
