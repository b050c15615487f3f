/**
 * @file Words of the catalogue that a misspelt or unfinished word may stand for. The same as llmprimer/search/spelling.py.
 */

/** @typedef {import("./index.js").Index} Index */
/** @typedef {[string, number]} Counted a word, and in how many references it occurs */

/**
 * Up to four known words for an unknown one, each with how far it may be trusted, best first.
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<[string, number][]>}
 */
export async function nearWords(index, word) {
  const { quality } = index.directory.knowledge;
  if (word.length < quality.shortest || !/^[a-z0-9]+$/i.test(word) || /^[0-9]+$/.test(word)) return [];
  const half = word.length >> 1;
  const sizes = [word.length - 1, word.length, word.length + 1];
  const [beginning, ...ending] = await Promise.all([
    index.wordsBeginning(word.slice(0, half)),
    ...sizes.map((size) => index.wordsEnding(word.slice(half), size)),
  ]);
  const hasDigits = /[0-9]/.test(word);
  /** @type {Map<string, number>} */
  const one = new Map();
  for (const [known, count] of [...beginning, ...ending.flat()]) {
    if (isOneEdit(word, known, hasDigits ? /[a-z0-9]/ : /[a-z]/)) one.set(known, count);
  }
  // The one edit that touches both halves.
  const swapped = word.slice(0, half - 1) + word[half] + word[half - 1] + word.slice(half + 1);
  const count = swapped === word ? 0 : await index.wordCount(swapped);
  if (count) one.set(swapped, count);
  const fitting = [...one].filter(([known]) => !hasDigits || hasSameNumbers(word, known, quality.shortest));
  if (fitting.length) return ranked(fitting).map(([known]) => [known, quality.oneEdit]);
  const begun = beginning.filter(([known]) => known.startsWith(word) && known !== word);
  if (begun.length) {
    begun.sort((a, b) => size(a[0]) - size(b[0]) || b[1] - a[1]);
    return begun.slice(0, 4).map(([known]) => [known, quality.prefix]);
  }
  if (word.length < 7 || !/^[a-z]+$/i.test(word)) return [];
  const near = (await index.wordsBeginning(word[0])).filter(([known]) => isWithinTwo(word, known));
  return ranked(near).map(([known]) => [known, quality.twoEdits]);
}

/** @param {string} text */
function size(text) {
  return Array.from(text).length;
}

/**
 * The four commonest, ties by alphabet.
 * @param {Counted[]} found
 */
function ranked(found) {
  return found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 4);
}

/**
 * Numbers are exact: gpt4 is no misspelling of gpt3.
 * @param {string} word
 * @param {string} known
 * @param {number} shortest
 */
function hasSameNumbers(word, known, shortest) {
  const digits = /[0-9]/g;
  return word.replace(digits, "").length >= shortest && word.match(digits)?.join("") === (known.match(digits) ?? []).join("");
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
