// Loads the wasm. When that fails, the page says so beside each figure and stays readable.
const root = document.documentElement;
const script = document.querySelector("script[data-wasm]");

// The smallest module with a 128-bit vector: i8x16.splat and popcnt. Every browser since 2023 takes
// it; where one does not, a second build without vectors lies in fallback/ under the same names.
const VECTORS = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
];
const at = (name, folder) => {
  const file = new URL(script.dataset[name], document.baseURI);
  return new URL(folder + file.pathname.split("/").pop(), file);
};

try {
  // The page first: what follows waits until it is painted. A tab behind others is never painted.
  if (document.visibilityState === "visible") {
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  }
  const folder = WebAssembly.validate(new Uint8Array(VECTORS)) ? "./" : "./fallback/";
  // Both at once; the wasm compiles while it arrives.
  const wasm = fetch(at("wasm", folder));
  wasm.catch(() => {}); // Told below, where it is awaited.
  const module = await import(at("js", folder));
  await module.default({ module_or_path: wasm });
} catch (error) {
  root.classList.add("no-wasm");
  console.warn("The live figures could not start:", error);
}
