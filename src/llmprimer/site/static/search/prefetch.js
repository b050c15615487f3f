/**
 * @file What a query will need, asked for before it is understood.
 */

import { wordsThatBegin } from "./beginnings.js";
import { loadSpelling } from "./rare.js";
import { root, stem } from "./stem.js";
import { isAscii, pairwise } from "./text.js";

/** @typedef {import("./index.js").Index} Index */

/** Longer queries are rare, and answered without. */
const MANY = 12;
/** More phrases for one abbreviation are waited for where they are needed. */
const MANY_PHRASES = 4;

/**
 * Begins to fetch what most queries with these words need, so that one need not wait for the other.
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {boolean} unfinished whether the last word may be the beginning of others
 */
export function prefetch(index, inOrder, unfinished) {
  if (!inOrder.length || inOrder.length > MANY) return;
  const kept = inOrder.filter((word) => !index.stop.has(word));
  const last = inOrder.length - 1;
  /** @type {Promise<unknown>[]} */
  const begun = [
    index.lengths(),
    names(index, inOrder),
    index.names("~" + inOrder.map(stem).join(" ")),
    topics(index, inOrder.map(stem).join(" ")),
    ...inOrder.map((word, i) => (index.stop.has(word) && !(unfinished && i === last) ? null : readings(index, inOrder, i, unfinished && i === last))),
    ...kept.flatMap((word) => [topics(index, stem(word)), index.entry(root(word)), index.word(word), phrases(index, word)]),
    ...pairwise(inOrder).map(([a, b]) => index.word(a + stem(b))),
  ].flatMap((promise) => promise ?? []);
  // What fails is asked again where it is needed, and told there.
  for (const promise of begun) promise.catch(() => undefined);
}

/**
 * Where the words stand that an abbreviation stands for.
 * @param {Index} index
 * @param {string} word
 */
async function phrases(index, word) {
  const [explained, initialled] = await Promise.all([index.longForms(word), mayBeInitials(word) ? index.initialled(word) : null]);
  const isCommon = initialled !== null && initialled.count >= (word.length < 3 ? 3 : 1);
  const meant = explained.length ? explained.map(({ long }) => long) : isCommon ? initialled.phrases : [];
  await Promise.all(meant.slice(0, MANY_PHRASES).map((phrase) => index.phrase(phrase.split(" "))));
}

/** @param {string} word */
function mayBeInitials(word) {
  return word.length <= 5 && isAscii(word);
}

/**
 * What is asked of the words that an unfinished or misspelt word may stand for.
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {number} i
 * @param {boolean} unfinished
 */
async function readings(index, inOrder, i, unfinished) {
  const { weights, spelling } = index.directory.knowledge;
  const word = inOrder[i];
  const typed = unfinished ? await index.wordsTyped(word) : [];
  if (typed.some((known) => known.word === word)) return;
  let found = wordsThatBegin(typed, word, weights, spelling.readings);
  if (!found.length) {
    const known = await Promise.all([index.word(word), mayBeInitials(word) ? index.initialled(word) : null]);
    if (known.some((one) => one !== null) || (await index.longForms(word)).length) return;
    const { nearWords } = await loadSpelling();
    found = await nearWords(index, word);
    if (!found.length) return;
  }
  const likely = unfinished && typed.length ? found.map((one) => one.word).sort()[0] : found[0].word;
  await Promise.all([
    ...found.map((one) => index.entry(root(one.word))),
    names(index, inOrder.with(i, likely)),
    topics(index, stem(likely)),
  ]);
}

/**
 * The references of which the words, written as one, are a name.
 * @param {Index} index
 * @param {string[]} words
 */
function names(index, words) {
  return index.names(words.join(""));
}

/**
 * The references with the topics that a name in stems names.
 * @param {Index} index
 * @param {string} name
 */
async function topics(index, name) {
  await Promise.all((await index.concepts(name)).map(({ slug }) => index.facet("topic", slug)));
}
