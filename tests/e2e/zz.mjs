import { start, live } from "./site.js";
const [path, out, ms, ...figs] = process.argv.slice(2);
const { server, browser, close } = await start();
for (const [w, scheme] of [[1280, "light"], [360, "dark"]]) {
  const page = await browser.newPage({ viewport: { width: w, height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
  page.on("pageerror", (e) => console.log("ERR", e.message));
  page.on("console", (m) => m.type() === "error" && console.log("CON", m.text()));
  await page.goto(`${server.origin}/repo/${path}`);
  await live(page);
  for (const f of figs) {
    const fig = page.locator(`#${f}`);
    await fig.scrollIntoViewIfNeeded();
    if (+ms) { await fig.locator(".play").click(); await page.waitForTimeout(+ms); const b = fig.locator(".play"); if ((await b.textContent()).trim() === "Pause") await b.click(); await page.waitForTimeout(300); }
    await fig.screenshot({ path: `${out}-${f}-${w}-${scheme}.png` });
  }
  await page.close();
}
await close();
