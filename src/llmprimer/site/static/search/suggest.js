/**
 * @file The nearest known words to one that is not known, for messages. The same as llmprimer/suggest.py.
 */

/** A candidate that is less similar than the best one by more than this (of 1) is not what was meant. */
const NEARLY_AS_NEAR = 0.1;

/**
 * Up to three of the known words, nearest first.
 * @param {string} word
 * @param {string[]} known
 */
function nearest(word, known) {
  const lowered = new Map(known.map((candidate) => [candidate.toLowerCase(), candidate]));
  const wanted = word.toLowerCase();
  const near = [...lowered.keys()]
    .map((candidate) => /** @type {[number, string]} */ ([ratio(candidate, wanted), candidate]))
    .filter(([nearness]) => nearness >= 0.6)
    .sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? 1 : -1))
    .slice(0, 3);
  const close = near.filter(([nearness]) => nearness >= near[0][0] - NEARLY_AS_NEAR).map(([, candidate]) => candidate);
  const within = [...lowered.keys()]
    .filter((candidate) => Array.from(wanted).length >= 3 && candidate.includes(wanted) && !close.includes(candidate))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return [...close, ...within].slice(0, 3).map((candidate) => lowered.get(candidate) ?? candidate);
}

/**
 * `; did you mean "rlhf"?`, or nothing, to append to a message.
 * @param {string} word
 * @param {string[]} known
 */
export function didYouMean(word, known) {
  const found = nearest(word, known).map((name) => `"${name}"`);
  const last = found.pop();
  if (last === undefined) return "";
  return `; did you mean ${found.length ? `${found.join(", ")} or ` : ""}${last}?`;
}

/**
 * How alike two texts are, from 0 to 1: twice the characters in matching blocks by both lengths (Ratcliff and Obershelp,
 * as in Python's difflib).
 * @param {string} a
 * @param {string} b
 */
function ratio(a, b) {
  const one = Array.from(a);
  const other = Array.from(b);
  const length = one.length + other.length;
  return length ? (2 * matching(one, other, 0, one.length, 0, other.length)) / length : 1;
}

/**
 * @param {string[]} a
 * @param {string[]} b
 * @param {number} alow
 * @param {number} ahigh
 * @param {number} blow
 * @param {number} bhigh
 * @returns {number}
 */
function matching(a, b, alow, ahigh, blow, bhigh) {
  let besti = alow;
  let bestj = blow;
  let size = 0;
  /** @type {Map<number, number>} */
  let before = new Map();
  for (let i = alow; i < ahigh; i++) {
    const now = new Map();
    for (let j = blow; j < bhigh; j++) {
      if (a[i] !== b[j]) continue;
      const run = (before.get(j - 1) ?? 0) + 1;
      now.set(j, run);
      if (run > size) [besti, bestj, size] = [i - run + 1, j - run + 1, run];
    }
    before = now;
  }
  if (!size) return 0;
  return (
    size + matching(a, b, alow, besti, blow, bestj) + matching(a, b, besti + size, ahigh, bestj + size, bhigh)
  );
}
