// The built dist/, with the languages of the tests, behind a server under /repo/, and a Chromium to look at it.
import { chromium } from "playwright-core";
import { serve } from "./server.js";

export const BASE = "/repo/";

/** Starts both; `close` ends them. */
export async function start() {
  const server = await serve(["dist", "target/pseudo"], BASE);
  const browser = await chromium.launch({
    executablePath: process.env.CHROME || undefined,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return { server, browser, close };
}

/** Brings every figure near the reader, which makes it live, and comes back; waits until all are drawn. */
export async function live(page) {
  await page.waitForFunction(() => document.querySelector("figure[data-demo]"));
  await page.evaluate(async () => {
    const [place, end] = [window.scrollY, performance.now() + 30_000];
    for (const figure of document.querySelectorAll("figure[data-demo]")) {
      while (!figure.classList.contains("live")) {
        if (performance.now() > end) throw new Error(`${figure.id} did not come to life`);
        figure.scrollIntoView({ behavior: "instant", block: "center" });
        await new Promise((later) => setTimeout(later, 20));
      }
    }
    window.scrollTo({ top: place, behavior: "instant" });
  });
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll("figure[data-demo]")];
    return all.length > 0 && all.every((f) => f.classList.contains("live") && f.querySelector("canvas")?.width > 0);
  });
}

/** Has all of a page laid out, which else is spared what is far from the screen. */
export const layOutAll = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("article > * { content-visibility: visible !important; }");
    document.adoptedStyleSheets = [sheet];
  });
