/**
 * @file From the words of a query to the terms that are looked for. The same as llmprimer/search/understand.py.
 */
/** @import {Term, Understood} from "./types.js" */

import { toKey } from "./files.js";
import { nearWords } from "./spelling.js";
import { stem } from "./stem.js";
import { isAscii, pairwise, words } from "./text.js";

/** @typedef {import("./index.js").Index} Index */

const YEAR = /^(?:19|20)\p{Nd}\p{Nd}$/u;
const MOST_IDS = 20000;
const MOST_NAMES = 900;

/**
 * The terms of the words in some texts, in order.
 * @param {Index} index
 * @param {string[]} texts
 * @returns {Promise<Understood>}
 */
export async function understand(index, texts) {
  const { knowledge } = index.directory;
  const stop = new Set(knowledge.stop.split(" "));
  const inOrder = texts.flatMap(words);
  const all = inOrder.map((word, i) => /** @type {[number, string]} */ ([i, word]));
  let kept = all.filter(
    ([i, word]) => !stop.has(word) || (Object.hasOwn(knowledge.months, word) && YEAR.test(inOrder[i + 1] ?? "")),
  );
  if (!kept.length) kept = all;
  const terms = await Promise.all(kept.map(([i, word]) => term(index, inOrder, i, word, stop)));
  const whole = inOrder.map(stem);
  return { terms, topics: await topics(index, whole, terms), whole, typed: inOrder.join(" ") };
}

/**
 * Inverse document frequency; at its largest for what occurs nowhere.
 * @param {number} count
 * @param {number} frequency
 */
function rarity(count, frequency) {
  return Math.log(1 + (count - Math.min(frequency, count) + 0.5) / (frequency + 0.5));
}

/**
 * @param {Index} index
 * @param {string[]} inOrder
 * @param {number} i
 * @param {string} word
 * @param {Set<string>} stop
 * @returns {Promise<Term>}
 */
async function term(index, inOrder, i, word, stop) {
  const { knowledge, count } = index.directory;
  const { quality } = knowledge;
  const root = stem(word);
  const joined = neighbours(inOrder, i, stop).map((pair) => stem(pair.join("")));
  const [own, ...others] = await Promise.all([root, ...joined].map((spelling) => index.frequency(spelling)));
  /** @type {Map<string, number>} */
  const variants = new Map();
  if (own) variants.set(root, 1);
  joined.forEach((spelling, at) => {
    if (others[at] && !variants.has(spelling)) variants.set(spelling, quality.joined);
  });
  /** @type {string[]} */
  const corrected = [];
  if (!variants.size) {
    const both = await apart(index, word);
    if (both !== null) variants.set(both, quality.split);
    for (const [known, trust] of both !== null ? [] : await nearWords(index, word)) {
      if (!variants.has(stem(known))) variants.set(stem(known), trust);
      corrected.push(known);
    }
  }
  /** @type {Term} */
  const found = {
    text: word,
    stem: root,
    variants,
    corrected,
    position: i,
    idf: 0,
    frequency: 0,
    weight: 1,
    ids: new Set(),
    facet: "",
    vague: knowledge.vague.split(" ").includes(word),
  };
  await addFacets(index, found, inOrder, i);
  const frequencies = (await Promise.all([...variants.keys()].map((variant) => total(index, variant)))).filter(Boolean);
  found.frequency = Math.max(0, ...frequencies);
  const lowest = own || (frequencies.length ? Math.min(...frequencies) : 0);
  found.idf = rarity(count, found.facet ? Math.max(lowest, found.ids.size) : lowest);
  return found;
}

/**
 * @param {Index} index
 * @param {string} variant
 */
async function total(index, variant) {
  const frequencies = await Promise.all([...new Set(variant.split(" "))].map((part) => index.frequency(part)));
  return frequencies.reduce((sum, frequency) => sum + frequency, 0);
}

/**
 * The word with its neighbour on either side, where the two may be one name.
 * @param {string[]} inOrder
 * @param {number} i
 * @param {Set<string>} stop
 */
function neighbours(inOrder, i, stop) {
  return pairwise(inOrder.slice(Math.max(i - 1, 0), i + 2)).filter(
    ([a, b]) => isAscii(a) && isAscii(b) && !(stop.has(a) && stop.has(b)),
  );
}

/**
 * An unknown word as two known ones: letters from digits first.
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
  const begins = await Promise.all(cuts.map((n) => index.wordCount(word.slice(0, n))));
  const possible = cuts.filter((_, at) => begins[at]);
  const ends = await Promise.all(possible.map((n) => index.wordCount(word.slice(n))));
  for (const [at, n] of possible.entries()) {
    if (!ends[at]) continue;
    const both = `${stem(word.slice(0, n))} ${stem(word.slice(n))}`;
    if ((await index.postings(both)).docs.length) return both;
  }
  return null;
}

/**
 * What the word says of kind or date, as the references for which it holds.
 * @param {Index} index
 * @param {Term} found
 * @param {string[]} inOrder
 * @param {number} i
 */
async function addFacets(index, found, inOrder, i) {
  const { kinds, months, quality } = index.directory.knowledge;
  if (Object.hasOwn(kinds, found.text)) {
    const lists = await Promise.all(kinds[found.text].split(" ").sort().map((kind) => index.facet("kind", kind)));
    const ids = lists.flatMap(({ docs }) => [...docs]).slice(0, MOST_IDS);
    if (ids.length) {
      found.ids = new Set(ids);
      found.facet = "kind";
      found.weight = quality.facetWeight;
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
  found.weight = quality.facetWeight;
}

/**
 * The best variant: the first of the most trusted.
 * @param {Term} term
 */
export function best(term) {
  let found = term.stem;
  let trust = -1;
  for (const [variant, quality] of term.variants) {
    if (quality > trust) [found, trust] = [variant, quality];
  }
  return found;
}

/**
 * Topic slug -> positions of the words that name it; the longest name wins where names overlap.
 * @param {Index} index
 * @param {string[]} whole
 * @param {Term[]} terms
 */
async function topics(index, whole, terms) {
  const { longestName } = index.directory.knowledge.quality;
  /** @type {Map<string, [number, number][]>} */
  const spans = new Map();
  const corrected = whole.slice();
  for (const term of terms) corrected[term.position] = lastBest(term);
  for (let start = 0; start < whole.length; start++) {
    for (let end = start + 1; end <= Math.min(whole.length, start + longestName); end++) {
      for (const sequence of [whole, corrected]) {
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
  const named = await Promise.all(names.map(async (name) => ({ name, slugs: await index.concepts(name) })));
  /** @type {Map<string, {start: number, end: number, slug: string}>} */
  const distinct = new Map();
  for (const { name, slugs } of named) {
    for (const slug of slugs) {
      for (const [start, end] of spans.get(name) ?? []) distinct.set(`${start} ${end} ${slug}`, { start, end, slug });
    }
  }
  const ordered = [...distinct.values()].sort(
    (a, b) => a.start - a.end - (b.start - b.end) || a.start - b.start || a.end - b.end || (a.slug < b.slug ? -1 : 1),
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

/**
 * The most trusted variant, ties by the end of the alphabet.
 * @param {Term} term
 */
function lastBest(term) {
  let found = term.stem;
  let trust = -1;
  for (const [variant, quality] of term.variants) {
    if (quality > trust || (quality === trust && variant > found)) [found, trust] = [variant, quality];
  }
  return found;
}
