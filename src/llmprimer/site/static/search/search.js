/**
 * @file The search in an open index: `search` gives what the command line gives. The same as llmprimer/search.
 */
/** @import {Answer, Node, Reason, Result, SearchOptions, Understood, Values} from "./types.js" */

import { candidates, fitting } from "./candidates.js";
import { masksOf, quickFacets, valuesOf } from "./facets.js";
import { QueryError, conjunction, parse } from "./query.js";
import { loadIdentifiers } from "./rare.js";
import { score } from "./score.js";
import { intersection, maskOf, select } from "./select.js";
import { snippets } from "./snippet.js";
import { mayIdentify, round } from "./text.js";
import { isKnown, understand } from "./understand.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./select.js").Mask} Mask */

/**
 * What is found before rows are fetched.
 * @typedef {Object} Hit
 * @property {number} doc
 * @property {number} score
 * @property {Reason[]} reasons
 */

/**
 * All that is found, best first, and what it rests on.
 * @typedef {Object} Found
 * @property {Hit[]} hits
 * @property {boolean} confident
 * @property {{typed: string, read: string}[]} corrections
 * @property {number} total
 * @property {Understood | null} understood
 */

/** Nobody waits for the answer any more. */
class UnwantedError extends Error {}

/**
 * @param {Index} index
 * @param {string} query
 * @param {SearchOptions} options
 * @returns {Promise<Answer>}
 */
export async function search(index, query, options) {
  const { filters = {}, sort = "score", offset = 0, limit = 20, counts = quickFacets(index), unfinished = false, isWanted = () => true } = options;
  try {
    const masks = await masksOf(index, filters);
    const found = await findOnce(index, JSON.stringify([query, unfinished, filters]), isWanted, (wanted) =>
      find(index, query, unfinished, intersection(masks.map(({ mask }) => mask)), wanted),
    );
    if (!isWanted()) throw new UnwantedError();
    const hits = await sorted(index, found.hits, sort);
    const marked = snippets(found.understood, index.stop);
    const results = hits.slice(offset, offset + limit).map((hit) => result(index, hit, marked));
    return {
      results: await Promise.all(results),
      total: found.total,
      confident: found.confident,
      corrections: found.corrections,
      error: null,
      counts: await counted(index, query, unfinished, counts, masks, found.hits),
    };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { results: [], total: 0, confident: false, corrections: [], error: error.mistake, counts: {} };
  }
}

/**
 * What was found the last time, where the same is asked again: pages ask for counts when the results are there.
 * @param {Index} index
 * @param {string} asked
 * @param {() => boolean} isWanted
 * @param {(isWanted: () => boolean) => Promise<Found>} make
 */
function findOnce(index, asked, isWanted, make) {
  if (index.last?.asked === asked) index.last.waiting.isWanted = isWanted;
  else {
    const waiting = { isWanted };
    const found = make(() => waiting.isWanted());
    index.last = { asked, waiting, found };
    found.catch(() => {
      if (index.last?.found === found) index.last = undefined;
    });
  }
  return index.last.found;
}

/**
 * The values of facets among what fits the query and the filters on the other facets.
 * @param {Index} index
 * @param {string} query
 * @param {boolean} unfinished
 * @param {string[]} facets
 * @param {{facet: string, mask: Uint8Array}[]} masks
 * @param {Hit[]} hits what fits all filters
 */
async function counted(index, query, unfinished, facets, masks, hits) {
  /** @type {Record<string, Values>} */
  const counts = {};
  for (const facet of facets.filter((name) => index.directory.columns[name] !== undefined)) {
    const others = masks.filter((other) => other.facet !== facet);
    const other = others.length === masks.length ? null : intersection(others.map(({ mask }) => mask));
    const among = others.length === masks.length ? hits : (await find(index, query, unfinished, other)).hits;
    counts[facet] = await valuesOf(index, facet, among.map((hit) => hit.doc));
  }
  return counts;
}

/**
 * @param {Index} index
 * @param {Hit} hit
 * @param {ReturnType<typeof snippets>} marked
 * @returns {Promise<Result>}
 */
async function result(index, hit, marked) {
  const row = await index.row(hit.doc);
  return { key: row.citation_key, score: hit.score, row, ...marked(row), reasons: hit.reasons };
}

/**
 * The references that answer the query, best first.
 * @param {Index} index
 * @param {string} text
 * @param {boolean} unfinished
 * @param {Mask} filter
 * @param {() => boolean} [isWanted]
 * @returns {Promise<Found>}
 */
async function find(index, text, unfinished, filter, isWanted = () => true) {
  const { weights, nearest, fields } = index.directory.knowledge;
  if (mayIdentify(text)) {
    const found = await lookedUp(index, text, filter);
    if (found !== null) return found;
  }
  const tree = await parse(text, fields);
  const nodes = tree.type === "and" ? tree.nodes : [tree];
  const isSoft = nodes.some((node) => node.type === "word");
  const ranking = positiveTexts(tree);
  const hard = conjunction(nodes.filter((node) => node.type !== "word"));
  const mask = intersection([await select(index, hard, text), filter]);
  // A word that ends with a space, a quotation mark or a parenthesis is finished.
  const last = nodes.findLast((node) => node.type === "word");
  const isTyped = unfinished && last !== undefined && text.endsWith(last.text);
  const understood = await understand(index, ranking, isTyped);
  if (!understood.terms.length) return ranking.length ? nothing() : all(index, mask);
  if (!isWanted()) throw new UnwantedError();
  const docs = await candidates(index, understood, mask, !isSoft);
  const keys = await index.ranks("key");
  let scored = (await score(index, understood, docs)).filter((found) => found.score > 0 || !isSoft);
  const order = (/** @type {number} */ doc) => (keys === null ? doc : keys[doc]);
  const rounded = new Map(scored.map((found) => [found, round(found.score, 6)]));
  scored.sort((a, b) => Number(rounded.get(b)) - Number(rounded.get(a)) || order(a.doc) - order(b.doc));
  const coverage = Math.max(0, ...scored.slice(0, 3).map((found) => found.coverage));
  const subject = understood.terms.filter((term) => !term.facet);
  const isEasy = subject.length >= weights.QUESTION || subject.every(isKnown);
  const enough = isEasy ? weights.CONFIDENT_ENOUGH : weights.CONFIDENT_COVERAGE;
  const confident = scored.length > 0 && (!isSoft || coverage >= enough);
  if (confident && isSoft) {
    const least = weights.TAIL * scored[0].score;
    scored = scored.filter((found) => found.score >= least);
  }
  const hits = (confident ? scored : scored.slice(0, nearest)).map((found) => ({
    doc: found.doc,
    score: round(found.score, 3),
    reasons: found.reasons,
  }));
  const corrections = understood.terms
    .filter((term) => term.corrected.length)
    .map((term) => ({ typed: term.text, read: term.corrected[0] }));
  return { hits, confident, corrections, total: scored.length, understood };
}

/** @returns {Found} */
function nothing() {
  return { hits: [], confident: false, corrections: [], total: 0, understood: null };
}

/**
 * Nothing to rank by: every reference that fits, by key.
 * @param {Index} index
 * @param {Mask} mask
 * @returns {Promise<Found>}
 */
async function all(index, mask) {
  const keys = await index.ranks("key");
  const docs = fitting(index, mask);
  if (keys !== null) docs.sort((a, b) => keys[a] - keys[b]);
  const hits = docs.map((doc) => ({ doc, score: 0, reasons: [] }));
  return { ...nothing(), hits, confident: hits.length > 0, total: hits.length };
}

/**
 * The references that the identifier names; null where the text is none, or it names none and its words may.
 * @param {Index} index
 * @param {string} text
 * @param {Mask} mask
 * @returns {Promise<Found | null>}
 */
async function lookedUp(index, text, mask) {
  const { identify, sameHost } = await loadIdentifiers();
  const identifier = identify(text);
  if (identifier === null) return null;
  const { kind, value } = identifier;
  const isHost = kind === "host";
  const [members, own, keys] = await Promise.all([
    index.facet(isHost ? "site" : kind, isHost ? sameHost(value) : value),
    isHost ? index.facet("host", value) : null,
    index.ranks("key"),
  ]);
  const docs = [...members.docs].filter((doc) => mask === null || mask[doc]);
  if (!docs.length) return ["host", "handle", "url"].includes(kind) ? null : nothing();
  const first = own === null ? null : maskOf(index, own.docs);
  const place = (/** @type {number} */ doc) => (first === null ? 0 : 1 - first[doc]);
  const order = (/** @type {number} */ doc) => (keys === null ? doc : keys[doc]);
  docs.sort((a, b) => place(a) - place(b) || order(a) - order(b));
  const hits = docs.map((doc) => ({ doc, score: 1, reasons: [{ what: value, where: kind, points: 1 }] }));
  return { ...nothing(), hits, confident: true, total: hits.length };
}

/**
 * The texts of words and phrases that are not excluded, in order: what results are ranked by.
 * @param {Node} node
 * @returns {string[]}
 */
function positiveTexts(node) {
  switch (node.type) {
    case "word":
    case "phrase":
      return [node.text];
    case "and":
    case "or":
      return node.nodes.flatMap(positiveTexts);
    case "not":
      return [];
    case "field":
      return ["title", "summary", "author", "organization"].includes(node.name) ? [node.value] : [];
  }
}

/**
 * Undated ones last, ties by key.
 * @param {Index} index
 * @param {Hit[]} hits
 * @param {string} sort
 */
async function sorted(index, hits, sort) {
  if (sort === "score") return hits;
  const keys = await index.ranks("key");
  const byKey = (/** @type {Hit} */ a, /** @type {Hit} */ b) => (keys === null ? a.doc - b.doc : keys[a.doc] - keys[b.doc]);
  if (sort === "key") return [...hits].sort(byKey);
  const ranks = await index.ranks(sort === "title" ? "title" : "issued");
  const rank = (/** @type {Hit} */ hit) => (ranks === null ? 0 : ranks[hit.doc]);
  const turn = sort === "-issued" ? -1 : 1;
  const undated = (/** @type {Hit} */ hit) => Number(sort !== "title" && rank(hit) === 0);
  return [...hits].sort((a, b) => undated(a) - undated(b) || turn * (rank(a) - rank(b)) || byKey(a, b));
}

