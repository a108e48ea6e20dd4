// The tasks that the captions of “Backpropagation as mechanics” set, done as a newcomer would.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { HANDS, open, reader } from "./hands.js";
import { start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the five figures of the Lagrangian by ${name}`, async () => {
    const page = await open(browser, server, hand, "en/lagrangian/");
    const { at, value, until, grip, preset, choose, type, steps } = reader(page, hand);

    // 1. The gradients line up; the price; the curve is moved.
    const angle = await value("lagrange_multiplier", "angle");
    await steps("lagrange_multiplier", 15);
    await until("lagrange_multiplier", "angle", (v) => v < 0.7 * angle);
    const least = await value("lagrange_multiplier", "least");
    await hand.drag(page, grip("lagrange_multiplier", "level c"), [25, 0]);
    await until("lagrange_multiplier", "least", (v) => v < least);
    await hand.drag(page, grip("lagrange_multiplier", "the bottom of f"), [-30, 0]);
    await hand.press(page, at("#lagrange_multiplier .play"));
    await until("lagrange_multiplier", "left", (v) => v < 1e-8);
    assert.ok(Math.abs((await value("lagrange_multiplier", "lambda")) - (await value("lagrange_multiplier", "price"))) < 1e-4);

    // 2. Three buttons; a state pulled off again.
    await hand.press(page, preset("constraint_network", "move:forward;+1"));
    for (const key of ["l1", "l2", "l3", "l4"]) await until("constraint_network", key, (v) => v === 0);
    await hand.press(page, preset("constraint_network", "move:backward;+1"));
    for (const key of ["s1", "s2", "s3", "s4"]) await until("constraint_network", key, (v) => Math.abs(v) < 1e-12);
    const weight = await value("constraint_network", "u1");
    const cost = await value("constraint_network", "true");
    await hand.press(page, preset("constraint_network", "move:weights;+1"));
    await until("constraint_network", "u1", (v) => v !== weight);
    await until("constraint_network", "true", (v) => v < cost);
    await hand.drag(page, grip("constraint_network", "state z2"), [0, -30]);
    await until("constraint_network", "l2", (v) => Math.abs(v) > 0.05);

    // 3. Three ways to one number.
    await hand.drag(page, grip("adjoint_state", "input x"), [-25, 20]);
    await until("adjoint_state", "backprop", (v) => v < 1e-12);
    await until("adjoint_state", "numeric", (v) => v < 1e-6);
    await hand.press(page, preset("adjoint_state", "h:0.1"));
    await until("adjoint_state", "numeric", (v) => v > 1e-6);

    // 4. It trains; the two trainings are one; a curve of one's own.
    const loss = await value("lagrangian_training", "loss");
    await steps("lagrangian_training", 10);
    await until("lagrangian_training", "loss", (v) => v < 0.5 * loss);
    await until("lagrangian_training", "gap", (v) => v === 0);
    await choose("lagrangian_training", "task", "curve");
    const before = await value("lagrangian_training", "loss");
    await hand.stroke(page, grip("lagrangian_training", "pen of the curve"), [[0.3, 0.2], [0.45, 0.25], [0.6, 0.2]]);
    await until("lagrangian_training", "loss", (v) => v !== before);
    await steps("lagrangian_training", 2);

    // 5. Stiff springs: tensions become multipliers.
    await type("quadratic_penalty", "rho", "1");
    const gap = await value("quadratic_penalty", "gap");
    await type("quadratic_penalty", "rho", "1000");
    await until("quadratic_penalty", "gap", (v) => v < 0.1 * gap);
    await hand.drag(page, grip("quadratic_penalty", "target y"), [0, 25]);
    await choose("quadratic_penalty", "plan", "learn");
    const far = await value("quadratic_penalty", "C");
    await steps("quadratic_penalty", 5);
    await until("quadratic_penalty", "C", (v) => v < far);

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
