/**
 * @file The search of a site. `openEngine` reads the index beside this file; what ranks is fetched with the first query.
 */
/** @import {Engine} from "./types.js" */

import { StaleIndexError } from "./files.js";
import { Index } from "./index.js";
import { prefetch } from "./prefetch.js";
import { loadRanking, loadSpelling } from "./rare.js";
import { words } from "./text.js";

/** The facets, in the order in which they are shown. */
const FACETS = ["topic", "kind", "year", "author", "organization", "site", "lang", "slide", "has", "link"];

/**
 * Opens the index of a site.
 * @param {string} base the address of the folder of the index, with a slash at its end
 * @param {Promise<Response>} [directory] `index.bin` in that folder, where it is being fetched already
 * @returns {Promise<Engine>}
 */
export async function openEngine(base, directory) {
  let index = await Index.open(base, directory);
  return {
    count: index.count,
    facets: FACETS.filter((facet) => index.directory.columns[facet] !== undefined),
    async prepare() {
      await Promise.all([loadRanking(), loadSpelling(), index.prepare()]);
    },
    async keep() {
      await index.files.keep();
      if (index.files.parts.size) await warm(index);
    },
    async search(query, options = {}) {
      prefetch(index, words(query), options.unfinished ?? false);
      const { search } = await loadRanking();
      try {
        return await search(index, query, options);
      } catch (error) {
        if (!(error instanceof StaleIndexError)) throw error;
        // The site was published again since the index was opened.
        index = await Index.open(base);
        return search(index, query, options);
      }
    },
  };
}

/**
 * Answers a first query, while nobody waits: scripts run faster after their first time.
 * @param {Index} index
 */
async function warm(index) {
  const { search } = await loadRanking();
  await search(index, (await index.row(1)).title, { unfinished: true, counts: [] });
}

/** In a worker: answers what client.js asks. */
function serve() {
  /** @type {Promise<Engine> | undefined} */
  let engine;
  let latest = 0;
  addEventListener("message", async ({ data: { number, method, given } }) => {
    try {
      if (method === "open") {
        const [base, bytes] = given;
        engine = openEngine(base, bytes && Promise.resolve(new Response(bytes)));
      }
      const opened = /** @type {Engine} */ (await engine);
      if (method === "open") return postMessage({ number, value: { count: opened.count, facets: opened.facets } });
      if (method !== "search") return postMessage({ number, value: await opened[/** @type {"prepare" | "keep"} */ (method)]() });
      const [query, options] = given;
      if (options.unfinished) latest = number;
      const isWanted = () => !options.unfinished || number === latest;
      postMessage({ number, value: await opened.search(query, { ...options, isWanted }) });
    } catch (error) {
      postMessage({ number, error: String(error) });
    }
  });
}

if ("DedicatedWorkerGlobalScope" in globalThis) serve();
