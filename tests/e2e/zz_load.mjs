import { start } from "./site.js";
const { server, browser, close } = await start();
for (const path of process.argv.slice(2)) {
  const page = await browser.newPage({ viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 });
  await page.addInitScript(() => {
    window.log = [];
    new PerformanceObserver((l) => { for (const e of l.getEntries()) log.push(["LCP", Math.round(e.startTime), e.size, e.element?.tagName + "." + e.element?.className + " " + (e.element?.textContent || "").slice(0, 40), e.url]); }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) log.push(["long", Math.round(e.startTime), Math.round(e.duration)]); }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) log.push(["shift", Math.round(e.startTime), e.value.toFixed(4), e.sources?.map((s) => (s.node?.nodeName || "") + "." + (s.node?.className || "") + " " + JSON.stringify([s.previousRect.y, s.previousRect.height, s.currentRect.y, s.currentRect.height])).join(" | ")]); }).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((l) => { for (const e of l.getEntries()) log.push([e.name, Math.round(e.startTime)]); }).observe({ type: "paint", buffered: true });
  });
  await page.goto(`${server.origin}/repo/${path}`);
  await page.waitForTimeout(9000);
  console.log("\n==", path);
  for (const e of (await page.evaluate(() => log)).sort((a, b) => a[1] - b[1])) console.log(e.join("  "));
  await page.close();
}
await close();
