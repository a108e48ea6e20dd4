// The page's side: every peer's workloads behind one function, run(peer, name, units, size), which
// says how many milliseconds a unit took and its check value.
import { JS, W6 } from "./peers/plain.js";
import { workloads } from "./peers/tensorflow.js";

const canvas = document.querySelector("canvas");
const context = canvas.getContext("2d");
const peers = {};

/** The project's own kernels from one wasm file; `key` is the folder it lies in. */
async function own(key) {
  const { default: start, Bench } = await import(`./${key}/bench.js`);
  const { memory } = await start();
  const ready = new Map();
  return (name, size) => {
    const id = `${name} ${size}`;
    if (!ready.has(id)) ready.set(id, Bench.named(name, size));
    const bench = ready.get(id);
    if (!name.startsWith("W6")) return (units) => bench.run(units);
    // A picture goes to the canvas as the site's figures do it: by ImageData.
    return repeated(() => {
      const check = bench.run(1);
      const bytes = new Uint8ClampedArray(memory.buffer, bench.pixels(), 512 * 512 * 4);
      context.putImageData(new ImageData(bytes, 512, 512), 0, 0);
      return check;
    });
  };
}

const repeated = (unit) => (units) => {
  let check = NaN;
  for (let i = 0; i < units; i++) check = unit();
  return check;
};

function plain(name) {
  if (!name.startsWith("W6")) return repeated(JS[name]);
  return repeated(() => {
    const check = JS[name]();
    context.putImageData(W6.img, 0, 0);
    return check;
  });
}

async function tensorflow() {
  tf.wasm.setWasmPaths("./tensorflow/");
  tf.wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  const ready = {};
  const all = workloads(tf);
  return (name) => (all[name] ? repeated((ready[name] ??= all[name]())) : null);
}

export async function start() {
  peers.wasm = await own("simd");
  peers.scalar = await own("scalar");
  peers.plain = plain;
  peers.tensorflow = await tensorflow();
  return { agent: navigator.userAgent, simd: await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT") };
}

export function run(peer, name, units, size) {
  const work = peers[peer](name, size);
  if (!work) return null;
  const began = performance.now();
  const check = work(units);
  return [(performance.now() - began) / units, Number(check)];
}

window.bench = { start, run };
