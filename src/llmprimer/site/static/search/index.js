/**
 * @file The index of a site as the search asks it: postings, facets, dates, words, names, columns.
 */
/** @import {Directory, Postings} from "./types.js" */

import { Files, Reader, Rows, Table, fromKey, toKey } from "./files.js";

/** Behind the last key with some beginning. */
export const LAST = "\xff";

// The bits of an occurrence's head, as llmprimer/site/search_index/postings.py writes them.
export const FIELD = 15;
export const STARTS = 16;
export const JOINED = 32;
const MORE = 64;

/** @type {Postings} */
export const NOWHERE = {
  docs: new Int32Array(0),
  starts: new Int32Array(1),
  heads: new Uint8Array(0),
  offsets: new Uint32Array(0),
};

/**
 * A facet's references. For a topic, `places` has twice the place of the first topic that is this one or a narrower one,
 * and one more for a narrower one.
 * @typedef {{docs: Int32Array, places: Int32Array | null}} Members
 */

/**
 * A column: the values, and for each reference the places of those that it has.
 * @typedef {{values: string[], starts: Int32Array, places: Int32Array}} Column
 */

export class Index {
  /**
   * @param {Files} files
   * @param {Directory} directory
   */
  constructor(files, directory) {
    this.files = files;
    this.directory = directory;
    this.count = directory.count;
    /** @type {(name: string) => Table} */
    const table = (name) => new Table(files, directory.tables[name]);
    this.terms = table("terms");
    this.facetTable = table("facets");
    this.dateTable = table("dates");
    this.wordTable = table("words");
    this.endingTable = table("endings");
    this.nameTable = table("names");
    this.conceptTable = table("concepts");
    this.rows = new Rows(files, directory.rows);
    this.fields = Object.keys(directory.knowledge.weights);
    /** @type {Map<string, Promise<Postings>>} */
    this.postingsOf = new Map();
    /** @type {Map<string, Promise<Column>>} */
    this.columnsOf = new Map();
    /** @type {Map<string, Promise<Int32Array>>} */
    this.ordersOf = new Map();
  }

  /** @param {string} base */
  static async open(base) {
    const files = new Files(base);
    return new Index(files, await files.directory());
  }

  /**
   * In how many references a stem occurs.
   * @param {string} stem
   */
  async frequency(stem) {
    const value = await this.terms.get(toKey(stem));
    return value === null ? 0 : new Reader(value).number();
  }

  /**
   * Where a stem stands, or two or more stems next to each other.
   * @param {string} phrase
   * @returns {Promise<Postings>}
   */
  postings(phrase) {
    let found = this.postingsOf.get(phrase);
    if (found === undefined) {
      found = phrase.includes(" ") ? this.phrase(phrase.split(" ")) : this.single(phrase);
      found.catch(() => this.postingsOf.delete(phrase));
      this.postingsOf.set(phrase, found);
    }
    return found;
  }

  /**
   * @param {string} stem
   * @returns {Promise<Postings>}
   */
  async single(stem) {
    const value = await this.terms.get(toKey(stem));
    if (value === null) return NOWHERE;
    const reader = new Reader(value);
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
    const offsets = new Uint32Array(size);
    let doc = 0;
    let field = -1;
    let offset = 0;
    for (let i = 0; i < size; i++) {
      if (i === starts[doc]) {
        doc++;
        field = -1;
      }
      if ((heads[i] & FIELD) !== field) {
        field = heads[i] & FIELD;
        offset = 0;
      }
      offsets[i] = offset += reader.number();
    }
    return { docs, starts, heads, offsets };
  }

  /**
   * Where stems stand next to each other, across segments too; each place is that of the first stem.
   * @param {string[]} stems
   * @returns {Promise<Postings>}
   */
  async phrase(stems) {
    const lists = await Promise.all(stems.map((stem) => this.postings(stem)));
    const [first, ...others] = lists;
    const cursors = others.map(() => 0);
    /** @type {number[]} */
    const docs = [];
    const starts = [0];
    /** @type {number[]} */
    const heads = [];
    /** @type {number[]} */
    const offsets = [];
    for (let at = 0; at < first.docs.length; at++) {
      const doc = first.docs[at];
      const everywhere = others.every((other, i) => {
        while (other.docs[cursors[i]] < doc) cursors[i]++;
        return other.docs[cursors[i]] === doc;
      });
      if (!everywhere) continue;
      for (let place = first.starts[at]; place < first.starts[at + 1]; place++) {
        const field = first.heads[place] & FIELD;
        const follows = others.every((other, i) => standsAt(other, cursors[i], field, first.offsets[place] + i + 1));
        if (!follows) continue;
        heads.push(first.heads[place]);
        offsets.push(first.offsets[place]);
      }
      if (heads.length > starts[starts.length - 1]) {
        docs.push(doc);
        starts.push(heads.length);
      }
    }
    return {
      docs: Int32Array.from(docs),
      starts: Int32Array.from(starts),
      heads: Uint8Array.from(heads),
      offsets: Uint32Array.from(offsets),
    };
  }

  /** The number of tokens of each reference, by identity. */
  async lengths() {
    const bytes = await this.files.get(this.directory.lengths);
    const found = new Int32Array(this.count + 1);
    found.set(new Reader(bytes).numbers(this.count), 1);
    return found;
  }

  /**
   * The references with a facet's value.
   * @param {string} field
   * @param {string} value
   */
  async facet(field, value) {
    const found = await this.facetTable.get(toKey(`${field}=${value}`));
    return found === null ? { docs: new Int32Array(0), places: null } : members(found, field);
  }

  /**
   * The references whose value of the facet lies between two texts, the second included.
   * @param {string} field
   * @param {string} low
   * @param {string} high
   */
  async facetRange(field, low, high) {
    const entries = await this.facetTable.range(toKey(`${field}=${low}`), toKey(`${field}=${high}`) + "\x00");
    return entries.map(([, value]) => members(value, field).docs);
  }

  /**
   * The references whose value of the facet begins with a text.
   * @param {string} field
   * @param {string} start
   */
  async facetPrefix(field, start) {
    const key = toKey(`${field}=${start}`);
    const entries = await this.facetTable.range(key, key + LAST);
    return entries.map(([, value]) => members(value, field).docs);
  }

  /**
   * The references that were, or may have been, issued between two days, both included.
   * @param {string | null} low
   * @param {string | null} high
   */
  async dated(low, high) {
    // A date that is known to the year alone begins with the year.
    const from = low === null ? "" : `${low.slice(0, 4)}-01-01`;
    const entries = await this.dateTable.range(from, high === null ? LAST : high + "\x00");
    /** @type {number[]} */
    const found = [];
    for (const [, value] of entries) {
      const reader = new Reader(value);
      const lasts = Array.from({ length: reader.number() }, () => reader.text(10));
      const count = reader.number();
      const docs = reader.ascending(count);
      for (let i = 0; i < count; i++) if (lasts[reader.number()] >= (low ?? "")) found.push(docs[i]);
    }
    return found.sort((a, b) => a - b);
  }

  /**
   * The topics that a name in stems names.
   * @param {string} name
   */
  async concepts(name) {
    const value = await this.conceptTable.get(toKey(name));
    return value === null ? [] : new Reader(value).text(value.length).split(" ");
  }

  /**
   * Names whose stems written as one word are this one: the stems, and which references have it in which fields (a bit each).
   * @param {string} joined
   * @returns {Promise<{name: string, docs: Int32Array, fields: Uint8Array}[]>}
   */
  async names(joined) {
    const value = await this.nameTable.get(toKey(joined));
    const found = [];
    if (value !== null) {
      for (const reader = new Reader(value); !reader.done; ) {
        const name = reader.text(reader.number());
        const count = reader.number();
        found.push({ name, docs: reader.ascending(count), fields: reader.raw(count) });
      }
    }
    return found;
  }

  /**
   * The words that begin with a text, and in how many references each occurs, by alphabet.
   * @param {string} start
   */
  async wordsBeginning(start) {
    const entries = await this.wordTable.range(start, start + LAST);
    return entries.map(([word, value]) => counted(fromKey(word), value));
  }

  /**
   * The same for those of some length that end with a text, in no order of use; ASCII alone.
   * @param {string} end
   * @param {number} size
   */
  async wordsEnding(end, size) {
    const key = String.fromCharCode(Math.min(size, 127)) + turned(end);
    const entries = await this.endingTable.range(key, key + LAST);
    return entries.map(([word, value]) => counted(turned(word.slice(1)), value));
  }

  /**
   * In how many references a word of ASCII occurs.
   * @param {string} word
   */
  async wordCount(word) {
    const value = await this.wordTable.get(word);
    return value === null ? 0 : new Reader(value).number();
  }

  /** @param {string} facet */
  column(facet) {
    let found = this.columnsOf.get(facet);
    if (found === undefined) {
      found = this.files.get(this.directory.columns[facet]).then((bytes) => column(bytes, this.count));
      found.catch(() => this.columnsOf.delete(facet));
      this.columnsOf.set(facet, found);
    }
    return found;
  }

  /**
   * The rank of each reference, by identity, in an order; null for the order of the file.
   * @param {string} order
   * @returns {Promise<Int32Array | null>}
   */
  async ranks(order) {
    const name = this.directory.orders[order];
    if (name === undefined) return null;
    let found = this.ordersOf.get(order);
    if (found === undefined) {
      found = this.files.get(name).then((bytes) => {
        const ranks = new Int32Array(this.count + 1);
        ranks.set(new Reader(bytes).numbers(this.count), 1);
        return ranks;
      });
      found.catch(() => this.ordersOf.delete(order));
      this.ordersOf.set(order, found);
    }
    return found;
  }
}

/**
 * Whether a stem stands at a place of a field.
 * @param {Postings} list
 * @param {number} at the place of the reference in the list
 * @param {number} field
 * @param {number} offset
 */
export function standsAt(list, at, field, offset) {
  for (let i = list.starts[at]; i < list.starts[at + 1]; i++) {
    if ((list.heads[i] & FIELD) === field && list.offsets[i] === offset) return true;
  }
  return false;
}

/**
 * @param {Uint8Array} value
 * @param {string} field
 * @returns {Members}
 */
function members(value, field) {
  const reader = new Reader(value);
  const count = reader.number();
  const docs = reader.ascending(count);
  return { docs, places: field === "topic" ? reader.numbers(count) : null };
}

/**
 * @param {string} word
 * @param {Uint8Array} value
 * @returns {[string, number]}
 */
function counted(word, value) {
  return [word, new Reader(value).number()];
}

/** @param {string} word */
function turned(word) {
  return Array.from(word).reverse().join("");
}

/**
 * @param {Uint8Array} bytes
 * @param {number} count
 * @returns {Column}
 */
function column(bytes, count) {
  const reader = new Reader(bytes);
  /** @type {string[]} */
  const values = JSON.parse(reader.text(reader.number()));
  const starts = new Int32Array(count + 2);
  /** @type {number[]} */
  const places = [];
  for (let doc = 1; doc <= count; doc++) {
    starts[doc] = places.length;
    for (let left = reader.number(); left > 0; left--) places.push(reader.number());
  }
  starts[count + 1] = places.length;
  return { values, starts, places: Int32Array.from(places) };
}
