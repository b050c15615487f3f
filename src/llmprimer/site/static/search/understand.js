/**
 * @file From the words of a query to the terms that are looked for. The same as llmprimer/search/understand.py.
 */
/** @import {Term, Understood} from "./types.js" */

import { wordsThatBegin } from "./beginnings.js";
import { toKey } from "./files.js";
import { byInitials, forms, longForms, pairs, shortByInitials, shortForms, signed, withoutAWord, withPhrase } from "./forms.js";
import { loadSpelling } from "./rare.js";
import { singular, stem } from "./stem.js";
import { isAscii, pairwise, words } from "./text.js";

/** @typedef {import("./index.js").Index} Index */
/** @typedef {import("./forms.js").Forms} Forms */

const YEAR = /^(?:19|20)\p{Nd}\p{Nd}$/u;
const MOST_IDS = 20000;
const MOST_NAMES = 900;

/**
 * The terms of the words in some texts, in order.
 * @param {Index} index
 * @param {string[]} texts
 * @param {boolean} unfinished whether the last word stands for those that begin with it, if it is none itself
 * @returns {Promise<Understood>}
 */
export async function understand(index, texts, unfinished) {
  const { knowledge } = index.directory;
  const inOrder = texts.flatMap(words);
  const names = await signedNames(index, inOrder);
  const places = inOrder.map((_, i) => i);
  let kept = places.filter((i) => {
    const isDated = Object.hasOwn(knowledge.months, inOrder[i]) && YEAR.test(inOrder[i + 1] ?? "");
    return !index.stop.has(inOrder[i]) || names.has(i) || isDated;
  });
  if (!kept.length) kept = places;
  const stems = inOrder.map(stem);
  const shortened = abbreviated(index, inOrder, stems);
  shortened.catch(() => undefined); // told below
  const terms = await Promise.all(kept.map((i) => term(index, inOrder, i, names.get(i), unfinished && i === inOrder.length - 1)));
  abbreviate(index, terms, await shortened);
  await Promise.all(terms.map((found) => weigh(index, found)));
  weighAgainstOthers(index, terms);
  return { terms, topics: await topics(index, stems, terms), inOrder };
}

/**
 * Inverse document frequency; at its largest for what occurs nowhere, and above zero for what is everywhere.
 * @param {Index} index
 * @param {number} frequency
 */
function rarity(index, frequency) {
  const { EVERYWHERE } = index.directory.knowledge.weights;
  return Math.log(1 + (EVERYWHERE * index.count + 0.5) / (frequency + 0.5));
}

/**
 * Position -> initial and last name, for first names whose bearers sign with an initial, and for the last names.
 * @param {Index} index
 * @param {string[]} inOrder
 */
async function signedNames(index, inOrder) {
  /** @type {Map<number, string>} */
  const found = new Map();
  const names = await Promise.all(pairwise(inOrder).map(([first, last]) => (index.stop.has(first) ? null : signed(index, first, last))));
  names.forEach((name, i) => {
    if (name !== null) found.set(i, name).set(i + 1, name);
  });
  return found;
}

/**
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {number} i
 * @param {string | undefined} name
 * @param {boolean} begun
 * @returns {Promise<Term>}
 */
async function term(index, inOrder, i, name, begun) {
  const { weights, spelling } = index.directory.knowledge;
  const word = inOrder[i];
  /** @type {Term} */
  const found = {
    text: word, position: i, words: new Map(), phrases: new Map(), corrected: [], frequency: 0, worth: 0, ids: new Set(), facet: "",
  };
  const facets = addFacets(index, found, inOrder, i);
  facets.catch(() => undefined); // told below
  if (name !== undefined) found.phrases.set(name, weights.VARIANT);
  take(found, await forms(index, word), 1);
  const neighbours = sides(index, inOrder, i).map(([a, b]) => a + stem(b));
  for (const { word: spelt, count } of await pairs(index, [word, stem(word), ...neighbours])) {
    if (found.words.has(spelt)) continue;
    found.words.set(spelt, weights.VARIANT);
    found.frequency += weights.VARIANT * count;
  }
  const known = found.words.size > 0;
  if (begun && !known) {
    const longer = wordsThatBegin(await index.wordsTyped(word), word, weights, spelling.readings);
    for (const those of await Promise.all(longer.map((one) => forms(index, one.word)))) take(found, those, weights.BEGINNING);
  }
  if (!found.phrases.size) {
    const explained = await longForms(index, word);
    found.phrases = explained.size ? explained : await byInitials(index, word, known);
    for (const phrase of found.phrases.keys()) index.phrase(phrase.split(" ")).catch(() => undefined); // told where it is weighed
    const shorter = await withoutAWord(index, found.phrases, (frequency) => rarity(index, frequency));
    for (const [phrase, trust] of shorter) found.phrases.set(phrase, trust);
  }
  if (!found.words.size && !found.phrases.size) {
    const [both, nearest] = await Promise.all([apart(index, word), loadSpelling().then(({ nearWords }) => nearWords(index, word))]);
    if (both !== null) found.phrases.set(both, weights.VARIANT);
    const near = both !== null ? [] : nearest;
    const meant = await Promise.all(near.map((one) => forms(index, one.word)));
    near.forEach(({ trust }, i) => take(found, meant[i], trust));
    found.corrected = near.map((one) => one.word);
  }
  await facets;
  return found;
}

/**
 * @param {Term} term
 * @param {Forms} found
 * @param {number} trust
 */
function take(term, found, trust) {
  for (const [word, { quality, frequency }] of found) {
    if (quality * trust > (term.words.get(word) ?? 0)) {
      term.words.set(word, quality * trust);
      term.frequency += quality * trust * frequency;
    }
  }
}

/**
 * The abbreviations of runs of words: their forms, and the positions of the words.
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {string[]} stems
 */
async function abbreviated(index, inOrder, stems) {
  const runs = await Promise.all([shortForms(index, stems), shortByInitials(index, inOrder, stems)]);
  return Promise.all(runs.flat().map(async (run) => ({ ...run, forms: await forms(index, run.short) })));
}

/**
 * Lets an abbreviation stand for each of the words that it abbreviates.
 * @param {Index} index
 * @param {Term[]} terms
 * @param {Awaited<ReturnType<typeof abbreviated>>} runs
 */
function abbreviate(index, terms, runs) {
  const { VARIANT } = index.directory.knowledge.weights;
  for (const { start, end, forms } of runs) {
    for (const term of terms) if (start <= term.position && term.position < end) take(term, forms, VARIANT);
  }
}

/**
 * @param {Index} index
 * @param {Term} term
 */
async function weigh(index, term) {
  const { weights } = index.directory.knowledge;
  const counts = await Promise.all([...term.phrases.keys()].map((phrase) => withPhrase(index, phrase)));
  for (const count of counts) term.frequency += count;
  const frequency = term.facet ? Math.max(term.frequency, term.ids.size) : term.frequency;
  term.worth = rarity(index, frequency) ** weights.RARITY_POWER * (term.facet ? weights.FACET : 1);
}

/**
 * Whether the catalogue has the word as typed, in any form.
 * @param {Term} term
 */
export function isKnown({ words, phrases, corrected }) {
  return words.size + phrases.size > 0 && !corrected.length;
}

/**
 * A word that is not there is worth as much as the rarest that is, and one that is there if misspelt little more.
 * @param {Index} index
 * @param {Term[]} terms
 */
function weighAgainstOthers(index, terms) {
  const { weights } = index.directory.knowledge;
  const there = terms.filter((term) => isKnown(term) && !term.facet).map((term) => term.worth);
  if (!there.length) return;
  for (const term of terms) {
    if (term.corrected.length) term.worth = Math.min(term.worth, weights.CORRECTED * Math.max(...there));
    else if (!isKnown(term) && !term.ids.size) term.worth = weights.UNKNOWN * Math.max(...there);
  }
}

/**
 * The word with its neighbour on either side, where the two may be one name.
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {number} i
 */
function sides(index, inOrder, i) {
  return pairwise(inOrder.slice(Math.max(i - 1, 0), i + 2)).filter(
    ([a, b]) => isAscii(a) && isAscii(b) && !(index.stop.has(a) && index.stop.has(b)),
  );
}

/**
 * An unknown word as two known neighbours: letters from digits first.
 * @param {Index} index
 * @param {string} word
 * @returns {Promise<string | null>}
 */
async function apart(index, word) {
  if (word.length < 4 || !isAscii(word)) return null;
  const isLetter = (/** @type {number} */ n) => /[a-z]/i.test(word[n]);
  const changes = (/** @type {number} */ n) => isLetter(n - 1) !== isLetter(n);
  const cuts = Array.from({ length: word.length - 1 }, (_, n) => n + 1).filter(
    (n) => changes(n) || (n > 1 && n < word.length - 1),
  );
  cuts.sort(
    (a, b) =>
      Number(!changes(a)) - Number(!changes(b)) || Math.abs(2 * a - word.length) - Math.abs(2 * b - word.length) || a - b,
  );
  const begins = await Promise.all(cuts.map((n) => index.word(word.slice(0, n))));
  const ends = await Promise.all(cuts.map((n, at) => (begins[at] === null ? null : index.word(word.slice(n)))));
  for (const [at, n] of cuts.entries()) {
    if (ends[at] === null) continue;
    const both = [stem(word.slice(0, n)), stem(word.slice(n))];
    if ((await index.phrase(both)).docs.length) return both.join(" ");
  }
  return null;
}

/**
 * The word, or its singular, if it is a word for a kind.
 * @param {Index} index
 * @param {string} text
 */
function kindWord(index, text) {
  return [text, singular(text)].find((word) => Object.hasOwn(index.directory.knowledge.kinds, word));
}

/**
 * Whether a word for a kind belongs to the subject, because it stands before a noun: "video" in "video classification".
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {number} i
 */
function modifiesTheNext(index, inOrder, i) {
  const after = inOrder[i + 1];
  if (after === undefined || index.stop.has(after) || kindWord(index, after) !== undefined) return false;
  if (Object.hasOwn(index.directory.knowledge.months, after) || YEAR.test(after)) return false;
  return singular(inOrder[i]) === inOrder[i];
}

/**
 * What the word says of kind or date, as the references for which it holds.
 * @param {Index} index
 * @param {Term} found
 * @param {string[]} inOrder
 * @param {number} i
 */
async function addFacets(index, found, inOrder, i) {
  const { kinds, months } = index.directory.knowledge;
  const asked = kindWord(index, found.text);
  if (asked !== undefined && modifiesTheNext(index, inOrder, i)) return;
  if (asked !== undefined) {
    const lists = await Promise.all([...kinds[asked]].sort().map((kind) => index.facet("kind", kind)));
    const ids = lists.flatMap(({ docs }) => [...docs]).slice(0, MOST_IDS);
    if (ids.length) {
      found.ids = new Set(ids);
      found.facet = "kind";
    }
    return;
  }
  if (!YEAR.test(found.text)) return;
  let low = `${found.text}-01-01`;
  let high = `${found.text}-12-31`;
  const before = i ? inOrder[i - 1] : "";
  if (Object.hasOwn(months, before)) {
    const month = String(months[before]).padStart(2, "0");
    [low, high] = [`${found.text}-${month}-01`, `${found.text}-${month}-31`];
  } else if (before === "since" || before === "after") high = "9999";
  else if (before === "before" || before === "until") low = "0000";
  found.ids = new Set((await index.dated(low, high)).slice(0, MOST_IDS));
  found.facet = "date";
}

/**
 * The word of the catalogue that is most likely meant; the word itself where there is none.
 * @param {Term} term
 */
export function best(term) {
  let found = term.text;
  let trust = -1;
  for (const [word, quality] of term.words) {
    if (quality > trust || (quality === trust && word < found)) [found, trust] = [word, quality];
  }
  return found;
}

/**
 * The topics that the words name; the longest name wins where names overlap.
 * @param {Index} index
 * @param {string[]} stems
 * @param {Term[]} terms
 */
async function topics(index, stems, terms) {
  const longest = index.directory.knowledge.longest_name;
  /** @type {Map<string, [number, number][]>} */
  const spans = new Map();
  const corrected = stems.slice();
  for (const term of terms) corrected[term.position] = stem(best(term));
  for (let start = 0; start < stems.length; start++) {
    for (let end = start + 1; end <= Math.min(stems.length, start + longest); end++) {
      for (const sequence of [stems, corrected]) {
        const span = sequence.slice(start, end);
        for (const name of [span.join(" "), span.join("")]) {
          const known = spans.get(name);
          if (known) known.push([start, end]);
          else spans.set(name, [[start, end]]);
        }
      }
    }
  }
  let names = [...spans.keys()];
  if (names.length > MOST_NAMES) names = names.sort((a, b) => (toKey(a) < toKey(b) ? -1 : 1)).slice(0, MOST_NAMES);
  const named = await Promise.all(names.map(async (name) => ({ name, topics: await index.concepts(name) })));
  /** @type {Map<string, {start: number, end: number, slug: string}>} */
  const distinct = new Map();
  for (const { name, topics } of named) {
    for (const { slug, part } of topics) {
      for (const [start, end] of part ? [] : (spans.get(name) ?? [])) distinct.set(`${start} ${end} ${slug}`, { start, end, slug });
    }
  }
  const ordered = [...distinct.values()].sort(
    (a, b) =>
      a.start - a.end - (b.start - b.end) ||
      a.start - b.start ||
      a.end - b.end ||
      (a.slug < b.slug ? -1 : 1),
  );
  /** @type {[number, number][]} */
  const taken = [];
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const { start, end, slug } of ordered) {
    if (taken.some(([a, b]) => a <= start && end <= b && !(a === start && b === end))) continue;
    taken.push([start, end]);
    if (!found.has(slug)) found.set(slug, Array.from({ length: end - start }, (_, i) => start + i));
  }
  return found;
}
