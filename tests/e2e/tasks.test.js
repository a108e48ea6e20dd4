// The tasks that the seven captions of “Energies” set, done as a newcomer would: by mouse on a
// wide screen, by finger at 360 px, and by keyboard alone.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { BASE, live, start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

/** Hands: how a reader presses, drags and taps. */
const HANDS = {
  mouse: {
    view: { viewport: { width: 1280, height: 800 } },
    press: (page, target) => target.click(),
    async drag(page, target, [dx, dy]) {
      const [x, y] = await centre(target);
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + dx, y + dy, { steps: 6 });
      await page.mouse.up();
    },
    async tap(page, target, [u, v]) {
      const [x, y] = await place(target, u, v);
      await page.mouse.click(x, y);
    },
  },
  finger: {
    view: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    press: (page, target) => target.tap(),
    async drag(page, target, [dx, dy]) {
      const [x, y] = await centre(target);
      const session = await page.context().newCDPSession(page);
      const touch = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
      await touch("touchStart", [{ x, y }]);
      for (let i = 1; i <= 6; i++) await touch("touchMove", [{ x: x + (dx * i) / 6, y: y + (dy * i) / 6 }]);
      await touch("touchEnd", []);
      // A tap right after a swipe stops its fling and is no click.
      await page.waitForTimeout(400);
    },
    async tap(page, target, [u, v]) {
      const [x, y] = await place(target, u, v);
      await page.touchscreen.tap(x, y);
    },
  },
  keys: {
    view: { viewport: { width: 1280, height: 800 } },
    async press(page, target) {
      await target.focus();
      const box = await target.evaluate((e) => e.type === "checkbox");
      await page.keyboard.press(box ? "Space" : "Enter");
    },
    async drag(page, target, [dx, dy]) {
      await target.focus();
      for (let i = 0; i < 3; i++) {
        if (dx) await page.keyboard.press(dx > 0 ? "ArrowRight" : "ArrowLeft");
        if (dy) await page.keyboard.press(dy > 0 ? "ArrowDown" : "ArrowUp");
      }
    },
    // The cross-hair starts in the middle; arrows take it to the place, Enter picks.
    async tap(page, target, [u, v]) {
      await target.focus();
      const box = await target.boundingBox();
      const steps = (part, size) => Math.round(((part - 0.5) * size) / 8);
      for (const [count, less, more] of [
        [steps(u, box.width), "ArrowLeft", "ArrowRight"],
        [steps(v, box.height), "ArrowUp", "ArrowDown"],
      ]) {
        for (let i = 0; i < Math.abs(count); i++) await page.keyboard.press(count > 0 ? more : less);
      }
      await page.keyboard.press("Enter");
    },
  },
};

async function centre(target) {
  return place(target, 0.5, 0.5);
}

async function place(target, u, v) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  return [box.x + u * box.width, box.y + v * box.height];
}

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the seven tasks by ${name}`, async () => {
    const context = await browser.newContext({ ...hand.view, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(`${server.origin}${BASE}en/energies/`);
    await live(page);
    const at = (selector) => page.locator(selector).first();
    const value = (figure, key) => at(`#${figure} output[data-readout="${key}"]`).getAttribute("data-value").then(Number);
    // The site's policy forbids evaluating text in the page, so the waiting is done here.
    const until = async (figure, key, holds) => {
      for (let i = 0; i < 200; i++) {
        if (holds(await value(figure, key))) return;
        await page.waitForTimeout(50);
      }
      assert.fail(`${figure}: ${key} stays at ${await value(figure, key)}, not ${holds}`);
    };
    const knob = (figure, key) => page.locator(`#${figure}-${key}`);

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
    await hand.tap(page, at("#curves .surface"), [2.5 / 6, 0.12]);
    await until("curves", "sample", (v) => v === 3);
    await until("curves", "valleys", (v) => v === 2);

    // 6. Move the cursor in either plot.
    const z = await value("sample", "z");
    await hand.drag(page, page.locator("#sample .grip").nth(0), [25, 0]);
    await until("sample", "z", (v) => v > z);
    const further = await value("sample", "z");
    await hand.drag(page, page.locator("#sample .grip").nth(1), [40, 0]);
    await until("sample", "z", (v) => v !== further);

    // 7. Try all 48, then descend in both.
    await hand.press(page, at("#inference .play"));
    await until("inference", "evaluations", (v) => v === 48);
    await hand.press(page, page.locator('#inference .preset:text-is("both, by descent")'));
    await hand.press(page, at("#inference .play"));
    await until("inference", "E", (v) => v < 1e-9);
    await context.close();
  });
}
