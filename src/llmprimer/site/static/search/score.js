/**
 * @file How well references answer an understood query, and why. The same as llmprimer/search/score.py, but from the
 * postings of the query's words, so that no reference need be fetched to be scored.
 */
/** @import {Postings, Reason, Term, Understood} from "./types.js" */

import { FIELD, JOINED, NOWHERE, STARTS } from "./index.js";
import { stem } from "./stem.js";
import { best } from "./understand.js";
import { isAscii, pairwise } from "./text.js";

/** @typedef {import("./index.js").Index} Index */

const NAMED = ["title", "aliases", "organizations", "author"];

/**
 * @typedef {Object} Scored
 * @property {number} doc
 * @property {number} score
 * @property {number} coverage how much of the query it covers, from 0 to 1, by rarity
 * @property {Reason[]} reasons
 */

/**
 * A list of postings, read along ascending references.
 */
class Cursor {
  /** @param {Postings} list */
  constructor(list) {
    this.list = list;
    this.at = 0;
  }

  /**
   * Goes to a reference: whether the list has it.
   * @param {number} doc
   */
  seek(doc) {
    const { docs } = this.list;
    if (docs[this.at] < doc) {
      let low = this.at;
      let high = docs.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (docs[middle] < doc) low = middle + 1;
        else high = middle;
      }
      this.at = low;
    }
    return docs[this.at] === doc;
  }

  /**
   * How often the stem stands in a field of the reference; neighbours written as one count once, where it does not.
   * @param {number} doc
   * @param {number} field
   */
  times(doc, field) {
    if (!this.seek(doc)) return 0;
    const { starts, heads } = this.list;
    let plain = 0;
    let joined = 0;
    for (let i = starts[this.at]; i < starts[this.at + 1]; i++) {
      if ((heads[i] & FIELD) !== field) continue;
      if (heads[i] & JOINED) joined = 1;
      else plain++;
    }
    return plain || joined;
  }

  /**
   * Whether the stem stands at a place of a field, within a segment or at its beginning.
   * @param {number} field
   * @param {number} offset
   */
  continuesAt(field, offset) {
    const { starts, heads, offsets } = this.list;
    for (let i = starts[this.at]; i < starts[this.at + 1]; i++) {
      if (offsets[i] === offset && (heads[i] & (FIELD | JOINED | STARTS)) === field) return true;
    }
    return false;
  }
}

/** Two stems that may be neighbours. */
class Pair {
  /**
   * @param {Postings} a
   * @param {Postings} b
   */
  constructor(a, b) {
    this.a = new Cursor(a);
    this.b = new Cursor(b);
  }

  /**
   * Whether they are neighbours, in this order, in the field of the reference.
   * @param {number} doc
   * @param {number} field
   */
  stands(doc, field) {
    if (!this.a.seek(doc) || !this.b.seek(doc)) return false;
    const { starts, heads, offsets } = this.a.list;
    for (let i = starts[this.a.at]; i < starts[this.a.at + 1]; i++) {
      if ((heads[i] & (FIELD | JOINED)) === field && this.b.continuesAt(field, offsets[i] + 1)) return true;
    }
    return false;
  }
}

/**
 * The scores of references, whose identities ascend, in the same order.
 * @param {Index} index
 * @param {Understood} understood
 * @param {number[]} docs
 * @returns {Promise<Scored[]>}
 */
export async function score(index, understood, docs) {
  const scorer = await Scorer.prepare(index, understood, docs);
  return docs.map((doc) => scorer.score(doc));
}

class Scorer {
  /**
   * @param {Index} index
   * @param {Understood} understood
   */
  constructor(index, understood) {
    const { knowledge } = index.directory;
    this.fields = index.fields;
    this.weights = Object.values(knowledge.weights);
    this.worth = knowledge.score;
    this.understood = understood;
    /** @type {{slug: string, at: number[], rarity: number, docs: Map<number, number>}[]} */
    this.topics = [];
    /** @type {{term: Term, variants: {name: string, trust: number, times: (doc: number, field: number) => number}[]}[]} */
    this.terms = [];
    /** @type {{a: Term, b: Term, pair: Pair}[]} */
    this.pairs = [];
    /** @type {Map<number, number>} */
    this.names = new Map();
    /** @type {Map<number, number>} */
    this.inOrder = new Map();
  }

  /**
   * @param {Index} index
   * @param {Understood} understood
   * @param {number[]} docs
   */
  static async prepare(index, understood, docs) {
    const scorer = new Scorer(index, understood);
    const { terms } = understood;
    for (const [slug, at] of understood.topics) {
      const rarity = terms.reduce((sum, term) => (at.includes(term.position) ? sum + term.idf : sum), 0) / Math.max(at.length, 1);
      const members = await index.facet("topic", slug);
      const places = new Map([...members.docs].map((doc, i) => [doc, members.places?.[i] ?? 0]));
      scorer.topics.push({ slug, at, rarity, docs: places });
    }
    for (const term of terms) {
      const variants = await Promise.all(
        [...term.variants].map(async ([name, trust]) => ({ name, trust, times: await counter(index, name) })),
      );
      scorer.terms.push({ term, variants });
    }
    for (const [a, b] of pairwise(terms)) {
      if (b.position - a.position !== 1) continue;
      const [one, other] = await Promise.all([best(a), best(b)].map((name) => (name.includes(" ") ? NOWHERE : index.postings(name))));
      scorer.pairs.push({ a, b, pair: new Pair(one, other) });
    }
    scorer.names = await wholeNames(index, understood);
    scorer.inOrder = await namesInOrder(index, understood, docs);
    return scorer;
  }

  /**
   * @param {number} doc
   * @returns {Scored}
   */
  score(doc) {
    /** @type {Reason[]} */
    const reasons = [];
    const covering = this.topicPoints(doc, reasons);
    let total = reasons.reduce((sum, reason) => sum + reason.points, 0);
    let covered = 0;
    let possible = 0;
    for (const { term, variants } of this.terms) {
      const weight = term.idf * term.weight;
      let { points, quality, where, found } = this.termPoints(doc, term, variants);
      if (quality < 0.9 && covering.has(term.position)) quality = 0.9;
      // A kind or a date said in words raises, and its absence does not lower.
      const counts = term.facet ? weight * 0.5 : term.vague && !quality ? weight * this.worth.vague : weight;
      possible += counts;
      covered += counts * quality;
      if (points) {
        total += weight * points;
        const what = term.corrected.length ? `${term.text} → ${found}` : term.text;
        reasons.push({ what, where, points: weight * points });
      }
    }
    const coverage = possible ? covered / possible : 1;
    for (const reason of [...this.adjacency(doc), ...this.wholeName(doc)]) {
      total += reason.points;
      reasons.push(reason);
    }
    return { doc, score: total * (0.25 + 0.75 * coverage * coverage), coverage, reasons };
  }

  /**
   * @param {number} doc
   * @param {Reason[]} reasons
   */
  topicPoints(doc, reasons) {
    const { worth } = this;
    /** @type {Set<number>} */
    const positions = new Set();
    for (const { slug, at, rarity, docs } of this.topics) {
      const place = docs.get(doc);
      if (place === undefined) continue;
      const step = 1 - worth.topicStep * (place >> 1);
      const share = place & 1 ? worth.narrowerTopic * step : step;
      const whole = at.length === this.understood.whole.length ? worth.wholeTopic * share : 0;
      reasons.push({ what: slug, where: "topic", points: worth.topic * share * Math.max(rarity, 1) + whole });
      for (const position of at) positions.add(position);
    }
    return positions;
  }

  /**
   * Points before rarity, the quality of the best match, and field and stem of it.
   * @param {number} doc
   * @param {Term} term
   * @param {{name: string, trust: number, times: (doc: number, field: number) => number}[]} variants
   */
  termPoints(doc, term, variants) {
    let best = 0;
    let others = 0;
    let quality = 0;
    let where = "";
    let found = "";
    for (let field = 0; field < this.fields.length; field++) {
      for (const { name, trust, times } of variants) {
        const count = times(doc, field);
        if (!count) continue;
        const points = this.weights[field] * trust * [1, 1.15, 1.25][Math.min(count, 3) - 1];
        if (points > best) {
          others += best;
          [best, where, found] = [points, this.fields[field], name];
        } else others += points;
        quality = Math.max(quality, trust);
      }
    }
    if (term.ids.has(doc)) {
      quality = 1;
      const { kindHit } = this.worth;
      if (best < kindHit) {
        others += best;
        [best, where, found] = [kindHit, term.facet, term.text];
      } else others += kindHit;
    }
    return { points: best + this.worth.otherFields * others, quality, where, found };
  }

  /**
   * Neighbours in the query that are neighbours in the reference.
   * @param {number} doc
   */
  adjacency(doc) {
    /** @type {Reason[]} */
    const found = [];
    for (const { a, b, pair } of this.pairs) {
      for (let field = 0; field < this.fields.length - 1; field++) {
        if (!pair.stands(doc, field)) continue;
        const points = (this.worth.adjacent * this.weights[field] * (a.idf * a.weight + b.idf * b.weight)) / 2;
        found.push({ what: `${a.text} ${b.text}`, where: `${this.fields[field]}, adjacent`, points });
        break;
      }
    }
    return found;
  }

  /**
   * The whole query is a title, alias, author or organisation; or a title holds all of it in order.
   * @param {number} doc
   * @returns {Reason[]}
   */
  wholeName(doc) {
    const what = this.understood.typed;
    const bits = this.names.get(doc);
    if (bits) {
      const field = NAMED.find((_, place) => bits & (1 << place));
      return [{ what, where: `${field}, whole`, points: this.worth.wholeName }];
    }
    const field = this.inOrder.get(doc);
    return field === undefined ? [] : [{ what, where: `${this.fields[field]}, in order`, points: this.worth.wholeWords }];
  }
}

/**
 * How often a variant stands in a field of a reference.
 * @param {Index} index
 * @param {string} name a stem, or two that must be neighbours
 * @returns {Promise<(doc: number, field: number) => number>}
 */
async function counter(index, name) {
  const lists = await Promise.all(name.split(" ").map((part) => index.postings(part)));
  if (lists.length === 1) {
    const cursor = new Cursor(lists[0]);
    return (doc, field) => cursor.times(doc, field);
  }
  const pair = new Pair(lists[0], lists[1]);
  return (doc, field) => Number(pair.stands(doc, field));
}

/**
 * The references of which the whole query is a name, with a bit for each field of NAMED.
 * @param {Index} index
 * @param {Understood} understood
 */
async function wholeNames(index, understood) {
  const spelt = understood.whole.join(" ");
  const corrected = understood.terms.map(best).join(" ");
  const joined = understood.whole.every(isAscii) ? stem(understood.whole.join("")) : spelt;
  const keys = [...new Set([spelt, corrected, joined].map((name) => name.replaceAll(" ", "")))];
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const key of keys) {
    for (const { name, docs, fields } of await index.names(key)) {
      if (name !== spelt && name !== corrected && key !== joined) continue;
      docs.forEach((doc, i) => found.set(doc, (found.get(doc) ?? 0) | fields[i]));
    }
  }
  return found;
}

/**
 * The references of which a title or an alias holds the whole query in order, with the number of that field.
 * @param {Index} index
 * @param {Understood} understood
 * @param {number[]} docs
 */
async function namesInOrder(index, understood, docs) {
  const { whole, terms } = understood;
  /** @type {Map<number, number>} */
  const found = new Map();
  if (whole.length < 2) return found;
  /** @type {Map<number, Cursor>} */
  const cursors = new Map();
  for (const term of terms) cursors.set(term.position, new Cursor(await index.postings(term.stem)));
  const sought = docs.filter((doc) => [...cursors.values()].every((cursor) => cursor.seek(doc)));
  if (!sought.length) return found;
  // Words such as "of" are in very many references: they are fetched only where the other words are there.
  const lists = await Promise.all(whole.map((part) => index.postings(part)));
  const all = lists.map((list) => new Cursor(list));
  for (const doc of sought) {
    if (!all.every((cursor) => cursor.seek(doc))) continue;
    const { starts, heads, offsets } = all[0].list;
    for (let i = starts[all[0].at]; i < starts[all[0].at + 1]; i++) {
      const field = heads[i] & (FIELD | JOINED);
      if (field > 1) continue;
      if (all.slice(1).every((cursor, n) => cursor.continuesAt(field, offsets[i] + n + 1))) {
        found.set(doc, field);
        break;
      }
    }
  }
  return found;
}
