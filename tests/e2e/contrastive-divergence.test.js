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
    const loss = await value("cells", "L");
    await steps("cells", 5);
    await until("cells", "L", (v) => v < loss);
    const learned = await value("cells", "L");
    await hand.drag(page, grip("cells", "datum 10"), [70, 0]);
    await until("cells", "L", (v) => v !== learned);

    // 2. Dig; a prior stops it.
    const depth = await value("canyon", "depth");
    await steps("canyon", 6);
    await until("canyon", "depth", (v) => v > depth);
    await hand.press(page, at("#canyon .play"));
    await says("canyon", "done");
    await hand.press(page, preset("canyon", "a prior"));
    await hand.press(page, at("#canyon .reset"));
    await steps("canyon", 3);
    await until("canyon", "depth", (v) => v < 10);

    // 3. Learn; back; other data; own data, drawn, pasted and from a file.
    const kl = await value("wake", "KL");
    await steps("wake", 3);
    await until("wake", "updates", (v) => v === 6);
    await until("wake", "KL", (v) => v !== kl);
    await hand.press(page, at("#wake .back"));
    await until("wake", "updates", (v) => v === 4);
    await choose("wake", "data", "moons");
    await hand.press(page, preset("wake", "an empty square"));
    await hand.stroke(page, grip("wake", "pen: draws your own data"), [[0.3, 0.3], [0.4, 0.4], [0.6, 0.4], [0.7, 0.6]]);
    await page.waitForFunction(() => document.querySelector("#wake-points").value.split("\n").length >= 3);
    const field = knob("wake", "points");
    await field.fill("1, 2\nnonsense\n-1; 0.5\n3");
    await field.blur();
    await says("wake", "line 2 (“nonsense”), line 4 (“3”)");
    await page.waitForFunction(() => document.querySelector("#wake-points").value === "1, 2\n-1, 0.5");
    const csv = { name: "points.csv", mimeType: "text/csv", buffer: Buffer.from("0,0\nx,y\n1,1\n2,-1\n") };
    await page.locator("#wake-points-file").setInputFiles(csv);
    await says("wake", "line 2 (“x,y”)");
    await page.waitForFunction(() => document.querySelector("#wake-points").value === "0, 0\n1, 1\n2, -1");
    await hand.press(page, preset("wake", "deep image models: T = 0.00000125"));
    await says("wake", "this is optimisation");

    // 4. Break it by a preset; the goal is not reached.
    await hand.press(page, preset("mend", "flipped sign"));
    await steps("mend", 2);
    await until("mend", "goal", (v) => v === 0);
    await says("mend", "The goal is not reached");

    // 5. More steps of Gibbs sampling: a smaller angle.
    const angle = await value("bias", "angle");
    await type("bias", "k", "10");
    await until("bias", "angle", (v) => v < 0.2 * angle);
    await steps("bias", 2);

    // 6. Twins are twins until something differs.
    await choose("twins", "differ", "none");
    await steps("twins", 2);
    await until("twins", "updates", (v) => v === 2);
    assert.equal(await value("twins", "left"), await value("twins", "right"));
    await choose("twins", "differ", "T");
    await steps("twins", 2);
    await until("twins", "updates", (v) => v === 4);
    assert.notEqual(await value("twins", "left"), await value("twins", "right"));

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
