/**
 * @file The title and a part of the summary of a result, with what matches marked.
 */
/** @import {Marked, Row, Understood} from "./types.js" */

import { stem } from "./stem.js";
import { words } from "./text.js";

/** A longer summary is cut around the match. */
const LONGEST = 260;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/**
 * What makes the title and the snippet of each result of a query.
 * @param {Understood | null} understood
 * @param {Set<string>} stop words that say nothing by themselves
 * @returns {(row: Row) => {title: Marked, snippet: Marked}}
 */
export function snippets(understood, stop) {
  const spelt = (understood?.terms ?? []).flatMap(({ text, words: forms, phrases }) => [
    text,
    ...forms.keys(),
    ...[...phrases.keys()].flatMap((phrase) => phrase.split(" ")).filter((word) => !stop.has(word)),
  ]);
  const wanted = new Set(spelt.map(stem));
  /** @type {Map<string, [number, number][]>} */
  const known = new Map();
  const spans = (/** @type {string} */ word) => {
    let found = known.get(word);
    if (found === undefined) known.set(word, (found = matches(word, wanted)));
    return found;
  };
  return (row) => ({ title: marked(row.title, spans), snippet: cut(marked(row.summary ?? "", spans)) });
}

/**
 * The text in pieces, what matches marked.
 * @param {string} text
 * @param {(word: string) => [number, number][]} spans the parts of a word that match
 * @returns {Marked}
 */
function marked(text, spans) {
  /** @type {Marked} */
  const pieces = [];
  let done = 0;
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    for (const [from, to] of spans(match[0])) {
      if (start + from > done) pieces.push({ text: text.slice(done, start + from), marked: false });
      pieces.push({ text: text.slice(Math.max(done, start + from), start + to), marked: true });
      done = start + to;
    }
  }
  if (done < text.length) pieces.push({ text: text.slice(done), marked: false });
  return pieces;
}

/**
 * Where a word matches: as a whole, or in runs of CJK text in pairs of characters.
 * @param {string} word
 * @param {Set<string>} wanted
 * @returns {[number, number][]}
 */
function matches(word, wanted) {
  if (!CJK.test(word)) return words(word).some((part) => wanted.has(stem(part))) ? [[0, word.length]] : [];
  /** @type {[number, number][]} */
  const found = [];
  const characters = Array.from(word);
  let at = 0;
  for (let i = 0; i < characters.length; i++) {
    const pair = characters[i] + (characters[i + 1] ?? "");
    const size = [pair, characters[i]].find((part) => wanted.has(words(part).join("")))?.length ?? 0;
    const before = found[found.length - 1];
    if (size && before && before[1] >= at) before[1] = at + size;
    else if (size) found.push([at, at + size]);
    at += characters[i].length;
  }
  return found;
}

/**
 * A long text cut to the part around its first match.
 * @param {Marked} pieces
 * @returns {Marked}
 */
function cut(pieces) {
  const length = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  if (length <= LONGEST) return pieces;
  let first = 0;
  for (const piece of pieces) {
    if (piece.marked) break;
    first += piece.text.length;
  }
  if (first === length) first = 0;
  const start = Math.max(0, Math.min(first - LONGEST / 4, length - LONGEST));
  /** @type {Marked} */
  const kept = [];
  let at = 0;
  for (const { text, marked } of pieces) {
    const piece = text.slice(Math.max(0, start - at), Math.max(0, start + LONGEST - at));
    if (piece) kept.push({ text: piece, marked });
    at += text.length;
  }
  // Words are cut nowhere.
  if (start > 0) kept[0].text = "…" + kept[0].text.replace(/^\S*\s/, "");
  const last = kept[kept.length - 1];
  if (start + LONGEST < length) last.text = last.text.replace(/\s\S*$/, "") + "…";
  return kept;
}
