/**
 * What the page (ui.js) asks of the search engine (engine.js), and what it gets. For `tsc --checkJs` alone; not published.
 *
 *   import { openEngine } from "./engine.js";
 *   const engine = await openEngine(baseUrl);            // baseUrl: the folder of the index, with a slash at its end
 *   const answer = await engine.search("rlhf kind:paper", { filters: { year: ["2022"] }, limit: 20 });
 *
 * The answer is that of `llmprimer search`: same keys, same order, same corrections, same `confident`.
 */
export type Order = "score" | "key" | "title" | "issued" | "-issued";

/**
 * Facets have the names of query fields where there is one, and values that work behind that field:
 * topic, kind, year, author, organization, site (the host of the address), lang, slide,
 * has (only "doi"), link (alive, suspect, uncertain, dead, unchecked).
 */
export type Facet =
  "topic" | "kind" | "year" | "author" | "organization" | "site" | "lang" | "slide" | "has" | "link";

export interface Options {
  /** Facet -> the chosen values. A reference has one of the values of each facet (a topic stands for narrower ones). */
  filters?: Partial<Record<Facet, string[]>>;
  /** Best first if left out; undated ones last, ties by key. */
  sort?: Order;
  offset?: number;
  /** 20 if left out; Infinity for all. */
  limit?: number;
}

/** As the index keeps it: `row` of llmprimer/index/build.py. */
export interface Row {
  citation_key: string;
  title: string;
  url: string | null;
  issued: string | null;
  topics: string[];
  kind: string;
  type: string;
  author?: string[];
  container_title?: string;
  publisher?: string;
  doi?: string;
  arxiv?: string;
  language?: string;
  summary?: string;
  slides?: number[];
  title_described?: boolean;
}

export interface Result {
  key: string;
  score: number;
  row: Row;
  /** Pieces of text in order; `marked` ones match the query. The title whole, and the part of the summary that fits best. */
  title: { text: string; marked: boolean }[];
  snippet: { text: string; marked: boolean }[];
  /** What each part of the score is for: as `--explain` prints it. */
  reasons: { what: string; where: string; points: number }[];
}

export interface Answer {
  results: Result[];
  /** How many references fit, however many `results` holds. */
  total: number;
  confident: boolean;
  corrections: { typed: string; read: string }[];
  /** A query that cannot be understood: the words of the command line. `results` is empty then. */
  error: { message: string; hint: string | null; position: number | null } | null;
  /**
   * Facet -> [value, label, count], most first; years and slides in their order, topics in the order of their tree with
   * `depth`. Counted over all that fits the query and the chosen values of the other facets.
   */
  counts: Partial<Record<Facet, [value: string, label: string, count: number, depth?: number][]>>;
}

export interface Engine {
  search(query: string, options?: Options): Promise<Answer>;
}

export function openEngine(baseUrl: string | URL): Promise<Engine>;
