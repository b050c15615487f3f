/**
 * @file A query's tree as the references that fit it. The same as llmprimer/index/select.py.
 */
/** @import {Field, Node, Postings} from "./types.js" */

import { Cursor, FIELD } from "./postings.js";
import { QueryError } from "./query.js";
import { loadIdentifiers, loadSuggestions } from "./rare.js";
import { stem } from "./stem.js";
import { isAscii, mayIdentify, words } from "./text.js";

/** @typedef {import("./index.js").Index} Index */

/**
 * Which references fit: 1 at the identity of each; null if all do.
 * @typedef {Uint8Array | null} Mask
 */

/**
 * @param {Index} index
 * @param {Node} node
 * @param {string} query
 * @returns {Promise<Mask>}
 */
export async function select(index, node, query) {
  switch (node.type) {
    case "and":
      return intersection(await Promise.all(node.nodes.map((inner) => select(index, inner, query))));
    case "or":
      return union(index, await Promise.all(node.nodes.map((inner) => select(index, inner, query))));
    case "not":
      return complement(index, await select(index, node.node, query));
    case "word":
      return word(index, node.text);
    case "phrase":
      return phrase(index, words(node.text).map(stem));
    case "field":
      return field(index, node, query);
  }
}

/**
 * @param {Index} index
 * @param {Iterable<number>[]} lists
 * @returns {Uint8Array}
 */
export function maskOf(index, ...lists) {
  const mask = new Uint8Array(index.count + 1);
  for (const docs of lists) for (const doc of docs) mask[doc] = 1;
  return mask;
}

/**
 * @param {Mask[]} masks
 * @returns {Mask}
 */
export function intersection(masks) {
  let found = null;
  for (const mask of masks) {
    if (mask === null) continue;
    if (found === null) found = mask.slice();
    else for (let doc = 0; doc < mask.length; doc++) found[doc] &= mask[doc];
  }
  return found;
}

/**
 * @param {Index} index
 * @param {Mask[]} masks
 * @returns {Mask}
 */
function union(index, masks) {
  const found = maskOf(index);
  for (const mask of masks) {
    if (mask === null) return null;
    for (let doc = 0; doc < mask.length; doc++) found[doc] |= mask[doc];
  }
  return found;
}

/**
 * @param {Index} index
 * @param {Mask} mask
 * @returns {Mask}
 */
function complement(index, mask) {
  return mask === null ? maskOf(index) : mask.map((fits, doc) => (doc && !fits ? 1 : 0));
}

/**
 * A word that must be there in any form, written as one or apart; or the thing that an identifier names.
 * @param {Index} index
 * @param {string} text
 * @returns {Promise<Mask>}
 */
async function word(index, text) {
  const identifier = mayIdentify(text) ? (await loadIdentifiers()).identify(text) : null;
  if (identifier !== null) {
    return facet(index, identifier.kind === "host" ? "site" : identifier.kind, identifier.value);
  }
  const inOrder = words(text);
  const alternatives = [await phrase(index, inOrder.map(stem))];
  if (inOrder.length === 2 && inOrder.every(isAscii)) alternatives.push(await phrase(index, [inOrder[0] + stem(inOrder[1])]));
  return union(index, alternatives);
}

/**
 * @param {Index} index
 * @param {string[]} stems
 * @returns {Promise<Mask>}
 */
async function phrase(index, stems) {
  return stems.length ? maskOf(index, (await index.phrase(stems)).docs) : null;
}

/**
 * @param {Index} index
 * @param {string} name
 * @param {string} value
 */
async function facet(index, name, value) {
  return maskOf(index, (await index.facet(name, value)).docs);
}

/**
 * @param {Index} index
 * @param {Field} node
 * @param {string} query
 * @returns {Promise<Mask>}
 */
async function field(index, node, query) {
  const { name, value, low, high } = node;
  switch (name) {
    case "topic":
      return facet(index, name, await topicOf(index, node, query));
    case "title":
    case "summary":
      return inColumn(index, name, value);
    case "author":
      return inOneName(index, name, value);
    case "organization":
      return inOneName(index, "organizations", value);
    case "year":
    case "date":
      return maskOf(index, await index.dated(low, high));
    case "slide": {
      const numbers = [low ?? "0", high ?? "999999"].map((number) => number.padStart(6, "0"));
      return maskOf(index, ...(await index.facetRange(name, numbers[0], numbers[1])));
    }
    case "site": {
      const { identify, sameHost } = await loadIdentifiers();
      const identifier = identify(value);
      const host = identifier?.kind === "host" ? identifier.value : value.toLowerCase().replace(/^www\./, "");
      return facet(index, name, sameHost(host));
    }
    case "lang":
      return facet(index, name, value.toLowerCase());
    case "key":
      if (value.endsWith("*")) return maskOf(index, ...(await index.facetPrefix(name, value.slice(0, -1).toLowerCase())));
      return facet(index, name, value.toLowerCase());
    default:
      return facet(index, name, value);
  }
}

/**
 * @param {Index} index
 * @param {string} column
 * @param {string} value
 * @returns {Promise<Mask>}
 */
async function inColumn(index, column, value) {
  const stems = words(value).map(stem);
  if (!stems.length) return maskOf(index);
  const number = index.fields.indexOf(column);
  const lists = await Promise.all(stems.map((wanted) => index.phrase([wanted])));
  return intersection(lists.map((list) => maskOf(index, docsIn(list, number))));
}

/**
 * All words, in any order, in the name of one author or organisation.
 * @param {Index} index
 * @param {string} column
 * @param {string} value
 * @returns {Promise<Mask>}
 */
async function inOneName(index, column, value) {
  const found = await inColumn(index, column, value);
  const stems = words(value).map(stem);
  if (found === null || stems.length < 2) return found;
  const number = index.fields.indexOf(column);
  const cursors = (await Promise.all(stems.map((wanted) => index.phrase([wanted])))).map((list) => new Cursor(list));
  for (let doc = 1; doc < found.length; doc++) {
    if (!found[doc]) continue;
    const [first, ...others] = cursors.map((cursor) => namesAt(cursor, doc, number));
    if (![...first].some((name) => others.every((named) => named.has(name)))) found[doc] = 0;
  }
  return found;
}

/**
 * The numbers of the names of a reference in which a word stands.
 * @param {Cursor} cursor
 * @param {number} doc
 * @param {number} field
 * @returns {Set<number>}
 */
function namesAt(cursor, doc, field) {
  /** @type {Set<number>} */
  const named = new Set();
  if (!cursor.seek(doc)) return named;
  const { starts, heads, lengths } = cursor.list;
  for (let i = starts[cursor.at]; i < starts[cursor.at + 1]; i++) {
    if ((heads[i] & FIELD) === field) named.add(lengths[i]);
  }
  return named;
}

/**
 * @param {Postings} list
 * @param {number} field
 */
function docsIn(list, field) {
  /** @type {number[]} */
  const docs = [];
  list.docs.forEach((doc, at) => {
    for (let i = list.starts[at]; i < list.starts[at + 1]; i++) {
      if ((list.heads[i] & FIELD) === field) {
        docs.push(doc);
        break;
      }
    }
  });
  return docs;
}

/**
 * The slug that a slug, label or alias names, in any case and spelling; QueryError names the nearest.
 * @param {Index} index
 * @param {Field} node
 * @param {string} query
 */
async function topicOf(index, node, query) {
  const { value, position } = node;
  const { topics } = index.directory;
  if (Object.hasOwn(topics, value)) return value;
  const inOrder = words(value);
  const named = await Promise.all(
    [inOrder.map(stem).join(" "), stem(inOrder.join(""))].map((name) => index.concepts(name)),
  );
  const slugs = named.flat().map(({ slug }) => slug);
  if (slugs.length) return slugs.sort()[0];
  const { didYouMean } = await loadSuggestions();
  const rest = Array.from(query).slice(position).join("").replace(/^"+/, "");
  const isTyped = rest.startsWith(value);
  throw new QueryError(
    `unknown topic "${value}"${didYouMean(value, Object.keys(topics))}`,
    isTyped ? position : null,
    "`llmprimer topics` lists them",
  );
}
