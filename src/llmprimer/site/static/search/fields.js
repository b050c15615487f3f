/**
 * @file The values of fields in a query, with the errors of llmprimer/query/parsing.py.
 */
/** @import {Field, FieldRule} from "./types.js" */
/** @typedef {typeof import("./fields.js")} Fields */

import { DateError, parseDate } from "./dates.js";
import { QueryError, length } from "./query.js";
import { didYouMean } from "./suggest.js";
import { strip } from "./text.js";

export { identify } from "./identifiers.js";

const MAX_DIGITS = 6;

/**
 * Why a name is no field.
 * @param {string} name
 * @param {string[]} names of the fields
 */
export function noField(name, names) {
  return `unknown field "${name}"${didYouMean(name, names) || `; the fields are ${names.join(", ")}`}`;
}

/**
 * @param {string} name
 * @param {FieldRule} rule
 * @param {string} value
 * @param {number} position
 * @returns {Field}
 */
export function fieldNode(name, rule, value, position) {
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
    // Any text that sorts after the day and before the next one will do.
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
