// The tasks that the captions of “Langevin dynamics” set, done as a newcomer would.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { HANDS, open, reader } from "./hands.js";
import { start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the six figures of Langevin by ${name}`, async () => {
    const page = await open(browser, server, hand, "en/langevin/");
    const { at, value, until, grip, preset, choose, type, steps, says } = reader(page, hand);

    // 1. Single steps; then the start is dragged.
    const energy = await value("walk", "E");
    await steps("walk", 10);
    await until("walk", "E", (v) => v < energy);
    const x = await value("walk", "at1");
    await hand.drag(page, grip("walk", "the start"), [-40, -40]);
    await until("walk", "at1", (v) => v !== x);
    await hand.press(page, preset("walk", "warm"));
    await until("walk", "sigma", (v) => Math.abs(v - Math.sqrt(0.3)) < 1e-9);

    // 2. The cloud falls; another start; an energy of one's own.
    const kl = await value("swarm", "KL");
    await steps("swarm", 8);
    await until("swarm", "KL", (v) => v < 0.5 * kl);
    await until("swarm", "ess", (v) => v > 0);
    const mean = await value("swarm", "E");
    await hand.drag(page, grip("swarm", "the common start"), [50, 0]);
    await until("swarm", "E", (v) => v !== mean);
    await choose("swarm", "energy", "moons");
    await says("swarm", "trained on two moons");
    await hand.press(page, preset("swarm", "an empty square"));
    await hand.stroke(page, grip("swarm", "pen: draws your own valleys"), [[0.3, 0.3], [0.5, 0.25], [0.7, 0.4], [0.75, 0.7]]);
    await page.waitForFunction(() => document.querySelector("#swarm-points").value.split("\n").length >= 3);
    await says("swarm", "valleys of your own");
    await steps("swarm", 2);

    // 3. A longer step, a larger variance; the test; too long a step.
    await type("price", "eta", "1");
    await steps("price", 12);
    await until("price", "V", (v) => v > 1.7 && v < 2.3);
    await hand.press(page, at("#price .toggle input"));
    await steps("price", 3);
    await until("price", "accepted", (v) => v > 60 && v < 95);
    await hand.press(page, preset("price", "too long a step"));
    await hand.press(page, at("#price .reset"));
    await hand.press(page, at("#price .play"));
    await says("price", "have flown off");

    // 4. Hops; warmer; cooled.
    await hand.press(page, preset("barrier", "warm"));
    await steps("barrier", 15);
    await until("barrier", "hops", (v) => v > 5);
    await hand.press(page, preset("barrier", "cooled in a time of 10"));
    await steps("barrier", 3);
    await until("barrier", "now", (v) => v < 3 && v > 2);

    // 5. All pay the same.
    await steps("contest", 4);
    await until("contest", "cost", (v) => v === 40);
    await choose("contest", "energy", "donut");
    await until("contest", "cost", (v) => v === 0);
    await steps("contest", 2);

    // 6. From noise; then descend.
    const away = await value("emerge", "model");
    await steps("emerge", 15);
    await until("emerge", "model", (v) => v < 0.5 * away);
    await choose("emerge", "plan", "descend");
    await until("emerge", "T", (v) => v === 0);
    await choose("emerge", "start", "data");
    await until("emerge", "noisy", (v) => v > 0.3 && v < 0.7);

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
