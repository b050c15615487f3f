/**
 * @file The index of a site as the search asks it: postings, facets, dates, words, names, columns.
 */
/** @import {Directory, Postings, Row, Token} from "./types.js" */
/** @import {Forms} from "./forms.js" */

import { Files, Reader, Table, fromKey, kept, toKey } from "./files.js";
import { NAME_FIELDS, NOWHERE, entry, neighbours } from "./postings.js";
import { root, rootOfStem } from "./stem.js";

/** Words that begin with so many letters are in a table of their own, as llmprimer/site/search_index/exact.py writes it. */
const BEGINNING = 3;

/** Behind the last key with some beginning. */
const LAST = "\xff";

/**
 * A facet's references. For a topic, `places` has twice the place of the first topic that is this one or a narrower one,
 * and one more for a narrower one.
 * @typedef {{docs: Int32Array, places: Int32Array | null}} Members
 */

/**
 * A word of the catalogue, or two neighbours written as one, and in how many references it occurs.
 * @typedef {{word: string, count: number, isWord: boolean}} Known
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
    const table = (name) => new Table(files, name);
    this.terms = table("terms");
    this.facetTable = table("facets");
    this.dateTable = table("dates");
    this.wordTable = table("words");
    this.beginningTable = table("beginnings");
    this.endingTable = table("endings");
    this.nameTable = table("names");
    this.conceptTable = table("concepts");
    this.abbreviationTable = table("abbreviations");
    this.initialTable = table("initials");
    this.rowTable = table("rows");
    this.fields = directory.knowledge.indexed;
    this.stop = new Set(directory.knowledge.stop.split(" "));
    /** @type {Map<string, Promise<Map<string, Token>>>} */
    this.entries = new Map();
    /** @type {Map<number, Promise<Row>>} */
    this.rowsOf = new Map();
    /** @type {Map<string, Promise<Forms>>} */
    this.formsOf = new Map();
    /** @type {Map<string, Promise<import("./beginnings.js").Reading[]>>} */
    this.nearOf = new Map();
    /** @type {Map<string, Promise<Column>>} */
    this.columnsOf = new Map();
    /** @type {Map<string, Promise<Int32Array>>} */
    this.ordersOf = new Map();
    /** @type {{asked: string, waiting: {isWanted: () => boolean}, found: Promise<import("./search.js").Found>} | undefined} */
    this.last = undefined;
  }

  /**
   * @param {string} base
   * @param {Promise<Response>} [directory]
   */
  static async open(base, directory) {
    const files = new Files(base);
    return new Index(files, await files.directory(directory));
  }

  /** Fetches what every query needs, and what the first letters of a word may stand for. */
  async prepare() {
    const packs = Object.values(this.directory.packs).map(({ name }) => this.files.get(name));
    await Promise.all([...packs, this.lengths(), this.ranks("key"), this.beginningTable.range("", String.fromCharCode(BEGINNING))]);
  }

  /**
   * The tokens whose words have a root.
   * @param {string} key
   * @returns {Promise<Map<string, Token>>}
   */
  entry(key) {
    return kept(this.entries, key, async () => {
      const value = await this.terms.get(toKey(key));
      const { USUAL_LENGTH } = this.directory.knowledge.weights;
      const sized = this.fields.map((field) => field in USUAL_LENGTH || NAME_FIELDS.includes(field));
      return value === null ? new Map() : entry(value, sized);
    });
  }

  /**
   * Where a token of the full text stands: a stem, or two neighbours written as one. Null for none.
   * @param {string} text
   */
  async token(text) {
    for (const key of new Set([root(text), rootOfStem(text), text])) {
      const found = (await this.entry(key)).get(text);
      if (found !== undefined) return found;
    }
    return null;
  }

  /**
   * Where stems stand next to each other in a segment: the places of the first.
   * @param {string[]} stems
   * @returns {Promise<Postings>}
   */
  async phrase(stems) {
    const tokens = await Promise.all(stems.map((stem) => this.token(stem)));
    const lists = tokens.map((token) => token?.postings ?? NOWHERE);
    return stems.length === 1 ? lists[0] : neighbours(lists);
  }

  /** The number of tokens of each reference, by identity. */
  lengths() {
    return kept(this.ordersOf, "", () => this.ranked(this.directory.lengths));
  }

  /**
   * A number for each reference, by identity.
   * @param {string} name
   */
  async ranked(name) {
    const found = new Int32Array(this.count + 1);
    found.set(new Reader(await this.files.get(name)).numbers(this.count), 1);
    return found;
  }

  /**
   * @param {number} doc
   * @returns {Promise<Row>}
   */
  row(doc) {
    return kept(this.rowsOf, doc, () => this.readRow(doc));
  }

  /**
   * @param {number} doc
   * @returns {Promise<Row>}
   */
  async readRow(doc) {
    const value = await this.rowTable.get(String.fromCharCode(doc >>> 24, (doc >>> 16) & 255, (doc >>> 8) & 255, doc & 255));
    if (value === null) throw new Error(`no row ${doc}`);
    return JSON.parse(textOf(value));
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
   * The topics that a name in stems names, and whether it names only a part of them.
   * @param {string} name
   */
  async concepts(name) {
    const value = await this.conceptTable.get(toKey(name));
    if (value === null) return [];
    return textOf(value).split(" ").map((slug) => ({ slug: slug.replace("~", ""), part: slug.startsWith("~") }));
  }

  /**
   * What an abbreviation stands for, in stems, and how many say so; most first.
   * @param {string} short
   */
  async longForms(short) {
    const value = await this.abbreviationTable.get(toKey("<" + short));
    if (value === null) return [];
    return textOf(value).split("\n").map((line) => {
      const at = line.indexOf(" ");
      return { count: Number(line.slice(0, at)), long: line.slice(at + 1) };
    });
  }

  /**
   * The abbreviations of stems.
   * @param {string} long
   */
  async shortForms(long) {
    const value = await this.abbreviationTable.get(toKey(">" + long));
    return value === null ? [] : textOf(value).split(" ");
  }

  /**
   * The phrases with some initials that prevail in names, in stems, the commonest first, and how many references have that;
   * null where none prevails.
   * @param {string} letters
   */
  async initialled(letters) {
    const value = await this.initialTable.get(letters);
    if (value === null) return null;
    const [count, ...phrases] = textOf(value).split("\n");
    return { count: Number(count), phrases };
  }

  /**
   * Names that are one word when written together, or a tilde and their stems: their spellings, and which references have
   * them in which fields (a bit each).
   * @param {string} key
   * @returns {Promise<{name: string, docs: Int32Array, fields: Uint8Array}[]>}
   */
  async names(key) {
    const value = await this.nameTable.get(toKey(key));
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
   * The words that begin with a text, by alphabet.
   * @param {string} start
   */
  async wordsBeginning(start) {
    const key = toKey(start);
    const entries = await this.wordTable.range(key, key + LAST);
    return entries.map(([word, value]) => known(fromKey(word), value));
  }

  /**
   * Those of the words that begin with a text and are longer of which a reader is offered the best.
   * @param {string} start
   * @returns {Promise<Known[]>}
   */
  async wordsTyped(start) {
    const size = Array.from(start).length;
    if (size > BEGINNING) return this.wordsBeginning(start);
    if (size === BEGINNING - 1) this.beginningTable.get(beginningKey(start + "a")).catch(() => undefined); // for the next key
    const value = await this.beginningTable.get(beginningKey(start));
    if (value === null) return [];
    return textOf(value).split("\n").map((line) => {
      const at = line.indexOf(" ");
      return { word: line.slice(at + 1), count: Number(line.slice(0, at)), isWord: true };
    });
  }

  /**
   * The same for those of some length that end with a text, in no order of use; ASCII alone.
   * @param {string} end
   * @param {number} size
   */
  async wordsEnding(end, size) {
    const key = String.fromCharCode(Math.min(size, 127)) + turned(end);
    const entries = await this.endingTable.range(key, key + LAST);
    return entries.map(([word, value]) => known(turned(word.slice(1)), value));
  }

  /**
   * A word, or null.
   * @param {string} word
   */
  async word(word) {
    const value = await this.wordTable.get(toKey(word));
    return value === null ? null : known(word, value);
  }

  /** @param {string} facet */
  column(facet) {
    return kept(this.columnsOf, facet, async () => column(await this.files.get(this.directory.columns[facet]), this.count));
  }

  /**
   * The rank of each reference, by identity, in an order; null for the order of the file.
   * @param {string} order
   * @returns {Promise<Int32Array | null>}
   */
  async ranks(order) {
    const name = this.directory.orders[order];
    return name === undefined ? null : kept(this.ordersOf, order, () => this.ranked(name));
  }
}

/**
 * Where the table of beginnings has some letters: behind all that are fewer.
 * @param {string} start
 */
function beginningKey(start) {
  return String.fromCharCode(Array.from(start).length) + toKey(start);
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
 * @returns {Known}
 */
function known(word, value) {
  const number = new Reader(value).number();
  return { word, count: number >> 1, isWord: number % 2 === 1 };
}

/** @param {Uint8Array} value */
function textOf(value) {
  return new Reader(value).text(value.length);
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
