/**
 * @file How well references answer an understood query, and why. The same as llmprimer/search/score.py, but from the
 * postings of the query's words, so that no reference need be fetched to be scored.
 */
/** @import {Postings, Reason, Term, Understood} from "./types.js" */

import { NAMED, names } from "./names.js";
import { COMPOUND, Cursor, FIELD, JOINED, state } from "./postings.js";
import { stem, root } from "./stem.js";

/** @typedef {import("./index.js").Index} Index */

/**
 * @typedef {Object} Scored
 * @property {number} doc
 * @property {number} score
 * @property {number} coverage how much of the query it covers, from 0 to 1, by worth
 * @property {Reason[]} reasons
 */

/**
 * Where words stand, and what each of its forms is worth to a term; 0 for one that is not meant.
 * @typedef {Object} Source
 * @property {Cursor} cursor
 * @property {Float64Array} qualities
 * @property {string[]} words
 * @property {number} joined what two neighbours written as one are worth
 * @property {string} joinedWord
 */

/**
 * A term in a field: how far its best word is the term, what that is worth in so long a text, how often, the word.
 * @typedef {{quality: number, points: number, times: number, word: string}} Hit
 */

/** @typedef {{field: number, place: number, quality: number, inSegment: number}} Occurrence */

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
    const { weights } = index.directory.knowledge;
    this.weights = weights;
    this.fields = index.fields;
    /** @type {number[]} */
    this.worths = this.fields.map((field) => weights.FIELD_WEIGHTS[field]);
    /** @type {number[]} */
    this.usual = this.fields.map((field) => weights.USUAL_LENGTH[field] ?? 0);
    /** @type {number[]} */
    this.cover = this.fields.map((field) => weights.COVER[field] ?? 1);
    /** @type {number[]} */
    this.correctedCover = this.fields.map((field) => weights.CORRECTED_COVER[field] ?? 1);
    this.topicField = this.fields.indexOf("topics");
    this.understood = understood;
    this.typed = understood.inOrder.join(" ");
    /** @type {{slug: string, at: number[], worth: number, docs: Map<number, number>}[]} */
    this.topics = [];
    /** @type {{term: Term, sources: Source[], phrases: {cursor: Cursor, quality: number, name: string}[]}[]} */
    this.terms = [];
    /** @type {import("./names.js").Names} */
    this.names = { whole: new Map(), byStems: new Set(), inOrder: new Map() };
  }

  /**
   * @param {Index} index
   * @param {Understood} understood
   * @param {number[]} docs
   */
  static async prepare(index, understood, docs) {
    const scorer = new Scorer(index, understood);
    const { terms } = understood;
    const topics = [...understood.topics].map(async ([slug, at]) => {
      const worth = terms.reduce((sum, term) => (at.includes(term.position) ? sum + term.worth : sum), 0) / Math.max(at.length, 1);
      const members = await index.facet("topic", slug);
      const places = new Map([...members.docs].map((doc, i) => [doc, members.places?.[i] ?? 0]));
      return { slug, at, worth, docs: places };
    });
    const sought = terms.map(async (term) => {
      const phrases = [...term.phrases].map(async ([name, quality]) => {
        return { cursor: new Cursor(await index.phrase(name.split(" "))), quality, name };
      });
      const [its, theirs] = await Promise.all([sources(index, term), Promise.all(phrases)]);
      return { term, sources: its, phrases: theirs };
    });
    [scorer.topics, scorer.terms, scorer.names] = await Promise.all([
      Promise.all(topics),
      Promise.all(sought),
      names(index, understood, docs),
    ]);
    return scorer;
  }

  /**
   * @param {number} doc
   * @returns {Scored}
   */
  score(doc) {
    const { weights } = this;
    /** @type {Reason[]} */
    const reasons = [];
    const byTopic = this.topicPoints(doc, reasons);
    let covered = 0;
    let possible = 0;
    let count = 0;
    let found = 0;
    const places = this.terms.map(({ term, sources, phrases }) => {
      const { hits, occurrences } = this.look(doc, sources, phrases);
      const isNamed = byTopic.has(term.position);
      let { points, quality, where, word } = this.termPoints(doc, term, hits, isNamed);
      if (quality < 0.9 && isNamed) quality = 0.9;
      possible += term.worth;
      covered += term.worth * quality;
      count += term.facet ? 0 : 1;
      found += term.facet ? 0 : quality;
      if (points) {
        const what = term.corrected.length || word.includes(" ") ? `${term.text} → ${word}` : term.text;
        reasons.push({ what, where, points: term.worth * points });
      }
      return occurrences;
    });
    reasons.push(...this.adjacency(places), ...this.wholeNames(doc));
    let coverage = possible ? covered / possible : 1;
    if (count) coverage = (1 - weights.EQUAL_SHARE) * coverage + (weights.EQUAL_SHARE * found) / count;
    const total = reasons.reduce((sum, reason) => sum + reason.points, 0);
    const share = weights.UNCOVERED + (1 - weights.UNCOVERED) * coverage ** weights.COVERAGE_POWER;
    return { doc, score: total * share, coverage, reasons };
  }

  /**
   * Adds the points for topics that the query names; gives the positions of the words that name one of them.
   * @param {number} doc
   * @param {Reason[]} reasons
   */
  topicPoints(doc, reasons) {
    const { weights } = this;
    /** @type {Set<number>} */
    const positions = new Set();
    for (const { slug, at, worth, docs } of this.topics) {
      const place = docs.get(doc);
      if (place === undefined) continue;
      const step = 1 - weights.TOPIC_STEP * Math.min(place >> 1, 6);
      const share = place & 1 ? weights.NARROWER_TOPIC * step : step;
      const whole = at.length === this.understood.inOrder.length ? weights.WHOLE_TOPIC * share : 0;
      reasons.push({ what: slug, where: "topic", points: weights.TOPIC * share * Math.max(worth, 1) + whole });
      for (const position of at) positions.add(position);
    }
    return positions;
  }

  /**
   * Where a term stands in a reference.
   * @param {number} doc
   * @param {Source[]} sources
   * @param {{cursor: Cursor, quality: number, name: string}[]} phrases
   */
  look(doc, sources, phrases) {
    /** @type {(Hit | undefined)[]} */
    const hits = [];
    /** @type {Occurrence[]} */
    const occurrences = [];
    for (const { cursor, qualities, words, joined, joinedWord } of sources) {
      if (!cursor.seek(doc)) continue;
      const { starts, heads, forms, lengths, places } = cursor.list;
      for (let i = starts[cursor.at]; i < starts[cursor.at + 1]; i++) {
        const field = heads[i] & FIELD;
        const how = state(heads[i]);
        if (how === JOINED) {
          if (joined) this.note(hits, field, joined, lengths[i], joinedWord);
          continue;
        }
        let quality = qualities[forms[i]];
        if (!quality) continue;
        if (how >= COMPOUND) quality *= this.weights.COMPOUND_PART;
        this.note(hits, field, quality, lengths[i], words[forms[i]]);
        occurrences.push({ field, place: places[i], quality, inSegment: how % COMPOUND });
      }
    }
    for (const { cursor, quality, name } of phrases) {
      if (!cursor.seek(doc)) continue;
      const { starts, heads, lengths } = cursor.list;
      for (let i = starts[cursor.at]; i < starts[cursor.at + 1]; i++) this.note(hits, heads[i] & FIELD, quality, lengths[i], name);
    }
    return { hits, occurrences };
  }

  /**
   * @param {(Hit | undefined)[]} hits
   * @param {number} field
   * @param {number} quality
   * @param {number} length of the segment
   * @param {string} word
   */
  note(hits, field, quality, length, word) {
    const usual = this.usual[field];
    const points = quality * (usual ? 1 / (1 + this.weights.LENGTH * (length / usual - 1)) : 1);
    const hit = hits[field];
    if (hit === undefined) {
      hits[field] = { quality, points, times: 1, word };
      return;
    }
    hit.quality = Math.max(hit.quality, quality);
    hit.times++;
    if (points > hit.points) [hit.points, hit.word] = [points, word];
  }

  /**
   * Points before worth, the quality of the best match, and the field and word of the hit with most points.
   * @param {number} doc
   * @param {Term} term
   * @param {(Hit | undefined)[]} hits
   * @param {boolean} isNamed whether the word names a topic of the reference
   */
  termPoints(doc, term, hits, isNamed) {
    const { weights } = this;
    let best = 0;
    let together = 0;
    let quality = 0;
    let where = "";
    let word = term.text;
    const cover = term.corrected.length ? this.correctedCover : this.cover;
    hits.forEach((hit, field) => {
      if (hit === undefined) return;
      let points = this.worths[field] * hit.points * weights.TIMES[Math.min(hit.times, 3) - 1];
      if (field === this.topicField && isNamed) points *= weights.NAMED_TOPIC_TEXT;
      quality = Math.max(quality, hit.quality * cover[field]);
      together += points;
      if (points > best) [best, where, word] = [points, this.fields[field], hit.word];
    });
    if (term.ids.has(doc)) {
      quality = 1;
      together += weights.FACET_POINTS;
      if (best < weights.FACET_POINTS) [where, word] = [term.facet, term.text];
    } else if (term.facet) together *= weights.FACET_TEXT;
    return { points: (weights.MOST * together) / (weights.HALF + together), quality, where, word };
  }

  /**
   * Neighbours in the query that stand as near in the reference, in the weightiest field.
   * @param {Occurrence[][]} places where each term stands
   */
  adjacency(places) {
    /** @type {Reason[]} */
    const found = [];
    for (let n = 0; n + 1 < this.terms.length; n++) {
      const [a, b] = [this.terms[n].term, this.terms[n + 1].term];
      const gap = b.position - a.position;
      if (gap > 2) continue;
      let worth = 0;
      for (const one of places[n]) {
        for (const other of places[n + 1]) {
          if (other.field !== one.field || other.place !== one.place + gap || other.inSegment < gap) continue;
          worth = Math.max(worth, this.worths[one.field] * Math.min(one.quality, other.quality));
        }
      }
      if (worth) {
        const points = (this.weights.ADJACENT * worth * (a.worth + b.worth)) / 2;
        found.push({ what: `${a.text} ${b.text}`, where: "adjacent", points });
      }
    }
    return found;
  }

  /**
   * The whole query is a title, alias, author or organisation; or a title holds all of it in order.
   * @param {number} doc
   * @returns {Reason[]}
   */
  wholeNames(doc) {
    const { weights, typed: what } = this;
    const bits = this.names.whole.get(doc);
    if (bits !== undefined) {
      const field = NAMED.find((_, place) => bits & (1 << place));
      return [{ what, where: `${field}, whole`, points: weights.WHOLE_NAME }];
    }
    if (this.names.byStems.has(doc)) return [{ what, where: "whole name", points: weights.WHOLE_NAME }];
    const field = this.names.inOrder.get(doc);
    return field === undefined ? [] : [{ what, where: `${field}, in order`, points: weights.WHOLE_WORDS }];
  }
}

/**
 * Where the words of a term stand, by list of postings.
 * @param {Index} index
 * @param {Term} term
 */
async function sources(index, term) {
  const { VARIANT: most } = index.directory.knowledge.weights;
  /** @type {Map<Postings, Source>} */
  const found = new Map();
  const sourceOf = (/** @type {import("./types.js").Token} */ { postings, spellings }) => {
    let source = found.get(postings);
    if (source === undefined) {
      source = {
        cursor: new Cursor(postings),
        qualities: new Float64Array(Math.max(spellings.length, 1)),
        words: spellings,
        joined: 0,
        joinedWord: "",
      };
      found.set(postings, source);
    }
    return source;
  };
  const tokens = await Promise.all([...term.words.keys()].map((word) => Promise.all([index.entry(root(word)), index.token(word)])));
  for (const [i, [word, quality]] of [...term.words].entries()) {
    const [entry, joined] = tokens[i];
    const token = entry.get(stem(word));
    const form = token?.spellings.indexOf(word) ?? -1;
    if (token !== undefined && form >= 0) sourceOf(token).qualities[form] = quality;
    if (joined !== null) Object.assign(sourceOf(joined), { joined: Math.min(quality, most), joinedWord: word });
  }
  return [...found.values()];
}
