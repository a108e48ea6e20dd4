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
    const energy = await value("langevin_step", "E");
    await steps("langevin_step", 10);
    await until("langevin_step", "E", (v) => v < energy);
    const x = await value("langevin_step", "at1");
    await hand.drag(page, grip("langevin_step", "the start"), [-40, -40]);
    await until("langevin_step", "at1", (v) => v !== x);
    await hand.press(page, preset("langevin_step", "T:3"));
    await until("langevin_step", "sigma", (v) => Math.abs(v - Math.sqrt(0.3)) < 1e-9);

    // 2. The cloud falls; another start; an energy of one's own.
    const kl = await value("langevin_chains", "KL");
    await steps("langevin_chains", 8);
    await until("langevin_chains", "KL", (v) => v < 0.5 * kl);
    await until("langevin_chains", "ess", (v) => v > 0);
    const mean = await value("langevin_chains", "E");
    await hand.drag(page, grip("langevin_chains", "the common start"), [50, 0]);
    await until("langevin_chains", "E", (v) => v !== mean);
    await choose("langevin_chains", "energy", "moons");
    await says("langevin_chains", "trained on two moons");
    await hand.press(page, preset("langevin_chains", "points:;energy:own;start:even;eta:0.01"));
    await hand.stroke(page, grip("langevin_chains", "pen: draws your own valleys"), [[0.3, 0.3], [0.5, 0.25], [0.7, 0.4], [0.75, 0.7]]);
    await page.waitForFunction(() => document.querySelector("#langevin_chains-points").value.split("\n").length >= 3);
    await says("langevin_chains", "valleys of your own");
    await steps("langevin_chains", 2);

    // 3. A longer step, a larger variance; the test; too long a step.
    await type("langevin_bias", "eta", "1");
    await steps("langevin_bias", 12);
    await until("langevin_bias", "V", (v) => v > 1.7 && v < 2.3);
    await hand.press(page, at("#langevin_bias .toggle input"));
    await steps("langevin_bias", 3);
    await until("langevin_bias", "accepted", (v) => v > 60 && v < 95);
    await hand.press(page, preset("langevin_bias", "energy:normal;test:off;sweep:off;eta:2.3"));
    await hand.press(page, at("#langevin_bias .reset"));
    await hand.press(page, at("#langevin_bias .play"));
    await says("langevin_bias", "have flown off");

    // 4. Hops; warmer; cooled.
    await hand.press(page, preset("kramers_escape", "plan:hold;T:2;h:3"));
    await steps("kramers_escape", 15);
    await until("kramers_escape", "hops", (v) => v > 5);
    await hand.press(page, preset("kramers_escape", "plan:anneal;T:0.25;h:3;cooling:10"));
    await steps("kramers_escape", 3);
    await until("kramers_escape", "now", (v) => v < 3 && v > 2);

    // 5. All pay the same.
    await steps("sampler_comparison", 4);
    await until("sampler_comparison", "cost", (v) => v === 40);
    await choose("sampler_comparison", "energy", "donut");
    await until("sampler_comparison", "cost", (v) => v === 0);
    await steps("sampler_comparison", 2);

    // 6. From noise; then descend.
    const away = await value("denoising_trajectories", "model");
    await steps("denoising_trajectories", 15);
    await until("denoising_trajectories", "model", (v) => v < 0.5 * away);
    await choose("denoising_trajectories", "plan", "descend");
    await until("denoising_trajectories", "T", (v) => v === 0);
    await choose("denoising_trajectories", "start", "data");
    await until("denoising_trajectories", "noisy", (v) => v > 0.3 && v < 0.7);

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
