/**
 * @file Which references are worth scoring: as llmprimer/search asks SQLite's FTS5 for them, with its bm25.
 */
/** @import {Postings, Term, Understood} from "./types.js" */

import { FIELD } from "./postings.js";
import { stem } from "./stem.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./select.js").Mask} Mask */

// As in FTS5 (https://www.sqlite.org/fts5.html#the_bm25_function).
const K1 = 1.2;
const B = 0.75;
const LEAST_IDF = 1e-6;

/**
 * The identities of the references worth scoring, ascending.
 * @param {Index} index
 * @param {Understood} understood
 * @param {Mask} mask
 * @param {boolean} everything
 * @returns {Promise<number[]>}
 */
export async function candidates(index, understood, mask, everything) {
  const most = index.directory.knowledge.candidates;
  /** @type {Set<number>} */
  const found = new Set(everything ? fitting(index, mask) : []);
  const fits = (/** @type {number} */ doc) => mask === null || mask[doc] === 1;
  const lists = await Promise.all(picking(index, understood).map((phrase) => index.phrase(phrase.split(" "))));
  if (lists.length) for (const doc of await best(index, lists, fits, most)) found.add(doc);
  const marked = understood.terms.filter((term) => term.ids.size).map((term) => term.ids);
  if (marked.length) {
    const [first, ...others] = marked;
    let ids = [...first].filter((doc) => others.every((other) => other.has(doc)));
    if (!ids.length) ids = [...new Set(marked.flatMap((set) => [...set]))];
    for (const doc of ids.sort((a, b) => a - b).slice(0, most)) if (fits(doc)) found.add(doc);
  }
  for (const { docs } of await Promise.all([...understood.topics.keys()].map((slug) => index.facet("topic", slug)))) {
    for (const doc of docs.slice(0, most)) if (fits(doc)) found.add(doc);
  }
  return [...found].sort((a, b) => a - b);
}

/**
 * The references that fit, ascending.
 * @param {Index} index
 * @param {Mask} mask
 */
export function fitting(index, mask) {
  /** @type {number[]} */
  const docs = [];
  for (let doc = 1; doc <= index.count; doc++) if (mask === null || mask[doc]) docs.push(doc);
  return docs;
}

/**
 * Whatever stands for a word that is rare enough to pick candidates, in stems.
 * @param {Index} index
 * @param {Understood} understood
 */
function picking(index, understood) {
  const { common } = index.directory.knowledge;
  const found = understood.terms.filter((term) => term.words.size || term.phrases.size);
  const rare = found.filter((term) => term.frequency <= common);
  const fewest = (/** @type {Term} */ a, /** @type {Term} */ b) => a.frequency - b.frequency || a.position - b.position;
  /** @type {Set<string>} */
  const wanted = new Set();
  for (const term of rare.length ? rare : found.sort(fewest).slice(0, 1)) {
    for (const word of term.words.keys()) wanted.add(stem(word)).add(word);
    for (const phrase of term.phrases.keys()) wanted.add(phrase);
  }
  return [...wanted];
}

/**
 * For each reference what of bm25 depends on its length alone, and room for its score, which is used for one query at a time.
 * @type {WeakMap<Index, {norms: Float64Array, scores: Float64Array}>}
 */
const NUMBERS = new WeakMap();

/**
 * @param {Index} index
 * @param {Int32Array} lengths
 */
function numbersOf(index, lengths) {
  let found = NUMBERS.get(index);
  if (found === undefined) {
    const average = index.directory.tokens / index.directory.count;
    const norms = Float64Array.from(lengths, (length) => K1 * (1 - B + (B * length) / average));
    found = { norms, scores: new Float64Array(lengths.length) };
    NUMBERS.set(index, found);
  }
  return found;
}

/**
 * Those that bm25 ranks first, in no order; of equal ones the lowest identities.
 * @param {Index} index
 * @param {Postings[]} lists
 * @param {(doc: number) => boolean} fits
 * @param {number} most
 */
async function best(index, lists, fits, most) {
  const { count, knowledge } = index.directory;
  const weights = Float64Array.from(index.fields, (field) => knowledge.weights.FIELD_WEIGHTS[field]);
  const { norms, scores } = numbersOf(index, await index.lengths());
  scores.fill(0);
  for (const { docs, starts, heads } of lists) {
    const hits = docs.length;
    let idf = Math.log((count - hits + 0.5) / (hits + 0.5));
    if (idf <= 0) idf = LEAST_IDF;
    for (let at = 0; at < hits; at++) {
      let frequency = 0;
      for (let i = starts[at], end = starts[at + 1]; i < end; i++) frequency += weights[heads[i] & FIELD];
      const doc = docs[at];
      scores[doc] += idf * ((frequency * (K1 + 1)) / (frequency + norms[doc]));
    }
  }
  /** @type {number[]} */
  const found = [];
  for (let doc = 1; doc <= count && found.length < knowledge.ranked; doc++) if (scores[doc] > 0 && fits(doc)) found.push(doc);
  if (found.length <= most) return found;
  // Typed arrays are sorted by number much faster than lists are by a function.
  const ordered = Float64Array.from(found, (doc) => scores[doc]).sort();
  const least = ordered[ordered.length - most];
  const above = found.filter((doc) => scores[doc] > least);
  return [...above, ...found.filter((doc) => scores[doc] === least).slice(0, most - above.length)];
}
