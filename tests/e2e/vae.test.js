// The tasks that the captions of “The variational autoencoder” set, done as a newcomer would.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { HANDS, open, reader } from "./hands.js";
import { BASE, start } from "./site.js";

let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

for (const [name, hand] of Object.entries(HANDS)) {
  test(`the six figures of variational free energy by ${name}`, async () => {
    const page = await open(browser, server, hand, "en/vae/");
    const { at, value, until, grip, preset, choose, type, steps } = reader(page, hand);

    // 1. Close the gap by hand and by descent; two wells; an energy of one's own.
    const gap = await value("variational_gap", "gap");
    await hand.drag(page, grip("variational_gap", "mean of q"), [60, 0]);
    await until("variational_gap", "gap", (v) => v < gap);
    const bound = await value("variational_gap", "bound");
    await hand.drag(page, grip("variational_gap", "width of q"), [-20, 0]);
    await until("variational_gap", "bound", (v) => v !== bound);
    await hand.press(page, at("#variational_gap .play"));
    await until("variational_gap", "gap", (v) => v < 1e-3);
    await hand.press(page, at("#variational_gap .play"));
    await hand.press(page, preset("variational_gap", "energy:drawn;m:0;s:1;beta:1"));
    const free = await value("variational_gap", "F");
    await hand.stroke(page, grip("variational_gap", "pen of the energy"), [[0.3, 0.3], [0.45, 0.2], [0.6, 0.3]]);
    await until("variational_gap", "F", (v) => v !== free);

    // 2. Heat; q never gets below.
    const cold = await value("helmholtz", "S");
    await steps("helmholtz", 3);
    await until("helmholtz", "S", (v) => v > cold);
    await hand.drag(page, grip("helmholtz", "mean of q"), [30, 0]);
    assert.ok((await value("helmholtz", "qF")) >= (await value("helmholtz", "F")));

    // 3. Roll to where a code tells nothing; cubes.
    const nats = await value("gaussian_kl", "nats");
    await hand.drag(page, grip("gaussian_kl", "q"), [-30, 0]);
    await until("gaussian_kl", "nats", (v) => v !== nats);
    await steps("gaussian_kl", 5);
    await type("gaussian_kl", "d", "3");
    await until("gaussian_kl", "cubebits", (v) => Math.abs(v - 9) < 1e-9);

    // 4. Balls flee; collapse.
    const overlap = await value("latent_balls", "overlap");
    await steps("latent_balls", 10);
    await until("latent_balls", "overlap", (v) => v < overlap);
    await hand.drag(page, grip("latent_balls", "code 1"), [40, 20]);
    await hand.press(page, preset("latent_balls", "noise:on;flight:off;springs:on;sizes:on"));
    await hand.press(page, at("#latent_balls .play"));
    await until("latent_balls", "nats", (v) => v < 0.05);

    // 5. The bound comes down.
    const far = await value("linear_gaussian_vae", "gap");
    await steps("linear_gaussian_vae", 10);
    await until("linear_gaussian_vae", "gap", (v) => v < far);
    await hand.drag(page, grip("linear_gaussian_vae", "observed y"), [0, 30]);
    await choose("variational_gap", "energy", "wells");

    // 6. Learn; drag the probe; draw a digit; collapse, and mend it.
    const untrained = await value("digits", "held");
    await steps("digits", 20);
    await until("digits", "held", (v) => v < untrained - 50);
    const probe = await at("#digits-z1").inputValue();
    await hand.drag(page, grip("digits", "probe"), [-40, 0]);
    assert.notEqual(await at("#digits-z1").inputValue(), probe);
    await hand.press(page, preset("digits", "x:drawn;drawing:0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0"));
    const blank = await value("digits", "E");
    await hand.stroke(page, grip("digits", "pen: draws a digit"), [[0.1, 0.3], [0.25, 0.3], [0.2, 0.7]]);
    await until("digits", "E", (v) => v !== blank);
    await hand.press(page, at("#digits details.more summary"));
    await hand.press(page, at("#digits .knob.toggle:has-text(\"sum up\") input"));
    await at('#digits output[data-readout="gap"]').waitFor();
    assert.ok((await value("digits", "bound")) >= (await value("digits", "F")));
    await hand.press(page, preset("digits", "start:trained;beta:1;x:held;exact:on"));
    await until("digits", "right", (v) => v > 60);
    await type("digits", "pick", "10");
    await until("digits", "E", (v) => v > 0);
    await hand.press(page, preset("digits", "start:scratch;beta:0.02;x:held"));
    await hand.press(page, at("#digits .play"));
    await until("digits", "goal", (v) => v === 1);
    await hand.press(page, at("#digits .play"));
    await type("digits", "beta", "1");
    await hand.press(page, at("#digits .play"));
    await until("digits", "goal", (v) => v === 2);

    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
}

test("digits that do not arrive are told, and can be fetched again", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  server.refused.add("digits.txt");
  await page.goto(`${server.origin}${BASE}en/vae/#digits`);
  const figure = page.locator("figure#digits");
  await figure.locator(".state.failed").waitFor({ state: "visible" });
  assert.ok(await figure.locator("svg").first().isVisible(), "its first frame stands there");
  server.refused.clear();
  await figure.locator(".again").click();
  await page.waitForSelector("figure#digits.live");
  await page.close();
});

test("a network that answers with a page of its own is seen through", async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.route(/digits\.txt/, (route) => route.fulfill({ body: "<!doctype html><p>Please log in" }));
  await page.goto(`${server.origin}${BASE}en/vae/#digits`);
  await page.locator("figure#digits .state.failed").waitFor({ state: "visible" });
  assert.equal(await page.locator("figure#digits.live").count(), 0);
  await page.close();
});

test("a link into the digits works before they have arrived", async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.origin}${BASE}en/vae/?digits=v1;start:trained;pick:1#digits`);
  await page.waitForSelector("figure#digits.live");
  const shown = await page.locator('#digits output[data-readout="bound"]').getAttribute("data-value");
  assert.ok(Math.abs(Number(shown) - 55.5) < 0.5, shown);
  await page.close();
});
