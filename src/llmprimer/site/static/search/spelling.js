/**
 * @file Words of the catalogue that a misspelt or unfinished word may stand for. The same as llmprimer/search/spelling.py.
 */

import { wordsThatBegin } from "./beginnings.js";
import { kept } from "./files.js";
import { root } from "./stem.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./beginnings.js").Reading} Reading */

/**
 * The known words that an unknown one may stand for, each with its trust (0 to 1), best first.
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<Reading[]>}
 */
export function nearWords(index, word) {
  return kept(index.nearOf, word, () => findNearWords(index, word));
}

/**
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<Reading[]>}
 */
async function findNearWords(index, word) {
  const { weights, spelling } = index.directory.knowledge;
  if (word.length < spelling.shortest || !/^[a-z0-9]+$/i.test(word) || /^[0-9]+$/.test(word)) return [];
  const half = word.length >> 1;
  const sizes = [word.length - 1, word.length, word.length + 1];
  // The one edit that touches both halves.
  const swapped = word.slice(0, half - 1) + word[half] + word[half - 1] + word.slice(half + 1);
  const compound = isMadeOfTwo(index, word);
  compound.catch(() => undefined); // told below
  const [swap, beginning, ...ending] = await Promise.all([
    index.word(swapped),
    index.wordsBeginning(word.slice(0, half)),
    ...sizes.map((size) => index.wordsEnding(word.slice(half), size)),
  ]);
  const letters = /[0-9]/.test(word) ? /[a-z0-9]/ : /[a-z]/;
  /** @type {Map<string, Reading>} */
  const one = new Map();
  for (const known of [...beginning, ...ending.flat(), swap]) {
    if (known === null || !isOneEdit(word, known.word, letters)) continue;
    const trust = trustOf(index, word, known.word);
    if (trust >= weights.LEAST_TRUST) one.set(known.word, { word: known.word, trust, count: known.count });
  }
  const edited = [...one.values()].sort(better);
  // Where they stand is asked for while it is found out whether the word is a compound.
  for (const { word: known } of edited.slice(0, spelling.readings)) index.entry(root(known)).catch(() => undefined);
  const likely = (await compound) ? weights.UNLIKELY_EDIT : 1;
  let found = edited
    .map((reading) => ({ ...reading, trust: reading.trust * likely }))
    .filter(({ trust }) => trust >= weights.LEAST_TRUST);
  if (!found.length) {
    found = wordsThatBegin(beginning, word, weights, spelling.readings).filter(({ trust }) => trust >= weights.LEAST_TRUST);
  }
  if (!found.length && word.length >= spelling.long && /^[a-z]+$/i.test(word) && likely === 1) {
    found = (await index.wordsBeginning(word[0]))
      .filter((known) => known.isWord && isWithinTwo(word, known.word))
      .map(({ word: known, count }) => ({ word: known, trust: weights.TWO_EDITS, count }));
  }
  return found.sort(better).slice(0, spelling.readings);
}

/**
 * @param {Reading} a
 * @param {Reading} b
 */
function better(a, b) {
  return b.trust - a.trust || b.count - a.count || (a.word < b.word ? -1 : 1);
}

/**
 * How likely the one edit between the two is a slip.
 * @param {Index} index
 * @param {string} word
 * @param {string} known
 */
function trustOf(index, word, known) {
  const { weights, spelling } = index.directory.knowledge;
  // Numbers are exact: gpt4 is no misspelling of gpt3.
  const letters = word.replace(/[0-9]/g, "");
  const isSame = word.replace(/[^0-9]/g, "") === known.replace(/[^0-9]/g, "");
  if (!isSame || letters.length < spelling.shortest) return 0;
  let at = 0;
  while (at < Math.min(word.length, known.length) && word[at] === known[at]) at++;
  let trust = weights.ONE_EDIT * (weights.SHORT_WORD[word.length] ?? 1);
  const isSwap = word.length === known.length && word.slice(at + 1) !== known.slice(at + 1);
  if (word.length === known.length && !isSwap && !isAlike(spelling, word[at], known[at])) {
    trust *= weights.UNLIKELY_EDIT / weights.ONE_EDIT;
  }
  return at === 0 && !isSwap ? trust * weights.FIRST_LETTER : trust;
}

/**
 * Whether two letters are beside each other on the keyboard, or alike in sound.
 * @param {{rows: string[], alike: string[]}} spelling
 * @param {string} a
 * @param {string} b
 */
function isAlike({ rows, alike }, a, b) {
  if (alike.some((group) => group.includes(a) && group.includes(b))) return true;
  return rows.some((row, n) => {
    const below = rows[n + 1] ?? "";
    for (let i = 0; i < row.length; i++) {
      for (const [one, other] of [[row[i], row[i + 1]], [row[i], below[i]], [row[i + 1], below[i]]]) {
        if (one && other && ((one === a && other === b) || (one === b && other === a))) return true;
      }
    }
    return false;
  });
}

/**
 * Whether the word is two known words of three letters or more: a compound of its own.
 * @param {Index} index
 * @param {string} word
 */
async function isMadeOfTwo(index, word) {
  const cuts = Array.from({ length: Math.max(word.length - 5, 0) }, (_, i) => i + 3);
  const begins = await Promise.all(cuts.map((n) => index.word(word.slice(0, n))));
  const ends = await Promise.all(cuts.map((n, i) => (begins[i]?.isWord ? index.word(word.slice(n)) : null)));
  return ends.some((end) => end?.isWord);
}

/**
 * Whether a letter more, fewer, other, or two swapped make one word of the other; `letters` may be put in.
 * @param {string} word
 * @param {string} known
 * @param {RegExp} letters
 */
function isOneEdit(word, known, letters) {
  const difference = known.length - word.length;
  if (difference < -1 || difference > 1 || word === known) return false;
  let at = 0;
  while (at < word.length && word[at] === known[at]) at++;
  if (difference === -1) return word.slice(at + 1) === known.slice(at);
  if (difference === 1) return word.slice(at) === known.slice(at + 1) && letters.test(known[at]);
  if (word.slice(at + 1) === known.slice(at + 1)) return letters.test(known[at]);
  return word[at] === known[at + 1] && word[at + 1] === known[at] && word.slice(at + 2) === known.slice(at + 2);
}

/**
 * Whether at most two edits (optimal string alignment) turn one word into the other.
 * @param {string} a
 * @param {string} known
 */
function isWithinTwo(a, known) {
  const b = Array.from(known);
  if (Math.abs(a.length - b.length) > 2) return false;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
      row.push(cost);
    }
    if (Math.min(...row) > 2) return false;
    before = last;
    last = row;
  }
  return last[b.length] <= 2;
}
