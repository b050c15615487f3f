/**
 * @file The query language: text to a tree of conditions, with the errors of llmprimer/query/parsing.py.
 */
/** @import {And, FieldRule, Mistake, Node} from "./types.js" */
/** @import {Fields} from "./fields.js" */

import { loadFields } from "./rare.js";
import { SPACE, split, strip } from "./text.js";

const NAME = /([A-Za-z_]+):(?!\/\/)/y;
const BARE = new RegExp(`[^${SPACE}()"]+`, "uy");
const IS_SPACE = new RegExp(`[${SPACE}]`, "u");
/** @type {Record<string, string>} */
const QUOTES = { '"': '"', "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb", "\u300c": "\u300d" };
const MAX_DEPTH = 50;
const MAX_LENGTH = 2000;
const MAX_WORDS = 200;
const MAX_WORD_LENGTH = 400;

/** A query that cannot be understood. */
export class QueryError extends Error {
  /**
   * @param {string} reason
   * @param {number | null} position null where it is not in the query
   * @param {string | null} hint
   */
  constructor(reason, position, hint = null) {
    super(reason);
    /** @type {Mistake} */
    this.mistake = { message: reason, hint, position };
  }
}

/**
 * How many characters a text has, as Python counts them.
 * @param {string} text
 */
export function length(text) {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** @param {Node} node */
function isEmpty(node) {
  return node.type === "and" && node.nodes.length === 0;
}

/**
 * The tree of a query; an empty query is an empty And. Throws QueryError and nothing else.
 * @param {string} text
 * @param {Record<string, FieldRule>} rules of the fields
 */
export async function parse(text, rules) {
  // What reads fields and identifiers is fetched when there may be some; most queries have only words.
  return new Parser(text, rules, text.includes(":") ? await loadFields() : null).query();
}

class Parser {
  /**
   * @param {string} text
   * @param {Record<string, FieldRule>} rules
   * @param {Fields | null} fields
   */
  constructor(text, rules, fields) {
    this.text = text;
    this.rules = rules;
    this.fields = fields;
    this.at = 0;
  }

  /** @returns {Node} */
  query() {
    const size = length(this.text);
    if (size > MAX_LENGTH) throw this.error(`a query has at most ${thousands(MAX_LENGTH)} characters; this one has ${thousands(size)}`, 0);
    const words = split(this.text);
    if (words.length > MAX_WORDS) throw this.error(`a query has at most ${MAX_WORDS} words; this one has ${thousands(words.length)}`, 0);
    const longest = words.reduce((best, word) => (length(word) > length(best) ? word : best), "");
    if (length(longest) > MAX_WORD_LENGTH) {
      const reason = `a word has at most ${MAX_WORD_LENGTH} characters; this one has ${thousands(length(longest))}`;
      throw this.error(reason, this.text.indexOf(longest));
    }
    const node = this.or(0);
    this.skip();
    if (this.at < this.text.length) throw this.error("this parenthesis was never opened");
    return node;
  }

  /**
   * @param {string} reason
   * @param {number} position
   */
  error(reason, position = this.at) {
    return new QueryError(reason, length(this.text.slice(0, position)));
  }

  /** @param {number} at */
  isSpace(at) {
    return IS_SPACE.test(this.text[at]);
  }

  skip() {
    while (this.at < this.text.length && this.isSpace(this.at)) this.at++;
  }

  /**
   * @param {number} depth
   * @returns {Node}
   */
  or(depth) {
    if (depth > MAX_DEPTH) throw this.error(`parentheses are nested more than ${MAX_DEPTH} deep`);
    const alternatives = [this.and(depth)];
    for (;;) {
      const position = this.operator("OR", "|");
      if (position === null) break;
      if (isEmpty(alternatives[alternatives.length - 1])) throw this.error("OR needs something on its left", position);
      alternatives.push(this.and(depth));
      if (isEmpty(alternatives[alternatives.length - 1])) throw this.error("OR needs something on its right", position);
    }
    return alternatives.length === 1 ? alternatives[0] : { type: "or", nodes: alternatives };
  }

  /**
   * Where the operator stands, if it is next; it is passed then.
   * @param {string[]} spellings
   */
  operator(...spellings) {
    this.skip();
    for (const spelling of spellings) {
      const end = this.at + spelling.length;
      if (
        this.text.startsWith(spelling, this.at) &&
        (end === this.text.length || this.isSpace(end) || '()"'.includes(this.text[end]))
      ) {
        const position = this.at;
        this.at = end;
        return position;
      }
    }
    return null;
  }

  /**
   * @param {number} depth
   * @returns {Node}
   */
  and(depth) {
    /** @type {Node[]} */
    const nodes = [];
    for (;;) {
      this.skip();
      if (this.at >= this.text.length || this.text[this.at] === ")" || this.nextIsOr()) {
        return nodes.length === 1 ? nodes[0] : { type: "and", nodes };
      }
      if (this.operator("AND", "&&") === null) nodes.push(this.unary(depth));
    }
  }

  nextIsOr() {
    const at = this.at;
    const found = this.operator("OR", "|") !== null;
    this.at = at;
    return found;
  }

  /**
   * @param {number} depth
   * @returns {Node}
   */
  unary(depth) {
    const start = this.at;
    let negated = this.operator("NOT") !== null;
    if (!negated && "-\u2212".includes(this.text[this.at]) && this.at + 1 < this.text.length && !this.isSpace(this.at + 1)) {
      this.at++;
      negated = true;
    }
    if (negated) {
      if (depth > MAX_DEPTH) throw this.error(`exclusions are nested more than ${MAX_DEPTH} deep`, start);
      this.skip();
      if (this.at >= this.text.length || this.text[this.at] === ")") throw this.error("an exclusion needs something to exclude", start);
      return { type: "not", node: this.unary(depth + 1) };
    }
    if (this.text[this.at] === "(") {
      this.at++;
      const node = this.or(depth + 1);
      this.skip();
      if (this.at >= this.text.length) throw this.error("this parenthesis is never closed", start);
      this.at++;
      return node;
    }
    if (this.text[this.at] in QUOTES) return { type: "phrase", text: this.quoted(), position: this.place(start) };
    NAME.lastIndex = this.at;
    const match = NAME.exec(this.text);
    if (match !== null && this.fields !== null) return this.field(this.fields, match[1].toLowerCase(), start, NAME.lastIndex);
    return { type: "word", text: this.bare(), position: this.place(start) };
  }

  /** @param {number} at */
  place(at) {
    return length(this.text.slice(0, at));
  }

  quoted() {
    const start = this.at;
    const end = this.text.indexOf(QUOTES[this.text[start]], start + 1);
    if (end < 0) throw this.error("this quotation mark is never closed", start);
    this.at = end + 1;
    return this.text.slice(start + 1, end);
  }

  bare() {
    BARE.lastIndex = this.at;
    const match = BARE.exec(this.text);
    if (match === null) throw new Error("no word here");
    this.at = BARE.lastIndex;
    return match[0];
  }

  /**
   * @param {Fields} fields
   * @param {string} name
   * @param {number} start
   * @param {number} valueStart
   * @returns {Node}
   */
  field({ fieldNode, noField, identify }, name, start, valueStart) {
    const atEnd = valueStart === this.text.length || this.isSpace(valueStart);
    if (!Object.hasOwn(this.rules, name)) {
      BARE.lastIndex = start;
      const bare = BARE.exec(this.text);
      if (atEnd || (bare !== null && identify(bare[0]) !== null)) return { type: "word", text: this.bare(), position: this.place(start) };
      throw this.error(noField(name, Object.keys(this.rules)), start);
    }
    this.at = valueStart;
    const needed = `${name}: needs a value, such as ${this.rules[name].example}`;
    if (atEnd || this.text[this.at] === ")") throw this.error(needed, start);
    const first = this.text[this.at];
    const value = first in QUOTES ? this.quoted() : first === "(" ? "" : this.bare();
    if (!strip(value)) throw this.error(needed, start);
    return fieldNode(name, this.rules[name], strip(value), this.place(valueStart));
  }
}

/** @param {number} number */
function thousands(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * One And of all, with Ands among them dissolved.
 * @param {Node[]} nodes
 * @returns {And}
 */
export function conjunction(nodes) {
  return { type: "and", nodes: nodes.flatMap((node) => (node.type === "and" ? node.nodes : [node])) };
}
