"""Finds what a reference may have in place of a word of the query: forms, spellings, abbreviations and long forms."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from llmprimer.index.abbreviations import initials, phrases
from llmprimer.index.stop import STOP
from llmprimer.index.tokens import FIELDS, INITIALED, letter_pairs
from llmprimer.search import weights as w
from llmprimer.stem import root, stem

#: Maximum number of forms of one word; the most frequent are used.
MOST_FORMS = 40
#: Maximum number of letters of an unexplained abbreviation; the second for one that is also a word of the catalogue.
LONGEST_INITIALS = 6
LONGEST_KNOWN_INITIALS = 5
#: Maximum number of records examined for the initials of one word.
MOST_NAMES = 400
#: Maximum number of records counted that have a phrase.
MOST_PHRASES = 2000
#: Maximum number of words of a phrase that counts without one of them too; a longer one rarely occurs so.
LONGEST_SHORTENED = 4
_VOWELS = frozenset("aeiou")


def forms(connection: sqlite3.Connection, word: str) -> dict[str, tuple[float, int]]:
    """Word of the catalogue -> (quality, number of records), for all forms of the word; 1 is the word itself.

    A name finds its versions (`bowtie`, `bowtie2`); a version finds no other version.
    """
    own_stem, own_root = stem(word), None if word[-1].isdigit() else root(word)
    sql = (
        "SELECT word, count, stem FROM word WHERE stem = ? UNION SELECT word, count, stem FROM word WHERE root = ? "
        "ORDER BY 2 DESC, 1 LIMIT ?"
    )
    found = {}
    for known, count, its_stem in connection.execute(sql, (own_stem, own_root, MOST_FORMS)):
        different = w.COMPOUND_PART if known[-1].isdigit() else w.SAME_ROOT
        quality = w.VARIANT if its_stem == own_stem else different
        found[known] = (1.0 if known == word else quality, count)
    return found


def words_of_stem(connection: sqlite3.Connection, its_stem: str) -> list[str]:
    """The words of the catalogue with this stem, sorted."""
    return [word for (word,) in connection.execute("SELECT word FROM word WHERE stem = ? ORDER BY word", (its_stem,))]


def pairs(connection: sqlite3.Connection, spelt: Iterable[str]) -> dict[str, int]:
    """Word -> number of records, for the words that the catalogue has as one word or as two adjacent words."""
    wanted = sorted(set(spelt))[:500]
    marks = ",".join("?" * len(wanted))
    return dict(connection.execute(f"SELECT word, count FROM word WHERE word IN ({marks})", wanted))


def signed(connection: sqlite3.Connection, first: str, last: str) -> tuple[str, str] | None:
    """(initial, stem of the last name) if an author signs with the initial: "R. Girshick" for "ross girshick"; else None."""
    if len(first) < 2 or not first.isalpha() or not last.isalpha():
        return None
    name = (first[0], stem(last))
    match = f'author : "{" ".join(name)}"'
    return name if connection.execute("SELECT 1 FROM text WHERE text MATCH ? LIMIT 1", (match,)).fetchone() else None


def long_forms(connection: sqlite3.Connection, word: str) -> dict[tuple[str, ...], float]:
    """Stems of the long form -> trust, for long forms of the abbreviation that texts or topics explain."""
    sql = "SELECT long, count FROM abbreviation WHERE short IN (?, ?) ORDER BY count DESC, long LIMIT 8"
    rows = connection.execute(sql, (word, stem(word))).fetchall()
    return {tuple(long.split(" ")): w.VARIANT for long, count in rows if count * 3 >= rows[0][1]}


def short_forms(connection: sqlite3.Connection, stems: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, abbreviation) for each run of words in the query with an abbreviation that the catalogue explains."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(stems)):
        for end in range(start + 2, min(len(stems), start + 8) + 1):
            runs.setdefault(" ".join(stems[start:end]), []).append((start, end))
    wanted = sorted(runs)[:900]
    if not wanted:
        return []
    marks = ",".join("?" * len(wanted))
    rows = connection.execute(f"SELECT long, short FROM abbreviation WHERE long IN ({marks}) ORDER BY 1, 2", wanted)
    return [(start, end, short) for long, short in rows for start, end in runs[long]]


def short_by_initials(
    connection: sqlite3.Connection, in_order: Sequence[str], stems: Sequence[str]
) -> list[tuple[int, int, str]]:
    """(start, end, abbreviation) for each run of words whose initials the catalogue uses as its abbreviation."""
    runs: dict[str, list[tuple[int, int]]] = {}
    for start in range(len(in_order)):
        for end in range(start + 3, min(len(in_order), start + 8) + 1):
            if in_order[start] in STOP or in_order[end - 1] in STOP:
                continue
            for letters in initials(in_order[start:end]):
                if 3 <= len(letters) <= LONGEST_KNOWN_INITIALS:
                    runs.setdefault(letters, []).append((start, end))
    known = pairs(connection, runs) if runs else {}
    return [
        (start, end, letters)
        for letters in sorted(known)
        for start, end in runs[letters]
        if tuple(stems[start:end]) in by_initials(connection, letters, known=True)
    ]


def by_initials(connection: sqlite3.Connection, word: str, *, known: bool) -> dict[tuple[str, ...], float]:
    """Stems of a phrase -> trust, for the most frequent phrase in names with these initials and its near variants.

    One record is enough for three or more letters that are not a word of the catalogue (`known`), or that have no vowel;
    otherwise several records must have the phrase, because the letters may be an ordinary word.
    """
    longest = LONGEST_KNOWN_INITIALS if known else LONGEST_INITIALS
    if not 2 <= len(word) <= longest or not word.isascii() or not word.isalpha() or word in STOP:
        return {}
    sql = (
        "SELECT r.segments FROM initials AS i JOIN reference AS r ON r.id = i.rowid WHERE initials MATCH ? "
        "ORDER BY i.rowid LIMIT ?"
    )
    # The index combines all names of a record, so test each segment: words with these initials, with others between them.
    spelt = re.compile("(?:^| )" + " (?:.* )?".join(f"{letter}[^ ]*" for letter in word))
    counts: Counter[tuple[str, ...]] = Counter()
    for (text,) in connection.execute(sql, (f'"{letter_pairs(word)}"', MOST_NAMES)):
        lines = text.split("\n")
        found: set[tuple[str, ...]] = set()
        for field in INITIALED:
            for segment in lines[FIELDS.index(field)].split("\t"):
                if spelt.search(segment):
                    found.update(tuple(stem(part) for part in run) for run in phrases(segment.split(" "), word))
        counts.update(found)
    if not counts:
        return {}
    best, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    near = {phrase: times for phrase, times in counts.items() if nearly_the_same(phrase, best)}
    ordinary = known and not _VOWELS.isdisjoint(word)
    needed = 3 if len(word) < 3 else 2 if ordinary else 1
    if count < needed or 2 * sum(near.values()) < sum(counts.values()):
        return {}
    return dict.fromkeys(sorted(near), w.VARIANT)


def nearly_the_same(phrase: tuple[str, ...], best: tuple[str, ...]) -> bool:
    """Whether the phrases are equal, or one of three or more words begins with the other phrase's word.

    So "generative adversarial nets" and "networks" are one phrase, but not "recurrent" and "rectified neural network".
    """
    differ = [(a, b) for a, b in zip(phrase, best, strict=False) if a != b]
    if len(phrase) != len(best) or not differ:
        return phrase == best
    return len(differ) == 1 and len(best) > 2 and any(a.startswith(b) or b.startswith(a) for a, b in differ)


def without_a_word(
    connection: sqlite3.Connection, phrases_found: Mapping[tuple[str, ...], float], worth: Callable[[int], float]
) -> dict[tuple[str, ...], float]:
    """Shorter phrase -> trust, for each long form of three or four words without one of its less important words.

    So VQA, "visual question answering", also finds "image question answering", and RNN finds "recurrent networks". `worth`
    is the worth of a stem that so many records have; the words left must have most of the worth of the whole phrase.
    """
    found: dict[tuple[str, ...], float] = {}
    for phrase, trust in phrases_found.items():
        if not 3 <= len(phrase) <= LONGEST_SHORTENED:
            continue
        worths = [0.0 if part in STOP else worth(with_phrase(connection, (part,))) for part in phrase]
        for left_out, its_worth in enumerate(worths):
            share = 1 - its_worth / (sum(worths) or 1.0)
            shorter = phrase[:left_out] + phrase[left_out + 1 :]
            if share >= w.LEAST_OF_PHRASE and shorter[0] not in STOP and shorter[-1] not in STOP:
                found[shorter] = max(w.PART_OF_PHRASE * share * trust, found.get(shorter, 0.0))
    return {phrase: trust for phrase, trust in found.items() if phrase not in phrases_found}


def with_phrase(connection: sqlite3.Connection, phrase: Sequence[str]) -> int:
    """Number of records with the adjacent stems, counted up to MOST_PHRASES."""
    match = '"' + " ".join(phrase) + '"'
    sql = "SELECT count(*) FROM (SELECT 1 FROM text WHERE text MATCH ? LIMIT ?)"
    return int(connection.execute(sql, (match, MOST_PHRASES)).fetchone()[0])
