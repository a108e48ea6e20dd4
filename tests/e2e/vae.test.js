// The tasks that the captions of “The variational autoencoder” set, done as a newcomer would.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { HANDS, open, reader } from "./hands.js";
import { start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the five figures of variational free energy by ${name}`, async () => {
    const page = await open(browser, server, hand, "en/vae/");
    const { at, value, until, grip, preset, choose, type } = reader(page);
    const steps = async (figure, count) => {
      for (let i = 0; i < count; i++) await hand.press(page, at(`#${figure} .step`));
    };

    // 1. Close the gap by hand and by descent; two wells; an energy of one's own.
    const gap = await value("gap", "gap");
    await hand.drag(page, grip("gap", "mean of q"), [60, 0]);
    await until("gap", "gap", (v) => v < gap);
    const bound = await value("gap", "bound");
    await hand.drag(page, grip("gap", "width of q"), [-20, 0]);
    await until("gap", "bound", (v) => v !== bound);
    await hand.press(page, at("#gap .play"));
    await until("gap", "gap", (v) => v < 1e-3);
    await hand.press(page, at("#gap .play"));
    await hand.press(page, preset("gap", "draw one"));
    const free = await value("gap", "F");
    await hand.stroke(page, grip("gap", "pen of the energy"), [[0.3, 0.3], [0.45, 0.2], [0.6, 0.3]]);
    await until("gap", "F", (v) => v !== free);

    // 2. Heat; q never gets below.
    const cold = await value("helmholtz", "S");
    await steps("helmholtz", 3);
    await until("helmholtz", "S", (v) => v > cold);
    await hand.drag(page, grip("helmholtz", "mean of q"), [30, 0]);
    assert.ok((await value("helmholtz", "qF")) >= (await value("helmholtz", "F")));

    // 3. Roll to where a code tells nothing; cubes.
    const nats = await value("nats", "nats");
    await hand.drag(page, grip("nats", "q"), [-30, 0]);
    await until("nats", "nats", (v) => v !== nats);
    await steps("nats", 5);
    await type("nats", "d", "3");
    await until("nats", "cubebits", (v) => Math.abs(v - 9) < 1e-9);

    // 4. Balls flee; collapse.
    const overlap = await value("fuzzy", "overlap");
    await steps("fuzzy", 10);
    await until("fuzzy", "overlap", (v) => v < overlap);
    await hand.drag(page, grip("fuzzy", "code 1"), [40, 20]);
    await hand.press(page, preset("fuzzy", "collapse"));
    await hand.press(page, at("#fuzzy .play"));
    await until("fuzzy", "nats", (v) => v < 0.05);

    // 5. The bound comes down.
    const far = await value("linear", "gap");
    await steps("linear", 10);
    await until("linear", "gap", (v) => v < far);
    await hand.drag(page, grip("linear", "observed y"), [0, 30]);
    await choose("gap", "energy", "wells");

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
