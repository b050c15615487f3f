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
    keep: () => index.files.keep(),
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
