// Measures how smoothly the figures play: `node benches/smooth.js`, dist/ in Chromium, 412 px wide, its
// processor slowed four times. Start-up, memory and idleness are measured at full speed.
import { readdir, writeFile } from "node:fs/promises";

import { live, start } from "../tests/e2e/site.js";
import { report } from "./report.js";

const SECONDS = 4;
const PLAY = 60;
const percentile = (numbers, share) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
};

/** Runs in the page before anything else: counts frames, pictures, long tasks and key presses. */
function instrument() {
  const seen = (window.seen = { frames: [], updates: 0, long: [], keys: [], memory: null });
  let drawn = false;
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    drawn = true;
    return clear.apply(this, box);
  };
  const frame = (time) => {
    seen.frames.push(time);
    if (drawn) seen.updates++;
    drawn = false;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => seen.long.push(...list.getEntries().map((e) => [e.startTime, e.duration])))
    .observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) if (e.name === "keydown") seen.keys.push(e.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...all) => {
    const result = await instantiate.apply(WebAssembly, all);
    seen.memory = result.instance.exports.memory;
    return result;
  };
}

const { server, browser, close } = await start();
const chapters = (await readdir("dist/en", { withFileTypes: true })).filter((e) => e.isDirectory());
const addresses = chapters.map((e) => `${server.origin}/repo/en/${e.name}/`);
const size = { width: 412, height: 915 };

async function open(address, rate) {
  const page = await browser.newPage({ viewport: size, reducedMotion: "reduce" });
  const session = await page.context().newCDPSession(page);
  await page.addInitScript(instrument);
  await page.goto(address);
  await live(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  return { page, session };
}

/** Plays one figure at 60 steps a second; starts it again where its run ends. */
async function play(page, name) {
  const figure = page.locator(`#${name}`);
  await figure.scrollIntoViewIfNeeded();
  await figure.locator(".plots").first().scrollIntoViewIfNeeded();
  await figure.evaluate((f) => {
    f.querySelector("details.run").open = true;
    const speed = f.querySelector("select.speed");
    speed.value = "60";
    speed.dispatchEvent(new Event("change", { bubbles: true }));
    f.querySelector(".play").click();
    f.again = setInterval(() => {
      const button = f.querySelector(".play");
      if (button.textContent.trim() === "Pause") return;
      f.querySelector(".reset").click();
      button.click();
    }, 50);
  });
}

const stop = (page, name) =>
  page.locator(`#${name}`).evaluate((f) => {
    clearInterval(f.again);
    if (f.querySelector(".play").textContent.trim() === "Pause") f.querySelector(".play").click();
  });

const figures = [];
for (const address of addresses) {
  const { page } = await open(address, 4);
  const names = await page.locator("figure[data-demo]").evaluateAll((all) => all.map((f) => f.id));
  for (const name of names) {
    await play(page, name);
    await page.waitForTimeout(1000);
    await page.evaluate(() => Object.assign(window.seen, { frames: [], updates: 0, long: [], keys: [] }));
    await page.waitForTimeout(SECONDS * 1000);
    const seen = await page.evaluate(() => ({ ...window.seen, memory: null }));
    await stop(page, name);
    const control = page.locator(`#${name} .knobs input[type=range], #${name} .knobs input, #${name} .knobs select`).first();
    if (await control.count()) {
      await control.focus();
      for (let i = 0; i < 12; i++) {
        await page.keyboard.press(i % 4 < 2 ? "ArrowRight" : "ArrowLeft");
        await page.waitForTimeout(60);
      }
      await page.waitForTimeout(200);
    }
    const keys = await page.evaluate(() => window.seen.keys);
    const gaps = seen.frames.slice(1).map((t, i) => t - seen.frames[i]);
    const lasted = (seen.frames.at(-1) - seen.frames[0]) / 1000;
    figures.push({
      figure: name,
      frames: gaps.length / lasted,
      updates: seen.updates / lasted,
      p95: percentile(gaps, 0.95),
      p99: percentile(gaps, 0.99),
      long: seen.long.length,
      // The browser reports no press that took less than 16 ms.
      key: keys.length ? percentile(keys, 0.95) : 16,
    });
    console.log(JSON.stringify(figures.at(-1)));
  }
  await page.close();
}

/** Play of one figure for a minute: what grew. */
async function growth() {
  const { page, session } = await open(addresses[0], 1);
  const name = await page.locator("figure[data-demo]").first().getAttribute("id");
  await session.send("Performance.enable");
  const now = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const value = (key) => metrics.find((m) => m.name === key).value;
    const wasm = await page.evaluate(() => window.seen.memory.buffer.byteLength);
    return { heap: value("JSHeapUsedSize"), nodes: value("Nodes"), wasm, busy: value("TaskDuration") };
  };
  await play(page, name);
  await page.waitForTimeout(5000);
  await page.evaluate(() => (window.seen.frames.length = 0));
  const before = await now();
  await page.waitForTimeout(PLAY * 1000);
  await page.evaluate(() => (window.seen.frames.length = 0));
  const after = await now();
  await stop(page, name);
  await page.waitForTimeout(1000);
  const rest = await now();
  await page.waitForTimeout(5000);
  const idle = ((await now()).busy - rest.busy) / 5;
  await page.close();
  const grew = (key) => after[key] - before[key];
  return { heap: grew("heap"), nodes: grew("nodes"), wasm: grew("wasm"), idle };
}

/** From the request for the wasm to the first live figure, milliseconds, the median of five. */
async function startup() {
  const times = [];
  for (let round = 0; round < 5; round++) {
    const page = await browser.newPage({ viewport: size, reducedMotion: "reduce" });
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        const first = document.querySelector("figure.live");
        if (!first) return;
        observer.disconnect();
        requestAnimationFrame(() => (window.liveAt = performance.now()));
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
    });
    await page.goto(addresses[0]);
    await page.locator("figure[data-demo]").first().scrollIntoViewIfNeeded();
    await page.waitForFunction(() => window.liveAt);
    times.push(
      await page.evaluate(() => {
        const wasm = performance.getEntriesByType("resource").find((e) => e.name.endsWith(".wasm"));
        return window.liveAt - wasm.startTime;
      }),
    );
    await page.close();
  }
  return percentile(times, 0.5);
}

const grew = await growth();
const first = await startup();
const agent = `Chromium ${browser.version()}`;
await close();
const result = {
  browser: agent,
  figures,
  memory: `A minute of play: JS heap ${(grew.heap / 1e6).toFixed(2)} MB more, ${grew.nodes} DOM nodes more, wasm memory ${grew.wasm} bytes more.`,
  idle: `Paused, the page keeps ${grew.idle.toFixed(3)} of a core busy (with the measurement's own frame counter).`,
  startup: `From the request for the wasm to the first live figure: ${first.toFixed(0)} ms at full speed.`,
};
console.log(result.memory, result.idle, result.startup);
await writeFile("docs/performance/smoothness.json", `${JSON.stringify(result, null, 2)}\n`);
await report();
process.exit(0);
