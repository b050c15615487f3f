/**
 * @file The query language: text to a tree of conditions, with the errors of llmprimer/query/parsing.py.
 */
/** @import {And, Field, FieldRule, Mistake, Node} from "./types.js" */

import { DateError, parseDate } from "./dates.js";
import { identify } from "./identifiers.js";
import { didYouMean } from "./suggest.js";
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
const MAX_DIGITS = 6;

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
function length(text) {
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
 * @param {Record<string, FieldRule>} fields
 */
export function parse(text, fields) {
  return new Parser(text, fields).query();
}

class Parser {
  /**
   * @param {string} text
   * @param {Record<string, FieldRule>} fields
   */
  constructor(text, fields) {
    this.text = text;
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
    if (match !== null) return this.field(match[1].toLowerCase(), start, NAME.lastIndex);
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
   * @param {string} name
   * @param {number} start
   * @param {number} valueStart
   * @returns {Node}
   */
  field(name, start, valueStart) {
    const atEnd = valueStart === this.text.length || this.isSpace(valueStart);
    if (!Object.hasOwn(this.fields, name)) {
      if (atEnd) return { type: "word", text: this.bare(), position: this.place(start) };
      BARE.lastIndex = start;
      const bare = BARE.exec(this.text);
      if (bare !== null && identify(bare[0]) !== null) return { type: "word", text: this.bare(), position: this.place(start) };
      const names = Object.keys(this.fields);
      const near = didYouMean(name, names) || `; the fields are ${names.join(", ")}`;
      throw this.error(`unknown field "${name}"${near}`, start);
    }
    this.at = valueStart;
    const needed = `${name}: needs a value, such as ${this.fields[name].example}`;
    if (atEnd || this.text[this.at] === ")") throw this.error(needed, start);
    const first = this.text[this.at];
    const value = first in QUOTES ? this.quoted() : first === "(" ? "" : this.bare();
    if (!strip(value)) throw this.error(needed, start);
    return fieldNode(name, this.fields[name], strip(value), this.place(valueStart));
  }
}

/**
 * @param {string} name
 * @param {FieldRule} rule
 * @param {string} value
 * @param {number} position
 * @returns {Field}
 */
function fieldNode(name, rule, value, position) {
  /**
   * @param {string} reason
   * @param {number} unit
   */
  const error = (reason, unit = 0) => new QueryError(reason, position + length(value.slice(0, Math.max(unit, 0))));
  if (rule.value === "choice") {
    const lowered = value.toLowerCase();
    if (!rule.choices.includes(lowered)) {
      const near = didYouMean(lowered, rule.choices) || `; it is one of ${rule.choices.join(", ")}`;
      throw error(`unknown ${name} "${value}"${near}`);
    }
    return { type: "field", name, value: lowered, low: null, high: null, position };
  }
  if (rule.value === "number") return { type: "field", name, value, ...numbers(name, value, error), position };
  if (rule.value === "date") return { type: "field", name, value, ...days(name, value, error), position };
  return { type: "field", name, value, low: null, high: null, position };
}

/**
 * The bounds as written, and whether they are excluded.
 * @param {string} value
 * @param {(reason: string, unit?: number) => QueryError} error
 * @returns {{low: string | null, high: string | null, strict: boolean}}
 */
function span(value, error) {
  const dots = value.indexOf("..");
  if (dots >= 0) {
    const low = value.slice(0, dots);
    const high = value.slice(dots + 2);
    if (!low && !high) throw error("a span needs a bound, such as 2020..2022");
    return { low: strip(low) || null, high: strip(high.replace(/^\.+/, "")) || null, strict: false };
  }
  const match = /^(>=|<=|>|<|=)?(.*)$/s.exec(value);
  const operator = match?.[1];
  const bound = strip(match?.[2] ?? "");
  if (!bound) throw error(`${operator} needs something to compare with`);
  return {
    low: operator === "<=" || operator === "<" ? null : bound,
    high: operator === ">=" || operator === ">" ? null : bound,
    strict: operator === "<" || operator === ">",
  };
}

/**
 * @param {string} name
 * @param {string} value
 * @param {(reason: string, unit?: number) => QueryError} error
 * @returns {{low: string | null, high: string | null}}
 */
function numbers(name, value, error) {
  const { low, high, strict } = span(value, error);
  for (const [bound, at] of [
    [low, low === null ? 0 : value.indexOf(low)],
    [high, high === null ? 0 : value.lastIndexOf(high)],
  ]) {
    if (bound === null || typeof bound === "number") continue;
    if (!/^[0-9]+$/.test(bound)) throw error(`"${bound}" is not a number`, Number(at));
    if (bound.length > MAX_DIGITS) throw error(`${name} has at most ${MAX_DIGITS} digits`, Number(at));
  }
  if (low !== null && high !== null && Number(low) > Number(high)) throw error(`the span ${value} ends before it begins`);
  if (!strict) return { low, high };
  return { low: low === null ? null : String(Number(low) + 1), high: high === null ? null : String(Number(high) - 1) };
}

/**
 * @param {string} name
 * @param {string} value
 * @param {(reason: string, unit?: number) => QueryError} error
 * @returns {{low: string | null, high: string | null}}
 */
function days(name, value, error) {
  /**
   * @param {string} bound
   * @param {number} at
   */
  const date = (bound, at) => {
    try {
      const parsed = parseDate(bound);
      if (name === "year" && parsed.hasMonth) throw error(`"${bound}" is more than a year; use date:${bound}`, at);
      return parsed;
    } catch (reason) {
      if (reason instanceof DateError) throw error(reason.message, at);
      throw reason;
    }
  };
  const { low, high, strict } = span(value, error);
  let first = null;
  let last = null;
  if (low !== null) {
    const bound = date(low, value.indexOf(low));
    // Any text that sorts behind the day and before the next one will do.
    first = strict ? bound.latest + "~" : bound.earliest;
  }
  if (high !== null) {
    const bound = date(high, value.lastIndexOf(high));
    last = strict ? dayBefore(bound.earliest) : bound.latest;
  }
  if (first !== null && last !== null && first > last) throw error(`the span ${value} ends before it begins`);
  return { low: first, high: last };
}

/** @param {string} day */
function dayBefore(day) {
  if (day.endsWith("-01")) return day.slice(0, 8) + "00";
  return day.slice(0, 8) + String(Number(day.slice(8)) - 1).padStart(2, "0");
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
