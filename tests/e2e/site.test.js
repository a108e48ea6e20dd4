// End to end: the built dist/ in a real Chromium, under /repo/, as GitHub Pages would serve it.
// The release build must lie in dist/ (cargo xtask build --public-url /repo/).
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import { BASE, layOutAll, live, start } from "./site.js";
import { frames } from "./hands.js";

const PAGES = ["", "en/", "en/energies/", "en/free-energy/", "en/gibbs/", "en/contrastive-divergence/", "en/langevin/", "en/vae/", "en/lagrangian/"];
const CHAPTER = "en/energies/";
let server, browser, close;

before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

/** A page with a log of everything that went wrong on it. */
async function open(path, { wide = 1280, scheme = "light", ...more } = {}) {
  const context = await browser.newContext({
    viewport: { width: wide, height: 800 },
    colorScheme: scheme,
    reducedMotion: "reduce",
    ...more,
  });
  const page = await context.newPage();
  page.wrongs = [];
  page.on("console", (message) => {
    const { text, type } = { text: message.text(), type: message.type() };
    if (["error", "warning"].includes(type)) page.wrongs.push(`${text} (${message.location().url})`);
  });
  page.on("pageerror", (error) => page.wrongs.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.origin) && !url.startsWith("data:") && !url.startsWith("blob:")) {
      page.wrongs.push(`a request left the site: ${url}`);
    }
  });
  const response = await page.goto(server.origin + BASE + path);
  page.status = response.status();
  return page;
}

/** Sends what a finger sends. */
async function finger(page) {
  const session = await page.context().newCDPSession(page);
  return (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
}

const readout = (page, figure, key) =>
  page.locator(`#${figure} output[data-readout="${key}"]`).getAttribute("data-value").then(Number);

for (const path of PAGES) {
  for (const scheme of ["light", "dark"]) {
    for (const wide of [360, 1280]) {
      test(`/${path} at ${wide} px, ${scheme}: figures mount, nothing is wrong, axe finds nothing`, async () => {
        const page = await open(path, { wide, scheme });
        assert.equal(page.status, 200);
        await live(page);
        await layOutAll(page);
        for (const details of await page.locator("details").all()) {
          await details.evaluate((element) => (element.open = true));
        }
        const axe = await new AxeBuilder({ page }).analyze();
        const found = axe.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).slice(0, 3).join(" | ")}`);
        assert.deepEqual(found, []);
        assert.deepEqual(page.wrongs, []);
        await page.context().close();
      });
    }
  }
  test(`/${path}: no sideways scrolling at 320 px`, async () => {
    const page = await open(path, { wide: 320 });
    await live(page);
    await layOutAll(page);
    const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(inner <= outer, `${inner} > ${outer}`);
    await page.context().close();
  });
}

test("a slow drag keeps hold of its handle", async () => {
  const page = await open(CHAPTER);
  await live(page);
  const grip = page.locator("#landscape .grip").first();
  await grip.scrollIntoViewIfNeeded();
  const box = await grip.boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 10; i++) {
    await page.mouse.move(x - 20 * i, y + 5 * i);
    await frames(page, 3);
  }
  await page.mouse.up();
  await page.waitForFunction(
    ([grip, goal]) => Math.abs(grip.getBoundingClientRect().x - goal) < 3,
    [await grip.elementHandle(), box.x - 200],
  );
  const after = await grip.boundingBox();
  assert.ok(Math.abs(after.x - (box.x - 200)) < 3, `it went ${after.x - box.x} px, not -200`);
  assert.ok(Math.abs(after.y - (box.y + 50)) < 3, `it went ${after.y - box.y} px, not 50`);
  await page.context().close();
});

test("without JavaScript the chapter is complete", async () => {
  const page = await open(CHAPTER, { javaScriptEnabled: false });
  // Not innerText, which leaves out what is far from the screen.
  const text = await page.locator("main").textContent();
  for (const words of ["predict", "Sample 23", "Exhaustive search", "Worked solution", "Controls, as drawn"]) {
    assert.ok(text.includes(words), words);
  }
  assert.ok((await page.locator("math").count()) > 30);
  const figures = await page.locator("figure[data-demo]").count();
  assert.ok(figures >= 7);
  assert.equal(await page.locator("figure[data-demo]:has(svg.plot-svg)").count(), figures);
  assert.equal(await page.locator("figure[data-demo] .defaults:visible").count(), figures);
  const box = await page.locator("#horn svg").first().boundingBox();
  assert.ok(box.width > 200 && box.height > 100);
  assert.ok(await page.locator("#theme").isHidden(), "no button that does nothing");
  await page.context().close();
});

test("a refused wasm leaves the page readable and says so beside each figure", async () => {
  server.refused.add("_bg.wasm");
  try {
    const page = await open(CHAPTER);
    await page.waitForSelector("html.no-wasm");
    const figures = await page.locator("figure[data-demo]").count();
    assert.equal(await page.locator(".state.blocked:visible").count(), figures);
    assert.equal(await page.locator("figure svg.plot-svg").first().isVisible(), true);
    // Links are plain links now.
    await page.locator("header a.home").click();
    await page.waitForURL(server.origin + BASE);
    await page.context().close();
  } finally {
    server.refused.clear();
  }
});

test("offline after loading: the page stays alive, and a lost next page is the browser's to tell", async () => {
  const page = await open(CHAPTER);
  await live(page);
  await page.context().setOffline(true);
  await page.locator("#decoder .step").click();
  await page.waitForFunction(() => document.querySelector("#decoder .where").textContent === "step 1");
  await page.context().close();
});

test("an unknown path gets a real contents page with status 404", async () => {
  const page = await open("en/nothing/here/");
  assert.equal(page.status, 404);
  await page.locator('a:text-is("Energies")').click();
  await page.waitForURL(server.origin + BASE + CHAPTER);
  await page.context().close();
});

test("navigation stays in the page and keeps history, hash, title, focus and scroll", async () => {
  const page = await open("");
  await live(page);
  await page.evaluate(() => (window.sameDocument = true));
  await page.evaluate(() => {
    scrollTo(0, 500);
    document.querySelector('main a[href$="en/energies/"]').click();
  });
  await page.waitForFunction(() => document.title.startsWith("Energies"));
  await live(page);
  assert.equal(page.url(), server.origin + BASE + CHAPTER);
  assert.equal(await page.evaluate(() => window.sameDocument), true, "no reload");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.waitForFunction(() => scrollY === 0);
  const described = await page.locator('link[rel="canonical"]').getAttribute("href");
  assert.equal(described, `https://example.org${BASE}${CHAPTER}`);
  await page.goBack();
  await page.waitForFunction(() => document.title.startsWith("Downhill"));
  await page.waitForFunction(() => Math.abs(scrollY - 500) < 60);
  await page.goForward();
  await page.waitForFunction(() => document.title.startsWith("Energies"));
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  // A hash on another page.
  await page.locator('header nav a:text-is("Contents")').click();
  await page.waitForFunction(() => location.hash === "#contents" && scrollY > 300);
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  // With a modifier the browser opens a tab of its own.
  const [tab] = await Promise.all([
    page.context().waitForEvent("page"),
    page.locator('main a:text-is("Energies")').first().click({ modifiers: ["ControlOrMeta"] }),
  ]);
  await tab.waitForURL(server.origin + BASE + CHAPTER);
  assert.ok(page.url().startsWith(server.origin + BASE + "#contents"));
  assert.deepEqual(page.wrongs, []);
  await page.context().close();
});

test("a deep link with a hash scrolls there, and a link to a state restores it", async () => {
  const page = await open(`${CHAPTER}?graph=v1;z:0;y1:1;y2:1#graph`);
  await live(page);
  assert.equal(await readout(page, "graph", "E"), 2);
  assert.ok((await page.evaluate(() => scrollY)) > 1000);
  // Garbage gets a message, and the rest of it counts.
  const bad = await open(`${CHAPTER}?graph=v1;z:0;w1:1e999;y1:%F0%9F%98%80;q:1&&=;horn&horn=%`);
  await live(bad);
  assert.equal(await bad.locator("#graph .notices p").count(), 3);
  assert.ok((await bad.locator("#horn .notices p").count()) >= 1);
  assert.deepEqual(bad.wrongs, []);
  await page.context().close();
  await bad.context().close();
});

test("the address follows the figure without flooding the history", async () => {
  const page = await open(CHAPTER);
  await live(page);
  const entries = await page.evaluate(() => history.length);
  const slider = page.locator("#graph-z");
  await slider.focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => location.search === "?graph=v1;z:1");
  assert.equal(await page.evaluate(() => history.length), entries);
  await page.reload();
  await live(page);
  assert.equal(await readout(page, "graph", "z"), 1);
  await page.locator("#graph .defaults-button").click();
  await page.waitForFunction(() => location.search === "");
  await page.context().close();
});

test("links in the prose set the figure, and the number they quote is read out", async () => {
  const page = await open(CHAPTER);
  await live(page);
  const link = page.locator('a.set[href^="?energy_of_one_sample=z:0"]').first();
  const quoted = await link.textContent();
  await link.click();
  await page.waitForFunction(() => document.querySelector('#energy_of_one_sample output[data-readout="z"]').dataset.value === "0");
  assert.equal((await readout(page, "energy_of_one_sample", "E")).toFixed(2), quoted.replace(/[^\d.]/g, ""));
  assert.equal(await page.evaluate(() => window.location.pathname), BASE + CHAPTER);
  // Once things have come to rest, screen readers are told the caption, once.
  await page.waitForFunction(() => {
    const said = document.querySelector("#energy_of_one_sample [aria-live=polite]").textContent;
    return said !== "" && said === document.querySelector("#energy_of_one_sample .now").textContent;
  });
  await page.context().close();
});

test("handles move by mouse, and by touch at 360 px, with 44 px to take hold of", async () => {
  for (const more of [{ wide: 1280 }, { wide: 360, hasTouch: true, isMobile: true }]) {
    const page = await open(CHAPTER, more);
    await live(page);
    const grip = page.locator("#landscape .grip");
    await grip.scrollIntoViewIfNeeded();
    const box = await grip.boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44);
    const before = await readout(page, "landscape", "E");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (more.hasTouch) {
      const touch = await finger(page);
      await touch("touchStart", [{ x, y }]);
      for (let i = 1; i <= 5; i++) await touch("touchMove", [{ x: x - 10 * i, y: y + 5 * i }]);
      await touch("touchEnd", []);
    } else {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x - 60, y + 40, { steps: 5 });
      await page.mouse.up();
    }
    await page.waitForFunction(
      (old) => Number(document.querySelector('#landscape output[data-readout="E"]').dataset.value) < old - 0.5,
      before,
    );
    await page.context().close();
  }
});

test("a finger that swipes up over a plot scrolls the page", async () => {
  const page = await open(CHAPTER, { wide: 360, hasTouch: true, isMobile: true });
  await live(page);
  for (const figure of ["horn", "landscape"]) {
    const plot = page.locator(`#${figure} canvas`).first();
    await plot.scrollIntoViewIfNeeded();
    const box = await plot.boundingBox();
    const start = await page.evaluate(() => scrollY);
    const touch = await finger(page);
    const [x, y] = [box.x + 40, Math.min(box.y + box.height / 2, 700)];
    await touch("touchStart", [{ x, y }]);
    for (let i = 1; i <= 10; i++) await touch("touchMove", [{ x, y: y - 25 * i }]);
    await touch("touchEnd", []);
    await page.waitForFunction((from) => scrollY > from + 100, start);
  }
  await page.context().close();
});

test("by keyboard alone: every control of a figure is reached and works", async () => {
  const page = await open(CHAPTER);
  await live(page);
  await page.locator("#inference .surface").first().focus();
  const seen = new Set();
  for (let i = 0; i < 40; i++) {
    const here = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e.closest("#inference")) return null;
      const name = e.getAttribute("aria-label") || e.labels?.[0]?.innerText || e.innerText || "";
      return { name: name.trim(), kind: e.className || e.id || e.tagName };
    });
    if (!here) break;
    assert.ok(here.name, `something without a name: ${here.kind}`);
    seen.add(here.kind);
    await page.keyboard.press("Tab");
  }
  for (const kind of ["surface", "grip", "play", "step", "reset", "preset", "inference-find", "inference-y1"]) {
    assert.ok(seen.has(kind), `${kind} was not reached: ${[...seen]}`);
  }
  await page.locator("#inference .play").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#inference .where").textContent === "step 48, done");
  assert.equal(await readout(page, "inference", "evaluations"), 48);
  await page.context().close();
});

test("of many handles one is a stop of the Tab key, and Page Down leads to the next", async () => {
  const page = await open("en/contrastive-divergence/");
  await live(page);
  const here = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  const stops = page.locator('#tabular_likelihood .grip[tabindex="0"]');
  assert.equal(await page.locator("#tabular_likelihood .grip").count(), 10);
  assert.equal(await stops.count(), 1);
  await stops.focus();
  for (const datum of [1, 2, 3]) {
    assert.equal(await here(), `datum ${datum}`);
    await page.keyboard.press("PageDown");
  }
  await page.keyboard.press("PageUp");
  const loss = () => readout(page, "tabular_likelihood", "L");
  const before = await loss();
  for (let i = 0; i < 9; i++) await page.keyboard.press("ArrowRight");
  await page.waitForFunction((old) => +document.querySelector('#tabular_likelihood [data-readout="L"]').dataset.value !== old, before);
  await page.keyboard.press("Tab");
  assert.doesNotMatch(await here(), /^datum/);
  await page.keyboard.press("Shift+Tab");
  assert.equal(await here(), "datum 3", "the Tab key comes back to it");
  await page.context().close();
});

test("figures rest under reduced motion, off screen, and play when asked", async () => {
  const still = await open("");
  await live(still);
  // Forty frames in which nothing happens: it would take a step in each.
  await frames(still, 40);
  assert.equal(await still.locator("#downhill .where").innerText(), "step 0");
  const moving = await open("", { reducedMotion: "no-preference" });
  await live(moving);
  await moving.waitForFunction(() => parseInt(document.querySelector("#downhill .where").textContent.slice(5)) > 3);
  await moving.setViewportSize({ width: 1280, height: 300 });
  await moving.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const where = () => moving.locator("#downhill .where").innerText();
  // Once it has come to rest, it rests.
  for (let before = ""; before !== (await where()); ) {
    before = await where();
    await frames(moving, 40);
  }
  const step = await where();
  await frames(moving, 40);
  assert.equal(await where(), step, "off screen it rests");
  await still.context().close();
  await moving.context().close();
});

test("canvases are sharp and follow size and theme", async () => {
  const page = await open(CHAPTER, { deviceScaleFactor: 3 });
  await live(page);
  const canvas = page.locator("#decoder canvas");
  const look = () =>
    canvas.evaluate((c) => ({
      scale: c.width / c.clientWidth,
      width: c.clientWidth,
      pixels: c.toDataURL().length + c.toDataURL().slice(-200),
    }));
  const light = await look();
  assert.ok(Math.abs(light.scale - 3) < 0.02, `${light.scale}`);
  await page.locator("#theme").click();
  await page.locator("#theme").click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.waitForFunction(
    (old) => {
      const c = document.querySelector("#decoder canvas");
      return c.toDataURL().length + c.toDataURL().slice(-200) !== old;
    },
    light.pixels,
  );
  await page.setViewportSize({ width: 500, height: 800 });
  await page.waitForFunction(() => {
    const c = document.querySelector("#decoder canvas");
    return c.clientWidth < 480 && Math.abs(c.width / c.clientWidth - 3) < 0.02;
  });
  // The choice is remembered; a corrupt one is forgotten.
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await page.evaluate(() => localStorage.setItem("downhill.theme", "\u0000{nonsense"));
  await page.reload();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), undefined);
  assert.deepEqual(page.wrongs, []);
  await page.context().close();
});

test("exercises are checked by the core", async () => {
  const page = await open(CHAPTER);
  await live(page);
  const form = page.locator(".answer form").first();
  for (const [answer, verdict] of [["3", "larger"], ["3.25", "Right."], ["4", "smaller"], ["pi", "number"]]) {
    await form.locator("input").fill(answer);
    await form.locator("button").click();
    await form.locator(`output:has-text("${verdict}")`).waitFor();
  }
  await page.context().close();
});

test("every figure's run controls: play, pause, scrub, speed, seed, dice, link", async () => {
  const page = await open(CHAPTER);
  await live(page);
  for (const figure of await page.locator("figure[data-demo]").all()) {
    const name = await figure.getAttribute("id");
    await figure.locator("details.run").evaluate((d) => (d.open = true));
    await figure.locator(".speed").selectOption("60");
    await figure.locator(".play").click();
    await page.waitForFunction((id) => parseInt(document.querySelector(`#${id} .where`).textContent.slice(5)) >= 5, name);
    if ((await figure.locator(".play").innerText()) === "Pause") await figure.locator(".play").click();
    await figure.locator(".scrub").fill("2");
    await page.waitForFunction((id) => /^step 2\b/.test(document.querySelector(`#${id} .where`).textContent), name);
    await figure.locator(".seed .exact").fill("12");
    await figure.locator(".seed .exact").press("Enter");
    await page.waitForFunction((id) => /^step 0\b/.test(document.querySelector(`#${id} .where`).textContent), name);
    await figure.locator(".copy-link").click();
    await figure.locator(`output.address:has-text("${name}=v1;seed:12")`).waitFor();
    await figure.locator(".dice").click();
    await page.waitForFunction((id) => document.querySelector(`#${id}-run-seed`).value !== "12", name);
  }
  assert.deepEqual(page.wrongs, []);
  await page.context().close();
});

test("the policy stands in every page, and the weight of the page is known", async () => {
  for (const path of PAGES) {
    const html = await readFile(`dist/${path}index.html`, "utf8");
    assert.ok(html.includes(`content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"`));
    assert.ok(!/<script(?![^>]*(src=|ld\+json))/.test(html), "no inline script");
  }
});
