/**
 * @file English word forms brought to one stem (Snowball's English stemmer) and to one root. The same as llmprimer/stem.py.
 */

const VOWELS = "aeiouy";
const IRREGULAR = new Map(
  Object.entries({
    skis: "ski", skies: "sky", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
    sky: "sky", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos", bias: "bias", andes: "andes",
  }),
);
const KEPT = new Set(["inning", "outing", "canning", "herring", "earring", "evening", "proceed", "exceed", "succeed"]);
const BEGINNINGS = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
const STEP_2 = table(
  "ization ize ational ate fulness ful ousness ous iveness ive tional tion biliti ble lessli less entli ent ation ate " +
    "alism al aliti al ousli ous iviti ive fulli ful enci ence anci ance abli able izer ize ator ate alli al bli ble " +
    "ogist og ogi og li -",
);
const STEP_3 = table("ational ate tional tion alize al icate ic iciti ic ative - ical ic ness - ful -");
const ALTERNATIVES = table("uct uc ript rib miss mit umpt um olut olv ers ert ns nd lyz lys");
const STEP_4 = "ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic".split(" ");

/**
 * Suffixes and what takes their place, the longest first.
 * @param {string} text
 * @returns {[string, string][]}
 */
function table(text) {
  const parts = text.split(" ");
  /** @type {[string, string][]} */
  const found = [];
  for (let i = 0; i < parts.length; i += 2) found.push([parts[i], parts[i + 1] === "-" ? "" : parts[i + 1]]);
  return found;
}

/** @type {Map<string, string>} */
const known = new Map();
const MOST_KNOWN = 5000;

/**
 * The stem of a folded word; words of other scripts, with digits, or of one or two letters stay as they are.
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  let found = known.get(word);
  if (found === undefined) {
    found = stemmed(word);
    if (known.size > MOST_KNOWN) known.clear();
    known.set(word, found);
  }
  return found;
}

/**
 * @param {string} word
 * @returns {string}
 */
function stemmed(word) {
  if (word.length < 3 || !/^[a-z]+$/i.test(word)) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  word = marked(word);
  const [first, second] = regions(word);
  word = plural(word);
  if (KEPT.has(word)) return word;
  word = pastAndProgressive(word, first);
  if (word.length > 2 && "yY".includes(word[word.length - 1]) && !VOWELS.includes(word[word.length - 2])) {
    word = word.slice(0, -1) + "i";
  }
  word = step3(step2(word, first), first, second);
  return final(step4(word, second), first, second).replaceAll("Y", "y");
}

/**
 * What a word's derived forms share beyond its stem; that of a name with a version is the root of the name.
 * @param {string} word
 * @returns {string}
 */
export function root(word) {
  return rootOfStem(stem(word));
}

/**
 * The root of all words with a stem.
 * @param {string} found
 */
export function rootOfStem(found) {
  if (!/^[a-z]+$/i.test(found)) {
    const name = /^(?:([a-z]{4,})v|([a-z]{3,}))\d\d?$/.exec(found);
    return name ? root(name[1] ?? name[2]) : found;
  }
  const pair = found.length > 4 && ALTERNATIVES.find(([end]) => found.endsWith(end));
  if (pair) found = found.slice(0, -pair[0].length) + pair[1];
  const bases = ["ic", "er", "or", "et", "it", "ist", "istri", "al"].flatMap((end) => (found.endsWith(end) ? [found.slice(0, -end.length)] : []));
  found = bases.find((base) => base.length >= 4 && base.replace(BEGINNINGS, "")) ?? found;
  return found.length > 4 && "ieo".includes(found[found.length - 1]) ? found.slice(0, -1) : found;
}

/**
 * The word without the ending of a plural.
 * @param {string} word
 */
export function singular(word) {
  if (word.endsWith("ies") && word.length > 4) return word.slice(0, -3) + "y";
  return word.length > 2 && word.endsWith("s") && (!/[sui]s$/.test(word) || isPluralInUs(word)) ? word.slice(0, -1) : word;
}

/**
 * An abbreviation such as "GPUs".
 * @param {string} word
 */
function isPluralInUs(word) {
  return word.length === 4 && word.endsWith("us") && !hasVowel(word.slice(0, 2));
}

/**
 * With Y for each y that is a consonant.
 * @param {string} word
 */
function marked(word) {
  if (!word.includes("y")) return word;
  const letters = Array.from(word);
  letters.forEach((letter, i) => {
    if (letter === "y" && (i === 0 || VOWELS.includes(letters[i - 1]))) letters[i] = "Y";
  });
  return letters.join("");
}

/**
 * Where the region after the first consonant that follows a vowel begins.
 * @param {string} word
 * @param {number} start
 */
function afterSyllable(word, start) {
  for (let i = start + 1; i < word.length; i++) {
    if (!VOWELS.includes(word[i]) && VOWELS.includes(word[i - 1])) return i + 1;
  }
  return word.length;
}

/** @param {string} word */
function regions(word) {
  const first = BEGINNINGS.exec(word)?.[0].length ?? afterSyllable(word, 0);
  return [first, afterSyllable(word, first)];
}

/** @param {string} part */
function hasVowel(part) {
  return /[aeiouy]/.test(part);
}

/** @param {string} word */
function endsShort(word) {
  if (word === "past") return true;
  return word.length === 2 ? /^[aeiouy][^aeiouy]$/.test(word) : /[^aeiouy][aeiouy][^aeiouywxY]$/.test(word);
}

/** @param {string} word */
function plural(word) {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (word.endsWith("ied") || word.endsWith("ies")) return word.slice(0, word.length > 4 ? -2 : -1);
  if (!word.endsWith("s")) return word;
  // Abbreviations have plurals, too ("RNNs", "GPUs"): the one departure from the specification.
  const isAbbreviation = !hasVowel(word) || isPluralInUs(word);
  return isAbbreviation || (!/[us]s$/.test(word) && hasVowel(word.slice(0, -2))) ? word.slice(0, -1) : word;
}

/**
 * @param {string} word
 * @param {number} first
 */
function pastAndProgressive(word, first) {
  for (const suffix of ["eedly", "eed"]) {
    if (!word.endsWith(suffix)) continue;
    const base = word.slice(0, -suffix.length);
    return base.length >= first ? base + "ee" : word;
  }
  const suffix = ["ingly", "edly", "ing", "ed"].find((end) => word.endsWith(end));
  if (suffix === undefined) return word;
  const base = word.slice(0, -suffix.length);
  if (suffix === "ing" && /^[^aeiouy]y$/.test(base)) return base[0] + "ie";
  if (!hasVowel(base)) return word;
  if (/(?:at|bl|iz)$/.test(base)) return base + "e";
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(base)) return base.length === 3 && "aeo".includes(base[0]) ? base : base.slice(0, -1);
  return first >= base.length && endsShort(base) ? base + "e" : base;
}

/**
 * @param {string} word
 * @param {number} first
 */
function step2(word, first) {
  const found = STEP_2.find(([suffix]) => word.endsWith(suffix));
  if (found === undefined) return word;
  const [suffix, replacement] = found;
  const base = word.slice(0, -suffix.length);
  const fits = suffix === "ogi" ? base.endsWith("l") : suffix !== "li" || /[cdeghkmnrt]$/.test(base);
  return base.length >= first && fits ? base + replacement : word;
}

/**
 * @param {string} word
 * @param {number} first
 * @param {number} second
 */
function step3(word, first, second) {
  const found = STEP_3.find(([suffix]) => word.endsWith(suffix));
  if (found === undefined) return word;
  const base = word.slice(0, -found[0].length);
  return base.length >= (found[0] === "ative" ? second : first) ? base + found[1] : word;
}

/**
 * @param {string} word
 * @param {number} second
 */
function step4(word, second) {
  const suffix = STEP_4.find((end) => word.endsWith(end));
  if (suffix === undefined) return word;
  const base = word.slice(0, -suffix.length);
  return base.length >= second && (suffix !== "ion" || /[st]$/.test(base)) ? base : word;
}

/**
 * @param {string} word
 * @param {number} first
 * @param {number} second
 */
function final(word, first, second) {
  const end = word.length - 1;
  if (word.endsWith("e")) return end >= second || (end >= first && !endsShort(word.slice(0, -1))) ? word.slice(0, -1) : word;
  return word.endsWith("ll") && end >= second ? word.slice(0, -1) : word;
}
