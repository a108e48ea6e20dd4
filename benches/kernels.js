// Measures the kernels: `node benches/kernels.js FOLDER NATIVE_128 NATIVE_OWN`, where FOLDER holds
// the built wasm as the page expects it. Rounds are interleaved, so that a busy machine slows all
// peers alike; medians and ratios are what the table shows.
import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { createInterface } from "node:readline";

import { chromium } from "playwright-core";

import { serve } from "../tests/e2e/server.js";
import { report } from "./report.js";

const [folder, native128, nativeOwn] = process.argv.slice(2);
const ROUNDS = 15;
const NAMES = ["W1", "W2", "W3", "W4", "W5", "W6 field", "W6 cloud"];
const SIZES = { W1: [64, 128, 256, 512, 1024, 2048], W2: [1e3, 1e4, 1e5, 1e6] };

/** A native program that answers one line after the other. */
function native(program) {
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const run = async (name, units, size) => {
    child.stdin.write(`${name}\t${units}\t${size}\n`);
    return (await lines.next()).value.split("\t").map(Number);
  };
  return { run, close: () => child.stdin.end() };
}

const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

/** Enough units that one measurement takes about `milliseconds`. */
async function units(run, name, size, milliseconds) {
  let [each] = await run(name, 1, size); // The first call also compiles.
  [each] = await run(name, 1, size);
  return Math.max(1, Math.min(400, Math.round(milliseconds / Math.max(each, 0.01))));
}

const server = await serve(folder, "/");
const browser = await chromium.launch({ executablePath: process.env.CHROME, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(`the page: ${error}`));
await page.goto(`${server.origin}/`);
await page.waitForFunction(() => window.bench);
const environment = await page.evaluate(() => window.bench.start());
const inPage = (peer) => (name, count, size) =>
  page.evaluate((all) => window.bench.run(...all), [peer, name, count, size]);
const natives = [native(native128), native(nativeOwn)];
const peers = {
  wasm: inPage("wasm"),
  plain: inPage("plain"),
  tensorflow: inPage("tensorflow"),
  scalar: inPage("scalar"),
  native128: natives[0].run,
  nativeOwn: natives[1].run,
};

const workloads = {};
for (const name of NAMES) {
  const counts = {};
  for (const [peer, run] of Object.entries(peers)) {
    if (await run(name, 1, 0)) counts[peer] = await units(run, name, 0, 60);
  }
  const times = Object.fromEntries(Object.keys(counts).map((peer) => [peer, []]));
  const checks = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const peer of Object.keys(counts)) {
      const [milliseconds, check] = await peers[peer](name, counts[peer], 0);
      times[peer].push(milliseconds);
      (checks[peer] ??= []).push(check);
    }
  }
  // Ratios within a round, where the machine was in one mood; then their median.
  const entry = { milliseconds: {}, times_wasm: {}, check: {} };
  for (const peer of Object.keys(counts)) {
    entry.milliseconds[peer] = median(times[peer]);
    entry.times_wasm[peer] = median(times[peer].map((t, round) => t / times.wasm[round]));
    entry.check[peer] = checks[peer].reduce((sum, c) => sum + c, 0) / ROUNDS;
  }
  workloads[name] = entry;
  console.log(name, entry.milliseconds);
}

const scale = {};
for (const [name, sizes] of Object.entries(SIZES)) {
  scale[name] = [];
  for (const size of sizes) {
    const count = await units(peers.wasm, name, size, 40);
    const times = [];
    for (let round = 0; round < 5; round++) times.push((await peers.wasm(name, count, size))[0]);
    const items = name === "W1" ? size * size : size;
    scale[name].push({ size, milliseconds: median(times), nanoseconds_each: (median(times) * 1e6) / items });
  }
  console.log(name, scale[name]);
}

await browser.close();
await server.close();
natives.forEach((program) => program.close());
await mkdir("docs/performance", { recursive: true });
const result = { browser: environment.agent, processor: cpus()[0].model, workloads, scale };
await writeFile("docs/performance/kernels.json", `${JSON.stringify(result, null, 2)}\n`);
await report();
