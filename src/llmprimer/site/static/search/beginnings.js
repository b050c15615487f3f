/**
 * @file Words of the catalogue of which a reader may have typed the beginning.
 */

/** @typedef {import("./index.js").Known} Known */
/** @typedef {{word: string, trust: number, count: number}} Reading */

/**
 * The shortest and commonest words that begin with some letters and are longer.
 * @param {Known[]} among
 * @param {string} start
 * @param {Record<string, any>} weights
 * @param {number} most
 * @returns {Reading[]}
 */
export function wordsThatBegin(among, start, weights, most) {
  return among
    .filter(({ word, isWord }) => isWord && word.startsWith(start) && word !== start)
    .sort((a, b) => size(a.word) - size(b.word) || b.count - a.count)
    .slice(0, most)
    .map(({ word, count }) => ({ word, trust: (weights.BEGINNING * size(start)) / size(word), count }));
}

/** @param {string} text */
function size(text) {
  return Array.from(text).length;
}
