/**
 * @file What a query will need, asked for before it is understood.
 */

import { root, stem } from "./stem.js";
import { isAscii, pairwise } from "./text.js";

/** @typedef {import("./index.js").Index} Index */

/** Longer queries are rare, and answered without. */
const MANY = 12;

/**
 * Begins to fetch what most queries with these words need, so that one need not wait for the other.
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {boolean} unfinished whether the last word may be the beginning of others
 */
export function prefetch(index, inOrder, unfinished) {
  if (!inOrder.length || inOrder.length > MANY) return;
  const stems = inOrder.map(stem);
  const kept = inOrder.filter((word) => !index.stop.has(word));
  /** @type {Promise<unknown>[]} */
  const begun = [
    index.lengths(),
    index.names(inOrder.join("")),
    index.names("~" + stems.join(" ")),
    ...[stems.join(" "), ...kept.map(stem)].map((name) => topics(index, name)),
    ...kept.flatMap((word) => [index.entry(root(word)), index.word(word), index.longForms(word)]),
    ...kept.filter((word) => word.length <= 5 && isAscii(word)).map((word) => index.initialled(word)),
    ...(unfinished ? [index.wordsTyped(inOrder[inOrder.length - 1])] : []),
    ...pairwise(inOrder).map(([a, b]) => index.word(a + stem(b))),
  ];
  // What fails is asked again where it is needed, and told there.
  for (const promise of begun) promise.catch(() => undefined);
}

/**
 * The references with the topics that a name in stems names.
 * @param {Index} index
 * @param {string} name
 */
async function topics(index, name) {
  await Promise.all((await index.concepts(name)).map(({ slug }) => index.facet("topic", slug)));
}
