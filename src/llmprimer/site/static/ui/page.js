/**
 * @file What every page has: keys, help, copying, selecting, reading without a network. The start page also searches.
 */

import { enhanceReference } from "./citing.js";
import { element, idle, root, savesData } from "./elements.js";
import { enhanceList } from "./rows.js";

const KEYS = [
  ["/", "go to the search"],
  ["↓ ↑", "go through the results, also from the search"],
  ["Enter", "open the result that is in focus"],
  ["Esc", "go back to the search; in it, clear it; close what is open"],
  ["x", "select the result that is in focus, or let it go"],
  ["?", "show this"],
];

const input = /** @type {HTMLInputElement | null} */ (document.querySelector("form.search input"));

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.matches("textarea, select, input:not([type=checkbox])");
  if (event.key === "/" && !typing) focusSearch(event);
  else if (event.key === "?" && !typing) showHelp(event);
  else if (event.key === "Escape") escape(event, target);
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event, target);
  else if (event.key === "x" && !typing) select(event, target);
});

/** @param {Event} event */
function focusSearch(event) {
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.select();
}

/** @param {Event} event */
function showHelp(event) {
  event.preventDefault();
  const open = document.querySelector("dialog[open]");
  if (open) return;
  const rows = KEYS.map(([key, meaning]) => element("div", {}, element("dt", {}, element("kbd", {}, key)), element("dd", {}, meaning)));
  const dialog = /** @type {HTMLDialogElement} */ (
    element(
      "dialog",
      { class: "help", "aria-labelledby": "help" },
      element("h2", { id: "help" }, "Keys"),
      element("dl", {}, ...rows),
      element("form", { method: "dialog" }, element("button", {}, "Close")),
    )
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} target
 */
function escape(event, target) {
  const menu = target.closest("details.menu[open]");
  if (menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  } else if (target === input && input?.value) {
    event.preventDefault();
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (target === input) {
    target.blur();
  } else if (target.closest(".row")) {
    focusSearch(event);
  }
}

/**
 * The next or the last result, from a result or from the search.
 * @param {KeyboardEvent} event
 * @param {HTMLElement} target
 */
function move(event, target) {
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".row :is(h2, h3) a")]);
  const down = event.key === "ArrowDown";
  const row = target.closest(".row");
  if (!links.length || (!row && target !== input) || target.matches("select, details.menu *")) return;
  const at = links.findIndex((link) => link.closest(".row") === row);
  event.preventDefault();
  if (!row) links[down ? 0 : links.length - 1].focus();
  else if (at === 0 && !down && input) input.focus();
  else links[Math.min(links.length - 1, at + (down ? 1 : -1))].focus();
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} target
 */
function select(event, target) {
  const box = /** @type {HTMLInputElement | null | undefined} */ (target.closest(".row")?.querySelector("input[type=checkbox]"));
  if (!box) return;
  event.preventDefault();
  box.click();
}

addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.removeAttribute("open");
  }
});

for (const list of document.querySelectorAll("ol.rows:has(> .row)")) enhanceList(/** @type {HTMLElement} */ (list))();
const article = /** @type {HTMLElement | null} */ (document.querySelector("article[data-key]"));
if (article) enhanceReference(article);

if ("serviceWorker" in navigator && isSecureContext) {
  navigator.serviceWorker.register(new URL("service-worker.js", root)).then(keepIndex, () => {});
}

/** Has a small index kept whole, once nothing else is to be done. */
async function keepIndex() {
  if (savesData()) return;
  const { active } = await navigator.serviceWorker.ready;
  await idle();
  active?.postMessage("keep the index");
}
