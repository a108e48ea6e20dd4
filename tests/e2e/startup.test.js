// How a page starts: which wasm it takes, which figures come to life when, what it does not fetch.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { frames } from "./hands.js";
import { BASE, live, start } from "./site.js";

const CHAPTERS = ["energies", "free-energy", "gibbs", "contrastive-divergence", "langevin", "vae", "lagrangian"].map((name) => `en/${name}/`);

let server, browser, close;
before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

const wrongs = [];
async function open(path, prepare, wide = 1280) {
  const context = await browser.newContext({ viewport: { width: wide, height: 800 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.asked = [];
  page.on("request", (request) => page.asked.push(request.url()));
  page.on("pageerror", (error) => wrongs.push(error.message));
  if (prepare) await page.addInitScript(prepare);
  await page.goto(server.origin + BASE + path);
  return page;
}

/** Every read-out of the page after three steps of every figure. */
async function values(page) {
  await live(page);
  for (const step of await page.locator("figure .step:enabled").all()) {
    for (let i = 0; i < 3 && (await step.isEnabled()); i++) await step.click();
  }
  // Words come within a few frames of the picture.
  await frames(page, 20);
  return page.locator("[data-value]").evaluateAll((all) =>
    all.map((one) => [one.closest("figure").id, one.dataset.readout, one.dataset.value]),
  );
}

test("a browser without 128-bit vectors takes the other build and shows the same numbers", async () => {
  const usual = await open("en/energies/");
  const before = await values(usual);
  assert.ok(!usual.asked.some((url) => url.includes("/fallback/")));
  const old = await open("en/energies/", () => {
    WebAssembly.validate = () => false;
  });
  const after = await values(old);
  const wasm = old.asked.filter((url) => url.endsWith(".wasm"));
  assert.ok(wasm.length > 0 && wasm.every((url) => url.includes("/repo/fallback/")), wasm.join());
  assert.ok(before.length > 10, `${before.length} read-outs`);
  // How long a step took is the machine's, not the mathematics'.
  assert.deepEqual(after, before);
  await usual.context().close();
  await old.context().close();
});

test("the fonts that a page first shows come with its style, and no others", async () => {
  const faces = {
    "source-serif-4": "Source Serif 4 normal",
    "source-serif-4-italic": "Source Serif 4 italic",
    "source-sans-3": "Source Sans 3 normal",
    "stix-two-math": "STIX Two Math normal",
  };
  for (const path of ["", ...CHAPTERS]) {
    const page = await open(path, null, 412);
    await page.waitForLoadState("networkidle");
    const early = await page.locator('link[rel="preload"][as="font"]').evaluateAll((all) =>
      all.map((link) => link.href.match(/([^/]*)\.woff2$/)[1]),
    );
    const shown = await page.evaluate(() =>
      [...document.fonts]
        .filter((face) => face.status === "loaded" && !/"?as /.test(face.family))
        .map((face) => `${face.family.replaceAll('"', "")} ${face.style}`),
    );
    assert.deepEqual(early.map((name) => faces[name]).sort(), [...new Set(shown)].sort(), path);
    await page.context().close();
  }
});

test("a figure comes to life when the reader comes near it, and no sooner", async () => {
  const page = await open("en/gibbs/", null, 360);
  await page.waitForSelector("figure.live", { state: "attached", timeout: 10_000 }).catch(() => {});
  // What is far away would have come to life by now.
  await frames(page, 30);
  const last = page.locator("figure[data-demo]").last();
  assert.equal(await last.evaluate((f) => f.classList.contains("live")), false);
  assert.ok(await last.locator("svg").first().isVisible(), "its first frame stands there");
  await last.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.querySelectorAll("figure[data-demo]")].at(-1).classList.contains("live"));
  await page.context().close();
});

test("a link in the prose sets a figure that was not alive yet", async () => {
  const page = await open("en/gibbs/", null, 360);
  await page.waitForFunction(() => document.querySelector("form")); // The exercises: the wasm runs.
  await page.evaluate(() => (window.stays = true));
  const name = "draw_energy";
  assert.equal(await page.locator(`#${name}.live`).count(), 0);
  await page.locator(`a.set[href="?${name}=T:0.05#${name}"]`).first().evaluate((link) => link.click());
  await page.waitForSelector(`#${name}.live`);
  await page.waitForFunction((id) => document.getElementById(`${id}-T`).parentElement.querySelector(".exact").value === "0.05", name);
  assert.equal(await page.evaluate(() => window.stays), true, "the page was not loaded again");
  await page.context().close();
});

test("a long replay leaves the page free: it says where it is, and another wish ends it", async () => {
  const page = await open("en/contrastive-divergence/");
  await page.waitForFunction(() => document.querySelector("form"));
  await page.locator('a.set[href="?contrastive_training=step:1600#contrastive_training"]').evaluate((link) => link.click());
  const says = (words) =>
    page.waitForFunction((w) => document.querySelector("#contrastive_training .where")?.textContent.includes(w), words);
  await says("on the way to 1600");
  await page.locator("#contrastive_training .reset").click();
  await says("step 0");
  await frames(page, 30);
  assert.equal(await page.locator("#contrastive_training .where").innerText(), "step 0");
  // The same end by the scrubber as by the link: bit for bit.
  const kl = () => page.locator('#contrastive_training output[data-readout="KL"]').getAttribute("data-value");
  await page.locator("#contrastive_training .reset").evaluate(() => history.replaceState(null, "", "?contrastive_training=v1;step:60"));
  await page.reload();
  await page.locator("#contrastive_training").scrollIntoViewIfNeeded();
  await says("step 60");
  const at60 = await kl();
  await page.locator("#contrastive_training details.run").evaluate((d) => (d.open = true));
  for (const step of ["7", "60"]) {
    await page.locator("#contrastive_training .scrub").fill(step);
    await page.waitForFunction((n) => document.querySelector("#contrastive_training .where").textContent === `step ${n}`, step);
  }
  assert.equal(await kl(), at60);
  // While it plays it says how fast.
  await page.locator("#contrastive_training .play").click();
  await page.waitForFunction(() => /\d steps\/s/.test(document.querySelector("#contrastive_training .pace").textContent));
  await page.locator("#contrastive_training .play").click();
  await page.waitForFunction(() => document.querySelector("#contrastive_training .pace").textContent === "");
  await page.context().close();
});

test("on a slow processor each plot shows where its figure has come to, though over several frames", async () => {
  const page = await open("en/contrastive-divergence/");
  await page.locator("#common_random_numbers").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("#common_random_numbers.live canvas")?.width > 0);
  const slow = await page.context().newCDPSession(page);
  const pace = (rate) => slow.send("Emulation.setCPUThrottlingRate", { rate });
  const says = (test) => page.waitForFunction((t) => new RegExp(t).test(document.querySelector("#common_random_numbers .where").textContent), test);
  // The reds of all pixels, a canvas a list, once things have come to rest.
  const reds = () =>
    page.locator("#common_random_numbers canvas").evaluateAll((all) =>
      all.map((c) => [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data.filter((_, i) => i % 4 === 0)]),
    );
  const look = async () => {
    for (let before = []; ; ) {
      await frames(page, 15);
      const now = await reds();
      if (JSON.stringify(now) === JSON.stringify(before)) {
        await pace(1);
        return now;
      }
      before = now;
    }
  };
  const before = await look();
  await pace(12);
  await page.locator("#common_random_numbers .play").click();
  await says("^step [4-9]\\d");
  await page.waitForFunction(() => /as (fast|many) as this device can/.test(document.querySelector("#common_random_numbers .pace").textContent));
  await page.locator("#common_random_numbers .play").click();
  const played = await look();
  await pace(12);
  await page.locator("#common_random_numbers .reset").click();
  await says("^step 0");
  const back = await look();
  assert.equal(before.length, 5);
  const differ = (a, b) => a.filter((v, i) => Math.abs(v - b[i]) > 8).length / a.length;
  for (const [i, canvas] of before.entries()) {
    assert.ok(differ(canvas, played[i]) > 0.001, `plot ${i + 1} has moved on`);
    assert.ok(differ(canvas, back[i]) < 0.001, `plot ${i + 1} has come back`);
  }
  await page.context().close();
});

test("a page fetches the figures of its own chapter, and another's when the reader goes there", async () => {
  const page = await open("en/gibbs/");
  await live(page);
  const parts = () => page.asked.filter((url) => url.includes("/parts-") && url.endsWith(".wasm")).map((url) => url.split("/").at(-1));
  assert.deepEqual(parts(), ["gibbs.wasm"]);
  await page.evaluate(() => (window.stays = true));
  await page.locator(".way-on a").first().evaluate((link) => link.click());
  await page.waitForFunction(() => location.pathname.includes("free-energy"));
  await live(page);
  assert.equal(await page.evaluate(() => window.stays), true, "the page was not loaded again");
  assert.deepEqual(parts(), ["gibbs.wasm", "free_energy.wasm"]);
  await page.context().close();
});

test("figures whose part does not arrive say so, and can be fetched again", async () => {
  server.refused.add("energies.wasm");
  const page = await open("en/energies/");
  const figure = page.locator("figure#horn");
  await figure.locator(".state.failed").waitFor({ state: "visible" });
  assert.ok(await figure.locator("svg").first().isVisible(), "its first frame stands there");
  server.refused.clear();
  await figure.locator(".again").click();
  await page.waitForSelector("figure#horn.live");
  await page.context().close();
});

test("the pages need no second part of a font, and fetch nothing twice", async () => {
  for (const path of ["en/", ...CHAPTERS]) {
    const page = await open(path);
    if (path !== "en/") await live(page);
    await page.evaluate(() => document.fonts.ready);
    const rest = page.asked.filter((url) => url.endsWith("-rest.woff2"));
    assert.deepEqual(rest, [], path);
    // The icon is the browser's own affair.
    const ours = page.asked.filter((url) => !url.endsWith(".svg"));
    const twice = ours.filter((url, i) => ours.indexOf(url) !== i);
    assert.deepEqual(twice, [], `${path}: fetched twice`);
    await page.context().close();
  }
});

test("nothing went wrong on the way", () => assert.deepEqual(wrongs, []));
