/**
 * @file The facets beside the results: boxes with counts that narrow the results down.
 */
/** @import {Filters, Values} from "../search/types.js" */

import { button, element } from "./elements.js";

/** @type {Record<string, string>} */
export const NAMES = {
  topic: "Topics",
  kind: "Kinds",
  year: "Years",
  author: "Authors",
  organization: "Organisations",
  site: "Hosts",
  lang: "Languages",
  slide: "Slides",
  has: "Identifiers",
  link: "Links",
};
const FEW = 8;
/** Those that are open at first; the others are a click away. */
const OPEN = new Set(["topic", "kind", "year"]);

/** @type {Set<string>} */
const opened = new Set(OPEN);
/** @type {Set<string>} */
const whole = new Set();

/**
 * @param {Record<string, Values>} counts
 * @param {Filters} filters
 * @param {(facet: string, value: string) => void} toggle
 * @param {() => void} again draws the facets again
 */
export function facetsOf(counts, filters, toggle, again) {
  return Object.keys(NAMES)
    .filter((facet) => counts[facet]?.length || filters[facet]?.length)
    .map((facet) => facetOf(facet, counts[facet] ?? [], filters[facet] ?? [], toggle, again));
}

/**
 * @param {string} facet
 * @param {Values} values
 * @param {string[]} chosen
 * @param {(facet: string, value: string) => void} toggle
 * @param {() => void} again
 */
function facetOf(facet, values, chosen, toggle, again) {
  // What was chosen stays, also where nothing has it any more.
  const all = [...values];
  for (const value of chosen) if (!values.some(([found]) => found === value)) all.push([value, value, 0]);
  const shown = whole.has(facet) ? all : all.filter(([value], at) => at < FEW || chosen.includes(value));
  const items = shown.map(([value, label, count, depth]) => {
    const box = /** @type {HTMLInputElement} */ (
      element("input", { type: "checkbox", "data-facet": facet, "data-value": value, checked: chosen.includes(value) })
    );
    box.addEventListener("change", () => toggle(facet, value));
    const name = element("bdi", {}, label);
    return element(
      "li",
      { class: `depth${Math.min(depth ?? 0, 4)}` },
      element("label", {}, box, name, " ", element("span", { class: "count" }, String(count))),
    );
  });
  const rest = all.length - shown.length;
  const more = rest > 0 ? button(`${rest} more`, () => (whole.add(facet), again()), { class: "plain" }) : null;
  const summary = element("summary", {}, element("span", { class: "name" }, NAMES[facet]), chosen.length ? ` ${chosen.length}` : null);
  const made = element(
    "details",
    { class: "facet-group", open: opened.has(facet) || chosen.length > 0 },
    summary,
    element("ul", { class: "facet", "aria-label": NAMES[facet] }, ...items),
    more,
  );
  made.addEventListener("toggle", () => {
    if (made.hasAttribute("open")) opened.add(facet);
    else opened.delete(facet);
  });
  return made;
}
