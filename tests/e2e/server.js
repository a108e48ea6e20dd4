// A plain static file server, as GitHub Pages is one: files under a base path, 404.html for the
// rest. Single requests can be refused, to see what a page does without its wasm.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

export const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** The content of the file of this name in the first folder that has it. */
async function find(name, [folder, ...others]) {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    if (others.length === 0) throw error;
    return find(name, others);
  }
}

/** Serves the folders, as if they were one, under `base`; resolves to { origin, refused, close }. */
export async function serve(folders, base) {
  const refused = new Set();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const send = async (status, name) => {
      const body = await find(name, folders);
      response.writeHead(status, { "content-type": TYPES[extname(name)] ?? "text/plain" });
      response.end(body);
    };
    if ([...refused].some((part) => path.includes(part))) {
      response.writeHead(503).end();
      return;
    }
    const inside = path.startsWith(base) ? normalize(path.slice(base.length)) : null;
    try {
      if (inside === null || inside.startsWith("..")) throw new Error("outside the site");
      const name = path.endsWith("/") ? join(inside, "index.html") : inside;
      await send(200, name);
    } catch {
      await send(404, "404.html").catch(() => response.writeHead(404).end());
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    refused,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
