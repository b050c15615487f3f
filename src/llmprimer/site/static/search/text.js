/**
 * @file Text as it is compared: folded and split into words. The same as llmprimer/text.py.
 */

const CJK =
  "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3021-\\u3029\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff" +
  "\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const ASCII_WORD = /[a-z0-9]+(?:\+\+|#(?![a-z0-9]))?/g;
const TOKEN = new RegExp(`([${CJK}]+)|(?:(?![${CJK}])[\\p{L}\\p{N}])+(?:\\+\\+|#(?![\\p{L}\\p{N}_]))?`, "gu");
// eslint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;
/** What Python calls white space, for a character class. */
export const SPACE = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const SPACES = new RegExp(`[${SPACE}]+`, "u");
const OUTER_SPACES = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");

// Where Unicode's case folding is not the lower case.
const FOLDED = new Map(
  Object.entries({
    "ß": "ss", "\u0345": "ι", "ς": "σ",
    "\u1c80": "в", "\u1c81": "д", "\u1c82": "о", "\u1c83": "с", "\u1c84": "т", "\u1c85": "т", "\u1c86": "ъ",
    "\u1c87": "ѣ", "\u1c88": "ꙋ",
  }),
);
const FOLDS = /[ß\u0345ς\u1c80-\u1c88]/g;
const CHEROKEE = /[\u13f8-\u13fd\uab70-\uabbf]/g;

/** @param {string} text */
export function isAscii(text) {
  return ASCII.test(text);
}

/** @param {string} text */
export function strip(text) {
  return text.replace(OUTER_SPACES, "");
}

/**
 * The parts between white space.
 * @param {string} text
 */
export function split(text) {
  return text.split(SPACES).filter(Boolean);
}

/**
 * Lower case, without accents, in one width and one form of each character.
 * @param {string} text
 */
export function fold(text) {
  if (isAscii(text)) return text.toLowerCase();
  let folded = text.normalize("NFKD").replace(/[\u2019\u02bc\uff07]/g, "'").toLowerCase();
  folded = folded.replace(FOLDS, (c) => FOLDED.get(c) ?? c).replace(CHEROKEE, upperCherokee);
  folded = folded.replace(/(?![\u3099\u309a])\p{Mn}/gu, "");
  return folded.normalize("NFC").replace(/[łøđı]/g, (c) => "lodi"["łøđı".indexOf(c)]);
}

/** @param {string} c */
function upperCherokee(c) {
  const code = c.charCodeAt(0);
  return String.fromCharCode(code < 0x2000 ? code - 8 : code - 0xab70 + 0x13a0);
}

/**
 * The folded words in order; runs of CJK text as overlapping pairs of characters.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  let folded = fold(text);
  if (folded.includes("'")) {
    folded = folded.replaceAll("'s ", " ").replace(/'s$/, "").replaceAll("'", "");
  }
  if (isAscii(folded)) return folded.match(ASCII_WORD) ?? [];
  /** @type {string[]} */
  const found = [];
  for (const match of folded.matchAll(TOKEN)) {
    if (match[1] === undefined) {
      found.push(match[0]);
      continue;
    }
    const run = Array.from(match[1]);
    if (run.length === 1) found.push(run[0]);
    for (let i = 0; i < run.length - 1; i++) found.push(run[i] + run[i + 1]);
  }
  return found;
}

/**
 * Neighbours as pairs.
 * @template T
 * @param {T[]} list
 * @returns {[T, T][]}
 */
export function pairwise(list) {
  /** @type {[T, T][]} */
  const pairs = [];
  for (let i = 0; i < list.length - 1; i++) pairs.push([list[i], list[i + 1]]);
  return pairs;
}

/**
 * Python's `round`, for numbers that are no exact half.
 * @param {number} number
 * @param {number} digits
 */
export function round(number, digits) {
  return Number(number.toFixed(digits));
}

/**
 * Whether the text may be an identifier: an arXiv id, a DOI, an address, a host, a handle.
 * @param {string} text
 */
export function mayIdentify(text) {
  return /[.:/@\p{Nd}\u00b2\u00b3\u00b9]/u.test(text);
}
