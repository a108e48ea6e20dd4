// Writes docs/performance.md from the measurements in docs/performance/*.json.
import { readFile, writeFile } from "node:fs/promises";

const read = async (name) =>
  JSON.parse(await readFile(`docs/performance/${name}.json`, "utf8").catch(() => "null"));

const table = (head, rows) =>
  [head, head.map((_, i) => (i ? "---:" : "---")), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const digits = (x) => (x === undefined ? "-" : Number(x.toPrecision(3)).toString());

const WORK = {
  W1: "F∞ and Fβ, 512 × 512 points, 96 latents",
  W2: "Langevin, 10,000 particles × 100 steps",
  W3: "contrastive divergence, energy 2-128-128-1",
  W4: "variational auto-encoder 784-256-2-256-784, batch 64",
  W5: "restricted Boltzmann machine 784 × 128, batch 64",
  "W6 field": "512 × 512 numbers to colours, to the canvas",
  "W6 cloud": "10,000 discs with halos to pixels, to the canvas",
};
const GOAL = { W1: 10, W2: 12, W3: 9, W4: 9, W5: 9, "W6 field": 2, "W6 cloud": 2 };

function kernels({ browser, processor, workloads, scale }) {
  const rows = Object.entries(workloads).map(([name, { milliseconds: ms, times_wasm: ratio }]) => [
    `${name}: ${WORK[name]}`,
    digits(ms.wasm),
    digits(ms.plain),
    `${digits(ratio.plain)} (${GOAL[name]})`,
    digits(ms.tensorflow),
    digits(ratio.tensorflow),
    digits(ms.scalar),
    digits(ms.native128),
    digits(ms.nativeOwn),
  ]);
  const checks = Object.entries(workloads).map(([name, { check }]) => [
    name,
    ...["wasm", "scalar", "native128", "nativeOwn", "plain", "tensorflow"].map((peer) =>
      check[peer] === undefined ? "-" : Number(check[peer].toPrecision(6)).toString(),
    ),
  ]);
  const growth = Object.entries(scale).map(
    ([name, sizes]) =>
      `\n${name}:\n\n` +
      table(
        ["size", "ms", name === "W1" ? "ns a point" : "ns a particle (100 steps)"],
        sizes.map((s) => [s.size, digits(s.milliseconds), digits(s.nanoseconds_each)]),
      ),
  );
  return `## Kernels

\`cargo xtask bench\`, ${processor}, ${browser.match(/Chrom\S+/)?.[0] ?? browser}. Milliseconds a unit,
medians of interleaved rounds; “times” is the median over rounds of a peer's time over ours, the
goal in brackets. The native columns run the same source.

${table(
  ["workload", "wasm", "plain JS", "times", "TF.js", "times", "no SIMD", "native, 128 bit", "native, this CPU"],
  rows,
)}

All do the same work: the mean of the check values over the rounds (W1 a sum of both fields, W2 the
mean square distance from the origin, W3 to W5 the loss). W3 to W5 go on training from round to round,
each peer as many units as fill a round, so theirs differ by how far they came; \`tests/core/bits.rs\` holds
our builds to the same bits, \`tests/core/kernels.rs\` to the formulas.

${table(["check", "wasm", "no SIMD", "native", "this CPU", "plain JS", "TF.js"], checks)}

Work grows in proportion:
${growth.join("\n")}
`;
}

function load({ agent, pages }) {
  const rows = pages.map((p) => [
    p.page,
    p.performance,
    p.accessibility,
    p["best-practices"],
    p.seo,
    ...["fcp", "lcp", "si"].map((key) => (p[key] / 1000).toFixed(2)),
    Math.round(p.tbt),
    p.cls.toFixed(3),
    p.requests,
    Math.round(p.bytes / 1000),
  ]);
  return `## Load

\`cargo xtask load\`, ${agent}: Lighthouse, mobile preset, median of 3, \`dist/\` served with gzip over
HTTP/2. Seconds for FCP, LCP and Speed Index, milliseconds for TBT, kB as sent.

${table(["page", "perf.", "access.", "practices", "SEO", "FCP", "LCP", "SI", "TBT", "CLS", "requests", "kB"], rows)}
`;
}

function smoothness({ browser, figures, memory, idle, startup }) {
  const rows = figures.map((f) => [
    f.figure,
    digits(f.frames),
    digits(f.updates),
    digits(f.p95),
    digits(f.p99),
    f.long,
    digits(f.key),
  ]);
  return `## Smoothness

\`cargo xtask smooth\`, ${browser}, processor slowed four times, 412 px wide: every figure at its
defaults but for the speed, 60 steps a second. Frames and updates of the picture a second, frame times at the 95th and 99th percentile in
ms, long tasks after the first second, key press to paint at the 95th percentile in ms.

${table(["figure", "frames/s", "updates/s", "95 %", "99 %", "long tasks", "key, ms"], rows)}

${[memory, idle, startup].filter(Boolean).join("\n\n")}
`;
}

/** Puts what there is on record into docs/performance.md. */
export async function report() {
  const parts = [];
  for (const [name, write] of Object.entries({ kernels, load, smoothness })) {
    const result = await read(name);
    if (result) parts.push(write(result));
  }
  const head = `# Performance

Written by the commands that measured it; the numbers lie in \`docs/performance/\`. Milliseconds belong
to the machine and the hour, ratios hold better.
`;
  await writeFile("docs/performance.md", [head, ...parts].join("\n"));
}
