/**
 * @file Citations of references, copied or downloaded. They are taken from the pages of the references, which hold each
 * of them in every format, so they are those of the command line.
 */

import { button, element, menu, pageOf, say } from "./elements.js";

/** @typedef {"bibtex" | "apa" | "markdown" | "link" | "ris" | "csl-json" | "csv"} Format */

/** @type {[Format, string][]} */
const COPIED = [
  ["bibtex", "BibTeX"],
  ["apa", "APA"],
  ["markdown", "Markdown"],
  ["link", "Link"],
];
/** @type {[Format, string, string, string][]} */
const DOWNLOADED = [
  ["bibtex", "BibTeX (.bib)", "references.bib", "application/x-bibtex"],
  ["ris", "RIS (.ris)", "references.ris", "application/x-research-info-systems"],
  ["csl-json", "CSL-JSON", "references.csl.json", "application/vnd.citationstyles.csl+json"],
  ["csv", "CSV", "references.csv", "text/csv"],
];
const AT_ONCE = 8;

/** @type {Map<string, Promise<Map<string, string>>>} */
const known = new Map();

/**
 * Format -> text, of one reference.
 * @param {string} key
 */
function formatsOf(key) {
  let found = known.get(key);
  if (!found) {
    found = fetch(pageOf(key)).then(async (response) => {
      if (!response.ok) throw new Error(`${pageOf(key)}: ${response.status}`);
      return formatsIn(new DOMParser().parseFromString(await response.text(), "text/html"));
    });
    found.catch(() => known.delete(key));
    known.set(key, found);
  }
  return found;
}

/** @param {ParentNode} page */
function formatsIn(page) {
  const parts = /** @type {HTMLElement[]} */ ([...page.querySelectorAll("[data-format]")]);
  return new Map(parts.map((part) => [part.dataset.format ?? "", part.textContent ?? ""]));
}

/**
 * The references in one format, in the order of the keys.
 * @param {string[]} keys
 * @param {Format} format
 * @param {(done: number) => void} progress
 */
export async function citations(keys, format, progress = () => {}) {
  if (format === "link") return keys.map((key) => `${pageOf(key).href}\n`).join("");
  /** @type {string[]} */
  const texts = new Array(keys.length);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < keys.length) {
      const at = next++;
      const text = (await formatsOf(keys[at])).get(format);
      if (text === undefined) throw new Error("this site was built without citations in this style");
      texts[at] = text;
      progress(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return joined(texts, format);
}

/**
 * One file of what are files of one reference each.
 * @param {string[]} texts
 * @param {Format} format
 */
function joined(texts, format) {
  switch (format) {
    case "csl-json":
      return `[\n${texts.map((text) => text.trim().slice(1, -1).trim()).join(",\n")}\n]\n`;
    case "csv":
      // The first line of each is the heads of the columns.
      return texts.map((text, at) => (at ? text.slice(text.indexOf("\n") + 1) : text)).join("");
    case "markdown":
      return texts.join("");
    case "apa":
      return texts.map((text) => `${text}\n`).join("\n");
    default:
      return texts.join("\n");
  }
}

/**
 * @param {string[]} keys
 * @param {Format} format
 * @param {string} name
 */
async function copy(keys, format, name) {
  const what = keys.length === 1 ? "1 reference" : `${keys.length} references`;
  try {
    const text = citations(keys, format, counting(keys.length));
    // Some browsers take only what comes within the click, and a promise of it.
    if (typeof ClipboardItem !== "undefined" && keys.length > 0) {
      const blob = text.then((found) => new Blob([found], { type: "text/plain" }));
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    } else {
      await navigator.clipboard.writeText(await text);
    }
    say(`${what} copied as ${name}.`);
  } catch (error) {
    say(`Not copied: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * @param {string[]} keys
 * @param {Format} format
 * @param {string} file
 * @param {string} type
 */
async function download(keys, format, file, type) {
  try {
    const text = await citations(keys, format, counting(keys.length));
    const address = URL.createObjectURL(new Blob([text], { type }));
    element("a", { href: address, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    say(`${keys.length === 1 ? "1 reference" : `${keys.length} references`} saved as ${file}.`);
  } catch (error) {
    say(`Not saved: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {number} total */
function counting(total) {
  return (/** @type {number} */ done) => {
    if (total > 40 && done % 20 === 0) say(`${done} of ${total} …`);
  };
}

/**
 * @param {() => string[] | Promise<string[]>} keys
 * @param {string} of what is copied, for those who cannot see it
 */
export function copyMenu(keys, of, text = "Copy") {
  return menu(
    text,
    `${text} ${of}`,
    () => COPIED.map(([format, name]) => button(name, async () => copy(await keys(), format, name))),
  );
}

/**
 * @param {() => string[] | Promise<string[]>} keys
 * @param {string} of
 */
export function downloadMenu(keys, of) {
  return menu(
    "Export",
    `Export ${of}`,
    () => DOWNLOADED.map(([format, name, file, type]) => button(name, async () => download(await keys(), format, file, type))),
  );
}

/**
 * A button for each citation on the page of a reference.
 * @param {HTMLElement} article
 */
export function enhanceReference(article) {
  const key = article.dataset.key ?? "";
  known.set(key, Promise.resolve(formatsIn(article)));
  const heading = article.querySelector("#cite");
  const buttons = COPIED.map(([format, name]) => button(name, () => copy([key], format, name)));
  heading?.after(element("p", { class: "buttons" }, element("span", {}, "Copy as"), ...buttons));
}
