/**
 * @file Lists of references: rows for results, and on every list boxes to select by and tools for what is selected.
 */
/** @import {Result, Marked} from "../search/types.js" */

import { copyMenu, downloadMenu } from "./citing.js";
import { button, element, pageOf, root, unfolding } from "./elements.js";

/** The parts of a name in the order in which they are read. */
const PARTS = /** @type {const} */ (["given", "dropping_particle", "non_dropping_particle", "family", "suffix", "literal"]);

const EAST_ASIAN = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}々ー]+$/u;

/**
 * The name as it is read: in East Asian scripts with the family name first and no blank.
 * @param {NonNullable<Result["row"]["author"]>[number]} name
 */
function nameOf(name) {
  if (EAST_ASIAN.test(name.family ?? "") && EAST_ASIAN.test(name.given ?? "")) return `${name.family}${name.given}`;
  return PARTS.flatMap((part) => name[part] ?? []).join(" ");
}

/**
 * The row of a result, as templates/macros.html makes it for lists, without the line for printing.
 * @param {Result} result
 * @param {string[]} explained the words for its score
 */
export function rowOf(result, explained) {
  const { row } = result;
  const by = bylineOf(row);
  const facts = element("p", { class: "facts" }, element("span", { class: "kind" }, row.kind));
  facts.append(" ", row.issued ? element("time", { datetime: row.issued }, row.issued) : element("span", {}, "undated"));
  if (by) facts.append(" ", element("bdi", { class: "by" }, by));
  if (row.container_title) facts.append(" ", element("bdi", { class: "in" }, row.container_title));
  if (row.topics.length) facts.append(" ", element("span", { class: "topics" }, ...row.topics.flatMap((slug) => [" ", topicOf(slug)]).slice(1)));
  if (row.link) facts.append(" ", element("a", { class: `state ${row.link}`, href: new URL(`links/#${row.link}`, root).href }, `link ${row.link}`));
  const why = explained.length
    ? unfolding("why", element("summary", {}, "Why this?"), () => element("ul", {}, ...explained.map((line) => element("li", {}, line))))
    : null;
  return element(
    "li",
    { class: "row", "data-key": result.key },
    element(
      "h3",
      {},
      element("a", { href: pageOf(result.key).href }, element("cite", { lang: row.language, dir: "auto" }, ...marked(result.title))),
    ),
    facts,
    result.snippet.length ? element("p", { class: "summary", dir: "auto" }, ...marked(result.snippet)) : null,
    why,
  );
}

/** The topic as a link to its page, by the name that queries know. @param {string} slug */
function topicOf(slug) {
  return element("a", { href: new URL(`topics/${slug}/`, root).href }, slug);
}

/** @param {Result["row"]} row */
function bylineOf(row) {
  const names = (row.author ?? []).map(nameOf);
  return names.slice(0, 3).join(", ") + (names.length > 3 ? " et al." : "");
}

/**
 * The line that is printed instead of the row of a result.
 * @param {Result} result
 */
export function printedOf({ row }) {
  const by = bylineOf(row);
  const address = row.doi ? `https://doi.org/${row.doi}` : row.url;
  return element(
    "p",
    { class: "printed" },
    by ? element("bdi", {}, by) : null,
    ` (${row.issued ?? "n.d."}). `,
    element("i", {}, element("bdi", {}, row.title)),
    /[.?!…]$/.test(row.title) ? "" : ".",
    ...(row.container_title ? [" ", element("bdi", {}, row.container_title), "."] : []),
    address ? ` ${address}` : null,
  );
}

/** @param {Marked} pieces */
function marked(pieces) {
  return pieces.map((piece) => (piece.marked ? element("mark", {}, piece.text) : piece.text));
}

/**
 * Puts a box and a menu into each row, and tools before the list. Gives what must be called when the list has other rows.
 * @param {HTMLElement} list
 * @param {() => string[] | Promise<string[]>} view the keys of the whole view, where it is more than the rows of the list
 */
export function enhanceList(list, view = () => keysIn(list)) {
  const chosen = () => rowsIn(list).filter((row) => boxOf(row)?.checked).map((row) => row.dataset.key ?? "");
  const which = element("span", { class: "which" });
  const keys = async () => (chosen().length ? chosen() : view());
  const clear = button("Clear", () => {
    for (const row of rowsIn(list)) if (boxOf(row)) /** @type {HTMLInputElement} */ (boxOf(row)).checked = false;
    update();
  });
  const bar = element(
    "div",
    { class: "tools", role: "group", "aria-label": "Cite and export" },
    which,
    copyMenu(keys, "the selected references, or all that are shown"),
    downloadMenu(keys, "the selected references, or all that are shown"),
    clear,
  );
  list.before(bar);
  list.addEventListener("change", update);
  return enhance;

  function enhance() {
    for (const row of rowsIn(list)) if (boxOf(row) === null) enhanceRow(row);
    update();
  }

  function update() {
    const number = chosen().length;
    which.textContent = number ? `${number} selected` : "All of these";
    clear.hidden = !number;
    bar.classList.toggle("active", number > 0);
  }
}

/**
 * Puts a box and a menu into a row.
 * @param {HTMLElement} row
 */
function enhanceRow(row) {
  const title = row.querySelector("cite")?.textContent?.slice(0, 200) ?? "";
  row.prepend(element("input", { type: "checkbox", "aria-label": `Select ${title}`, class: "choose" }));
  row.append(copyMenu(() => [row.dataset.key ?? ""], title, "Cite"));
}

/** @param {HTMLElement} row */
function boxOf(row) {
  return /** @type {HTMLInputElement | null} */ (row.querySelector("input.choose"));
}

/** @param {HTMLElement} list */
function rowsIn(list) {
  return /** @type {HTMLElement[]} */ ([...list.querySelectorAll(":scope > .row")]);
}

/** @param {HTMLElement} list */
function keysIn(list) {
  return rowsIn(list).map((row) => row.dataset.key ?? "");
}
