// The tasks that the seven captions of “Energies” set, done as a newcomer would.
import { test, before, after } from "node:test";
import { HANDS, open, reader } from "./hands.js";
import { start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the seven tasks by ${name}`, async () => {
    const page = await open(browser, server, hand, "en/energies/");
    const { at, value, until, knob } = reader(page, hand);

    // 1. Guess, reveal, turn.
    await hand.drag(page, page.locator('#horn .grip[aria-label="your guess"]'), [-60, 0]);
    await hand.press(page, at("#horn .toggle input"));
    await until("horn", "gap", (v) => v > 6);
    await until("horn", "miss", (v) => v < 6.9);
    const turn = await knob("horn", "azimuth").inputValue();
    await hand.drag(page, at("#horn .grip.everywhere"), [80, 0]);
    await page.waitForFunction((old) => document.querySelector("#horn-azimuth").value !== old, turn);

    // 2. Drag y, step downhill to the valley floor.
    const energy = await value("landscape", "E");
    await hand.drag(page, at("#landscape .grip"), [-40, 0]);
    await until("landscape", "E", (v) => v < energy);
    for (let i = 0; i < 12; i++) await hand.press(page, at("#landscape .step"));
    await until("landscape", "E", (v) => v < 0.05);

    // 3. Fit the decoder: by the sliders, then the preset.
    for (const [key, weight] of [["w1", "2"], ["w2", "1.5"]]) {
      const exact = page.locator(`#decoder .knob:has(#decoder-${key}) .exact`);
      await exact.fill(weight);
      await exact.press("Enter");
    }
    await until("decoder", "meanF", (v) => v < 0.003);
    await hand.press(page, page.locator('#decoder .preset:text-is("untrained decoder")'));
    await until("decoder", "meanF", (v) => v > 0.5);

    // 4. Move z, then y; show the gradients.
    const before = await value("graph", "E");
    await hand.drag(page, at('#graph .grip[aria-label="latent z"]'), [20, 0]);
    await until("graph", "E", (v) => v !== before);
    await hand.drag(page, page.locator('#graph .grip[aria-label="observed y"]'), [-20, 20]);
    await until("graph", "y1", (v) => v < 1);
    await at("#graph details.more").evaluate((d) => (d.open = true));
    await hand.press(page, at("#graph .toggle input"));
    await page.waitForFunction(() => location.search.includes("backward:on"));

    // 5. Pick sample 3 in its panel: it has two valleys.
    await hand.tap(page, at("#energy_curves .surface"), [2.5 / 6, 0.12]);
    await until("energy_curves", "sample", (v) => v === 3);
    await until("energy_curves", "valleys", (v) => v === 2);

    // 6. Move the cursor in either plot.
    const z = await value("energy_of_one_sample", "z");
    await hand.drag(page, page.locator("#energy_of_one_sample .grip").nth(0), [25, 0]);
    await until("energy_of_one_sample", "z", (v) => v > z);
    const further = await value("energy_of_one_sample", "z");
    await hand.drag(page, page.locator("#energy_of_one_sample .grip").nth(1), [40, 0]);
    await until("energy_of_one_sample", "z", (v) => v !== further);

    // 7. Try all 48, then descend in both.
    await hand.press(page, at("#inference .play"));
    await until("inference", "evaluations", (v) => v === 48);
    await hand.press(page, page.locator('#inference .preset:text-is("both, by descent")'));
    await hand.press(page, at("#inference .play"));
    await until("inference", "E", (v) => v < 1e-9);
    await page.context().close();
  });
}
