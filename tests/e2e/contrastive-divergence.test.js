// The tasks that the captions of “Contrastive divergence” set, done as a newcomer would.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { HANDS, open, reader } from "./hands.js";
import { start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the six figures of learning by ${name}`, async () => {
    const page = await open(browser, server, hand, "en/contrastive-divergence/");
    const { at, value, until, knob, grip, preset, choose, type, steps, says } = reader(page, hand);

    // 1. Push and pull; drag a datum.
    const loss = await value("tabular_likelihood", "L");
    await steps("tabular_likelihood", 5);
    await until("tabular_likelihood", "L", (v) => v < loss);
    const learned = await value("tabular_likelihood", "L");
    await hand.drag(page, grip("tabular_likelihood", "datum 10"), [70, 0]);
    await until("tabular_likelihood", "L", (v) => v !== learned);

    // 2. Dig; a prior stops it.
    const depth = await value("canyon", "depth");
    await steps("canyon", 6);
    await until("canyon", "depth", (v) => v > depth);
    await hand.press(page, at("#canyon .play"));
    await says("canyon", "done");
    await hand.press(page, preset("canyon", "limit:smooth;lambda:0.01"));
    await hand.press(page, at("#canyon .reset"));
    await steps("canyon", 3);
    await until("canyon", "depth", (v) => v < 10);

    // 3. Learn; back; other data; own data, drawn, pasted and from a file.
    const kl = await value("contrastive_training", "KL");
    await steps("contrastive_training", 3);
    await until("contrastive_training", "updates", (v) => v === 6);
    await until("contrastive_training", "KL", (v) => v !== kl);
    await hand.press(page, at("#contrastive_training .back"));
    await until("contrastive_training", "updates", (v) => v === 4);
    await choose("contrastive_training", "data", "moons");
    await hand.press(page, preset("contrastive_training", "points:;data:own"));
    await hand.stroke(page, grip("contrastive_training", "pen: draws your own data"), [[0.3, 0.3], [0.4, 0.4], [0.6, 0.4], [0.7, 0.6]]);
    await page.waitForFunction(() => document.querySelector("#contrastive_training-points").value.split("\n").length >= 3);
    const field = knob("contrastive_training", "points");
    await field.fill("1, 2\nnonsense\n-1; 0.5\n3");
    await field.blur();
    await says("contrastive_training", "line 2 (“nonsense”), line 4 (“3”)");
    await page.waitForFunction(() => document.querySelector("#contrastive_training-points").value === "1, 2\n-1, 0.5");
    const csv = { name: "points.csv", mimeType: "text/csv", buffer: Buffer.from("0,0\nx,y\n1,1\n2,-1\n") };
    await page.locator("#contrastive_training-points-file").setInputFiles(csv);
    await says("contrastive_training", "line 2 (“x,y”)");
    await page.waitForFunction(() => document.querySelector("#contrastive_training-points").value === "0, 0\n1, 1\n2, -1");
    await hand.press(page, preset("contrastive_training", "start:persistent;k:60;eta:10;T:1.25e-6;fresh:0.05"));
    await says("contrastive_training", "this is optimisation");

    // 4. Break it by a preset; the goal is not reached.
    await hand.press(page, preset("training_failures", "goal:flip;data:eight;start:persistent;k:20;eta:0.01;T:1;fresh:0.05;rate:0.006;alpha:0.01;flip:on"));
    await steps("training_failures", 2);
    await until("training_failures", "goal", (v) => v === 0);
    await says("training_failures", "The goal is not reached");

    // 5. More steps of Gibbs sampling: a smaller angle.
    const angle = await value("cd_gradient_bias", "angle");
    await type("cd_gradient_bias", "k", "10");
    await until("cd_gradient_bias", "angle", (v) => v < 0.2 * angle);
    await steps("cd_gradient_bias", 2);

    // 6. Twins are twins until something differs.
    await choose("common_random_numbers", "differ", "none");
    await steps("common_random_numbers", 2);
    await until("common_random_numbers", "updates", (v) => v === 2);
    assert.equal(await value("common_random_numbers", "left"), await value("common_random_numbers", "right"));
    await choose("common_random_numbers", "differ", "T");
    await steps("common_random_numbers", 2);
    await until("common_random_numbers", "updates", (v) => v === 4);
    assert.notEqual(await value("common_random_numbers", "left"), await value("common_random_numbers", "right"));

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
