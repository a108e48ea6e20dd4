// Measures what loading a page takes: `node benches/load.js PORT KEY CERTIFICATE`, dist/ served with
// gzip over HTTP/2 as GitHub Pages does, by Lighthouse's mobile preset, the median of three.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { createSecureServer } from "node:http2";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";

import { TYPES } from "../tests/e2e/server.js";
import { report } from "./report.js";

const [port, key, certificate] = process.argv.slice(2);
const BASE = "/repo/";
const ROUNDS = 3;
const zip = promisify(gzip);
const files = new Map();

/** A file as it is sent: its bytes and headers. */
async function packed(path) {
  if (!files.has(path)) {
    const bytes = await readFile(path);
    const type = TYPES[extname(path)] ?? "text/plain";
    const plain = /woff2|png/.test(type);
    const headers = { "content-type": type, "cache-control": "max-age=600" };
    if (!plain) headers["content-encoding"] = "gzip";
    files.set(path, { body: plain ? bytes : await zip(bytes), headers });
  }
  return files.get(path);
}

const server = createSecureServer({ key: await readFile(key), cert: await readFile(certificate), allowHTTP1: true });
server.on("request", async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, "https://host").pathname);
  const inside = path.startsWith(BASE) ? normalize(path.slice(BASE.length)) : "..";
  const name = path.endsWith("/") ? join(inside, "index.html") : inside;
  try {
    if (name.startsWith("..")) throw new Error("outside the site");
    const { body, headers } = await packed(join("dist", name));
    response.writeHead(200, headers);
    response.end(body);
  } catch {
    const { body, headers } = await packed("dist/404.html");
    response.writeHead(404, headers);
    response.end(body);
  }
});
await new Promise((resolve) => server.listen(Number(port), "127.0.0.1", resolve));

async function pages(folder, address) {
  const found = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== "static" && entry.name !== "fallback") {
      found.push(...(await pages(join(folder, entry.name), `${address}${entry.name}/`)));
    } else if (entry.name === "index.html") found.unshift(address);
  }
  return found;
}

const chrome = await launch({
  chromePath: process.env.CHROME,
  chromeFlags: ["--headless=new", "--no-sandbox", "--ignore-certificate-errors"],
});
const measured = [];
let agent = "";
for (const page of await pages("dist", "")) {
  const url = `https://localhost:${port}${BASE}${page}`;
  const runs = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { lhr } = await lighthouse(url, { port: chrome.port, output: "json", logLevel: "error" });
    runs.push(lhr);
  }
  const run = computeMedianRun(runs);
  agent = `Lighthouse ${run.lighthouseVersion}`;
  const entry = { page: `/${page}` };
  for (const [name, { score }] of Object.entries(run.categories)) entry[name] = Math.round(score * 100);
  const value = (audit) => run.audits[audit].numericValue;
  entry.fcp = value("first-contentful-paint");
  entry.lcp = value("largest-contentful-paint");
  entry.si = value("speed-index");
  entry.tbt = value("total-blocking-time");
  entry.cls = value("cumulative-layout-shift");
  const requests = run.audits["network-requests"].details.items;
  entry.requests = requests.length;
  entry.bytes = requests.reduce((sum, request) => sum + request.transferSize, 0);
  const failed = Object.values(run.audits).filter((a) => a.score !== null && a.score < 1);
  entry.below = failed.map((a) => a.id);
  measured.push(entry);
  console.log(JSON.stringify(entry));
}
await chrome.kill();
server.close();
await writeFile("docs/performance/load.json", `${JSON.stringify({ agent, pages: measured }, null, 2)}\n`);
await report();
process.exit(0);
