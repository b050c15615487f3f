/**
 * @file What may stand in a reference for a word of the query: its forms, other spellings, and abbreviations both ways.
 * The same as llmprimer/search/forms.py.
 */

import { kept } from "./files.js";
import { COMPOUND, FIELD, JOINED, state } from "./postings.js";
import { root, stem } from "./stem.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {Map<string, {quality: number, frequency: number}>} Forms word -> how far it is the same word, in how many references */

const MOST_EXPLANATIONS = 8;
const LONGEST_RUN = 8;
const MOST_PHRASES = 2000;
const LONGEST_SHORTENED = 4;

/**
 * All forms of a word that the catalogue has, the commonest first.
 * @param {Index} index
 * @param {string} word
 */
export function forms(index, word) {
  return kept(index.formsOf, word, () => formsIn(index, word));
}

/**
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<Forms>}
 */
async function formsIn(index, word) {
  const { weights, most_forms: most } = index.directory.knowledge;
  const [ownStem, ownRoot] = [stem(word), root(word)];
  const entry = await index.entry(ownRoot);
  /** @type {{word: string, count: number, stem: string}[]} */
  const found = [];
  for (const [token, { spellings, counts }] of entry) {
    spellings.forEach((spelling, form) => {
      if (root(spelling) === ownRoot && (token === ownStem || !isVersion(word))) found.push({ word: spelling, count: counts[form], stem: token });
    });
  }
  found.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  /** @type {Forms} */
  const result = new Map();
  for (const { word: known, count, stem: its } of found.slice(0, most)) {
    const different = isVersion(known) ? weights.COMPOUND_PART : weights.SAME_ROOT;
    const quality = its === ownStem ? weights.VARIANT : different;
    result.set(known, { quality: known === word ? 1 : quality, frequency: count });
  }
  return result;
}

/** @param {string} word */
function isVersion(word) {
  return /\d$/.test(word);
}

/**
 * Those of the words that the catalogue has, as a word or as two neighbours, by alphabet.
 * @param {Index} index
 * @param {Iterable<string>} spelt
 */
export async function pairs(index, spelt) {
  const wanted = [...new Set(spelt)].sort().slice(0, 500);
  const found = await Promise.all(wanted.map((word) => index.word(word)));
  return found.flatMap((known) => known ?? []);
}

/**
 * The initial of the first name, where an author is written so with the last name.
 * @param {Index} index
 * @param {string} first
 * @param {string} last
 * @returns {Promise<string | null>}
 */
export async function signed(index, first, last) {
  if (Array.from(first).length < 2 || !isAlpha(first) || !isAlpha(last)) return null;
  const author = index.fields.indexOf("author");
  const family = (await index.token(stem(last)))?.postings.heads ?? [];
  // The initial is fetched only where an author has the name, after another.
  if (!family.some((head) => (head & FIELD) === author && state(head) % COMPOUND && state(head) !== JOINED)) return null;
  const name = [Array.from(first)[0], stem(last)];
  const { heads } = await index.phrase(name);
  return heads.some((head) => (head & FIELD) === author) ? name.join(" ") : null;
}

/** @param {string} text */
function isAlpha(text) {
  return /^\p{L}+$/u.test(text);
}

/**
 * Stems of what the abbreviation stands for -> trust, as texts and topics explain it.
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<Map<string, number>>}
 */
export async function longForms(index, word) {
  const lists = await Promise.all([...new Set([word, stem(word)])].map((short) => index.longForms(short)));
  const found = lists.flat().sort((a, b) => b.count - a.count || (a.long < b.long ? -1 : 1)).slice(0, MOST_EXPLANATIONS);
  const { VARIANT } = index.directory.knowledge.weights;
  return new Map(found.filter(({ count }) => count * 3 >= found[0].count).map(({ long }) => [long, VARIANT]));
}

/**
 * Each run of the query's words that has an abbreviation that the catalogue explains.
 * @param {Index} index
 * @param {string[]} stems
 * @returns {Promise<{start: number, end: number, short: string}[]>}
 */
export async function shortForms(index, stems) {
  /** @type {Map<string, [number, number][]>} */
  const runs = new Map();
  for (let start = 0; start < stems.length; start++) {
    for (let end = start + 2; end <= Math.min(stems.length, start + LONGEST_RUN); end++) {
      note(runs, stems.slice(start, end).join(" "), [start, end]);
    }
  }
  const wanted = [...runs.keys()].sort().slice(0, 900);
  const found = await Promise.all(wanted.map(async (long) => ({ long, shorts: await index.shortForms(long) })));
  return found.flatMap(({ long, shorts }) =>
    shorts.flatMap((short) => (runs.get(long) ?? []).map(([start, end]) => ({ start, end, short }))),
  );
}

/**
 * Each run of words whose initials are a word of the catalogue that stands for it.
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {string[]} stems
 * @returns {Promise<{start: number, end: number, short: string}[]>}
 */
export async function shortByInitials(index, inOrder, stems) {
  const longest = index.directory.knowledge.longest_known_initials;
  /** @type {Map<string, [number, number][]>} */
  const runs = new Map();
  for (let start = 0; start < inOrder.length; start++) {
    for (let end = start + 3; end <= Math.min(inOrder.length, start + LONGEST_RUN); end++) {
      if (index.stop.has(inOrder[start]) || index.stop.has(inOrder[end - 1])) continue;
      for (const letters of new Set(initials(index, inOrder.slice(start, end)))) {
        if (letters.length >= 3 && letters.length <= longest) note(runs, letters, [start, end]);
      }
    }
  }
  const known = await pairs(index, runs.keys());
  const phrases = await Promise.all(known.map(({ word }) => byInitials(index, word, true)));
  return known.flatMap(({ word }, i) =>
    (runs.get(word) ?? []).filter(([start, end]) => phrases[i].has(stems.slice(start, end).join(" "))).map(([start, end]) => ({ start, end, short: word })),
  );
}

/**
 * @template K, V
 * @param {Map<K, V[]>} map
 * @param {K} key
 * @param {V} value
 */
function note(map, key, value) {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/**
 * The first letters of the words, and of those that are no function words; # for what does not start with a letter.
 * @param {Index} index
 * @param {string[]} inOrder
 */
function initials(index, inOrder) {
  const letters = inOrder.map((word) => (/^[a-z]/i.test(word) ? word[0] : "#"));
  return [letters.join(""), letters.filter((_, i) => !index.stop.has(inOrder[i])).join("")];
}

/**
 * Stems of the phrase of names in the catalogue that has the word as its initials -> trust; the commonest phrase.
 * @param {Index} index
 * @param {string} word
 * @param {boolean} known
 * @returns {Promise<Map<string, number>>}
 */
export async function byInitials(index, word, known) {
  const { weights, longest_initials: longest, longest_known_initials: longestKnown } = index.directory.knowledge;
  const most = known ? longestKnown : longest;
  if (word.length < 2 || word.length > most || !/^[a-z]+$/i.test(word) || index.stop.has(word)) return new Map();
  const found = await index.initialled(word);
  // A known word with a vowel may be an ordinary word.
  const isOrdinary = known && /[aeiou]/.test(word);
  const needed = word.length < 3 ? 3 : isOrdinary ? 2 : 1;
  if (found === null || found.count < needed) return new Map();
  return new Map(found.phrases.map((phrase) => [phrase, weights.VARIANT]));
}

/**
 * Long forms of three or four words without one of their less important words -> trust: "question answering" for VQA. The words
 * left must have most of the worth of the whole phrase.
 * @param {Index} index
 * @param {Map<string, number>} phrases
 * @param {(frequency: number) => number} worth of a stem that so many references have
 * @returns {Promise<Map<string, number>>}
 */
export async function withoutAWord(index, phrases, worth) {
  const { PART_OF_PHRASE, LEAST_OF_PHRASE } = index.directory.knowledge.weights;
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const [phrase, trust] of phrases) {
    const parts = phrase.split(" ");
    if (parts.length < 3 || parts.length > LONGEST_SHORTENED) continue;
    const worths = await Promise.all(parts.map(async (part) => (index.stop.has(part) ? 0 : worth(await withPhrase(index, part)))));
    const whole = worths.reduce((sum, one) => sum + one, 0) || 1;
    for (let leftOut = 0; leftOut < parts.length; leftOut++) {
      const share = 1 - worths[leftOut] / whole;
      const shorter = parts.filter((_, i) => i !== leftOut);
      if (share < LEAST_OF_PHRASE || index.stop.has(shorter[0]) || index.stop.has(shorter[shorter.length - 1])) continue;
      const name = shorter.join(" ");
      if (!phrases.has(name)) found.set(name, Math.max(PART_OF_PHRASE * share * trust, found.get(name) ?? 0));
    }
  }
  return found;
}

/**
 * In how many references the stems stand side by side, at most MOST_PHRASES.
 * @param {Index} index
 * @param {string} phrase
 */
export async function withPhrase(index, phrase) {
  return Math.min((await index.phrase(phrase.split(" "))).docs.length, MOST_PHRASES);
}
