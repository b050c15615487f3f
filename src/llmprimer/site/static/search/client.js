/**
 * @file The search in a worker, so that the page stays free for typing and drawing while it is answered.
 */
/** @import {Engine} from "./types.js" */

/**
 * Opens the index of a site: in a worker, or in the page itself where a browser has no workers of modules.
 * @param {string} base the address of the folder of the index, with a slash at its end
 * @param {Promise<Response>} [directory] `index.bin` in that folder, where it is being fetched already
 * @returns {Promise<Engine>}
 */
export async function openEngine(base, directory) {
  const worker = new Worker(new URL("engine.js", import.meta.url), { type: "module" });
  const { ask, stopped } = asking(worker);
  // What fails is fetched, and told, by the worker.
  const bytes = await directory?.then((response) => (response.ok ? response.arrayBuffer() : undefined)).catch(() => undefined);
  const opened = await Promise.race([ask("open", base, bytes), stopped]);
  if (opened === null) {
    const inPage = await import("./engine.js");
    return inPage.openEngine(base);
  }
  return {
    ...opened,
    prepare: () => ask("prepare"),
    keep: () => ask("keep"),
    search: (query, options = {}) => ask("search", query, options),
  };
}

/**
 * How a worker is asked for something, and a promise that gives null where it cannot be started.
 * @param {Worker} worker
 */
function asking(worker) {
  let last = 0;
  /** @type {Map<number, {resolve: (value: any) => void, reject: (reason: Error) => void}>} */
  const waiting = new Map();
  worker.addEventListener("message", ({ data: { number, value, error } }) => {
    const asked = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  /** @type {(method: string, ...given: unknown[]) => Promise<any>} */
  const ask = (method, ...given) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ number: last, method, given });
    });
  /** @type {Promise<null>} */
  const stopped = new Promise((resolve) => {
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      resolve(null);
    }, { once: true });
  });
  return { ask, stopped };
}
