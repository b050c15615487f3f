"""What may stand in a reference for a word of the query: its forms, other spellings, and abbreviations both ways."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from llmprimer.index.abbreviations import initials, phrases
from llmprimer.index.stop import STOP
from llmprimer.index.tokens import FIELDS, INITIALED, letter_pairs
from llmprimer.search import weights as w
from llmprimer.stem import root, singular, stem

#: The most forms of one word that are used, the commonest first.
MOST_FORMS = 40
#: An abbreviation without an explanation has at most so many letters, and a known word at most so many.
LONGEST_INITIALS = 6
LONGEST_KNOWN_INITIALS = 5
#: The most names that are examined for the initials of one word.
MOST_NAMES = 400


def forms(connection: sqlite3.Connection, word: str) -> dict[str, tuple[float, int]]:
    """Word of the catalogue -> (how far it is the same word, number of records), for all forms of the word."""
    own_stem, own_root = stem(word), root(word)
    sql = (
        "SELECT word, count, stem FROM word WHERE stem = ? UNION SELECT word, count, stem FROM word WHERE root = ? "
        "ORDER BY 2 DESC, 1 LIMIT ?"
    )
    found = {}
    for known, count, its_stem in connection.execute(sql, (own_stem, own_root, MOST_FORMS)):
        if known == word:
            quality = 1.0
        elif singular(known) == singular(word):
            quality = w.INFLECTED
        else:
            quality = w.SAME_STEM if its_stem == own_stem else w.SAME_ROOT
        found[known] = (quality, count)
    return found


def words_of_stem(connection: sqlite3.Connection, its_stem: str) -> list[str]:
    """The words of the catalogue with that stem, in order."""
    return [word for (word,) in connection.execute("SELECT word FROM word WHERE stem = ? ORDER BY word", (its_stem,))]


def pairs(connection: sqlite3.Connection, spelt: Iterable[str]) -> dict[str, int]:
    """Those of the words that the catalogue has as a word or as two neighbours, with the number of records."""
    wanted = sorted(set(spelt))[:500]
    marks = ",".join("?" * len(wanted))
    return dict(connection.execute(f"SELECT word, count FROM word WHERE word IN ({marks})", wanted))


def signed(connection: sqlite3.Connection, first: str, last: str) -> tuple[str, str] | None:
    """The first name as its initial, where an author stands so beside the last name: "R. Girshick" for "ross girshick"."""
    if len(first) < 2 or not first.isalpha() or not last.isalpha():
        return None
    name = (first[0], stem(last))
    match = f'author : "{" ".join(name)}"'
    return name if connection.execute("SELECT 1 FROM text WHERE text MATCH ? LIMIT 1", (match,)).fetchone() else None


def long_forms(connection: sqlite3.Connection, word: str) -> dict[tuple[str, ...], float]:
    """Stems of what the abbreviation stands for -> trust, as texts and topics explain it."""
    sql = "SELECT long, count FROM abbreviation WHERE short IN (?, ?) ORDER BY count DESC, long LIMIT 8"
    rows = connection.execute(sql, (word, stem(word))).fetchall()
    return {tuple(long.split(" ")): w.EXPLAINED for long, count in rows if count * 3 >= rows[0][1]}


def short_forms(connection: sqlite3.Connection, stems: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, abbreviation) for each run of the query's words that has one that the catalogue explains."""
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
    """(start, end, abbreviation) for each run of words whose initials are a word of the catalogue that stands for it."""
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
    """Stems of the phrase of names in the catalogue that has the word as its initials -> trust; the commonest phrase and
    those that are nearly the same.

    One record is enough for three letters or more that are no word here; else the phrase must stand in several.
    """
    longest = LONGEST_KNOWN_INITIALS if known else LONGEST_INITIALS
    if not 2 <= len(word) <= longest or not word.isascii() or not word.isalpha() or word in STOP:
        return {}
    sql = (
        "SELECT r.segments FROM initials AS i JOIN reference AS r ON r.id = i.rowid WHERE initials MATCH ? "
        "ORDER BY i.rowid LIMIT ?"
    )
    # Words with these initials, others between them: the index tells of all names of a record together.
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
    needed = 1 if len(word) > 2 and not known else 2 if len(word) > 2 else 3
    if count < needed or 2 * sum(near.values()) < sum(counts.values()):
        return {}
    trust = w.INITIALS if not known or count >= 3 else w.INITIALS_OF_A_KNOWN_WORD
    return {phrase: trust if phrase == best else trust * w.NEARLY_THE_SAME for phrase in sorted(near)}


def nearly_the_same(phrase: tuple[str, ...], best: tuple[str, ...]) -> bool:
    """Whether one word at most differs, of three or more: "generative adversarial nets" beside "... networks"."""
    differ = sum(a != b for a, b in zip(phrase, best, strict=False))
    return len(phrase) == len(best) and (differ == 0 or (differ == 1 and len(best) > 2))
