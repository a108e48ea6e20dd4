// The tasks that the captions of “Free energy” set, done as a newcomer would.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { HANDS, open, reader } from "./hands.js";
import { start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the five figures of free energy by ${name}`, async () => {
    const page = await open(browser, server, hand, "en/free-energy/");
    const { at, value, until, knob, grip, preset, choose, type, settled } = reader(page, hand);

    // 1. Play to ž; move the start; fall into the wrong valley.
    await hand.press(page, at("#optimizer_comparison .play"));
    await until("optimizer_comparison", "excess", (v) => v < 1e-3);
    await hand.press(page, at("#optimizer_comparison .reset"));
    const start = await knob("optimizer_comparison", "z").inputValue();
    await hand.drag(page, grip("optimizer_comparison", "latent z"), [40, 0]);
    await page.waitForFunction((old) => document.querySelector("#optimizer_comparison-z").value !== old, start);
    await hand.press(page, preset("optimizer_comparison", "decoder:trained;method:descent;y1:0;y2:-0.5;z:1.2;eta:0.05"));
    await hand.press(page, at("#optimizer_comparison .play"));
    await until("optimizer_comparison", "iterations", (v) => v >= 130);
    assert.ok(Math.abs((await value("optimizer_comparison", "E")) - 4) < 1e-6, "it stops at the top");
    await choose("optimizer_comparison", "method", "search");
    await until("optimizer_comparison", "wrong", (v) => v === 0);

    // 2. Order the letters e, d, c, b, a, then look.
    const surface = page.locator("#five_energies .surface").nth(1);
    await surface.scrollIntoViewIfNeeded();
    const slot = ((await surface.boundingBox()).width - 8) / 5.2;
    const colours = { a: "blue", b: "red", c: "purple", d: "green", e: "orange" };
    const move = async (letter, slots) => {
      const handle = grip("five_energies", `place of ${letter} (${colours[letter]})`);
      if (name !== "keys") return hand.drag(page, handle, [slots * slot, 0]);
      await handle.focus();
      for (let i = 0; i < Math.abs(slots); i++) await page.keyboard.press(slots < 0 ? "ArrowLeft" : "ArrowRight");
    };
    // Those in between move up by one.
    const moves = { e: -4, d: -3, c: -2, b: -1 };
    for (const [letter, slots] of Object.entries(moves)) await move(letter, slots);
    await hand.press(page, at("#five_energies .toggle input"));
    await until("five_energies", "pairs", (v) => v === 10);
    await choose("five_energies", "decoder", "trained");
    await until("five_energies", "pairs", (v) => v < 10);

    // 3. Move y; on the ridge there is no gradient; turn the surface.
    const free = await value("heatmap", "F");
    await hand.drag(page, grip("heatmap", "y"), [30, 20]);
    await until("heatmap", "F", (v) => v !== free);
    await type("heatmap", "y1", "0.5");
    await type("heatmap", "y2", "0");
    await page.waitForFunction(() => !document.querySelector('#heatmap output[data-readout="d1"]'));
    await hand.press(page, preset("heatmap", "surface:on"));
    const turn = await knob("heatmap", "turn").inputValue();
    await hand.drag(page, grip("heatmap", "the view of the surface"), [40, 0]);
    await page.waitForFunction((old) => document.querySelector("#heatmap-turn").value !== old, turn);

    // 4. Cool to the end: the soft minimum becomes the hard one.
    assert.ok((await value("temperature", "gap")) > 1);
    await hand.press(page, at("#temperature .play"));
    await until("temperature", "gap", (v) => v === 0);
    await choose("temperature", "norm", "sum");
    await until("temperature", "offset", (v) => v === 0);
    await type("temperature", "beta", "1");
    await until("temperature", "offset", (v) => Math.abs(v + Math.log(48)) < 1e-12);
    await type("temperature", "beta", "∞");
    await until("temperature", "gap", (v) => v === 0);
    await type("temperature", "beta", "very cold");
    await page.waitForFunction(() => document.querySelector("#temperature .notices").textContent.includes("no number"));

    // 5. Denoise; then draw points, and let them go.
    const noisy = await value("denoise", "noisy");
    await hand.press(page, at("#denoise .play"));
    await until("denoise", "F", (v) => v < 1e-4);
    const error = await value("denoise", "error");
    assert.ok(error < 0.6 * noisy && error > 0.3 * noisy, `about half is left: ${error} of ${noisy}`);
    await hand.press(page, at("#denoise .play"));
    await hand.press(page, preset("denoise", "drawn:;source:drawn"));
    await until("denoise", "points", (v) => v === 0);
    await hand.stroke(page, grip("denoise", "pen: draws points"), [[0.3, 0.3], [0.5, 0.25], [0.7, 0.3], [0.8, 0.5]]);
    await until("denoise", "points", (v) => v >= 4);
    // The last points of the stroke may still be on their way.
    const before = await settled("denoise", "F");
    await hand.press(page, at("#denoise .step"));
    await until("denoise", "F", (v) => v < before);

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
