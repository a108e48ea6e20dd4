// The built dist/ behind a server under /repo/, and a Chromium to look at it.
import { chromium } from "playwright-core";
import { serve } from "./server.js";

export const BASE = "/repo/";

/** Starts both; `close` ends them. */
export async function start() {
  const server = await serve("dist", BASE);
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

/** Waits until every figure of the page is live and drawn. */
export async function live(page) {
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll("figure[data-demo]")];
    return all.length > 0 && all.every((f) => f.classList.contains("live") && f.querySelector("canvas")?.width > 0);
  });
}
