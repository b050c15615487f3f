/**
 * @file Of which references a query is a name, or stands in order in a title. The same as in llmprimer/search/score.py.
 */
/** @import {Understood} from "./types.js" */

import { Cursor, JOINED, FIELD, continuesAt, state } from "./postings.js";
import { root, stem } from "./stem.js";
import { best } from "./understand.js";

/** @typedef {import("./index.js").Index} Index */

/** The fields of which the whole query may be one entry, and those that may hold it in order. */
export const NAMED = ["title", "aliases", "organizations", "author"];
const TITLES = ["title", "aliases"];

/**
 * The references of which the query is a name: by the words, with a bit for each field of NAMED; by their stems; and those
 * of which a title or an alias holds it in order, with that field.
 * @typedef {{whole: Map<number, number>, byStems: Set<number>, inOrder: Map<number, string>}} Names
 */

/**
 * @param {Index} index
 * @param {Understood} understood
 * @param {number[]} docs
 * @returns {Promise<Names>}
 */
export async function names(index, { terms, inOrder }, docs) {
  const readings = new Map(terms.map((term) => [term.position, best(term)]));
  const typed = inOrder.join(" ");
  const read = inOrder.map((word, i) => readings.get(i) ?? word);
  const stems = inOrder.map(stem).join(" ");
  const joined = typed.replaceAll(" ", "");
  /** @type {Names} */
  const found = { whole: new Map(), byStems: new Set(), inOrder: new Map() };
  const keys = new Set([joined, read.join(""), stems.replaceAll(" ", "")]);
  const [byStems, ...named] = await Promise.all(["~" + stems, ...keys].map((key) => index.names(key)));
  for (const [i, key] of [...keys].entries()) {
    for (const { name, docs, fields } of named[i]) {
      if (name === stems && name.slice(0, 2) === typed.slice(0, 2)) for (const doc of docs) found.byStems.add(doc);
      if (key !== joined && name !== read.join(" ")) continue;
      docs.forEach((doc, i) => found.whole.set(doc, (found.whole.get(doc) ?? 0) | fields[i]));
    }
  }
  for (const { name, docs } of byStems) {
    if (name === typed.slice(0, 2)) for (const doc of docs) found.byStems.add(doc);
  }
  if (inOrder.length > 1) {
    await holdInOrder(index, inOrder, docs, found.inOrder);
    if (read.join(" ") !== typed) await holdInOrder(index, read, docs, found.inOrder);
  }
  return found;
}

/**
 * Notes the references of which a title or an alias holds words in order.
 * @param {Index} index
 * @param {string[]} words
 * @param {number[]} docs
 * @param {Map<number, string>} found
 */
async function holdInOrder(index, words, docs, found) {
  /** @type {({cursor: Cursor, form: number} | null)[]} */
  const sought = words.map(() => null);
  let kept = docs;
  // Words such as "of" are in very many references: they are fetched only where the other words are there.
  for (const isStop of [false, true]) {
    for (const [i, word] of words.entries()) {
      if (index.stop.has(word) !== isStop) continue;
      const token = (await index.entry(root(word))).get(stem(word));
      const form = token?.spellings.indexOf(word) ?? -1;
      if (token === undefined || form < 0) return;
      const cursor = new Cursor(token.postings);
      kept = kept.filter((doc) => cursor.seek(doc));
      if (!kept.length) return;
      sought[i] = { cursor: new Cursor(token.postings), form };
    }
  }
  const titles = TITLES.map((field) => index.fields.indexOf(field));
  for (const doc of kept) {
    const field = heldIn(sought.flatMap((one) => one ?? []), doc, titles);
    const before = found.get(doc);
    if (field !== null && before !== TITLES[0]) found.set(doc, index.fields[field]);
  }
}

/**
 * The first of the fields that has the words in order in one segment.
 * @param {{cursor: Cursor, form: number}[]} sought
 * @param {number} doc
 * @param {number[]} fields
 */
function heldIn([first, ...others], doc, fields) {
  if (!first.cursor.seek(doc) || !others.every(({ cursor }) => cursor.seek(doc))) return null;
  const { starts, heads, forms, places } = first.cursor.list;
  for (let i = starts[first.cursor.at]; i < starts[first.cursor.at + 1]; i++) {
    const field = heads[i] & FIELD;
    if (!fields.includes(field) || state(heads[i]) === JOINED || forms[i] !== first.form) continue;
    if (others.every(({ cursor, form }, n) => continuesAt(cursor.list, cursor.at, field, places[i] + n + 1, form))) return field;
  }
  return null;
}
