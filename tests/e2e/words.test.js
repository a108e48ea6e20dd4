// Every word of a figure can be put into another language, and longer words still fit. Two languages that
// nobody speaks show it: in one, each sentence is twice as long; the other runs from right to left. The build
// writes them beside the site, to target/pseudo/.
import { test, before, after } from "node:test";
import assert from "node:assert/strict";
import { BASE, layOutAll, live, start } from "./site.js";

const CHAPTERS = ["energies", "free-energy", "gibbs", "contrastive-divergence", "langevin", "vae", "lagrangian"];
const LANGUAGES = { xd: "ltr", xr: "rtl" };

let server, browser, close;
before(async () => ({ server, browser, close } = await start()));
after(() => close?.());

async function open(lang, chapter) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.wrongs = [];
  page.on("pageerror", (error) => page.wrongs.push(error.message));
  await page.addInitScript(noteCutWords);
  await page.goto(`${server.origin}${BASE}${lang}/${chapter ? `${chapter}/` : ""}`);
  await live(page);
  await layOutAll(page);
  await page.locator("figure details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
  return page;
}

/** Has a page note what is written on a canvas and does not fit on it. */
function noteCutWords() {
  window.cut = new Set();
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right } = this.measureText(text);
    const { a, e } = this.getTransform();
    if (a * (x - left) + e < -2 || a * (x + right) + e > this.canvas.width + 2) {
      window.cut.add(`${this.canvas.closest("figure")?.id}: ${text}`);
    }
    write.call(this, text, x, y);
  };
}

/** What figures and exercises say, apart from the book's own prose and from what is the same everywhere. */
const said = (page) =>
  page.evaluate(() => {
    const all = [];
    for (const element of document.querySelectorAll(".stage, .stage *, .answer, .answer *")) {
      for (const name of ["aria-label", "aria-valuetext", "aria-roledescription", "title", "placeholder"]) {
        all.push(element.getAttribute(name) ?? "");
      }
      if (element.matches("textarea, math, math *")) continue;
      all.push(...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data));
    }
    return all;
  });

/** The places in figures that stick out of the page. */
const stickingOut = (page) =>
  page.evaluate(() => {
    const outside = ({ left, right, width }) => width > 0 && (left < -1 || right > document.documentElement.clientWidth + 1);
    const shown = [...document.querySelectorAll("figure, figure *, .answer *")].filter(
      (element) => !element.closest(".sr-only, math, pre") && outside(element.getBoundingClientRect()),
    );
    return shown.map((element) => `${element.closest("[id]")?.id} ${element.tagName}.${element.className}`);
  });

for (const [lang, direction] of Object.entries(LANGUAGES)) {
  for (const chapter of ["", ...CHAPTERS]) {
    test(`${lang}: ${chapter || "contents"}`, async () => {
      const english = await open("en", chapter);
      const before = await stickingOut(english);
      const cutBefore = await english.evaluate(() => window.cut.size);
      await english.context().close();

      const page = await open(lang, chapter);
      assert.equal(await page.evaluate(() => document.documentElement.dir || "ltr"), direction);
      const words = (await said(page)).flatMap((text) => text.match(/[A-Za-z]{3,}/g) ?? []);
      assert.deepEqual([...new Set(words)], [], "English words are left");
      const now = (await stickingOut(page)).filter((place) => !before.includes(place));
      assert.deepEqual(now, [], "sticks out at 360 pixels");
      const cut = await page.evaluate(() => [...window.cut]);
      assert.ok(cut.length <= cutBefore, `cut off on a canvas: ${cut.join(", ")}`);
      const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(inner <= outer, `the page is ${inner} pixels wide`);
      assert.deepEqual(page.wrongs, []);
      await page.context().close();
    });
  }
}
