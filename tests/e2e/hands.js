// How a reader presses, drags, taps and draws: by mouse on a wide screen, by finger at 360 px, and by
// keyboard alone.
import assert from "node:assert/strict";
import { BASE, live } from "./site.js";

/** Hands: how a reader presses, drags and taps. */
export const HANDS = {
  mouse: {
    view: { viewport: { width: 1280, height: 800 } },
    press: (page, target) => target.click(),
    async drag(page, target, [dx, dy]) {
      const [x, y] = await centre(target);
      await page.mouse.move(x, y);
      await page.mouse.down();
      // Frame by frame, so that the figure is drawn anew on the way.
      for (let i = 1; i <= 6; i++) {
        await page.mouse.move(x + (dx * i) / 6, y + (dy * i) / 6);
        await frames(page, 2);
      }
      await page.mouse.up();
      await frames(page, 3);
    },
    async tap(page, target, [u, v]) {
      const [x, y] = await place(target, u, v);
      await page.mouse.click(x, y);
    },
    async stroke(page, target, points) {
      const at = await along(target, points);
      await page.mouse.move(...at[0]);
      await page.mouse.down();
      for (const [x, y] of at.slice(1)) await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.up();
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
      for (let i = 1; i <= 6; i++) {
        await touch("touchMove", [{ x: x + (dx * i) / 6, y: y + (dy * i) / 6 }]);
        await frames(page, 2);
      }
      await touch("touchEnd", []);
      await still(page);
    },
    async tap(page, target, [u, v]) {
      const [x, y] = await place(target, u, v);
      await page.touchscreen.tap(x, y);
    },
    async stroke(page, target, points) {
      const at = await along(target, points);
      const session = await page.context().newCDPSession(page);
      const touch = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
      await touch("touchStart", [{ x: at[0][0], y: at[0][1] }]);
      for (const [x, y] of at.slice(1)) {
        await touch("touchMove", [{ x, y }]);
        await frames(page, 4);
      }
      // A finger that rests before it leaves does not fling. Here time itself is the subject.
      await page.waitForTimeout(200);
      await touch("touchMove", [{ x: at.at(-1)[0], y: at.at(-1)[1] }]);
      await touch("touchEnd", []);
      await still(page);
    },
  },
  keys: {
    view: { viewport: { width: 1280, height: 800 } },
    async press(page, target) {
      // A disabled button takes no focus.
      await target.click({ trial: true });
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
      await frames(page, 3);
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
    // A pen is a handle: up and down draw, left and right go on.
    async stroke(page, target, points) {
      await target.focus();
      for (let i = 0; i < points.length; i++) {
        for (let k = 0; k < 3; k++) await page.keyboard.press("ArrowUp");
        await page.keyboard.press("ArrowRight");
      }
    },
  },
};

/** Lets the page draw some frames: what an input does, it does within them. */
export const frames = (page, count) =>
  page.evaluate(async (n) => {
    for (let i = 0; i < n; i++) await new Promise((drawn) => requestAnimationFrame(drawn));
  }, count);

/** Waits until the page has stopped scrolling: a tap during the fling of a swipe is no click. */
const still = (page) =>
  page.evaluate(async () => {
    const same = 12;
    for (let at = NaN, frames = 0; frames < same; ) {
      await new Promise((drawn) => requestAnimationFrame(drawn));
      frames = scrollY === at ? frames + 1 : 0;
      at = scrollY;
    }
  });

export async function centre(target) {
  return place(target, 0.5, 0.5);
}

export async function place(target, u, v) {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  return [box.x + u * box.width, box.y + v * box.height];
}

/** The places in the window of fractions of a target's box. */
async function along(target, points) {
  const places = [];
  for (const [u, v] of points) places.push(await place(target, u, v));
  return places;
}

/** What a reader sees and uses, with a hand, on a page with figures. */
export function reader(page, hand) {
  const at = (selector) => page.locator(selector).first();
  const value = (figure, key) =>
    at(`#${figure} output[data-readout="${key}"]`).getAttribute("data-value").then(Number);
  // The rest of the controls.
  const unfold = async (figure) => {
    for (const more of await page.locator(`#${figure} details.more`).all()) {
      await more.evaluate((details) => (details.open = true));
    }
  };
  return {
    at,
    value,
    // The site's policy forbids evaluating text in the page, so the waiting is done here.
    async until(figure, key, holds) {
      for (let i = 0; i < 300; i++) {
        if (holds(await value(figure, key))) return;
        await page.waitForTimeout(50);
      }
      assert.fail(`${figure}: ${key} stays at ${await value(figure, key)}, not ${holds}`);
    },
    // A read-out once it stays the same for thirty frames.
    async settled(figure, key) {
      for (;;) {
        const before = await value(figure, key);
        await frames(page, 30);
        if ((await value(figure, key)) === before) return before;
      }
    },
    async steps(figure, count) {
      for (let i = 0; i < count; i++) await hand.press(page, at(`#${figure} .step`));
    },
    says: (figure, words) =>
      page.waitForFunction(([f, w]) => document.querySelector(`#${f}`).textContent.includes(w), [figure, words]),
    knob: (figure, key) => page.locator(`#${figure}-${key}`),
    grip: (figure, label) => page.locator(`#${figure} .grip[aria-label="${label}"]`).first(),
    // By its settings, which links know, not by its words.
    preset: (figure, settings) => page.locator(`#${figure} .preset[data-settings="${settings}"]`),
    async choose(figure, key, word) {
      await unfold(figure);
      await page.locator(`#${figure}-${key}`).selectOption(word);
    },
    // Types an exact value.
    async type(figure, key, text) {
      await unfold(figure);
      const exact = page.locator(`#${figure} .knob:has(#${figure}-${key}) .exact`);
      await exact.fill(text);
      await exact.press("Enter");
    },
  };
}

/** Opens a chapter as `hand` would hold it. */
export async function open(browser, server, hand, path) {
  const context = await browser.newContext({ ...hand.view, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.wrongs = [];
  page.on("pageerror", (error) => page.wrongs.push(error.message));
  await page.goto(`${server.origin}${BASE}${path}`);
  await live(page);
  return page;
}
