// What a reader has in hand stays the reader's while a figure plays: typed text, a held slider, an open list.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { frames } from "./hands.js";
import { BASE, live, start } from "./site.js";

const CHAPTERS = ["", "energies", "free-energy", "gibbs", "contrastive-divergence", "langevin", "vae", "lagrangian"];

let server, browser, close;
before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

async function open(path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.wrongs = [];
  page.on("pageerror", (error) => page.wrongs.push(error.message));
  await page.goto(server.origin + BASE + path);
  await live(page);
  return page;
}

/** Starts a figure from the beginning, and waits until it plays or has nothing left to do. */
async function play(figure) {
  await figure.locator(".reset").evaluate((button) => button.click());
  await figure.locator(".play:enabled").evaluate((button) => button.click());
}

for (const chapter of CHAPTERS) {
  test(`every field keeps what is typed while its figure plays: ${chapter || "contents"}`, async () => {
    const page = await open(chapter && `en/${chapter}/`);
    for (const figure of await page.locator("figure[data-demo]").all()) {
      const id = await figure.getAttribute("id");
      await figure.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
      await figure.scrollIntoViewIfNeeded();
      await play(figure);
      for (const field of await figure.locator("input.exact, textarea").all()) {
        const label = (await field.getAttribute("aria-label")) ?? (await field.getAttribute("id"));
        const what = `${id}: ${label}`;
        const typed = "12 is not what the figure shows";
        await field.focus();
        await field.fill(typed);
        await frames(page, 8);
        assert.equal(await field.inputValue(), typed, `${what}: typed text stays`);
        await field.press("Escape");
        await page.waitForFunction(([f, t]) => f.value !== t, [await field.elementHandle(), typed]);
      }
      await figure.locator(".play").evaluate((button) => button.textContent === "Pause" && button.click());
    }
    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}

test("typed text is taken when it is let go, and refused text gives way to the truth", async () => {
  const page = await open("en/energies/");
  const field = page.locator("#landscape .knob:has(#landscape-x) .exact");
  await page.locator("#landscape .play").click();
  await field.fill("0.1");
  await field.press("Enter");
  await page.waitForFunction(() => document.querySelector("#landscape-x").value === "0.1");
  await field.fill("a lot");
  await field.blur();
  await page.waitForFunction(() => document.querySelector("#landscape .notices").textContent.includes("“a lot”"));
  await page.waitForFunction((f) => f.value === "0.1", await field.elementHandle());
  await page.context().close();
});

test("a held slider stays under the hand, and follows the figure again when it is let go", async () => {
  const page = await open("en/free-energy/");
  // Each step of this figure changes β.
  const slider = page.locator("#temperature-beta");
  const exact = page.locator("#temperature .knob:has(#temperature-beta) .exact");
  await slider.scrollIntoViewIfNeeded();
  await page.locator("#temperature .play").evaluate((button) => button.click());
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + 0.2 * box.width, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.3 * box.width, box.y + box.height / 2);
  const held = await slider.inputValue();
  const first = await exact.inputValue();
  await page.waitForFunction(([f, v]) => f.value !== v, [await exact.elementHandle(), first]);
  assert.equal(await slider.inputValue(), held, "held");
  await page.mouse.up();
  await page.waitForFunction(([s, v]) => s.value !== v, [await slider.elementHandle(), held]);
  await page.context().close();
});

test("a list that has the focus is not changed under the hand", async () => {
  const page = await open("en/contrastive-divergence/");
  const list = page.locator("#contrastive_training-data");
  await list.scrollIntoViewIfNeeded();
  await list.focus();
  // Drawing chooses the reader's own points as data; the list shows it once it is let go.
  await page.locator("#contrastive_training .grip").evaluate((pen) => {
    const press = new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true, cancelable: true });
    pen.dispatchEvent(press);
  });
  await page.waitForFunction(() => document.querySelector("#contrastive_training-points").value !== "");
  assert.equal(await list.inputValue(), "eight");
  await list.blur();
  await page.waitForFunction(() => document.querySelector("#contrastive_training-data").value === "own");
  await page.context().close();
});
