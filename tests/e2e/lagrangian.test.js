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
    const angle = await value("tangent", "angle");
    await steps("tangent", 15);
    await until("tangent", "angle", (v) => v < 0.7 * angle);
    const least = await value("tangent", "least");
    await hand.drag(page, grip("tangent", "level c"), [25, 0]);
    await until("tangent", "least", (v) => v < least);
    await hand.drag(page, grip("tangent", "the bottom of f"), [-30, 0]);
    await hand.press(page, at("#tangent .play"));
    await until("tangent", "left", (v) => v < 1e-8);
    assert.ok(Math.abs((await value("tangent", "lambda")) - (await value("tangent", "price"))) < 1e-4);

    // 2. Three buttons; a state pulled off again.
    await hand.press(page, preset("springs", "∂L/∂λ = 0: forward"));
    for (const key of ["l1", "l2", "l3", "l4"]) await until("springs", key, (v) => v === 0);
    await hand.press(page, preset("springs", "∂L/∂z = 0: backward"));
    for (const key of ["s1", "s2", "s3", "s4"]) await until("springs", key, (v) => Math.abs(v) < 1e-12);
    const weight = await value("springs", "u1");
    const cost = await value("springs", "true");
    await hand.press(page, preset("springs", "step down ∂L/∂w"));
    await until("springs", "u1", (v) => v !== weight);
    await until("springs", "true", (v) => v < cost);
    await hand.drag(page, grip("springs", "state z2"), [0, -30]);
    await until("springs", "l2", (v) => Math.abs(v) > 0.05);

    // 3. Three ways to one number.
    await hand.drag(page, grip("adjoint", "input x"), [-25, 20]);
    await until("adjoint", "backprop", (v) => v < 1e-12);
    await until("adjoint", "numeric", (v) => v < 1e-6);
    await hand.press(page, preset("adjoint", "a wide difference"));
    await until("adjoint", "numeric", (v) => v > 1e-6);

    // 4. It trains; the two trainings are one; a curve of one's own.
    const loss = await value("drill", "loss");
    await steps("drill", 10);
    await until("drill", "loss", (v) => v < 0.5 * loss);
    await until("drill", "gap", (v) => v === 0);
    await choose("drill", "task", "curve");
    const before = await value("drill", "loss");
    await hand.stroke(page, grip("drill", "pen of the curve"), [[0.3, 0.2], [0.45, 0.25], [0.6, 0.2]]);
    await until("drill", "loss", (v) => v !== before);
    await steps("drill", 2);

    // 5. Stiff springs: tensions become multipliers.
    await type("penalty", "rho", "1");
    const gap = await value("penalty", "gap");
    await type("penalty", "rho", "1000");
    await until("penalty", "gap", (v) => v < 0.1 * gap);
    await hand.drag(page, grip("penalty", "target y"), [0, 25]);
    await choose("penalty", "plan", "learn");
    const far = await value("penalty", "C");
    await steps("penalty", 5);
    await until("penalty", "C", (v) => v < far);

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}
