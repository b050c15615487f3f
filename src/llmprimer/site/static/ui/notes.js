/**
 * @file What is said about an answer.
 */
/** @import {Answer} from "../search/types.js" */

import { element, root } from "./elements.js";

/** @param {Answer} answer */
export function remark({ total, confident, error, results: found }) {
  if (error) return "The query cannot be understood";
  if (!confident) return found.length ? "Nothing fits; the nearest are these" : "Nothing fits";
  return total === 1 ? "1 reference" : `${total} references`;
}

/** @param {NonNullable<Answer["error"]>} error */
export function mistake({ message, hint }) {
  return element("p", { class: "note" }, message, hint ? element("span", { class: "hint" }, ` ${hint}`) : null);
}

export function nothing() {
  const all = element("a", { href: new URL("all/", root).href }, "Here are all references");
  return element("p", { class: "note" }, "Other or fewer words may find something. ", all, ".");
}

/** @param {Answer} answer */
export function corrections(answer) {
  if (!answer.corrections.length || !answer.confident) return [];
  const read = answer.corrections.map(({ typed, read }) => `“${typed}” read as “${read}”`).join(", ");
  return [element("p", { class: "note" }, read)];
}

/** @param {{what: string, where: string, points: number}} reason */
export function explained({ what, where, points }) {
  return `${points.toFixed(1)} ${what} (${where})`;
}
