// Loads the wasm. When that fails, the page says so beside each figure and stays readable.
const root = document.documentElement;
const script = document.querySelector("script[data-wasm]");
const at = (name) => new URL(script.dataset[name], document.baseURI);

root.classList.add("booting");
try {
  // Both at once; the wasm compiles while it arrives.
  const wasm = fetch(at("wasm"));
  wasm.catch(() => {}); // Told below, where it is awaited.
  const module = await import(at("js"));
  await module.default({ module_or_path: wasm });
} catch (error) {
  root.classList.add("no-wasm");
  console.warn("The live figures could not start:", error);
} finally {
  root.classList.remove("booting");
}
