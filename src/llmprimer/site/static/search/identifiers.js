/**
 * @file Identifiers and addresses in every spelling, and one spelling of each. The same as llmprimer/identifiers.py.
 */
/** @import {Identifier} from "./types.js" */

import { SPACE, mayIdentify, strip } from "./text.js";

const ARXIV_NEW = "\\d{4}\\.\\d{4,5}";
const ARXIV_OLD =
  "(?:astro-ph|cond-mat|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|nlin|nucl-ex|nucl-th|physics|quant-ph|math|cs|q-bio|q-fin|stat)" +
  "(?:\\.[A-Z]{2})?/\\d{7}";
const ARXIV = whole(
  `(?:https?://)?(?:(?:www\\.|export\\.)?arxiv\\.org/(?:abs|pdf|html|format|e-print)/|(?:https?://)?(?:dx\\.)?doi\\.org/10\\.48550/arxiv\\.|` +
    `10\\.48550/arxiv\\.|arxiv[:${SPACE}][${SPACE}]*|\\[)?(${ARXIV_NEW}|${ARXIV_OLD})(?:v\\d+)?(?:\\.pdf)?\\]?/?(?:[?#][^${SPACE}]*)?`,
);
const DOI = whole(
  `(?:doi:[${SPACE}]*|(?:https?://)?(?:dx\\.|www\\.)?doi\\.org/)?(10\\.\\d{4,9}(?:\\.\\d+)*/[^${SPACE}]+?)[.,;]?`,
);
const HANDLE = /^@([A-Za-z0-9_-]{2,39})$/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}$/i;
const STATUS = /^\d{15,20}$/;
const HAS_SPACE = new RegExp(`[${SPACE}]`, "u");

const TRACKING =
  /^(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|vero_id|ref_src|ref_url|spm|share_token|si|sh|cmpid|ncid|wt\.mc_id|guccounter|guce_referrer\w*|__twitter_impression)$/i;
/** @type {Record<string, string[]>} */
const TRACKING_ON = {
  "twitter.com": ["lang", "s", "t"],
  "x.com": ["lang", "s", "t"],
  "medium.com": ["source"],
  "youtube.com": ["feature", "ab_channel", "pp"],
  "linkedin.com": ["trk", "originalsubdomain"],
  "reddit.com": ["share_id", "context", "rdt"],
  "amazon.com": ["tag", "ref", "psc"],
};
/** @type {Record<string, string[]>} */
const TRACKING_ONLY_ON = {
  si: ["youtube.com", "youtu.be", "spotify.com"],
  sh: ["forbes.com"],
  spm: ["aliyun.com", "alibaba.com", "taobao.com", "csdn.net"],
};
/** @type {Record<string, string>} */
const SAME_HOST = {
  "x.com": "twitter.com",
  "youtu.be": "youtube.com",
  "export.arxiv.org": "arxiv.org",
  "old.reddit.com": "reddit.com",
};
const ENDINGS = new Set(
  ("com org net edu gov ai io co cn uk de fr jp in dev me app blog google site xyz info tech news tv eu ca au ch nl se int " +
    "mil us be it es br ru kr tw hk sg lt ly gl ml cc so team page wiki run sh science academy cloud").split(" "),
);

/** @param {string} pattern */
function whole(pattern) {
  return new RegExp(`^(?:${pattern})$`, "iu");
}

/**
 * The identifier that the whole text is, or null where it is words.
 * @param {string} text
 * @returns {Identifier | null}
 */
export function identify(text) {
  text = strip(text).replace(/^[<>]+|[<>]+$/g, "");
  if (!mayIdentify(text)) return null;
  const arxiv = arxivId(text);
  if (arxiv !== null) return { kind: "arxiv", value: arxiv };
  const doi = DOI.exec(strip(text));
  if (doi !== null) return { kind: "doi", value: unquote(doi[1]).toLowerCase() };
  const handle = HANDLE.exec(text);
  if (handle !== null) return { kind: "handle", value: handle[1].toLowerCase() };
  if (STATUS.test(text)) return { kind: "status", value: text };
  if (HAS_SPACE.test(text)) return null;
  if (/^https?:\/\//i.test(text)) {
    const parts = splitUrl(text);
    if (parts !== null && parts.hostname && (parts.path === "" || parts.path === "/") && !parts.query) {
      return { kind: "host", value: host(text) };
    }
    return { kind: "url", value: comparableUrl(text) };
  }
  const slash = text.indexOf("/");
  const before = slash < 0 ? text : text.slice(0, slash);
  const after = slash < 0 ? "" : text.slice(slash + 1);
  if (HOST.test(before) && ENDINGS.has(before.slice(before.lastIndexOf(".") + 1).toLowerCase())) {
    return after
      ? { kind: "url", value: comparableUrl("https://" + text) }
      : { kind: "host", value: host("https://" + before) };
  }
  return null;
}

/**
 * @param {string} text
 * @returns {string | null}
 */
function arxivId(text) {
  const match = ARXIV.exec(strip(text));
  if (match === null) return null;
  const found = match[1];
  if (found.includes("/")) return found.toLowerCase();
  const month = Number(found.slice(2, 4));
  return month >= 1 && month <= 12 ? found : null;
}

/**
 * The parts of an address, as Python's urlsplit tells them, or null where it refuses.
 * @param {string} url
 */
function splitUrl(url) {
  // eslint-disable-next-line no-control-regex
  let rest = strip(url).replace(/^[\x00-\x20]+/, "").replace(/[\t\r\n]/g, "");
  let scheme = "";
  const colon = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(rest);
  if (colon !== null) {
    scheme = colon[1].toLowerCase();
    rest = rest.slice(colon[0].length);
  }
  let netloc = "";
  if (rest.startsWith("//")) {
    const end = rest.slice(2).search(/[/?#]/);
    netloc = end < 0 ? rest.slice(2) : rest.slice(2, end + 2);
    rest = rest.slice(netloc.length + 2);
    if (netloc.includes("[") !== netloc.includes("]")) return null;
  }
  const hash = rest.indexOf("#");
  const fragment = hash < 0 ? "" : rest.slice(hash + 1);
  if (hash >= 0) rest = rest.slice(0, hash);
  const mark = rest.indexOf("?");
  const query = mark < 0 ? "" : rest.slice(mark + 1);
  const path = mark < 0 ? rest : rest.slice(0, mark);
  const information = netloc.slice(netloc.lastIndexOf("@") + 1);
  const bracket = /^\[([^\]]*)\](?::(.*))?/.exec(information);
  const at = information.indexOf(":");
  const name = bracket !== null ? bracket[1] : at < 0 ? information : information.slice(0, at);
  const portText = bracket !== null ? bracket[2] : at < 0 ? undefined : information.slice(at + 1);
  let port = null;
  if (portText) {
    if (!/^[0-9]+$/.test(portText) || Number(portText) > 65535) return null;
    port = Number(portText);
  }
  return { scheme, netloc, path, query, fragment, hostname: name.toLowerCase(), port };
}

/**
 * The host in lower case without `www.`, or the empty string.
 * @param {string} url
 */
export function host(url) {
  return (splitUrl(url)?.hostname ?? "").replace(/^(?:www\d?|mobile|m)\./, "");
}

/**
 * The one name for hosts that are the same site.
 * @param {string} name
 */
export function sameHost(name) {
  return Object.hasOwn(SAME_HOST, name) ? SAME_HOST[name] : name;
}

/**
 * @param {string} name
 * @param {string[]} sites
 */
function isOn(name, sites) {
  return sites.some((site) => name === site || name.endsWith("." + site));
}

/**
 * @param {string} name
 * @param {string} on
 */
function isTracking(name, on) {
  const lowered = name.toLowerCase();
  if (TRACKING.test(name)) return !Object.hasOwn(TRACKING_ONLY_ON, lowered) || isOn(on, TRACKING_ONLY_ON[lowered]);
  return Object.entries(TRACKING_ON).some(([site, names]) => isOn(on, [site]) && names.includes(lowered));
}

/**
 * One spelling for all spellings of an address, without its scheme.
 * @param {string} url
 */
export function comparableUrl(url) {
  const parts = splitUrl(url);
  if (parts === null || !parts.hostname) return strip(url).toLowerCase();
  let query = parts.query;
  if (query) {
    query = query
      .split("&")
      .filter((pair) => !isTracking(unquote(pair.split("=", 1)[0]), host(url)))
      .join("&");
  }
  const arxiv = arxivId(`${parts.scheme ? parts.scheme + ":" : ""}//${parts.netloc}${parts.path}${query ? "?" + query : ""}`);
  if (arxiv !== null) return `arxiv.org/abs/${arxiv}`;
  let name = host(url);
  let path = unquote(parts.path);
  const pairs = parseQuery(query);
  if (name === "youtu.be" && path.length > 1) {
    pairs.push(["v", path.slice(1)]);
    path = "/watch";
  }
  name = sameHost(name);
  path = path.replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/, "/").replace(/\/+$/, "");
  if (name === "github.com") path = path.toLowerCase().replace(/\.git$/, "");
  const port = parts.port !== null && parts.port !== 80 && parts.port !== 443 ? `:${parts.port}` : "";
  pairs.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  const sorted = pairs.map(([key, value]) => `${quote(key)}=${quote(value)}`).join("&");
  return `${name}${port}${path}${pairs.length ? "?" + sorted : ""}`;
}

/**
 * By code points, as Python compares texts.
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  const one = Array.from(a);
  const other = Array.from(b);
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const difference = Number(one[i].codePointAt(0)) - Number(other[i].codePointAt(0));
    if (difference) return difference;
  }
  return one.length - other.length;
}

/**
 * @param {string} query
 * @returns {[string, string][]}
 */
function parseQuery(query) {
  return query
    .split("&")
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf("=");
      const name = at < 0 ? pair : pair.slice(0, at);
      const value = at < 0 ? "" : pair.slice(at + 1);
      return [unquote(name.replaceAll("+", " ")), unquote(value.replaceAll("+", " "))];
    });
}

/**
 * With each run of escapes read as UTF-8; what is none becomes the replacement character.
 * @param {string} text
 */
function unquote(text) {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split("%"), (digits) => parseInt(digits, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  });
}

/** @param {string} text */
function quote(text) {
  return encodeURIComponent(text.toWellFormed?.() ?? text)
    .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
}
