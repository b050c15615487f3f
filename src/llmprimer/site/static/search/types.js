/**
 * @file The types of the search: what it takes and gives, and what its parts hand each other.
 */

/**
 * A reference as lists show it: the row of the command line's JSON.
 * @typedef {Object} Row
 * @property {string} citation_key
 * @property {string | null} url
 * @property {string} title
 * @property {string | null} issued
 * @property {string[]} topics
 * @property {string} [type]
 * @property {string} [kind]
 * @property {Partial<Record<"given"|"dropping_particle"|"non_dropping_particle"|"family"|"suffix"|"literal", string>>[]} [author]
 * @property {string} [container_title]
 * @property {string} [publisher]
 * @property {string} [doi]
 * @property {string} [arxiv]
 * @property {string} [language]
 * @property {string} [summary]
 * @property {number[]} [slides]
 * @property {boolean} [title_described]
 * @property {string} [link] the state of a link that lists warn of; the command line has no such field
 */

/**
 * One part of a score: what was found, where, and what it was worth.
 * @typedef {Object} Reason
 * @property {string} what
 * @property {string} where
 * @property {number} points
 */

/**
 * Text in pieces; those marked match the query.
 * @typedef {{text: string, marked: boolean}[]} Marked
 */

/**
 * `title` is whole, `snippet` the part of the summary that says most about the match (empty without a summary).
 * @typedef {Object} Result
 * @property {string} key the citation key
 * @property {number} score
 * @property {Row} row
 * @property {Marked} title
 * @property {Marked} snippet
 * @property {Reason[]} reasons
 */

/**
 * Why a query cannot be understood; `position` counts characters of the query from 0.
 * @typedef {Object} Mistake
 * @property {string} message
 * @property {string | null} hint
 * @property {number | null} position
 */

/**
 * The values of a facet: value, label, how many results have it, and for topics the depth in their tree.
 * @typedef {[value: string, label: string, count: number, depth?: number][]} Values
 */

/**
 * What a search gives. `results` are those asked for, `total` is how many there are. Without confidence they are the
 * nearest, and not an answer. `corrections` are words read otherwise. With an `error` the rest is empty. `counts` are over
 * all that fits the query and the chosen values of the other facets: most first; years from the last, slides in their
 * order, topics in that of their tree.
 * @typedef {Object} Answer
 * @property {Result[]} results
 * @property {number} total
 * @property {boolean} confident
 * @property {{typed: string, read: string}[]} corrections
 * @property {Mistake | null} error
 * @property {Record<string, Values>} counts
 */

/**
 * For each facet the values that are let through: any of one facet, and all facets. A topic stands for narrower ones too.
 * @typedef {Partial<Record<string, string[]>>} Filters
 */

/**
 * @typedef {Object} SearchOptions
 * @property {Filters} [filters]
 * @property {"score" | "key" | "title" | "issued" | "-issued"} [sort] "score" if left out; undated ones last, ties by key
 * @property {number} [offset] 0 if left out
 * @property {number} [limit] 20 if left out
 * @property {boolean} [unfinished] whether the last word may be the beginning of one that is still being typed
 * @property {string[]} [counts] the facets to count; if left out, all that are quickly had
 * @property {() => boolean} [isWanted] whether the answer is still waited for; if it is not, it fails with UnwantedError
 */

/**
 * @typedef {Object} Engine
 * @property {number} count how many references there are
 * @property {string[]} facets those that have values
 * @property {() => Promise<void>} prepare fetches what the first query would wait for
 * @property {() => Promise<void>} keep fetches the whole index, where it is small
 * @property {(query: string, options?: SearchOptions) => Promise<Answer>} search
 */

/**
 * The tree of a query. `low` and `high` are inclusive, null where open.
 * @typedef {{type: "word", text: string, position: number}} Word
 * @typedef {{type: "phrase", text: string, position: number}} Phrase
 * @typedef {{type: "field", name: string, value: string, low: string | null, high: string | null, position: number}} Field
 * @typedef {{type: "not", node: Node}} Not
 * @typedef {{type: "and", nodes: Node[]}} And
 * @typedef {{type: "or", nodes: Node[]}} Or
 * @typedef {Word | Phrase | Field | Not | And | Or} Node
 */

/**
 * What a text names: `kind` is arxiv, doi, url, host, status or handle.
 * @typedef {{kind: string, value: string}} Identifier
 */

/**
 * @typedef {Object} FieldRule
 * @property {"text" | "exact" | "choice" | "number" | "date"} value
 * @property {string} example
 * @property {string[]} choices
 */

/**
 * The word lists and weights that Python hands over.
 * @typedef {Object} Knowledge
 * @property {Record<string, any>} weights
 * @property {string[]} indexed the indexed fields
 * @property {string} stop
 * @property {Record<string, string[]>} kinds
 * @property {Record<string, number>} months
 * @property {number} most_forms
 * @property {number} longest_initials
 * @property {number} longest_known_initials
 * @property {number} longest_name
 * @property {{shortest: number, long: number, readings: number, rows: string[], alike: string[]}} spelling
 * @property {number} nearest
 * @property {number} candidates
 * @property {number} common
 * @property {number} ranked
 * @property {Record<string, FieldRule>} fields
 */

/**
 * The first key of each block of a table, and the names of the blocks in a row.
 * @typedef {{firsts: string[], names: string}} TableDirectory
 */

/**
 * The file that names all others.
 * @typedef {Object} Directory
 * @property {number} form
 * @property {number} count
 * @property {Record<string, {label: string, depth: number}>} topics in the order of their tree
 * @property {Knowledge} knowledge
 * @property {Record<string, TableDirectory> | string} tables the directories of all tables, or the file with them
 * @property {Record<string, string>} columns
 * @property {Record<string, string>} orders
 * @property {Record<string, {name: string, ends: number[]}>} packs
 * @property {number} tokens
 * @property {string} lengths
 * @property {string} [whole] the file that holds all others, where they are small enough
 */

/**
 * Where words stand. `docs` ascend. The occurrences of `docs[i]` are those from `starts[i]` to before `starts[i + 1]`, by
 * field and place. An occurrence has a head (field and state), a place in its field, the number of its form, and the
 * length of its segment where the ranking asks for it; in fields of names, the number of the name.
 * @typedef {Object} Postings
 * @property {Int32Array} docs
 * @property {Int32Array} starts
 * @property {Uint8Array} heads
 * @property {Int32Array} places
 * @property {Int32Array} forms
 * @property {Int32Array} lengths
 */

/**
 * A stem, or two neighbours written as one: its forms, how many references have each, and where they stand.
 * @typedef {{spellings: string[], counts: number[], postings: Postings}} Token
 */

/**
 * One word of the query, what may stand for it, and what it is worth. `words` maps a word of the catalogue to its quality,
 * `phrases` the stems of neighbours to theirs. `ids` are references that satisfy it whatever their words.
 * @typedef {Object} Term
 * @property {string} text
 * @property {number} position
 * @property {Map<string, number>} words
 * @property {Map<string, number>} phrases
 * @property {string[]} corrected
 * @property {number} frequency
 * @property {number} worth
 * @property {Set<number>} ids
 * @property {string} facet
 */

/**
 * A query's words, understood: its terms, the topics that it names (the positions of the words that do), and all words in
 * order.
 * @typedef {Object} Understood
 * @property {Term[]} terms
 * @property {Map<string, number[]>} topics
 * @property {string[]} inOrder
 */

export {};
