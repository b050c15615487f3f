/**
 * @file English word forms brought to one stem: Porter's algorithm. The same as llmprimer/stem.py.
 */

const VOWELS = "aeiou";
const STEP_2 = pairs(
  "ational ate tional tion enci ence anci ance izer ize abli able alli al entli ent eli e ousli ous ization ize ation ate " +
    "ator ate alism al iveness ive fulness ful ousness ous aliti al iviti ive biliti ble",
);
const STEP_3 = pairs("icate ic ative - alize al iciti ic ical ic ful - ness -");
const STEP_4 = "ement ance ence able ible ment ant ent ion ism ate iti ous ive ize al er ic ou".split(" ");

/** @param {string} text */
function pairs(text) {
  const parts = text.split(" ");
  /** @type {[string, string][]} */
  const found = [];
  for (let i = 0; i < parts.length; i += 2) found.push([parts[i], parts[i + 1] === "-" ? "" : parts[i + 1]]);
  // The longest one that fits is meant.
  return found.sort((a, b) => b[0].length - a[0].length);
}

/**
 * @param {string} word
 * @param {number} i
 * @returns {boolean}
 */
function isConsonant(word, i) {
  if (VOWELS.includes(word[i])) return false;
  return word[i] !== "y" || i === 0 || !isConsonant(word, i - 1);
}

/** @param {string} stem */
function measure(stem) {
  let count = 0;
  let beforeWasVowel = false;
  for (let i = 0; i < stem.length; i++) {
    const consonant = isConsonant(stem, i);
    if (beforeWasVowel && consonant) count++;
    beforeWasVowel = !consonant;
  }
  return count;
}

/** @param {string} stem */
function hasVowel(stem) {
  for (let i = 0; i < stem.length; i++) if (!isConsonant(stem, i)) return true;
  return false;
}

/** @param {string} word */
function doubleConsonant(word) {
  const n = word.length;
  return n > 1 && word[n - 1] === word[n - 2] && isConsonant(word, n - 1);
}

/** @param {string} word */
function shortEnd(word) {
  const n = word.length;
  return (
    n > 2 && isConsonant(word, n - 1) && !isConsonant(word, n - 2) && isConsonant(word, n - 3) && !"wxy".includes(word[n - 1])
  );
}

/**
 * @param {string} word
 * @param {[string, string][]} table
 */
function replaceLongest(word, table) {
  for (const [suffix, replacement] of table) {
    if (word.endsWith(suffix)) {
      const base = word.slice(0, -suffix.length);
      return measure(base) > 0 ? base + replacement : word;
    }
  }
  return word;
}

/** @param {string} word */
function plurals(word) {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** @param {string} word */
function pastAndProgressive(word) {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ["ed", "ing"].find((end) => word.endsWith(end) && hasVowel(word.slice(0, -end.length)));
  if (suffix === undefined) return word;
  const base = word.slice(0, -suffix.length);
  if (/(?:at|bl|iz)$/.test(base)) return base + "e";
  if (doubleConsonant(base) && !/[lsz]$/.test(base)) return base.slice(0, -1);
  return measure(base) === 1 && shortEnd(base) ? base + "e" : base;
}

/** @param {string} word */
function residual(word) {
  for (const suffix of STEP_4) {
    if (word.endsWith(suffix)) {
      const base = word.slice(0, -suffix.length);
      return measure(base) > 1 && (suffix !== "ion" || /[st]$/.test(base)) ? base : word;
    }
  }
  return word;
}

/** @param {string} word */
function final(word) {
  if (word.endsWith("e")) {
    const base = word.slice(0, -1);
    const m = measure(base);
    if (m > 1 || (m === 1 && !shortEnd(base))) word = base;
  }
  return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
}

/**
 * The stem of a folded word; words of other scripts, with digits, or of one or two letters stay as they are.
 * @param {string} word
 */
export function stem(word) {
  if (word.length < 3 || !/^[a-z]+$/i.test(word)) return word;
  word = pastAndProgressive(plurals(word));
  if (word.endsWith("y") && hasVowel(word.slice(0, -1))) word = word.slice(0, -1) + "i";
  return final(residual(replaceLongest(replaceLongest(word, STEP_2), STEP_3)));
}
