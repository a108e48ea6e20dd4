import { start, live } from "./site.js";
const { server, browser, close } = await start();
for (const w of [320, 360, 412, 480, 600, 700, 768, 900, 1024, 1280, 1600]) {
  const out = [w];
  for (const js of [false, true]) {
    const context = await browser.newContext({ viewport: { width: w, height: 823 }, javaScriptEnabled: js, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(`${server.origin}/repo/en/`);
    if (js) await live(page);
    const box = await page.locator("#downhill .stage").boundingBox();
    out.push(Math.round(box.y), Math.round(box.height));
    if (js) out.push(await page.locator("#downhill .stage").evaluate(s => [...s.firstElementChild.children].map(c => c.className + c.tagName + ":" + Math.round(c.getBoundingClientRect().height)).join(" ")));
    await context.close();
  }
  console.log(out.join(" "));
}
await close();
