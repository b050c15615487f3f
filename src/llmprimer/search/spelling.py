"""Finds the words of the catalogue that a misspelt or unfinished word may mean, each with its trust."""

from __future__ import annotations

import itertools
import sqlite3
from string import ascii_lowercase, digits

from llmprimer.search import weights as w

#: Shorter words are not corrected: too many others differ in one letter.
SHORTEST = 4
#: Words of at least this length are corrected with two edits.
LONG = 9
#: Maximum number of corrections of one word.
READINGS = 4

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
#: Groups of letters that sound alike.
ALIKE = ("aeiouy", "ckqsxz", "bp", "dt", "fv", "gj", "mn")
_NEIGHBOURS = {
    frozenset(pair)
    for upper, lower in zip(KEYBOARD, (*KEYBOARD[1:], ""), strict=True)
    for pair in (*itertools.pairwise(upper), *zip(upper, lower, strict=False), *zip(upper[1:], lower, strict=False))
}


def near_words(connection: sqlite3.Connection, word: str) -> list[tuple[str, float]]:
    """Up to four known words for an unknown one, each with its trust (0 to 1), best first.

    One edit (a letter inserted, deleted, replaced, or two swapped) from SHORTEST letters on, two edits from LONG on; or
    words that begin with it. An edit has less trust in a short word, at the first letter, and if the replaced letter is
    neither near on the keyboard nor similar in sound: then the catalogue probably lacks the word. The same applies to a
    compound of two known words. Two edits lead only to words, not to joined pairs: there are ten times as many pairs, and
    some are within two edits of anything. Ties go to the more frequent word, then by alphabet.
    """
    if len(word) < SHORTEST or not word.isascii() or not word.isalnum() or word.isdigit():
        return []
    compound = w.UNLIKELY_EDIT if _made_of_two(connection, word) else 1.0
    found = [
        (trust * compound, count, known)
        for known, count in _known(connection, _one_edit(word))
        if (trust := _trust(word, known)) * compound >= w.LEAST_TRUST
    ]
    if not found:
        found = [entry for entry in words_that_begin(connection, word) if entry[0] >= w.LEAST_TRUST]
    if not found and len(word) >= LONG and word.isalpha() and compound == 1.0:
        shared_start = connection.execute(
            "SELECT word, count FROM word WHERE word >= ? AND word < ? AND stem IS NOT NULL "
            "AND length(word) BETWEEN ? AND ?",
            (word[0], chr(ord(word[0]) + 1), len(word) - 2, len(word) + 2),
        )
        # An edit adds or removes at most one letter: this test excludes most words in a tenth of the time.
        letters = frozenset(word)
        found = [
            (w.TWO_EDITS, count, known)
            for known, count in shared_start
            if len(letters.difference(known)) <= 2
            and len(set(known).difference(letters)) <= 2
            and _within(word, known, 2)
        ]
    found.sort(key=lambda entry: (-entry[0], -entry[1], entry[2]))
    return [(known, trust) for trust, _, known in found[:READINGS]]


def words_that_begin(connection: sqlite3.Connection, start: str) -> list[tuple[float, int, str]]:
    """(trust, number of references, word) of up to four longer known words that begin with `start`; the shortest first,
    then the most frequent.
    """
    found = connection.execute(
        "SELECT word, count FROM word WHERE word > ? AND word < ? AND stem IS NOT NULL "
        "ORDER BY length(word), count DESC, word LIMIT ?",
        (start, start + "\U0010ffff", READINGS),
    )
    return [(w.BEGINNING * len(start) / len(word), count, word) for word, count in found]


def _trust(word: str, known: str) -> float:
    """How likely the one edit between the words is a typing error (0 to 1)."""
    numbers = [c for c in word if c.isdigit()]
    if numbers != [c for c in known if c.isdigit()] or len(word) - len(numbers) < SHORTEST:
        return 0.0  # numbers are exact: gpt4 is not a misspelling of gpt3
    at = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    trust = w.ONE_EDIT * w.SHORT_WORD.get(len(word), 1.0)
    swapped = len(word) == len(known) and word[at + 1 :] != known[at + 1 :]
    if len(word) == len(known) and not swapped and not _alike(word[at], known[at]):
        trust *= w.UNLIKELY_EDIT / w.ONE_EDIT
    return trust * w.FIRST_LETTER if at == 0 and not swapped else trust


def _alike(a: str, b: str) -> bool:
    return frozenset((a, b)) in _NEIGHBOURS or any(a in group and b in group for group in ALIKE)


def _made_of_two(connection: sqlite3.Connection, word: str) -> bool:
    """Whether the word is a compound of two known words of three letters or more."""
    cuts = range(3, len(word) - 2)
    parts = sorted({part for n in cuts for part in (word[:n], word[n:])})
    known = {found for found, _ in _known(connection, parts, "AND stem IS NOT NULL")} if parts else set()
    return any(word[:n] in known and word[n:] in known for n in cuts)


def _one_edit(word: str) -> list[str]:
    letters = ascii_lowercase + (digits if any(c.isdigit() for c in word) else "")
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    edits = {a + b[1:] for a, b in splits if b}
    edits.update(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1)
    edits.update(a + c + b[1:] for a, b in splits if b for c in letters)
    edits.update(a + c + b for a, b in splits for c in letters)
    edits.discard(word)
    return sorted(edits)


def _known(connection: sqlite3.Connection, words: list[str], condition: str = "") -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for start in range(0, len(words), 900):  # SQLite's older limit on parameters is 999
        batch = words[start : start + 900]
        marks = ",".join("?" * len(batch))
        found.extend(connection.execute(f"SELECT word, count FROM word WHERE word IN ({marks}) {condition}", batch))
    return found


def _within(a: str, b: str, limit: int) -> bool:
    """Whether at most `limit` edits (optimal string alignment) turn one word into the other."""
    if abs(len(a) - len(b)) > limit:
        return False
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return False
        before, last = last, row
    return last[-1] <= limit
