/**
 * @file Parts of the search that are fetched when they are needed first, as functions that give the same promise each time:
 * to import a module that is there already takes a browser some milliseconds.
 */

export const loadRanking = once(() => import("./search.js"));
export const loadSpelling = once(() => import("./spelling.js"));
export const loadIdentifiers = once(() => import("./identifiers.js"));
export const loadFields = once(() => import("./fields.js"));
export const loadSuggestions = once(() => import("./suggest.js"));

/**
 * What failed is tried again the next time.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {() => Promise<T>}
 */
function once(load) {
  /** @type {Promise<T> | undefined} */
  let loaded;
  return () => {
    loaded ??= load();
    loaded.catch(() => (loaded = undefined));
    return loaded;
  };
}
