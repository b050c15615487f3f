/**
 * @file The search on the start page. The address holds the query, so that every view can be sent.
 */
/** @import {Answer, Engine, Filters, Result, SearchOptions} from "../search/types.js" */

import { button, element, idle, root, savesData } from "./elements.js";
import { NAMES, facetsOf } from "./facets.js";
import { corrections, explained, mistake, nothing, remark } from "./notes.js";
import { enhanceList, printedOf, rowOf } from "./rows.js";

/** @typedef {NonNullable<SearchOptions["sort"]>} Sort */
/**
 * With `unfinished`, the last word may be the beginning of one that is still being typed.
 * @typedef {{query: string, filters: Filters, sort: Sort | null, rows: number, unfinished: boolean}} View
 */

const ROWS = 20;
/** While somebody types, the rows that fit on the screen come at once; the others, and the facets, when there is time. */
const firstRows = () => Math.max(4, Math.ceil(innerHeight / LEAST_ROW));
/** Few rows are lower, in pixels. */
const LEAST_ROW = 120;
/** Milliseconds without a key until the rest of the page follows. */
const PAUSE = 200;
/** Milliseconds without an answer until the last one fades. */
const LATE = 150;
/** @type {[Sort, string][]} */
const ORDERS = [
  ["score", "Best first"],
  ["-issued", "Newest first"],
  ["issued", "Oldest first"],
  ["title", "By title"],
  ["key", "By key"],
];

const input = /** @type {HTMLInputElement} */ (document.querySelector("form.search input"));
const facets = /** @type {HTMLElement} */ (document.getElementById("facets"));
const results = /** @type {HTMLElement} */ (document.getElementById("results"));
const before = { facets: [...facets.childNodes], results: [...results.childNodes], title: document.title };
const announced = element("p", { class: "unseen", role: "status" });
document.body.append(announced);

/** @type {Promise<Engine> | undefined} */
let engine;
/** @type {View} */
let view = viewOf(location.search);
/** The number of the last question: answers to earlier ones come too late. */
let asked = 0;
/** Whether the entry of the history that is shown was made by typing, and typing goes on. */
let typing = false;
/** How the view that was typed last comes into the history, while it is not there. @type {"pushState" | "replaceState" | null} */
let unsaved = null;
/** @type {number | undefined} */
let saving;
/** @type {number | undefined} */
let speaking;
/** @type {number | undefined} */
let fading;
/** What is shown of an answer, and stays where the next has the same filters and order. @type {ReturnType<typeof frame> | undefined} */
let shown;

function open() {
  engine ??= begin();
  engine.catch(() => (engine = undefined));
  return engine;
}

async function begin() {
  const base = new URL("search/", root).href;
  const directory = fetch(`${base}index.bin`);
  directory.catch(() => undefined); // told where it is read
  const { openEngine } = await import("../search/client.js");
  const opened = await openEngine(base, directory);
  // What ranks comes while the first word is typed; what fails is fetched, and told, with the first question.
  const kept = savesData() ? undefined : idle().then(opened.keep);
  Promise.all([opened.prepare(), kept])
    .then(() => (document.documentElement.dataset.search = "ready"))
    .catch(() => undefined);
  return opened;
}

/** @param {string} text @returns {View} */
function viewOf(text) {
  const found = new URLSearchParams(text);
  /** @type {Filters} */
  const filters = {};
  for (const facet of Object.keys(NAMES)) {
    const values = found.getAll(facet).filter(Boolean);
    if (values.length) filters[facet] = [...new Set(values)];
  }
  const sort = /** @type {Sort} */ (found.get("sort"));
  return {
    query: found.get("q") ?? "",
    filters,
    sort: ORDERS.some(([order]) => order === sort) ? sort : null,
    rows: Math.min(Math.max(Number.parseInt(found.get("rows") ?? "", 10) || ROWS, ROWS), 1000),
    unfinished: false,
  };
}

/** @param {View} of */
function addressOf({ query, filters, sort, rows }) {
  const found = new URLSearchParams();
  if (query) found.set("q", query);
  for (const [facet, values] of Object.entries(filters)) for (const value of values ?? []) found.append(facet, value);
  if (sort) found.set("sort", sort);
  if (rows !== ROWS) found.set("rows", String(rows));
  const text = found.toString();
  return text ? `?${text}` : location.pathname;
}

/**
 * Shows another view, as a new entry of the history or in place of the last.
 * @param {Partial<View>} changed
 * @param {boolean} replacing
 */
function go(changed, replacing = false) {
  save();
  view = { ...view, ...changed };
  unsaved = replacing ? "replaceState" : "pushState";
  save();
  return show();
}

/** Puts what was typed into the history and the title. With every key, that would take longer than the search. */
function save() {
  clearTimeout(saving);
  if (unsaved) history[unsaved](null, "", addressOf(view));
  unsaved = null;
  document.title = isEmpty(view) ? before.title : `${view.query.trim() || "Search"} · ${before.title}`;
}

/** @param {View} of */
function isEmpty({ query, filters, sort }) {
  return !query.trim() && !Object.keys(filters).length && !sort;
}

async function show() {
  const number = ++asked;
  document.body.classList.toggle("searching", !isEmpty(view));
  if (isEmpty(view)) {
    save();
    facets.replaceChildren(...before.facets);
    facets.removeAttribute("aria-busy");
    results.replaceChildren(...before.results);
    announced.textContent = "";
    settled();
    return;
  }
  results.setAttribute("aria-busy", "true");
  fading ??= setTimeout(() => results.classList.add("late"), LATE);
  try {
    const found = await open();
    const limit = view.unfinished ? Math.min(firstRows(), view.rows) : view.rows;
    const answer = await found.search(view.query, { ...optionsOf(view), limit, counts: [] });
    if (number !== asked) return;
    draw(answer);
    if (!answer.error) complete(number, answer.results);
  } catch (error) {
    if (number !== asked) return;
    const what = navigator.onLine ? "The search could not be loaded." : "You are offline. Of a list as long as this, only what was searched for before is kept on this device.";
    results.replaceChildren(heading("Search"), element("p", { class: "note" }, what, " ", button("Try again", () => show())));
    if (navigator.onLine) console.error(error);
  } finally {
    if (number === asked) settled();
  }
}

/**
 * Draws the rest of the results, and the facets, once the page is idle and typing has paused.
 * @param {number} number of the question
 * @param {Result[]} drawnFirst
 */
async function complete(number, drawnFirst) {
  facets.setAttribute("aria-busy", "true");
  if (view.unfinished) await new Promise((resolve) => setTimeout(resolve, PAUSE));
  if (number !== asked) return;
  await idle();
  if (number !== asked) return;
  try {
    const answer = await (await open()).search(view.query, { ...optionsOf(view), limit: view.rows });
    if (number !== asked) return;
    if (shown !== undefined) {
      const { list, enhance } = shown;
      list.append(...answer.results.slice(drawnFirst.length).map(drawn));
      [...list.children].forEach((row, i) => row.append(printedOf(answer.results[i])));
      enhance();
    }
    drawFacets(answer.counts);
  } catch (error) {
    if (navigator.onLine) console.error(error);
  } finally {
    if (number === asked) facets.removeAttribute("aria-busy");
  }
}

/** @param {Result} result */
function drawn(result) {
  return rowOf(result, result.reasons.map(explained));
}

/** @param {View} of @returns {SearchOptions} */
function optionsOf({ filters, unfinished, ...others }) {
  return { filters, unfinished, sort: sortOf(others) };
}

function settled() {
  clearTimeout(fading);
  fading = undefined;
  results.removeAttribute("aria-busy");
  results.classList.remove("waiting", "late");
}

/** Without words there is nothing to rank by; then the newest come first. @param {Pick<View, "query" | "sort">} of */
function sortOf({ query, sort }) {
  return sort ?? (query.trim() ? "score" : "-issued");
}

/**
 * Shows an answer in place of the last.
 * @param {Answer} answer
 */
function draw(answer) {
  const said = remark(answer);
  const left = answer.confident ? answer.total - view.rows : 0;
  const kind = JSON.stringify([view.filters, sortOf(view), !view.query.trim(), !answer.results.length]);
  if (shown?.kind !== kind || !shown.list.isConnected) {
    shown = frame(kind, answer.results.length > 0);
    results.replaceChildren(shown.heading, shown.notes, shown.bar, shown.list, shown.more);
    if (answer.results.length) shown.enhance = enhanceList(shown.list, keysOfView);
  }
  const { heading, notes, list, more, enhance } = shown;
  heading.textContent = said;
  notes.replaceChildren(
    ...(answer.error ? [mistake(answer.error)] : []),
    ...corrections(answer),
    ...(answer.error || answer.results.length ? [] : [nothing()]),
  );
  keepFocus(list, () => list.replaceChildren(...answer.results.map(drawn)));
  more.replaceChildren(...(left > 0 ? [button(`Show more (${left} left)`, showMore)] : []));
  enhance();
  clearTimeout(speaking);
  speaking = setTimeout(() => {
    announced.textContent = [said, ...corrections(answer).map((part) => part.textContent), answer.error?.message].filter(Boolean).join(". ");
  }, 400);
}

/**
 * Has the same result in focus before and after a change of the rows: the answer to the last key may come after the arrow
 * that leads to the results. Where that result is gone, the search is in focus.
 * @param {HTMLElement} list
 * @param {() => void} change
 */
function keepFocus(list, change) {
  const active = document.activeElement;
  const row = active && list.contains(active) ? /** @type {HTMLElement | null} */ (active.closest(".row")) : null;
  change();
  if (!row) return;
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".row")]);
  const same = rows.find((other) => other.dataset.key === row.dataset.key);
  const link = /** @type {HTMLElement | null | undefined} */ (same?.querySelector("h3 a"));
  (link ?? input).focus();
}

/**
 * What surrounds the results. It is kept from key to key, which takes a browser less time than to make it anew.
 * @param {string} kind
 * @param {boolean} hasOrder
 */
function frame(kind, hasOrder) {
  return {
    kind,
    heading: heading(""),
    notes: element("div"),
    bar: element("div", { class: "bar" }, chips(), hasOrder ? order() : null),
    list: element("ol", { class: "rows" }),
    more: element("p", { class: "more" }),
    enhance: () => {},
  };
}

/** The keys of all results of the view, also of those that are not shown. */
async function keysOfView() {
  const all = await (await open()).search(view.query, { ...optionsOf(view), limit: Infinity, counts: [] });
  return all.results.map((result) => result.key);
}

/** @param {string} text */
function heading(text) {
  return element("h2", { id: "found" }, text);
}

function chips() {
  const made = Object.entries(view.filters).flatMap(([facet, values]) =>
    (values ?? []).map((value) =>
      button(`${facet}: ${value} ×`, () => toggle(facet, value), { class: "chip", "aria-label": `Remove ${facet} ${value}` }),
    ),
  );
  return element("div", { class: "chips" }, ...made);
}

function order() {
  const options = ORDERS.filter(([value]) => value !== "score" || view.query.trim()).map(([value, name]) =>
    element("option", { value, selected: value === sortOf(view) }, name),
  );
  const select = /** @type {HTMLSelectElement} */ (element("select", {}, ...options));
  select.addEventListener("change", async () => {
    await go({ sort: /** @type {Sort} */ (select.value) });
    /** @type {HTMLElement | null} */ (results.querySelector(".sort select"))?.focus();
  });
  return element("label", { class: "sort" }, "Sort ", select);
}

async function showMore() {
  const first = view.rows;
  await go({ rows: view.rows + (view.rows < 100 ? ROWS : 100) }, true);
  /** @type {HTMLElement | null} */ (results.querySelectorAll(".row h3 a")[first])?.focus();
}

/** @param {Answer["counts"]} counts */
function drawFacets(counts) {
  const active = document.activeElement;
  const { facet, value } = active instanceof HTMLElement && facets.contains(active) ? active.dataset : {};
  const chosen = Object.values(view.filters).flat().length;
  const old = facets.querySelector("details.filters");
  const isOpen = old ? old.hasAttribute("open") : matchMedia("(min-width: 56rem)").matches;
  const groups = facetsOf(counts, view.filters, toggle, () => drawFacets(counts));
  const summary = element("summary", {}, chosen ? `Filters (${chosen})` : "Filters");
  facets.replaceChildren(...(groups.length ? [element("details", { class: "filters", open: isOpen }, summary, ...groups)] : []));
  facets.setAttribute("aria-label", "Filters");
  if (facet) {
    const boxes = /** @type {HTMLElement[]} */ ([...facets.querySelectorAll("input[data-facet]")]);
    boxes.find((box) => box.dataset.facet === facet && box.dataset.value === value)?.focus();
  }
}

/**
 * @param {string} facet
 * @param {string} value
 */
function toggle(facet, value) {
  const values = view.filters[facet] ?? [];
  const left = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  const { [facet]: _, ...others } = view.filters;
  typing = false;
  return go({ filters: left.length ? { ...others, [facet]: left } : others, rows: ROWS });
}

input.addEventListener("input", () => {
  view = { ...view, query: input.value, rows: ROWS, unfinished: true };
  unsaved ??= typing ? "replaceState" : "pushState";
  typing = true;
  clearTimeout(saving);
  saving = setTimeout(save, PAUSE);
  show();
});
input.addEventListener("blur", () => {
  if (unsaved) save();
  typing = false;
});
input.addEventListener("focus", () => open().catch(() => {}));
input.form?.addEventListener("submit", (event) => {
  event.preventDefault();
  typing = false;
  if (view.query !== input.value || view.unfinished) {
    go({ query: input.value, rows: ROWS, unfinished: false }, view.query === input.value);
  }
});
// Without scripts, the facets are links to pages.
facets.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = /** @type {HTMLElement} */ (event.target).closest("a[data-value]");
  const section = link?.closest("[data-facet]");
  if (!(link instanceof HTMLElement) || !(section instanceof HTMLElement)) return;
  event.preventDefault();
  toggle(section.dataset.facet ?? "", link.dataset.value ?? "");
});
addEventListener("popstate", () => {
  clearTimeout(saving);
  unsaved = null;
  view = viewOf(location.search);
  typing = false;
  input.value = view.query;
  save();
  show();
});

// What was typed before the scripts came counts.
if (input.value && !view.query) view.query = input.value;
input.value = view.query;
if (document.activeElement === input) open().catch(() => {});
save();
show();
