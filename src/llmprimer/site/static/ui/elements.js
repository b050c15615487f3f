/**
 * @file Elements from text. Text of the catalogue becomes text nodes and attributes that hold text, never markup.
 */

/** The root of the site. */
export const root = new URL(document.body.dataset.root ?? "./", location.href.split(/[?#]/)[0]);

/**
 * @param {string} name
 * @param {Record<string, string | boolean | null | undefined>} attributes those that are null, undefined or false are left out
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * @param {string} text
 * @param {(event: Event) => void} action
 * @param {Record<string, string>} attributes
 */
export function button(text, action, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
}

/**
 * What opens under a summary, made when it is opened first: results come with every key, and few are looked into.
 * @param {string} name
 * @param {HTMLElement} summary
 * @param {() => HTMLElement} content
 */
export function unfolding(name, summary, content) {
  summary.addEventListener("click", () => summary.after(content()), { once: true });
  return element("details", { class: name }, summary);
}

/**
 * A button that opens a list of buttons. Choosing one closes it.
 * @param {string} text
 * @param {string} label what it is for, said in full
 * @param {() => HTMLElement[]} choices
 */
export function menu(text, label, choices) {
  const made = unfolding("menu", element("summary", { "aria-label": label }, text), () => element("div", { class: "choices" }, ...choices()));
  made.addEventListener("click", (event) => {
    if (/** @type {HTMLElement} */ (event.target).matches(".choices button")) {
      made.removeAttribute("open");
      made.querySelector("summary")?.focus();
    }
  });
  return made;
}

/** @type {HTMLElement | undefined} */
let status;
/** @type {number | undefined} */
let fading;

/**
 * Says something at the lower edge, aloud too.
 * @param {string} text
 */
export function say(text) {
  if (!status) {
    status = element("p", { class: "status", role: "status" });
    document.body.append(status);
  }
  status.textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => status?.replaceChildren(), 6000);
}

/**
 * The address of the page of a reference.
 * @param {string} key
 */
export function pageOf(key) {
  return new URL(`r/${key.replace(/[:/]/g, (c) => `~${c.charCodeAt(0).toString(16).toUpperCase()}`)}/`, root);
}

/** Whether the reader pays for each byte. */
export function savesData() {
  const connection = /** @type {{saveData?: boolean} | undefined} */ (/** @type {any} */ (navigator).connection);
  return connection?.saveData === true;
}

/** Waits until nothing else is to be done, but not long. */
export function idle() {
  return new Promise((resolve) => ("requestIdleCallback" in window ? requestIdleCallback(resolve, { timeout: 300 }) : setTimeout(resolve, 50)));
}
