/**
 * @file Where words stand: postings as the index holds them, and what is asked of them.
 */
/** @import {Postings, Token} from "./types.js" */

import { Reader } from "./files.js";

// An occurrence's head, as llmprimer/site/search_index/postings.py writes it: the field and a state.
export const FIELD = 15;
const MORE = 128;
/** The state: 0 to 2 for the place in the segment, 2 for all after the second; 3 more in a compound; 6 for two as one. */
export const COMPOUND = 3;
export const JOINED = 6;

/** Fields of names: of each occurrence there the number of its name is told, not the length of its segment. */
export const NAME_FIELDS = ["author", "organizations"];

/** @param {number} head */
export function state(head) {
  return (head >> 4) & 7;
}

/** @type {Postings} */
export const NOWHERE = {
  docs: new Int32Array(0),
  starts: new Int32Array(1),
  heads: new Uint8Array(0),
  places: new Int32Array(0),
  forms: new Int32Array(0),
  lengths: new Int32Array(0),
};

/** A list of postings, read along ascending references. */
export class Cursor {
  /** @param {Postings} list */
  constructor(list) {
    this.list = list;
    this.at = 0;
  }

  /**
   * Goes to a reference: whether the list has it.
   * @param {number} doc
   */
  seek(doc) {
    const { docs } = this.list;
    if (docs[this.at] < doc) {
      let low = this.at;
      let high = docs.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (docs[middle] < doc) low = middle + 1;
        else high = middle;
      }
      this.at = low;
    }
    return docs[this.at] === doc;
  }
}

let nothing = new Int32Array(4096);

/**
 * So many zeros, that nobody changes.
 * @param {number} count
 */
function zeros(count) {
  if (count > nothing.length) nothing = new Int32Array(2 * count);
  return nothing.subarray(0, count);
}

/**
 * The tokens of an entry.
 * @param {Uint8Array} value
 * @param {boolean[]} sized
 */
export function entry(value, sized) {
  /** @type {Map<string, Token>} */
  const tokens = new Map();
  for (const reader = new Reader(value); !reader.done; ) {
    const text = reader.text(reader.number());
    const spellings = [];
    const counts = [];
    for (let left = reader.number(); left > 0; left--) {
      spellings.push(reader.text(reader.number()));
      counts.push(reader.number());
    }
    const count = reader.number();
    const docs = reader.ascending(count);
    const starts = new Int32Array(count + 1);
    const { bytes } = reader;
    let at = reader.at;
    for (let doc = 0; doc < count; doc++) {
      while (bytes[at] & MORE) at++;
      starts[doc + 1] = ++at - reader.at;
    }
    const size = starts[count];
    const heads = reader.raw(size);
    const places = new Int32Array(size);
    for (let doc = 0; doc < count; doc++) {
      let field = -1;
      let place = 0;
      for (let i = starts[doc]; i < starts[doc + 1]; i++) {
        if ((heads[i] & FIELD) !== field) [field, place] = [heads[i] & FIELD, 0];
        places[i] = place += reader.number();
      }
    }
    const forms = spellings.length > 1 ? new Int32Array(size) : zeros(size);
    if (spellings.length > 1) {
      for (let i = 0; i < size; i++) if (state(heads[i]) !== JOINED) forms[i] = reader.number();
    }
    const lengths = new Int32Array(size);
    for (let i = 0; i < size; i++) if (sized[heads[i] & FIELD]) lengths[i] = reader.number();
    tokens.set(text, { spellings, counts, postings: { docs, starts, heads, places, forms, lengths } });
  }
  return tokens;
}

/**
 * Where words stand next to each other in a segment, each list for one of them: the places of the first.
 * @param {Postings[]} lists
 * @returns {Postings}
 */
export function neighbours([first, ...others]) {
  const cursors = others.map(() => 0);
  /** @type {number[]} */
  const docs = [];
  const starts = [0];
  /** @type {number[]} */
  const kept = [];
  for (let at = 0; at < first.docs.length; at++) {
    const doc = first.docs[at];
    const everywhere = others.every((other, i) => {
      while (other.docs[cursors[i]] < doc) cursors[i]++;
      return other.docs[cursors[i]] === doc;
    });
    if (!everywhere) continue;
    for (let i = first.starts[at]; i < first.starts[at + 1]; i++) {
      if (state(first.heads[i]) === JOINED) continue;
      const field = first.heads[i] & FIELD;
      if (others.every((other, n) => continuesAt(other, cursors[n], field, first.places[i] + n + 1))) kept.push(i);
    }
    if (kept.length > starts[starts.length - 1]) {
      docs.push(doc);
      starts.push(kept.length);
    }
  }
  return {
    docs: Int32Array.from(docs),
    starts: Int32Array.from(starts),
    heads: Uint8Array.from(kept, (i) => first.heads[i]),
    places: Int32Array.from(kept, (i) => first.places[i]),
    forms: Int32Array.from(kept, (i) => first.forms[i]),
    lengths: Int32Array.from(kept, (i) => first.lengths[i]),
  };
}

/**
 * Whether a word stands at a place of a field, and not as the first of its segment; in one form, if that is given.
 * @param {Postings} list
 * @param {number} at the place of the reference in the list
 * @param {number} field
 * @param {number} place
 * @param {number} [form]
 */
export function continuesAt({ starts, heads, forms, places }, at, field, place, form) {
  for (let i = starts[at]; i < starts[at + 1]; i++) {
    if (places[i] !== place || (heads[i] & FIELD) !== field || (form !== undefined && forms[i] !== form)) continue;
    const how = state(heads[i]);
    if (how !== JOINED && how % COMPOUND) return true;
  }
  return false;
}
