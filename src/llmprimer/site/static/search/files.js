/**
 * @file The files of the index: fetched when they are needed, decompressed, and kept.
 */
/** @import {Directory, TableDirectory} from "./types.js" */

const NAMES = /.{10}/g;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The index on the server is another one than the one that was opened. */
export class StaleIndexError extends Error {}

/**
 * Reads numbers of seven bits a byte, one after the other.
 */
export class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  number() {
    const { bytes } = this;
    let byte = bytes[this.at++];
    if (byte < 128) return byte;
    let number = byte & 127;
    let scale = 128;
    do {
      byte = bytes[this.at++];
      number += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return number;
  }

  /** @param {number} count */
  numbers(count) {
    const found = new Int32Array(count);
    for (let i = 0; i < count; i++) found[i] = this.number();
    return found;
  }

  /** @param {number} count */
  ascending(count) {
    const found = new Int32Array(count);
    let number = 0;
    for (let i = 0; i < count; i++) found[i] = number += this.number();
    return found;
  }

  /** @param {number} count */
  raw(count) {
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** @param {number} count */
  text(count) {
    return decoder.decode(this.raw(count));
  }
}

/** Files below one address, each fetched once. */
export class Files {
  /** @param {string} base the address of the folder of the index, with a slash at its end */
  constructor(base) {
    this.base = base;
    /** @type {Record<string, {name: string, ends: number[]}>} */
    this.packs = {};
    /** @type {string | undefined} */
    this.whole = undefined;
    /** The directories of all tables, or the file that has them. @type {Directory["tables"]} */
    this.directories = {};
    /** @type {Map<string, Promise<Record<string, {firsts: string[], names: string[]}>>>} */
    this.tablesOf = new Map();
    /** @type {Map<string, Promise<Uint8Array>>} */
    this.kept = new Map();
    /** @type {Map<string, Uint8Array>} */
    this.parts = new Map();
  }

  /**
   * @param {Promise<Response>} fetched
   * @returns {Promise<Directory>}
   */
  async directory(fetched = fetch(this.base + "index.bin")) {
    /** @type {Directory} */
    const directory = JSON.parse(decoder.decode(await inflated(await fetched)));
    this.packs = directory.packs;
    this.whole = directory.whole;
    this.directories = directory.tables;
    return directory;
  }

  /** For each table the first keys of its blocks, and their names. */
  tables() {
    return kept(this.tablesOf, "", async () => {
      /** @type {Record<string, TableDirectory>} */
      const tables = typeof this.directories === "string" ? JSON.parse(decoder.decode(await this.get(this.directories))) : this.directories;
      /** @type {[string, {firsts: string[], names: string[]}][]} */
      const blocks = Object.entries(tables).map(([table, { firsts, names }]) => [table, { firsts, names: names.match(NAMES) ?? [] }]);
      return Object.fromEntries(blocks);
    });
  }

  /**
   * A file; where its name begins with `@`, the part of a pack.
   * @param {string} name
   * @returns {Promise<Uint8Array>}
   */
  async get(name) {
    if (name[0] === "@") {
      const { name: whole, ends } = this.packs[name[1]];
      const part = Number(name.slice(2));
      return (await this.get(whole)).subarray(part ? ends[part - 1] : 0, ends[part]);
    }
    return this.parts.get(name) ?? kept(this.kept, name, () => this.fetched(name));
  }

  /** Fetches all files as one, where they are small. */
  async keep() {
    if (this.whole === undefined || this.parts.size) return;
    for (const reader = new Reader(await this.get(this.whole)); !reader.done; ) {
      this.parts.set(reader.text(10), reader.raw(reader.number()));
    }
  }

  /**
   * @param {string} name
   * @returns {Promise<Uint8Array>}
   */
  async fetched(name) {
    try {
      // Where all come as one, others are more urgent.
      const priority = name === this.whole ? "low" : "auto";
      return await inflated(await fetch(`${this.base}${name.slice(0, 2)}/${name.slice(2)}.bin`, { priority }));
    } catch (error) {
      // Without a network, a browser that has been here before still has all files as one.
      if (name !== this.whole) await this.keep();
      const found = this.parts.get(name);
      if (found === undefined) throw error;
      return found;
    }
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Uint8Array>}
 */
async function inflated(response) {
  if (response.status === 404) throw new StaleIndexError(response.url);
  if (!response.ok || response.body === null) throw new Error(`${response.url}: ${response.status}`);
  const stream = response.body.pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * What is kept under a key, made where it is not there. What failed is tried again the next time.
 * @template K, T
 * @param {Map<K, Promise<T>>} map
 * @param {K} key
 * @param {() => Promise<T>} make
 * @returns {Promise<T>}
 */
export function kept(map, key, make) {
  let found = map.get(key);
  if (found === undefined) {
    found = make();
    found.catch(() => map.delete(key));
    map.set(key, found);
  }
  return found;
}

/**
 * A text as the table's keys are: one character for each byte of UTF-8, so that their order is that of the bytes.
 * @param {string} text
 */
export function toKey(text) {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(text) ? text : latinOf(encoder.encode(text));
}

/**
 * @param {string} key
 */
export function fromKey(key) {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(key) ? key : decoder.decode(Uint8Array.from(key, (c) => c.charCodeAt(0)));
}

/** @param {Uint8Array} bytes */
function latinOf(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** A sorted table in blocks, of which those are fetched that are asked for. */
export class Table {
  /**
   * @param {Files} files
   * @param {string} name
   */
  constructor(files, name) {
    this.files = files;
    this.name = name;
  }

  /**
   * The value of a key, or null.
   * @param {string} key
   * @returns {Promise<Uint8Array | null>}
   */
  async get(key) {
    const { firsts, names } = (await this.files.tables())[this.name];
    const number = upper(firsts, key) - 1;
    return number < 0 ? null : find(await this.files.get(names[number]), key);
  }

  /**
   * The entries from one key to before another.
   * @param {string} low
   * @param {string} high
   * @returns {Promise<[string, Uint8Array][]>}
   */
  async range(low, high) {
    const { firsts, names } = (await this.files.tables())[this.name];
    const first = Math.max(upper(firsts, low) - 1, 0);
    const blocks = await Promise.all(names.slice(first, lower(firsts, high)).map((name) => this.files.get(name)));
    return blocks.flatMap((bytes) => between(bytes, low, high));
  }
}

/**
 * The value of a key in a block, or null. The keys before it are passed and not made, since most blocks are asked for one.
 * @param {Uint8Array} bytes
 * @param {string} key
 */
function find(bytes, key) {
  const reader = new Reader(bytes);
  /** How many characters of the key the entry before begins with. */
  let same = 0;
  while (!reader.done) {
    const shared = reader.number();
    const length = reader.number();
    const rest = reader.at - shared;
    reader.at += length;
    const size = reader.number();
    // An entry that shares more than that with the one before sorts before the key too.
    if (shared <= same) {
      const end = shared + length;
      same = shared;
      while (same < end && same < key.length && bytes[rest + same] === key.charCodeAt(same)) same++;
      if (same === end && same === key.length) return reader.raw(size);
      if (same < end && (same === key.length || bytes[rest + same] > key.charCodeAt(same))) return null;
    }
    reader.at += size;
  }
  return null;
}

/**
 * The entries of a block from one key to before another.
 * @param {Uint8Array} bytes
 * @param {string} low
 * @param {string} high
 */
function between(bytes, low, high) {
  /** @type {[string, Uint8Array][]} */
  const found = [];
  let key = "";
  for (const reader = new Reader(bytes); !reader.done; ) {
    const shared = reader.number();
    key = key.slice(0, shared) + latinOf(reader.raw(reader.number()));
    const value = reader.raw(reader.number());
    if (key >= high) break;
    if (key >= low) found.push([key, value]);
  }
  return found;
}

/**
 * How many of the sorted texts are not greater.
 * @template T
 * @param {T[]} list
 * @param {T} key
 */
function upper(list, key) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * How many of the sorted texts are less.
 * @template T
 * @param {T[]} list
 * @param {T} key
 */
function lower(list, key) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
