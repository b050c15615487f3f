/**
 * @file Facets: how many of what is found have each value, and filters that let only some values through.
 */
/** @import {Filters, Values} from "./types.js" */

/** @typedef {import("./index.js").Index} Index */

/** The columns of these grow with the catalogue; in large ones they are read when they are asked for. */
const LARGE = new Set(["author", "organization", "site"]);
const MANY = 5000;

/**
 * The facets that are counted where nothing is said.
 * @param {Index} index
 */
export function quickFacets(index) {
  return Object.keys(index.directory.columns).filter((facet) => index.count <= MANY || !LARGE.has(facet));
}

/**
 * For each filter that is set, its facet and the references that it lets through.
 * @param {Index} index
 * @param {Filters} filters
 * @returns {Promise<{facet: string, mask: Uint8Array}[]>}
 */
export function masksOf(index, filters) {
  const set = Object.entries(filters).filter(([, values]) => values?.length);
  return Promise.all(
    set.map(async ([facet, values]) => {
      const mask = new Uint8Array(index.count + 1);
      if (index.directory.columns[facet] === undefined) return { facet, mask };
      const column = await index.column(facet);
      const wanted = new Set((values ?? []).map((value) => column.values.indexOf(value)));
      for (let doc = 1; doc <= index.count; doc++) {
        for (let i = column.starts[doc]; i < column.starts[doc + 1]; i++) if (wanted.has(column.places[i])) mask[doc] = 1;
      }
      return { facet, mask };
    }),
  );
}

/**
 * The values of a facet among some references.
 * @param {Index} index
 * @param {string} facet
 * @param {number[]} docs
 * @returns {Promise<Values>}
 */
export async function valuesOf(index, facet, docs) {
  const column = await index.column(facet);
  const numbers = new Int32Array(column.values.length);
  for (const doc of docs) {
    for (let i = column.starts[doc]; i < column.starts[doc + 1]; i++) numbers[column.places[i]]++;
  }
  if (facet === "topic") {
    const counted = new Map(column.values.map((value, place) => [value, numbers[place]]));
    return Object.entries(index.directory.topics).flatMap(([slug, { label, depth }]) => {
      const count = counted.get(slug);
      return count ? [/** @type {Values[number]} */ ([slug, label, count, depth])] : [];
    });
  }
  /** @type {[string, string, number][]} */
  const found = [];
  column.values.forEach((value, place) => {
    if (numbers[place]) found.push([value, value, numbers[place]]);
  });
  if (facet === "year") return found.sort((a, b) => (a[0] < b[0] ? 1 : -1));
  if (facet === "slide") return found.sort((a, b) => Number(a[0]) - Number(b[0]));
  return found.sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
}
