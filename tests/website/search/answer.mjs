// Answers queries with the scripts of a site: node answer.mjs SITE, with a JSON array of [query, options] on standard input.
// Prints one JSON object a line: what `search` gives, and the number of bytes fetched for it.

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const site = resolve(process.argv[2]);
let fetched = 0;
globalThis.fetch = async (address) => {
  try {
    const bytes = await readFile(new URL(address));
    fetched += bytes.length;
    return new Response(bytes);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return new Response(null, { status: 404 });
  }
};

const base = pathToFileURL(`${site}/search/`).href;
const { openEngine } = await import(`${base}engine.js`);
const engine = await openEngine(base);
const input = await new Response(process.stdin).text();
for (const [query, options] of JSON.parse(input)) {
  const before = fetched;
  const began = performance.now();
  const found = await engine.search(query, options);
  process.stdout.write(JSON.stringify({ ...found, milliseconds: performance.now() - began, fetched: fetched - before }) + "\n");
}
