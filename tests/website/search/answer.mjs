// Answers queries with the scripts of a site: node answer.mjs SITE [QUIET], with a JSON array of [query, options] on standard
// input. Prints one JSON object a line: what `search` gives, and the number of bytes fetched for it. With QUIET, the index is
// prepared as for a reader who types, files come when nothing has been asked for in so many milliseconds, and `rounds` tells how
// often files came.

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const site = resolve(process.argv[2]);
const quiet = process.argv[3] === undefined ? null : Number(process.argv[3]);
let fetched = 0;
let rounds = 0;
const waiting = [];
let timer;
function round() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    rounds++;
    for (const go of waiting.splice(0)) go();
  }, quiet);
  return new Promise((resolve) => waiting.push(resolve));
}
globalThis.fetch = async (address) => {
  if (quiet !== null) await round();
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
if (quiet !== null) await engine.prepare();
const input = await new Response(process.stdin).text();
for (const [query, options] of JSON.parse(input)) {
  const before = fetched;
  rounds = 0;
  const began = performance.now();
  const found = await engine.search(query, options);
  process.stdout.write(JSON.stringify({ ...found, milliseconds: performance.now() - began, fetched: fetched - before, rounds }) + "\n");
}
