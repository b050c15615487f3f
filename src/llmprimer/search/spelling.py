"""Words of the catalogue that a misspelt or unfinished word may stand for."""

from __future__ import annotations

import sqlite3
from string import ascii_lowercase, digits

#: Words shorter than this are not corrected: too many others are one letter away.
SHORTEST = 4

_PREFIX_QUALITY = 0.75
_ONE_EDIT_QUALITY = 0.8
_TWO_EDITS_QUALITY = 0.6


def near_words(connection: sqlite3.Connection, word: str) -> list[tuple[str, float]]:
    """Up to four known words for an unknown one, each with how far it may be trusted (0 to 1), best first.

    One edit (a letter more, fewer, other, or two swapped) from four letters on, two from seven on; or words that begin
    with it. Ties go to the commoner word, then by alphabet.
    """
    if len(word) < SHORTEST or not word.isascii() or not word.isalnum() or word.isdigit():
        return []
    one = _known(connection, _one_edit(word))
    if any(character.isdigit() for character in word):
        # Numbers are exact: gpt4 is no misspelling of gpt3.
        letters = [c for c in word if not c.isdigit()]
        numbers = [c for c in word if c.isdigit()]
        one = [(k, n) for k, n in one if [c for c in k if c.isdigit()] == numbers and len(letters) >= SHORTEST]
    if one:
        return [(found, _ONE_EDIT_QUALITY) for found, _ in _ranked(one)]
    if begun := words_that_begin(connection, word):
        return begun
    if len(word) < 7 or not word.isalpha():
        return []
    shared_start = connection.execute(
        "SELECT word, count FROM word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
        (word[0], chr(ord(word[0]) + 1), len(word) - 2, len(word) + 2),
    )
    two = [(found, count) for found, count in shared_start if _within(word, found, 2)]
    return [(found, _TWO_EDITS_QUALITY) for found, _ in _ranked(two)]


def words_that_begin(connection: sqlite3.Connection, start: str) -> list[tuple[str, float]]:
    """Up to four known words that begin with the letters and are longer, the shortest and commonest first."""
    found = connection.execute(
        "SELECT word FROM word WHERE word > ? AND word < ? ORDER BY length(word), count DESC LIMIT 4",
        (start, start + "\U0010ffff"),
    )
    return [(word, _PREFIX_QUALITY) for (word,) in found]


def _ranked(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:4]


def _one_edit(word: str) -> list[str]:
    letters = ascii_lowercase + (digits if any(c.isdigit() for c in word) else "")
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    edits = {a + b[1:] for a, b in splits if b}
    edits.update(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1)
    edits.update(a + c + b[1:] for a, b in splits if b for c in letters)
    edits.update(a + c + b for a, b in splits for c in letters)
    edits.discard(word)
    return sorted(edits)


def _known(connection: sqlite3.Connection, words: list[str]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for start in range(0, len(words), 900):  # SQLite's older limit on parameters is 999
        batch = words[start : start + 900]
        places = ",".join("?" * len(batch))
        found.extend(connection.execute(f"SELECT word, count FROM word WHERE word IN ({places})", batch))
    return found


def _within(a: str, b: str, limit: int) -> bool:
    """Whether so few edits (optimal string alignment) turn one word into the other."""
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
