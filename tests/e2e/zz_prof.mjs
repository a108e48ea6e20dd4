import { start, live } from "./site.js";
const figs = process.argv.slice(2); // chapter/fig
const { server, browser, close } = await start();
for (const f of figs) {
  const [ch, name] = f.split("/");
  const page = await browser.newPage({ viewport: { width: 412, height: 915 }, reducedMotion: "reduce" });
  const cdp = await page.context().newCDPSession(page);
  await page.goto(`${server.origin}/repo/en/${ch}/`);
  await live(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const fig = page.locator(`#${name}`);
  await fig.locator(".plots").first().scrollIntoViewIfNeeded();
  await fig.evaluate((f) => { f.querySelector("details.run").open = true; const s = f.querySelector("select.speed"); s.value = "60"; s.dispatchEvent(new Event("change", { bubbles: true })); f.querySelector(".play").click();
    f.again = setInterval(() => { const b = f.querySelector(".play"); if (b.textContent.trim() === "Pause") return; f.querySelector(".reset").click(); b.click(); }, 50); });
  await page.waitForTimeout(1500);
  const events = [];
  cdp.on("Tracing.dataCollected", (e) => events.push(...e.value));
  await cdp.send("Profiler.enable"); await cdp.send("Profiler.setSamplingInterval", { interval: 200 });
  await page.evaluate(() => { window.n = 0; window.g=[]; let last; const f = (t) => { n++; if(last) g.push(t-last); last=t; requestAnimationFrame(f); }; requestAnimationFrame(f); });
  await cdp.send("Profiler.start");
  await cdp.send("Tracing.start", { categories: "devtools.timeline,disabled-by-default-devtools.timeline", transferMode: "ReportEvents" });
  const t0 = Date.now(); await page.waitForTimeout(4000);
  const n = await page.evaluate(() => [n, g.slice().sort((a,b)=>a-b)]); const dt = (Date.now() - t0) / 1000;
  const done = new Promise((r) => cdp.once("Tracing.tracingComplete", r)); await cdp.send("Tracing.end"); await done;
  const { profile } = await cdp.send("Profiler.stop");
  const self = new Map(); const byId = new Map(profile.nodes.map((x) => [x.id, x]));
  profile.samples.forEach((id, i) => { const c = byId.get(id).callFrame; const k = `${c.functionName || "(anon)"} ${c.url.split("/").pop().slice(0, 20)}`; self.set(k, (self.get(k) || 0) + profile.timeDeltas[i]); });
  const q=(s)=>n[1][Math.min(n[1].length-1,Math.floor(s*n[1].length))];
  console.log(`\n=== ${f}: ${(n[0] / dt).toFixed(1)} fps p50 ${q(.5).toFixed(1)} p95 ${q(.95).toFixed(1)} p99 ${q(.99).toFixed(1)}`);
  const total = [...self.values()].reduce((a, b) => a + b);
  console.log([...self].sort((a, b) => b[1] - a[1]).slice(0, 16).map(([k, v]) => `  ${(100 * v / total).toFixed(1)}% ${(v / 1000 / n[0]).toFixed(2)}ms/frame ${k}`).join("\n"));
  const tl = new Map(); for (const e of events) if (e.ph === "X" && e.dur) { const k = e.name; tl.set(k, (tl.get(k) || 0) + e.dur); }
  console.log([...tl].sort((a, b) => b[1] - a[1]).slice(0, 14).map(([k, v]) => `${k}:${(v / 1000 / n[0]).toFixed(2)}`).join("  "));
  await page.close();
}
await close();
