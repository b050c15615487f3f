"""Tells whether one title restates another, such as the whole title beside a short form of it."""

from __future__ import annotations

import re

from llmprimer.text import fold

#: How many words a short form shares with the title, at least.
_SHARED = 2


def restates(title: str, short: str) -> bool:
    """Whether a title has all words of a short form in their order, some of them abbreviated: `QRL by Lamps` of `Quick Room Light by Lamps`."""
    words = re.findall(r"[^\W_]+", fold(title))
    at = shared = 0
    for printed in re.findall(r"[^\W_]+", short):
        word = fold(printed)
        if word in words[at:]:
            at = words.index(word, at) + 1
            shared += 1
        elif (end := _end_of_abbreviated(words, at, word if printed.isupper() else "")) is not None:
            at = end
        else:
            return False
    return shared >= _SHARED and len(words) > len(short.split())


def _end_of_abbreviated(words: list[str], at: int, letters: str) -> int | None:
    """Where the words end whose first letters these are."""
    if len(letters) < _SHARED:
        return None
    for begin in range(at, len(words) - len(letters) + 1):
        if all(word[0] == letter for word, letter in zip(words[begin:], letters, strict=False)):
            return begin + len(letters)
    return None


def begins_with_name(title: str, name: str) -> bool:
    """Whether a title begins with a name as a whole, `GLOW: Large Lamps`, and not with a longer word."""
    name, title = fold(name), fold(title)
    return title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()
