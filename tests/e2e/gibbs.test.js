// The tasks that the captions of “The Gibbs distribution” set, done as a newcomer would.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { HANDS, open, reader } from "./hands.js";
import { start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the six figures of Gibbs by ${name}`, async () => {
    const page = await open(browser, server, hand, "en/gibbs/");
    const { at, value, until, knob, grip, preset, type } = reader(page, hand);

    // 1. Drag an energy; add a constant; freeze.
    const share = await value("softargmax", "p3");
    await hand.drag(page, grip("softargmax", "energy of C"), [0, -30]);
    await until("softargmax", "p3", (v) => v < share);
    const [before, log] = [await value("softargmax", "p3"), await value("softargmax", "lnZ")];
    await type("softargmax", "c", "2");
    await until("softargmax", "lnZ", (v) => Math.abs(v - (log - 2)) < 1e-9);
    assert.ok(Math.abs((await value("softargmax", "p3")) - before) < 1e-12, "a constant changes nothing");
    await hand.press(page, preset("softargmax", "e1:1;e2:1;e3:1;e4:1;e5:1"));
    await until("softargmax", "p1", (v) => v === 0.2);
    await hand.press(page, preset("softargmax", "beta:inf"));
    await until("softargmax", "S", (v) => Math.abs(v - Math.log(5)) < 1e-12);

    // 2. Draw the energy, sketch the density, show it, cool.
    const z = await value("draw_energy", "lnZ");
    await hand.stroke(page, grip("draw_energy", "pen of the energy"), [[0.3, 0.2], [0.45, 0.25], [0.6, 0.2]]);
    await until("draw_energy", "lnZ", (v) => v !== z);
    await hand.stroke(page, grip("draw_energy", "pen of your density"), [[0.2, 0.6], [0.35, 0.3], [0.5, 0.6], [0.7, 0.7]]);
    await hand.press(page, at("#draw_energy .toggle input"));
    await until("draw_energy", "KL", (v) => v > 0 && v < 20);
    const entropy = await value("draw_energy", "S");
    for (let i = 0; i < 3; i++) await hand.press(page, at("#draw_energy .step"));
    await until("draw_energy", "S", (v) => v < entropy);
    await hand.press(page, preset("draw_energy", "E:1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"));
    await until("draw_energy", "S", (v) => Math.abs(v - Math.log(6)) < 1e-12);

    // 3. Pick a cell, then a column by its name; condition on it.
    await hand.tap(page, at("#table .surface"), [0.55, 0.58]);
    await until("table", "E", (v) => v === 0);
    await hand.tap(page, at("#table .surface"), [0.83, 0.1]);
    await page.waitForFunction(() => document.querySelector("#table-given").value === "column");
    const cell = await value("table", "joint");
    await hand.press(page, at("#table .step"));
    await until("table", "joint", (v) => v !== cell);
    await hand.press(page, preset("table", "beta:1000000"));
    await until("table", "py", (v) => v === 0 || v === 1);

    // 4. Draw a thousand points: the error falls.
    const error = await value("density", "error");
    for (let i = 0; i < 9; i++) await hand.press(page, at("#density .step"));
    await until("density", "draws", (v) => v === 1000);
    assert.ok((await value("density", "error")) < 0.6 * error);
    const p = await value("density", "p");
    await hand.drag(page, grip("density", "observed y"), [-30, 10]);
    await until("density", "p", (v) => v !== p);

    // 5. Learn; drag a datum; learn on from draws.
    const loss = await value("likelihood", "L");
    for (let i = 0; i < 5; i++) await hand.press(page, at("#likelihood .step"));
    await until("likelihood", "L", (v) => v < loss);
    const push = await value("likelihood", "push");
    await hand.drag(page, grip("likelihood", "datum 8"), [40, 0]);
    await until("likelihood", "push", (v) => v !== push);
    await hand.press(page, preset("likelihood", "model:draws;draws:20"));
    await until("likelihood", "gap", (v) => v > 0);

    // 6. Up to the wall, and how long the last spin took.
    for (let i = 0; i < 10; i++) await hand.press(page, at("#partition_function .step"));
    await until("partition_function", "states", (v) => v === 2 ** 18);
    await page.waitForFunction(() => /the last step took .* ms/.test(document.querySelector("#partition_function .took").textContent));

    // Pasted data: what is no number is named, the rest is kept.
    await page.locator("#likelihood details.more").evaluate((details) => (details.open = true));
    const field = knob("likelihood", "data");
    await field.fill("0.5, x, 1.5\n2");
    await field.blur();
    await page.waitForFunction(() => document.querySelector("#likelihood .notices").textContent.includes("entry 2 (“x”)"));
    await page.waitForFunction(() => document.querySelector("#likelihood-data").value === "0.5, 1.5, 2");

    await field.fill("1, 2, 99");
    await field.blur();
    await page.waitForFunction(() => document.querySelector("#likelihood .notices").textContent.includes("1 of the 3 lay outside"));
    await page.waitForFunction(() => document.querySelector("#likelihood-data").value === "1, 2, 3");
    await field.fill("nothing at all");
    await field.blur();
    await page.waitForFunction(() => document.querySelector("#likelihood .notices").textContent.includes("it was left as it is"));
    await page.waitForFunction(() => document.querySelector("#likelihood-data").value === "1, 2, 3");

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
